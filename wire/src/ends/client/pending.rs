//! A call before it is sent: options can be set, and awaiting it sends it.

use std::future::{Future, IntoFuture};
use std::pin::Pin;
use std::time::Duration;

use http::{HeaderMap, HeaderName, HeaderValue};

use super::Client;
use crate::operations::error::CallError;
use crate::operations::operation::Operation;
use crate::operations::security::Credentials;

/// Options of a single call.
#[derive(Debug, Clone, Default)]
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

/// A call that is sent when awaited.
#[derive(Debug)]
#[must_use = "a call is sent when it is awaited"]
pub struct Pending<Op> {
    client: Client,
    request: Op,
    options: CallOptions,
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
