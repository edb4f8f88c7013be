// ==== src/callbacks.rs ====

//! The callbacks of the API: a trait and the request types of each tag. `Sender` sends them, `receiver` serves them.

#[cfg(feature = "client")]
mod sender;

#[cfg(feature = "server")]
pub mod receiver;

#[cfg(feature = "client")]
pub use sender::{Sender, SenderBuilder};

mod callbacks;

pub use callbacks::{OnData, OnDataError, StreamIsDone, OnFault, OnOther, Callbacks};

// ==== src/callbacks/callbacks.rs ====

//! The callbacks of the tag `callbacks`.

use counterpart_wire as wire;
use crate::operations;
use crate::types;

/// The callbacks of this tag.
///
/// Implement this trait to receive the callbacks. The generated `Sender` implements it as well.
pub trait Callbacks: Send + Sync + 'static {
    /// The authenticated caller, as returned by the authenticator of the server.
    type Principal: Send + Sync + 'static;

    /// Callback `onData`, sent with `POST`.
    ///
    /// Returns no content.
    ///
    /// # Errors
    ///
    /// - any other status, [`OnDataError::Other`].
    fn on_data(
        &self,
        call: wire::Call<OnData, ()>,
    ) -> impl Future<Output = wire::Outcome<OnData>> + Send;

    /// Callback `onDone`, sent with `POST`.
    ///
    /// Returns a boolean.
    fn stream_is_done(
        &self,
        call: wire::Call<StreamIsDone, ()>,
    ) -> impl Future<Output = wire::Outcome<StreamIsDone>> + Send;

    /// Callback `onFault`, sent with `POST`.
    ///
    /// Returns no content.
    fn on_fault(
        &self,
        call: wire::Call<OnFault, ()>,
    ) -> impl Future<Output = wire::Outcome<OnFault>> + Send;

    /// Callback `onOther`, sent with `DELETE`.
    ///
    /// Returns no content.
    fn on_other(
        &self,
        call: wire::Call<OnOther, ()>,
    ) -> impl Future<Output = wire::Outcome<OnOther>> + Send;
}

/// Callback `onData`, sent with `POST`.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct OnData {
    pub body: types::Data,
}

impl OnData {
    /// Creates a value from its required fields.
    #[must_use]
    pub fn new(body: types::Data) -> Self {
        Self { body }
    }
}

/// The documented errors of [`OnData`].
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum OnDataError {
    /// Not heard.
    Other(wire::StatusCode),
}

impl wire::ApiError for OnDataError {
    fn status(&self) -> wire::StatusCode {
        match self {
            Self::Other(status) => *status,
        }
    }
}

impl From<OnDataError> for wire::Error<OnDataError> {
    fn from(error: OnDataError) -> Self {
        Self::Api(error)
    }
}

impl wire::Operation for OnData {
    type Output = ();
    type Error = OnDataError;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "onData",
        method: "POST",
        path: "/onData/data",
        optional_slash: false,
        body: Some(wire::BodySpec {
            required: true,
            contents: &[wire::Content::JSON],
        }),
        answers: &[],
        problems: &[],
        invalid: 400,
        security: &[],
    };

    fn write(self, to: &mut wire::RequestWriter) {
        let body = self.body;
        to.json("application/json", &body);
    }

    fn read(from: &mut wire::RequestReader) -> Option<Self> {
        let body = from.json();
        Some(Self { body: body? })
    }

    fn respond(
        outcome: Result<Self::Output, Self::Error>,
    ) -> wire::http::Response<wire::Body> {
        match outcome {
            Ok(()) => wire::respond::empty(204),
            Err(OnDataError::Other(status)) => wire::respond::empty(status.as_u16()),
        }
    }

    fn receive(
        from: wire::ResponseReader,
    ) -> Result<Result<Self::Output, Self::Error>, wire::Fault> {
        match from.status() {
            204 => from.empty().map(Ok),
            _ => {
                let status = from.status_code();
                from.empty().map(|()| Err(OnDataError::Other(status)))
            }
        }
    }
}

