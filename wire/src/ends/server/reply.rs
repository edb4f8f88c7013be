//! Writes responses: documented outcomes through generated code, problems in the documented shape or as RFC 9457.

use http::{HeaderValue, Response, header};
use http_body_util::BodyExt as _;

use crate::messages::body::Body;
use crate::messages::fault::{Fault, FaultKind};
use crate::messages::problem::Problem;
use crate::messages::unsendable::Unsendable;
use crate::operations::error::Error;
use crate::operations::operation::Operation;
use crate::operations::problem_shape::ProblemShape;
use crate::operations::spec::OperationSpec;

/// Returns the response for the result of an implementation.
pub(super) fn reply<Op: Operation>(
    outcome: Result<Op::Output, Error<Op::Error>>,
) -> Response<Body> {
    match outcome {
        Ok(output) => sendable(Op::SPEC, Op::respond(Ok(output))),
        Err(Error::Api(error)) => sendable(Op::SPEC, Op::respond(Err(error))),
        Err(Error::Fault(fault)) => refuse_fault(Op::SPEC, &fault),
    }
}

/// Returns a response that can be sent. One with a value that HTTP cannot carry is a fault.
fn sendable(operation: &'static OperationSpec, mut response: Response<Body>) -> Response<Body> {
    match response.extensions_mut().remove::<Unsendable>() {
        Some(why) => refuse_fault(operation, &Fault::from_error(why)),
        None => log_failures(operation, response),
    }
}

/// Answers a fault: the caller gets a problem, the cause is logged.
fn refuse_fault(operation: &'static OperationSpec, fault: &Fault) -> Response<Body> {
    if !matches!(fault.kind(), FaultKind::Problem(_)) {
        tracing::error!(operation = operation.id, fault = %fault, causes = causes(fault), "call failed");
    }
    refuse(operation, &fault.to_problem())
}

fn causes(error: &dyn std::error::Error) -> String {
    let causes = std::iter::successors(error.source(), |error| error.source());
    causes.map(ToString::to_string).collect::<Vec<_>>().join(": ")
}

/// The error of a response body that failed. Has no detail, since it may reach the connection.
#[derive(Debug)]
struct StreamFailed;

impl std::fmt::Display for StreamFailed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the response stream failed")
    }
}

impl std::error::Error for StreamFailed {}

/// Logs why a streamed response failed, and closes the connection.
fn log_failures(operation: &'static OperationSpec, response: Response<Body>) -> Response<Body> {
    if response.body().as_bytes().is_some() {
        return response;
    }
    response.map(|body| {
        Body::wrap(body.map_err(|error| {
            tracing::error!(operation = operation.id, error = %error, causes = causes(&*error), "response stream failed");
            StreamFailed
        }))
    })
}

/// Returns the response for a problem, in the documented shape if there is one for its status.
pub(super) fn refuse(operation: &'static OperationSpec, problem: &Problem) -> Response<Body> {
    refuse_as(operation.problem(problem.status), problem)
}

/// Returns the response for a problem of no operation, such as an unknown path: in the shape of the API, if it has one,
/// else as RFC 9457.
pub(super) fn refuse_as(shape: Option<&ProblemShape>, problem: &Problem) -> Response<Body> {
    match shape {
        Some(shape) => answer(problem, shape.media, shape.render(problem).to_string()),
        None => standard(problem),
    }
}

/// Returns the response for a problem as RFC 9457.
fn standard(problem: &Problem) -> Response<Body> {
    answer(problem, "application/problem+json", problem.to_json().to_string())
}

fn answer(problem: &Problem, media: &'static str, body: String) -> Response<Body> {
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = problem.status;
    (*response.headers_mut()).clone_from(&*problem.headers);
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(media));
    response
}
