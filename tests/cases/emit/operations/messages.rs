// ==== src/headers.rs ====

//! Headers of responses.

use counterpart_wire as wire;

/// Headers of the response `go`.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct GoHeaders {
    /// Required: a server that conforms to the document always sends it.
    pub set_cookie: Option<Vec<String>>,
    pub x_names: Option<Vec<String>>,
}

impl GoHeaders {
    const SET_COOKIE: wire::Param = wire::Param::header("Set-Cookie")
        .shape(wire::Shape::List);
    const X_NAMES: wire::Param = wire::Param::header("X-Names").shape(wire::Shape::List);

    /// Creates a value from the required headers.
    #[must_use]
    pub fn new(set_cookie: Vec<String>) -> Self {
        Self {
            set_cookie: Some(set_cookie),
            x_names: None,
        }
    }

    #[must_use]
    pub fn with_x_names(mut self, x_names: Vec<String>) -> Self {
        self.x_names = Some(x_names);
        self
    }
}

impl wire::Headers for GoHeaders {
    fn write(&self, to: &mut wire::HeaderWriter<'_>) {
        to.header(&Self::SET_COOKIE, self.set_cookie.as_ref());
        to.header(&Self::X_NAMES, self.x_names.as_ref());
    }

    fn read(from: &wire::HeaderReader<'_>) -> Self {
        Self {
            set_cookie: from.required(&Self::SET_COOKIE),
            x_names: from.header(&Self::X_NAMES),
        }
    }
}

// ==== src/operations/default.rs ====

//! The operations of the tag `default`.

use counterpart_wire as wire;
use crate::headers;
use crate::types;

/// The operations of this tag.
///
/// Implement this trait to serve the API. The generated `Client` implements it as well.
pub trait DefaultApi: Send + Sync + 'static {
    /// The authenticated caller, as returned by the authenticator of the server.
    type Principal: Send + Sync + 'static;

    /// `PUT /word`
    ///
    /// Returns an integer.
    fn put_word(
        &self,
        call: wire::Call<PutWord, ()>,
    ) -> impl Future<Output = wire::Outcome<PutWord>> + Send;

    /// `PUT /colour`
    ///
    /// Returns a [`wire::Uuid`].
    fn put_colour(
        &self,
        call: wire::Call<PutColour, ()>,
    ) -> impl Future<Output = wire::Outcome<PutColour>> + Send;

    /// `POST /parts`
    ///
    /// Returns no content.
    fn add_parts(
        &self,
        call: wire::Call<AddParts, ()>,
    ) -> impl Future<Output = wire::Outcome<AddParts>> + Send;

    /// `PUT /file`
    ///
    /// Returns bytes, as a [`wire::Body`].
    fn put_file(
        &self,
        call: wire::Call<PutFile, ()>,
    ) -> impl Future<Output = wire::Outcome<PutFile>> + Send;

    /// `POST /mixed`
    ///
    /// Returns no content.
    fn add_mixed(
        &self,
        call: wire::Call<AddMixed, ()>,
    ) -> impl Future<Output = wire::Outcome<AddMixed>> + Send;

    /// `POST /form`
    ///
    /// Returns no content.
    fn add_form(
        &self,
        call: wire::Call<AddForm, ()>,
    ) -> impl Future<Output = wire::Outcome<AddForm>> + Send;

    /// `POST /lines`
    ///
    /// Returns a stream of events, each a string.
    fn add_lines(
        &self,
        call: wire::Call<AddLines, ()>,
    ) -> impl Future<Output = wire::Outcome<AddLines>> + Send;

    /// `GET /events`
    ///
    /// Returns a stream of events, each
    /// [`types::GetEvents200ResponseEvent`](super::super::types::GetEvents200ResponseEvent). Events by name.
    fn get_events(
        &self,
        call: wire::Call<GetEvents, ()>,
    ) -> impl Future<Output = wire::Outcome<GetEvents>> + Send;

    /// `GET /go`
    ///
    /// Returns no content with [`headers::GoHeaders`](super::super::headers::GoHeaders).
    fn go(
        &self,
        call: wire::Call<Go, ()>,
    ) -> impl Future<Output = wire::Outcome<Go>> + Send;
}

/// `PUT /word`
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct PutWord {
    pub body: String,
}

impl PutWord {
    /// Creates a value from its required fields.
    #[must_use]
    pub fn new(body: impl Into<String>) -> Self {
        Self { body: body.into() }
    }
}

