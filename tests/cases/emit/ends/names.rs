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
        ClientBuilder(wire::client::Builder::new(None))
    }

    /// `GET /a`
    ///
    /// Returns no content.
    pub fn get_a(
        &self,
        request: operations::GetA,
    ) -> wire::client::Pending<operations::GetA> {
        self.0.call(request)
    }

    /// `GET /b`
    ///
    /// Returns no content.
    pub fn get_b(
        &self,
        request: operations::GetB,
    ) -> wire::client::Pending<operations::GetB> {
        self.0.call(request)
    }

    /// `GET /c`
    ///
    /// Returns no content.
    pub fn get_c(
        &self,
        request: operations::GetC,
    ) -> wire::client::Pending<operations::GetC> {
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

//! The server: a router for an implementation of the traits.

use counterpart_wire::server::{Authenticator, Limits, Router, Routes};
use crate::operations;

/// Serves `api` to the callers that `authenticator` accepts, with the default limits.
///
/// Routes have the paths of the document. Use `Router::nest` to serve them below the path of a server.
pub fn router<T, A>(api: T, authenticator: A) -> Router
where
    T: operations::Api<Principal = A::Principal>
        + operations::RoutesApi<Principal = A::Principal>
        + operations::GrößeApi<Principal = A::Principal>,
    A: Authenticator,
{
    router_with(api, authenticator, Limits::default())
}

/// Like [`router`], with the given limits.
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

/// Adds the routes of the tag `api`.
pub fn api<T, A>(routes: Routes<T, A>) -> Routes<T, A>
where
    T: operations::Api<Principal = A::Principal>,
    A: Authenticator,
{
    routes.open::<operations::GetA, _>(T::get_a)
}

/// Adds the routes of the tag `routes`.
pub fn routes<T, A>(routes: Routes<T, A>) -> Routes<T, A>
where
    T: operations::RoutesApi<Principal = A::Principal>,
    A: Authenticator,
{
    routes.open::<operations::GetB, _>(T::get_b)
}

/// Adds the routes of the tag `größe`.
pub fn gre<T, A>(routes: Routes<T, A>) -> Routes<T, A>
where
    T: operations::GrößeApi<Principal = A::Principal>,
    A: Authenticator,
{
    routes.open::<operations::GetC, _>(T::get_c)
}
