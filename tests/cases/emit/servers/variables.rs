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
            wire::client::Builder::new(Some("https://api.example.com/v1"))
                .operation_server("https://files.example.com/upload/v1")
                .operation_server("/test/v2"),
        )
    }

    /// `GET /pets`
    ///
    /// Returns a string.
    pub fn pets(
        &self,
        request: operations::Pets,
    ) -> wire::client::Pending<operations::Pets> {
        self.0.call(request)
    }

    /// `GET /files/{id}`
    ///
    /// Returns a string.
    pub fn file(
        &self,
        request: operations::File,
    ) -> wire::client::Pending<operations::File> {
        self.0.call(request)
    }

    /// `PUT /files/{id}`
    ///
    /// Returns no content.
    pub fn put_file(
        &self,
        request: operations::PutFile,
    ) -> wire::client::Pending<operations::PutFile> {
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

    /// Sets the URL of the operations that the document serves at `https://files.example.com/upload/v1`.
    pub fn files_url(self, url: impl Into<String>) -> Self {
        Self(self.0.operation_server_url("https://files.example.com/upload/v1", url))
    }

    /// Sets the URL of the operations that the document serves at `/test/v2`.
    pub fn stage_v2_url(self, url: impl Into<String>) -> Self {
        Self(self.0.operation_server_url("/test/v2", url))
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

    fn pets(
        &self,
        call: wire::Call<operations::Pets, ()>,
    ) -> impl Future<Output = wire::Outcome<operations::Pets>> + Send {
        self.0.forward_open(call)
    }

    fn file(
        &self,
        call: wire::Call<operations::File, ()>,
    ) -> impl Future<Output = wire::Outcome<operations::File>> + Send {
        self.0.forward_open(call)
    }

    fn put_file(
        &self,
        call: wire::Call<operations::PutFile, ()>,
    ) -> impl Future<Output = wire::Outcome<operations::PutFile>> + Send {
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

/// The path of the first server of the document.
pub const BASE_PATH: &str = "/v1";

/// Like [`router_with`], but serves each operation below the path of its server. Use it for clients whose base
/// URL has no path.
pub fn mounted<T, A>(api: T, authenticator: A, limits: Limits) -> Router
where
    T: operations::DefaultApi<Principal = A::Principal>,
    A: Authenticator,
{
    let routes = Routes::new(api, authenticator, limits).below(BASE_PATH);
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
        .open::<operations::Pets, _>(T::pets)
        .open::<operations::File, _>(T::file)
        .open::<operations::PutFile, _>(T::put_file)
}

// ==== src/servers.rs ====

//! The servers of the API, for `ClientBuilder::base_url`.

use counterpart_wire as wire;

/// Where the API is served.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Server {
    /// Production
    ///
    /// `https://api.example.com/v1`
    Production,
    /// One in each part of the world, for those who are far from the others.
    ///
    /// `https://{region}.example.com:{port}/{base path}`
    Regional(Regional),
    /// `/v1`
    V1,
}

impl Server {
    /// Returns the URL of the server.
    #[must_use]
    pub fn url(&self) -> String {
        match self {
            Self::Production => "https://api.example.com/v1".to_owned(),
            Self::Regional(server) => {
                wire::client::server_url(
                    "https://{region}.example.com:{port}/{base path}",
                    &[
                        ("region", server.region.as_str()),
                        ("port", server.port.as_str()),
                        ("base path", server.base_path.as_str()),
                    ],
                )
            }
            Self::V1 => "/v1".to_owned(),
        }
    }
}

/// The first server of the document.
impl Default for Server {
    fn default() -> Self {
        Self::Production
    }
}

impl From<Server> for String {
    fn from(server: Server) -> Self {
        server.url()
    }
}

/// The variables of `https://{region}.example.com:{port}/{base path}`.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Regional {
    /// The part of the world.
    ///
    /// Defaults to `eu`.
    pub region: RegionalRegion,
    /// Defaults to `443`.
    pub port: String,
    /// Defaults to `v1`.
    pub base_path: RegionalBasePath,
}

impl Default for Regional {
    fn default() -> Self {
        Self {
            region: RegionalRegion::default(),
            port: "443".to_owned(),
            base_path: RegionalBasePath::default(),
        }
    }
}

impl Regional {
    /// Creates a value with the default of each variable.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    #[must_use]
    pub fn with_region(mut self, region: RegionalRegion) -> Self {
        self.region = region;
        self
    }

    #[must_use]
    pub fn with_port(mut self, port: impl Into<String>) -> Self {
        self.port = port.into();
        self
    }

    #[must_use]
    pub fn with_base_path(mut self, base_path: RegionalBasePath) -> Self {
        self.base_path = base_path;
        self
    }
}

/// A value of the server variable `region`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum RegionalRegion {
    /// `eu`
    #[default]
    Eu,
    /// `us-east`
    UsEast,
}

impl RegionalRegion {
    /// Returns the value as it appears in the URL.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Eu => "eu",
            Self::UsEast => "us-east",
        }
    }
}

/// A value of the server variable `base path`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum RegionalBasePath {
    /// `v1`
    #[default]
    V1,
    /// `v2`
    V2,
}

impl RegionalBasePath {
    /// Returns the value as it appears in the URL.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::V1 => "v1",
            Self::V2 => "v2",
        }
    }
}

/// Where some operations are served that are not where the others are.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum FilesServer {
    /// `https://files.example.com/upload/v1`
    Files,
}

impl FilesServer {
    /// Returns the URL of the server.
    #[must_use]
    pub fn url(&self) -> String {
        match self {
            Self::Files => "https://files.example.com/upload/v1".to_owned(),
        }
    }
}

/// The first server of the document.
impl Default for FilesServer {
    fn default() -> Self {
        Self::Files
    }
}

impl From<FilesServer> for String {
    fn from(server: FilesServer) -> Self {
        server.url()
    }
}

/// Where some operations are served that are not where the others are.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum StageV2Server {
    /// `/{stage}/v2`
    StageV2(StageV2),
}

impl StageV2Server {
    /// Returns the URL of the server.
    #[must_use]
    pub fn url(&self) -> String {
        match self {
            Self::StageV2(server) => {
                wire::client::server_url(
                    "/{stage}/v2",
                    &[("stage", server.stage.as_str())],
                )
            }
        }
    }
}

/// The first server of the document.
impl Default for StageV2Server {
    fn default() -> Self {
        Self::StageV2(StageV2::default())
    }
}

impl From<StageV2Server> for String {
    fn from(server: StageV2Server) -> Self {
        server.url()
    }
}

/// The variables of `/{stage}/v2`.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct StageV2 {
    /// Defaults to `test`.
    pub stage: String,
}

impl Default for StageV2 {
    fn default() -> Self {
        Self { stage: "test".to_owned() }
    }
}

impl StageV2 {
    /// Creates a value with the default of each variable.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    #[must_use]
    pub fn with_stage(mut self, stage: impl Into<String>) -> Self {
        self.stage = stage.into();
        self
    }
}