impl wire::Operation for PutWord {
    type Output = i64;
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "putWord",
        method: "PUT",
        path: "/word",
        optional_slash: false,
        body: Some(wire::BodySpec {
            required: true,
            contents: &[
                wire::Content {
                    media: "text/plain",
                    aliases: &[],
                    codec: wire::Codec::Text,
                },
            ],
        }),
        answers: &[
            wire::AnswerSpec {
                status: wire::Status::Code(200),
                contents: &[
                    wire::Content {
                        media: "text/plain",
                        aliases: &[],
                        codec: wire::Codec::Text,
                    },
                ],
            },
        ],
        problems: &[],
        invalid: 400,
        security: &[],
    };

    fn write(self, to: &mut wire::RequestWriter) {
        let body = self.body;
        to.typed_text("text/plain", &body);
    }

    fn read(from: &mut wire::RequestReader) -> Option<Self> {
        let body = from.typed_text();
        let request = Self { body: body? };
        from.check(|checks| {
            {
                static PATTERN: wire::Pattern = wire::Pattern::new("^[a-z]*$");
                checks
                    .length(&request.body, 0, Some(5))
                    .pattern(&request.body, &PATTERN);
            }
        })?;
        Some(request)
    }

    fn respond(
        outcome: Result<Self::Output, Self::Error>,
    ) -> wire::http::Response<wire::Body> {
        match outcome {
            Ok(body) => wire::respond::typed_text(200, "text/plain", &body),
            Err(error) => match error {}
        }
    }

    fn receive(
        from: wire::ResponseReader,
    ) -> Result<Result<Self::Output, Self::Error>, wire::Fault> {
        match from.status() {
            200 => from.typed_text().map(Ok),
            _ => Err(from.unexpected()),
        }
    }
}

/// `PUT /colour`
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct PutColour {
    pub body: Option<PutColourBody>,
}

impl PutColour {
    /// Creates an empty value.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    #[must_use]
    pub fn with_body(mut self, body: impl Into<PutColourBody>) -> Self {
        self.body = Some(body.into());
        self
    }
}

/// The body of [`PutColour`].
#[derive(Debug)]
#[non_exhaustive]
pub enum PutColourBody {
    /// A body of type `text/plain`.
    Text(types::PutColourBody),
    /// A body of type `application/octet-stream`.
    Bytes(wire::Body),
}

impl From<types::PutColourBody> for PutColourBody {
    fn from(body: types::PutColourBody) -> Self {
        Self::Text(body)
    }
}

impl From<wire::Body> for PutColourBody {
    fn from(body: wire::Body) -> Self {
        Self::Bytes(body)
    }
}

impl wire::Operation for PutColour {
    type Output = wire::Uuid;
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "putColour",
        method: "PUT",
        path: "/colour",
        optional_slash: false,
        body: Some(wire::BodySpec {
            required: false,
            contents: &[
                wire::Content {
                    media: "text/plain",
                    aliases: &[],
                    codec: wire::Codec::Text,
                },
                wire::Content {
                    media: "application/octet-stream",
                    aliases: &[],
                    codec: wire::Codec::Bytes,
                },
            ],
        }),
        answers: &[
            wire::AnswerSpec {
                status: wire::Status::Code(200),
                contents: &[
                    wire::Content {
                        media: "text/plain",
                        aliases: &[],
                        codec: wire::Codec::Text,
                    },
                ],
            },
        ],
        problems: &[],
        invalid: 400,
        security: &[],
    };

    fn write(self, to: &mut wire::RequestWriter) {
        if let Some(body) = self.body {
            match body {
                PutColourBody::Text(body) => to.typed_text("text/plain", &body),
                PutColourBody::Bytes(body) => to.body("application/octet-stream", body),
            }
        }
    }

    fn read(from: &mut wire::RequestReader) -> Option<Self> {
        let body = match from.content() {
            Some(0) => from.typed_text().map(PutColourBody::Text).map(Some),
            Some(1) => from.stream().map(PutColourBody::Bytes).map(Some),
            _ => Some(None),
        };
        let request = Self { body: body? };
        from.check(|checks| {
            if let Some(body) = &request.body {
                match body {
                    PutColourBody::Text(value) => wire::Validate::validate(value, checks),
                    _ => {}
                }
            }
        })?;
        Some(request)
    }

    fn respond(
        outcome: Result<Self::Output, Self::Error>,
    ) -> wire::http::Response<wire::Body> {
        match outcome {
            Ok(body) => wire::respond::typed_text(200, "text/plain", &body),
            Err(error) => match error {}
        }
    }

    fn receive(
        from: wire::ResponseReader,
    ) -> Result<Result<Self::Output, Self::Error>, wire::Fault> {
        match from.status() {
            200 => from.typed_text().map(Ok),
            _ => Err(from.unexpected()),
        }
    }
}

