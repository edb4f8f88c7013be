// ==== src/webhooks.rs ====

//! The webhooks of the API: a trait and the request types of each tag. `Sender` sends them, `receiver` serves them.

#[cfg(feature = "client")]
mod sender;

#[cfg(feature = "server")]
pub mod receiver;

#[cfg(feature = "client")]
pub use sender::{Sender, SenderBuilder};

mod webhooks;
mod questions;

pub use webhooks::{OrderShipped, OrderShippedError, StockLow, StockLowOutcome, Webhooks};
pub use questions::{GetOrder, PostOrder, QuestionsWebhooks};

// ==== src/webhooks/questions.rs ====

//! The webhooks of the tag `questions`.

use counterpart_wire as wire;
use crate::security;
use crate::types;

/// The webhooks of this tag.
///
/// Implement this trait to receive the webhooks. The generated `Sender` implements it as well.
pub trait QuestionsWebhooks: Send + Sync + 'static {
    /// The authenticated caller, as returned by the authenticator of the server.
    type Principal: Send + Sync + 'static;

    /// Webhook `order`, sent with `GET`.
    ///
    /// Returns text.
    fn get_order(
        &self,
        call: wire::Call<GetOrder, Self::Principal>,
    ) -> impl Future<Output = wire::Outcome<GetOrder>> + Send;

    /// Webhook `order`, sent with `POST`.
    ///
    /// Returns [`types::OrderRequest`](super::super::types::OrderRequest). What to do.
    fn post_order(
        &self,
        call: wire::Call<PostOrder, ()>,
    ) -> impl Future<Output = wire::Outcome<PostOrder>> + Send;
}

/// Webhook `order`, sent with `GET`.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct GetOrder {
    pub challenge: String,
}

impl GetOrder {
    const CHALLENGE: wire::Param = wire::Param::query("challenge");

    /// Creates a value from its required fields.
    #[must_use]
    pub fn new(challenge: impl Into<String>) -> Self {
        Self {
            challenge: challenge.into(),
        }
    }
}

impl wire::Operation for GetOrder {
    type Output = String;
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "get order",
        method: "GET",
        path: "/order",
        optional_slash: false,
        body: None,
        answers: &[
            wire::AnswerSpec {
                status: wire::Status::Code(200),
                contents: &[
                    wire::Content {
                        media: "text/plain",
                        aliases: &[],
                        codec: wire::Codec::Text,
                    },
                ],
            },
        ],
        problems: &[],
        invalid: 400,
        security: &[&[(&security::KEY, &[])]],
    };

    fn write(self, to: &mut wire::RequestWriter) {
        to.param(&Self::CHALLENGE, Some(&self.challenge));
    }

    fn read(from: &mut wire::RequestReader) -> Option<Self> {
        let challenge = from.required(&Self::CHALLENGE);
        Some(Self { challenge: challenge? })
    }

    fn respond(
        outcome: Result<Self::Output, Self::Error>,
    ) -> wire::http::Response<wire::Body> {
        match outcome {
            Ok(body) => wire::respond::text(200, "text/plain", body),
            Err(error) => match error {}
        }
    }

    fn receive(
        from: wire::ResponseReader,
    ) -> Result<Result<Self::Output, Self::Error>, wire::Fault> {
        match from.status() {
            200 => from.text().map(Ok),
            _ => Err(from.unexpected()),
        }
    }
}

/// Webhook `order`, sent with `POST`.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct PostOrder {}

impl PostOrder {
    /// Creates an empty value.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
}

