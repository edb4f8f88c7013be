//! How the operations of this API fail: a refusal that the document describes, or a fault.
//!
//! Every operation has an error type of its own, of which each has some of the same answers. What they share is written
//! once, with [`Refusal`], and becomes the error of the operation by [`refuse`].

mod documented;

use agents_api::types::{
    ErrorResponse, ValidationError, ValidationErrorLocItem, ValidationErrorResponse,
};
use agents_api::wire::{BoxError, Error, Fault, Problem, StatusCode};

use crate::limit::Exceeded;

/// Why an operation does not do what it is asked to.
#[derive(Debug)]
pub(super) enum Refusal {
    BadRequest(Told),
    Unauthorized(Told),
    Forbidden(Told),
    NotFound(Told),
    Conflict(Told),
    UnprocessableContent(Invalid),
    ServiceUnavailable(Told),
    Fault(Fault),
}

/// What the caller is told: a word for programs, and a sentence.
#[derive(Debug)]
pub(super) struct Told {
    word: &'static str,
    message: String,
}

/// What is wrong with a request.
#[derive(Debug)]
pub(super) struct Invalid(Vec<ValidationError>);

impl Refusal {
    pub(super) fn bad_request(word: &'static str, message: impl Into<String>) -> Self {
        Self::BadRequest(Told { word, message: message.into() })
    }

    pub(super) fn unauthorized(message: impl Into<String>) -> Self {
        Self::Unauthorized(Told { word: "Unauthorized", message: message.into() })
    }

    pub(super) fn forbidden(message: impl Into<String>) -> Self {
        Self::Forbidden(Told { word: "Forbidden", message: message.into() })
    }

    pub(super) fn not_found(message: impl Into<String>) -> Self {
        Self::NotFound(Told { word: "NotFound", message: message.into() })
    }

    pub(super) fn conflict(message: impl Into<String>) -> Self {
        Self::Conflict(Told { word: "Conflict", message: message.into() })
    }

    /// Something wrong with the body, at one of its properties.
    pub(super) fn invalid(property: &str, kind: &str, message: impl Into<String>) -> Self {
        Self::invalid_at(&["body", property], kind, message)
    }

    /// Something wrong with a request. The first step says where it was sent: `body`, `query`, `path` or
    /// `header`; a number is a position in a list.
    pub(super) fn invalid_at(steps: &[&str], kind: &str, message: impl Into<String>) -> Self {
        let steps = steps.iter().map(|step| match step.parse() {
            Ok(position) => ValidationErrorLocItem::Integer(position),
            Err(_) => ValidationErrorLocItem::String((*step).to_owned()),
        });
        let violation = ValidationError::new(steps.collect(), message, kind);
        Self::UnprocessableContent(Invalid(vec![violation]))
    }

    /// A limit was reached.
    pub(super) fn too_many(message: &str, exceeded: Exceeded) -> Self {
        let seconds = exceeded.seconds();
        let message = format!("{message} Try again in {seconds} seconds.");
        let problem = Problem::new(StatusCode::TOO_MANY_REQUESTS, message).retry_after(seconds);
        Self::Fault(Fault::problem(problem))
    }

    pub(super) fn unavailable(word: &'static str, message: impl Into<String>) -> Self {
        Self::ServiceUnavailable(Told { word, message: message.into() })
    }

    pub(super) fn fault(cause: impl Into<BoxError>) -> Self {
        Self::Fault(Fault::from_error(cause))
    }
}

impl Told {
    fn body(self) -> ErrorResponse {
        ErrorResponse::new(false, self.word, self.message.clone()).with_detail(self.message)
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

/// The error of an operation that a refusal can become.
pub(super) trait Refusable: Sized {
    fn refuse(refusal: Refusal) -> Error<Self>;
}

/// A refusal as the error of the operation at hand.
pub(super) fn refuse<E: Refusable>(refusal: Refusal) -> Error<E> {
    E::refuse(refusal)
}
