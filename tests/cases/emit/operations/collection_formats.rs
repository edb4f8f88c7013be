// ==== src/headers.rs ====

//! Headers of responses.

use counterpart_wire as wire;

/// Headers of the response `lists`.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct ListsHeaders {
    pub x_rate: Option<i32>,
    pub x_list: Option<Vec<String>>,
}

impl ListsHeaders {
    const X_RATE: wire::Param = wire::Param::header("X-Rate");
    const X_LIST: wire::Param = wire::Param::header("X-List").shape(wire::Shape::List);

    /// Creates a value without headers.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    #[must_use]
    pub fn with_x_rate(mut self, x_rate: i32) -> Self {
        self.x_rate = Some(x_rate);
        self
    }

    #[must_use]
    pub fn with_x_list(mut self, x_list: Vec<String>) -> Self {
        self.x_list = Some(x_list);
        self
    }
}

impl wire::Headers for ListsHeaders {
    fn write(&self, to: &mut wire::HeaderWriter<'_>) {
        to.header(&Self::X_RATE, self.x_rate.as_ref());
        to.header(&Self::X_LIST, self.x_list.as_ref());
    }

    fn read(from: &wire::HeaderReader<'_>) -> Self {
        Self {
            x_rate: from.header(&Self::X_RATE),
            x_list: from.header(&Self::X_LIST),
        }
    }
}

// ==== src/operations/default.rs ====

//! The operations of the tag `default`.

use counterpart_wire as wire;
use crate::headers;
use crate::problems;
use crate::types;

/// The operations of this tag.
///
/// Implement this trait to serve the API. The generated `Client` implements it as well.
pub trait DefaultApi: Send + Sync + 'static {
    /// The authenticated caller, as returned by the authenticator of the server.
    type Principal: Send + Sync + 'static;

    /// `GET /lists/{p}`
    ///
    /// Returns [`ListsOutcome`].
    ///
    /// # Errors
    ///
    /// - `404`, [`ListsError::NotFoundJson`].
    /// - `404`, [`ListsError::NotFoundText`].
    /// - any other status, [`ListsError::OtherJson`].
    /// - any other status, [`ListsError::OtherText`].
    fn lists(
        &self,
        call: wire::Call<Lists, ()>,
    ) -> impl Future<Output = wire::Outcome<Lists>> + Send;

    /// `POST /form`
    ///
    /// Returns no content.
    fn form(
        &self,
        call: wire::Call<Form, ()>,
    ) -> impl Future<Output = wire::Outcome<Form>> + Send;

    /// `POST /up/{id}`
    ///
    /// Returns bytes, as a [`wire::Body`].
    fn up(
        &self,
        call: wire::Call<Up, ()>,
    ) -> impl Future<Output = wire::Outcome<Up>> + Send;
}

/// `GET /lists/{p}`
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Lists {
    pub p: Vec<String>,
    pub csv: Option<Vec<i64>>,
    pub ssv: Option<Vec<String>>,
    pub tsv: Option<Vec<String>>,
    pub pipes: Option<Vec<String>>,
    pub multi: Option<Vec<types::ListsMultiItem>>,
    pub x_csv: Option<Vec<f64>>,
    pub x_ssv: Option<Vec<String>>,
    pub empty: Option<String>,
}

impl Lists {
    const P: wire::Param = wire::Param::path("p")
        .style(wire::Style::PipeDelimited)
        .shape(wire::Shape::List);
    const CSV: wire::Param = wire::Param::query("csv")
        .explode(false)
        .shape(wire::Shape::List)
        .no_commas();
    const SSV: wire::Param = wire::Param::query("ssv")
        .style(wire::Style::SpaceDelimited)
        .explode(false)
        .shape(wire::Shape::List);
    const TSV: wire::Param = wire::Param::query("tsv")
        .style(wire::Style::TabDelimited)
        .explode(false)
        .shape(wire::Shape::List);
    const PIPES: wire::Param = wire::Param::query("pipes")
        .style(wire::Style::PipeDelimited)
        .explode(false)
        .shape(wire::Shape::List);
    const MULTI: wire::Param = wire::Param::query("multi").shape(wire::Shape::List);
    const X_CSV: wire::Param = wire::Param::header("X-Csv").shape(wire::Shape::List);
    const X_SSV: wire::Param = wire::Param::header("X-Ssv")
        .style(wire::Style::SpaceDelimited)
        .shape(wire::Shape::List);
    const EMPTY: wire::Param = wire::Param::query("empty").empty_is_absent();