/// `POST /parts`
#[derive(Debug)]
#[non_exhaustive]
pub struct AddParts {
    pub body: types::AddPartsBody,
}

impl AddParts {
    /// Creates a value from its required fields.
    #[must_use]
    pub fn new(body: types::AddPartsBody) -> Self {
        Self { body }
    }
}

impl wire::Operation for AddParts {
    type Output = ();
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "addParts",
        method: "POST",
        path: "/parts",
        optional_slash: false,
        body: Some(wire::BodySpec {
            required: true,
            contents: &[
                wire::Content {
                    media: "multipart/form-data",
                    aliases: &[],
                    codec: wire::Codec::Multipart,
                },
            ],
        }),
        answers: &[],
        problems: &[],
        invalid: 400,
        security: &[],
    };

    fn write(self, to: &mut wire::RequestWriter) {
        let body = self.body;
        to.multipart(body);
    }

    fn read(from: &mut wire::RequestReader) -> Option<Self> {
        let body = from.multipart();
        Some(Self { body: body? })
    }

    fn respond(
        outcome: Result<Self::Output, Self::Error>,
    ) -> wire::http::Response<wire::Body> {
        match outcome {
            Ok(()) => wire::respond::empty(204),
            Err(error) => match error {}
        }
    }

    fn receive(
        from: wire::ResponseReader,
    ) -> Result<Result<Self::Output, Self::Error>, wire::Fault> {
        match from.status() {
            204 => from.empty().map(Ok),
            _ => Err(from.unexpected()),
        }
    }
}

/// `PUT /file`
#[derive(Debug)]
#[non_exhaustive]
pub struct PutFile {
    pub body: wire::Body,
}

impl PutFile {
    /// Creates a value from its required fields.
    #[must_use]
    pub fn new(body: impl Into<wire::Body>) -> Self {
        Self { body: body.into() }
    }
}

impl wire::Operation for PutFile {
    type Output = wire::Body;
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "putFile",
        method: "PUT",
        path: "/file",
        optional_slash: false,
        body: Some(wire::BodySpec {
            required: true,
            contents: &[
                wire::Content {
                    media: "*/*",
                    aliases: &[],
                    codec: wire::Codec::Bytes,
                },
            ],
        }),
        answers: &[
            wire::AnswerSpec {
                status: wire::Status::Code(200),
                contents: &[
                    wire::Content {
                        media: "application/json",
                        aliases: &[],
                        codec: wire::Codec::Bytes,
                    },
                ],
            },
        ],
        problems: &[],
        invalid: 400,
        security: &[],
    };

    fn write(self, to: &mut wire::RequestWriter) {
        let body = self.body;
        to.open_body("application/octet-stream", body);
    }

    fn read(from: &mut wire::RequestReader) -> Option<Self> {
        let body = from.stream();
        Some(Self { body: body? })
    }

    fn respond(
        outcome: Result<Self::Output, Self::Error>,
    ) -> wire::http::Response<wire::Body> {
        match outcome {
            Ok(body) => wire::respond::stream(200, "application/json", body),
            Err(error) => match error {}
        }
    }

    fn receive(
        from: wire::ResponseReader,
    ) -> Result<Result<Self::Output, Self::Error>, wire::Fault> {
        match from.status() {
            200 => from.stream().map(Ok),
            _ => Err(from.unexpected()),
        }
    }
}

/// `POST /mixed`
#[derive(Debug)]
#[non_exhaustive]
pub struct AddMixed {
    pub body: wire::Body,
}

impl AddMixed {
    /// Creates a value from its required fields.
    #[must_use]
    pub fn new(body: impl Into<wire::Body>) -> Self {
        Self { body: body.into() }
    }
}

