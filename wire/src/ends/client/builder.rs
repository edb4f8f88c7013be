//! Making a client: where the server is, what proves the caller, how long to wait.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Request, Response, Uri};
use tower::Service;

use super::{Client, Inner, Transport};
use crate::messages::body::{Body, BoxError};
use crate::operations::security::{Credential, Credentials, Scheme};

/// Collects what a client needs; generated builders wrap it.
#[derive(Debug)]
pub struct Builder {
    base: Option<String>,
    /// Whether each call may say itself where it goes.
    sends: bool,
    /// Whether the base was said, and is not that of the document.
    said: bool,
    /// The servers of some operations by their addresses, with what is said instead.
    own: Vec<(&'static str, Option<String>)>,
    transport: Option<Transport>,
    credentials: Credentials,
    headers: HeaderMap,
    timeout: Duration,
    idle: Option<Duration>,
    limit: usize,
}

/// Why no client could be made.
#[derive(Debug)]
#[non_exhaustive]
pub enum BuildError {
    /// No base URL was given and the document names no server with a full one.
    NoBaseUrl,
    /// The base URL is none.
    BaseUrl(String, http::uri::InvalidUri),
    /// The base URL holds a user, a query or a fragment: a request has these by its operation and credentials.
    MoreThanBase,
    /// The default transport could not be made.
    Transport(BoxError),
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoBaseUrl => f.write_str("no base URL: call `base_url` first"),
            Self::BaseUrl(url, _) => write!(f, "`{url}` is no URL"),
            Self::MoreThanBase => {
                f.write_str("the base URL must hold no user, no query and no fragment")
            }
            Self::Transport(_) => f.write_str("the HTTP transport could not be set up"),
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
    /// A builder with defaults: 30 seconds a call, answers of at most 64 MiB.
    pub fn new(base: Option<&str>) -> Self {
        Self {
            base: base.map(str::to_owned),
            sends: false,
            said: false,
            own: Vec::new(),
            transport: None,
            credentials: Credentials::new(),
            headers: HeaderMap::new(),
            timeout: Duration::from_secs(30),
            idle: None,
            limit: 64 * 1024 * 1024,
        }
    }

    /// A builder of a sender, whose calls each say where they go ([`Pending::to`](super::Pending::to)).
    pub fn sender() -> Self {
        Self { sends: true, ..Self::new(None) }
    }

    /// Where the server is, such as `https://api.example.com/v1`. Operations that the document has elsewhere are called
    /// there too, unless [`Builder::own_server_url`] says where they are: whoever says a base means no other host.
    #[must_use]
    pub fn base_url(mut self, url: impl Into<String>) -> Self {
        self.base = Some(url.into());
        self.said = true;
        self
    }

    /// A server that the document has for operations of their own.
    #[must_use]
    pub fn own_server(mut self, address: &'static str) -> Self {
        self.own.push((address, None));
        self
    }

    /// Where a server of operations of their own is, if not where the document says.
    #[must_use]
    pub fn own_server_url(mut self, address: &'static str, url: impl Into<String>) -> Self {
        self.own.retain(|(known, _)| *known != address);
        self.own.push((address, Some(url.into())));
        self
    }

    /// What proves the caller, for a scheme of the document.
    #[must_use]
    pub fn credential(mut self, scheme: &'static Scheme, credential: Credential) -> Self {
        self.credentials = self.credentials.with(scheme, credential);
        self
    }

    /// How long a call may take, up to its whole answer or, for a stream, its first byte.
    #[must_use]
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// How long an answer that is a stream may be silent between two of its chunks; for ever when nothing is said.
    #[must_use]
    pub fn idle(mut self, time: Duration) -> Self {
        self.idle = Some(time);
        self
    }

    /// How many bytes of an answer, or of one event of a stream, are read into memory.
    #[must_use]
    pub fn response_limit(mut self, bytes: usize) -> Self {
        self.limit = bytes;
        self
    }

    /// A header that every request carries.
    #[must_use]
    pub fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.insert(name, value);
        self
    }

    /// Another transport: a connector of one's own, layers for retry or tracing, or a router in the same process.
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

    /// The client.
    pub fn build(self) -> Result<Client, BuildError> {
        let base = match self.base {
            Some(base) => Some(checked(base)?),
            None if self.sends => None,
            None => return Err(BuildError::NoBaseUrl),
        };
        let said = self.said;
        let own = self.own.into_iter().filter_map(|(address, url)| {
            // A relative address is one on the host of the base.
            let beside = |address: &str| Some(format!("{}{address}", origin(base.as_deref()?)));
            let url = match url {
                Some(url) => url,
                None if said => return None,
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

/// The scheme and the host of a URL.
fn origin(base: &str) -> &str {
    let host = base.find("://").map_or(0, |at| at + 3);
    let end = base.get(host..).and_then(|rest| rest.find('/')).map_or(base.len(), |at| host + at);
    base.get(..end).unwrap_or(base)
}

/// The address of a server with the values of its variables.
pub fn server_url(address: &str, variables: &[(&str, &str)]) -> String {
    let fill =
        |url: String, (name, value): &(&str, &str)| url.replace(&format!("{{{name}}}"), value);
    variables.iter().fold(address.to_owned(), fill)
}

/// A base URL that is one.
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
