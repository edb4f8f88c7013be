// ==== src/headers.rs ====

//! Headers of responses.

use counterpart_wire as wire;
use crate::types;

/// Headers of the response `createJob`.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct CreateJobHeaders {
    /// Where it is.
    ///
    /// Required: a server that conforms to the document always sends it.
    pub location: Option<String>,
    pub e_tag: Option<String>,
}

impl CreateJobHeaders {
    const LOCATION: wire::Param = wire::Param::header("Location");
    const E_TAG: wire::Param = wire::Param::header("ETag");

    /// Creates a value from the required headers.
    #[must_use]
    pub fn new(location: impl Into<String>) -> Self {
        Self {
            location: Some(location.into()),
            e_tag: None,
        }
    }

    #[must_use]
    pub fn with_e_tag(mut self, e_tag: impl Into<String>) -> Self {
        self.e_tag = Some(e_tag.into());
        self
    }
}

impl wire::Headers for CreateJobHeaders {
    fn write(&self, to: &mut wire::HeaderWriter<'_>) {
        to.header(&Self::LOCATION, self.location.as_ref());
        to.header(&Self::E_TAG, self.e_tag.as_ref());
    }

    fn read(from: &wire::HeaderReader<'_>) -> Self {
        Self {
            location: from.required(&Self::LOCATION),
            e_tag: from.header(&Self::E_TAG),
        }
    }
}

/// Headers of the response `createJob 409`.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct CreateJob409Headers {
    pub x_job: Option<wire::Uuid>,
}

impl CreateJob409Headers {
    const X_JOB: wire::Param = wire::Param::header("X-Job");

    /// Creates a value without headers.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    #[must_use]
    pub fn with_x_job(mut self, x_job: wire::Uuid) -> Self {
        self.x_job = Some(x_job);
        self
    }
}

impl wire::Headers for CreateJob409Headers {
    fn write(&self, to: &mut wire::HeaderWriter<'_>) {
        to.header(&Self::X_JOB, self.x_job.as_ref());
    }

    fn read(from: &wire::HeaderReader<'_>) -> Self {
        Self {
            x_job: from.header(&Self::X_JOB),
        }
    }
}

/// Headers of the response `TooMany`.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct TooManyHeaders {
    /// Seconds.
    pub retry_after: Option<i32>,
}

impl TooManyHeaders {
    const RETRY_AFTER: wire::Param = wire::Param::header("Retry-After");

    /// Creates a value without headers.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    #[must_use]
    pub fn with_retry_after(mut self, retry_after: i32) -> Self {
        self.retry_after = Some(retry_after);
        self
    }
}

impl wire::Headers for TooManyHeaders {
    fn write(&self, to: &mut wire::HeaderWriter<'_>) {
        to.header(&Self::RETRY_AFTER, self.retry_after.as_ref());
    }

    fn read(from: &wire::HeaderReader<'_>) -> Self {
        Self {
            retry_after: from.header(&Self::RETRY_AFTER),
        }
    }
}

/// Headers of the response `getJob 200`.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct GetJob200Headers {
    pub x_tags: Option<Vec<String>>,
    pub x_place: Option<types::GetJob200XPlace>,
    pub x_json: Option<types::Job>,
}

impl GetJob200Headers {
    const X_TAGS: wire::Param = wire::Param::header("X-Tags").shape(wire::Shape::List);
    const X_PLACE: wire::Param = wire::Param::header("X-Place")
        .explode(true)
        .shape(wire::Shape::Object(&["x", "y"]));
    const X_JSON: wire::Param = wire::Param::header("X-Json").style(wire::Style::Json);

    /// Creates a value without headers.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    #[must_use]
    pub fn with_x_tags(mut self, x_tags: Vec<String>) -> Self {
        self.x_tags = Some(x_tags);
        self
    }

    #[must_use]
    pub fn with_x_place(mut self, x_place: types::GetJob200XPlace) -> Self {
        self.x_place = Some(x_place);
        self
    }

    #[must_use]
    pub fn with_x_json(mut self, x_json: types::Job) -> Self {
        self.x_json = Some(x_json);
        self
    }
}

impl wire::Headers for GetJob200Headers {
    fn write(&self, to: &mut wire::HeaderWriter<'_>) {
        to.header(&Self::X_TAGS, self.x_tags.as_ref());
        to.header(&Self::X_PLACE, self.x_place.as_ref());
        to.header(&Self::X_JSON, self.x_json.as_ref());
    }

    fn read(from: &wire::HeaderReader<'_>) -> Self {
        Self {
            x_tags: from.header(&Self::X_TAGS),
            x_place: from.header(&Self::X_PLACE),
            x_json: from.header(&Self::X_JSON),
        }
    }
}

