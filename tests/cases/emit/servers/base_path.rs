// ==== src/client.rs ====

//! The calling end: a client, which implements the traits too.

use std::time::Duration;
use counterpart_wire as wire;
use wire::client::BuildError;

#[allow(unused_imports)]
use crate::{operations, security};

/// Calls the API. Clones share their connections.
#[derive(Debug, Clone)]
pub struct Client(wire::client::Client);

impl Client {
    /// Begins to make a client.
    pub fn builder() -> ClientBuilder {
        ClientBuilder(wire::client::Builder::new(None))
    }

    /// `one`.
    ///
    /// `GET /{id}`
    pub fn one(&self, request: operations::One) -> wire::client::Pending<operations::One> {
        self.0.start(request)
    }
}

/// Makes a [`Client`].
#[derive(Debug)]
#[must_use]
pub struct ClientBuilder(wire::client::Builder);

impl ClientBuilder {
    /// Where the server is, if not where the document says.
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

    /// The client.
    pub fn build(self) -> Result<Client, BuildError> {
        self.0.build().map(Client)
    }
}

impl operations::RouterApi for Client {
    type Principal = wire::Credentials;

    fn one(
        &self,
        call: wire::Call<operations::One, ()>,
    ) -> impl Future<Output = wire::Outcome<operations::One>> + Send {
        self.0.forward_open(call)
    }
}

// ==== src/server.rs ====

//! The serving end: a router over any implementation of the traits.

use counterpart_wire::server::{Authenticator, Limits, Router, Routes};
use crate::operations;

/// Serves `api` to the callers that `authenticator` proves, within the standard limits.
///
/// The paths are those of the document; mount the router below the path of its server with `nest`.
pub fn router<T, A>(api: T, authenticator: A) -> Router
where
    T: operations::RouterApi<Principal = A::Principal>,
    A: Authenticator,
{
    router_with(api, authenticator, Limits::default())
}

/// Serves `api` within limits of one's own.
pub fn router_with<T, A>(api: T, authenticator: A, limits: Limits) -> Router
where
    T: operations::RouterApi<Principal = A::Principal>,
    A: Authenticator,
{
    let routes = Routes::new(api, authenticator, limits);
    let routes = router2(routes);
    routes.into_router()
}

/// The path of the document's first server.
pub const BASE_PATH: &str = "/api/v1";

/// Like `router_with`, with every operation below the path of its server, where a client looks for it that is
/// told the address alone.
pub fn mounted<T, A>(api: T, authenticator: A, limits: Limits) -> Router
where
    T: operations::RouterApi<Principal = A::Principal>,
    A: Authenticator,
{
    let routes = Routes::new(api, authenticator, limits).below(BASE_PATH);
    let routes = router2(routes);
    routes.into_router()
}

/// Adds the operations of the tag `router`.
pub fn router2<T, A>(routes: Routes<T, A>) -> Routes<T, A>
where
    T: operations::RouterApi<Principal = A::Principal>,
    A: Authenticator,
{
    routes.open::<operations::One, _>(T::one)
}
