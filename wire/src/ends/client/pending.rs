//! A call that is not sent yet: its options can still be set, and awaiting it sends it.

use std::future::{Future, IntoFuture};
use std::pin::Pin;
use std::time::Duration;

use http::{HeaderMap, HeaderName, HeaderValue};

use super::Client;
use crate::operations::error::CallError;
use crate::operations::operation::Operation;
use crate::operations::security::Credentials;

/// What one call does differently from its client.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct CallOptions {
    /// Instead of the client's timeout.
    pub timeout: Option<Duration>,
    /// Beside the client's headers, and instead of those of the same name.
    pub headers: HeaderMap,
    /// Instead of the client's credentials; empty ones are none at all.
    pub credentials: Option<Credentials>,
    /// The URL that the call goes to as it is, instead of the operation's path below the client's base.
    pub target: Option<String>,
}

/// A call to be awaited.
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

    /// How long this call may take.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.options.timeout = Some(timeout);
        self
    }

    /// A header of this call.
    pub fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.options.headers.insert(name, value);
        self
    }

    /// The URL that this call goes to as it is: that of a receiver of webhooks or callbacks. Whether it may be sent to
    /// is for the caller to decide: a URL that a stranger gave may lead into one's own network.
    pub fn to(mut self, url: impl Into<String>) -> Self {
        self.options.target = Some(url.into());
        self
    }

    /// Credentials of this call, instead of the client's.
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
