//! Faults: failures of a call that the OpenAPI document does not describe.

use std::error::Error as StdError;
use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use crate::messages::body::{BoxError, is_stalled, is_too_large};
use crate::messages::headers::HeaderSizes;
use crate::messages::problem::Problem;
use crate::values::violation::Violations;

/// A failure that the OpenAPI document does not describe.
///
/// Has a cause, if there is one, and in a client the response as far as it was received. The cause is logged but
/// never sent to a caller.
#[derive(Debug)]
pub struct Fault(Box<Inner>);

#[derive(Debug)]
struct Inner {
    kind: FaultKind,
    source: Option<BoxError>,
    response: Option<RawResponse>,
}

/// The kind of a fault.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum FaultKind {
    /// The request could not be built, for instance because of an invalid base URL or a value that no header can
    /// carry.
    Request(String),
    /// The server could not be reached.
    Connect,
    /// The time limit was exceeded.
    Timeout,
    /// The connection failed.
    Transport,
    /// The response does not match its schema.
    Decode(Violations),
    /// The response has an undocumented status.
    UnexpectedStatus,
    /// The response has an undocumented media type, or a body without a media type. The fault keeps the status, the
    /// headers, and the first KiB of the body.
    UnexpectedContentType,
    /// A paginated list does not end: a page leads back to an earlier one, or too many pages in a row have no items.
    EndlessList(&'static str),
    /// The event stream ended without its end marker.
    Truncated,
    /// The response exceeds the client's size limit.
    TooLarge,
    /// The implementation failed.
    Internal,
    /// The implementation answered with a problem.
    Problem(Problem),
}

/// The limit that a response exceeds, in bytes.
#[derive(Debug, Clone, Copy)]
struct Limit(usize);

impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(limit) = self;
        write!(
            f,
            "the client reads at most {limit} bytes, set `response_limit` of its builder to raise this"
        )
    }
}

impl StdError for Limit {}

/// A response that could not be used, for inspection. `Debug` shows the names of the headers and the sizes only, since
/// values and body may contain secrets.
#[derive(Clone)]
#[non_exhaustive]
pub struct RawResponse {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body, as far as it was read. Of an undocumented media type, it is the first KiB.
    pub body: Bytes,
}

impl fmt::Debug for RawResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RawResponse")
            .field("status", &self.status)
            .field("headers", &HeaderSizes(&self.headers))
            .field("body", &format_args!("{} bytes", self.body.len()))
            .finish()
    }
}

impl Fault {
    /// Creates a fault without a cause.
    pub fn new(kind: FaultKind) -> Self {
        Self(Box::new(Inner { kind, source: None, response: None }))
    }

    /// Creates an internal fault. A server answers 500, or 413 or 408 if the cause is a request body that is too large or
    /// stops. If one of the causes is a fault made by [`Fault::problem`], the server answers with that problem. So an
    /// error type decides about its response by naming such a fault as its source.
    pub fn from_error(cause: impl Into<BoxError>) -> Self {
        Self::new(FaultKind::Internal).caused_by(cause)
    }

    /// Creates a fault that a server answers with this problem.
    pub fn problem(problem: Problem) -> Self {
        Self::new(FaultKind::Problem(problem))
    }

    /// Creates the fault of a response, or of an event, that is larger than the limit of the client, in bytes.
    pub(crate) fn too_large(limit: usize) -> Self {
        Self::new(FaultKind::TooLarge).caused_by(Limit(limit))
    }

    /// Sets the cause.
    #[must_use]
    pub fn caused_by(mut self, cause: impl Into<BoxError>) -> Self {
        self.0.source = Some(cause.into());
        self
    }

    pub(crate) fn keeping(mut self, status: StatusCode, headers: HeaderMap, body: Bytes) -> Self {
        self.0.response = Some(RawResponse { status, headers, body });
        self
    }

    /// Returns the kind.
    pub fn kind(&self) -> &FaultKind {
        &self.0.kind
    }

    /// Returns the response, if one was received.
    pub fn response(&self) -> Option<&RawResponse> {
        self.0.response.as_ref()
    }

