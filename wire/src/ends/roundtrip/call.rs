//! Sends a request, given as HTTP, through the generated client. Used to test clients against foreign servers.

use std::future::Future;
use std::pin::Pin;

use bytes::Bytes;
use http::{Request, StatusCode};

use crate::ends::client::{CallOptions, Client};
use crate::ends::server::{Limits, read_request};
use crate::messages::fault::Fault;
use crate::operations::error::{ApiError as _, CallError};
use crate::operations::operation::Operation;

/// The future of a call. Returns the status of a documented response after reading all of it, or why there is none.
pub type Called = Pin<Box<dyn Future<Output = Result<StatusCode, String>> + Send>>;

pub(super) fn call<Op: Operation>(
    client: Client,
    request: Request<Bytes>,
    options: CallOptions,
) -> Called {
    Box::pin(async move {
        let request = request.map(Into::into);
        let request: Op = read_request(request, &Limits::default()).await?;
        match client.send(request, options).await {
            // Encoded again, so that a stream is read to its end.
            Ok(output) => {
                let (parts, body) = Op::respond(Ok(output)).into_parts();
                let read = body.collect(usize::MAX).await;
                read.map(|_| parts.status).map_err(|error| causes(&*error))
            }
            Err(CallError::Api(error)) => Ok(error.status()),
            Err(CallError::Fault(fault)) => Err(describe(&fault)),
        }
    })
}

/// Describes a fault together with the server's response.
fn describe(fault: &Fault) -> String {
    match fault.response() {
        Some(kept) => {
            let body = String::from_utf8_lossy(&kept.body);
            let body: String = body.chars().take(500).collect();
            format!("{}: {} {body}", causes(fault), kept.status)
        }
        None => causes(fault),
    }
}

fn causes(error: &(dyn std::error::Error + 'static)) -> String {
    let all = std::iter::successors(Some(error), |error| error.source());
    all.map(ToString::to_string).collect::<Vec<_>>().join(": ")
}
