// ==== src/headers.rs ====

//! Headers of responses.

use counterpart_wire as wire;

/// Headers of the response `askAboutThing`.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct AskAboutThingHeaders {
    pub allow: Option<String>,
}

impl AskAboutThingHeaders {
    const ALLOW: wire::Param = wire::Param::header("Allow");

    /// Creates a value without headers.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    #[must_use]
    pub fn with_allow(mut self, allow: impl Into<String>) -> Self {
        self.allow = Some(allow.into());
        self
    }
}

impl wire::Headers for AskAboutThingHeaders {
    fn write(&self, to: &mut wire::HeaderWriter<'_>) {
        to.header(&Self::ALLOW, self.allow.as_ref());
    }

    fn read(from: &wire::HeaderReader<'_>) -> Self {
        Self {
            allow: from.header(&Self::ALLOW),
        }
    }
}

/// Headers of the response `lookAtThing`.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct LookAtThingHeaders {
    /// Required: a server that conforms to the document always sends it.
    pub x_size: Option<i64>,
}

impl LookAtThingHeaders {
    const X_SIZE: wire::Param = wire::Param::header("X-Size");

    /// Creates a value from the required headers.
    #[must_use]
    pub fn new(x_size: i64) -> Self {
        Self { x_size: Some(x_size) }
    }
}

impl wire::Headers for LookAtThingHeaders {
    fn write(&self, to: &mut wire::HeaderWriter<'_>) {
        to.header(&Self::X_SIZE, self.x_size.as_ref());
    }

    fn read(from: &wire::HeaderReader<'_>) -> Self {
        Self {
            x_size: from.required(&Self::X_SIZE),
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

    /// `GET /things/{id}`
    ///
    /// Returns a string.
    fn read_thing(
        &self,
        call: wire::Call<ReadThing, ()>,
    ) -> impl Future<Output = wire::Outcome<ReadThing>> + Send;

    /// `OPTIONS /things/{id}`
    ///
    /// Returns no content with [`headers::AskAboutThingHeaders`](super::super::headers::AskAboutThingHeaders).
    fn ask_about_thing(
        &self,
        call: wire::Call<AskAboutThing, ()>,
    ) -> impl Future<Output = wire::Outcome<AskAboutThing>> + Send;

    /// `HEAD /things/{id}`
    ///
    /// Returns no content with [`headers::LookAtThingHeaders`](super::super::headers::LookAtThingHeaders). It is
    /// there.
    ///
    /// # Errors
    ///
    /// - `404`, [`LookAtThingError::NotFound`]: It is not.
    fn look_at_thing(
        &self,
        call: wire::Call<LookAtThing, ()>,
    ) -> impl Future<Output = wire::Outcome<LookAtThing>> + Send;

    /// `TRACE /things/{id}`
    ///
    /// Returns bytes, as a [`wire::Body`].
    fn echo_thing(
        &self,
        call: wire::Call<EchoThing, ()>,
    ) -> impl Future<Output = wire::Outcome<EchoThing>> + Send;

    /// `QUERY /things/{id}`
    ///
    /// Returns a list of strings.
    fn search_thing(
        &self,
        call: wire::Call<SearchThing, ()>,
    ) -> impl Future<Output = wire::Outcome<SearchThing>> + Send;

    /// `COPY /things/{id}`
    ///
    /// Returns no content.
    fn copy_thing(
        &self,
        call: wire::Call<CopyThing, ()>,
    ) -> impl Future<Output = wire::Outcome<CopyThing>> + Send;

    /// `M-Search /things/{id}`
    ///
    /// Returns [`MSearchThingsIdOutcome`].
    fn m_search_things_id(
        &self,
        call: wire::Call<MSearchThingsId, ()>,
    ) -> impl Future<Output = wire::Outcome<MSearchThingsId>> + Send;
}

/// `GET /things/{id}`
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct ReadThing {
    pub id: String,
}

impl ReadThing {
    const ID: wire::Param = wire::Param::path("id");

    /// Creates a value from its required fields.
    #[must_use]
    pub fn new(id: impl Into<String>) -> Self {
        Self { id: id.into() }
    }
}

impl wire::Operation for ReadThing {
    type Output = String;
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "readThing",
        method: "GET",
        path: "/things/{id}",
        optional_slash: false,
        body: None,
        answers: &[wire::AnswerSpec::json(wire::Status::Code(200))],
        problems: &[],
        invalid: 400,
        security: &[],
    };

    fn write(self, to: &mut wire::RequestWriter) {
        to.param(&Self::ID, Some(&self.id));
    }

    fn read(from: &mut wire::RequestReader) -> Option<Self> {
        let id = from.required(&Self::ID);
        Some(Self { id: id? })
    }

    fn respond(
        outcome: Result<Self::Output, Self::Error>,
    ) -> wire::http::Response<wire::Body> {
        match outcome {
            Ok(body) => wire::respond::json(200, "application/json", &body),
            Err(error) => match error {}
        }
    }

    fn receive(
        from: wire::ResponseReader,
    ) -> Result<Result<Self::Output, Self::Error>, wire::Fault> {
        match from.status() {
            200 => from.json().map(Ok),
            _ => Err(from.unexpected()),
        }
    }
}

/// `OPTIONS /things/{id}`
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct AskAboutThing {
    pub id: String,
}

impl AskAboutThing {
    const ID: wire::Param = wire::Param::path("id");

