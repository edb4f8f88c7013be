// ==== src/headers.rs ====

//! Headers of responses.

use counterpart_wire as wire;
use crate::types;

/// Headers of the response `either`.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct EitherHeaders {
    pub x_back: Option<types::OneOrMany>,
}

impl EitherHeaders {
    const X_BACK: wire::Param = wire::Param::header("X-Back")
        .shape(wire::Shape::ScalarOrList);

    /// Creates a value without headers.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    #[must_use]
    pub fn with_x_back(mut self, x_back: types::OneOrMany) -> Self {
        self.x_back = Some(x_back);
        self
    }
}

impl wire::Headers for EitherHeaders {
    fn write(&self, to: &mut wire::HeaderWriter<'_>) {
        to.header(&Self::X_BACK, self.x_back.as_ref());
    }

    fn read(from: &wire::HeaderReader<'_>) -> Self {
        Self {
            x_back: from.header(&Self::X_BACK),
        }
    }
}

// ==== src/operations/default.rs ====

//! The operations of the tag `default`.

use counterpart_wire as wire;
use crate::headers;
use crate::security;
use crate::types;

/// The operations of this tag.
///
/// Implement this trait to serve the API. The generated `Client` implements it as well.
pub trait DefaultApi: Send + Sync + 'static {
    /// The authenticated caller, as returned by the authenticator of the server.
    type Principal: Send + Sync + 'static;

    /// `GET /either/{simple}/{label}/{matrix}`
    ///
    /// Returns no content with [`headers::EitherHeaders`](super::super::headers::EitherHeaders).
    fn either(
        &self,
        call: wire::Call<Either, ()>,
    ) -> impl Future<Output = wire::Outcome<Either>> + Send;

    /// `GET /deep`
    ///
    /// Returns no content.
    fn deep(
        &self,
        call: wire::Call<Deep, ()>,
    ) -> impl Future<Output = wire::Outcome<Deep>> + Send;

    /// `GET /maps`
    ///
    /// Returns no content.
    fn maps(
        &self,
        call: wire::Call<Maps, Self::Principal>,
    ) -> impl Future<Output = wire::Outcome<Maps>> + Send;

    /// `POST /form`
    ///
    /// Returns no content.
    fn form(
        &self,
        call: wire::Call<Form, ()>,
    ) -> impl Future<Output = wire::Outcome<Form>> + Send;
}

/// `GET /either/{simple}/{label}/{matrix}`
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Either {
    pub simple: types::OneOrMany,
    pub label: types::OneOrMany,
    pub matrix: types::OneOrMany,
    pub joined: Option<types::OneOrMany>,
    pub pipes: Option<types::EitherPipes>,
    pub x_either: Option<types::OneOrMany>,
    pub cookie: Option<types::OneOrMany>,
}

impl Either {
    const SIMPLE: wire::Param = wire::Param::path("simple")
        .shape(wire::Shape::ScalarOrList);
    const LABEL: wire::Param = wire::Param::path("label")
        .style(wire::Style::Label)
        .explode(true)
        .shape(wire::Shape::ScalarOrList);
    const MATRIX: wire::Param = wire::Param::path("matrix")
        .style(wire::Style::Matrix)
        .explode(true)
        .shape(wire::Shape::ScalarOrList);
    const JOINED: wire::Param = wire::Param::query("joined")
        .explode(false)
        .shape(wire::Shape::ScalarOrList);
    const PIPES: wire::Param = wire::Param::query("pipes")
        .style(wire::Style::PipeDelimited)
        .explode(false)
        .shape(wire::Shape::ScalarOrList);
    const X_EITHER: wire::Param = wire::Param::header("X-Either")
        .shape(wire::Shape::ScalarOrList);
    const COOKIE: wire::Param = wire::Param::cookie("cookie")
        .shape(wire::Shape::ScalarOrList);

    /// Creates a value from its required fields.
    #[must_use]
    pub fn new(
        simple: types::OneOrMany,
        label: types::OneOrMany,
        matrix: types::OneOrMany,
    ) -> Self {
        Self {
            simple,
            label,
            matrix,
            joined: None,
            pipes: None,
            x_either: None,
            cookie: None,
        }
    }

