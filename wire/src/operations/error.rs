//! Errors of a call: errors documented in the OpenAPI document, and faults.

use std::fmt;

use http::StatusCode;

use crate::messages::body::BoxError;
use crate::messages::fault::Fault;
use crate::messages::problem::Problem;

/// The documented errors of an operation.
pub trait ApiError: fmt::Debug + Send + Sync + 'static {
    /// Returns the status that the error is sent with.
    fn status(&self) -> StatusCode;
}

/// The error type of operations without documented errors.
impl ApiError for std::convert::Infallible {
    fn status(&self) -> StatusCode {
        match *self {}
    }
}

/// The error of an implementation.
///
/// Any [`std::error::Error`] converts to a fault with `?`: the caller gets a problem without its text, and the cause
/// is logged. Documented errors and problems convert with `?` or `into()` too. For these conversions to exist, this
/// type cannot implement `std::error::Error` itself; [`CallError`], the error of a client call, does.
///
/// # Examples
///
/// ```
/// use counterpart_wire::{Error, Problem, StatusCode};
///
/// fn parse(text: &str) -> Result<i64, Error<std::convert::Infallible>> {
///     if text.is_empty() {
///         return Err(Problem::new(StatusCode::NOT_FOUND, "no such number").into());
///     }
///     Ok(text.parse()?)
/// }
///
/// let Err(Error::Fault(fault)) = parse("x") else { unreachable!() };
/// assert_eq!(fault.to_problem().status, StatusCode::INTERNAL_SERVER_ERROR);
/// let Err(Error::Fault(fault)) = parse("") else { unreachable!() };
/// assert_eq!(fault.to_problem().status, StatusCode::NOT_FOUND);
/// ```
#[derive(Debug)]
pub enum Error<E> {
    /// A documented error.
    Api(E),
    /// Any other error.
    Fault(Fault),
}

impl<E, X: std::error::Error + Send + Sync + 'static> From<X> for Error<E> {
    fn from(cause: X) -> Self {
        // A fault or a problem is not wrapped again.
        let cause: BoxError = Box::new(cause);
        Self::Fault(match cause.downcast::<Fault>() {
            Ok(fault) => *fault,
            Err(cause) => Fault::from_error(cause),
        })
    }
}

/// A problem is sent to the caller as it is, documented or not.
impl<E> From<Problem> for Error<E> {
    fn from(problem: Problem) -> Self {
        Self::Fault(Fault::problem(problem))
    }
}

/// The error of a client call.
#[derive(Debug)]
pub enum CallError<E> {
    /// A documented error.
    Api(E),
    /// Any other error: connection failures, timeouts, invalid responses, undocumented statuses.
    Fault(Fault),
}

impl<E: ApiError> CallError<E> {
    /// Returns the status of the response, if there was one.
    pub fn status(&self) -> Option<StatusCode> {
        match self {
            Self::Api(error) => Some(error.status()),
            Self::Fault(fault) => fault.response().map(|response| response.status),
        }
    }

    /// Returns the documented error, if it is one.
    pub fn api(&self) -> Option<&E> {
        match self {
            Self::Api(error) => Some(error),
            Self::Fault(_) => None,
        }
    }
}

impl<E: ApiError> fmt::Display for CallError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Api(error) => {
                write!(f, "the server responded with {}: {error:?}", error.status())
            }
            Self::Fault(fault) => fault.fmt(f),
        }
    }
}

impl<E: ApiError> std::error::Error for CallError<E> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Api(_) => None,
            Self::Fault(fault) => std::error::Error::source(fault),
        }
    }
}