/// Headers of the response `getJob 304`.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct GetJob304Headers {
    /// Required: a server that conforms to the document always sends it.
    pub e_tag: Option<String>,
}

impl GetJob304Headers {
    const E_TAG: wire::Param = wire::Param::header("ETag");

    /// Creates a value from the required headers.
    #[must_use]
    pub fn new(e_tag: impl Into<String>) -> Self {
        Self { e_tag: Some(e_tag.into()) }
    }
}

impl wire::Headers for GetJob304Headers {
    fn write(&self, to: &mut wire::HeaderWriter<'_>) {
        to.header(&Self::E_TAG, self.e_tag.as_ref());
    }

    fn read(from: &wire::HeaderReader<'_>) -> Self {
        Self {
            e_tag: from.required(&Self::E_TAG),
        }
    }
}

/// Headers of the response `deleteJob`.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct DeleteJobHeaders {
    /// Required: a server that conforms to the document always sends it.
    pub x_left: Option<i64>,
}

impl DeleteJobHeaders {
    const X_LEFT: wire::Param = wire::Param::header("X-Left");

    /// Creates a value from the required headers.
    #[must_use]
    pub fn new(x_left: i64) -> Self {
        Self { x_left: Some(x_left) }
    }
}

impl wire::Headers for DeleteJobHeaders {
    fn write(&self, to: &mut wire::HeaderWriter<'_>) {
        to.header(&Self::X_LEFT, self.x_left.as_ref());
    }

    fn read(from: &wire::HeaderReader<'_>) -> Self {
        Self {
            x_left: from.required(&Self::X_LEFT),
        }
    }
}

/// Headers of the response `deleteJob default`.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct DeleteJobDefaultHeaders {
    pub x_trace: Option<String>,
}

impl DeleteJobDefaultHeaders {
    const X_TRACE: wire::Param = wire::Param::header("X-Trace");

    /// Creates a value without headers.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    #[must_use]
    pub fn with_x_trace(mut self, x_trace: impl Into<String>) -> Self {
        self.x_trace = Some(x_trace.into());
        self
    }
}

impl wire::Headers for DeleteJobDefaultHeaders {
    fn write(&self, to: &mut wire::HeaderWriter<'_>) {
        to.header(&Self::X_TRACE, self.x_trace.as_ref());
    }

    fn read(from: &wire::HeaderReader<'_>) -> Self {
        Self {
            x_trace: from.header(&Self::X_TRACE),
        }
    }
}

/// Headers of the response `follow`.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct FollowHeaders {
    pub x_stream: Option<String>,
}

impl FollowHeaders {
    const X_STREAM: wire::Param = wire::Param::header("X-Stream");

    /// Creates a value without headers.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    #[must_use]
    pub fn with_x_stream(mut self, x_stream: impl Into<String>) -> Self {
        self.x_stream = Some(x_stream.into());
        self
    }
}

impl wire::Headers for FollowHeaders {
    fn write(&self, to: &mut wire::HeaderWriter<'_>) {
        to.header(&Self::X_STREAM, self.x_stream.as_ref());
    }

    fn read(from: &wire::HeaderReader<'_>) -> Self {
        Self {
            x_stream: from.header(&Self::X_STREAM),
        }
    }
}

// ==== src/operations/default.rs ====

//! The operations of the tag `default`.

use counterpart_wire as wire;
use crate::headers;
use crate::problems;
use crate::types;

/// The operations of this tag.
///
/// Implement this trait to serve the API. The generated `Client` implements it as well.
pub trait DefaultApi: Send + Sync + 'static {
    /// The authenticated caller, as returned by the authenticator of the server.
    type Principal: Send + Sync + 'static;

    /// `POST /jobs`
    ///
    /// Returns [`types::Job`](super::super::types::Job) with
    /// [`headers::CreateJobHeaders`](super::super::headers::CreateJobHeaders).
    ///
    /// # Errors
    ///
    /// - `409`, [`CreateJobError::Conflict`].
    /// - `429`, [`CreateJobError::TooManyRequests`].
    fn create_job(
        &self,
        call: wire::Call<CreateJob, ()>,
    ) -> impl Future<Output = wire::Outcome<CreateJob>> + Send;

    /// `GET /jobs/{id}`
    ///
    /// Returns [`GetJobOutcome`].
    ///
    /// # Errors
    ///
    /// - `429`, [`GetJobError::TooManyRequests`].
    fn get_job(
        &self,
        call: wire::Call<GetJob, ()>,
    ) -> impl Future<Output = wire::Outcome<GetJob>> + Send;

    /// `DELETE /jobs/{id}`
    ///
    /// Returns no content with [`headers::DeleteJobHeaders`](super::super::headers::DeleteJobHeaders).
    ///
    /// # Errors
    ///
    /// - any other status, [`DeleteJobError::Other`].
    fn delete_job(
        &self,
        call: wire::Call<DeleteJob, ()>,
    ) -> impl Future<Output = wire::Outcome<DeleteJob>> + Send;

    /// `GET /events`
    ///
    /// Returns a stream of events, each [`types::Job`](super::super::types::Job) with
    /// [`headers::FollowHeaders`](super::super::headers::FollowHeaders).
    fn follow(
        &self,
        call: wire::Call<Follow, ()>,
    ) -> impl Future<Output = wire::Outcome<Follow>> + Send;
}

