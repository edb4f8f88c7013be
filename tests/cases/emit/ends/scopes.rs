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

    /// `GET /one`
    ///
    /// Returns text.
    pub fn one(
        &self,
        request: operations::One,
    ) -> wire::client::Pending<operations::One> {
        self.0.call(request)
    }

    /// `GET /either`
    ///
    /// Returns text.
    pub fn either(
        &self,
        request: operations::Either,
    ) -> wire::client::Pending<operations::Either> {
        self.0.call(request)
    }

    /// `GET /both`
    ///
    /// Returns text.
    pub fn both(
        &self,
        request: operations::Both,
    ) -> wire::client::Pending<operations::Both> {
        self.0.call(request)
    }

    /// `GET /pairs`
    ///
    /// Returns text.
    pub fn pairs(
        &self,
        request: operations::Pairs,
    ) -> wire::client::Pending<operations::Pairs> {
        self.0.call(request)
    }

    /// `GET /optional`
    ///
    /// Returns text.
    pub fn optional(
        &self,
        request: operations::Optional,
    ) -> wire::client::Pending<operations::Optional> {
        self.0.call(request)
    }

    /// `GET /optional_pair`
    ///
    /// Returns text.
    pub fn optional_pair(
        &self,
        request: operations::OptionalPair,
    ) -> wire::client::Pending<operations::OptionalPair> {
        self.0.call(request)
    }

    /// `GET /password`
    ///
    /// Returns text.
    pub fn password(
        &self,
        request: operations::Password,
    ) -> wire::client::Pending<operations::Password> {
        self.0.call(request)
    }

    /// `GET /federated`
    ///
    /// Returns text.
    pub fn federated(
        &self,
        request: operations::Federated,
    ) -> wire::client::Pending<operations::Federated> {
        self.0.call(request)
    }

    /// `GET /any`
    ///
    /// Returns text.
    pub fn any(
        &self,
        request: operations::Any,
    ) -> wire::client::Pending<operations::Any> {
        self.0.call(request)
    }

    /// `GET /open`
    ///
    /// Returns text.
    pub fn unguarded(
        &self,
        request: operations::Unguarded,
    ) -> wire::client::Pending<operations::Unguarded> {
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

    /// Sets the credential for the security scheme `key`.
    pub fn key(self, key: impl Into<wire::Secret>) -> Self {
        Self(self.0.credential(&security::KEY, wire::Credential::ApiKey(key.into())))
    }

    /// Sets the credential for the security scheme `part`.
    pub fn part(self, key: impl Into<wire::Secret>) -> Self {
        Self(self.0.credential(&security::PART, wire::Credential::ApiKey(key.into())))
    }

    /// Sets the credential for the security scheme `session`.
    pub fn session(self, key: impl Into<wire::Secret>) -> Self {
        Self(self.0.credential(&security::SESSION, wire::Credential::ApiKey(key.into())))
    }

    /// Sets the credential for the security scheme `user`.
    pub fn user(
        self,
        user: impl Into<String>,
        password: impl Into<wire::Secret>,
    ) -> Self {
        let credential = wire::Credential::Basic {
            user: user.into(),
            password: password.into(),
        };
        Self(self.0.credential(&security::USER, credential))
    }

    /// Sets the credential for the security scheme `token`.
    pub fn token(self, token: impl Into<wire::Secret>) -> Self {
        Self(self.0.credential(&security::TOKEN, wire::Credential::Bearer(token.into())))
    }

    /// Sets the credential for the security scheme `oauth`.
    pub fn oauth(self, token: impl Into<wire::Secret>) -> Self {
        Self(self.0.credential(&security::OAUTH, wire::Credential::Bearer(token.into())))
    }

    /// Sets the credential for the security scheme `login`.
    pub fn login(self, token: impl Into<wire::Secret>) -> Self {
        Self(self.0.credential(&security::LOGIN, wire::Credential::Bearer(token.into())))
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

impl operations::DefaultApi for Client {
    type Principal = wire::Credentials;

    fn one(
        &self,
        call: wire::Call<operations::One, wire::Credentials>,
    ) -> impl Future<Output = wire::Outcome<operations::One>> + Send {
        self.0.forward(call)
    }

    fn either(
        &self,
        call: wire::Call<operations::Either, wire::Credentials>,
    ) -> impl Future<Output = wire::Outcome<operations::Either>> + Send {
        self.0.forward(call)
    }

    fn both(
        &self,
        call: wire::Call<operations::Both, wire::Credentials>,
    ) -> impl Future<Output = wire::Outcome<operations::Both>> + Send {
        self.0.forward(call)
    }

    fn pairs(
        &self,
        call: wire::Call<operations::Pairs, wire::Credentials>,
    ) -> impl Future<Output = wire::Outcome<operations::Pairs>> + Send {
        self.0.forward(call)
    }

    fn optional(
        &self,
        call: wire::Call<operations::Optional, Option<wire::Credentials>>,
    ) -> impl Future<Output = wire::Outcome<operations::Optional>> + Send {
        self.0.forward_optional(call)
    }

    fn optional_pair(
        &self,
        call: wire::Call<operations::OptionalPair, Option<wire::Credentials>>,
    ) -> impl Future<Output = wire::Outcome<operations::OptionalPair>> + Send {
        self.0.forward_optional(call)
    }

    fn password(
        &self,
        call: wire::Call<operations::Password, wire::Credentials>,
    ) -> impl Future<Output = wire::Outcome<operations::Password>> + Send {
        self.0.forward(call)
    }

    fn federated(
        &self,
        call: wire::Call<operations::Federated, wire::Credentials>,
    ) -> impl Future<Output = wire::Outcome<operations::Federated>> + Send {
        self.0.forward(call)
    }

    fn any(
        &self,
        call: wire::Call<operations::Any, wire::Credentials>,
    ) -> impl Future<Output = wire::Outcome<operations::Any>> + Send {
        self.0.forward(call)
    }

    fn unguarded(
        &self,
        call: wire::Call<operations::Unguarded, ()>,
    ) -> impl Future<Output = wire::Outcome<operations::Unguarded>> + Send {
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
    T: operations::DefaultApi<Principal = A::Principal>,
    A: Authenticator,
{
    router_with(api, authenticator, Limits::default())
}

/// Like [`router`], with the given limits.
pub fn router_with<T, A>(api: T, authenticator: A, limits: Limits) -> Router
where
    T: operations::DefaultApi<Principal = A::Principal>,
    A: Authenticator,
{
    let routes = Routes::new(api, authenticator, limits);
    let routes = default(routes);
    routes.into_router()
}

/// Adds the routes of the tag `default`.
pub fn default<T, A>(routes: Routes<T, A>) -> Routes<T, A>
where
    T: operations::DefaultApi<Principal = A::Principal>,
    A: Authenticator,
{
    routes
        .secured::<operations::One, _>(T::one)
        .secured::<operations::Either, _>(T::either)
        .secured::<operations::Both, _>(T::both)
        .secured::<operations::Pairs, _>(T::pairs)
        .optional::<operations::Optional, _>(T::optional)
        .optional::<operations::OptionalPair, _>(T::optional_pair)
        .secured::<operations::Password, _>(T::password)
        .secured::<operations::Federated, _>(T::federated)
        .secured::<operations::Any, _>(T::any)
        .open::<operations::Unguarded, _>(T::unguarded)
}