    /// Creates a value from its required fields.
    #[must_use]
    pub fn new(p: Vec<String>) -> Self {
        Self {
            p,
            csv: None,
            ssv: None,
            tsv: None,
            pipes: None,
            multi: None,
            x_csv: None,
            x_ssv: None,
            empty: None,
        }
    }

    #[must_use]
    pub fn with_csv(mut self, csv: Vec<i64>) -> Self {
        self.csv = Some(csv);
        self
    }

    #[must_use]
    pub fn with_ssv(mut self, ssv: Vec<String>) -> Self {
        self.ssv = Some(ssv);
        self
    }

    #[must_use]
    pub fn with_tsv(mut self, tsv: Vec<String>) -> Self {
        self.tsv = Some(tsv);
        self
    }

    #[must_use]
    pub fn with_pipes(mut self, pipes: Vec<String>) -> Self {
        self.pipes = Some(pipes);
        self
    }

    #[must_use]
    pub fn with_multi(mut self, multi: Vec<types::ListsMultiItem>) -> Self {
        self.multi = Some(multi);
        self
    }

    #[must_use]
    pub fn with_x_csv(mut self, x_csv: Vec<f64>) -> Self {
        self.x_csv = Some(x_csv);
        self
    }

    #[must_use]
    pub fn with_x_ssv(mut self, x_ssv: Vec<String>) -> Self {
        self.x_ssv = Some(x_ssv);
        self
    }

    #[must_use]
    pub fn with_empty(mut self, empty: impl Into<String>) -> Self {
        self.empty = Some(empty.into());
        self
    }
}

/// The responses to [`Lists`].
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum ListsOutcome {
    /// d
    ///
    /// A body of type `application/json`.
    Json(wire::WithHeaders<Vec<i64>, headers::ListsHeaders>),
    /// d
    ///
    /// A body of type `text/plain`.
    Text(wire::WithHeaders<String, headers::ListsHeaders>),
}

impl From<wire::WithHeaders<Vec<i64>, headers::ListsHeaders>> for ListsOutcome {
    fn from(body: wire::WithHeaders<Vec<i64>, headers::ListsHeaders>) -> Self {
        Self::Json(body)
    }
}

impl From<wire::WithHeaders<String, headers::ListsHeaders>> for ListsOutcome {
    fn from(body: wire::WithHeaders<String, headers::ListsHeaders>) -> Self {
        Self::Text(body)
    }
}

/// The documented errors of [`Lists`].
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum ListsError {
    /// d
    ///
    /// A body of type `application/json`.
    NotFoundJson(types::Error),
    /// d
    ///
    /// A body of type `text/plain`.
    NotFoundText(String),
    /// d
    ///
    /// A body of type `application/json`.
    OtherJson(wire::StatusCode, types::Error),
    /// d
    ///
    /// A body of type `text/plain`.
    OtherText(wire::StatusCode, String),
}

impl wire::ApiError for ListsError {
    fn status(&self) -> wire::StatusCode {
        match self {
            Self::NotFoundJson(..) => wire::StatusCode::NOT_FOUND,
            Self::NotFoundText(..) => wire::StatusCode::NOT_FOUND,
            Self::OtherJson(status, _) => *status,
            Self::OtherText(status, _) => *status,
        }
    }
}

impl From<ListsError> for wire::Error<ListsError> {
    fn from(error: ListsError) -> Self {
        Self::Api(error)
    }
}