impl OnData {
    /// Returns the URL of this callback for a call of `subscribe`: `{$request.query.callbackUrl}/data`.
    ///
    /// The URL can contain values from the caller. Check that it is allowed before you send a request to it.
    ///
    /// # Errors
    ///
    /// Fails when the request or its response lacks a value that the URL refers to.
    pub fn url_for_subscribe(
        asked: &operations::Subscribe,
    ) -> Result<String, wire::Fault> {
        wire::callback::url("{$request.query.callbackUrl}/data", asked)
    }
}

/// Callback `onDone`, sent with `POST`.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct StreamIsDone {
    pub reason: Option<String>,
}

impl StreamIsDone {
    const REASON: wire::Param = wire::Param::query("reason");

    /// Creates an empty value.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    #[must_use]
    pub fn with_reason(mut self, reason: impl Into<String>) -> Self {
        self.reason = Some(reason.into());
        self
    }
}

impl wire::Operation for StreamIsDone {
    type Output = bool;
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "streamIsDone",
        method: "POST",
        path: "/onDone",
        optional_slash: false,
        body: None,
        answers: &[wire::AnswerSpec::json(wire::Status::Code(200))],
        problems: &[],
        invalid: 400,
        security: &[],
    };

    fn write(self, to: &mut wire::RequestWriter) {
        to.param(&Self::REASON, self.reason.as_ref());
    }

    fn read(from: &mut wire::RequestReader) -> Option<Self> {
        let reason = from.optional(&Self::REASON);
        Some(Self { reason: reason? })
    }

    fn respond(
        outcome: Result<Self::Output, Self::Error>,
    ) -> wire::http::Response<wire::Body> {
        match outcome {
            Ok(body) => wire::respond::json(200, "application/json", &body),
            Err(error) => match error {}
        }
    }

    fn receive(
        from: wire::ResponseReader,
    ) -> Result<Result<Self::Output, Self::Error>, wire::Fault> {
        match from.status() {
            200 => from.json().map(Ok),
            _ => Err(from.unexpected()),
        }
    }
}

impl StreamIsDone {
    /// Returns the URL of this callback for a call of `subscribe`: `{$request.body#/urls/done}?stream={$request.path.id}&number={$response.body#/number}`.
    ///
    /// The URL can contain values from the caller. Check that it is allowed before you send a request to it.
    ///
    /// # Errors
    ///
    /// Fails when the request or its response lacks a value that the URL refers to.
    pub fn url_for_subscribe(
        asked: &operations::Subscribe,
        answered: &<operations::Subscribe as wire::Operation>::Output,
    ) -> Result<String, wire::Fault> {
        wire::callback::url_after(
            "{$request.body#/urls/done}?stream={$request.path.id}&number={$response.body#/number}",
            asked,
            answered,
        )
    }
}

/// Callback `onFault`, sent with `POST`.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct OnFault {
    pub body: Option<String>,
}

impl OnFault {
    /// Creates an empty value.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    #[must_use]
    pub fn with_body(mut self, body: impl Into<String>) -> Self {
        self.body = Some(body.into());
        self
    }
}

impl wire::Operation for OnFault {
    type Output = ();
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "onFault",
        method: "POST",
        path: "/onFault",
        optional_slash: false,
        body: Some(wire::BodySpec {
            required: false,
            contents: &[
                wire::Content {
                    media: "text/plain",
                    aliases: &[],
                    codec: wire::Codec::Text,
                },
            ],
        }),
        answers: &[],
        problems: &[],
        invalid: 400,
        security: &[],
    };

    fn write(self, to: &mut wire::RequestWriter) {
        if let Some(body) = self.body {
            to.text("text/plain", body);
        }
    }

    fn read(from: &mut wire::RequestReader) -> Option<Self> {
        let body = from.optional_text();
        Some(Self { body: body? })
    }

    fn respond(
        outcome: Result<Self::Output, Self::Error>,
    ) -> wire::http::Response<wire::Body> {
        match outcome {
            Ok(()) => wire::respond::empty(204),
            Err(error) => match error {}
        }
    }

    fn receive(
        from: wire::ResponseReader,
    ) -> Result<Result<Self::Output, Self::Error>, wire::Fault> {
        match from.status() {
            204 => from.empty().map(Ok),
            _ => Err(from.unexpected()),
        }
    }
}