impl wire::Operation for PostOrder {
    type Output = types::OrderRequest;
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "post order",
        method: "POST",
        path: "/order",
        optional_slash: false,
        body: None,
        answers: &[wire::AnswerSpec::json(wire::Status::Code(200))],
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

// ==== src/webhooks/receiver.rs ====

//! The receiver: a router for an implementation of the webhooks.

use counterpart_wire::server::{Authenticator, Limits, Router, Routes};
use crate::webhooks;

/// Serves `api` to the callers that `authenticator` accepts, with the default limits.
///
/// The path of each route is its name in the document. Use `Router::nest` to serve the routes below the URL that senders use, or set other paths with `Routes::paths`.
pub fn router<T, A>(api: T, authenticator: A) -> Router
where
    T: webhooks::Webhooks<Principal = A::Principal>
        + webhooks::QuestionsWebhooks<Principal = A::Principal>,
    A: Authenticator,
{
    router_with(api, authenticator, Limits::default())
}

/// Like [`router`], with the given limits.
pub fn router_with<T, A>(api: T, authenticator: A, limits: Limits) -> Router
where
    T: webhooks::Webhooks<Principal = A::Principal>
        + webhooks::QuestionsWebhooks<Principal = A::Principal>,
    A: Authenticator,
{
    let routes = Routes::new(api, authenticator, limits);
    let routes = webhooks(routes);
    let routes = questions(routes);
    routes.into_router()
}

/// Adds the routes of the tag `webhooks`.
pub fn webhooks<T, A>(routes: Routes<T, A>) -> Routes<T, A>
where
    T: webhooks::Webhooks<Principal = A::Principal>,
    A: Authenticator,
{
    routes
        .open::<webhooks::OrderShipped, _>(T::order_shipped)
        .open::<webhooks::StockLow, _>(T::stock_low)
}

/// Adds the routes of the tag `questions`.
pub fn questions<T, A>(routes: Routes<T, A>) -> Routes<T, A>
where
    T: webhooks::QuestionsWebhooks<Principal = A::Principal>,
    A: Authenticator,
{
    routes
        .secured::<webhooks::GetOrder, _>(T::get_order)
        .open::<webhooks::PostOrder, _>(T::post_order)
}

// ==== src/webhooks/sender.rs ====

//! The sender of the webhooks, which implements their traits.

use std::time::Duration;
use counterpart_wire as wire;
use wire::client::BuildError;

#[allow(unused_imports)]
use crate::{webhooks, security};

/// Sends requests to receivers. Use `to` on a call to set its receiver. Clones share their connections.
#[derive(Debug, Clone)]
pub struct Sender(wire::client::Client);

impl Sender {
    /// Returns a builder for a sender.
    pub fn builder() -> SenderBuilder {
        SenderBuilder(wire::client::Builder::sender())
    }

    /// An order is on its way.
    ///
    /// Webhook `orderShipped`, sent with `POST`.
    ///
    /// Returns no content.
    ///
    /// # Errors
    ///
    /// - `410`, [`OrderShippedError::Gone`](super::OrderShippedError::Gone): Nobody listens any more.
    /// - `4XX`, [`OrderShippedError::ClientError`](super::OrderShippedError::ClientError).
    pub fn order_shipped(
        &self,
        request: webhooks::OrderShipped,
    ) -> wire::client::Pending<webhooks::OrderShipped> {
        self.0.call(request)
    }

    /// Webhook `stock/low`, sent with `PUT`.
    ///
    /// Returns [`StockLowOutcome`](super::StockLowOutcome).
    pub fn stock_low(
        &self,
        request: webhooks::StockLow,
    ) -> wire::client::Pending<webhooks::StockLow> {
        self.0.call(request)
    }

    /// Webhook `order`, sent with `GET`.
    ///
    /// Returns text.
    pub fn get_order(
        &self,
        request: webhooks::GetOrder,
    ) -> wire::client::Pending<webhooks::GetOrder> {
        self.0.call(request)
    }

