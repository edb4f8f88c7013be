// ==== src/client.rs ====

//! The client, which implements the traits of the API.

use std::time::Duration;
use counterpart_wire as wire;
use wire::client::BuildError;

#[allow(unused_imports)]
use crate::{operations, security};

/// A client of the API. Clones share their connections.
#[derive(Debug, Clone)]
pub struct Client(wire::client::Client);

impl Client {
    /// Returns a builder for a client.
    pub fn builder() -> ClientBuilder {
        ClientBuilder(
            wire::client::Builder::new(Some("https://x.example/\");loop();//")),
        )
    }

    /// */ "\] fn leak() {} //! x.
    ///
    /// `GET /x`
    ///
    /// Returns no content.
    pub fn x(&self, request: operations::X) -> wire::client::Pending<operations::X> {
        self.0.call(request)
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

    /// Sets the credential for the security scheme `a  */ fn leak() {} //`.
    pub fn a_star_fn_leak(self, token: impl Into<wire::Secret>) -> Self {
        Self(
            self
                .0
                .credential(
                    &security::A_STAR_FN_LEAK,
                    wire::Credential::Bearer(token.into()),
                ),
        )
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

impl operations::LoopNotApi for Client {
    type Principal = wire::Credentials;

    fn x(
        &self,
        call: wire::Call<operations::X, ()>,
    ) -> impl Future<Output = wire::Outcome<operations::X>> + Send {
        self.0.forward_open(call)
    }
}

// ==== src/server.rs ====

//! The server: a router for an implementation of the traits.

use counterpart_wire::server::{Authenticator, Limits, Router, Routes};
use crate::operations;

/// Serves `api` to the callers that `authenticator` accepts, with the default limits.
///
/// Routes have the paths of the document. Use `Router::nest` to serve them below the path of a server.
pub fn router<T, A>(api: T, authenticator: A) -> Router
where
    T: operations::LoopNotApi<Principal = A::Principal>,
    A: Authenticator,
{
    router_with(api, authenticator, Limits::default())
}

/// Like [`router`], with the given limits.
pub fn router_with<T, A>(api: T, authenticator: A, limits: Limits) -> Router
where
    T: operations::LoopNotApi<Principal = A::Principal>,
    A: Authenticator,
{
    let routes = Routes::new(api, authenticator, limits);
    let routes = loop_not(routes);
    routes.into_router()
}

/// The path of the first server of the document.
pub const BASE_PATH: &str = "/\");loop();";

/// Like [`router_with`], but serves each operation below the path of its server. Use it for clients whose base
/// URL has no path.
pub fn mounted<T, A>(api: T, authenticator: A, limits: Limits) -> Router
where
    T: operations::LoopNotApi<Principal = A::Principal>,
    A: Authenticator,
{
    let routes = Routes::new(api, authenticator, limits).below(BASE_PATH);
    let routes = loop_not(routes);
    routes.into_router()
}

/// Adds the routes of the tag `"); loop {} // #![`.
pub fn loop_not<T, A>(routes: Routes<T, A>) -> Routes<T, A>
where
    T: operations::LoopNotApi<Principal = A::Principal>,
    A: Authenticator,
{
    routes.open::<operations::X, _>(T::x)
}
