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
    fn form_cookies(
        &self,
        call: wire::Call<FormCookies, ()>,
    ) -> impl Future<Output = wire::Outcome<FormCookies>> + Send;

    /// `GET /bare`
    ///
    /// Returns no content.
    fn bare_cookies(
        &self,
        call: wire::Call<BareCookies, ()>,
    ) -> impl Future<Output = wire::Outcome<BareCookies>> + Send;
}

/// `GET /form`
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct FormCookies {
    pub text: String,
    /// At least 1 item.
    pub list: Option<Vec<i64>>,
    /// At least 1 item.
    pub lists: Option<Vec<i64>>,
    pub point: Option<types::Point>,
    pub spread: Option<types::Place>,
    pub json: Option<types::Point>,
    pub plain: Option<String>,
}

impl FormCookies {
    const TEXT: wire::Param = wire::Param::cookie("text");
    const LIST: wire::Param = wire::Param::cookie("list")
        .explode(false)
        .shape(wire::Shape::List)
        .no_commas();
    const LISTS: wire::Param = wire::Param::cookie("lists").shape(wire::Shape::List);
    const POINT: wire::Param = wire::Param::cookie("point")
        .explode(false)
        .shape(wire::Shape::Object(&["x", "y"]));
    const SPREAD: wire::Param = wire::Param::cookie("spread")
        .shape(wire::Shape::Object(&["floor", "room"]));
    const JSON: wire::Param = wire::Param::cookie("json").style(wire::Style::Json);
    const PLAIN: wire::Param = wire::Param::cookie("plain")
        .style(wire::Style::Simple)
        .explode(false);

    /// Creates a value from its required fields.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            list: None,
            lists: None,
            point: None,
            spread: None,
            json: None,
            plain: None,
        }
    }

    #[must_use]
    pub fn with_list(mut self, list: Vec<i64>) -> Self {
        self.list = Some(list);
        self
    }

    #[must_use]
    pub fn with_lists(mut self, lists: Vec<i64>) -> Self {
        self.lists = Some(lists);
        self
    }

    #[must_use]
    pub fn with_point(mut self, point: types::Point) -> Self {
        self.point = Some(point);
        self
    }

    #[must_use]
    pub fn with_spread(mut self, spread: types::Place) -> Self {
        self.spread = Some(spread);
        self
    }

    #[must_use]
    pub fn with_json(mut self, json: types::Point) -> Self {
        self.json = Some(json);
        self
    }

    #[must_use]
    pub fn with_plain(mut self, plain: impl Into<String>) -> Self {
        self.plain = Some(plain.into());
        self
    }
}

impl wire::Operation for FormCookies {
    type Output = ();
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "formCookies",
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
        to.param(&Self::TEXT, Some(&self.text));
        to.param(&Self::LIST, self.list.as_ref());
        to.param(&Self::LISTS, self.lists.as_ref());
        to.param(&Self::POINT, self.point.as_ref());
        to.param(&Self::SPREAD, self.spread.as_ref());
        to.param(&Self::JSON, self.json.as_ref());
        to.param(&Self::PLAIN, self.plain.as_ref());
    }

    fn read(from: &mut wire::RequestReader) -> Option<Self> {
        let text = from.required(&Self::TEXT);
        let list = from.optional(&Self::LIST);
        let lists = from.optional(&Self::LISTS);
        let point = from.optional(&Self::POINT);
        let spread = from.optional(&Self::SPREAD);
        let json = from.optional(&Self::JSON);
        let plain = from.optional(&Self::PLAIN);
        let request = Self {
            text: text?,
            list: list?,
            lists: lists?,
            point: point?,
            spread: spread?,
            json: json?,
            plain: plain?,
        };
        from.check(|checks| {
            if let Some(value) = &request.list {
                checks.param(&Self::LIST).count(value.len(), 1, None, "item");
            }
            if let Some(value) = &request.lists {
                checks.param(&Self::LISTS).count(value.len(), 1, None, "item");
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

/// `GET /bare`
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct BareCookies {
    pub text: String,
    /// At least 1 item.
    pub list: Option<Vec<i64>>,
    /// At least 1 item.
    pub lists: Option<Vec<i64>>,
    pub point: Option<types::Point>,
    pub spread: Option<types::Place>,
}

impl BareCookies {
    const TEXT: wire::Param = wire::Param::cookie("text").style(wire::Style::Cookie);
    const LIST: wire::Param = wire::Param::cookie("list")
        .style(wire::Style::Cookie)
        .explode(false)
        .shape(wire::Shape::List)
        .no_commas();
    const LISTS: wire::Param = wire::Param::cookie("lists")
        .style(wire::Style::Cookie)
        .shape(wire::Shape::List);
    const POINT: wire::Param = wire::Param::cookie("point")
        .style(wire::Style::Cookie)
        .explode(false)
        .shape(wire::Shape::Object(&["x", "y"]));
    const SPREAD: wire::Param = wire::Param::cookie("spread")
        .style(wire::Style::Cookie)
        .shape(wire::Shape::Object(&["floor", "room"]));

    /// Creates a value from its required fields.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            list: None,
            lists: None,
            point: None,
            spread: None,
        }
    }

    #[must_use]
    pub fn with_list(mut self, list: Vec<i64>) -> Self {
        self.list = Some(list);
        self
    }

    #[must_use]
    pub fn with_lists(mut self, lists: Vec<i64>) -> Self {
        self.lists = Some(lists);
        self
    }

    #[must_use]
    pub fn with_point(mut self, point: types::Point) -> Self {
        self.point = Some(point);
        self
    }

    #[must_use]
    pub fn with_spread(mut self, spread: types::Place) -> Self {
        self.spread = Some(spread);
        self
    }
}

impl wire::Operation for BareCookies {
    type Output = ();
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "bareCookies",
        method: "GET",
        path: "/bare",
        optional_slash: false,
        body: None,
        answers: &[],
        problems: &[],
        invalid: 400,
        security: &[],
    };

    fn write(self, to: &mut wire::RequestWriter) {
        to.param(&Self::TEXT, Some(&self.text));
        to.param(&Self::LIST, self.list.as_ref());
        to.param(&Self::LISTS, self.lists.as_ref());
        to.param(&Self::POINT, self.point.as_ref());
        to.param(&Self::SPREAD, self.spread.as_ref());
    }

    fn read(from: &mut wire::RequestReader) -> Option<Self> {
        let text = from.required(&Self::TEXT);
        let list = from.optional(&Self::LIST);
        let lists = from.optional(&Self::LISTS);
        let point = from.optional(&Self::POINT);
        let spread = from.optional(&Self::SPREAD);
        let request = Self {
            text: text?,
            list: list?,
            lists: lists?,
            point: point?,
            spread: spread?,
        };
        from.check(|checks| {
            if let Some(value) = &request.list {
                checks.param(&Self::LIST).count(value.len(), 1, None, "item");
            }
            if let Some(value) = &request.lists {
                checks.param(&Self::LISTS).count(value.len(), 1, None, "item");
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

// ==== src/problems.rs ====

//! Error bodies for requests that the server itself rejects, as the document describes them.

// ==== src/security.rs ====

//! The security schemes of the API.
