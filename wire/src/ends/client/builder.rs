//! The client builder: base URL, credentials, timeouts, transport.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Request, Response, Uri};
use tower::Service;

use super::{Client, Inner, Transport};
use crate::messages::body::{Body, BoxError};
use crate::messages::headers::HeaderSizes;
use crate::operations::security::{Credential, Credentials, Scheme};

/// Builds a [`Client`]. Generated builders wrap it.
///
/// # Examples
///
/// ```
/// use std::time::Duration;
///
/// use counterpart_wire::client::{BuildError, Builder};
///
/// let client = Builder::new(Some("https://api.example.com/v1"))
///     .timeout(Duration::from_secs(5))
///     .response_limit(1024 * 1024)
///     .build()?;
/// # Ok::<(), BuildError>(())
/// ```
///
/// `Debug` shows the names of the headers and the sizes of their values only, and URLs without user and query.
pub struct Builder {
    base: Option<String>,
    /// Whether each call sets its own URL, as for webhooks and callbacks.
    url_per_call: bool,
    /// Whether the base URL was set explicitly, instead of taken from the OpenAPI document.
    is_explicit: bool,
    /// The servers of single operations by their address in the OpenAPI document, with the URL to use instead.
    own: Vec<(&'static str, Option<String>)>,
    transport: Option<Transport>,
    credentials: Credentials,
    headers: HeaderMap,
    timeout: Duration,
    idle: Option<Duration>,
    limit: usize,
}

impl fmt::Debug for Builder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let own = self.own.iter().map(|(address, url)| (address, url.as_deref().map(public)));
        f.debug_struct("Builder")
            .field("base", &self.base.as_deref().map(public))
            .field("own", &own.collect::<Vec<_>>())
            .field("credentials", &self.credentials)
            .field("headers", &HeaderSizes(&self.headers))
            .field("timeout", &self.timeout)
            .field("idle", &self.idle)
            .field("limit", &self.limit)
            .finish_non_exhaustive()
    }
}

/// Returns a URL without what may be a credential: the user, the query and the fragment.
pub(super) fn public(url: &str) -> String {
    let url = url.split(['?', '#']).next().unwrap_or_default();
    match url.split_once("://") {
        Some((scheme, rest)) => {
            let end = rest.find('/').unwrap_or(rest.len());
            let (host, path) = rest.split_at_checked(end).unwrap_or((rest, ""));
            let host = host.rsplit('@').next().unwrap_or_default();
            format!("{scheme}://{host}{path}")
        }
        None => url.rsplit('@').next().unwrap_or_default().to_owned(),
    }
}

/// Why a client could not be built.
#[derive(Debug)]
#[non_exhaustive]
pub enum BuildError {
    /// No base URL was set, and the OpenAPI document has no server with an absolute URL.
    NoBaseUrl,
    /// The base URL is not a valid URL.
    BaseUrl(String, http::uri::InvalidUri),
    /// The base URL contains a user, a query or a fragment.
    MoreThanBase,
    /// The default transport could not be created.
    Transport(BoxError),
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoBaseUrl => f.write_str("no base URL: set one with `base_url`"),
            Self::BaseUrl(url, _) => write!(f, "invalid base URL `{url}`"),
            Self::MoreThanBase => {
                f.write_str("the base URL must not contain a user, a query or a fragment")
            }
            Self::Transport(_) => f.write_str("the HTTP transport could not be created"),
        }
    }
}

impl std::error::Error for BuildError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::NoBaseUrl | Self::MoreThanBase => None,
            Self::BaseUrl(_, error) => Some(error),
            Self::Transport(error) => Some(&**error),
        }
    }
}

impl Builder {
    /// Creates a builder with the defaults: a timeout of 30 seconds for a call, and 32 MiB for a response.
    pub fn new(base: Option<&str>) -> Self {
        Self {
            base: base.map(str::to_owned),
            url_per_call: false,
            is_explicit: false,
            own: Vec::new(),
            transport: None,
            credentials: Credentials::new(),
            headers: HeaderMap::new(),
            timeout: Duration::from_secs(30),
            idle: None,
            limit: 32 * 1024 * 1024,
        }
    }

    /// Creates a builder for webhooks and callbacks, whose calls each set their URL
    /// ([`Pending::to`](super::Pending::to)).
    pub fn sender() -> Self {
        Self { url_per_call: true, ..Self::new(None) }
    }

