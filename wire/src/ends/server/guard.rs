//! What holds for every answer: a panic costs one answer alone, time is limited, problems have the right shape.

use std::panic::AssertUnwindSafe;
use std::time::Duration;

use futures_util::FutureExt as _;
use http::{Response, StatusCode};

use super::reply::{challenge, refuse};
use crate::messages::body::Body;
use crate::messages::problem::Problem;
use crate::operations::spec::OperationSpec;

/// The answer to a request of `spec`, whatever happens while it is made.
pub(super) async fn guard(
    spec: &'static OperationSpec,
    answer: impl Future<Output = Result<Response<Body>, Problem>> + Send,
) -> Response<Body> {
    let mut response = match AssertUnwindSafe(answer).catch_unwind().await {
        Ok(Ok(response)) => response,
        Ok(Err(problem)) => refuse(spec, &problem),
        Err(_) => {
            tracing::error!(operation = spec.id, "an implementation panicked");
            let why = "the server failed to answer this request";
            refuse(spec, &Problem::new(StatusCode::INTERNAL_SERVER_ERROR, why))
        }
    };
    challenge(spec, &mut response);
    response
}

/// What `work` gives, if it does so in time.
pub(super) async fn within<T>(
    spec: &'static OperationSpec,
    time: Duration,
    work: impl Future<Output = T> + Send,
) -> Result<T, Problem> {
    tokio::time::timeout(time, work).await.map_err(|_| {
        tracing::error!(operation = spec.id, "an implementation took too long");
        let why = "the server took too long to answer this request";
        Problem::new(StatusCode::GATEWAY_TIMEOUT, why)
    })
}
