//! Wraps every operation: catches panics, limits the time, writes problems and challenges.

use std::panic::AssertUnwindSafe;
use std::time::Duration;

use futures_util::FutureExt as _;
use http::{Response, StatusCode, header};

use super::reply::refuse;
use crate::messages::body::Body;
use crate::messages::problem::Problem;
use crate::operations::security::Challenges;
use crate::operations::spec::OperationSpec;

/// Returns the response to a request, even if `answer` fails or panics.
pub(super) async fn guard(
    spec: &'static OperationSpec,
    answer: impl Future<Output = Result<Response<Body>, Problem>> + Send,
) -> Response<Body> {
    let mut response = match AssertUnwindSafe(answer).catch_unwind().await {
        Ok(Ok(response)) => response,
        Ok(Err(problem)) => refuse(spec, &problem),
        Err(_) => {
            tracing::error!(operation = spec.id, "the implementation panicked");
            let why = "the server failed to process the request";
            refuse(spec, &Problem::new(StatusCode::INTERNAL_SERVER_ERROR, why))
        }
    };
    challenge(spec, &mut response);
    response
}

/// Adds `WWW-Authenticate` to a 401 (RFC 9110, section 15.5.2), unless it is there.
fn challenge(spec: &'static OperationSpec, response: &mut Response<Body>) {
    if response.status() == StatusCode::UNAUTHORIZED {
        let challenges = || Challenges::of(spec.security, &[]).into_header();
        response.headers_mut().entry(header::WWW_AUTHENTICATE).or_insert_with(challenges);
    }
}

/// Runs `work` with a time limit.
pub(super) async fn within<T>(
    spec: &'static OperationSpec,
    time: Duration,
    work: impl Future<Output = T> + Send,
) -> Result<T, Problem> {
    tokio::time::timeout(time, work).await.map_err(|_| {
        tracing::error!(operation = spec.id, "the implementation timed out");
        let why = "the server took too long to respond";
        Problem::new(StatusCode::GATEWAY_TIMEOUT, why)
    })
}