    /// Creates a value from its required fields.
    #[must_use]
    pub fn new(id: impl Into<String>) -> Self {
        Self { id: id.into() }
    }
}

impl wire::Operation for AskAboutThing {
    type Output = wire::WithHeaders<(), headers::AskAboutThingHeaders>;
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "askAboutThing",
        method: "OPTIONS",
        path: "/things/{id}",
        optional_slash: false,
        body: None,
        answers: &[],
        problems: &[],
        invalid: 400,
        security: &[],
    };

    fn write(self, to: &mut wire::RequestWriter) {
        to.param(&Self::ID, Some(&self.id));
    }

    fn read(from: &mut wire::RequestReader) -> Option<Self> {
        let id = from.required(&Self::ID);
        Some(Self { id: id? })
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

/// `HEAD /things/{id}`
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct LookAtThing {
    pub id: String,
}

impl LookAtThing {
    const ID: wire::Param = wire::Param::path("id");

    /// Creates a value from its required fields.
    #[must_use]
    pub fn new(id: impl Into<String>) -> Self {
        Self { id: id.into() }
    }
}

/// The documented errors of [`LookAtThing`].
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum LookAtThingError {
    /// It is not.
    NotFound,
}

impl wire::ApiError for LookAtThingError {
    fn status(&self) -> wire::StatusCode {
        match self {
            Self::NotFound => wire::StatusCode::NOT_FOUND,
        }
    }
}

impl From<LookAtThingError> for wire::Error<LookAtThingError> {
    fn from(error: LookAtThingError) -> Self {
        Self::Api(error)
    }
}

impl wire::Operation for LookAtThing {
    type Output = wire::WithHeaders<(), headers::LookAtThingHeaders>;
    type Error = LookAtThingError;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "lookAtThing",
        method: "HEAD",
        path: "/things/{id}",
        optional_slash: false,
        body: None,
        answers: &[],
        problems: &[],
        invalid: 400,
        security: &[],
    };

    fn write(self, to: &mut wire::RequestWriter) {
        to.param(&Self::ID, Some(&self.id));
    }

    fn read(from: &mut wire::RequestReader) -> Option<Self> {
        let id = from.required(&Self::ID);
        Some(Self { id: id? })
    }

    fn respond(
        outcome: Result<Self::Output, Self::Error>,
    ) -> wire::http::Response<wire::Body> {
        match outcome {
            Ok(body) => body.respond(|()| wire::respond::empty(200)),
            Err(LookAtThingError::NotFound) => wire::respond::empty(404),
        }
    }

    fn receive(
        from: wire::ResponseReader,
    ) -> Result<Result<Self::Output, Self::Error>, wire::Fault> {
        match from.status() {
            200 => from.with_headers(wire::ResponseReader::empty).map(Ok),
            404 => from.empty().map(|()| Err(LookAtThingError::NotFound)),
            _ => Err(from.unexpected()),
        }
    }
}

/// `TRACE /things/{id}`
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct EchoThing {
    pub id: String,
}

impl EchoThing {
    const ID: wire::Param = wire::Param::path("id");

