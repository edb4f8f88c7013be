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

    /// `GET /listed/{rows}`
    ///
    /// Returns no content.
    fn listed(
        &self,
        call: wire::Call<Listed, ()>,
    ) -> impl Future<Output = wire::Outcome<Listed>> + Send;

    /// `GET /spread`
    ///
    /// Returns no content.
    fn spread(
        &self,
        call: wire::Call<Spread, ()>,
    ) -> impl Future<Output = wire::Outcome<Spread>> + Send;

    /// `GET /joined`
    ///
    /// Returns no content.
    fn joined(
        &self,
        call: wire::Call<Joined, ()>,
    ) -> impl Future<Output = wire::Outcome<Joined>> + Send;

    /// `GET /deep`
    ///
    /// Returns no content.
    fn deep(
        &self,
        call: wire::Call<Deep, ()>,
    ) -> impl Future<Output = wire::Outcome<Deep>> + Send;

    /// `POST /deep`
    ///
    /// Returns no content.
    fn deep_form(
        &self,
        call: wire::Call<DeepForm, ()>,
    ) -> impl Future<Output = wire::Outcome<DeepForm>> + Send;
}

/// `GET /listed/{rows}`
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Listed {
    pub rows: Vec<types::Row>,
    pub filters: Option<Vec<types::Row>>,
    pub grid: Option<Vec<Vec<i64>>>,
    pub pair: Option<types::ListedPair>,
    pub some: Option<Vec<types::ListedSomeItem>>,
    pub theme: Option<Vec<types::Row>>,
}

impl Listed {
    const ROWS: wire::Param = wire::Param::path("rows")
        .shape(wire::Shape::List)
        .nested(wire::Nested::All);
    const FILTERS: wire::Param = wire::Param::query("filters")
        .shape(wire::Shape::List)
        .nested(wire::Nested::All);
    const GRID: wire::Param = wire::Param::query("grid")
        .explode(false)
        .shape(wire::Shape::List)
        .nested(wire::Nested::All);
    const PAIR: wire::Param = wire::Param::query("pair")
        .shape(wire::Shape::List)
        .nested(wire::Nested::All);
    const SOME: wire::Param = wire::Param::query("some")
        .shape(wire::Shape::List)
        .nested(wire::Nested::All);
    const THEME: wire::Param = wire::Param::cookie("theme")
        .shape(wire::Shape::List)
        .nested(wire::Nested::All);

    /// Creates a value from its required fields.
    #[must_use]
    pub fn new(rows: Vec<types::Row>) -> Self {
        Self {
            rows,
            filters: None,
            grid: None,
            pair: None,
            some: None,
            theme: None,
        }
    }

    #[must_use]
    pub fn with_filters(mut self, filters: Vec<types::Row>) -> Self {
        self.filters = Some(filters);
        self
    }

    #[must_use]
    pub fn with_grid(mut self, grid: Vec<Vec<i64>>) -> Self {
        self.grid = Some(grid);
        self
    }

    #[must_use]
    pub fn with_pair(mut self, pair: types::ListedPair) -> Self {
        self.pair = Some(pair);
        self
    }

    #[must_use]
    pub fn with_some(mut self, some: Vec<types::ListedSomeItem>) -> Self {
        self.some = Some(some);
        self
    }

    #[must_use]
    pub fn with_theme(mut self, theme: Vec<types::Row>) -> Self {
        self.theme = Some(theme);
        self
    }
}

