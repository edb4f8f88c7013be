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

    /// `GET /offset`
    ///
    /// Returns [`types::ByOffset200Response`](super::super::types::ByOffset200Response).
    fn by_offset(
        &self,
        call: wire::Call<ByOffset, ()>,
    ) -> impl Future<Output = wire::Outcome<ByOffset>> + Send;

    /// `GET /next-offset`
    ///
    /// Returns [`types::ByNextOffset200Response`](super::super::types::ByNextOffset200Response). A page, which may
    /// have no items at all.
    fn by_next_offset(
        &self,
        call: wire::Call<ByNextOffset, ()>,
    ) -> impl Future<Output = wire::Outcome<ByNextOffset>> + Send;

    /// `GET /cursor`
    ///
    /// Returns [`types::ByCursor200Response`](super::super::types::ByCursor200Response). A page, or the whole list.
    fn by_cursor(
        &self,
        call: wire::Call<ByCursor, ()>,
    ) -> impl Future<Output = wire::Outcome<ByCursor>> + Send;

    /// `GET /page`
    ///
    /// Returns a list of [`types::Thing`](super::super::types::Thing).
    fn by_page(
        &self,
        call: wire::Call<ByPage, ()>,
    ) -> impl Future<Output = wire::Outcome<ByPage>> + Send;

    /// `GET /after`
    ///
    /// Returns [`types::ByAfter200Response`](super::super::types::ByAfter200Response).
    fn by_after(
        &self,
        call: wire::Call<ByAfter, ()>,
    ) -> impl Future<Output = wire::Outcome<ByAfter>> + Send;
}

/// `GET /offset`
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct ByOffset {
    /// Defaults to `20`.
    pub limit: Option<i64>,
    pub offset: Option<i32>,
}

impl ByOffset {
    const LIMIT: wire::Param = wire::Param::query("limit");
    const OFFSET: wire::Param = wire::Param::query("offset");

    /// Creates an empty value.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    #[must_use]
    pub fn with_limit(mut self, limit: i64) -> Self {
        self.limit = Some(limit);
        self
    }

    #[must_use]
    pub fn with_offset(mut self, offset: i32) -> Self {
        self.offset = Some(offset);
        self
    }
}

