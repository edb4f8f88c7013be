//! One call of an operation, as an implementation of a generated trait gets it.

use std::ops::Deref;

use http::{HeaderMap, StatusCode};

use crate::messages::accept::Accept;
use crate::messages::problem::Problem;
use crate::operations::operation::{Operation, Outcome};

/// A request with who makes it and how it came.
///
/// The request's fields are reached through it: `call.body`. `P` is what authentication proved, and `()` for an
/// operation that is open to all.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Call<Op, P> {
    /// What is asked for.
    pub request: Op,
    /// Who asks.
    pub principal: P,
    /// How the request came.
    pub context: Context,
}

impl<Op, P> Call<Op, P> {
    /// A call made in the process: of an implementation, a mock, or a client as an implementation.
    pub fn new(request: Op, principal: P) -> Self {
        Self { request, principal, context: Context::default() }
    }

    /// The same call with another context.
    #[must_use]
    pub fn with_context(mut self, context: Context) -> Self {
        self.context = context;
        self
    }
}

/// The answer of an operation that an implementation does not have: a problem with the status 501.
pub fn not_implemented<Op: Operation, P>(call: Call<Op, P>) -> std::future::Ready<Outcome<Op>> {
    // The call is over: nothing of it is needed any more.
    drop(call);
    let detail = format!("`{}` is not implemented here", Op::SPEC.id);
    std::future::ready(Err(Problem::new(StatusCode::NOT_IMPLEMENTED, detail).into()))
}

impl<Op, P> Deref for Call<Op, P> {
    type Target = Op;

    fn deref(&self) -> &Op {
        &self.request
    }
}

/// What a request brought along that its document does not describe.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Context {
    /// Every header. Those of credentials are marked sensitive, and their `Debug` does not show them.
    pub headers: HeaderMap,
    /// What layers above the router left there.
    pub extensions: http::Extensions,
}

impl Context {
    /// The media types that the caller takes: what to choose by where an answer can have several.
    pub fn accept(&self) -> Accept {
        Accept::of(&self.headers)
    }
}
