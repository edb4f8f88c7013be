// ==== src/operations/default.rs ====

//! The operations of the tag `default`.

use counterpart_wire as wire;
use crate::problems;
use crate::types;

/// The operations of this tag.
///
/// Implement this trait to serve the API. The generated `Client` implements it as well.
pub trait DefaultApi: Send + Sync + 'static {
    /// The authenticated caller, as returned by the authenticator of the server.
    type Principal: Send + Sync + 'static;

    /// `GET /several`
    ///
    /// Returns [`SeveralOutcome`].
    ///
    /// # Errors
    ///
    /// - `404`, [`SeveralError::NotFound`].
    /// - `409`, [`SeveralError::Conflict`].
    /// - `4XX`, [`SeveralError::ClientError`].
    /// - any other status, [`SeveralError::Other`].
    fn several(
        &self,
        call: wire::Call<Several, ()>,
    ) -> impl Future<Output = wire::Outcome<Several>> + Send;

    /// `GET /ranges`
    ///
    /// Returns [`RangesOutcome`].
    ///
    /// # Errors
    ///
    /// - `5XX`, [`RangesError::ServerError`].
    fn ranges(
        &self,
        call: wire::Call<Ranges, ()>,
    ) -> impl Future<Output = wire::Outcome<Ranges>> + Send;

    /// `GET /default`
    ///
    /// Returns [`OnlyDefaultOutcome`].
    fn only_default(
        &self,
        call: wire::Call<OnlyDefault, ()>,
    ) -> impl Future<Output = wire::Outcome<OnlyDefault>> + Send;

    /// `DELETE /nothing`
    ///
    /// Returns no content.
    fn nothing(
        &self,
        call: wire::Call<Nothing, ()>,
    ) -> impl Future<Output = wire::Outcome<Nothing>> + Send;

    /// `GET /odd`
    ///
    /// Returns no content.
    ///
    /// # Errors
    ///
    /// - `499`, [`OddError::Status499`].
    fn odd(
        &self,
        call: wire::Call<Odd, ()>,
    ) -> impl Future<Output = wire::Outcome<Odd>> + Send;
}

/// `GET /several`
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Several {}

impl Several {
    /// Creates an empty value.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
}

/// The responses to [`Several`].
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum SeveralOutcome {
    /// Now.
    Ok(String),
    /// Later.
    Accepted,
    /// As before.
    NotModified,
}

/// The documented errors of [`Several`].
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum SeveralError {
    /// Nothing.
    NotFound,
    /// Text.
    Conflict(String),
    /// Something else.
    ClientError(wire::StatusCode, types::Problem),
    /// Anything else.
    Other(wire::StatusCode, types::Problem),
}

impl wire::ApiError for SeveralError {
    fn status(&self) -> wire::StatusCode {
        match self {
            Self::NotFound => wire::StatusCode::NOT_FOUND,
            Self::Conflict(..) => wire::StatusCode::CONFLICT,
            Self::ClientError(status, _) => *status,
            Self::Other(status, _) => *status,
        }
    }
}

impl From<SeveralError> for wire::Error<SeveralError> {
    fn from(error: SeveralError) -> Self {
        Self::Api(error)
    }
}

impl wire::Operation for Several {
    type Output = SeveralOutcome;
    type Error = SeveralError;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "several",
        method: "GET",
        path: "/several",
        optional_slash: false,
        body: None,
        answers: &[wire::AnswerSpec::json(wire::Status::Code(200))],
        problems: &[
            wire::ProblemShape::new(
                wire::Status::Range(4),
                "application/json",
                problems::PROBLEM,
            ),
            wire::ProblemShape::new(
                wire::Status::Default,
                "application/problem+json",
                problems::PROBLEM,
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
            Ok(SeveralOutcome::Ok(body)) => {
                wire::respond::json(200, "application/json", &body)
            }
            Ok(SeveralOutcome::Accepted) => wire::respond::empty(202),
            Ok(SeveralOutcome::NotModified) => wire::respond::empty(304),
            Err(SeveralError::NotFound) => wire::respond::empty(404),
            Err(SeveralError::Conflict(body)) => {
                wire::respond::text(409, "text/plain", body)
            }
            Err(SeveralError::ClientError(status, body)) => {
                wire::respond::json(status.as_u16(), "application/json", &body)
            }
            Err(SeveralError::Other(status, body)) => {
                wire::respond::json(status.as_u16(), "application/problem+json", &body)
            }
        }
    }

    fn receive(
        from: wire::ResponseReader,
    ) -> Result<Result<Self::Output, Self::Error>, wire::Fault> {
        match from.status() {
            200 => from.json().map(SeveralOutcome::Ok).map(Ok),
            202 => from.empty().map(|()| Ok(SeveralOutcome::Accepted)),
            304 => from.empty().map(|()| Ok(SeveralOutcome::NotModified)),
            404 => from.empty().map(|()| Err(SeveralError::NotFound)),
            409 => from.text().map(SeveralError::Conflict).map(Err),
            400..=499 => {
                let status = from.status_code();
                from.json().map(|body| Err(SeveralError::ClientError(status, body)))
            }
            _ => {
                let status = from.status_code();
                from.json().map(|body| Err(SeveralError::Other(status, body)))
            }
        }
    }
}

