// ==== src/operations/default.rs ====

//! The operations of the tag `default`.

use counterpart_wire as wire;
use crate::types;

/// The operations of this tag.
///
/// Implement this trait to serve the API. The generated `Client` implements it as well.
pub trait DefaultApi: Send + Sync + 'static {
    /// The authenticated caller, as returned by the authenticator of the server.
    type Principal: Send + Sync + 'static;

    /// `GET /a/{id}/{day}/{list}/{object}/{label}/{matrix}/{file}.{kind}`
    ///
    /// Returns no content.
    fn paths(
        &self,
        call: wire::Call<Paths, ()>,
    ) -> impl Future<Output = wire::Outcome<Paths>> + Send;

    /// `GET /query`
    ///
    /// Returns no content.
    fn queries(
        &self,
        call: wire::Call<Queries, ()>,
    ) -> impl Future<Output = wire::Outcome<Queries>> + Send;

    /// `GET /headers`
    ///
    /// Returns no content.
    fn headers(
        &self,
        call: wire::Call<Headers, ()>,
    ) -> impl Future<Output = wire::Outcome<Headers>> + Send;
}

/// `GET /a/{id}/{day}/{list}/{object}/{label}/{matrix}/{file}.{kind}`
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Paths {
    pub day: wire::Date,
    pub list: Vec<String>,
    pub object: types::Point,
    pub label: String,
    pub matrix: Vec<i64>,
    pub file: String,
    pub kind: types::PathsKind,
    pub shared: i64,
    /// At least 1.
    pub id: i64,
}

impl Paths {
    const DAY: wire::Param = wire::Param::path("day");
    const LIST: wire::Param = wire::Param::path("list").shape(wire::Shape::List);
    const OBJECT: wire::Param = wire::Param::path("object")
        .shape(wire::Shape::Object(&["x", "y"]));
    const LABEL: wire::Param = wire::Param::path("label").style(wire::Style::Label);
    const MATRIX: wire::Param = wire::Param::path("matrix")
        .style(wire::Style::Matrix)
        .explode(true)
        .shape(wire::Shape::List);
    const FILE: wire::Param = wire::Param::path("file");
    const KIND: wire::Param = wire::Param::path("kind");
    const SHARED: wire::Param = wire::Param::query("shared");
    const ID: wire::Param = wire::Param::path("id");

    /// Creates a value from its required fields.
    #[must_use]
    #[allow(clippy::too_many_arguments)]
    pub fn new(
        day: wire::Date,
        list: Vec<String>,
        object: types::Point,
        label: impl Into<String>,
        matrix: Vec<i64>,
        file: impl Into<String>,
        kind: impl Into<types::PathsKind>,
        shared: i64,
        id: i64,
    ) -> Self {
        Self {
            day,
            list,
            object,
            label: label.into(),
            matrix,
            file: file.into(),
            kind: kind.into(),
            shared,
            id,
        }
    }
}

