//! The operations of the document, each with both directions of the wire.

use std::convert::Infallible;

use counterpart_wire::{
    AnswerSpec, Body, BodySpec, Checks, Codec, Content, Fault, Location, Operation, OperationSpec,
    Param, ProblemShape, ProblemValue, RequestReader, RequestWriter, ResponseReader, Scheme,
    SchemeKind, Shape, Status, Validate, http, respond,
};

use super::types::{GetError, Item, MakeError, NewItem};

pub(crate) static KEY: Scheme =
    Scheme { name: "key", kind: SchemeKind::ApiKey { location: Location::Header, name: "X-Key" } };
pub(crate) static QUERY_KEY: Scheme = Scheme {
    name: "query",
    kind: SchemeKind::ApiKey { location: Location::Query, name: "api_key" },
};
pub(crate) static COOKIE_KEY: Scheme = Scheme {
    name: "cookie",
    kind: SchemeKind::ApiKey { location: Location::Cookie, name: "session" },
};
pub(crate) static BEARER: Scheme = Scheme { name: "bearer", kind: SchemeKind::Bearer };
pub(crate) static BASIC: Scheme = Scheme { name: "basic", kind: SchemeKind::Basic };

#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct List {
    pub(crate) names: Option<Vec<String>>,
    pub(crate) limit: Option<i64>,
    pub(crate) trace: Option<String>,
}

impl List {
    const NAMES: Param = Param::query("name").shape(Shape::List);
    const LIMIT: Param = Param::query("limit");
    const TRACE: Param = Param::header("x-trace");
}

impl Operation for List {
    type Output = Vec<Item>;
    type Error = Infallible;
    const SPEC: &'static OperationSpec = &OperationSpec {
        id: "list",
        method: "GET",
        path: "/items",
        optional_slash: true,
        body: None,
        answers: &[AnswerSpec {
            status: Status::Code(200),
            contents: &[Content { media: "application/json", aliases: &[], codec: Codec::Json }],
        }],
        problems: &[],
        invalid: 400,
        security: &[],
    };

    fn write(self, to: &mut RequestWriter) {
        to.param(&Self::NAMES, self.names.as_ref());
        to.param(&Self::LIMIT, self.limit.as_ref());
        to.param(&Self::TRACE, self.trace.as_ref());
    }

    fn read(from: &mut RequestReader) -> Option<Self> {
        let names = from.optional(&Self::NAMES);
        let limit = from.optional(&Self::LIMIT);
        let trace = from.optional(&Self::TRACE);
        Some(Self { names: names?, limit: limit?, trace: trace? })
    }

    fn respond(outcome: Result<Vec<Item>, Infallible>) -> http::Response<Body> {
        match outcome {
            Ok(items) => respond::json(200, "application/json", &items),
            Err(never) => match never {},
        }
    }

    fn receive(from: ResponseReader) -> Result<Result<Vec<Item>, Infallible>, Fault> {
        match from.status() {
            200 => from.json().map(Ok),
            _ => Err(from.unexpected()),
        }
    }
}

/// A body, an own error shape, and three ways to prove who calls.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Make {
    pub(crate) dry: Option<bool>,
    pub(crate) body: NewItem,
}

impl Make {
    const DRY: Param = Param::query("dry");

    pub(crate) fn new(name: impl Into<String>) -> Self {
        Self { dry: None, body: NewItem::new(name) }
    }
}

impl Validate for Make {
    fn validate(&self, checks: &mut Checks) {
        self.body.validate(checks);
    }
}