/// `GET /ranges`
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Ranges {}

impl Ranges {
    /// Creates an empty value.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
}

/// The responses to [`Ranges`].
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum RangesOutcome {
    /// Fine.
    Successful(wire::StatusCode, i64),
}

/// The documented errors of [`Ranges`].
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum RangesError {
    /// Broken.
    ServerError(wire::StatusCode),
}

impl wire::ApiError for RangesError {
    fn status(&self) -> wire::StatusCode {
        match self {
            Self::ServerError(status) => *status,
        }
    }
}

impl From<RangesError> for wire::Error<RangesError> {
    fn from(error: RangesError) -> Self {
        Self::Api(error)
    }
}

impl wire::Operation for Ranges {
    type Output = RangesOutcome;
    type Error = RangesError;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "ranges",
        method: "GET",
        path: "/ranges",
        optional_slash: false,
        body: None,
        answers: &[wire::AnswerSpec::json(wire::Status::Range(2))],
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
            Ok(RangesOutcome::Successful(status, body)) => {
                wire::respond::json(status.as_u16(), "application/json", &body)
            }
            Err(RangesError::ServerError(status)) => {
                wire::respond::empty(status.as_u16())
            }
        }
    }

    fn receive(
        from: wire::ResponseReader,
    ) -> Result<Result<Self::Output, Self::Error>, wire::Fault> {
        match from.status() {
            200..=299 => {
                let status = from.status_code();
                from.json().map(|body| Ok(RangesOutcome::Successful(status, body)))
            }
            500..=599 => {
                let status = from.status_code();
                from.empty().map(|()| Err(RangesError::ServerError(status)))
            }
            _ => Err(from.unexpected()),
        }
    }
}

/// `GET /default`
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct OnlyDefault {}

impl OnlyDefault {
    /// Creates an empty value.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
}

/// The responses to [`OnlyDefault`].
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum OnlyDefaultOutcome {
    /// Whatever.
    Other(wire::StatusCode, String),
}

impl wire::Operation for OnlyDefault {
    type Output = OnlyDefaultOutcome;
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "onlyDefault",
        method: "GET",
        path: "/default",
        optional_slash: false,
        body: None,
        answers: &[wire::AnswerSpec::json(wire::Status::Default)],
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
            Ok(OnlyDefaultOutcome::Other(status, body)) => {
                wire::respond::json(status.as_u16(), "application/json", &body)
            }
            Err(error) => match error {}
        }
    }

    fn receive(
        from: wire::ResponseReader,
    ) -> Result<Result<Self::Output, Self::Error>, wire::Fault> {
        match from.status() {
            _ => {
                let status = from.status_code();
                from.json().map(|body| Ok(OnlyDefaultOutcome::Other(status, body)))
            }
        }
    }
}

/// `DELETE /nothing`
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Nothing {}

impl Nothing {
    /// Creates an empty value.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
}

impl wire::Operation for Nothing {
    type Output = ();
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "nothing",
        method: "DELETE",
        path: "/nothing",
        optional_slash: false,
        body: None,
        answers: &[],
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

/// `GET /odd`
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Odd {}

impl Odd {
    /// Creates an empty value.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
}

/// The documented errors of [`Odd`].
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum OddError {
    /// Odder.
    Status499,
}

impl wire::ApiError for OddError {
    fn status(&self) -> wire::StatusCode {
        match self {
            Self::Status499 => {
                wire::StatusCode::from_u16(499)
                    .unwrap_or(wire::StatusCode::INTERNAL_SERVER_ERROR)
            }
        }
    }
}

impl From<OddError> for wire::Error<OddError> {
    fn from(error: OddError) -> Self {
        Self::Api(error)
    }
}

impl wire::Operation for Odd {
    type Output = ();
    type Error = OddError;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "odd",
        method: "GET",
        path: "/odd",
        optional_slash: false,
        body: None,
        answers: &[],
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
            Ok(()) => wire::respond::empty(299),
            Err(OddError::Status499) => wire::respond::empty(499),
        }
    }

    fn receive(
        from: wire::ResponseReader,
    ) -> Result<Result<Self::Output, Self::Error>, wire::Fault> {
        match from.status() {
            299 => from.empty().map(Ok),
            499 => from.empty().map(|()| Err(OddError::Status499)),
            _ => Err(from.unexpected()),
        }
    }
}

// ==== src/problems.rs ====

//! Error bodies for requests that the server itself rejects, as the document describes them.

use counterpart_wire as wire;

pub(crate) const PROBLEM: wire::ProblemValue = wire::ProblemValue::Object(
    &[
        ("title", wire::ProblemValue::Title),
        ("status", wire::ProblemValue::Status),
        ("detail", wire::ProblemValue::Detail),
    ],
);

// ==== src/security.rs ====

//! The security schemes of the API.
