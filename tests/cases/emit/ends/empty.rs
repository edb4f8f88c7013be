// ==== src/client.rs ====

//! The client, which implements the traits of the API.

use std::time::Duration;
use counterpart_wire as wire;
use wire::client::BuildError;

#[allow(unused_imports)]
use crate::{operations, security};

/// A client of the API. Clones share their connections.
#[derive(Debug, Clone)]
#[allow(dead_code)]
pub struct Client(wire::client::Client);

impl Client {
    /// Returns a builder for a client.
    pub fn builder() -> ClientBuilder {
        ClientBuilder(wire::client::Builder::new(None))
    }
}

/// Configures and creates a [`Client`].
#[derive(Debug)]
#[must_use]
pub struct ClientBuilder(wire::client::Builder);

impl ClientBuilder {
    /// Sets the URL of the server. The default is the first server of the document.
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

    /// Creates the client.
    ///
    /// # Errors
    ///
    /// Fails when a URL, header or credential is invalid, or the transport cannot be set up.
    pub fn build(self) -> Result<Client, BuildError> {
        self.0.build().map(Client)
    }
}

// ==== src/server.rs ====

//! The server: a router for an implementation of the traits.

use counterpart_wire::server::{Authenticator, Limits, Router, Routes};

/// Serves `api` to the callers that `authenticator` accepts, with the default limits.
///
/// Routes have the paths of the document. Use `Router::nest` to serve them below the path of a server.
pub fn router<T, A>(api: T, authenticator: A) -> Router
where
    T: Send + Sync + 'static,
    A: Authenticator,
{
    router_with(api, authenticator, Limits::default())
}

/// Like [`router`], with the given limits.
pub fn router_with<T, A>(api: T, authenticator: A, limits: Limits) -> Router
where
    T: Send + Sync + 'static,
    A: Authenticator,
{
    let routes = Routes::new(api, authenticator, limits);
    routes.into_router()
}