impl wire::Operation for Paths {
    type Output = ();
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "paths",
        method: "GET",
        path: "/a/{id}/{day}/{list}/{object}/{label}/{matrix}/{file}.{kind}",
        optional_slash: false,
        body: None,
        answers: &[],
        problems: &[],
        invalid: 400,
        security: &[],
    };

    fn write(self, to: &mut wire::RequestWriter) {
        to.param(&Self::DAY, Some(&self.day));
        to.param(&Self::LIST, Some(&self.list));
        to.param(&Self::OBJECT, Some(&self.object));
        to.param(&Self::LABEL, Some(&self.label));
        to.param(&Self::MATRIX, Some(&self.matrix));
        to.param(&Self::FILE, Some(&self.file));
        to.param(&Self::KIND, Some(&self.kind));
        to.param(&Self::SHARED, Some(&self.shared));
        to.param(&Self::ID, Some(&self.id));
    }

    fn read(from: &mut wire::RequestReader) -> Option<Self> {
        let day = from.required(&Self::DAY);
        let list = from.required(&Self::LIST);
        let object = from.required(&Self::OBJECT);
        let label = from.required(&Self::LABEL);
        let matrix = from.required(&Self::MATRIX);
        let file = from.required(&Self::FILE);
        let kind = from.required(&Self::KIND);
        let shared = from.required(&Self::SHARED);
        let id = from.required(&Self::ID);
        let request = Self {
            day: day?,
            list: list?,
            object: object?,
            label: label?,
            matrix: matrix?,
            file: file?,
            kind: kind?,
            shared: shared?,
            id: id?,
        };
        from.check(|checks| {
            checks.param(&Self::KIND).validate(&request.kind);
            checks.param(&Self::ID).at_least(&request.id, 1, false);
        })?;
        Some(request)
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

/// `GET /query`
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Queries {
    /// At least 1 character.
    pub text: String,
    /// Defaults to `0.5`.
    pub number: Option<f64>,
    /// Defaults to `false`.
    pub flag: Option<bool>,
    pub nullable: wire::Nullable<String>,
    /// At most 3 items.
    pub exploded: Option<Vec<String>>,
    pub joined: Option<Vec<i64>>,
    pub spaces: Option<Vec<String>>,
    pub pipes: Option<Vec<String>>,
    pub deep: Option<types::Point>,
    pub point: Option<types::Point>,
    pub colour: Option<types::Colour>,
    pub reserved: Option<String>,
    pub empty: Option<i64>,
    /// Deprecated.
    pub old: Option<String>,
    pub either: Option<types::QueriesEither>,
}

impl Queries {
    const TEXT: wire::Param = wire::Param::query("text");
    const NUMBER: wire::Param = wire::Param::query("number");
    const FLAG: wire::Param = wire::Param::query("flag");
    const NULLABLE: wire::Param = wire::Param::query("nullable");
    const EXPLODED: wire::Param = wire::Param::query("exploded")
        .shape(wire::Shape::List);
    const JOINED: wire::Param = wire::Param::query("joined")
        .explode(false)
        .shape(wire::Shape::List)
        .no_commas();
    const SPACES: wire::Param = wire::Param::query("spaces")
        .style(wire::Style::SpaceDelimited)
        .explode(false)
        .shape(wire::Shape::List);
    const PIPES: wire::Param = wire::Param::query("pipes")
        .style(wire::Style::PipeDelimited)
        .explode(false)
        .shape(wire::Shape::List);
    const DEEP: wire::Param = wire::Param::query("deep")
        .style(wire::Style::DeepObject)
        .shape(wire::Shape::Object(&["x", "y"]));
    const POINT: wire::Param = wire::Param::query("point")
        .shape(wire::Shape::Object(&["x", "y"]));
    const COLOUR: wire::Param = wire::Param::query("colour");
    const RESERVED: wire::Param = wire::Param::query("reserved").reserved();
    const EMPTY: wire::Param = wire::Param::query("empty").empty_is_absent();
    const OLD: wire::Param = wire::Param::query("old");
    const EITHER: wire::Param = wire::Param::query("either");

    /// Creates a value from its required fields.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            number: None,
            flag: None,
            nullable: wire::Nullable::Absent,
            exploded: None,
            joined: None,
            spaces: None,
            pipes: None,
            deep: None,
            point: None,
            colour: None,
            reserved: None,
            empty: None,
            old: None,
            either: None,
        }
    }

    #[must_use]
    pub fn with_number(mut self, number: f64) -> Self {
        self.number = Some(number);
        self
    }

    #[must_use]
    pub fn with_flag(mut self, flag: bool) -> Self {
        self.flag = Some(flag);
        self
    }

    #[must_use]
    pub fn with_nullable(mut self, nullable: impl Into<wire::Nullable<String>>) -> Self {
        self.nullable = nullable.into();
        self
    }

    #[must_use]
    pub fn with_exploded(mut self, exploded: Vec<String>) -> Self {
        self.exploded = Some(exploded);
        self
    }

    #[must_use]
    pub fn with_joined(mut self, joined: Vec<i64>) -> Self {
        self.joined = Some(joined);
        self
    }

    #[must_use]
    pub fn with_spaces(mut self, spaces: Vec<String>) -> Self {
        self.spaces = Some(spaces);
        self
    }

    #[must_use]
    pub fn with_pipes(mut self, pipes: Vec<String>) -> Self {
        self.pipes = Some(pipes);
        self
    }

    #[must_use]
    pub fn with_deep(mut self, deep: types::Point) -> Self {
        self.deep = Some(deep);
        self
    }

    #[must_use]
    pub fn with_point(mut self, point: types::Point) -> Self {
        self.point = Some(point);
        self
    }

    #[must_use]
    pub fn with_colour(mut self, colour: impl Into<types::Colour>) -> Self {
        self.colour = Some(colour.into());
        self
    }

    #[must_use]
    pub fn with_reserved(mut self, reserved: impl Into<String>) -> Self {
        self.reserved = Some(reserved.into());
        self
    }

    #[must_use]
    pub fn with_empty(mut self, empty: i64) -> Self {
        self.empty = Some(empty);
        self
    }

    #[must_use]
    pub fn with_old(mut self, old: impl Into<String>) -> Self {
        self.old = Some(old.into());
        self
    }

    #[must_use]
    pub fn with_either(mut self, either: types::QueriesEither) -> Self {
        self.either = Some(either);
        self
    }
}