impl OnFault {
    /// Returns the URL of this callback for a call of `subscribe`: `https://example.com/faults?secret={$request.header.X-Secret}`.
    ///
    /// The URL can contain values from the caller. Check that it is allowed before you send a request to it.
    ///
    /// # Errors
    ///
    /// Fails when the request or its response lacks a value that the URL refers to.
    pub fn url_for_subscribe(
        asked: &operations::Subscribe,
    ) -> Result<String, wire::Fault> {
        wire::callback::url(
            "https://example.com/faults?secret={$request.header.X-Secret}",
            asked,
        )
    }

    /// Returns the URL of this callback for a call of `other`: `https://example.com/faults?secret={$request.header.X-Secret}`.
    ///
    /// The URL can contain values from the caller. Check that it is allowed before you send a request to it.
    ///
    /// # Errors
    ///
    /// Fails when the request or its response lacks a value that the URL refers to.
    pub fn url_for_other(asked: &operations::Other) -> Result<String, wire::Fault> {
        wire::callback::url(
            "https://example.com/faults?secret={$request.header.X-Secret}",
            asked,
        )
    }
}

/// Callback `onOther`, sent with `DELETE`.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct OnOther {}

impl OnOther {
    /// Creates an empty value.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
}

impl wire::Operation for OnOther {
    type Output = ();
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "onOther",
        method: "DELETE",
        path: "/onOther",
        optional_slash: false,
        body: None,
        answers: &[],
        problems: &[],
        invalid: 400,
        security: &[],
    };

    fn write(self, _to: &mut wire::RequestWriter) {}

    fn read(_from: &mut wire::RequestReader) -> Option<Self> {
        Some(Self {})
    }

    fn respond(
        outcome: Result<Self::Output, Self::Error>,
    ) -> wire::http::Response<wire::Body> {
        match outcome {
            Ok(()) => wire::respond::empty(204),
            Err(error) => match error {}
        }
    }

    fn receive(
        from: wire::ResponseReader,
    ) -> Result<Result<Self::Output, Self::Error>, wire::Fault> {
        match from.status() {
            204 => from.empty().map(Ok),
            _ => Err(from.unexpected()),
        }
    }
}

impl OnOther {
    /// Returns the URL of this callback for a call of `other`: `{$request.body#/url}`.
    ///
    /// The URL can contain values from the caller. Check that it is allowed before you send a request to it.
    ///
    /// # Errors
    ///
    /// Fails when the request or its response lacks a value that the URL refers to.
    pub fn url_for_other(asked: &operations::Other) -> Result<String, wire::Fault> {
        wire::callback::url("{$request.body#/url}", asked)
    }
}

// ==== src/callbacks/receiver.rs ====

//! The receiver: a router for an implementation of the callbacks.

use counterpart_wire::server::{Authenticator, Limits, Router, Routes};
use crate::callbacks;

/// Serves `api` to the callers that `authenticator` accepts, with the default limits.
///
/// The path of each route is its name in the document. Use `Router::nest` to serve the routes below the URL that senders use, or set other paths with `Routes::paths`.
pub fn router<T, A>(api: T, authenticator: A) -> Router
where
    T: callbacks::Callbacks<Principal = A::Principal>,
    A: Authenticator,
{
    router_with(api, authenticator, Limits::default())
}

/// Like [`router`], with the given limits.
pub fn router_with<T, A>(api: T, authenticator: A, limits: Limits) -> Router
where
    T: callbacks::Callbacks<Principal = A::Principal>,
    A: Authenticator,
{
    let routes = Routes::new(api, authenticator, limits);
    let routes = callbacks(routes);
    routes.into_router()
}