    #[must_use]
    pub fn with_joined(mut self, joined: types::OneOrMany) -> Self {
        self.joined = Some(joined);
        self
    }

    #[must_use]
    pub fn with_pipes(mut self, pipes: types::EitherPipes) -> Self {
        self.pipes = Some(pipes);
        self
    }

    #[must_use]
    pub fn with_x_either(mut self, x_either: types::OneOrMany) -> Self {
        self.x_either = Some(x_either);
        self
    }

    #[must_use]
    pub fn with_cookie(mut self, cookie: types::OneOrMany) -> Self {
        self.cookie = Some(cookie);
        self
    }
}

impl wire::Operation for Either {
    type Output = wire::WithHeaders<(), headers::EitherHeaders>;
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "either",
        method: "GET",
        path: "/either/{simple}/{label}/{matrix}",
        optional_slash: false,
        body: None,
        answers: &[],
        problems: &[],
        invalid: 400,
        security: &[],
    };

    fn write(self, to: &mut wire::RequestWriter) {
        to.param(&Self::SIMPLE, Some(&self.simple));
        to.param(&Self::LABEL, Some(&self.label));
        to.param(&Self::MATRIX, Some(&self.matrix));
        to.param(&Self::JOINED, self.joined.as_ref());
        to.param(&Self::PIPES, self.pipes.as_ref());
        to.param(&Self::X_EITHER, self.x_either.as_ref());
        to.param(&Self::COOKIE, self.cookie.as_ref());
    }

    fn read(from: &mut wire::RequestReader) -> Option<Self> {
        let simple = from.required(&Self::SIMPLE);
        let label = from.required(&Self::LABEL);
        let matrix = from.required(&Self::MATRIX);
        let joined = from.optional(&Self::JOINED);
        let pipes = from.optional(&Self::PIPES);
        let x_either = from.optional(&Self::X_EITHER);
        let cookie = from.optional(&Self::COOKIE);
        let request = Self {
            simple: simple?,
            label: label?,
            matrix: matrix?,
            joined: joined?,
            pipes: pipes?,
            x_either: x_either?,
            cookie: cookie?,
        };
        from.check(|checks| {
            checks.param(&Self::SIMPLE).validate(&request.simple);
            checks.param(&Self::LABEL).validate(&request.label);
            checks.param(&Self::MATRIX).validate(&request.matrix);
            if let Some(value) = &request.joined {
                checks.param(&Self::JOINED).validate(value);
            }
            if let Some(value) = &request.pipes {
                checks.param(&Self::PIPES).validate(value);
            }
            if let Some(value) = &request.x_either {
                checks.param(&Self::X_EITHER).validate(value);
            }
            if let Some(value) = &request.cookie {
                checks.param(&Self::COOKIE).validate(value);
            }
        })?;
        Some(request)
    }

    fn respond(
        outcome: Result<Self::Output, Self::Error>,
    ) -> wire::http::Response<wire::Body> {
        match outcome {
            Ok(body) => body.respond(|()| wire::respond::empty(204)),
            Err(error) => match error {}
        }
    }

    fn receive(
        from: wire::ResponseReader,
    ) -> Result<Result<Self::Output, Self::Error>, wire::Fault> {
        match from.status() {
            204 => from.with_headers(wire::ResponseReader::empty).map(Ok),
            _ => Err(from.unexpected()),
        }
    }
}

/// `GET /deep`
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Deep {
    pub created: Option<types::DeepCreated>,
    /// Each item: at least 1 character.
    pub expand: Option<Vec<String>>,
}

impl Deep {
    const CREATED: wire::Param = wire::Param::query("created")
        .style(wire::Style::DeepObject)
        .shape(wire::Shape::ScalarOrList);
    const EXPAND: wire::Param = wire::Param::query("expand")
        .style(wire::Style::DeepObject)
        .shape(wire::Shape::List);

    /// Creates an empty value.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    #[must_use]
    pub fn with_created(mut self, created: types::DeepCreated) -> Self {
        self.created = Some(created);
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
        to.param(&Self::CREATED, self.created.as_ref());
        to.param(&Self::EXPAND, self.expand.as_ref());
    }

