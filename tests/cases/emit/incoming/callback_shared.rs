// ==== src/callbacks.rs ====

//! What the API tells those who called it and left a URL: a trait and the requests of each tag, `Sender` to tell, `receiver` to be told.

#[cfg(feature = "client")]
mod sender;

#[cfg(feature = "server")]
pub mod receiver;

#[cfg(feature = "client")]
pub use sender::{Sender, SenderBuilder};

mod callbacks;

pub use callbacks::{Fault, Callbacks};

// ==== src/callbacks/callbacks.rs ====

//! The callbacks of the tag `callbacks`.

use counterpart_wire as wire;
use crate::operations;

/// The callbacks of this tag.
///
/// Who is called back implements this trait; a sender implements it too.
pub trait Callbacks: Send + Sync + 'static {
    /// What authentication proves about a caller.
    type Principal: Send + Sync + 'static;

    /// `fault`.
    ///
    /// `POST`
    fn fault(
        &self,
        call: wire::Call<Fault, ()>,
    ) -> impl Future<Output = wire::Outcome<Fault>> + Send;
}

/// `fault`.
///
/// `POST`
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Fault {}

impl Fault {
    /// One with nothing set.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
}

impl wire::Operation for Fault {
    type Output = ();
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "fault",
        method: "POST",
        path: "/onFault",
        loose_slash: false,
        body: None,
        answers: &[],
        problems: &[],
        invalid: 400,
        security: &[],
    };

    fn write(self, _to: &mut wire::RequestWriter) {}

    fn read(_from: &mut wire::RequestReader) -> Option<Self> {
        Some(Self {})
    }

    fn respond(outcome: Result<Self::Output, Self::Error>) -> wire::http::Response<wire::Body> {
        match outcome {
            Ok(()) => wire::respond::empty(204),
            Err(error) => match error {},
        }
    }

    fn receive(
        from: wire::ResponseReader,
    ) -> Result<Result<Self::Output, Self::Error>, wire::Fault> {
        match from.status() {
            204 => from.empty().map(Ok),
            _ => Err(from.unexpected()),
        }
    }
}

impl Fault {
    /// Where it goes for a call of `subscribe`: `{$request.query.callbackUrl}`.
    ///
    /// It is what the caller wrote: whether it may be sent to is to be decided first.
    pub fn url_for_subscribe(asked: &operations::Subscribe) -> Result<String, wire::Fault> {
        wire::callback::url("{$request.query.callbackUrl}", asked)
    }

    /// Where it goes for a call of `subscribe`: `{$request.query.otherUrl}`.
    ///
    /// It is what the caller wrote: whether it may be sent to is to be decided first.
    pub fn url_for_subscribe2(asked: &operations::Subscribe) -> Result<String, wire::Fault> {
        wire::callback::url("{$request.query.otherUrl}", asked)
    }
}

// ==== src/callbacks/receiver.rs ====

//! The receiving end: a router over any implementation of the callbacks.

use counterpart_wire::server::{Authenticator, Limits, Router, Routes};
use crate::callbacks;

/// Serves `api` to the callers that `authenticator` proves, within the standard limits.
///
/// Each one has its name for a path; mount the router with `nest` below the URL that is given to who sends, or choose other paths with `Routes::paths`.
pub fn router<T, A>(api: T, authenticator: A) -> Router
where
    T: callbacks::Callbacks<Principal = A::Principal>,
    A: Authenticator,
{
    router_with(api, authenticator, Limits::default())
}

/// Serves `api` within limits of one's own.
pub fn router_with<T, A>(api: T, authenticator: A, limits: Limits) -> Router
where
    T: callbacks::Callbacks<Principal = A::Principal>,
    A: Authenticator,
{
    let routes = Routes::new(api, authenticator, limits);
    let routes = callbacks(routes);
    routes.into_router()
}

/// Adds the operations of the tag `callbacks`.
pub fn callbacks<T, A>(routes: Routes<T, A>) -> Routes<T, A>
where
    T: callbacks::Callbacks<Principal = A::Principal>,
    A: Authenticator,
{
    routes.open::<callbacks::Fault, _>(T::fault)
}

// ==== src/callbacks/sender.rs ====

//! The sending end of the callbacks, which implements the traits too.

use std::time::Duration;
use counterpart_wire as wire;
use wire::client::BuildError;

#[allow(unused_imports)]
use crate::{callbacks, security};

/// Calls receivers: each call says by `to` which one. Clones share their connections.
#[derive(Debug, Clone)]
pub struct Sender(wire::client::Client);

impl Sender {
    /// Begins to make a sender.
    pub fn builder() -> SenderBuilder {
        SenderBuilder(wire::client::Builder::sender())
    }

    /// `fault`.
    ///
    /// `POST`
    pub fn fault(&self, request: callbacks::Fault) -> wire::client::Pending<callbacks::Fault> {
        self.0.start(request)
    }
}

/// Makes a [`Sender`].
#[derive(Debug)]
#[must_use]
pub struct SenderBuilder(wire::client::Builder);

impl SenderBuilder {
    /// Where the receiver of this package is mounted: where calls go that do not say it by `to`.
    pub fn base_url(self, url: impl Into<String>) -> Self {
        Self(self.0.base_url(url))
    }

    /// How long a call may take; 30 seconds when nothing is said.
    pub fn timeout(self, timeout: Duration) -> Self {
        Self(self.0.timeout(timeout))
    }

    /// Changes what has no method here: headers, limits, the transport.
    pub fn configure(
        self,
        change: impl FnOnce(wire::client::Builder) -> wire::client::Builder,
    ) -> Self {
        Self(change(self.0))
    }

    /// The sender.
    pub fn build(self) -> Result<Sender, BuildError> {
        self.0.build().map(Sender)
    }
}

impl callbacks::Callbacks for Sender {
    type Principal = wire::Credentials;

    fn fault(
        &self,
        call: wire::Call<callbacks::Fault, ()>,
    ) -> impl Future<Output = wire::Outcome<callbacks::Fault>> + Send {
        self.0.forward_open(call)
    }
}
