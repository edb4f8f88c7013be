// ==== src/operations/default.rs ====

//! The operations of the tag `default`.

use counterpart_wire as wire;
use crate::types;

/// The operations of this tag.
///
/// An API is served by implementing this trait; a client implements it too.
pub trait DefaultApi: Send + Sync + 'static {
    /// What authentication proves about a caller.
    type Principal: Send + Sync + 'static;

    /// `byOffset`.
    ///
    /// `GET /offset`
    fn by_offset(
        &self,
        call: wire::Call<ByOffset, ()>,
    ) -> impl Future<Output = wire::Outcome<ByOffset>> + Send;

    /// `byNextOffset`.
    ///
    /// `GET /next-offset`
    fn by_next_offset(
        &self,
        call: wire::Call<ByNextOffset, ()>,
    ) -> impl Future<Output = wire::Outcome<ByNextOffset>> + Send;

    /// `byCursor`.
    ///
    /// `GET /cursor`
    fn by_cursor(
        &self,
        call: wire::Call<ByCursor, ()>,
    ) -> impl Future<Output = wire::Outcome<ByCursor>> + Send;

    /// `byPage`.
    ///
    /// `GET /page`
    fn by_page(
        &self,
        call: wire::Call<ByPage, ()>,
    ) -> impl Future<Output = wire::Outcome<ByPage>> + Send;

    /// `byAfter`.
    ///
    /// `GET /after`
    fn by_after(
        &self,
        call: wire::Call<ByAfter, ()>,
    ) -> impl Future<Output = wire::Outcome<ByAfter>> + Send;
}

/// `byOffset`.
///
/// `GET /offset`
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct ByOffset {
    /// When it is absent: `20`.
    pub limit: Option<i64>,
    /// The query parameter `offset`.
    pub offset: Option<i32>,
}

impl ByOffset {
    const LIMIT: wire::Param = wire::Param::query("limit");
    const OFFSET: wire::Param = wire::Param::query("offset");

    /// One with nothing set.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets `limit`.
    #[must_use]
    pub fn with_limit(mut self, limit: i64) -> Self {
        self.limit = Some(limit);
        self
    }

    /// Sets `offset`.
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
        loose_slash: false,
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
        Some(Self { limit: limit?, offset: offset? })
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

impl wire::Paged for ByOffset {
    type Item = types::Thing;

    fn turn(self, page: Self::Output) -> (Vec<Self::Item>, Option<Self>) {
        let items = page.items;
        let walk = wire::Walk::new(items.len()).limit(&self.limit, Some(20)).total(&page.total);
        let next = walk.offset(&self.offset).map(|offset| Self { offset, ..self });
        (items, next)
    }
}

/// `byNextOffset`.
///
/// `GET /next-offset`
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct ByNextOffset {
    /// The query parameter `limit`.
    pub limit: Option<i64>,
    /// The query parameter `offset`.
    pub offset: i64,
}

impl ByNextOffset {
    const LIMIT: wire::Param = wire::Param::query("limit");
    const OFFSET: wire::Param = wire::Param::query("offset");

    /// One with what must be there.
    #[must_use]
    pub fn new(offset: i64) -> Self {
        Self { limit: None, offset }
    }

    /// Sets `limit`.
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
        loose_slash: false,
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
        Some(Self { limit: limit?, offset: offset? })
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

impl wire::Paged for ByNextOffset {
    type Item = types::Thing;

    fn turn(self, page: Self::Output) -> (Vec<Self::Item>, Option<Self>) {
        let items = page.items.into_value().unwrap_or_default();
        let walk = wire::Walk::new(items.len()).limit(&self.limit, None);
        let next = walk
            .offset_from(&self.offset, &page.next_offset)
            .map(|offset| Self { offset, ..self });
        (items, next)
    }
}

/// `byCursor`.
///
/// `GET /cursor`
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct ByCursor {
    /// The query parameter `limit`.
    pub limit: Option<i64>,
    /// The query parameter `after`.
    pub after: wire::Nullable<String>,
}

impl ByCursor {
    const LIMIT: wire::Param = wire::Param::query("limit");
    const AFTER: wire::Param = wire::Param::query("after");

    /// One with nothing set.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets `limit`.
    #[must_use]
    pub fn with_limit(mut self, limit: i64) -> Self {
        self.limit = Some(limit);
        self
    }

    /// Sets `after`.
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
        loose_slash: false,
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
        Some(Self { limit: limit?, after: after? })
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

impl wire::Paged for ByCursor {
    type Item = types::Thing;

    fn first(self) -> Self {
        Self { limit: self.limit.or(Some(100)), ..self }
    }

    fn turn(self, page: Self::Output) -> (Vec<Self::Item>, Option<Self>) {
        let page = match page {
            types::ByCursor200Response::Array(items) => return (items, None),
            types::ByCursor200Response::Page(page) => page,
        };
        let items = page.data;
        let walk = wire::Walk::new(items.len()).limit(&self.limit, None).more(page.meta.more);
        let next = walk.cursor(&self.after, &page.meta.next).map(|after| Self { after, ..self });
        (items, next)
    }
}

/// `byPage`.
///
/// `GET /page`
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct ByPage {
    /// When it is absent: `-1`.
    pub size: Option<i64>,
    /// The query parameter `page`.
    pub page: Option<i32>,
}

impl ByPage {
    const SIZE: wire::Param = wire::Param::query("size");
    const PAGE: wire::Param = wire::Param::query("page");

    /// One with nothing set.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets `size`.
    #[must_use]
    pub fn with_size(mut self, size: i64) -> Self {
        self.size = Some(size);
        self
    }

    /// Sets `page`.
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
        loose_slash: false,
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

impl wire::Paged for ByPage {
    type Item = types::Thing;

    fn turn(self, page: Self::Output) -> (Vec<Self::Item>, Option<Self>) {
        let items = page;
        let walk = wire::Walk::new(items.len()).limit(&self.size, Some(-1)).unlimited(-1);
        let next = walk.page(&self.page, 0).map(|page| Self { page, ..self });
        (items, next)
    }
}

/// `byAfter`.
///
/// `GET /after`
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct ByAfter {
    /// The query parameter `after`.
    pub after: Option<String>,
}

impl ByAfter {
    const AFTER: wire::Param = wire::Param::query("after");

    /// One with nothing set.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets `after`.
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
        loose_slash: false,
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

impl wire::Paged for ByAfter {
    type Item = types::Thing;

    fn turn(self, page: Self::Output) -> (Vec<Self::Item>, Option<Self>) {
        let items = page.data;
        let walk = wire::Walk::new(items.len()).more(page.has_more);
        let next = walk
            .after(&self.after, items.last().map(|item| &item.id))
            .map(|after| Self { after, ..self });
        (items, next)
    }
}

// ==== src/problems.rs ====

//! The document's own error bodies, for what the server itself must refuse.

// ==== src/security.rs ====

//! The security schemes of the document.