    /// Webhook `order`, sent with `POST`.
    ///
    /// Returns [`types::OrderRequest`](super::super::types::OrderRequest). What to do.
    pub fn post_order(
        &self,
        request: webhooks::PostOrder,
    ) -> wire::client::Pending<webhooks::PostOrder> {
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

    /// Sets the credential for the security scheme `key`.
    pub fn key(self, key: impl Into<wire::Secret>) -> Self {
        Self(self.0.credential(&security::KEY, wire::Credential::ApiKey(key.into())))
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

impl webhooks::Webhooks for Sender {
    type Principal = wire::Credentials;

    fn order_shipped(
        &self,
        call: wire::Call<webhooks::OrderShipped, ()>,
    ) -> impl Future<Output = wire::Outcome<webhooks::OrderShipped>> + Send {
        self.0.forward_open(call)
    }

    fn stock_low(
        &self,
        call: wire::Call<webhooks::StockLow, ()>,
    ) -> impl Future<Output = wire::Outcome<webhooks::StockLow>> + Send {
        self.0.forward_open(call)
    }
}

impl webhooks::QuestionsWebhooks for Sender {
    type Principal = wire::Credentials;

    fn get_order(
        &self,
        call: wire::Call<webhooks::GetOrder, wire::Credentials>,
    ) -> impl Future<Output = wire::Outcome<webhooks::GetOrder>> + Send {
        self.0.forward(call)
    }

    fn post_order(
        &self,
        call: wire::Call<webhooks::PostOrder, ()>,
    ) -> impl Future<Output = wire::Outcome<webhooks::PostOrder>> + Send {
        self.0.forward_open(call)
    }
}

// ==== src/webhooks/webhooks.rs ====

//! The webhooks of the tag `webhooks`.

use counterpart_wire as wire;
use crate::problems;
use crate::types;

/// The webhooks of this tag.
///
/// Implement this trait to receive the webhooks. The generated `Sender` implements it as well.
pub trait Webhooks: Send + Sync + 'static {
    /// The authenticated caller, as returned by the authenticator of the server.
    type Principal: Send + Sync + 'static;

    /// An order is on its way.
    ///
    /// Webhook `orderShipped`, sent with `POST`.
    ///
    /// Returns no content.
    ///
    /// # Errors
    ///
    /// - `410`, [`OrderShippedError::Gone`]: Nobody listens any more.
    /// - `4XX`, [`OrderShippedError::ClientError`].
    fn order_shipped(
        &self,
        call: wire::Call<OrderShipped, ()>,
    ) -> impl Future<Output = wire::Outcome<OrderShipped>> + Send;

    /// Webhook `stock/low`, sent with `PUT`.
    ///
    /// Returns [`StockLowOutcome`].
    fn stock_low(
        &self,
        call: wire::Call<StockLow, ()>,
    ) -> impl Future<Output = wire::Outcome<StockLow>> + Send;
}

/// An order is on its way.
///
/// Webhook `orderShipped`, sent with `POST`.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct OrderShipped {
    pub x_event_id: wire::Uuid,
    /// At least 1.
    pub attempt: Option<i64>,
    pub body: types::Order,
}

impl OrderShipped {
    const X_EVENT_ID: wire::Param = wire::Param::header("X-Event-Id");
    const ATTEMPT: wire::Param = wire::Param::query("attempt");

    /// Creates a value from its required fields.
    #[must_use]
    pub fn new(x_event_id: wire::Uuid, body: types::Order) -> Self {
        Self {
            x_event_id,
            attempt: None,
            body,
        }
    }

    #[must_use]
    pub fn with_attempt(mut self, attempt: i64) -> Self {
        self.attempt = Some(attempt);
        self
    }
}

/// The documented errors of [`OrderShipped`].
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum OrderShippedError {
    /// Nobody listens any more.
    Gone,
    /// Not understood.
    ClientError(wire::StatusCode, types::Refusal),
}

impl wire::ApiError for OrderShippedError {
    fn status(&self) -> wire::StatusCode {
        match self {
            Self::Gone => wire::StatusCode::GONE,
            Self::ClientError(status, _) => *status,
        }
    }
}

impl From<OrderShippedError> for wire::Error<OrderShippedError> {
    fn from(error: OrderShippedError) -> Self {
        Self::Api(error)
    }
}

impl wire::Operation for OrderShipped {
    type Output = ();
    type Error = OrderShippedError;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "orderShipped",
        method: "POST",
        path: "/orderShipped",
        optional_slash: false,
        body: Some(wire::BodySpec {
            required: true,
            contents: &[wire::Content::JSON],
        }),
        answers: &[],
        problems: &[
            wire::ProblemShape::new(
                wire::Status::Range(4),
                "application/json",
                problems::REFUSAL,
            ),
        ],
        invalid: 400,
        security: &[],
    };

