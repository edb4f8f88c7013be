//! Calls an operation of a generated client: takes a raw HTTP request, passes it to the client as a typed value, and returns
//! the client's result as a raw HTTP response.

use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};

use axum::body::Body as AxumBody;
use counterpart_wire::server::{Limits, Routes};
use counterpart_wire::{
    Bytes, Call, CallError, Error, Fault, Operation, OperationSpec, Problem, StatusCode, http,
};
use tower::ServiceExt as _;

use crate::message::Answer;

/// The result of a client: a documented response, or a fault.
pub type Outcome = Result<Answer, Fault>;

/// A boxed future of an [`Outcome`].
pub type Pending = Pin<Box<dyn Future<Output = Outcome> + Send>>;

/// An operation that a client of type `C` can call.
#[derive(Debug)]
pub struct Exchange<C> {
    /// The operation.
    pub spec: &'static OperationSpec,
    /// Calls it.
    pub call: fn(C, http::Request<Bytes>) -> Pending,
}

/// Parses a raw request as a server does.
///
/// # Panics
///
/// Panics if the request is rejected because it does not match the document.
pub async fn parsed<Op: Operation>(request: http::Request<Bytes>) -> Op {
    let slot: Arc<Mutex<Option<Op>>> = Arc::default();
    let routes = Routes::new(slot.clone(), (), Limits::default());
    let routes = routes.open::<Op, _>(|slot: &Arc<Mutex<Option<Op>>>, call: Call<Op, ()>| {
        *slot.lock().unwrap_or_else(PoisonError::into_inner) = Some(call.request);
        let problem = Problem::new(StatusCode::NOT_IMPLEMENTED, "the request was parsed");
        std::future::ready(Err(Error::from(problem)))
    });
    let response = raw(&routes.into_router(), request).await;
    let parsed = slot.lock().unwrap_or_else(PoisonError::into_inner).take();
    parsed.unwrap_or_else(|| panic!("{}: rejected: {response:?}", Op::SPEC.id))
}

/// Writes the response of a server for the result of a client.
pub async fn answered<Op: Operation>(result: Result<Op::Output, CallError<Op::Error>>) -> Outcome {
    let response = match result {
        Ok(output) => Op::respond(Ok(output)),
        Err(CallError::Api(error)) => Op::respond(Err(error)),
        Err(CallError::Fault(fault)) => return Err(fault),
    };
    Ok(Answer::of(response).await)
}

/// Sends a raw request to a router in the same process.
pub async fn raw(router: &axum::Router, request: http::Request<Bytes>) -> Answer {
    let response = router.clone().oneshot(request.map(AxumBody::from)).await;
    let response = response.unwrap_or_else(|never| match never {});
    Answer::of(response.map(counterpart_wire::Body::wrap)).await
}
