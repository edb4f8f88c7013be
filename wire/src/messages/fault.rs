//! A fault: everything that can go wrong in a call and is not named by the document.

use std::error::Error as StdError;
use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use crate::messages::body::{BoxError, is_too_large};
use crate::messages::problem::Problem;
use crate::values::violation::Violations;

/// What went wrong, with its cause and, on a client, the answer as far as it came.
#[derive(Debug)]
pub struct Fault(Box<Inner>);

#[derive(Debug)]
struct Inner {
    kind: FaultKind,
    source: Option<BoxError>,
    kept: Option<Kept>,
}

/// The kind of a fault.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum FaultKind {
    /// A request could not be made: a bad base URL, a value that no header can hold.
    Request(String),
    /// The server could not be reached.
    Connect,
    /// Time ran out.
    Timeout,
    /// The connection broke.
    Transport,
    /// The answer is not what the document says; each finding has its JSON pointer.
    Decode(Violations),
    /// The answer has a status that the document does not name.
    UnexpectedStatus,
    /// The answer has a media type that the document does not name for it.
    UnexpectedMediaType,
    /// A stream ended before the event that marks its end.
    Cut,
    /// The answer is larger than the client's limit.
    TooLarge,
    /// An implementation failed.
    Internal,
    /// An implementation answered with a problem of its own.
    Problem(Problem),
}

/// An answer that could not be used, kept for whoever can make sense of it.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Kept {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body, as far as it was read.
    pub body: Bytes,
}

impl Fault {
    /// A fault of a kind.
    pub fn new(kind: FaultKind) -> Self {
        Self(Box::new(Inner { kind, source: None, kept: None }))
    }

    /// An implementation's failure.
    pub fn from_error(cause: impl Into<BoxError>) -> Self {
        Self::new(FaultKind::Internal).caused_by(cause)
    }

    /// A problem for the caller, which the document does not name.
    pub fn problem(problem: Problem) -> Self {
        Self::new(FaultKind::Problem(problem))
    }

    /// The same fault with its cause.
    #[must_use]
    pub fn caused_by(mut self, cause: impl Into<BoxError>) -> Self {
        self.0.source = Some(cause.into());
        self
    }

    pub(crate) fn keeping(mut self, status: StatusCode, headers: HeaderMap, body: Bytes) -> Self {
        self.0.kept = Some(Kept { status, headers, body });
        self
    }

    /// What kind it is.
    pub fn kind(&self) -> &FaultKind {
        &self.0.kind
    }

    /// The answer that came, if one did.
    pub fn kept(&self) -> Option<&Kept> {
        self.0.kept.as_ref()
    }

    /// Whether a body that was read as a stream went over its limit.
    fn is_caused_by_size(&self) -> bool {
        StdError::source(self).is_some_and(is_too_large)
    }

    /// What a server tells its caller: nothing of the cause. The faults of a client that stands behind the server
    /// become those of a gateway (RFC 9110, sections 15.6.3 and 15.6.5).
    pub fn to_problem(&self) -> Problem {
        match self.kind() {
            FaultKind::Problem(problem) => problem.clone(),
            FaultKind::Internal | FaultKind::Transport if self.is_caused_by_size() => {
                Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "the body is too large")
            }
            FaultKind::Timeout => {
                Problem::new(StatusCode::GATEWAY_TIMEOUT, "a server behind this one took too long")
            }
            FaultKind::Connect
            | FaultKind::Transport
            | FaultKind::Decode(_)
            | FaultKind::UnexpectedStatus
            | FaultKind::UnexpectedMediaType
            | FaultKind::Cut
            | FaultKind::TooLarge => {
                Problem::new(StatusCode::BAD_GATEWAY, "a server behind this one failed")
            }
            FaultKind::Request(_) | FaultKind::Internal => Problem::new(
                StatusCode::INTERNAL_SERVER_ERROR,
                "the server failed to answer this request",
            ),
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind() {
            FaultKind::Request(why) => write!(f, "the request cannot be made: {why}"),
            FaultKind::Connect => f.write_str("the server could not be reached"),
            FaultKind::Timeout => f.write_str("the call took too long"),
            FaultKind::Transport => f.write_str("the connection failed"),
            FaultKind::Decode(violations) => write!(f, "the answer cannot be read: {violations}"),
            FaultKind::UnexpectedStatus => match self.kept() {
                Some(kept) => write!(f, "the answer has the undocumented status {}", kept.status),
                None => f.write_str("the answer has an undocumented status"),
            },
            FaultKind::UnexpectedMediaType => {
                let named =
                    self.kept().and_then(|kept| kept.headers.get(http::header::CONTENT_TYPE));
                match named.and_then(|value| value.to_str().ok()) {
                    Some(media) => write!(f, "the answer has the undocumented media type {media}"),
                    None => f.write_str("the answer has no media type"),
                }
            }
            FaultKind::Cut => f.write_str("the stream ended before its last event"),
            FaultKind::TooLarge => f.write_str("the answer is too large"),
            FaultKind::Internal => f.write_str("the implementation failed"),
            FaultKind::Problem(problem) => write!(f, "{}: {}", problem.status, problem.detail),
        }
    }
}

impl StdError for Fault {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.source.as_ref().map(|cause| &**cause as &(dyn StdError + 'static))
    }
}