impl Operation for Make {
    type Output = Item;
    type Error = MakeError;
    const SPEC: &'static OperationSpec = &OperationSpec {
        id: "make",
        method: "POST",
        path: "/items",
        optional_slash: false,
        body: Some(BodySpec {
            required: true,
            contents: &[Content {
                media: "application/json",
                aliases: &["application/x-www-form-urlencoded"],
                codec: Codec::Json,
            }],
        }),
        answers: &[AnswerSpec {
            status: Status::Code(201),
            contents: &[Content { media: "application/json", aliases: &[], codec: Codec::Json }],
        }],
        problems: &[ProblemShape::new(
            Status::Code(422),
            "application/json",
            ProblemValue::Object(&[(
                "detail",
                ProblemValue::Violations(&ProblemValue::Object(&[
                    ("loc", ProblemValue::Place),
                    ("msg", ProblemValue::Detail),
                    ("type", ProblemValue::Code),
                ])),
            )]),
        )],
        invalid: 422,
        security: &[
            &[(&KEY, &[])],
            &[(&QUERY_KEY, &[]), (&COOKIE_KEY, &[])],
            &[(&BEARER, &["items:write", "items:read"])],
            &[(&BASIC, &[])],
        ],
    };

    fn write(self, to: &mut RequestWriter) {
        to.param(&Self::DRY, self.dry.as_ref());
        to.json("application/json", &self.body);
    }

    fn read(from: &mut RequestReader) -> Option<Self> {
        let dry = from.optional(&Self::DRY);
        let body = from.json();
        let request = Self { dry: dry?, body: body? };
        from.checked(request)
    }

    fn respond(outcome: Result<Item, MakeError>) -> http::Response<Body> {
        match outcome {
            Ok(item) => respond::json(201, "application/json", &item),
            Err(MakeError::Conflict(body)) => respond::json(409, "application/json", &body),
        }
    }

    fn receive(from: ResponseReader) -> Result<Result<Item, MakeError>, Fault> {
        match from.status() {
            201 => from.json().map(Ok),
            409 => from.json().map(|body| Err(MakeError::Conflict(body))),
            _ => Err(from.unexpected()),
        }
    }
}

/// May be called with or without credentials.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Get {
    pub(crate) id: i64,
}

impl Get {
    const ID: Param = Param::path("id");
}

impl Operation for Get {
    type Output = Item;
    type Error = GetError;
    const SPEC: &'static OperationSpec = &OperationSpec {
        id: "get",
        method: "GET",
        path: "/items/{id}",
        optional_slash: false,
        body: None,
        answers: &[AnswerSpec {
            status: Status::Code(200),
            contents: &[Content { media: "application/json", aliases: &[], codec: Codec::Json }],
        }],
        problems: &[],
        invalid: 400,
        security: &[&[], &[(&KEY, &[])]],
    };

    fn write(self, to: &mut RequestWriter) {
        to.param(&Self::ID, Some(&self.id));
    }

    fn read(from: &mut RequestReader) -> Option<Self> {
        let id = from.required(&Self::ID);
        Some(Self { id: id? })
    }

    fn respond(outcome: Result<Item, GetError>) -> http::Response<Body> {
        match outcome {
            Ok(item) => respond::json(200, "application/json", &item),
            Err(GetError::Unauthorized(body)) => respond::json(401, "application/json", &body),
            Err(GetError::NotFound(body)) => respond::json(404, "application/json", &body),
        }
    }

    fn receive(from: ResponseReader) -> Result<Result<Item, GetError>, Fault> {
        match from.status() {
            200 => from.json().map(Ok),
            401 => from.json().map(|body| Err(GetError::Unauthorized(body))),
            404 => from.json().map(|body| Err(GetError::NotFound(body))),
            _ => Err(from.unexpected()),
        }
    }
}

/// Bytes in, the same bytes out, both as streams.
#[derive(Debug)]
pub(crate) struct Copy {
    pub(crate) body: Body,
}

impl Operation for Copy {
    type Output = Body;
    type Error = Infallible;
    const SPEC: &'static OperationSpec = &OperationSpec {
        id: "copy",
        method: "PUT",
        path: "/copy",
        optional_slash: false,
        body: Some(BodySpec {
            required: true,
            contents: &[Content {
                media: "application/octet-stream",
                aliases: &[],
                codec: Codec::Bytes,
            }],
        }),
        answers: &[AnswerSpec {
            status: Status::Code(200),
            contents: &[Content {
                media: "application/octet-stream",
                aliases: &[],
                codec: Codec::Bytes,
            }],
        }],
        problems: &[],
        invalid: 400,
        security: &[],
    };

    fn write(self, to: &mut RequestWriter) {
        to.body("application/octet-stream", self.body);
    }

    fn read(from: &mut RequestReader) -> Option<Self> {
        from.stream().map(|body| Self { body })
    }

    fn respond(outcome: Result<Body, Infallible>) -> http::Response<Body> {
        match outcome {
            Ok(body) => respond::stream(200, "application/octet-stream", body),
            Err(never) => match never {},
        }
    }

    fn receive(from: ResponseReader) -> Result<Result<Body, Infallible>, Fault> {
        match from.status() {
            200 => from.stream().map(Ok),
            _ => Err(from.unexpected()),
        }
    }
}
