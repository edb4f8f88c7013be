// ==== src/headers.rs ====

//! The headers of answers.

use counterpart_wire as wire;

/// The headers of `askAboutThing`.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct AskAboutThingHeaders {
    /// `Allow`.
    pub allow: Option<String>,
}

impl AskAboutThingHeaders {
    const ALLOW: wire::Param = wire::Param::header("Allow");

    /// One with nothing set.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets `Allow`.
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
        Self { allow: from.header(&Self::ALLOW) }
    }
}

/// The headers of `lookAtThing`.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct LookAtThingHeaders {
    /// `X-Size`.
    ///
    /// Always sent by a server that keeps to the document.
    pub x_size: Option<i64>,
}

impl LookAtThingHeaders {
    const X_SIZE: wire::Param = wire::Param::header("X-Size");

    /// One with what must be there.
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
        Self { x_size: from.required(&Self::X_SIZE) }
    }
}

// ==== src/operations/default.rs ====

//! The operations of the tag `default`.

use counterpart_wire as wire;
use crate::headers;
use crate::types;

/// The operations of this tag.
///
/// An API is served by implementing this trait; a client implements it too.
pub trait DefaultApi: Send + Sync + 'static {
    /// What authentication proves about a caller.
    type Principal: Send + Sync + 'static;

    /// `readThing`.
    ///
    /// `GET /things/{id}`
    fn read_thing(
        &self,
        call: wire::Call<ReadThing, ()>,
    ) -> impl Future<Output = wire::Outcome<ReadThing>> + Send;

    /// `askAboutThing`.
    ///
    /// `OPTIONS /things/{id}`
    fn ask_about_thing(
        &self,
        call: wire::Call<AskAboutThing, ()>,
    ) -> impl Future<Output = wire::Outcome<AskAboutThing>> + Send;

    /// `lookAtThing`.
    ///
    /// `HEAD /things/{id}`
    fn look_at_thing(
        &self,
        call: wire::Call<LookAtThing, ()>,
    ) -> impl Future<Output = wire::Outcome<LookAtThing>> + Send;

    /// `echoThing`.
    ///
    /// `TRACE /things/{id}`
    fn echo_thing(
        &self,
        call: wire::Call<EchoThing, ()>,
    ) -> impl Future<Output = wire::Outcome<EchoThing>> + Send;

    /// `searchThing`.
    ///
    /// `QUERY /things/{id}`
    fn search_thing(
        &self,
        call: wire::Call<SearchThing, ()>,
    ) -> impl Future<Output = wire::Outcome<SearchThing>> + Send;

    /// `copyThing`.
    ///
    /// `COPY /things/{id}`
    fn copy_thing(
        &self,
        call: wire::Call<CopyThing, ()>,
    ) -> impl Future<Output = wire::Outcome<CopyThing>> + Send;

    /// `m-search /things/{id}`.
    ///
    /// `M-Search /things/{id}`
    fn m_search_things_id(
        &self,
        call: wire::Call<MSearchThingsId, ()>,
    ) -> impl Future<Output = wire::Outcome<MSearchThingsId>> + Send;
}

/// `readThing`.
///
/// `GET /things/{id}`
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct ReadThing {
    /// The path parameter `id`.
    pub id: String,
}

impl ReadThing {
    const ID: wire::Param = wire::Param::path("id");

    /// One with what must be there.
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
        loose_slash: false,
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