    /// Creates a value from its required fields.
    #[must_use]
    pub fn new(id: impl Into<String>) -> Self {
        Self { id: id.into() }
    }
}

impl wire::Operation for EchoThing {
    type Output = wire::Body;
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "echoThing",
        method: "TRACE",
        path: "/things/{id}",
        optional_slash: false,
        body: None,
        answers: &[
            wire::AnswerSpec {
                status: wire::Status::Code(200),
                contents: &[
                    wire::Content {
                        media: "message/http",
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
        to.param(&Self::ID, Some(&self.id));
    }

    fn read(from: &mut wire::RequestReader) -> Option<Self> {
        let id = from.required(&Self::ID);
        Some(Self { id: id? })
    }

    fn respond(
        outcome: Result<Self::Output, Self::Error>,
    ) -> wire::http::Response<wire::Body> {
        match outcome {
            Ok(body) => wire::respond::stream(200, "message/http", body),
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

/// `QUERY /things/{id}`
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct SearchThing {
    pub id: String,
    pub body: types::SearchThingBody,
}

impl SearchThing {
    const ID: wire::Param = wire::Param::path("id");

    /// Creates a value from its required fields.
    #[must_use]
    pub fn new(id: impl Into<String>, body: types::SearchThingBody) -> Self {
        Self { id: id.into(), body }
    }
}

impl wire::Operation for SearchThing {
    type Output = Vec<String>;
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "searchThing",
        method: "QUERY",
        path: "/things/{id}",
        optional_slash: false,
        body: Some(wire::BodySpec {
            required: true,
            contents: &[wire::Content::JSON],
        }),
        answers: &[wire::AnswerSpec::json(wire::Status::Code(200))],
        problems: &[],
        invalid: 400,
        security: &[],
    };

    fn write(self, to: &mut wire::RequestWriter) {
        to.param(&Self::ID, Some(&self.id));
        let body = self.body;
        to.json("application/json", &body);
    }

    fn read(from: &mut wire::RequestReader) -> Option<Self> {
        let id = from.required(&Self::ID);
        let body = from.json();
        Some(Self { id: id?, body: body? })
    }

    fn respond(
        outcome: Result<Self::Output, Self::Error>,
    ) -> wire::http::Response<wire::Body> {
        match outcome {
            Ok(body) => wire::respond::json(200, "application/json", &body),
            Err(error) => match error {}
        }
    }

    fn receive(
        from: wire::ResponseReader,
    ) -> Result<Result<Self::Output, Self::Error>, wire::Fault> {
        match from.status() {
            200 => from.json().map(Ok),
            _ => Err(from.unexpected()),
        }
    }
}

/// `COPY /things/{id}`
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct CopyThing {
    pub destination: String,
    pub id: String,
}

impl CopyThing {
    const DESTINATION: wire::Param = wire::Param::header("Destination");
    const ID: wire::Param = wire::Param::path("id");

    /// Creates a value from its required fields.
    #[must_use]
    pub fn new(destination: impl Into<String>, id: impl Into<String>) -> Self {
        Self {
            destination: destination.into(),
            id: id.into(),
        }
    }
}

impl wire::Operation for CopyThing {
    type Output = ();
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "copyThing",
        method: "COPY",
        path: "/things/{id}",
        optional_slash: false,
        body: None,
        answers: &[],
        problems: &[],
        invalid: 400,
        security: &[],
    };

    fn write(self, to: &mut wire::RequestWriter) {
        to.param(&Self::DESTINATION, Some(&self.destination));
        to.param(&Self::ID, Some(&self.id));
    }

    fn read(from: &mut wire::RequestReader) -> Option<Self> {
        let destination = from.required(&Self::DESTINATION);
        let id = from.required(&Self::ID);
        Some(Self {
            destination: destination?,
            id: id?,
        })
    }

    fn respond(
        outcome: Result<Self::Output, Self::Error>,
    ) -> wire::http::Response<wire::Body> {
        match outcome {
            Ok(()) => wire::respond::empty(201),
            Err(error) => match error {}
        }
    }

    fn receive(
        from: wire::ResponseReader,
    ) -> Result<Result<Self::Output, Self::Error>, wire::Fault> {
        match from.status() {
            201 => from.empty().map(Ok),
            _ => Err(from.unexpected()),
        }
    }
}

/// `M-Search /things/{id}`
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct MSearchThingsId {
    pub id: String,
}

impl MSearchThingsId {
    const ID: wire::Param = wire::Param::path("id");

    /// Creates a value from its required fields.
    #[must_use]
    pub fn new(id: impl Into<String>) -> Self {
        Self { id: id.into() }
    }
}

/// The responses to [`MSearchThingsId`].
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum MSearchThingsIdOutcome {
    /// Found.
    Successful(wire::StatusCode, i64),
}

impl wire::Operation for MSearchThingsId {
    type Output = MSearchThingsIdOutcome;
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "m-search /things/{id}",
        method: "M-Search",
        path: "/things/{id}",
        optional_slash: false,
        body: None,
        answers: &[wire::AnswerSpec::json(wire::Status::Range(2))],
        problems: &[],
        invalid: 400,
        security: &[],
    };

    fn write(self, to: &mut wire::RequestWriter) {
        to.param(&Self::ID, Some(&self.id));
    }

    fn read(from: &mut wire::RequestReader) -> Option<Self> {
        let id = from.required(&Self::ID);
        Some(Self { id: id? })
    }

    fn respond(
        outcome: Result<Self::Output, Self::Error>,
    ) -> wire::http::Response<wire::Body> {
        match outcome {
            Ok(MSearchThingsIdOutcome::Successful(status, body)) => {
                wire::respond::json(status.as_u16(), "application/json", &body)
            }
            Err(error) => match error {}
        }
    }

    fn receive(
        from: wire::ResponseReader,
    ) -> Result<Result<Self::Output, Self::Error>, wire::Fault> {
        match from.status() {
            200..=299 => {
                let status = from.status_code();
                from.json()
                    .map(|body| Ok(MSearchThingsIdOutcome::Successful(status, body)))
            }
            _ => Err(from.unexpected()),
        }
    }
}

// ==== src/problems.rs ====

//! Error bodies for requests that the server itself rejects, as the document describes them.

// ==== src/security.rs ====

//! The security schemes of the API.
