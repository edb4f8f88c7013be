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

    /// `GET /teapot`
    ///
    /// Returns no content.
    ///
    /// # Errors
    ///
    /// - `418`, [`BrewError::Status418`].
    /// - any other status, [`BrewError::Other`].
    fn brew(
        &self,
        call: wire::Call<Brew, ()>,
    ) -> impl Future<Output = wire::Outcome<Brew>> + Send;
}

/// `GET /teapot`
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Brew {}

impl Brew {
    /// Creates an empty value.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
}

/// The documented errors of [`Brew`].
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum BrewError {
    /// A teapot.
    Status418(types::Brew418Response),
    /// Something.
    Other(wire::StatusCode),
}

impl wire::ApiError for BrewError {
    fn status(&self) -> wire::StatusCode {
        match self {
            Self::Status418(..) => {
                wire::StatusCode::from_u16(418)
                    .unwrap_or(wire::StatusCode::INTERNAL_SERVER_ERROR)
            }
            Self::Other(status) => *status,
        }
    }
}

impl From<BrewError> for wire::Error<BrewError> {
    fn from(error: BrewError) -> Self {
        Self::Api(error)
    }
}

impl wire::Operation for Brew {
    type Output = ();
    type Error = BrewError;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "brew",
        method: "GET",
        path: "/teapot",
        optional_slash: false,
        body: None,
        answers: &[],
        problems: &[
            wire::ProblemShape::new(
                wire::Status::Code(418),
                "application/json",
                problems::BREW418_RESPONSE,
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
            Ok(()) => wire::respond::empty(200),
            Err(BrewError::Status418(body)) => {
                wire::respond::json(418, "application/json", &body)
            }
            Err(BrewError::Other(status)) => wire::respond::empty(status.as_u16()),
        }
    }

    fn receive(
        from: wire::ResponseReader,
    ) -> Result<Result<Self::Output, Self::Error>, wire::Fault> {
        match from.status() {
            418 => from.json().map(BrewError::Status418).map(Err),
            _ => {
                let status = from.status_code();
                from.empty().map(|()| Err(BrewError::Other(status)))
            }
        }
    }
}

// ==== src/problems.rs ====

//! Error bodies for requests that the server itself rejects, as the document describes them.

use counterpart_wire as wire;

pub(crate) const BREW418_RESPONSE: wire::ProblemValue = wire::ProblemValue::Object(
    &[("code", wire::ProblemValue::Status), ("message", wire::ProblemValue::Detail)],
);

// ==== src/security.rs ====

//! The security schemes of the API.
