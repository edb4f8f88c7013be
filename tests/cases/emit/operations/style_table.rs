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

    /// `GET /paths/{simple_text}/{simple_list}/{simple_object}/{simple_text_exploded}/{simple_list_exploded}/{simple_object_exploded}/{label_text}/{label_list}/{label_object}/{label_text_exploded}/{label_list_exploded}/{label_object_exploded}/{matrix_text}/{matrix_list}/{matrix_object}/{matrix_text_exploded}/{matrix_list_exploded}/{matrix_object_exploded}/{json}`
    ///
    /// Returns no content.
    fn in_path(
        &self,
        call: wire::Call<InPath, ()>,
    ) -> impl Future<Output = wire::Outcome<InPath>> + Send;

    /// `GET /query`
    ///
    /// Returns no content.
    fn in_query(
        &self,
        call: wire::Call<InQuery, ()>,
    ) -> impl Future<Output = wire::Outcome<InQuery>> + Send;

    /// `GET /headers`
    ///
    /// Returns no content.
    fn in_headers(
        &self,
        call: wire::Call<InHeaders, ()>,
    ) -> impl Future<Output = wire::Outcome<InHeaders>> + Send;

    /// `GET /cookies`
    ///
    /// Returns no content.
    fn in_cookies(
        &self,
        call: wire::Call<InCookies, ()>,
    ) -> impl Future<Output = wire::Outcome<InCookies>> + Send;
}

/// `GET /paths/{simple_text}/{simple_list}/{simple_object}/{simple_text_exploded}/{simple_list_exploded}/{simple_object_exploded}/{label_text}/{label_list}/{label_object}/{label_text_exploded}/{label_list_exploded}/{label_object_exploded}/{matrix_text}/{matrix_list}/{matrix_object}/{matrix_text_exploded}/{matrix_list_exploded}/{matrix_object_exploded}/{json}`
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct InPath {
    pub simple_text: String,
    /// At least 1 item, each item: at least 3 characters.
    pub simple_list: Vec<String>,
    pub simple_object: types::Color,
    pub simple_text_exploded: String,
    /// At least 1 item, each item: at least 3 characters.
    pub simple_list_exploded: Vec<String>,
    pub simple_object_exploded: types::Color,
    pub label_text: String,
    /// At least 1 item, each item: at least 3 characters.
    pub label_list: Vec<String>,
    pub label_object: types::Color,
    pub label_text_exploded: String,
    /// At least 1 item, each item: at least 3 characters.
    pub label_list_exploded: Vec<String>,
    pub label_object_exploded: types::Color,
    pub matrix_text: String,
    /// At least 1 item, each item: at least 3 characters.
    pub matrix_list: Vec<String>,
    pub matrix_object: types::Color,
    pub matrix_text_exploded: String,
    /// At least 1 item, each item: at least 3 characters.
    pub matrix_list_exploded: Vec<String>,
    pub matrix_object_exploded: types::Color,
    pub json: types::Color,
}

impl InPath {
    const SIMPLE_TEXT: wire::Param = wire::Param::path("simple_text");
    const SIMPLE_LIST: wire::Param = wire::Param::path("simple_list")
        .shape(wire::Shape::List);
    const SIMPLE_OBJECT: wire::Param = wire::Param::path("simple_object")
        .shape(wire::Shape::Object(&["R", "G", "B"]));
    const SIMPLE_TEXT_EXPLODED: wire::Param = wire::Param::path("simple_text_exploded")
        .explode(true);
    const SIMPLE_LIST_EXPLODED: wire::Param = wire::Param::path("simple_list_exploded")
        .explode(true)
        .shape(wire::Shape::List);
    const SIMPLE_OBJECT_EXPLODED: wire::Param = wire::Param::path(
            "simple_object_exploded",
        )
        .explode(true)
        .shape(wire::Shape::Object(&["R", "G", "B"]));
    const LABEL_TEXT: wire::Param = wire::Param::path("label_text")
        .style(wire::Style::Label);
    const LABEL_LIST: wire::Param = wire::Param::path("label_list")
        .style(wire::Style::Label)
        .shape(wire::Shape::List);
    const LABEL_OBJECT: wire::Param = wire::Param::path("label_object")
        .style(wire::Style::Label)
        .shape(wire::Shape::Object(&["R", "G", "B"]));
    const LABEL_TEXT_EXPLODED: wire::Param = wire::Param::path("label_text_exploded")
        .style(wire::Style::Label)
        .explode(true);
    const LABEL_LIST_EXPLODED: wire::Param = wire::Param::path("label_list_exploded")
        .style(wire::Style::Label)
        .explode(true)
        .shape(wire::Shape::List);
    const LABEL_OBJECT_EXPLODED: wire::Param = wire::Param::path("label_object_exploded")
        .style(wire::Style::Label)
        .explode(true)
        .shape(wire::Shape::Object(&["R", "G", "B"]));
    const MATRIX_TEXT: wire::Param = wire::Param::path("matrix_text")
        .style(wire::Style::Matrix);
    const MATRIX_LIST: wire::Param = wire::Param::path("matrix_list")
        .style(wire::Style::Matrix)
        .shape(wire::Shape::List);
    const MATRIX_OBJECT: wire::Param = wire::Param::path("matrix_object")
        .style(wire::Style::Matrix)
        .shape(wire::Shape::Object(&["R", "G", "B"]));
    const MATRIX_TEXT_EXPLODED: wire::Param = wire::Param::path("matrix_text_exploded")
        .style(wire::Style::Matrix)
        .explode(true);
    const MATRIX_LIST_EXPLODED: wire::Param = wire::Param::path("matrix_list_exploded")
        .style(wire::Style::Matrix)
        .explode(true)
        .shape(wire::Shape::List);
    const MATRIX_OBJECT_EXPLODED: wire::Param = wire::Param::path(
            "matrix_object_exploded",
        )
        .style(wire::Style::Matrix)
        .explode(true)
        .shape(wire::Shape::Object(&["R", "G", "B"]));
    const JSON: wire::Param = wire::Param::path("json").style(wire::Style::Json);

