//! A call before it is sent: options can be set, and awaiting it sends it.

use std::fmt;
use std::future::{Future, IntoFuture};
use std::pin::Pin;
use std::time::Duration;

use http::{HeaderMap, HeaderName, HeaderValue};

use super::Client;
use super::builder::public;
use crate::messages::headers::HeaderSizes;
use crate::operations::error::CallError;
use crate::operations::operation::Operation;
use crate::operations::security::Credentials;

/// Options of a single call. `Debug` shows the names of the headers and the sizes of their values only, and the URL
/// without its query.
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct CallOptions {
    /// Replaces the client's timeout.
    pub timeout: Option<Duration>,
    /// Added to the client's headers; replaces those with the same name.
    pub headers: HeaderMap,
    /// Replaces the client's credentials; an empty set sends none.
    pub credentials: Option<Credentials>,
    /// Replaces the URL of the operation, including its path.
    pub target: Option<String>,
}

impl fmt::Debug for CallOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CallOptions")
            .field("timeout", &self.timeout)
            .field("headers", &HeaderSizes(&self.headers))
            .field("credentials", &self.credentials)
            .field("target", &self.target.as_deref().map(public))
            .finish()
    }
}

/// A call that is sent when awaited. `Debug` does not show the request, since its body and its parameters may contain
/// secrets.
#[must_use = "a call is sent when it is awaited"]
pub struct Pending<Op> {
    client: Client,
    request: Op,
    options: CallOptions,
}

impl<Op: Operation> fmt::Debug for Pending<Op> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pending")
            .field("operation", &Op::SPEC.id)
            .field("client", &self.client)
            .field("options", &self.options)
            .finish_non_exhaustive()
    }
}

impl<Op: Operation> Pending<Op> {
    pub(super) fn new(client: Client, request: Op) -> Self {
        Self { client, request, options: CallOptions::default() }
    }

    /// Sets the timeout of this call.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.options.timeout = Some(timeout);
        self
    }

    /// Adds a header to this call.
    pub fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.options.headers.insert(name, value);
        self
    }

    /// Sets the complete URL of this call, for a webhook or callback. Check URLs from untrusted sources first: they
    /// may point into your own network.
    pub fn to(mut self, url: impl Into<String>) -> Self {
        self.options.target = Some(url.into());
        self
    }

    /// Replaces the client's credentials for this call.
    pub fn credentials(mut self, credentials: Credentials) -> Self {
        self.options.credentials = Some(credentials);
        self
    }
}

impl<Op: Operation> IntoFuture for Pending<Op> {
    type Output = Result<Op::Output, CallError<Op::Error>>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.client.send(self.request, self.options))
    }
}
