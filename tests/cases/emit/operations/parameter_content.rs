// ==== src/operations/default.rs ====

//! The operations of the tag `default`.

use counterpart_wire as wire;
use crate::types;

/// The operations of this tag.
///
/// Implement this trait to serve the API. The generated `Client` implements it as well.
pub trait DefaultApi: Send + Sync + 'static {
    /// The authenticated caller, as returned by the authenticator of the server.
    type Principal: Send + Sync + 'static;

    /// `GET /search`
    ///
    /// Returns no content.
    fn search(
        &self,
        call: wire::Call<Search, ()>,
    ) -> impl Future<Output = wire::Outcome<Search>> + Send;
}

/// `GET /search`
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Search {
    pub filter: types::SearchFilter,
    pub x_trace: Option<Vec<i64>>,
}

impl Search {
    const FILTER: wire::Param = wire::Param::query("filter").style(wire::Style::Json);
    const X_TRACE: wire::Param = wire::Param::header("X-Trace").style(wire::Style::Json);

    /// Creates a value from its required fields.
    #[must_use]
    pub fn new(filter: types::SearchFilter) -> Self {
        Self { filter, x_trace: None }
    }

    #[must_use]
    pub fn with_x_trace(mut self, x_trace: Vec<i64>) -> Self {
        self.x_trace = Some(x_trace);
        self
    }
}

impl wire::Operation for Search {
    type Output = ();
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "search",
        method: "GET",
        path: "/search",
        optional_slash: false,
        body: None,
        answers: &[],
        problems: &[],
        invalid: 400,
        security: &[],
    };

    fn write(self, to: &mut wire::RequestWriter) {
        to.param(&Self::FILTER, Some(&self.filter));
        to.param(&Self::X_TRACE, self.x_trace.as_ref());
    }

    fn read(from: &mut wire::RequestReader) -> Option<Self> {
        let filter = from.required(&Self::FILTER);
        let x_trace = from.optional(&Self::X_TRACE);
        let request = Self {
            filter: filter?,
            x_trace: x_trace?,
        };
        from.check(|checks| {
            checks.param(&Self::FILTER).validate(&request.filter);
        })?;
        Some(request)
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

// ==== src/problems.rs ====

//! Error bodies for requests that the server itself rejects, as the document describes them.

// ==== src/security.rs ====

//! The security schemes of the API.