    /// Sets the base URL, such as `https://api.example.com/v1`. It also applies to operations with servers of their
    /// own, unless [`Builder::operation_server_url`] sets another one: no other host is called by surprise.
    #[must_use]
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base = Some(url.into());
        self.is_explicit = true;
        self
    }

    /// Registers a server that the OpenAPI document gives to single operations.
    #[must_use]
    pub fn operation_server(mut self, address: &'static str) -> Self {
        self.own.push((address, None));
        self
    }

    /// Sets the URL of a server that the OpenAPI document gives to single operations.
    #[must_use]
    pub fn operation_server_url(mut self, address: &'static str, url: impl Into<String>) -> Self {
        self.own.retain(|(known, _)| *known != address);
        self.own.push((address, Some(url.into())));
        self
    }

    /// Sets the credential for a security scheme.
    #[must_use]
    pub fn credential(mut self, scheme: &'static Scheme, credential: Credential) -> Self {
        self.credentials = self.credentials.with(scheme, credential);
        self
    }

    /// Sets the timeout of a call: until the whole response is received, or the headers of a stream. 30 seconds by
    /// default.
    #[must_use]
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// Sets the longest time between two chunks of a streamed response. No limit by default.
    #[must_use]
    pub fn idle(mut self, time: Duration) -> Self {
        self.idle = Some(time);
        self
    }

    /// Sets the maximum size of a response, or of one event of a stream, in bytes. 32 MiB by default.
    ///
    /// A larger one is a fault of the kind [`TooLarge`](crate::FaultKind::TooLarge). A decoded response takes up to
    /// 14 times this much memory, if it is a list of small numbers; text takes up to three times as much.
    #[must_use]
    pub fn response_limit(mut self, bytes: usize) -> Self {
        self.limit = bytes;
        self
    }

    /// Adds a header to every request.
    #[must_use]
    pub fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.insert(name, value);
        self
    }

    /// Sets the transport: any [`tower::Service`], such as a client with layers for retries or tracing, or an
    /// `axum::Router`.
    #[must_use]
    pub fn transport<S, B>(mut self, service: S) -> Self
    where
        S: Service<Request<Body>, Response = Response<B>> + Clone + Send + Sync + 'static,
        S::Error: Into<BoxError>,
        S::Future: Send,
        B: http_body::Body<Data = Bytes> + Send + 'static,
        B::Error: Into<BoxError>,
    {
        self.transport = Some(Transport::new(service));
        self
    }

    /// Builds the client.
    ///
    /// # Errors
    ///
    /// Fails if there is no valid base URL, or the default transport cannot be created.
    pub fn build(self) -> Result<Client, BuildError> {
        let base = match self.base {
            Some(base) => Some(checked(base)?),
            None if self.url_per_call => None,
            None => return Err(BuildError::NoBaseUrl),
        };
        let is_explicit = self.is_explicit;
        let own = self.own.into_iter().filter_map(|(address, url)| {
            // A relative address is on the host of the base URL.
            let beside = |address: &str| Some(format!("{}{address}", origin(base.as_deref()?)));
            let url = match url {
                Some(url) => url,
                None if is_explicit => return None,
                None if address.starts_with('/') => beside(address)?,
                None => address.to_owned(),
            };
            Some(checked(url).map(|url| (address, url)))
        });
        let own = own.collect::<Result<Vec<_>, BuildError>>()?;
        let transport = match self.transport {
            Some(transport) => transport,
            None => Transport::reqwest().map_err(BuildError::Transport)?,
        };
        Ok(Client(Arc::new(Inner {
            base,
            own,
            transport,
            credentials: self.credentials,
            headers: self.headers,
            timeout: self.timeout,
            idle: self.idle,
            limit: self.limit,
        })))
    }
}

/// Returns the scheme and host of a URL.
fn origin(base: &str) -> &str {
    let host = base.find("://").map_or(0, |at| at + 3);
    let end = base.get(host..).and_then(|rest| rest.find('/')).map_or(base.len(), |at| host + at);
    base.get(..end).unwrap_or(base)
}

/// Fills in the variables of a server address (OpenAPI, Server Variable Object).
pub fn server_url(address: &str, variables: &[(&str, &str)]) -> String {
    let fill =
        |url: String, (name, value): &(&str, &str)| url.replace(&format!("{{{name}}}"), value);
    variables.iter().fold(address.to_owned(), fill)
}

/// Checks a base URL.
fn checked(base: String) -> Result<String, BuildError> {
    if base.contains(['@', '?', '#']) {
        return Err(BuildError::MoreThanBase);
    }
    match base.parse::<Uri>() {
        Ok(uri) if uri.scheme().is_some() && uri.authority().is_some() => Ok(base),
        Ok(_) => Err(BuildError::NoBaseUrl),
        Err(error) => Err(BuildError::BaseUrl(base, error)),
    }
}