    /// Returns the problem that a server answers with. Contains nothing of the cause. A fault of a client that the
    /// server used becomes 502 or 504 (RFC 9110, sections 15.6.3 and 15.6.5).
    pub fn to_problem(&self) -> Problem {
        if let FaultKind::Internal | FaultKind::Transport = self.kind()
            && let Some(problem) = StdError::source(self).and_then(problem_of_body)
        {
            return problem;
        }
        match self.kind() {
            FaultKind::Problem(problem) => problem.clone(),
            FaultKind::Timeout => Problem::new(
                StatusCode::GATEWAY_TIMEOUT,
                "an upstream server took too long to respond",
            ),
            FaultKind::Connect
            | FaultKind::Transport
            | FaultKind::Decode(_)
            | FaultKind::UnexpectedStatus
            | FaultKind::UnexpectedContentType
            | FaultKind::EndlessList(_)
            | FaultKind::Truncated
            | FaultKind::TooLarge => {
                Problem::new(StatusCode::BAD_GATEWAY, "an upstream server failed")
            }
            FaultKind::Request(_) | FaultKind::Internal => {
                let cause = StdError::source(self).and_then(problem_of_cause);
                cause.unwrap_or_else(|| {
                    let why = "the server failed to process the request";
                    Problem::new(StatusCode::INTERNAL_SERVER_ERROR, why)
                })
            }
        }
    }
}

/// Returns the problem of an error of a request body, for which the caller is responsible: it is too large, it stops, or
/// an event of it is invalid.
pub(crate) fn problem_of_body(error: &(dyn StdError + 'static)) -> Option<Problem> {
    if is_too_large(error) {
        return Some(Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "the body is too large"));
    }
    if is_stalled(error) {
        let why = "the request was not received in time";
        return Some(Problem::new(StatusCode::REQUEST_TIMEOUT, why));
    }
    problem_of_cause(error)
}

/// Returns the problem that an error or one of its causes asks for.
fn problem_of_cause(error: &(dyn StdError + 'static)) -> Option<Problem> {
    let mut next = Some(error);
    while let Some(cause) = next {
        if let Some(FaultKind::Problem(problem)) = cause.downcast_ref().map(Fault::kind) {
            return Some(problem.clone());
        }
        next = cause.source();
    }
    None
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind() {
            FaultKind::Request(why) => write!(f, "the request could not be built: {why}"),
            FaultKind::Connect => f.write_str("the server could not be reached"),
            FaultKind::Timeout => f.write_str("the call timed out"),
            FaultKind::Transport => f.write_str("the connection failed"),
            FaultKind::Decode(violations) => write!(f, "invalid response: {violations}"),
            FaultKind::UnexpectedStatus => match self.response() {
                Some(response) => write!(f, "undocumented response status {}", response.status),
                None => f.write_str("undocumented response status"),
            },
            FaultKind::UnexpectedContentType => {
                let named = self
                    .response()
                    .and_then(|response| response.headers.get(http::header::CONTENT_TYPE));
                match named.and_then(|value| value.to_str().ok()) {
                    Some(media) => write!(f, "undocumented response media type {media}"),
                    None => f.write_str("the response has no media type"),
                }
            }
            FaultKind::EndlessList(why) => write!(f, "the list does not end: {why}"),
            FaultKind::Truncated => f.write_str("the event stream ended without its end marker"),
            FaultKind::TooLarge => {
                let limit = self.0.source.as_ref().and_then(|cause| cause.downcast_ref::<Limit>());
                match limit {
                    Some(limit) => write!(f, "the response is too large: {limit}"),
                    None => f.write_str("the response is too large"),
                }
            }
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

#[cfg(test)]
mod tests {
    use super::*;

    /// An error that decides about its response.
    #[derive(Debug)]
    struct Busy(Fault);

    impl fmt::Display for Busy {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("busy")
        }
    }

    impl StdError for Busy {
        fn source(&self) -> Option<&(dyn StdError + 'static)> {
            Some(&self.0)
        }
    }

    #[test]
    fn a_cause_decides_about_the_response() {
        let problem = Problem::new(StatusCode::SERVICE_UNAVAILABLE, "wait").retry_after(2);
        let fault = Fault::from_error(Busy(Fault::problem(problem.clone())));
        assert_eq!(fault.to_problem(), problem);
        let outer = Fault::from_error(fault);
        assert_eq!(outer.to_problem(), problem);
        let other = Fault::from_error(Busy(Fault::new(FaultKind::Timeout)));
        assert_eq!(other.to_problem().status, StatusCode::INTERNAL_SERVER_ERROR);
    }
}
