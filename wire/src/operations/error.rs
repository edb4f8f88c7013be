//! How a call can fail: with an error that the document names, or with a fault.

use std::fmt;

use http::StatusCode;

use crate::messages::body::BoxError;
use crate::messages::fault::Fault;
use crate::messages::problem::Problem;

/// The documented errors of an operation.
pub trait Documented: fmt::Debug + Send + Sync + 'static {
    /// The status that the error is sent with.
    fn status(&self) -> StatusCode;
}

/// An operation without documented errors has no value of this type.
impl Documented for std::convert::Infallible {
    fn status(&self) -> StatusCode {
        match *self {}
    }
}

/// How an implementation of an operation fails.
///
/// ```
/// use counterpart_wire::{Error, Problem, StatusCode};
///
/// fn parse(text: &str) -> Result<i64, Error<std::convert::Infallible>> {
///     if text.is_empty() {
///         return Err(Problem::new(StatusCode::NOT_FOUND, "there is no number").into());
///     }
///     Ok(text.parse()?)
/// }
///
/// let Err(Error::Fault(fault)) = parse("x") else { unreachable!() };
/// assert_eq!(fault.to_problem().status, StatusCode::INTERNAL_SERVER_ERROR);
/// let Err(Error::Fault(fault)) = parse("") else { unreachable!() };
/// assert_eq!(fault.to_problem().status, StatusCode::NOT_FOUND);
/// ```
///
/// Any [`std::error::Error`] becomes a fault by `?`: the caller sees a problem without its text, the log sees the
/// cause. A documented error becomes one by `?` or `into()` too. For that to be possible this type itself is no
/// `std::error::Error`; the error of a client's call, [`CallError`], is one.
#[derive(Debug)]
pub enum Error<E> {
    /// An error that the document names.
    Api(E),
    /// Anything else.
    Fault(Fault),
}

impl<E, X: std::error::Error + Send + Sync + 'static> From<X> for Error<E> {
    fn from(cause: X) -> Self {
        // A fault or a problem that comes by `?` stays what it is.
        let cause: BoxError = Box::new(cause);
        Self::Fault(match cause.downcast::<Fault>() {
            Ok(fault) => *fault,
            Err(cause) => Fault::from_error(cause),
        })
    }
}

/// A problem that the document does not name: it reaches the caller as it is.
impl<E> From<Problem> for Error<E> {
    fn from(problem: Problem) -> Self {
        Self::Fault(Fault::problem(problem))
    }
}

/// How a client's call fails.
#[derive(Debug)]
pub enum CallError<E> {
    /// An error that the document names.
    Api(E),
    /// Anything else: no connection, a timeout, an answer that cannot be read, a status that is not documented.
    Fault(Fault),
}

impl<E: Documented> CallError<E> {
    /// The status of the answer, if there was one.
    pub fn status(&self) -> Option<StatusCode> {
        match self {
            Self::Api(error) => Some(error.status()),
            Self::Fault(fault) => fault.kept().map(|kept| kept.status),
        }
    }

    /// The documented error, if it is one.
    pub fn api(&self) -> Option<&E> {
        match self {
            Self::Api(error) => Some(error),
            Self::Fault(_) => None,
        }
    }
}

impl<E: Documented> fmt::Display for CallError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Api(error) => write!(f, "the server answered {}: {error:?}", error.status()),
            Self::Fault(fault) => fault.fmt(f),
        }
    }
}

impl<E: Documented> std::error::Error for CallError<E> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Api(_) => None,
            Self::Fault(fault) => std::error::Error::source(fault),
        }
    }
}