impl wire::Operation for AddMixed {
    type Output = ();
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "addMixed",
        method: "POST",
        path: "/mixed",
        optional_slash: false,
        body: Some(wire::BodySpec {
            required: true,
            contents: &[
                wire::Content {
                    media: "multipart/mixed",
                    aliases: &[],
                    codec: wire::Codec::Bytes,
                },
            ],
        }),
        answers: &[],
        problems: &[],
        invalid: 400,
        security: &[],
    };

    fn write(self, to: &mut wire::RequestWriter) {
        let body = self.body;
        to.body("multipart/mixed", body);
    }

    fn read(from: &mut wire::RequestReader) -> Option<Self> {
        let body = from.stream();
        Some(Self { body: body? })
    }

    fn respond(
        outcome: Result<Self::Output, Self::Error>,
    ) -> wire::http::Response<wire::Body> {
        match outcome {
            Ok(()) => wire::respond::empty(204),
            Err(error) => match error {}
        }
    }

    fn receive(
        from: wire::ResponseReader,
    ) -> Result<Result<Self::Output, Self::Error>, wire::Fault> {
        match from.status() {
            204 => from.empty().map(Ok),
            _ => Err(from.unexpected()),
        }
    }
}

/// `POST /form`
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct AddForm {
    pub body: types::AddFormBody,
}

impl AddForm {
    /// Creates a value from its required fields.
    #[must_use]
    pub fn new(body: types::AddFormBody) -> Self {
        Self { body }
    }
}

impl wire::Operation for AddForm {
    type Output = ();
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "addForm",
        method: "POST",
        path: "/form",
        optional_slash: false,
        body: Some(wire::BodySpec {
            required: true,
            contents: &[
                wire::Content {
                    media: "application/x-www-form-urlencoded",
                    aliases: &[],
                    codec: wire::Codec::Form,
                },
            ],
        }),
        answers: &[],
        problems: &[],
        invalid: 400,
        security: &[],
    };

    fn write(self, to: &mut wire::RequestWriter) {
        let body = self.body;
        to.form(
            "application/x-www-form-urlencoded",
            &[
                wire::Param::query("any").nested(wire::Nested::All),
                wire::Param::query("chats").shape(wire::Shape::List),
                wire::Param::query("one").shape(wire::Shape::ScalarOrList),
                wire::Param::query("points")
                    .style(wire::Style::Json)
                    .shape(wire::Shape::List),
            ],
            &body,
        );
    }

    fn read(from: &mut wire::RequestReader) -> Option<Self> {
        let body = from
            .form(
                &[
                    wire::Param::query("any").nested(wire::Nested::All),
                    wire::Param::query("chats").shape(wire::Shape::List),
                    wire::Param::query("one").shape(wire::Shape::ScalarOrList),
                    wire::Param::query("points")
                        .style(wire::Style::Json)
                        .shape(wire::Shape::List),
                ],
            );
        Some(Self { body: body? })
    }

    fn respond(
        outcome: Result<Self::Output, Self::Error>,
    ) -> wire::http::Response<wire::Body> {
        match outcome {
            Ok(()) => wire::respond::empty(204),
            Err(error) => match error {}
        }
    }

    fn receive(
        from: wire::ResponseReader,
    ) -> Result<Result<Self::Output, Self::Error>, wire::Fault> {
        match from.status() {
            204 => from.empty().map(Ok),
            _ => Err(from.unexpected()),
        }
    }
}

/// `POST /lines`
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct AddLines {
    pub body: String,
}

impl AddLines {
    /// Creates a value from its required fields.
    #[must_use]
    pub fn new(body: impl Into<String>) -> Self {
        Self { body: body.into() }
    }
}

impl wire::Operation for AddLines {
    type Output = wire::Events<String>;
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "addLines",
        method: "POST",
        path: "/lines",
        optional_slash: false,
        body: Some(wire::BodySpec {
            required: true,
            contents: &[
                wire::Content {
                    media: "application/jsonl",
                    aliases: &[],
                    codec: wire::Codec::Text,
                },
            ],
        }),
        answers: &[
            wire::AnswerSpec {
                status: wire::Status::Code(200),
                contents: &[
                    wire::Content {
                        media: "application/jsonl",
                        aliases: &[],
                        codec: wire::Codec::Events,
                    },
                ],
            },
        ],
        problems: &[],
        invalid: 400,
        security: &[],
    };

    fn write(self, to: &mut wire::RequestWriter) {
        let body = self.body;
        to.text("application/jsonl", body);
    }

    fn read(from: &mut wire::RequestReader) -> Option<Self> {
        let body = from.text();
        Some(Self { body: body? })
    }

    fn respond(
        outcome: Result<Self::Output, Self::Error>,
    ) -> wire::http::Response<wire::Body> {
        match outcome {
            Ok(body) => {
                wire::respond::events(
                    200,
                    "application/jsonl",
                    wire::EventFormat::LINES,
                    body,
                )
            }
            Err(error) => match error {}
        }
    }

    fn receive(
        from: wire::ResponseReader,
    ) -> Result<Result<Self::Output, Self::Error>, wire::Fault> {
        match from.status() {
            200 => from.events(wire::EventFormat::LINES).map(Ok),
            _ => Err(from.unexpected()),
        }
    }
}

