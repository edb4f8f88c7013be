// ==== src/callbacks.rs ====

//! The callbacks of the API: a trait and the request types of each tag. `Sender` sends them, `receiver` serves them.

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
/// Implement this trait to receive the callbacks. The generated `Sender` implements it as well.
pub trait Callbacks: Send + Sync + 'static {
    /// The authenticated caller, as returned by the authenticator of the server.
    type Principal: Send + Sync + 'static;

    /// Callback `onFault`, sent with `POST`.
    ///
    /// Returns no content.
    fn fault(
        &self,
        call: wire::Call<Fault, ()>,
    ) -> impl Future<Output = wire::Outcome<Fault>> + Send;
}

/// Callback `onFault`, sent with `POST`.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Fault {}

impl Fault {
    /// Creates an empty value.
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
        optional_slash: false,
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

    fn respond(
        outcome: Result<Self::Output, Self::Error>,
    ) -> wire::http::Response<wire::Body> {
        match outcome {
            Ok(()) => wire::respond::empty(204),
            Err(error) => match error {}
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
    /// Returns the URL of this callback for a call of `subscribe`: `{$request.query.callbackUrl}`.
    ///
    /// The URL can contain values from the caller. Check that it is allowed before you send a request to it.
    ///
    /// # Errors
    ///
    /// Fails when the request or its response lacks a value that the URL refers to.
    pub fn url_for_subscribe(
        asked: &operations::Subscribe,
    ) -> Result<String, wire::Fault> {
        wire::callback::url("{$request.query.callbackUrl}", asked)
    }

    /// Returns the URL of this callback for a call of `subscribe`: `{$request.query.otherUrl}`.
    ///
    /// The URL can contain values from the caller. Check that it is allowed before you send a request to it.
    ///
    /// # Errors
    ///
    /// Fails when the request or its response lacks a value that the URL refers to.
    pub fn url_for_subscribe2(
        asked: &operations::Subscribe,
    ) -> Result<String, wire::Fault> {
        wire::callback::url("{$request.query.otherUrl}", asked)
    }
}

// ==== src/callbacks/receiver.rs ====

//! The receiver: a router for an implementation of the callbacks.

use counterpart_wire::server::{Authenticator, Limits, Router, Routes};
use crate::callbacks;

/// Serves `api` to the callers that `authenticator` accepts, with the default limits.
///
/// The path of each route is its name in the document. Use `Router::nest` to serve the routes below the URL that senders use, or set other paths with `Routes::paths`.
pub fn router<T, A>(api: T, authenticator: A) -> Router
where
    T: callbacks::Callbacks<Principal = A::Principal>,
    A: Authenticator,
{
    router_with(api, authenticator, Limits::default())
}

/// Like [`router`], with the given limits.
pub fn router_with<T, A>(api: T, authenticator: A, limits: Limits) -> Router
where
    T: callbacks::Callbacks<Principal = A::Principal>,
    A: Authenticator,
{
    let routes = Routes::new(api, authenticator, limits);
    let routes = callbacks(routes);
    routes.into_router()
}

/// Adds the routes of the tag `callbacks`.
pub fn callbacks<T, A>(routes: Routes<T, A>) -> Routes<T, A>
where
    T: callbacks::Callbacks<Principal = A::Principal>,
    A: Authenticator,
{
    routes.open::<callbacks::Fault, _>(T::fault)
}

// ==== src/callbacks/sender.rs ====

//! The sender of the callbacks, which implements their traits.

use std::time::Duration;
use counterpart_wire as wire;
use wire::client::BuildError;

#[allow(unused_imports)]
use crate::{callbacks, security};

/// Sends requests to receivers. Use `to` on a call to set its receiver. Clones share their connections.
#[derive(Debug, Clone)]
pub struct Sender(wire::client::Client);

impl Sender {
    /// Returns a builder for a sender.
    pub fn builder() -> SenderBuilder {
        SenderBuilder(wire::client::Builder::sender())
    }

    /// Callback `onFault`, sent with `POST`.
    ///
    /// Returns no content.
    pub fn fault(
        &self,
        request: callbacks::Fault,
    ) -> wire::client::Pending<callbacks::Fault> {
        self.0.call(request)
    }
}

/// Configures and creates a [`Sender`].
#[derive(Debug)]
#[must_use]
pub struct SenderBuilder(wire::client::Builder);

impl SenderBuilder {
    /// Sets the URL at which the receiver is mounted, for calls without `to`.
    pub fn base_url(self, url: impl Into<String>) -> Self {
        Self(self.0.base_url(url))
    }

    /// Sets how long a call may take. The default is 30 seconds.
    pub fn timeout(self, timeout: Duration) -> Self {
        Self(self.0.timeout(timeout))
    }

    /// Changes any other setting: headers, limits, the transport.
    pub fn configure(
        self,
        change: impl FnOnce(wire::client::Builder) -> wire::client::Builder,
    ) -> Self {
        Self(change(self.0))
    }

    /// Creates the sender.
    ///
    /// # Errors
    ///
    /// Fails when a URL, header or credential is invalid, or the transport cannot be set up.
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
