// ==== src/webhooks.rs ====

//! What the API tells those who listen: a trait and the requests of each tag, `Sender` to tell, `receiver` to be told.

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
/// Who listens implements this trait; a sender implements it too.
pub trait QuestionsWebhooks: Send + Sync + 'static {
    /// What authentication proves about a caller.
    type Principal: Send + Sync + 'static;

    /// `get order`.
    ///
    /// `GET`
    fn get_order(
        &self,
        call: wire::Call<GetOrder, Self::Principal>,
    ) -> impl Future<Output = wire::Outcome<GetOrder>> + Send;

    /// `post order`.
    ///
    /// `POST`
    fn post_order(
        &self,
        call: wire::Call<PostOrder, ()>,
    ) -> impl Future<Output = wire::Outcome<PostOrder>> + Send;
}

/// `get order`.
///
/// `GET`
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct GetOrder {
    /// The query parameter `challenge`.
    pub challenge: String,
}

impl GetOrder {
    const CHALLENGE: wire::Param = wire::Param::query("challenge");

    /// One with what must be there.
    #[must_use]
    pub fn new(challenge: impl Into<String>) -> Self {
        Self { challenge: challenge.into() }
    }
}

impl wire::Operation for GetOrder {
    type Output = String;
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "get order",
        method: "GET",
        path: "/order",
        loose_slash: false,
        body: None,
        answers: &[
            wire::AnswerSpec {
                status: wire::Status::Code(200),
                contents: &[
                    wire::Content { media: "text/plain", aliases: &[], codec: wire::Codec::Text },
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

    fn respond(outcome: Result<Self::Output, Self::Error>) -> wire::http::Response<wire::Body> {
        match outcome {
            Ok(body) => wire::respond::text(200, "text/plain", body),
            Err(error) => match error {},
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

/// `post order`.
///
/// `POST`
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct PostOrder {}

impl PostOrder {
    /// One with nothing set.
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
        loose_slash: false,
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

    fn respond(outcome: Result<Self::Output, Self::Error>) -> wire::http::Response<wire::Body> {
        match outcome {
            Ok(body) => wire::respond::json(200, "application/json", &body),
            Err(error) => match error {},
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

//! The receiving end: a router over any implementation of the webhooks.

use counterpart_wire::server::{Authenticator, Limits, Router, Routes};
use crate::webhooks;

/// Serves `api` to the callers that `authenticator` proves, within the standard limits.
///
/// Each one has its name for a path; mount the router with `nest` below the URL that is given to who sends, or choose other paths with `Routes::paths`.
pub fn router<T, A>(api: T, authenticator: A) -> Router
where
    T: webhooks::Webhooks<Principal = A::Principal>
        + webhooks::QuestionsWebhooks<Principal = A::Principal>,
    A: Authenticator,
{
    router_with(api, authenticator, Limits::default())
}

/// Serves `api` within limits of one's own.
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

/// Adds the operations of the tag `webhooks`.
pub fn webhooks<T, A>(routes: Routes<T, A>) -> Routes<T, A>
where
    T: webhooks::Webhooks<Principal = A::Principal>,
    A: Authenticator,
{
    routes
        .open::<webhooks::OrderShipped, _>(T::order_shipped)
        .open::<webhooks::StockLow, _>(T::stock_low)
}

/// Adds the operations of the tag `questions`.
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

//! The sending end of the webhooks, which implements the traits too.

use std::time::Duration;
use counterpart_wire as wire;
use wire::client::BuildError;

#[allow(unused_imports)]
use crate::{webhooks, security};

/// Calls receivers: each call says by `to` which one. Clones share their connections.
#[derive(Debug, Clone)]
pub struct Sender(wire::client::Client);

impl Sender {
    /// Begins to make a sender.
    pub fn builder() -> SenderBuilder {
        SenderBuilder(wire::client::Builder::sender())
    }

    /// An order is on its way.
    ///
    /// `POST`
    pub fn order_shipped(
        &self,
        request: webhooks::OrderShipped,
    ) -> wire::client::Pending<webhooks::OrderShipped> {
        self.0.start(request)
    }

    /// `stock/low`.
    ///
    /// `PUT`
    pub fn stock_low(
        &self,
        request: webhooks::StockLow,
    ) -> wire::client::Pending<webhooks::StockLow> {
        self.0.start(request)
    }

    /// `get order`.
    ///
    /// `GET`
    pub fn get_order(
        &self,
        request: webhooks::GetOrder,
    ) -> wire::client::Pending<webhooks::GetOrder> {
        self.0.start(request)
    }

    /// `post order`.
    ///
    /// `POST`
    pub fn post_order(
        &self,
        request: webhooks::PostOrder,
    ) -> wire::client::Pending<webhooks::PostOrder> {
        self.0.start(request)
    }
}

/// Makes a [`Sender`].
#[derive(Debug)]
#[must_use]
pub struct SenderBuilder(wire::client::Builder);

impl SenderBuilder {
    /// Where the receiver of this package is mounted: where calls go that do not say it by `to`.
    pub fn base_url(self, url: impl Into<String>) -> Self {
        Self(self.0.base_url(url))
    }

    /// The credential for the scheme `key`.
    pub fn key(self, key: impl Into<wire::Secret>) -> Self {
        Self(self.0.credential(&security::KEY, wire::Credential::ApiKey(key.into())))
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

    /// The sender.
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
/// Who listens implements this trait; a sender implements it too.
pub trait Webhooks: Send + Sync + 'static {
    /// What authentication proves about a caller.
    type Principal: Send + Sync + 'static;

    /// An order is on its way.
    ///
    /// `POST`
    fn order_shipped(
        &self,
        call: wire::Call<OrderShipped, ()>,
    ) -> impl Future<Output = wire::Outcome<OrderShipped>> + Send;

    /// `stock/low`.
    ///
    /// `PUT`
    fn stock_low(
        &self,
        call: wire::Call<StockLow, ()>,
    ) -> impl Future<Output = wire::Outcome<StockLow>> + Send;
}

/// An order is on its way.
///
/// `POST`
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct OrderShipped {
    /// The header parameter `X-Event-Id`.
    pub x_event_id: wire::Uuid,
    /// The query parameter `attempt`.
    pub attempt: Option<i64>,
    /// The body.
    pub body: types::Order,
}

impl OrderShipped {
    const X_EVENT_ID: wire::Param = wire::Param::header("X-Event-Id");
    const ATTEMPT: wire::Param = wire::Param::query("attempt");

    /// One with what must be there.
    #[must_use]
    pub fn new(x_event_id: wire::Uuid, body: types::Order) -> Self {
        Self { x_event_id, attempt: None, body }
    }

    /// Sets `attempt`.
    #[must_use]
    pub fn with_attempt(mut self, attempt: i64) -> Self {
        self.attempt = Some(attempt);
        self
    }
}

/// The documented errors of `OrderShipped`.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum OrderShippedError {
    /// Nobody listens any more.
    Gone,
    /// Not understood.
    ClientError(wire::StatusCode, types::Refusal),
}

impl wire::Documented for OrderShippedError {
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
        loose_slash: false,
        body: Some(wire::BodySpec { required: true, contents: &[wire::Content::JSON] }),
        answers: &[],
        problems: &[
            wire::ProblemShape::new(wire::Status::Range(4), "application/json", problems::REFUSAL),
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
        let request = Self { x_event_id: x_event_id?, attempt: attempt?, body: body? };
        from.check(|checks| {
            if let Some(value) = &request.attempt {
                checks.param(&Self::ATTEMPT, |checks| checks.at_least(value, 1, false));
            }
            {
                let value = &request.body;
                wire::Validate::validate(value, checks);
            }
        })?;
        Some(request)
    }

    fn respond(outcome: Result<Self::Output, Self::Error>) -> wire::http::Response<wire::Body> {
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

/// `stock/low`.
///
/// `PUT`
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct StockLow {
    /// The body.
    pub body: Option<Vec<String>>,
}

impl StockLow {
    /// One with nothing set.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets `body`.
    #[must_use]
    pub fn with_body(mut self, body: Vec<String>) -> Self {
        self.body = Some(body);
        self
    }
}

/// What `StockLow` answers.
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
        loose_slash: false,
        body: Some(wire::BodySpec { required: false, contents: &[wire::Content::JSON] }),
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

    fn respond(outcome: Result<Self::Output, Self::Error>) -> wire::http::Response<wire::Body> {
        match outcome {
            Ok(StockLowOutcome::Successful(status)) => wire::respond::empty(status.as_u16()),
            Err(error) => match error {},
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