impl wire::Operation for Queries {
    type Output = ();
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "queries",
        method: "GET",
        path: "/query",
        optional_slash: false,
        body: None,
        answers: &[],
        problems: &[],
        invalid: 400,
        security: &[],
    };

    fn write(self, to: &mut wire::RequestWriter) {
        to.param(&Self::TEXT, Some(&self.text));
        to.param(&Self::NUMBER, self.number.as_ref());
        to.param(&Self::FLAG, self.flag.as_ref());
        to.param(&Self::NULLABLE, self.nullable.present().as_ref());
        to.param(&Self::EXPLODED, self.exploded.as_ref());
        to.param(&Self::JOINED, self.joined.as_ref());
        to.param(&Self::SPACES, self.spaces.as_ref());
        to.param(&Self::PIPES, self.pipes.as_ref());
        to.param(&Self::DEEP, self.deep.as_ref());
        to.param(&Self::POINT, self.point.as_ref());
        to.param(&Self::COLOUR, self.colour.as_ref());
        to.param(&Self::RESERVED, self.reserved.as_ref());
        to.param(&Self::EMPTY, self.empty.as_ref());
        to.param(&Self::OLD, self.old.as_ref());
        to.param(&Self::EITHER, self.either.as_ref());
    }

    fn read(from: &mut wire::RequestReader) -> Option<Self> {
        let text = from.required(&Self::TEXT);
        let number = from.optional(&Self::NUMBER);
        let flag = from.optional(&Self::FLAG);
        let nullable = from.nullable(&Self::NULLABLE);
        let exploded = from.optional(&Self::EXPLODED);
        let joined = from.optional(&Self::JOINED);
        let spaces = from.optional(&Self::SPACES);
        let pipes = from.optional(&Self::PIPES);
        let deep = from.optional(&Self::DEEP);
        let point = from.optional(&Self::POINT);
        let colour = from.optional(&Self::COLOUR);
        let reserved = from.optional(&Self::RESERVED);
        let empty = from.optional(&Self::EMPTY);
        let old = from.optional(&Self::OLD);
        let either = from.optional(&Self::EITHER);
        let request = Self {
            text: text?,
            number: number?,
            flag: flag?,
            nullable: nullable?,
            exploded: exploded?,
            joined: joined?,
            spaces: spaces?,
            pipes: pipes?,
            deep: deep?,
            point: point?,
            colour: colour?,
            reserved: reserved?,
            empty: empty?,
            old: old?,
            either: either?,
        };
        from.check(|checks| {
            checks.param(&Self::TEXT).length(&request.text, 1, None);
            if let Some(value) = &request.exploded {
                checks.param(&Self::EXPLODED).count(value.len(), 0, Some(3), "item");
            }
            if let Some(value) = &request.colour {
                checks.param(&Self::COLOUR).validate(value);
            }
        })?;
        Some(request)
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

/// `GET /headers`
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Headers {
    pub x_request_id: wire::Uuid,
    pub x_counts: Option<Vec<i64>>,
    pub x_point: Option<types::Point>,
    pub authorization: Option<wire::Secret>,
    pub session: String,
    pub theme: Option<types::HeadersTheme>,
}

impl Headers {
    const X_REQUEST_ID: wire::Param = wire::Param::header("X-Request-Id");
    const X_COUNTS: wire::Param = wire::Param::header("X-Counts")
        .shape(wire::Shape::List);
    const X_POINT: wire::Param = wire::Param::header("X-Point")
        .explode(true)
        .shape(wire::Shape::Object(&["x", "y"]));
    const AUTHORIZATION: wire::Param = wire::Param::header("Authorization");
    const SESSION: wire::Param = wire::Param::cookie("session");
    const THEME: wire::Param = wire::Param::cookie("theme");

    /// Creates a value from its required fields.
    #[must_use]
    pub fn new(x_request_id: wire::Uuid, session: impl Into<String>) -> Self {
        Self {
            x_request_id,
            x_counts: None,
            x_point: None,
            authorization: None,
            session: session.into(),
            theme: None,
        }
    }

    #[must_use]
    pub fn with_x_counts(mut self, x_counts: Vec<i64>) -> Self {
        self.x_counts = Some(x_counts);
        self
    }

    #[must_use]
    pub fn with_x_point(mut self, x_point: types::Point) -> Self {
        self.x_point = Some(x_point);
        self
    }

    #[must_use]
    pub fn with_authorization(mut self, authorization: impl Into<wire::Secret>) -> Self {
        self.authorization = Some(authorization.into());
        self
    }

    #[must_use]
    pub fn with_theme(mut self, theme: impl Into<types::HeadersTheme>) -> Self {
        self.theme = Some(theme.into());
        self
    }
}

impl wire::Operation for Headers {
    type Output = ();
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "headers",
        method: "GET",
        path: "/headers",
        optional_slash: false,
        body: None,
        answers: &[],
        problems: &[],
        invalid: 400,
        security: &[],
    };

    fn write(self, to: &mut wire::RequestWriter) {
        to.param(&Self::X_REQUEST_ID, Some(&self.x_request_id));
        to.param(&Self::X_COUNTS, self.x_counts.as_ref());
        to.param(&Self::X_POINT, self.x_point.as_ref());
        to.param(&Self::AUTHORIZATION, self.authorization.as_ref());
        to.param(&Self::SESSION, Some(&self.session));
        to.param(&Self::THEME, self.theme.as_ref());
    }

    fn read(from: &mut wire::RequestReader) -> Option<Self> {
        let x_request_id = from.required(&Self::X_REQUEST_ID);
        let x_counts = from.optional(&Self::X_COUNTS);
        let x_point = from.optional(&Self::X_POINT);
        let authorization = from.optional(&Self::AUTHORIZATION);
        let session = from.required(&Self::SESSION);
        let theme = from.optional(&Self::THEME);
        let request = Self {
            x_request_id: x_request_id?,
            x_counts: x_counts?,
            x_point: x_point?,
            authorization: authorization?,
            session: session?,
            theme: theme?,
        };
        from.check(|checks| {
            if let Some(value) = &request.theme {
                checks.param(&Self::THEME).validate(value);
            }
        })?;
        Some(request)
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

// ==== src/problems.rs ====

//! Error bodies for requests that the server itself rejects, as the document describes them.

// ==== src/security.rs ====

//! The security schemes of the API.