/// `POST /jobs`
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct CreateJob {}

impl CreateJob {
    /// Creates an empty value.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
}

/// The documented errors of [`CreateJob`].
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum CreateJobError {
    /// There.
    Conflict(wire::WithHeaders<(), headers::CreateJob409Headers>),
    /// Too fast.
    TooManyRequests(
        wire::WithHeaders<types::GetJob429Response, headers::TooManyHeaders>,
    ),
}

impl wire::ApiError for CreateJobError {
    fn status(&self) -> wire::StatusCode {
        match self {
            Self::Conflict(..) => wire::StatusCode::CONFLICT,
            Self::TooManyRequests(..) => wire::StatusCode::TOO_MANY_REQUESTS,
        }
    }
}

impl From<CreateJobError> for wire::Error<CreateJobError> {
    fn from(error: CreateJobError) -> Self {
        Self::Api(error)
    }
}

impl wire::Operation for CreateJob {
    type Output = wire::WithHeaders<types::Job, headers::CreateJobHeaders>;
    type Error = CreateJobError;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "createJob",
        method: "POST",
        path: "/jobs",
        optional_slash: false,
        body: None,
        answers: &[wire::AnswerSpec::json(wire::Status::Code(201))],
        problems: &[
            wire::ProblemShape::new(
                wire::Status::Code(429),
                "application/json",
                problems::GET_JOB429_RESPONSE,
            ),
        ],
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
                body.respond(|body| wire::respond::json(201, "application/json", &body))
            }
            Err(CreateJobError::Conflict(body)) => {
                body.respond(|()| wire::respond::empty(409))
            }
            Err(CreateJobError::TooManyRequests(body)) => {
                body.respond(|body| wire::respond::json(429, "application/json", &body))
            }
        }
    }

    fn receive(
        from: wire::ResponseReader,
    ) -> Result<Result<Self::Output, Self::Error>, wire::Fault> {
        match from.status() {
            201 => from.with_headers(wire::ResponseReader::json).map(Ok),
            409 => {
                from.with_headers(wire::ResponseReader::empty)
                    .map(CreateJobError::Conflict)
                    .map(Err)
            }
            429 => {
                from.with_headers(wire::ResponseReader::json)
                    .map(CreateJobError::TooManyRequests)
                    .map(Err)
            }
            _ => Err(from.unexpected()),
        }
    }
}

/// `GET /jobs/{id}`
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct GetJob {
    pub id: i64,
}

impl GetJob {
    const ID: wire::Param = wire::Param::path("id");

    /// Creates a value from its required fields.
    #[must_use]
    pub fn new(id: i64) -> Self {
        Self { id }
    }
}

/// The responses to [`GetJob`].
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum GetJobOutcome {
    /// It.
    ///
    /// A body of type `application/json`.
    OkJson(wire::WithHeaders<types::Job, headers::GetJob200Headers>),
    /// It.
    ///
    /// A body of type `text/plain`.
    OkText(wire::WithHeaders<String, headers::GetJob200Headers>),
    /// As before.
    NotModified(wire::WithHeaders<(), headers::GetJob304Headers>),
}

/// The documented errors of [`GetJob`].
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum GetJobError {
    /// Too fast.
    TooManyRequests(
        wire::WithHeaders<types::GetJob429Response, headers::TooManyHeaders>,
    ),
}

impl wire::ApiError for GetJobError {
    fn status(&self) -> wire::StatusCode {
        match self {
            Self::TooManyRequests(..) => wire::StatusCode::TOO_MANY_REQUESTS,
        }
    }
}

impl From<GetJobError> for wire::Error<GetJobError> {
    fn from(error: GetJobError) -> Self {
        Self::Api(error)
    }
}