/// Adds the routes of the tag `callbacks`.
pub fn callbacks<T, A>(routes: Routes<T, A>) -> Routes<T, A>
where
    T: callbacks::Callbacks<Principal = A::Principal>,
    A: Authenticator,
{
    routes
        .open::<callbacks::OnData, _>(T::on_data)
        .open::<callbacks::StreamIsDone, _>(T::stream_is_done)
        .open::<callbacks::OnFault, _>(T::on_fault)
        .open::<callbacks::OnOther, _>(T::on_other)
}

// ==== src/callbacks/sender.rs ====

//! The sender of the callbacks, which implements their traits.

use std::time::Duration;
use counterpart_wire as wire;
use wire::client::BuildError;

#[allow(unused_imports)]
use crate::{callbacks, security};

/// Sends requests to receivers. Use `to` on a call to set its receiver. Clones share their connections.
#[derive(Debug, Clone)]
pub struct Sender(wire::client::Client);

impl Sender {
    /// Returns a builder for a sender.
    pub fn builder() -> SenderBuilder {
        SenderBuilder(wire::client::Builder::sender())
    }

    /// Callback `onData`, sent with `POST`.
    ///
    /// Returns no content.
    ///
    /// # Errors
    ///
    /// - any other status, [`OnDataError::Other`](super::OnDataError::Other).
    pub fn on_data(
        &self,
        request: callbacks::OnData,
    ) -> wire::client::Pending<callbacks::OnData> {
        self.0.call(request)
    }

    /// Callback `onDone`, sent with `POST`.
    ///
    /// Returns a boolean.
    pub fn stream_is_done(
        &self,
        request: callbacks::StreamIsDone,
    ) -> wire::client::Pending<callbacks::StreamIsDone> {
        self.0.call(request)
    }

    /// Callback `onFault`, sent with `POST`.
    ///
    /// Returns no content.
    pub fn on_fault(
        &self,
        request: callbacks::OnFault,
    ) -> wire::client::Pending<callbacks::OnFault> {
        self.0.call(request)
    }

    /// Callback `onOther`, sent with `DELETE`.
    ///
    /// Returns no content.
    pub fn on_other(
        &self,
        request: callbacks::OnOther,
    ) -> wire::client::Pending<callbacks::OnOther> {
        self.0.call(request)
    }
}

/// Configures and creates a [`Sender`].
#[derive(Debug)]
#[must_use]
pub struct SenderBuilder(wire::client::Builder);

impl SenderBuilder {
    /// Sets the URL at which the receiver is mounted, for calls without `to`.
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

    /// Creates the sender.
    ///
    /// # Errors
    ///
    /// Fails when a URL, header or credential is invalid, or the transport cannot be set up.
    pub fn build(self) -> Result<Sender, BuildError> {
        self.0.build().map(Sender)
    }
}

impl callbacks::Callbacks for Sender {
    type Principal = wire::Credentials;

    fn on_data(
        &self,
        call: wire::Call<callbacks::OnData, ()>,
    ) -> impl Future<Output = wire::Outcome<callbacks::OnData>> + Send {
        self.0.forward_open(call)
    }

    fn stream_is_done(
        &self,
        call: wire::Call<callbacks::StreamIsDone, ()>,
    ) -> impl Future<Output = wire::Outcome<callbacks::StreamIsDone>> + Send {
        self.0.forward_open(call)
    }

    fn on_fault(
        &self,
        call: wire::Call<callbacks::OnFault, ()>,
    ) -> impl Future<Output = wire::Outcome<callbacks::OnFault>> + Send {
        self.0.forward_open(call)
    }

    fn on_other(
        &self,
        call: wire::Call<callbacks::OnOther, ()>,
    ) -> impl Future<Output = wire::Outcome<callbacks::OnOther>> + Send {
        self.0.forward_open(call)
    }
}
