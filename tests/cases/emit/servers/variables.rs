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
        ClientBuilder(
            wire::client::Builder::new(Some("https://api.example.com/v1"))
                .own_server("https://files.example.com/upload/v1")
                .own_server("/test/v2"),
        )
    }

    /// `pets`.
    ///
    /// `GET /pets`
    pub fn pets(&self, request: operations::Pets) -> wire::client::Pending<operations::Pets> {
        self.0.start(request)
    }

    /// `file`.
    ///
    /// `GET /files/{id}`
    pub fn file(&self, request: operations::File) -> wire::client::Pending<operations::File> {
        self.0.start(request)
    }

    /// `putFile`.
    ///
    /// `PUT /files/{id}`
    pub fn put_file(
        &self,
        request: operations::PutFile,
    ) -> wire::client::Pending<operations::PutFile> {
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

    /// Where the operations are that the document has at `https://files.example.com/upload/v1`, if neither there nor at `base_url`.
    pub fn files_url(self, url: impl Into<String>) -> Self {
        Self(self.0.own_server_url("https://files.example.com/upload/v1", url))
    }

    /// Where the operations are that the document has at `/test/v2`, if neither there nor at `base_url`.
    pub fn stage_v2_url(self, url: impl Into<String>) -> Self {
        Self(self.0.own_server_url("/test/v2", url))
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

//! The serving end: a router over any implementation of the traits.

use counterpart_wire::server::{Authenticator, Limits, Router, Routes};
use crate::operations;

/// Serves `api` to the callers that `authenticator` proves, within the standard limits.
///
/// The paths are those of the document; mount the router below the path of its server with `nest`.
pub fn router<T, A>(api: T, authenticator: A) -> Router
where
    T: operations::DefaultApi<Principal = A::Principal>,
    A: Authenticator,
{
    router_with(api, authenticator, Limits::default())
}

/// Serves `api` within limits of one's own.
pub fn router_with<T, A>(api: T, authenticator: A, limits: Limits) -> Router
where
    T: operations::DefaultApi<Principal = A::Principal>,
    A: Authenticator,
{
    let routes = Routes::new(api, authenticator, limits);
    let routes = default(routes);
    routes.into_router()
}

/// The path of the document's first server.
pub const BASE_PATH: &str = "/v1";

/// Like `router_with`, with every operation below the path of its server, where a client looks for it that is
/// told the address alone.
pub fn mounted<T, A>(api: T, authenticator: A, limits: Limits) -> Router
where
    T: operations::DefaultApi<Principal = A::Principal>,
    A: Authenticator,
{
    let routes = Routes::new(api, authenticator, limits).below(BASE_PATH);
    let routes = default(routes);
    routes.into_router()
}

/// Adds the operations of the tag `default`.
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

//! The servers of the document, for `base_url` of a client's builder.

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
    /// `/v1`.
    V1,
}

impl Server {
    /// The address of the server.
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

/// The first one.
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
    /// When nothing is said: `eu`.
    pub region: RegionalRegion,
    /// `port`.
    ///
    /// When nothing is said: `443`.
    pub port: String,
    /// `base path`.
    ///
    /// When nothing is said: `v1`.
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
    /// Each at its default.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets `region`.
    #[must_use]
    pub fn with_region(mut self, region: RegionalRegion) -> Self {
        self.region = region;
        self
    }

    /// Sets `port`.
    #[must_use]
    pub fn with_port(mut self, port: impl Into<String>) -> Self {
        self.port = port.into();
        self
    }

    /// Sets `base path`.
    #[must_use]
    pub fn with_base_path(mut self, base_path: RegionalBasePath) -> Self {
        self.base_path = base_path;
        self
    }
}

/// What `region` can be.
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
    /// The value as it stands in the address.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Eu => "eu",
            Self::UsEast => "us-east",
        }
    }
}

/// What `base path` can be.
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
    /// The value as it stands in the address.
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
    /// `https://files.example.com/upload/v1`.
    Files,
}

impl FilesServer {
    /// The address of the server.
    #[must_use]
    pub fn url(&self) -> String {
        match self {
            Self::Files => "https://files.example.com/upload/v1".to_owned(),
        }
    }
}

/// The first one.
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
    /// `/{stage}/v2`.
    StageV2(StageV2),
}

impl StageV2Server {
    /// The address of the server.
    #[must_use]
    pub fn url(&self) -> String {
        match self {
            Self::StageV2(server) => {
                wire::client::server_url("/{stage}/v2", &[("stage", server.stage.as_str())])
            }
        }
    }
}

/// The first one.
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
    /// `stage`.
    ///
    /// When nothing is said: `test`.
    pub stage: String,
}

impl Default for StageV2 {
    fn default() -> Self {
        Self { stage: "test".to_owned() }
    }
}

impl StageV2 {
    /// Each at its default.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets `stage`.
    #[must_use]
    pub fn with_stage(mut self, stage: impl Into<String>) -> Self {
        self.stage = stage.into();
        self
    }
}