    fn write(self, to: &mut wire::RequestWriter) {
        to.param(&Self::X_EVENT_ID, Some(&self.x_event_id));
        to.param(&Self::ATTEMPT, self.attempt.as_ref());
        let body = self.body;
        to.json("application/json", &body);
    }

    fn read(from: &mut wire::RequestReader) -> Option<Self> {
        let x_event_id = from.required(&Self::X_EVENT_ID);
        let attempt = from.optional(&Self::ATTEMPT);
        let body = from.json();
        let request = Self {
            x_event_id: x_event_id?,
            attempt: attempt?,
            body: body?,
        };
        from.check(|checks| {
            if let Some(value) = &request.attempt {
                checks.param(&Self::ATTEMPT).at_least(value, 1, false);
            }
            wire::Validate::validate(&request.body, checks);
        })?;
        Some(request)
    }

    fn respond(
        outcome: Result<Self::Output, Self::Error>,
    ) -> wire::http::Response<wire::Body> {
        match outcome {
            Ok(()) => wire::respond::empty(204),
            Err(OrderShippedError::Gone) => wire::respond::empty(410),
            Err(OrderShippedError::ClientError(status, body)) => {
                wire::respond::json(status.as_u16(), "application/json", &body)
            }
        }
    }

    fn receive(
        from: wire::ResponseReader,
    ) -> Result<Result<Self::Output, Self::Error>, wire::Fault> {
        match from.status() {
            204 => from.empty().map(Ok),
            410 => from.empty().map(|()| Err(OrderShippedError::Gone)),
            400..=499 => {
                let status = from.status_code();
                from.json().map(|body| Err(OrderShippedError::ClientError(status, body)))
            }
            _ => Err(from.unexpected()),
        }
    }
}

/// Webhook `stock/low`, sent with `PUT`.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct StockLow {
    pub body: Option<Vec<String>>,
}

impl StockLow {
    /// Creates an empty value.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    #[must_use]
    pub fn with_body(mut self, body: Vec<String>) -> Self {
        self.body = Some(body);
        self
    }
}

/// The responses to [`StockLow`].
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum StockLowOutcome {
    /// Heard.
    Successful(wire::StatusCode),
}

impl wire::Operation for StockLow {
    type Output = StockLowOutcome;
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "stock/low",
        method: "PUT",
        path: "/stock%2Flow",
        optional_slash: false,
        body: Some(wire::BodySpec {
            required: false,
            contents: &[wire::Content::JSON],
        }),
        answers: &[],
        problems: &[],
        invalid: 400,
        security: &[],
    };

    fn write(self, to: &mut wire::RequestWriter) {
        if let Some(body) = self.body {
            to.json("application/json", &body);
        }
    }

    fn read(from: &mut wire::RequestReader) -> Option<Self> {
        let body = from.optional_json();
        Some(Self { body: body? })
    }

    fn respond(
        outcome: Result<Self::Output, Self::Error>,
    ) -> wire::http::Response<wire::Body> {
        match outcome {
            Ok(StockLowOutcome::Successful(status)) => {
                wire::respond::empty(status.as_u16())
            }
            Err(error) => match error {}
        }
    }

    fn receive(
        from: wire::ResponseReader,
    ) -> Result<Result<Self::Output, Self::Error>, wire::Fault> {
        match from.status() {
            200..=299 => {
                let status = from.status_code();
                from.empty().map(|()| Ok(StockLowOutcome::Successful(status)))
            }
            _ => Err(from.unexpected()),
        }
    }
}
