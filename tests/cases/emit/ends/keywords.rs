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
            wire::client::Builder::new(None)
                .operation_server("/override")
                .operation_server("https://self.example/type")
                .operation_server("/gen"),
        )
    }

    /// `GET /override`
    ///
    /// Returns [`SelfOutcome`](super::operations::SelfOutcome).
    ///
    /// # Errors
    ///
    /// - `404`, [`SelfError::NotFound`](super::operations::SelfError::NotFound).
    pub fn self_(
        &self,
        request: operations::Self_,
    ) -> wire::client::Pending<operations::Self_> {
        self.0.call(request)
    }

    /// `POST /type`
    ///
    /// Returns no content.
    pub fn type_(
        &self,
        request: operations::Type,
    ) -> wire::client::Pending<operations::Type> {
        self.0.call(request)
    }

    /// `PUT /gen`
    ///
    /// Returns no content.
    pub fn gen_(
        &self,
        request: operations::Gen,
    ) -> wire::client::Pending<operations::Gen> {
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

    /// Sets the URL of the operations that the document serves at `/override`.
    pub fn override_url(self, url: impl Into<String>) -> Self {
        Self(self.0.operation_server_url("/override", url))
    }

    /// Sets the URL of the operations that the document serves at `https://self.example/type`.
    pub fn self_example_type_url(self, url: impl Into<String>) -> Self {
        Self(self.0.operation_server_url("https://self.example/type", url))
    }

    /// Sets the URL of the operations that the document serves at `/gen`.
    pub fn gen_url(self, url: impl Into<String>) -> Self {
        Self(self.0.operation_server_url("/gen", url))
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

impl operations::SelfApi for Client {
    type Principal = wire::Credentials;

    fn self_(
        &self,
        call: wire::Call<operations::Self_, ()>,
    ) -> impl Future<Output = wire::Outcome<operations::Self_>> + Send {
        self.0.forward_open(call)
    }
}

impl operations::CrateApi for Client {
    type Principal = wire::Credentials;

    fn type_(
        &self,
        call: wire::Call<operations::Type, ()>,
    ) -> impl Future<Output = wire::Outcome<operations::Type>> + Send {
        self.0.forward_open(call)
    }
}

impl operations::DefaultApi for Client {
    type Principal = wire::Credentials;

    fn gen_(
        &self,
        call: wire::Call<operations::Gen, ()>,
    ) -> impl Future<Output = wire::Outcome<operations::Gen>> + Send {
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
    T: operations::SelfApi<Principal = A::Principal>
        + operations::CrateApi<Principal = A::Principal>
        + operations::DefaultApi<Principal = A::Principal>,
    A: Authenticator,
{
    router_with(api, authenticator, Limits::default())
}

/// Like [`router`], with the given limits.
pub fn router_with<T, A>(api: T, authenticator: A, limits: Limits) -> Router
where
    T: operations::SelfApi<Principal = A::Principal>
        + operations::CrateApi<Principal = A::Principal>
        + operations::DefaultApi<Principal = A::Principal>,
    A: Authenticator,
{
    let routes = Routes::new(api, authenticator, limits);
    let routes = self_(routes);
    let routes = crate_(routes);
    let routes = default(routes);
    routes.into_router()
}

/// The path of the first server of the document.
pub const BASE_PATH: &str = "";

/// Like [`router_with`], but serves each operation below the path of its server. Use it for clients whose base
/// URL has no path.
pub fn mounted<T, A>(api: T, authenticator: A, limits: Limits) -> Router
where
    T: operations::SelfApi<Principal = A::Principal>
        + operations::CrateApi<Principal = A::Principal>
        + operations::DefaultApi<Principal = A::Principal>,
    A: Authenticator,
{
    let routes = Routes::new(api, authenticator, limits).below(BASE_PATH);
    let routes = self_(routes);
    let routes = crate_(routes);
    let routes = default(routes);
    routes.into_router()
}

/// Adds the routes of the tag `Self`.
pub fn self_<T, A>(routes: Routes<T, A>) -> Routes<T, A>
where
    T: operations::SelfApi<Principal = A::Principal>,
    A: Authenticator,
{
    routes.open::<operations::Self_, _>(T::self_)
}

/// Adds the routes of the tag `crate`.
pub fn crate_<T, A>(routes: Routes<T, A>) -> Routes<T, A>
where
    T: operations::CrateApi<Principal = A::Principal>,
    A: Authenticator,
{
    routes.open::<operations::Type, _>(T::type_)
}

/// Adds the routes of the tag `default`.
pub fn default<T, A>(routes: Routes<T, A>) -> Routes<T, A>
where
    T: operations::DefaultApi<Principal = A::Principal>,
    A: Authenticator,
{
    routes.open::<operations::Gen, _>(T::gen_)
}