impl wire::Operation for Lists {
    type Output = ListsOutcome;
    type Error = ListsError;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "lists",
        method: "GET",
        path: "/lists/{p}",
        optional_slash: false,
        body: None,
        answers: &[
            wire::AnswerSpec {
                status: wire::Status::Code(200),
                contents: &[
                    wire::Content::JSON,
                    wire::Content {
                        media: "text/plain",
                        aliases: &[],
                        codec: wire::Codec::Text,
                    },
                ],
            },
            wire::AnswerSpec {
                status: wire::Status::Code(404),
                contents: &[
                    wire::Content::JSON,
                    wire::Content {
                        media: "text/plain",
                        aliases: &[],
                        codec: wire::Codec::Text,
                    },
                ],
            },
            wire::AnswerSpec {
                status: wire::Status::Default,
                contents: &[
                    wire::Content::JSON,
                    wire::Content {
                        media: "text/plain",
                        aliases: &[],
                        codec: wire::Codec::Text,
                    },
                ],
            },
        ],
        problems: &[
            wire::ProblemShape::new(
                wire::Status::Code(404),
                "application/json",
                problems::ERROR,
            ),
            wire::ProblemShape::new(
                wire::Status::Default,
                "application/json",
                problems::ERROR,
            ),
        ],
        invalid: 400,
        security: &[],
    };

    fn write(self, to: &mut wire::RequestWriter) {
        to.param(&Self::P, Some(&self.p));
        to.param(&Self::CSV, self.csv.as_ref());
        to.param(&Self::SSV, self.ssv.as_ref());
        to.param(&Self::TSV, self.tsv.as_ref());
        to.param(&Self::PIPES, self.pipes.as_ref());
        to.param(&Self::MULTI, self.multi.as_ref());
        to.param(&Self::X_CSV, self.x_csv.as_ref());
        to.param(&Self::X_SSV, self.x_ssv.as_ref());
        to.param(&Self::EMPTY, self.empty.as_ref());
    }

    fn read(from: &mut wire::RequestReader) -> Option<Self> {
        let p = from.required(&Self::P);
        let csv = from.optional(&Self::CSV);
        let ssv = from.optional(&Self::SSV);
        let tsv = from.optional(&Self::TSV);
        let pipes = from.optional(&Self::PIPES);
        let multi = from.optional(&Self::MULTI);
        let x_csv = from.optional(&Self::X_CSV);
        let x_ssv = from.optional(&Self::X_SSV);
        let empty = from.optional(&Self::EMPTY);
        let request = Self {
            p: p?,
            csv: csv?,
            ssv: ssv?,
            tsv: tsv?,
            pipes: pipes?,
            multi: multi?,
            x_csv: x_csv?,
            x_ssv: x_ssv?,
            empty: empty?,
        };
        from.check(|checks| {
            if let Some(value) = &request.multi {
                checks.param(&Self::MULTI).validate(value);
            }
        })?;
        Some(request)
    }

    fn respond(
        outcome: Result<Self::Output, Self::Error>,
    ) -> wire::http::Response<wire::Body> {
        match outcome {
            Ok(ListsOutcome::Json(body)) => {
                body.respond(|body| wire::respond::json(200, "application/json", &body))
            }
            Ok(ListsOutcome::Text(body)) => {
                body.respond(|body| wire::respond::text(200, "text/plain", body))
            }
            Err(ListsError::NotFoundJson(body)) => {
                wire::respond::json(404, "application/json", &body)
            }
            Err(ListsError::NotFoundText(body)) => {
                wire::respond::text(404, "text/plain", body)
            }
            Err(ListsError::OtherJson(status, body)) => {
                wire::respond::json(status.as_u16(), "application/json", &body)
            }
            Err(ListsError::OtherText(status, body)) => {
                wire::respond::text(status.as_u16(), "text/plain", body)
            }
        }
    }

    fn receive(
        from: wire::ResponseReader,
    ) -> Result<Result<Self::Output, Self::Error>, wire::Fault> {
        match from.status() {
            200 => {
                match from.content(Self::SPEC) {
                    Some(0) => {
                        from.with_headers(wire::ResponseReader::json)
                            .map(ListsOutcome::Json)
                            .map(Ok)
                    }
                    Some(1) => {
                        from.with_headers(wire::ResponseReader::text)
                            .map(ListsOutcome::Text)
                            .map(Ok)
                    }
                    _ => Err(from.unexpected_media()),
                }
            }
            404 => {
                match from.content(Self::SPEC) {
                    Some(0) => from.json().map(ListsError::NotFoundJson).map(Err),
                    Some(1) => from.text().map(ListsError::NotFoundText).map(Err),
                    _ => Err(from.unexpected_media()),
                }
            }
            _ => {
                match from.content(Self::SPEC) {
                    Some(0) => {
                        let status = from.status_code();
                        from.json().map(|body| Err(ListsError::OtherJson(status, body)))
                    }
                    Some(1) => {
                        let status = from.status_code();
                        from.text().map(|body| Err(ListsError::OtherText(status, body)))
                    }
                    _ => Err(from.unexpected_media()),
                }
            }
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
                wire::Param::query("csv").explode(false).shape(wire::Shape::List),
                wire::Param::query("multi").shape(wire::Shape::List),
                wire::Param::query("pipes")
                    .style(wire::Style::PipeDelimited)
                    .explode(false)
                    .shape(wire::Shape::List),
                wire::Param::query("tsv")
                    .style(wire::Style::TabDelimited)
                    .explode(false)
                    .shape(wire::Shape::List),
            ],
            &body,
        );
    }

    fn read(from: &mut wire::RequestReader) -> Option<Self> {
        let body = from
            .form(
                &[
                    wire::Param::query("csv").explode(false).shape(wire::Shape::List),
                    wire::Param::query("multi").shape(wire::Shape::List),
                    wire::Param::query("pipes")
                        .style(wire::Style::PipeDelimited)
                        .explode(false)
                        .shape(wire::Shape::List),
                    wire::Param::query("tsv")
                        .style(wire::Style::TabDelimited)
                        .explode(false)
                        .shape(wire::Shape::List),
                ],
            );
        Some(Self { body: body? })
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

/// `POST /up/{id}`
#[derive(Debug)]
#[non_exhaustive]
pub struct Up {
    /// At most 9.
    pub id: i64,
    pub body: types::UpBody,
}

impl Up {
    const ID: wire::Param = wire::Param::path("id");

    /// Creates a value from its required fields.
    #[must_use]
    pub fn new(id: i64, body: types::UpBody) -> Self {
        Self { id, body }
    }
}

impl wire::Operation for Up {
    type Output = wire::Body;
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "up",
        method: "POST",
        path: "/up/{id}",
        optional_slash: false,
        body: Some(wire::BodySpec {
            required: true,
            contents: &[
                wire::Content {
                    media: "multipart/form-data",
                    aliases: &[],
                    codec: wire::Codec::Multipart,
                },
            ],
        }),
        answers: &[
            wire::AnswerSpec {
                status: wire::Status::Code(200),
                contents: &[
                    wire::Content {
                        media: "*/*",
                        aliases: &[],
                        codec: wire::Codec::Bytes,
                    },
                ],
            },
        ],
        problems: &[],
        invalid: 400,
        security: &[],
    };

    fn write(self, to: &mut wire::RequestWriter) {
        to.param(&Self::ID, Some(&self.id));
        let body = self.body;
        to.multipart(body);
    }

    fn read(from: &mut wire::RequestReader) -> Option<Self> {
        let id = from.required(&Self::ID);
        let body = from.multipart();
        let request = Self { id: id?, body: body? };
        from.check(|checks| {
            checks.param(&Self::ID).at_most(&request.id, 9, false);
        })?;
        Some(request)
    }

    fn respond(
        outcome: Result<Self::Output, Self::Error>,
    ) -> wire::http::Response<wire::Body> {
        match outcome {
            Ok(body) => wire::respond::stream(200, "application/octet-stream", body),
            Err(error) => match error {}
        }
    }

    fn receive(
        from: wire::ResponseReader,
    ) -> Result<Result<Self::Output, Self::Error>, wire::Fault> {
        match from.status() {
            200 => from.stream().map(Ok),
            _ => Err(from.unexpected()),
        }
    }
}

// ==== src/problems.rs ====

//! Error bodies for requests that the server itself rejects, as the document describes them.

use counterpart_wire as wire;

pub(crate) const ERROR: wire::ProblemValue = wire::ProblemValue::Object(
    &[("code", wire::ProblemValue::Status), ("message", wire::ProblemValue::Detail)],
);

// ==== src/security.rs ====

//! The security schemes of the API.