impl wire::Operation for GetJob {
    type Output = GetJobOutcome;
    type Error = GetJobError;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "getJob",
        method: "GET",
        path: "/jobs/{id}",
        optional_slash: false,
        body: None,
        answers: &[
            wire::AnswerSpec {
                status: wire::Status::Code(200),
                contents: &[
                    wire::Content::JSON,
                    wire::Content {
                        media: "text/plain",
                        aliases: &[],
                        codec: wire::Codec::Text,
                    },
                ],
            },
        ],
        problems: &[
            wire::ProblemShape::new(
                wire::Status::Code(429),
                "application/json",
                problems::GET_JOB429_RESPONSE,
            ),
        ],
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
            Ok(GetJobOutcome::OkJson(body)) => {
                body.respond(|body| wire::respond::json(200, "application/json", &body))
            }
            Ok(GetJobOutcome::OkText(body)) => {
                body.respond(|body| wire::respond::text(200, "text/plain", body))
            }
            Ok(GetJobOutcome::NotModified(body)) => {
                body.respond(|()| wire::respond::empty(304))
            }
            Err(GetJobError::TooManyRequests(body)) => {
                body.respond(|body| wire::respond::json(429, "application/json", &body))
            }
        }
    }

    fn receive(
        from: wire::ResponseReader,
    ) -> Result<Result<Self::Output, Self::Error>, wire::Fault> {
        match from.status() {
            200 => {
                match from.content(Self::SPEC) {
                    Some(0) => {
                        from.with_headers(wire::ResponseReader::json)
                            .map(GetJobOutcome::OkJson)
                            .map(Ok)
                    }
                    Some(1) => {
                        from.with_headers(wire::ResponseReader::text)
                            .map(GetJobOutcome::OkText)
                            .map(Ok)
                    }
                    _ => Err(from.unexpected_media()),
                }
            }
            304 => {
                from.with_headers(wire::ResponseReader::empty)
                    .map(GetJobOutcome::NotModified)
                    .map(Ok)
            }
            429 => {
                from.with_headers(wire::ResponseReader::json)
                    .map(GetJobError::TooManyRequests)
                    .map(Err)
            }
            _ => Err(from.unexpected()),
        }
    }
}

/// `DELETE /jobs/{id}`
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct DeleteJob {
    pub id: i64,
}

impl DeleteJob {
    const ID: wire::Param = wire::Param::path("id");

    /// Creates a value from its required fields.
    #[must_use]
    pub fn new(id: i64) -> Self {
        Self { id }
    }
}

/// The documented errors of [`DeleteJob`].
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum DeleteJobError {
    /// Anything.
    Other(wire::StatusCode, wire::WithHeaders<(), headers::DeleteJobDefaultHeaders>),
}

impl wire::ApiError for DeleteJobError {
    fn status(&self) -> wire::StatusCode {
        match self {
            Self::Other(status, _) => *status,
        }
    }
}

impl From<DeleteJobError> for wire::Error<DeleteJobError> {
    fn from(error: DeleteJobError) -> Self {
        Self::Api(error)
    }
}

impl wire::Operation for DeleteJob {
    type Output = wire::WithHeaders<(), headers::DeleteJobHeaders>;
    type Error = DeleteJobError;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "deleteJob",
        method: "DELETE",
        path: "/jobs/{id}",
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
            Err(DeleteJobError::Other(status, body)) => {
                body.respond(|()| wire::respond::empty(status.as_u16()))
            }
        }
    }

    fn receive(
        from: wire::ResponseReader,
    ) -> Result<Result<Self::Output, Self::Error>, wire::Fault> {
        match from.status() {
            204 => from.with_headers(wire::ResponseReader::empty).map(Ok),
            _ => {
                let status = from.status_code();
                from.with_headers(wire::ResponseReader::empty)
                    .map(|body| Err(DeleteJobError::Other(status, body)))
            }
        }
    }
}

/// `GET /events`
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Follow {}

impl Follow {
    /// Creates an empty value.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
}

impl wire::Operation for Follow {
    type Output = wire::WithHeaders<wire::Events<types::Job>, headers::FollowHeaders>;
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "follow",
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
                body.respond(|body| wire::respond::events(
                    200,
                    "text/event-stream",
                    wire::EventFormat::SSE,
                    body,
                ))
            }
            Err(error) => match error {}
        }
    }

    fn receive(
        from: wire::ResponseReader,
    ) -> Result<Result<Self::Output, Self::Error>, wire::Fault> {
        match from.status() {
            200 => from.with_headers(|from| from.events(wire::EventFormat::SSE)).map(Ok),
            _ => Err(from.unexpected()),
        }
    }
}

// ==== src/problems.rs ====

//! Error bodies for requests that the server itself rejects, as the document describes them.

use counterpart_wire as wire;

pub(crate) const GET_JOB429_RESPONSE: wire::ProblemValue = wire::ProblemValue::Object(
    &[("detail", wire::ProblemValue::Detail)],
);

// ==== src/security.rs ====

//! The security schemes of the API.
