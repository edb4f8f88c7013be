//! Finds the operation for a request: all templates and methods, behind the patterns that axum matches.
//!
//! axum finds the candidates, this table decides. The most literal template that matches and has the method wins, so
//! that every URL a client can build for an operation reaches an operation.

use std::pin::Pin;
use std::sync::Arc;

use axum::extract::Request;
use http::{HeaderValue, Method, Response, StatusCode, header};
use indexmap::IndexMap;

use super::Router;
use super::early;
use super::reply::refuse_as;
use super::template::Template;
use crate::messages::body::Body;
use crate::messages::param::{Param, PathValues};
use crate::messages::problem::Problem;
use crate::operations::problem_shape::ProblemShape;
use crate::operations::spec::OperationSpec;

pub(super) type Answer = Pin<Box<dyn Future<Output = Response<Body>> + Send>>;
pub(super) type Handler = Arc<dyn Fn(Request, PathValues) -> Answer + Send + Sync>;

/// All operations with their templates.
#[derive(Default)]
pub(super) struct Table {
    entries: Vec<Entry>,
    /// The error bodies for an unknown path and for a wrong method.
    shapes: [Option<&'static ProblemShape>; 2],
}

/// The statuses of requests that reach no operation.
const UNKNOWN: [StatusCode; 2] = [StatusCode::NOT_FOUND, StatusCode::METHOD_NOT_ALLOWED];

#[derive(Clone)]
struct Entry {
    template: Template,
    spec: &'static OperationSpec,
    handler: Handler,
}

impl Table {
    pub(super) fn push(
        &mut self,
        spec: &'static OperationSpec,
        params: &[Param],
        base: &'static str,
        path: &'static str,
        handler: Handler,
    ) {
        let template = Template::new(path, params).below(base);
        let handler = if template.is_unambiguous() { handler } else { Arc::new(ambiguous) };
        if let Some(template) = template.other_slash().filter(|_| spec.optional_slash) {
            self.entries.push(Entry { template, spec, handler: handler.clone() });
        }
        self.entries.push(Entry { template, spec, handler });
    }

    pub(super) fn append(&mut self, other: Self) {
        self.entries.extend(other.entries);
    }

    pub(super) fn paths(&self) -> impl Iterator<Item = &'static str> {
        self.entries.iter().map(|entry| entry.spec.path)
    }

    /// Builds a router. Unknown paths are left to its fallback.
    pub(super) fn into_router(mut self) -> Router {
        self.entries.sort_by(|a, b| a.template.precedence(&b.template));
        let mut patterns: IndexMap<String, Vec<Entry>> = IndexMap::new();
        for entry in &self.entries {
            patterns.entry(entry.template.pattern()).or_default().push(entry.clone());
        }
        self.shapes = UNKNOWN.map(|status| self.shape(status));
        let all = Arc::new(self);
        // A literal segment may start with `:` or `*`, which had a meaning in axum 0.7.
        let router = Router::new().without_v07_checks();
        patterns.into_iter().fold(router, |router, (pattern, entries)| {
            let near = Arc::new(Self { entries, ..Self::default() });
            let all = all.clone();
            let answer = move |request: Request| {
                let (near, all) = (near.clone(), all.clone());
                early::settle(request, early::PAUSE, |request| dispatch(near, all, request))
            };
            router.route(&pattern, axum::routing::any(answer))
        })
    }

    fn find(&self, method: &Method, path: &str, query: &str) -> Option<(&Handler, PathValues)> {
        let of_method = self.entries.iter().filter(|entry| entry.spec.method == method.as_str());
        of_method
            .filter(|entry| entry.template.has_query(query))
            .map(|entry| (&entry.handler, entry.template.fit(path)))
            .find_map(|(handler, values)| Some((handler, values?)))
    }

    /// Returns the error body that all operations have for a status, if it is the same for all that have one.
    pub(super) fn shape(&self, status: StatusCode) -> Option<&'static ProblemShape> {
        let sample = Problem::new(status, "sample");
        let mut shapes = self.entries.iter().filter_map(|entry| entry.spec.problem(status));
        let first = shapes.next()?;
        let body = first.render(&sample);
        let is_same =
            |other: &ProblemShape| other.media == first.media && other.render(&sample) == body;
        shapes.all(is_same).then_some(first)
    }

    /// Answers a method that no operation of a path has.
    fn refuse(&self, method: &Method, path: &str) -> Response<Body> {
        let allowed = self.methods(path);
        if allowed.is_empty() {
            return not_found(self.shapes[0]);
        }
        let why = format!("method {method} is not allowed: use {}", allowed.join(" or "));
        let problem = Problem::new(StatusCode::METHOD_NOT_ALLOWED, why);
        let mut response = refuse_as(self.shapes[1], &problem);
        if let Ok(value) = HeaderValue::from_str(&allowed.join(", ")) {
            response.headers_mut().insert(header::ALLOW, value);
        }
        response
    }

    /// Returns the methods of a path.
    fn methods(&self, path: &str) -> Vec<&'static str> {
        let fitting = self.entries.iter().filter(|entry| entry.template.fit(path).is_some());
        let mut methods: Vec<&str> = fitting.map(|entry| entry.spec.method).collect();
        if methods.contains(&"GET") {
            methods.push("HEAD");
        }
        let mut seen = std::collections::BTreeSet::new();
        methods.retain(|method| seen.insert(*method));
        methods
    }
}

async fn dispatch(
    near: Arc<Table>,
    all: Arc<Table>,
    request: Request,
) -> Response<axum::body::Body> {
    let path = request.uri().path();
    let query = request.uri().query().unwrap_or_default();
    let find =
        |method: &Method| near.find(method, path, query).or_else(|| all.find(method, path, query));
    let found = match request.method() {
        &Method::HEAD => find(&Method::HEAD).or_else(|| find(&Method::GET)),
        method => find(method),
    };
    let response = match found {
        Some((handler, values)) => {
            let handler = handler.clone();
            handler(request, values).await
        }
        None => all.refuse(request.method(), path),
    };
    response.map(axum::body::Body::new)
}

/// Answers a path whose values cannot be told apart. No value is better than a wrong one.
fn ambiguous(_: Request, _: PathValues) -> Answer {
    let why = "the parameters of this path are ambiguous";
    Box::pin(async move { refuse_as(None, &Problem::new(StatusCode::NOT_IMPLEMENTED, why)) })
}

/// Answers a path that no operation has.
pub(super) fn not_found(shape: Option<&ProblemShape>) -> Response<Body> {
    let why = "there is no operation at this path";
    refuse_as(shape, &Problem::new(StatusCode::NOT_FOUND, why))
}