    /// Creates a value from its required fields.
    #[must_use]
    #[allow(clippy::too_many_arguments)]
    pub fn new(
        simple_text: impl Into<String>,
        simple_list: Vec<String>,
        simple_object: types::Color,
        simple_text_exploded: impl Into<String>,
        simple_list_exploded: Vec<String>,
        simple_object_exploded: types::Color,
        label_text: impl Into<String>,
        label_list: Vec<String>,
        label_object: types::Color,
        label_text_exploded: impl Into<String>,
        label_list_exploded: Vec<String>,
        label_object_exploded: types::Color,
        matrix_text: impl Into<String>,
        matrix_list: Vec<String>,
        matrix_object: types::Color,
        matrix_text_exploded: impl Into<String>,
        matrix_list_exploded: Vec<String>,
        matrix_object_exploded: types::Color,
        json: types::Color,
    ) -> Self {
        Self {
            simple_text: simple_text.into(),
            simple_list,
            simple_object,
            simple_text_exploded: simple_text_exploded.into(),
            simple_list_exploded,
            simple_object_exploded,
            label_text: label_text.into(),
            label_list,
            label_object,
            label_text_exploded: label_text_exploded.into(),
            label_list_exploded,
            label_object_exploded,
            matrix_text: matrix_text.into(),
            matrix_list,
            matrix_object,
            matrix_text_exploded: matrix_text_exploded.into(),
            matrix_list_exploded,
            matrix_object_exploded,
            json,
        }
    }
}

