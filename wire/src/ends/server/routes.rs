//! Builds the [`axum::Router`] of an API from an implementation and its operations.
//!
//! Each operation becomes one boxed handler. Code that is not generic over operations is in other modules.

use std::sync::Arc;

use http::{StatusCode, header};

use super::authenticate::{Authenticator, authenticate_any};
use super::early;
use super::guard::{guard, within};
use super::receive::receive;
use super::reply::reply;
use super::stopping::end_events;
use super::table::{Handler, Table, not_found};
use super::{Limits, Router};
use crate::messages::accept::Accept;
use crate::messages::body::Body;
use crate::messages::multipart;
use crate::messages::param::Pairs;
use crate::messages::problem::Problem;
use crate::messages::request::RequestReader;
use crate::operations::call::{Call, Context};
use crate::operations::operation::{Operation, Outcome};
use crate::operations::security::SchemeKind;
use crate::operations::spec::OperationSpec;
use crate::values::location::Location;
use crate::values::violation::Violations;

/// A handler of an operation: a method of a generated trait, such as `T::get_pet`, or a function with the same
/// signature.
pub trait Answer<'a, T, Op: Operation, P>: Send + Sync + 'static {
    /// The future of the response.
    type Answer: Future<Output = Outcome<Op>> + Send + 'a;

    /// Handles a call with the implementation `api`.
    fn answer(&self, api: &'a T, call: Call<Op, P>) -> Self::Answer;
}

impl<'a, T, Op, P, F, Fut> Answer<'a, T, Op, P> for F
where
    T: 'a,
    Op: Operation,
    F: Fn(&'a T, Call<Op, P>) -> Fut + Send + Sync + 'static,
    Fut: Future<Output = Outcome<Op>> + Send + 'a,
{
    type Answer = Fut;

    fn answer(&self, api: &'a T, call: Call<Op, P>) -> Fut {
        self(api, call)
    }
}

/// Collects the operations of an implementation and builds a router.
pub struct Routes<T, A> {
    api: Arc<T>,
    authenticator: Arc<A>,
    limits: Limits,
    path_of: fn(&'static OperationSpec) -> &'static str,
    base: Option<&'static str>,
    table: Table,
}

impl<T, A> std::fmt::Debug for Routes<T, A> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let paths: Vec<&str> = self.table.paths().collect();
        f.debug_struct("Routes").field("paths", &paths).finish_non_exhaustive()
    }
}

impl<T: Send + Sync + 'static, A: Authenticator> Routes<T, A> {
    /// Creates routes to `api`, with callers authenticated by `authenticator`.
    pub fn new(api: T, authenticator: A, limits: Limits) -> Self {
        Self {
            api: Arc::new(api),
            authenticator: Arc::new(authenticator),
            limits,
            path_of: |spec| spec.path,
            base: None,
            table: Table::default(),
        }
    }