    fn respond(outcome: Result<Self::Output, Self::Error>) -> wire::http::Response<wire::Body> {
        match outcome {
            Ok(body) => wire::respond::json(200, "application/json", &body),
            Err(error) => match error {},
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

/// `askAboutThing`.
///
/// `OPTIONS /things/{id}`
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct AskAboutThing {
    /// The path parameter `id`.
    pub id: String,
}

impl AskAboutThing {
    const ID: wire::Param = wire::Param::path("id");

    /// One with what must be there.
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
        loose_slash: false,
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

    fn respond(outcome: Result<Self::Output, Self::Error>) -> wire::http::Response<wire::Body> {
        match outcome {
            Ok(body) => body.respond(|()| wire::respond::empty(204)),
            Err(error) => match error {},
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

/// `lookAtThing`.
///
/// `HEAD /things/{id}`
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct LookAtThing {
    /// The path parameter `id`.
    pub id: String,
}

impl LookAtThing {
    const ID: wire::Param = wire::Param::path("id");

    /// One with what must be there.
    #[must_use]
    pub fn new(id: impl Into<String>) -> Self {
        Self { id: id.into() }
    }
}

/// The documented errors of `LookAtThing`.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum LookAtThingError {
    /// It is not.
    NotFound,
}

impl wire::Documented for LookAtThingError {
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
        loose_slash: false,
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

    fn respond(outcome: Result<Self::Output, Self::Error>) -> wire::http::Response<wire::Body> {
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

/// `echoThing`.
///
/// `TRACE /things/{id}`
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct EchoThing {
    /// The path parameter `id`.
    pub id: String,
}

impl EchoThing {
    const ID: wire::Param = wire::Param::path("id");

    /// One with what must be there.
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
        loose_slash: false,
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

    fn respond(outcome: Result<Self::Output, Self::Error>) -> wire::http::Response<wire::Body> {
        match outcome {
            Ok(body) => wire::respond::stream(200, "message/http", body),
            Err(error) => match error {},
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

/// `searchThing`.
///
/// `QUERY /things/{id}`
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct SearchThing {
    /// The path parameter `id`.
    pub id: String,
    /// The body.
    pub body: types::SearchThingBody,
}

impl SearchThing {
    const ID: wire::Param = wire::Param::path("id");

    /// One with what must be there.
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
        loose_slash: false,
        body: Some(wire::BodySpec { required: true, contents: &[wire::Content::JSON] }),
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

    fn respond(outcome: Result<Self::Output, Self::Error>) -> wire::http::Response<wire::Body> {
        match outcome {
            Ok(body) => wire::respond::json(200, "application/json", &body),
            Err(error) => match error {},
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

/// `copyThing`.
///
/// `COPY /things/{id}`
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct CopyThing {
    /// The header parameter `Destination`.
    pub destination: String,
    /// The path parameter `id`.
    pub id: String,
}

impl CopyThing {
    const DESTINATION: wire::Param = wire::Param::header("Destination");
    const ID: wire::Param = wire::Param::path("id");

    /// One with what must be there.
    #[must_use]
    pub fn new(destination: impl Into<String>, id: impl Into<String>) -> Self {
        Self { destination: destination.into(), id: id.into() }
    }
}

impl wire::Operation for CopyThing {
    type Output = ();
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "copyThing",
        method: "COPY",
        path: "/things/{id}",
        loose_slash: false,
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
        Some(Self { destination: destination?, id: id? })
    }

    fn respond(outcome: Result<Self::Output, Self::Error>) -> wire::http::Response<wire::Body> {
        match outcome {
            Ok(()) => wire::respond::empty(201),
            Err(error) => match error {},
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

/// `m-search /things/{id}`.
///
/// `M-Search /things/{id}`
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct MSearchThingsId {
    /// The path parameter `id`.
    pub id: String,
}

impl MSearchThingsId {
    const ID: wire::Param = wire::Param::path("id");

    /// One with what must be there.
    #[must_use]
    pub fn new(id: impl Into<String>) -> Self {
        Self { id: id.into() }
    }
}

/// What `MSearchThingsId` answers.
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
        loose_slash: false,
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

    fn respond(outcome: Result<Self::Output, Self::Error>) -> wire::http::Response<wire::Body> {
        match outcome {
            Ok(MSearchThingsIdOutcome::Successful(status, body)) => {
                wire::respond::json(status.as_u16(), "application/json", &body)
            }
            Err(error) => match error {},
        }
    }

    fn receive(
        from: wire::ResponseReader,
    ) -> Result<Result<Self::Output, Self::Error>, wire::Fault> {
        match from.status() {
            200..=299 => {
                let status = from.status_code();
                from.json().map(|body| Ok(MSearchThingsIdOutcome::Successful(status, body)))
            }
            _ => Err(from.unexpected()),
        }
    }
}

// ==== src/problems.rs ====

//! The document's own error bodies, for what the server itself must refuse.

// ==== src/security.rs ====

//! The security schemes of the document.
