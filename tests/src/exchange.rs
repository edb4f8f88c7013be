//! One operation as a test calls it: a request as it is on the wire goes in, is given to a generated client as a
//! typed value, and what the client gives back comes out as an answer as it is on the wire.

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

/// What a client gave back: a documented answer, or a fault.
pub type Outcome = Result<Answer, Fault>;

/// An outcome to come.
pub type Pending = Pin<Box<dyn Future<Output = Outcome> + Send>>;

/// An operation that a client of type `C` can call.
#[derive(Debug)]
pub struct Exchange<C> {
    /// The operation.
    pub spec: &'static OperationSpec,
    /// Calls it.
    pub call: fn(C, http::Request<Bytes>) -> Pending,
}

/// The typed request that a server makes of a request on the wire.
///
/// # Panics
///
/// When the request is refused: it is not what its document says.
pub async fn parsed<Op: Operation>(request: http::Request<Bytes>) -> Op {
    let slot: Arc<Mutex<Option<Op>>> = Arc::default();
    let routes = Routes::new(slot.clone(), (), Limits::default());
    let routes = routes.open::<Op, _>(|slot: &Arc<Mutex<Option<Op>>>, call: Call<Op, ()>| {
        *slot.lock().unwrap_or_else(PoisonError::into_inner) = Some(call.request);
        let problem = Problem::new(StatusCode::NOT_IMPLEMENTED, "the request was taken");
        std::future::ready(Err(Error::from(problem)))
    });
    let response = raw(&routes.into_router(), request).await;
    let taken = slot.lock().unwrap_or_else(PoisonError::into_inner).take();
    taken.unwrap_or_else(|| panic!("{}: refused: {response:?}", Op::SPEC.id))
}

/// The answer that a server would write for what a client gave back.
pub async fn answered<Op: Operation>(result: Result<Op::Output, CallError<Op::Error>>) -> Outcome {
    let response = match result {
        Ok(output) => Op::respond(Ok(output)),
        Err(CallError::Api(error)) => Op::respond(Err(error)),
        Err(CallError::Fault(fault)) => return Err(fault),
    };
    Ok(Answer::of(response).await)
}

/// A request as it is, to a router in the process.
pub async fn raw(router: &axum::Router, request: http::Request<Bytes>) -> Answer {
    let response = router.clone().oneshot(request.map(AxumBody::from)).await;
    let response = response.unwrap_or_else(|never| match never {});
    Answer::of(response.map(counterpart_wire::Body::wrap)).await
}