impl wire::Operation for InPath {
    type Output = ();
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "inPath",
        method: "GET",
        path: "/paths/{simple_text}/{simple_list}/{simple_object}/{simple_text_exploded}/{simple_list_exploded}/{simple_object_exploded}/{label_text}/{label_list}/{label_object}/{label_text_exploded}/{label_list_exploded}/{label_object_exploded}/{matrix_text}/{matrix_list}/{matrix_object}/{matrix_text_exploded}/{matrix_list_exploded}/{matrix_object_exploded}/{json}",
        optional_slash: false,
        body: None,
        answers: &[],
        problems: &[],
        invalid: 400,
        security: &[],
    };

    fn write(self, to: &mut wire::RequestWriter) {
        to.param(&Self::SIMPLE_TEXT, Some(&self.simple_text));
        to.param(&Self::SIMPLE_LIST, Some(&self.simple_list));
        to.param(&Self::SIMPLE_OBJECT, Some(&self.simple_object));
        to.param(&Self::SIMPLE_TEXT_EXPLODED, Some(&self.simple_text_exploded));
        to.param(&Self::SIMPLE_LIST_EXPLODED, Some(&self.simple_list_exploded));
        to.param(&Self::SIMPLE_OBJECT_EXPLODED, Some(&self.simple_object_exploded));
        to.param(&Self::LABEL_TEXT, Some(&self.label_text));
        to.param(&Self::LABEL_LIST, Some(&self.label_list));
        to.param(&Self::LABEL_OBJECT, Some(&self.label_object));
        to.param(&Self::LABEL_TEXT_EXPLODED, Some(&self.label_text_exploded));
        to.param(&Self::LABEL_LIST_EXPLODED, Some(&self.label_list_exploded));
        to.param(&Self::LABEL_OBJECT_EXPLODED, Some(&self.label_object_exploded));
        to.param(&Self::MATRIX_TEXT, Some(&self.matrix_text));
        to.param(&Self::MATRIX_LIST, Some(&self.matrix_list));
        to.param(&Self::MATRIX_OBJECT, Some(&self.matrix_object));
        to.param(&Self::MATRIX_TEXT_EXPLODED, Some(&self.matrix_text_exploded));
        to.param(&Self::MATRIX_LIST_EXPLODED, Some(&self.matrix_list_exploded));
        to.param(&Self::MATRIX_OBJECT_EXPLODED, Some(&self.matrix_object_exploded));
        to.param(&Self::JSON, Some(&self.json));
    }

    fn read(from: &mut wire::RequestReader) -> Option<Self> {
        let simple_text = from.required(&Self::SIMPLE_TEXT);
        let simple_list = from.required(&Self::SIMPLE_LIST);
        let simple_object = from.required(&Self::SIMPLE_OBJECT);
        let simple_text_exploded = from.required(&Self::SIMPLE_TEXT_EXPLODED);
        let simple_list_exploded = from.required(&Self::SIMPLE_LIST_EXPLODED);
        let simple_object_exploded = from.required(&Self::SIMPLE_OBJECT_EXPLODED);
        let label_text = from.required(&Self::LABEL_TEXT);
        let label_list = from.required(&Self::LABEL_LIST);
        let label_object = from.required(&Self::LABEL_OBJECT);
        let label_text_exploded = from.required(&Self::LABEL_TEXT_EXPLODED);
        let label_list_exploded = from.required(&Self::LABEL_LIST_EXPLODED);
        let label_object_exploded = from.required(&Self::LABEL_OBJECT_EXPLODED);
        let matrix_text = from.required(&Self::MATRIX_TEXT);
        let matrix_list = from.required(&Self::MATRIX_LIST);
        let matrix_object = from.required(&Self::MATRIX_OBJECT);
        let matrix_text_exploded = from.required(&Self::MATRIX_TEXT_EXPLODED);
        let matrix_list_exploded = from.required(&Self::MATRIX_LIST_EXPLODED);
        let matrix_object_exploded = from.required(&Self::MATRIX_OBJECT_EXPLODED);
        let json = from.required(&Self::JSON);
        let request = Self {
            simple_text: simple_text?,
            simple_list: simple_list?,
            simple_object: simple_object?,
            simple_text_exploded: simple_text_exploded?,
            simple_list_exploded: simple_list_exploded?,
            simple_object_exploded: simple_object_exploded?,
            label_text: label_text?,
            label_list: label_list?,
            label_object: label_object?,
            label_text_exploded: label_text_exploded?,
            label_list_exploded: label_list_exploded?,
            label_object_exploded: label_object_exploded?,
            matrix_text: matrix_text?,
            matrix_list: matrix_list?,
            matrix_object: matrix_object?,
            matrix_text_exploded: matrix_text_exploded?,
            matrix_list_exploded: matrix_list_exploded?,
            matrix_object_exploded: matrix_object_exploded?,
            json: json?,
        };
        from.check(|checks| {
            {
                let mut checks = checks.param(&Self::SIMPLE_LIST);
                checks.count(request.simple_list.len(), 1, None, "item");
                for (index, value) in request.simple_list.iter().enumerate() {
                    checks.item(index).length(value, 3, None);
                }
            }
            {
                let mut checks = checks.param(&Self::SIMPLE_LIST_EXPLODED);
                checks.count(request.simple_list_exploded.len(), 1, None, "item");
                for (index, value) in request.simple_list_exploded.iter().enumerate() {
                    checks.item(index).length(value, 3, None);
                }
            }
            {
                let mut checks = checks.param(&Self::LABEL_LIST);
                checks.count(request.label_list.len(), 1, None, "item");
                for (index, value) in request.label_list.iter().enumerate() {
                    checks.item(index).length(value, 3, None);
                }
            }
            {
                let mut checks = checks.param(&Self::LABEL_LIST_EXPLODED);
                checks.count(request.label_list_exploded.len(), 1, None, "item");
                for (index, value) in request.label_list_exploded.iter().enumerate() {
                    checks.item(index).length(value, 3, None);
                }
            }
            {
                let mut checks = checks.param(&Self::MATRIX_LIST);
                checks.count(request.matrix_list.len(), 1, None, "item");
                for (index, value) in request.matrix_list.iter().enumerate() {
                    checks.item(index).length(value, 3, None);
                }
            }
            {
                let mut checks = checks.param(&Self::MATRIX_LIST_EXPLODED);
                checks.count(request.matrix_list_exploded.len(), 1, None, "item");
                for (index, value) in request.matrix_list_exploded.iter().enumerate() {
                    checks.item(index).length(value, 3, None);
                }
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

/// `GET /query`
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct InQuery {
    pub form_text: String,
    pub form_text_exploded: String,
    /// At least 1 item, each item: at least 3 characters.
    pub form_list: Vec<String>,
    /// At least 1 item, each item: at least 3 characters.
    pub form_list_exploded: Vec<String>,
    pub form_object: types::Color,
    pub form_object_exploded: types::Spread1,
    /// At least 1 item.
    pub space_list: Vec<types::InQueryPipeListItem>,
    pub space_object: types::Color,
    /// At least 1 item.
    pub pipe_list: Vec<types::InQueryPipeListItem>,
    pub pipe_object: types::Color,
    /// At least 1 item.
    pub space_list_exploded: Vec<types::InQueryPipeListItem>,
    /// At least 1 item.
    pub pipe_list_exploded: Vec<types::InQueryPipeListItem>,
    pub deep: types::Color,
    pub reserved: String,
    /// At least 1 item, each item: at least 3 characters.
    pub reserved_list: Vec<String>,
    pub empty: Option<String>,
    pub json: types::Color,
    pub plain: String,
}

impl InQuery {
    const FORM_TEXT: wire::Param = wire::Param::query("form_text").explode(false);
    const FORM_TEXT_EXPLODED: wire::Param = wire::Param::query("form_text_exploded");
    const FORM_LIST: wire::Param = wire::Param::query("form_list")
        .explode(false)
        .shape(wire::Shape::List);
    const FORM_LIST_EXPLODED: wire::Param = wire::Param::query("form_list_exploded")
        .shape(wire::Shape::List);
    const FORM_OBJECT: wire::Param = wire::Param::query("form_object")
        .explode(false)
        .shape(wire::Shape::Object(&["R", "G", "B"]));
    const FORM_OBJECT_EXPLODED: wire::Param = wire::Param::query("form_object_exploded")
        .shape(wire::Shape::Object(&["R0", "G0"]));
    const SPACE_LIST: wire::Param = wire::Param::query("space_list")
        .style(wire::Style::SpaceDelimited)
        .explode(false)
        .shape(wire::Shape::List);
    const SPACE_OBJECT: wire::Param = wire::Param::query("space_object")
        .style(wire::Style::SpaceDelimited)
        .explode(false)
        .shape(wire::Shape::Object(&["R", "G", "B"]));
    const PIPE_LIST: wire::Param = wire::Param::query("pipe_list")
        .style(wire::Style::PipeDelimited)
        .explode(false)
        .shape(wire::Shape::List);
    const PIPE_OBJECT: wire::Param = wire::Param::query("pipe_object")
        .style(wire::Style::PipeDelimited)
        .explode(false)
        .shape(wire::Shape::Object(&["R", "G", "B"]));
    const SPACE_LIST_EXPLODED: wire::Param = wire::Param::query("space_list_exploded")
        .style(wire::Style::SpaceDelimited)
        .shape(wire::Shape::List);
    const PIPE_LIST_EXPLODED: wire::Param = wire::Param::query("pipe_list_exploded")
        .style(wire::Style::PipeDelimited)
        .shape(wire::Shape::List);
    const DEEP: wire::Param = wire::Param::query("deep")
        .style(wire::Style::DeepObject)
        .shape(wire::Shape::Object(&["R", "G", "B"]));
    const RESERVED: wire::Param = wire::Param::query("reserved").reserved();
    const RESERVED_LIST: wire::Param = wire::Param::query("reserved_list")
        .explode(false)
        .shape(wire::Shape::List)
        .reserved();
    const EMPTY: wire::Param = wire::Param::query("empty").empty_is_absent();
    const JSON: wire::Param = wire::Param::query("json").style(wire::Style::Json);
    const PLAIN: wire::Param = wire::Param::query("plain")
        .style(wire::Style::Simple)
        .explode(false);

    /// Creates a value from its required fields.
    #[must_use]
    #[allow(clippy::too_many_arguments)]
    pub fn new(
        form_text: impl Into<String>,
        form_text_exploded: impl Into<String>,
        form_list: Vec<String>,
        form_list_exploded: Vec<String>,
        form_object: types::Color,
        form_object_exploded: types::Spread1,
        space_list: Vec<types::InQueryPipeListItem>,
        space_object: types::Color,
        pipe_list: Vec<types::InQueryPipeListItem>,
        pipe_object: types::Color,
        space_list_exploded: Vec<types::InQueryPipeListItem>,
        pipe_list_exploded: Vec<types::InQueryPipeListItem>,
        deep: types::Color,
        reserved: impl Into<String>,
        reserved_list: Vec<String>,
        json: types::Color,
        plain: impl Into<String>,
    ) -> Self {
        Self {
            form_text: form_text.into(),
            form_text_exploded: form_text_exploded.into(),
            form_list,
            form_list_exploded,
            form_object,
            form_object_exploded,
            space_list,
            space_object,
            pipe_list,
            pipe_object,
            space_list_exploded,
            pipe_list_exploded,
            deep,
            reserved: reserved.into(),
            reserved_list,
            empty: None,
            json,
            plain: plain.into(),
        }
    }

    #[must_use]
    pub fn with_empty(mut self, empty: impl Into<String>) -> Self {
        self.empty = Some(empty.into());
        self
    }
}

impl wire::Operation for InQuery {
    type Output = ();
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "inQuery",
        method: "GET",
        path: "/query",
        optional_slash: false,
        body: None,
        answers: &[],
        problems: &[],
        invalid: 400,
        security: &[],
    };

    fn write(self, to: &mut wire::RequestWriter) {
        to.param(&Self::FORM_TEXT, Some(&self.form_text));
        to.param(&Self::FORM_TEXT_EXPLODED, Some(&self.form_text_exploded));
        to.param(&Self::FORM_LIST, Some(&self.form_list));
        to.param(&Self::FORM_LIST_EXPLODED, Some(&self.form_list_exploded));
        to.param(&Self::FORM_OBJECT, Some(&self.form_object));
        to.param(&Self::FORM_OBJECT_EXPLODED, Some(&self.form_object_exploded));
        to.param(&Self::SPACE_LIST, Some(&self.space_list));
        to.param(&Self::SPACE_OBJECT, Some(&self.space_object));
        to.param(&Self::PIPE_LIST, Some(&self.pipe_list));
        to.param(&Self::PIPE_OBJECT, Some(&self.pipe_object));
        to.param(&Self::SPACE_LIST_EXPLODED, Some(&self.space_list_exploded));
        to.param(&Self::PIPE_LIST_EXPLODED, Some(&self.pipe_list_exploded));
        to.param(&Self::DEEP, Some(&self.deep));
        to.param(&Self::RESERVED, Some(&self.reserved));
        to.param(&Self::RESERVED_LIST, Some(&self.reserved_list));
        to.param(&Self::EMPTY, self.empty.as_ref());
        to.param(&Self::JSON, Some(&self.json));
        to.param(&Self::PLAIN, Some(&self.plain));
    }

    fn read(from: &mut wire::RequestReader) -> Option<Self> {
        let form_text = from.required(&Self::FORM_TEXT);
        let form_text_exploded = from.required(&Self::FORM_TEXT_EXPLODED);
        let form_list = from.required(&Self::FORM_LIST);
        let form_list_exploded = from.required(&Self::FORM_LIST_EXPLODED);
        let form_object = from.required(&Self::FORM_OBJECT);
        let form_object_exploded = from.required(&Self::FORM_OBJECT_EXPLODED);
        let space_list = from.required(&Self::SPACE_LIST);
        let space_object = from.required(&Self::SPACE_OBJECT);
        let pipe_list = from.required(&Self::PIPE_LIST);
        let pipe_object = from.required(&Self::PIPE_OBJECT);
        let space_list_exploded = from.required(&Self::SPACE_LIST_EXPLODED);
        let pipe_list_exploded = from.required(&Self::PIPE_LIST_EXPLODED);
        let deep = from.required(&Self::DEEP);
        let reserved = from.required(&Self::RESERVED);
        let reserved_list = from.required(&Self::RESERVED_LIST);
        let empty = from.optional(&Self::EMPTY);
        let json = from.required(&Self::JSON);
        let plain = from.required(&Self::PLAIN);
        let request = Self {
            form_text: form_text?,
            form_text_exploded: form_text_exploded?,
            form_list: form_list?,
            form_list_exploded: form_list_exploded?,
            form_object: form_object?,
            form_object_exploded: form_object_exploded?,
            space_list: space_list?,
            space_object: space_object?,
            pipe_list: pipe_list?,
            pipe_object: pipe_object?,
            space_list_exploded: space_list_exploded?,
            pipe_list_exploded: pipe_list_exploded?,
            deep: deep?,
            reserved: reserved?,
            reserved_list: reserved_list?,
            empty: empty?,
            json: json?,
            plain: plain?,
        };
        from.check(|checks| {
            {
                let mut checks = checks.param(&Self::FORM_LIST);
                checks.count(request.form_list.len(), 1, None, "item");
                for (index, value) in request.form_list.iter().enumerate() {
                    checks.item(index).length(value, 3, None);
                }
            }
            {
                let mut checks = checks.param(&Self::FORM_LIST_EXPLODED);
                checks.count(request.form_list_exploded.len(), 1, None, "item");
                for (index, value) in request.form_list_exploded.iter().enumerate() {
                    checks.item(index).length(value, 3, None);
                }
            }
            {
                let mut checks = checks.param(&Self::SPACE_LIST);
                checks.count(request.space_list.len(), 1, None, "item");
                for (index, value) in request.space_list.iter().enumerate() {
                    checks.item(index).validate(value);
                }
            }
            {
                let mut checks = checks.param(&Self::PIPE_LIST);
                checks.count(request.pipe_list.len(), 1, None, "item");
                for (index, value) in request.pipe_list.iter().enumerate() {
                    checks.item(index).validate(value);
                }
            }
            {
                let mut checks = checks.param(&Self::SPACE_LIST_EXPLODED);
                checks.count(request.space_list_exploded.len(), 1, None, "item");
                for (index, value) in request.space_list_exploded.iter().enumerate() {
                    checks.item(index).validate(value);
                }
            }
            {
                let mut checks = checks.param(&Self::PIPE_LIST_EXPLODED);
                checks.count(request.pipe_list_exploded.len(), 1, None, "item");
                for (index, value) in request.pipe_list_exploded.iter().enumerate() {
                    checks.item(index).validate(value);
                }
            }
            {
                let mut checks = checks.param(&Self::RESERVED_LIST);
                checks.count(request.reserved_list.len(), 1, None, "item");
                for (index, value) in request.reserved_list.iter().enumerate() {
                    checks.item(index).length(value, 3, None);
                }
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

/// `GET /headers`
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct InHeaders {
    pub x_text: String,
    pub x_text_exploded: String,
    /// At least 1 item, each item: at least 3 characters.
    pub x_list: Vec<String>,
    /// At least 1 item, each item: at least 3 characters.
    pub x_list_exploded: Vec<String>,
    pub x_object: types::Color,
    pub x_object_exploded: types::Color,
    pub x_json: types::Color,
    pub x_plain: String,
}

impl InHeaders {
    const X_TEXT: wire::Param = wire::Param::header("X-Text");
    const X_TEXT_EXPLODED: wire::Param = wire::Param::header("X-Text-Exploded")
        .explode(true);
    const X_LIST: wire::Param = wire::Param::header("X-List").shape(wire::Shape::List);
    const X_LIST_EXPLODED: wire::Param = wire::Param::header("X-List-Exploded")
        .explode(true)
        .shape(wire::Shape::List);
    const X_OBJECT: wire::Param = wire::Param::header("X-Object")
        .shape(wire::Shape::Object(&["R", "G", "B"]));
    const X_OBJECT_EXPLODED: wire::Param = wire::Param::header("X-Object-Exploded")
        .explode(true)
        .shape(wire::Shape::Object(&["R", "G", "B"]));
    const X_JSON: wire::Param = wire::Param::header("X-Json").style(wire::Style::Json);
    const X_PLAIN: wire::Param = wire::Param::header("X-Plain");

    /// Creates a value from its required fields.
    #[must_use]
    #[allow(clippy::too_many_arguments)]
    pub fn new(
        x_text: impl Into<String>,
        x_text_exploded: impl Into<String>,
        x_list: Vec<String>,
        x_list_exploded: Vec<String>,
        x_object: types::Color,
        x_object_exploded: types::Color,
        x_json: types::Color,
        x_plain: impl Into<String>,
    ) -> Self {
        Self {
            x_text: x_text.into(),
            x_text_exploded: x_text_exploded.into(),
            x_list,
            x_list_exploded,
            x_object,
            x_object_exploded,
            x_json,
            x_plain: x_plain.into(),
        }
    }
}

impl wire::Operation for InHeaders {
    type Output = ();
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "inHeaders",
        method: "GET",
        path: "/headers",
        optional_slash: false,
        body: None,
        answers: &[],
        problems: &[],
        invalid: 400,
        security: &[],
    };

    fn write(self, to: &mut wire::RequestWriter) {
        to.param(&Self::X_TEXT, Some(&self.x_text));
        to.param(&Self::X_TEXT_EXPLODED, Some(&self.x_text_exploded));
        to.param(&Self::X_LIST, Some(&self.x_list));
        to.param(&Self::X_LIST_EXPLODED, Some(&self.x_list_exploded));
        to.param(&Self::X_OBJECT, Some(&self.x_object));
        to.param(&Self::X_OBJECT_EXPLODED, Some(&self.x_object_exploded));
        to.param(&Self::X_JSON, Some(&self.x_json));
        to.param(&Self::X_PLAIN, Some(&self.x_plain));
    }

    fn read(from: &mut wire::RequestReader) -> Option<Self> {
        let x_text = from.required(&Self::X_TEXT);
        let x_text_exploded = from.required(&Self::X_TEXT_EXPLODED);
        let x_list = from.required(&Self::X_LIST);
        let x_list_exploded = from.required(&Self::X_LIST_EXPLODED);
        let x_object = from.required(&Self::X_OBJECT);
        let x_object_exploded = from.required(&Self::X_OBJECT_EXPLODED);
        let x_json = from.required(&Self::X_JSON);
        let x_plain = from.required(&Self::X_PLAIN);
        let request = Self {
            x_text: x_text?,
            x_text_exploded: x_text_exploded?,
            x_list: x_list?,
            x_list_exploded: x_list_exploded?,
            x_object: x_object?,
            x_object_exploded: x_object_exploded?,
            x_json: x_json?,
            x_plain: x_plain?,
        };
        from.check(|checks| {
            {
                let mut checks = checks.param(&Self::X_LIST);
                checks.count(request.x_list.len(), 1, None, "item");
                for (index, value) in request.x_list.iter().enumerate() {
                    checks.item(index).length(value, 3, None);
                }
            }
            {
                let mut checks = checks.param(&Self::X_LIST_EXPLODED);
                checks.count(request.x_list_exploded.len(), 1, None, "item");
                for (index, value) in request.x_list_exploded.iter().enumerate() {
                    checks.item(index).length(value, 3, None);
                }
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

/// `GET /cookies`
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct InCookies {
    pub form_text: String,
    pub form_text_exploded: String,
    /// At least 1 item, each item: at least 3 characters.
    pub form_list: Vec<String>,
    /// At least 1 item, each item: at least 3 characters.
    pub form_list_exploded: Vec<String>,
    pub form_object: types::Color,
    pub form_object_exploded: types::Spread2,
    pub cookie_text: String,
    pub cookie_text_exploded: String,
    /// At least 1 item, each item: at least 3 characters.
    pub cookie_list: Vec<String>,
    /// At least 1 item, each item: at least 3 characters.
    pub cookie_list_exploded: Vec<String>,
    pub cookie_object: types::Color,
    pub cookie_object_exploded: types::Spread3,
    pub json: types::Color,
}

impl InCookies {
    const FORM_TEXT: wire::Param = wire::Param::cookie("form_text").explode(false);
    const FORM_TEXT_EXPLODED: wire::Param = wire::Param::cookie("form_text_exploded");
    const FORM_LIST: wire::Param = wire::Param::cookie("form_list")
        .explode(false)
        .shape(wire::Shape::List);
    const FORM_LIST_EXPLODED: wire::Param = wire::Param::cookie("form_list_exploded")
        .shape(wire::Shape::List);
    const FORM_OBJECT: wire::Param = wire::Param::cookie("form_object")
        .explode(false)
        .shape(wire::Shape::Object(&["R", "G", "B"]));
    const FORM_OBJECT_EXPLODED: wire::Param = wire::Param::cookie("form_object_exploded")
        .shape(wire::Shape::Object(&["R1", "G1"]));
    const COOKIE_TEXT: wire::Param = wire::Param::cookie("cookie_text")
        .style(wire::Style::Cookie)
        .explode(false);
    const COOKIE_TEXT_EXPLODED: wire::Param = wire::Param::cookie("cookie_text_exploded")
        .style(wire::Style::Cookie);
    const COOKIE_LIST: wire::Param = wire::Param::cookie("cookie_list")
        .style(wire::Style::Cookie)
        .explode(false)
        .shape(wire::Shape::List);
    const COOKIE_LIST_EXPLODED: wire::Param = wire::Param::cookie("cookie_list_exploded")
        .style(wire::Style::Cookie)
        .shape(wire::Shape::List);
    const COOKIE_OBJECT: wire::Param = wire::Param::cookie("cookie_object")
        .style(wire::Style::Cookie)
        .explode(false)
        .shape(wire::Shape::Object(&["R", "G", "B"]));
    const COOKIE_OBJECT_EXPLODED: wire::Param = wire::Param::cookie(
            "cookie_object_exploded",
        )
        .style(wire::Style::Cookie)
        .shape(wire::Shape::Object(&["R2", "G2"]));
    const JSON: wire::Param = wire::Param::cookie("json").style(wire::Style::Json);

    /// Creates a value from its required fields.
    #[must_use]
    #[allow(clippy::too_many_arguments)]
    pub fn new(
        form_text: impl Into<String>,
        form_text_exploded: impl Into<String>,
        form_list: Vec<String>,
        form_list_exploded: Vec<String>,
        form_object: types::Color,
        form_object_exploded: types::Spread2,
        cookie_text: impl Into<String>,
        cookie_text_exploded: impl Into<String>,
        cookie_list: Vec<String>,
        cookie_list_exploded: Vec<String>,
        cookie_object: types::Color,
        cookie_object_exploded: types::Spread3,
        json: types::Color,
    ) -> Self {
        Self {
            form_text: form_text.into(),
            form_text_exploded: form_text_exploded.into(),
            form_list,
            form_list_exploded,
            form_object,
            form_object_exploded,
            cookie_text: cookie_text.into(),
            cookie_text_exploded: cookie_text_exploded.into(),
            cookie_list,
            cookie_list_exploded,
            cookie_object,
            cookie_object_exploded,
            json,
        }
    }
}

impl wire::Operation for InCookies {
    type Output = ();
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "inCookies",
        method: "GET",
        path: "/cookies",
        optional_slash: false,
        body: None,
        answers: &[],
        problems: &[],
        invalid: 400,
        security: &[],
    };

    fn write(self, to: &mut wire::RequestWriter) {
        to.param(&Self::FORM_TEXT, Some(&self.form_text));
        to.param(&Self::FORM_TEXT_EXPLODED, Some(&self.form_text_exploded));
        to.param(&Self::FORM_LIST, Some(&self.form_list));
        to.param(&Self::FORM_LIST_EXPLODED, Some(&self.form_list_exploded));
        to.param(&Self::FORM_OBJECT, Some(&self.form_object));
        to.param(&Self::FORM_OBJECT_EXPLODED, Some(&self.form_object_exploded));
        to.param(&Self::COOKIE_TEXT, Some(&self.cookie_text));
        to.param(&Self::COOKIE_TEXT_EXPLODED, Some(&self.cookie_text_exploded));
        to.param(&Self::COOKIE_LIST, Some(&self.cookie_list));
        to.param(&Self::COOKIE_LIST_EXPLODED, Some(&self.cookie_list_exploded));
        to.param(&Self::COOKIE_OBJECT, Some(&self.cookie_object));
        to.param(&Self::COOKIE_OBJECT_EXPLODED, Some(&self.cookie_object_exploded));
        to.param(&Self::JSON, Some(&self.json));
    }

    fn read(from: &mut wire::RequestReader) -> Option<Self> {
        let form_text = from.required(&Self::FORM_TEXT);
        let form_text_exploded = from.required(&Self::FORM_TEXT_EXPLODED);
        let form_list = from.required(&Self::FORM_LIST);
        let form_list_exploded = from.required(&Self::FORM_LIST_EXPLODED);
        let form_object = from.required(&Self::FORM_OBJECT);
        let form_object_exploded = from.required(&Self::FORM_OBJECT_EXPLODED);
        let cookie_text = from.required(&Self::COOKIE_TEXT);
        let cookie_text_exploded = from.required(&Self::COOKIE_TEXT_EXPLODED);
        let cookie_list = from.required(&Self::COOKIE_LIST);
        let cookie_list_exploded = from.required(&Self::COOKIE_LIST_EXPLODED);
        let cookie_object = from.required(&Self::COOKIE_OBJECT);
        let cookie_object_exploded = from.required(&Self::COOKIE_OBJECT_EXPLODED);
        let json = from.required(&Self::JSON);
        let request = Self {
            form_text: form_text?,
            form_text_exploded: form_text_exploded?,
            form_list: form_list?,
            form_list_exploded: form_list_exploded?,
            form_object: form_object?,
            form_object_exploded: form_object_exploded?,
            cookie_text: cookie_text?,
            cookie_text_exploded: cookie_text_exploded?,
            cookie_list: cookie_list?,
            cookie_list_exploded: cookie_list_exploded?,
            cookie_object: cookie_object?,
            cookie_object_exploded: cookie_object_exploded?,
            json: json?,
        };
        from.check(|checks| {
            {
                let mut checks = checks.param(&Self::FORM_LIST);
                checks.count(request.form_list.len(), 1, None, "item");
                for (index, value) in request.form_list.iter().enumerate() {
                    checks.item(index).length(value, 3, None);
                }
            }
            {
                let mut checks = checks.param(&Self::FORM_LIST_EXPLODED);
                checks.count(request.form_list_exploded.len(), 1, None, "item");
                for (index, value) in request.form_list_exploded.iter().enumerate() {
                    checks.item(index).length(value, 3, None);
                }
            }
            {
                let mut checks = checks.param(&Self::COOKIE_LIST);
                checks.count(request.cookie_list.len(), 1, None, "item");
                for (index, value) in request.cookie_list.iter().enumerate() {
                    checks.item(index).length(value, 3, None);
                }
            }
            {
                let mut checks = checks.param(&Self::COOKIE_LIST_EXPLODED);
                checks.count(request.cookie_list_exploded.len(), 1, None, "item");
                for (index, value) in request.cookie_list_exploded.iter().enumerate() {
                    checks.item(index).length(value, 3, None);
                }
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
