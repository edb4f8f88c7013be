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

    /// `GET /form`
    ///
    /// Returns no content.
    fn by_form(
        &self,
        call: wire::Call<ByForm, ()>,
    ) -> impl Future<Output = wire::Outcome<ByForm>> + Send;

    /// `GET /json`
    ///
    /// Returns no content.
    fn by_json(
        &self,
        call: wire::Call<ByJson, ()>,
    ) -> impl Future<Output = wire::Outcome<ByJson>> + Send;

    /// `GET /text`
    ///
    /// Returns no content.
    fn by_path(
        &self,
        call: wire::Call<ByPath, ()>,
    ) -> impl Future<Output = wire::Outcome<ByPath>> + Send;
}

/// `GET /form`
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct ByForm {
    pub filter: types::Filter,
}

impl ByForm {
    const FILTER: wire::Param = wire::Param::querystring("filter")
        .fields(
            &[
                wire::Param::query("tags")
                    .style(wire::Style::PipeDelimited)
                    .explode(false)
                    .shape(wire::Shape::List),
                wire::Param::query("place")
                    .style(wire::Style::DeepObject)
                    .shape(wire::Shape::Object(&["x"])),
                wire::Param::query("ranges")
                    .style(wire::Style::Json)
                    .shape(wire::Shape::List),
            ],
        );

    /// Creates a value from its required fields.
    #[must_use]
    pub fn new(filter: types::Filter) -> Self {
        Self { filter }
    }
}

impl wire::Operation for ByForm {
    type Output = ();
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "byForm",
        method: "GET",
        path: "/form",
        optional_slash: false,
        body: None,
        answers: &[],
        problems: &[],
        invalid: 400,
        security: &[],
    };

    fn write(self, to: &mut wire::RequestWriter) {
        to.param(&Self::FILTER, Some(&self.filter));
    }

    fn read(from: &mut wire::RequestReader) -> Option<Self> {
        let filter = from.required(&Self::FILTER);
        let request = Self { filter: filter? };
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

/// `GET /json`
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct ByJson {
    pub selector: Option<types::Filter>,
}

impl ByJson {
    const SELECTOR: wire::Param = wire::Param::querystring("selector")
        .style(wire::Style::Json);

    /// Creates an empty value.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    #[must_use]
    pub fn with_selector(mut self, selector: types::Filter) -> Self {
        self.selector = Some(selector);
        self
    }
}

impl wire::Operation for ByJson {
    type Output = ();
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "byJson",
        method: "GET",
        path: "/json",
        optional_slash: false,
        body: None,
        answers: &[],
        problems: &[],
        invalid: 400,
        security: &[],
    };

    fn write(self, to: &mut wire::RequestWriter) {
        to.param(&Self::SELECTOR, self.selector.as_ref());
    }

    fn read(from: &mut wire::RequestReader) -> Option<Self> {
        let selector = from.optional(&Self::SELECTOR);
        let request = Self { selector: selector? };
        from.check(|checks| {
            if let Some(value) = &request.selector {
                checks.param(&Self::SELECTOR).validate(value);
            }
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

/// `GET /text`
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct ByPath {
    /// At least 2 characters.
    pub path: String,
}

impl ByPath {
    const PATH: wire::Param = wire::Param::querystring("path")
        .style(wire::Style::Simple)
        .explode(false);

    /// Creates a value from its required fields.
    #[must_use]
    pub fn new(path: impl Into<String>) -> Self {
        Self { path: path.into() }
    }
}

impl wire::Operation for ByPath {
    type Output = ();
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "byPath",
        method: "GET",
        path: "/text",
        optional_slash: false,
        body: None,
        answers: &[],
        problems: &[],
        invalid: 400,
        security: &[],
    };

    fn write(self, to: &mut wire::RequestWriter) {
        to.param(&Self::PATH, Some(&self.path));
    }

    fn read(from: &mut wire::RequestReader) -> Option<Self> {
        let path = from.required(&Self::PATH);
        let request = Self { path: path? };
        from.check(|checks| {
            checks.param(&Self::PATH).length(&request.path, 2, None);
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
