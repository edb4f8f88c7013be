//! Errors of the operations: a documented error response, or an internal error.
//!
//! Every operation has its own error type, and many share the same responses. The shared part is written once as
//! [`Refusal`]; [`refuse`] converts it to the error of the operation.

mod documented;

use agents_api::types::{
    ErrorResponse, ValidationError, ValidationErrorLocItem, ValidationErrorResponse,
};
use agents_api::wire::{BoxError, Error, Fault, Problem, StatusCode};

use crate::limit::Exceeded;

/// Why an operation rejects a request.
#[derive(Debug)]
pub(super) enum Refusal {
    BadRequest(ErrorText),
    Unauthorized(ErrorText),
    Forbidden(ErrorText),
    NotFound(ErrorText),
    Conflict(ErrorText),
    ContentTooLarge(ErrorText),
    UnprocessableContent(Invalid),
    ServiceUnavailable(ErrorText),
    InsufficientStorage(ErrorText),
    Fault(Fault),
}

/// The error for the caller: a machine-readable code and a message.
#[derive(Debug)]
pub(super) struct ErrorText {
    code: &'static str,
    message: String,
}

/// The violations in a request.
#[derive(Debug)]
pub(super) struct Invalid(Vec<ValidationError>);

impl Refusal {
    pub(super) fn bad_request(code: &'static str, message: impl Into<String>) -> Self {
        Self::BadRequest(ErrorText { code, message: message.into() })
    }

    pub(super) fn unauthorized(message: impl Into<String>) -> Self {
        Self::Unauthorized(ErrorText { code: "Unauthorized", message: message.into() })
    }

    pub(super) fn forbidden(message: impl Into<String>) -> Self {
        Self::Forbidden(ErrorText { code: "Forbidden", message: message.into() })
    }

    pub(super) fn not_found(message: impl Into<String>) -> Self {
        Self::NotFound(ErrorText { code: "NotFound", message: message.into() })
    }

    pub(super) fn conflict(message: impl Into<String>) -> Self {
        Self::Conflict(ErrorText { code: "Conflict", message: message.into() })
    }

    /// Returns an error about a property of the body.
    pub(super) fn invalid(property: &str, kind: &str, message: impl Into<String>) -> Self {
        Self::invalid_at(&["body", property], kind, message)
    }

    /// Returns an error about a part of the request. The first segment is its location: `body`, `query`, `path` or
    /// `header`. A number is a list index.
    pub(super) fn invalid_at(steps: &[&str], kind: &str, message: impl Into<String>) -> Self {
        let steps = steps.iter().map(|step| match step.parse() {
            Ok(position) => ValidationErrorLocItem::Integer(position),
            Err(_) => ValidationErrorLocItem::String((*step).to_owned()),
        });
        let violation = ValidationError::new(steps.collect(), message, kind);
        Self::UnprocessableContent(Invalid(vec![violation]))
    }

    /// The limit was exceeded.
    pub(super) fn too_many(message: &str, exceeded: Exceeded) -> Self {
        let seconds = exceeded.seconds();
        let message = format!("{message} Try again in {seconds} seconds.");
        let problem = Problem::new(StatusCode::TOO_MANY_REQUESTS, message).retry_after(seconds);
        Self::Fault(Fault::problem(problem))
    }

    pub(super) fn unavailable(code: &'static str, message: impl Into<String>) -> Self {
        Self::ServiceUnavailable(ErrorText { code, message: message.into() })
    }

    pub(super) fn too_large(code: &'static str, message: impl Into<String>) -> Self {
        Self::ContentTooLarge(ErrorText { code, message: message.into() })
    }

    pub(super) fn no_storage(code: &'static str, message: impl Into<String>) -> Self {
        Self::InsufficientStorage(ErrorText { code, message: message.into() })
    }

    pub(super) fn fault(cause: impl Into<BoxError>) -> Self {
        Self::Fault(Fault::from_error(cause))
    }
}

impl ErrorText {
    fn body(self) -> ErrorResponse {
        ErrorResponse::new(false, self.code, self.message.clone()).with_detail(self.message)
    }
}

impl Invalid {
    fn body(self) -> ValidationErrorResponse {
        let why = "The request is not valid.";
        ValidationErrorResponse::new(false, "ValidationError", why, self.0.clone())
            .with_detail(self.0)
    }
}

impl<X: std::error::Error + Send + Sync + 'static> From<X> for Refusal {
    fn from(cause: X) -> Self {
        Self::fault(cause)
    }
}

/// An operation error that can be created from a refusal.
pub(super) trait Refusable: Sized {
    fn refuse(refusal: Refusal) -> Error<Self>;
}

/// Converts a refusal to the error of the operation.
pub(super) fn refuse<E: Refusable>(refusal: Refusal) -> Error<E> {
    E::refuse(refusal)
}