impl wire::Operation for Listed {
    type Output = ();
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "listed",
        method: "GET",
        path: "/listed/{rows}",
        optional_slash: false,
        body: None,
        answers: &[],
        problems: &[],
        invalid: 400,
        security: &[],
    };

    fn write(self, to: &mut wire::RequestWriter) {
        to.param(&Self::ROWS, Some(&self.rows));
        to.param(&Self::FILTERS, self.filters.as_ref());
        to.param(&Self::GRID, self.grid.as_ref());
        to.param(&Self::PAIR, self.pair.as_ref());
        to.param(&Self::SOME, self.some.as_ref());
        to.param(&Self::THEME, self.theme.as_ref());
    }

    fn read(from: &mut wire::RequestReader) -> Option<Self> {
        let rows = from.required(&Self::ROWS);
        let filters = from.optional(&Self::FILTERS);
        let grid = from.optional(&Self::GRID);
        let pair = from.optional(&Self::PAIR);
        let some = from.optional(&Self::SOME);
        let theme = from.optional(&Self::THEME);
        let request = Self {
            rows: rows?,
            filters: filters?,
            grid: grid?,
            pair: pair?,
            some: some?,
            theme: theme?,
        };
        from.check(|checks| {
            checks.param(&Self::ROWS).validate(&request.rows);
            if let Some(value) = &request.filters {
                checks.param(&Self::FILTERS).validate(value);
            }
            if let Some(value) = &request.pair {
                checks.param(&Self::PAIR).validate(value);
            }
            if let Some(value) = &request.some {
                checks.param(&Self::SOME).validate(value);
            }
            if let Some(value) = &request.theme {
                checks.param(&Self::THEME).validate(value);
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

/// `GET /spread`
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Spread {
    pub page: Option<types::Page>,
}

impl Spread {
    const PAGE: wire::Param = wire::Param::query("page")
        .shape(wire::Shape::Object(&["size", "sort", "row", "rows"]))
        .nested(wire::Nested::Properties(&["row", "rows"]));

    /// Creates an empty value.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    #[must_use]
    pub fn with_page(mut self, page: types::Page) -> Self {
        self.page = Some(page);
        self
    }
}

impl wire::Operation for Spread {
    type Output = ();
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "spread",
        method: "GET",
        path: "/spread",
        optional_slash: false,
        body: None,
        answers: &[],
        problems: &[],
        invalid: 400,
        security: &[],
    };

    fn write(self, to: &mut wire::RequestWriter) {
        to.param(&Self::PAGE, self.page.as_ref());
    }

    fn read(from: &mut wire::RequestReader) -> Option<Self> {
        let page = from.optional(&Self::PAGE);
        let request = Self { page: page? };
        from.check(|checks| {
            if let Some(value) = &request.page {
                checks.param(&Self::PAGE).validate(value);
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

/// `GET /joined`
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Joined {
    pub page: Option<types::Page>,
    pub rows: Option<wire::Map<types::Row>>,
}

impl Joined {
    const PAGE: wire::Param = wire::Param::query("page")
        .explode(false)
        .shape(wire::Shape::Object(&["size", "sort", "row", "rows"]))
        .nested(wire::Nested::Properties(&["row", "rows", "sort"]));
    const ROWS: wire::Param = wire::Param::query("rows")
        .style(wire::Style::PipeDelimited)
        .explode(false)
        .shape(wire::Shape::Object(&[]))
        .nested(wire::Nested::All);

    /// Creates an empty value.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    #[must_use]
    pub fn with_page(mut self, page: types::Page) -> Self {
        self.page = Some(page);
        self
    }

    #[must_use]
    pub fn with_rows(mut self, rows: wire::Map<types::Row>) -> Self {
        self.rows = Some(rows);
        self
    }
}

impl wire::Operation for Joined {
    type Output = ();
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "joined",
        method: "GET",
        path: "/joined",
        optional_slash: false,
        body: None,
        answers: &[],
        problems: &[],
        invalid: 400,
        security: &[],
    };

    fn write(self, to: &mut wire::RequestWriter) {
        to.param(&Self::PAGE, self.page.as_ref());
        to.param(&Self::ROWS, self.rows.as_ref());
    }

    fn read(from: &mut wire::RequestReader) -> Option<Self> {
        let page = from.optional(&Self::PAGE);
        let rows = from.optional(&Self::ROWS);
        let request = Self { page: page?, rows: rows? };
        from.check(|checks| {
            if let Some(value) = &request.page {
                checks.param(&Self::PAGE).validate(value);
            }
            if let Some(value) = &request.rows {
                checks.param(&Self::ROWS).validate(value);
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

/// `GET /deep`
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Deep {
    pub page: Option<types::Page>,
    pub rows: Option<Vec<types::Row>>,
    pub expand: Option<Vec<String>>,
}

impl Deep {
    const PAGE: wire::Param = wire::Param::query("page")
        .style(wire::Style::DeepObject)
        .explode(false)
        .shape(wire::Shape::Object(&["size", "sort", "row", "rows"]));
    const ROWS: wire::Param = wire::Param::query("rows")
        .style(wire::Style::DeepObject)
        .explode(false)
        .shape(wire::Shape::List);
    const EXPAND: wire::Param = wire::Param::query("expand")
        .style(wire::Style::DeepObject)
        .explode(false)
        .shape(wire::Shape::List);

    /// Creates an empty value.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    #[must_use]
    pub fn with_page(mut self, page: types::Page) -> Self {
        self.page = Some(page);
        self
    }

    #[must_use]
    pub fn with_rows(mut self, rows: Vec<types::Row>) -> Self {
        self.rows = Some(rows);
        self
    }

    #[must_use]
    pub fn with_expand(mut self, expand: Vec<String>) -> Self {
        self.expand = Some(expand);
        self
    }
}

impl wire::Operation for Deep {
    type Output = ();
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "deep",
        method: "GET",
        path: "/deep",
        optional_slash: false,
        body: None,
        answers: &[],
        problems: &[],
        invalid: 400,
        security: &[],
    };

    fn write(self, to: &mut wire::RequestWriter) {
        to.param(&Self::PAGE, self.page.as_ref());
        to.param(&Self::ROWS, self.rows.as_ref());
        to.param(&Self::EXPAND, self.expand.as_ref());
    }

    fn read(from: &mut wire::RequestReader) -> Option<Self> {
        let page = from.optional(&Self::PAGE);
        let rows = from.optional(&Self::ROWS);
        let expand = from.optional(&Self::EXPAND);
        let request = Self {
            page: page?,
            rows: rows?,
            expand: expand?,
        };
        from.check(|checks| {
            if let Some(value) = &request.page {
                checks.param(&Self::PAGE).validate(value);
            }
            if let Some(value) = &request.rows {
                checks.param(&Self::ROWS).validate(value);
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

/// `POST /deep`
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct DeepForm {
    pub body: types::DeepFormBody,
}

impl DeepForm {
    /// Creates a value from its required fields.
    #[must_use]
    pub fn new(body: types::DeepFormBody) -> Self {
        Self { body }
    }
}

impl wire::Operation for DeepForm {
    type Output = ();
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "deepForm",
        method: "POST",
        path: "/deep",
        optional_slash: false,
        body: Some(wire::BodySpec {
            required: true,
            contents: &[
                wire::Content {
                    media: "application/x-www-form-urlencoded",
                    aliases: &[],
                    codec: wire::Codec::Form,
                },
            ],
        }),
        answers: &[],
        problems: &[],
        invalid: 400,
        security: &[],
    };

    fn write(self, to: &mut wire::RequestWriter) {
        let body = self.body;
        to.form(
            "application/x-www-form-urlencoded",
            &[
                wire::Param::query("page")
                    .style(wire::Style::DeepObject)
                    .shape(wire::Shape::Object(&["size", "sort", "row", "rows"])),
                wire::Param::query("rows")
                    .style(wire::Style::DeepObject)
                    .shape(wire::Shape::List),
                wire::Param::query("listed")
                    .shape(wire::Shape::List)
                    .nested(wire::Nested::All),
            ],
            &body,
        );
    }

    fn read(from: &mut wire::RequestReader) -> Option<Self> {
        let body = from
            .form(
                &[
                    wire::Param::query("page")
                        .style(wire::Style::DeepObject)
                        .shape(wire::Shape::Object(&["size", "sort", "row", "rows"])),
                    wire::Param::query("rows")
                        .style(wire::Style::DeepObject)
                        .shape(wire::Shape::List),
                    wire::Param::query("listed")
                        .shape(wire::Shape::List)
                        .nested(wire::Nested::All),
                ],
            );
        let request = Self { body: body? };
        from.check(|checks| {
            wire::Validate::validate(&request.body, checks);
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
