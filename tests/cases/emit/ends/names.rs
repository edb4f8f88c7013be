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

    /// `getA`.
    ///
    /// `GET /a`
    pub fn get_a(&self, request: operations::GetA) -> wire::client::Pending<operations::GetA> {
        self.0.start(request)
    }

    /// `getB`.
    ///
    /// `GET /b`
    pub fn get_b(&self, request: operations::GetB) -> wire::client::Pending<operations::GetB> {
        self.0.start(request)
    }

    /// `getC`.
    ///
    /// `GET /c`
    pub fn get_c(&self, request: operations::GetC) -> wire::client::Pending<operations::GetC> {
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

impl operations::Api for Client {
    type Principal = wire::Credentials;

    fn get_a(
        &self,
        call: wire::Call<operations::GetA, ()>,
    ) -> impl Future<Output = wire::Outcome<operations::GetA>> + Send {
        self.0.forward_open(call)
    }
}

impl operations::RoutesApi for Client {
    type Principal = wire::Credentials;

    fn get_b(
        &self,
        call: wire::Call<operations::GetB, ()>,
    ) -> impl Future<Output = wire::Outcome<operations::GetB>> + Send {
        self.0.forward_open(call)
    }
}

impl operations::GrößeApi for Client {
    type Principal = wire::Credentials;

    fn get_c(
        &self,
        call: wire::Call<operations::GetC, ()>,
    ) -> impl Future<Output = wire::Outcome<operations::GetC>> + Send {
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
    T: operations::Api<Principal = A::Principal>
        + operations::RoutesApi<Principal = A::Principal>
        + operations::GrößeApi<Principal = A::Principal>,
    A: Authenticator,
{
    router_with(api, authenticator, Limits::default())
}

/// Serves `api` within limits of one's own.
pub fn router_with<T, A>(api: T, authenticator: A, limits: Limits) -> Router
where
    T: operations::Api<Principal = A::Principal>
        + operations::RoutesApi<Principal = A::Principal>
        + operations::GrößeApi<Principal = A::Principal>,
    A: Authenticator,
{
    let routes = Routes::new(api, authenticator, limits);
    let routes = self::api(routes);
    let routes = self::routes(routes);
    let routes = gre(routes);
    routes.into_router()
}

/// Adds the operations of the tag `api`.
pub fn api<T, A>(routes: Routes<T, A>) -> Routes<T, A>
where
    T: operations::Api<Principal = A::Principal>,
    A: Authenticator,
{
    routes.open::<operations::GetA, _>(T::get_a)
}

/// Adds the operations of the tag `routes`.
pub fn routes<T, A>(routes: Routes<T, A>) -> Routes<T, A>
where
    T: operations::RoutesApi<Principal = A::Principal>,
    A: Authenticator,
{
    routes.open::<operations::GetB, _>(T::get_b)
}

/// Adds the operations of the tag `größe`.
pub fn gre<T, A>(routes: Routes<T, A>) -> Routes<T, A>
where
    T: operations::GrößeApi<Principal = A::Principal>,
    A: Authenticator,
{
    routes.open::<operations::GetC, _>(T::get_c)
}