/// `GET /events`
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct GetEvents {}

impl GetEvents {
    /// Creates an empty value.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
}

impl wire::Operation for GetEvents {
    type Output = wire::Events<types::GetEvents200ResponseEvent>;
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "getEvents",
        method: "GET",
        path: "/events",
        optional_slash: false,
        body: None,
        answers: &[
            wire::AnswerSpec {
                status: wire::Status::Code(200),
                contents: &[
                    wire::Content {
                        media: "text/event-stream",
                        aliases: &[],
                        codec: wire::Codec::Events,
                    },
                ],
            },
        ],
        problems: &[],
        invalid: 400,
        security: &[],
    };

    fn write(self, _to: &mut wire::RequestWriter) {}

    fn read(_from: &mut wire::RequestReader) -> Option<Self> {
        Some(Self {})
    }

    fn respond(
        outcome: Result<Self::Output, Self::Error>,
    ) -> wire::http::Response<wire::Body> {
        match outcome {
            Ok(body) => {
                wire::respond::events(
                    200,
                    "text/event-stream",
                    wire::EventFormat::SSE.by_name(&["note"]),
                    body,
                )
            }
            Err(error) => match error {}
        }
    }

    fn receive(
        from: wire::ResponseReader,
    ) -> Result<Result<Self::Output, Self::Error>, wire::Fault> {
        match from.status() {
            200 => from.events(wire::EventFormat::SSE.by_name(&["note"])).map(Ok),
            _ => Err(from.unexpected()),
        }
    }
}

/// `GET /go`
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Go {
    pub ids: Option<Vec<i64>>,
    pub words: Option<Vec<String>>,
}

impl Go {
    const IDS: wire::Param = wire::Param::query("ids")
        .explode(false)
        .shape(wire::Shape::List)
        .no_commas();
    const WORDS: wire::Param = wire::Param::query("words")
        .explode(false)
        .shape(wire::Shape::List);

    /// Creates an empty value.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    #[must_use]
    pub fn with_ids(mut self, ids: Vec<i64>) -> Self {
        self.ids = Some(ids);
        self
    }

    #[must_use]
    pub fn with_words(mut self, words: Vec<String>) -> Self {
        self.words = Some(words);
        self
    }
}

impl wire::Operation for Go {
    type Output = wire::WithHeaders<(), headers::GoHeaders>;
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "go",
        method: "GET",
        path: "/go",
        optional_slash: false,
        body: None,
        answers: &[],
        problems: &[],
        invalid: 400,
        security: &[],
    };

    fn write(self, to: &mut wire::RequestWriter) {
        to.param(&Self::IDS, self.ids.as_ref());
        to.param(&Self::WORDS, self.words.as_ref());
    }

    fn read(from: &mut wire::RequestReader) -> Option<Self> {
        let ids = from.optional(&Self::IDS);
        let words = from.optional(&Self::WORDS);
        Some(Self { ids: ids?, words: words? })
    }

    fn respond(
        outcome: Result<Self::Output, Self::Error>,
    ) -> wire::http::Response<wire::Body> {
        match outcome {
            Ok(body) => body.respond(|()| wire::respond::empty(204)),
            Err(error) => match error {}
        }
    }

    fn receive(
        from: wire::ResponseReader,
    ) -> Result<Result<Self::Output, Self::Error>, wire::Fault> {
        match from.status() {
            204 => from.with_headers(wire::ResponseReader::empty).map(Ok),
            _ => Err(from.unexpected()),
        }
    }
}

// ==== src/problems.rs ====

//! Error bodies for requests that the server itself rejects, as the document describes them.

// ==== src/security.rs ====

//! The security schemes of the API.
