//! A call of an operation, as the implementation of a generated trait receives it.

use std::ops::Deref;

use http::{HeaderMap, StatusCode};

use crate::messages::accept::Accept;
use crate::messages::problem::Problem;
use crate::operations::operation::{Operation, Outcome};

/// A request together with its caller and its context.
///
/// Dereferences to the request, so that `call.body` works. `P` is the principal that authentication returned, or `()`
/// for an operation without security.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Call<Op, P> {
    /// The request.
    pub request: Op,
    /// The authenticated caller.
    pub principal: P,
    /// The headers and extensions of the HTTP request.
    pub context: Context,
}

impl<Op, P> Call<Op, P> {
    /// Creates a call without HTTP, for instance to call an implementation directly in a test.
    pub fn new(request: Op, principal: P) -> Self {
        Self { request, principal, context: Context::default() }
    }

    /// Sets the context.
    #[must_use]
    pub fn with_context(mut self, context: Context) -> Self {
        self.context = context;
        self
    }
}

/// Answers with a problem with status 501, for an operation that is not implemented.
pub fn not_implemented<Op: Operation, P>(call: Call<Op, P>) -> std::future::Ready<Outcome<Op>> {
    // The request is not used.
    drop(call);
    let detail = format!("operation `{}` is not implemented", Op::SPEC.id);
    std::future::ready(Err(Problem::new(StatusCode::NOT_IMPLEMENTED, detail).into()))
}

impl<Op, P> Deref for Call<Op, P> {
    type Target = Op;

    fn deref(&self) -> &Op {
        &self.request
    }
}

/// Parts of the HTTP request that the OpenAPI document does not describe.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Context {
    /// All headers. Those with credentials are marked sensitive, so that `Debug` hides their values.
    pub headers: HeaderMap,
    /// The request extensions, as set by tower layers.
    pub extensions: http::Extensions,
}

impl Context {
    /// Returns the media types that the caller accepts, to choose among several response types.
    pub fn accept(&self) -> Accept {
        Accept::of(&self.headers)
    }
}