    fn read(from: &mut wire::RequestReader) -> Option<Self> {
        let created = from.optional(&Self::CREATED);
        let expand = from.optional(&Self::EXPAND);
        let request = Self {
            created: created?,
            expand: expand?,
        };
        from.check(|checks| {
            if let Some(value) = &request.expand {
                let mut checks = checks.param(&Self::EXPAND);
                for (index, value) in value.iter().enumerate() {
                    checks.item(index).length(value, 1, None);
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

/// `GET /maps`
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Maps {
    pub by: Option<types::MapsBy>,
    pub labels: Option<wire::Map<String>>,
    pub settings: Option<wire::Map<i64>>,
    pub theme: Option<String>,
}

impl Maps {
    const BY: wire::Param = wire::Param::query("by")
        .shape(wire::Shape::Object(&["gt", "lt", "name"]));
    const LABELS: wire::Param = wire::Param::query("labels")
        .shape(wire::Shape::Map(&["gt", "lt", "name"]));
    const SETTINGS: wire::Param = wire::Param::cookie("settings")
        .shape(wire::Shape::Map(&["session", "theme"]));
    const THEME: wire::Param = wire::Param::cookie("theme");

    /// Creates an empty value.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    #[must_use]
    pub fn with_by(mut self, by: types::MapsBy) -> Self {
        self.by = Some(by);
        self
    }

    #[must_use]
    pub fn with_labels(mut self, labels: wire::Map<String>) -> Self {
        self.labels = Some(labels);
        self
    }

    #[must_use]
    pub fn with_settings(mut self, settings: wire::Map<i64>) -> Self {
        self.settings = Some(settings);
        self
    }

    #[must_use]
    pub fn with_theme(mut self, theme: impl Into<String>) -> Self {
        self.theme = Some(theme.into());
        self
    }
}

impl wire::Operation for Maps {
    type Output = ();
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "maps",
        method: "GET",
        path: "/maps",
        optional_slash: false,
        body: None,
        answers: &[],
        problems: &[],
        invalid: 400,
        security: &[&[(&security::SESSION, &[])]],
    };

    fn write(self, to: &mut wire::RequestWriter) {
        to.param(&Self::BY, self.by.as_ref());
        to.param(&Self::LABELS, self.labels.as_ref());
        to.param(&Self::SETTINGS, self.settings.as_ref());
        to.param(&Self::THEME, self.theme.as_ref());
    }

    fn read(from: &mut wire::RequestReader) -> Option<Self> {
        let by = from.optional(&Self::BY);
        let labels = from.optional(&Self::LABELS);
        let settings = from.optional(&Self::SETTINGS);
        let theme = from.optional(&Self::THEME);
        Some(Self {
            by: by?,
            labels: labels?,
            settings: settings?,
            theme: theme?,
        })
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

/// `POST /form`
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Form {
    pub body: types::FormBody,
}

impl Form {
    /// Creates a value from its required fields.
    #[must_use]
    pub fn new(body: types::FormBody) -> Self {
        Self { body }
    }
}

impl wire::Operation for Form {
    type Output = ();
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "form",
        method: "POST",
        path: "/form",
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
                wire::Param::query("ids")
                    .explode(false)
                    .shape(wire::Shape::ScalarOrList),
                wire::Param::query("created")
                    .style(wire::Style::DeepObject)
                    .shape(wire::Shape::ScalarOrList),
            ],
            &body,
        );
    }

    fn read(from: &mut wire::RequestReader) -> Option<Self> {
        let body = from
            .form(
                &[
                    wire::Param::query("ids")
                        .explode(false)
                        .shape(wire::Shape::ScalarOrList),
                    wire::Param::query("created")
                        .style(wire::Style::DeepObject)
                        .shape(wire::Shape::ScalarOrList),
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

use counterpart_wire as wire;

pub static SESSION: wire::Scheme = wire::Scheme {
    name: "session",
    kind: wire::SchemeKind::ApiKey {
        location: wire::Location::Cookie,
        name: "session",
    },
};