    /// Serves each operation added after this call at `path`: webhooks and callbacks have no path in the OpenAPI
    /// document. No two operations with the same method may have the same path.
    #[must_use]
    pub fn paths(mut self, path_of: fn(&'static OperationSpec) -> &'static str) -> Self {
        self.path_of = path_of;
        self
    }

    /// Serves each operation added after this call below the path of its server: `base`, or the path of the
    /// operation's own server.
    #[must_use]
    pub fn below(mut self, base: &'static str) -> Self {
        self.base = Some(base);
        self
    }

    /// Adds an operation without security.
    #[must_use]
    pub fn open<Op, F>(self, answer: F) -> Self
    where
        Op: Operation,
        F: for<'a> Answer<'a, T, Op, ()>,
    {
        let (api, limits, answer) = (self.api.clone(), self.limits, Arc::new(answer));
        self.route::<Op>(Arc::new(move |request, path| {
            let (api, answer) = (api.clone(), answer.clone());
            let (parts, body) = request.into_parts();
            Box::pin(guard(Op::SPEC, async move {
                let context = context(Op::SPEC, &parts);
                let shutdown = parts.extensions.get().cloned();
                acceptable(Op::SPEC, &context.accept())?;
                let mut reader = receive(Op::SPEC, parts, path, Body::wrap(body), &limits).await?;
                let time = limits.time_for(&reader);
                let call = Call::new(read::<Op>(&mut reader)?, ()).with_context(context);
                let answer = answer.answer(&api, call);
                let response = reply::<Op>(within(Op::SPEC, time, answer).await?);
                Ok(end_events(Op::SPEC, response, shutdown))
            }))
        }))
    }

    /// Adds an operation with required security.
    #[must_use]
    pub fn secured<Op, F>(self, answer: F) -> Self
    where
        Op: Operation,
        F: for<'a> Answer<'a, T, Op, A::Principal>,
    {
        self.proved(answer, |principal| {
            principal.ok_or_else(|| {
                Problem::new(StatusCode::UNAUTHORIZED, "this operation requires credentials")
            })
        })
    }

    /// Adds an operation with optional security.
    #[must_use]
    pub fn optional<Op, F>(self, answer: F) -> Self
    where
        Op: Operation,
        F: for<'a> Answer<'a, T, Op, Option<A::Principal>>,
    {
        self.proved(answer, Ok)
    }

    fn proved<Op, P, F>(
        self,
        answer: F,
        allow: fn(Option<A::Principal>) -> Result<P, Problem>,
    ) -> Self
    where
        Op: Operation,
        P: Send + 'static,
        F: for<'a> Answer<'a, T, Op, P>,
    {
        let (api, limits, answer) = (self.api.clone(), self.limits, Arc::new(answer));
        let authenticator = self.authenticator.clone();
        self.route::<Op>(Arc::new(move |request, path| {
            let (api, answer) = (api.clone(), answer.clone());
            let authenticator = authenticator.clone();
            let (parts, body) = request.into_parts();
            Box::pin(guard(Op::SPEC, async move {
                let query = Pairs::of_query(parts.uri.query().unwrap_or_default());
                // Callers are authenticated before their body is read.
                let principal = authenticate_any(&*authenticator, Op::SPEC, &parts.headers, &query);
                let principal = within(Op::SPEC, limits.answer, principal).await??;
                let principal = allow(principal)?;
                let context = context(Op::SPEC, &parts);
                let shutdown = parts.extensions.get().cloned();
                acceptable(Op::SPEC, &context.accept())?;
                let mut reader = receive(Op::SPEC, parts, path, Body::wrap(body), &limits).await?;
                let time = limits.time_for(&reader);
                let call = Call::new(read::<Op>(&mut reader)?, principal).with_context(context);
                let answer = answer.answer(&api, call);
                let response = reply::<Op>(within(Op::SPEC, time, answer).await?);
                Ok(end_events(Op::SPEC, response, shutdown))
            }))
        }))
    }

    fn route<Op: Operation>(mut self, handler: Handler) -> Self {
        let base = self.base.map(|base| Op::SERVER.map_or(base, path_of_address));
        let base = base.unwrap_or_default();
        self.table.push(Op::SPEC, Op::PATH, base, (self.path_of)(Op::SPEC), handler);
        self
    }

    /// Adds the operations of another implementation, such as that of another tag. Routers that share a path cannot
    /// be merged later: axum panics.
    #[must_use]
    pub fn merge<U, B>(mut self, other: Routes<U, B>) -> Self {
        self.table.append(other.table);
        self
    }

    /// Builds the router. Unknown paths and methods are answered with problems.
    pub fn into_router(self) -> Router {
        let shape = self.table.shape(StatusCode::NOT_FOUND);
        let answer = move |_| async move { not_found(shape).map(axum::body::Body::new) };
        self.into_partial_router()
            .fallback(move |request| early::settle(request, early::PAUSE, answer))
    }

    /// Builds a router without a fallback for unknown paths, to be merged with another router that has one. axum
    /// panics if both have one.
    pub fn into_partial_router(self) -> Router {
        self.table.into_router()
    }
}

/// Returns the path of a server address, without a trailing slash.
fn path_of_address(address: &'static str) -> &'static str {
    let rest = address.split_once("://").map_or(address, |(_, rest)| {
        rest.find('/').and_then(|at| rest.get(at..)).unwrap_or_default()
    });
    rest.trim_end_matches('/')
}

fn context(spec: &'static OperationSpec, parts: &http::request::Parts) -> Context {
    let schemes = spec.security.iter().flat_map(|requirement| requirement.iter());
    let keys: Vec<&str> = schemes
        .filter_map(|(scheme, _)| match scheme.kind {
            SchemeKind::ApiKey { location: Location::Header, name } => Some(name),
            _ => None,
        })
        .collect();
    let mut headers = parts.headers.clone();
    for (name, value) in &mut headers {
        let secret = [header::AUTHORIZATION, header::PROXY_AUTHORIZATION, header::COOKIE];
        if secret.contains(name) || keys.iter().any(|key| name.as_str().eq_ignore_ascii_case(key)) {
            value.set_sensitive(true);
        }
    }
    Context { headers, extensions: parts.extensions.clone() }
}

/// Rejects a request that accepts none of the media types of a success.
fn acceptable(spec: &'static OperationSpec, accept: &Accept) -> Result<(), Problem> {
    let offers: Vec<&str> = spec.offers().collect();
    if offers.is_empty() || accept.best(&offers).is_some() {
        return Ok(());
    }
    let why = format!("no available media type is acceptable: accept {}", offers.join(" or "));
    Err(Problem::new(StatusCode::NOT_ACCEPTABLE, why))
}

fn read<Op: Operation>(reader: &mut RequestReader) -> Result<Op, Problem> {
    let read = Op::read(reader);
    reader
        .finished(read)
        .map_err(|found| Problem::invalid(refusal(Op::SPEC, reader.invalid, &found), found))
}

/// Returns the status for violations. If all are unsupported media types of form parts, it is 415 as for a whole
/// body, unless only the usual status has a documented error body.
fn refusal(spec: &OperationSpec, invalid: StatusCode, violations: &Violations) -> StatusCode {
    let unsupported = StatusCode::UNSUPPORTED_MEDIA_TYPE;
    let only_types = violations.iter().all(|found| found.code == multipart::UNSUPPORTED_MEDIA_TYPE);
    let documented = spec.problem(unsupported).is_some() || spec.problem(invalid).is_none();
    if only_types && documented && !violations.is_empty() { unsupported } else { invalid }
}