impl wire::Operation for ByOffset {
    type Output = types::ByOffset200Response;
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "byOffset",
        method: "GET",
        path: "/offset",
        optional_slash: false,
        body: None,
        answers: &[wire::AnswerSpec::json(wire::Status::Code(200))],
        problems: &[],
        invalid: 400,
        security: &[],
    };

    fn write(self, to: &mut wire::RequestWriter) {
        to.param(&Self::LIMIT, self.limit.as_ref());
        to.param(&Self::OFFSET, self.offset.as_ref());
    }

    fn read(from: &mut wire::RequestReader) -> Option<Self> {
        let limit = from.optional(&Self::LIMIT);
        let offset = from.optional(&Self::OFFSET);
        Some(Self {
            limit: limit?,
            offset: offset?,
        })
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

impl wire::Paged for ByOffset {
    type Item = types::Thing;

    fn next_page(self, page: Self::Output) -> (Vec<Self::Item>, Option<Self>) {
        let items = page.items;
        let walk = wire::PageInfo::new(items.len())
            .limit(&self.limit, Some(20))
            .total(&page.total);
        let next = walk.offset(&self.offset).map(|offset| Self { offset, ..self });
        (items, next)
    }
}

/// `GET /next-offset`
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct ByNextOffset {
    pub limit: Option<i64>,
    pub offset: i64,
}

impl ByNextOffset {
    const LIMIT: wire::Param = wire::Param::query("limit");
    const OFFSET: wire::Param = wire::Param::query("offset");

    /// Creates a value from its required fields.
    #[must_use]
    pub fn new(offset: i64) -> Self {
        Self { limit: None, offset }
    }

    #[must_use]
    pub fn with_limit(mut self, limit: i64) -> Self {
        self.limit = Some(limit);
        self
    }
}

impl wire::Operation for ByNextOffset {
    type Output = types::ByNextOffset200Response;
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "byNextOffset",
        method: "GET",
        path: "/next-offset",
        optional_slash: false,
        body: None,
        answers: &[wire::AnswerSpec::json(wire::Status::Code(200))],
        problems: &[],
        invalid: 400,
        security: &[],
    };

    fn write(self, to: &mut wire::RequestWriter) {
        to.param(&Self::LIMIT, self.limit.as_ref());
        to.param(&Self::OFFSET, Some(&self.offset));
    }

    fn read(from: &mut wire::RequestReader) -> Option<Self> {
        let limit = from.optional(&Self::LIMIT);
        let offset = from.required(&Self::OFFSET);
        Some(Self {
            limit: limit?,
            offset: offset?,
        })
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

impl wire::Paged for ByNextOffset {
    type Item = types::Thing;

    fn next_page(self, page: Self::Output) -> (Vec<Self::Item>, Option<Self>) {
        let items = page.items.into_value().unwrap_or_default();
        let walk = wire::PageInfo::new(items.len()).limit(&self.limit, None);
        let next = walk
            .offset_from(&self.offset, &page.next_offset)
            .map(|offset| Self { offset, ..self });
        (items, next)
    }
}

/// `GET /cursor`
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct ByCursor {
    pub limit: Option<i64>,
    pub after: wire::Nullable<String>,
}

impl ByCursor {
    const LIMIT: wire::Param = wire::Param::query("limit");
    const AFTER: wire::Param = wire::Param::query("after");

    /// Creates an empty value.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    #[must_use]
    pub fn with_limit(mut self, limit: i64) -> Self {
        self.limit = Some(limit);
        self
    }

    #[must_use]
    pub fn with_after(mut self, after: impl Into<wire::Nullable<String>>) -> Self {
        self.after = after.into();
        self
    }
}

impl wire::Operation for ByCursor {
    type Output = types::ByCursor200Response;
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "byCursor",
        method: "GET",
        path: "/cursor",
        optional_slash: false,
        body: None,
        answers: &[wire::AnswerSpec::json(wire::Status::Code(200))],
        problems: &[],
        invalid: 400,
        security: &[],
    };

    fn write(self, to: &mut wire::RequestWriter) {
        to.param(&Self::LIMIT, self.limit.as_ref());
        to.param(&Self::AFTER, self.after.present().as_ref());
    }

    fn read(from: &mut wire::RequestReader) -> Option<Self> {
        let limit = from.optional(&Self::LIMIT);
        let after = from.nullable(&Self::AFTER);
        Some(Self {
            limit: limit?,
            after: after?,
        })
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

impl wire::Paged for ByCursor {
    type Item = types::Thing;

    fn first(self) -> Self {
        Self {
            limit: self.limit.or(Some(100)),
            ..self
        }
    }

    fn next_page(self, page: Self::Output) -> (Vec<Self::Item>, Option<Self>) {
        let page = match page {
            types::ByCursor200Response::Array(items) => return (items, None),
            types::ByCursor200Response::Page(page) => page,
        };
        let items = page.data;
        let walk = wire::PageInfo::new(items.len())
            .limit(&self.limit, None)
            .has_more(page.meta.more);
        let next = walk
            .cursor(&self.after, &page.meta.next)
            .map(|after| Self { after, ..self });
        (items, next)
    }
}

/// `GET /page`
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct ByPage {
    /// Defaults to `-1`.
    pub size: Option<i64>,
    pub page: Option<i32>,
}

impl ByPage {
    const SIZE: wire::Param = wire::Param::query("size");
    const PAGE: wire::Param = wire::Param::query("page");

    /// Creates an empty value.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    #[must_use]
    pub fn with_size(mut self, size: i64) -> Self {
        self.size = Some(size);
        self
    }

    #[must_use]
    pub fn with_page(mut self, page: i32) -> Self {
        self.page = Some(page);
        self
    }
}

impl wire::Operation for ByPage {
    type Output = Vec<types::Thing>;
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "byPage",
        method: "GET",
        path: "/page",
        optional_slash: false,
        body: None,
        answers: &[wire::AnswerSpec::json(wire::Status::Code(200))],
        problems: &[],
        invalid: 400,
        security: &[],
    };

    fn write(self, to: &mut wire::RequestWriter) {
        to.param(&Self::SIZE, self.size.as_ref());
        to.param(&Self::PAGE, self.page.as_ref());
    }

    fn read(from: &mut wire::RequestReader) -> Option<Self> {
        let size = from.optional(&Self::SIZE);
        let page = from.optional(&Self::PAGE);
        Some(Self { size: size?, page: page? })
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

impl wire::Paged for ByPage {
    type Item = types::Thing;

    fn next_page(self, page: Self::Output) -> (Vec<Self::Item>, Option<Self>) {
        let items = page;
        let walk = wire::PageInfo::new(items.len())
            .limit(&self.size, Some(-1))
            .unlimited(-1);
        let next = walk.page(&self.page, 0).map(|page| Self { page, ..self });
        (items, next)
    }
}

/// `GET /after`
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct ByAfter {
    pub after: Option<String>,
}

impl ByAfter {
    const AFTER: wire::Param = wire::Param::query("after");

    /// Creates an empty value.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    #[must_use]
    pub fn with_after(mut self, after: impl Into<String>) -> Self {
        self.after = Some(after.into());
        self
    }
}

impl wire::Operation for ByAfter {
    type Output = types::ByAfter200Response;
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "byAfter",
        method: "GET",
        path: "/after",
        optional_slash: false,
        body: None,
        answers: &[wire::AnswerSpec::json(wire::Status::Code(200))],
        problems: &[],
        invalid: 400,
        security: &[],
    };

    fn write(self, to: &mut wire::RequestWriter) {
        to.param(&Self::AFTER, self.after.as_ref());
    }

    fn read(from: &mut wire::RequestReader) -> Option<Self> {
        let after = from.optional(&Self::AFTER);
        Some(Self { after: after? })
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

impl wire::Paged for ByAfter {
    type Item = types::Thing;

    fn next_page(self, page: Self::Output) -> (Vec<Self::Item>, Option<Self>) {
        let items = page.data;
        let walk = wire::PageInfo::new(items.len()).has_more(page.has_more);
        let next = walk
            .after(&self.after, items.last().map(|item| &item.id))
            .map(|after| Self { after, ..self });
        (items, next)
    }
}

// ==== src/problems.rs ====

//! Error bodies for requests that the server itself rejects, as the document describes them.

// ==== src/security.rs ====

//! The security schemes of the API.
