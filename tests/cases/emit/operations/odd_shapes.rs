// ==== src/headers.rs ====

//! Headers of responses.

use counterpart_wire as wire;

/// Headers of the response `answers 200`.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Answers200Headers {
    /// Required: a server that conforms to the document always sends it.
    pub x_kind: Option<String>,
}

impl Answers200Headers {
    const X_KIND: wire::Param = wire::Param::header("X-Kind");

    /// Creates a value from the required headers.
    #[must_use]
    pub fn new(x_kind: impl Into<String>) -> Self {
        Self {
            x_kind: Some(x_kind.into()),
        }
    }
}

impl wire::Headers for Answers200Headers {
    fn write(&self, to: &mut wire::HeaderWriter<'_>) {
        to.header(&Self::X_KIND, self.x_kind.as_ref());
    }

    fn read(from: &wire::HeaderReader<'_>) -> Self {
        Self {
            x_kind: from.required(&Self::X_KIND),
        }
    }
}

/// Headers of the response `answers 201`.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Answers201Headers {
    pub location: Option<String>,
}

impl Answers201Headers {
    const LOCATION: wire::Param = wire::Param::header("Location");

    /// Creates a value without headers.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    #[must_use]
    pub fn with_location(mut self, location: impl Into<String>) -> Self {
        self.location = Some(location.into());
        self
    }
}

impl wire::Headers for Answers201Headers {
    fn write(&self, to: &mut wire::HeaderWriter<'_>) {
        to.header(&Self::LOCATION, self.location.as_ref());
    }

    fn read(from: &wire::HeaderReader<'_>) -> Self {
        Self {
            location: from.header(&Self::LOCATION),
        }
    }
}

/// Headers of the response `answers 304`.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Answers304Headers {
    pub e_tag: Option<String>,
}

impl Answers304Headers {
    const E_TAG: wire::Param = wire::Param::header("ETag");

    /// Creates a value without headers.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    #[must_use]
    pub fn with_e_tag(mut self, e_tag: impl Into<String>) -> Self {
        self.e_tag = Some(e_tag.into());
        self
    }
}

impl wire::Headers for Answers304Headers {
    fn write(&self, to: &mut wire::HeaderWriter<'_>) {
        to.header(&Self::E_TAG, self.e_tag.as_ref());
    }

    fn read(from: &wire::HeaderReader<'_>) -> Self {
        Self {
            e_tag: from.header(&Self::E_TAG),
        }
    }
}

/// Headers of the response `answers 4XX`.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Answers4xxHeaders {
    pub retry_after: Option<i64>,
}

impl Answers4xxHeaders {
    const RETRY_AFTER: wire::Param = wire::Param::header("Retry-After");

    /// Creates a value without headers.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    #[must_use]
    pub fn with_retry_after(mut self, retry_after: i64) -> Self {
        self.retry_after = Some(retry_after);
        self
    }
}

impl wire::Headers for Answers4xxHeaders {
    fn write(&self, to: &mut wire::HeaderWriter<'_>) {
        to.header(&Self::RETRY_AFTER, self.retry_after.as_ref());
    }

    fn read(from: &wire::HeaderReader<'_>) -> Self {
        Self {
            retry_after: from.header(&Self::RETRY_AFTER),
        }
    }
}

/// Headers of the response `answersOptions`.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct AnswersOptionsHeaders {
    pub allow: Option<Vec<String>>,
}

impl AnswersOptionsHeaders {
    const ALLOW: wire::Param = wire::Param::header("Allow").shape(wire::Shape::List);

    /// Creates a value without headers.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    #[must_use]
    pub fn with_allow(mut self, allow: Vec<String>) -> Self {
        self.allow = Some(allow);
        self
    }
}

impl wire::Headers for AnswersOptionsHeaders {
    fn write(&self, to: &mut wire::HeaderWriter<'_>) {
        to.header(&Self::ALLOW, self.allow.as_ref());
    }

    fn read(from: &wire::HeaderReader<'_>) -> Self {
        Self {
            allow: from.header(&Self::ALLOW),
        }
    }
}

/// Headers of the response `answersHead`.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct AnswersHeadHeaders {
    pub content_length: Option<i64>,
}

impl AnswersHeadHeaders {
    const CONTENT_LENGTH: wire::Param = wire::Param::header("Content-Length");

    /// Creates a value without headers.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    #[must_use]
    pub fn with_content_length(mut self, content_length: i64) -> Self {
        self.content_length = Some(content_length);
        self
    }
}

impl wire::Headers for AnswersHeadHeaders {
    fn write(&self, to: &mut wire::HeaderWriter<'_>) {
        to.header(&Self::CONTENT_LENGTH, self.content_length.as_ref());
    }

    fn read(from: &wire::HeaderReader<'_>) -> Self {
        Self {
            content_length: from.header(&Self::CONTENT_LENGTH),
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

    /// `GET /reserved/{path}`
    ///
    /// Returns no content.
    fn reserved(
        &self,
        call: wire::Call<Reserved, ()>,
    ) -> impl Future<Output = wire::Outcome<Reserved>> + Send;

    /// `GET /label/{l}/{m}/x`
    ///
    /// Returns no content.
    fn label(
        &self,
        call: wire::Call<Label, ()>,
    ) -> impl Future<Output = wire::Outcome<Label>> + Send;

    /// `GET /answers`
    ///
    /// Returns [`AnswersOutcome`].
    ///
    /// # Errors
    ///
    /// - `409`, [`AnswersError::ConflictProblem`].
    /// - `409`, [`AnswersError::ConflictText`].
    /// - `4XX`, [`AnswersError::ClientError`].
    /// - any other status, [`AnswersError::Other`].
    fn answers(
        &self,
        call: wire::Call<Answers, ()>,
    ) -> impl Future<Output = wire::Outcome<Answers>> + Send;

    /// `OPTIONS /answers`
    ///
    /// Returns no content with [`headers::AnswersOptionsHeaders`](super::super::headers::AnswersOptionsHeaders).
    fn answers_options(
        &self,
        call: wire::Call<AnswersOptions, ()>,
    ) -> impl Future<Output = wire::Outcome<AnswersOptions>> + Send;

    /// `HEAD /answers`
    ///
    /// Returns no content with [`headers::AnswersHeadHeaders`](super::super::headers::AnswersHeadHeaders).
    ///
    /// # Errors
    ///
    /// - any other status, [`AnswersHeadError::Other`].
    fn answers_head(
        &self,
        call: wire::Call<AnswersHead, ()>,
    ) -> impl Future<Output = wire::Outcome<AnswersHead>> + Send;

    /// `TRACE /answers`
    ///
    /// Returns bytes, as a [`wire::Body`].
    fn answers_trace(
        &self,
        call: wire::Call<AnswersTrace, ()>,
    ) -> impl Future<Output = wire::Outcome<AnswersTrace>> + Send;

    /// `QUERY /answers`
    ///
    /// Returns null.
    fn answers_query(
        &self,
        call: wire::Call<AnswersQuery, ()>,
    ) -> impl Future<Output = wire::Outcome<AnswersQuery>> + Send;

    /// `PURGE /answers`
    ///
    /// Returns no content.
    fn purge(
        &self,
        call: wire::Call<Purge, ()>,
    ) -> impl Future<Output = wire::Outcome<Purge>> + Send;

    /// `POST /tree`
    ///
    /// Returns [`types::Tree`](super::super::types::Tree).
    fn tree(
        &self,
        call: wire::Call<Tree, ()>,
    ) -> impl Future<Output = wire::Outcome<Tree>> + Send;

    /// `POST /anchors`
    ///
    /// Returns [`types::AnchoredLeaf`](super::super::types::AnchoredLeaf).
    fn anchors(
        &self,
        call: wire::Call<Anchors, ()>,
    ) -> impl Future<Output = wire::Outcome<Anchors>> + Send;

    /// `PUT /bodies`
    ///
    /// Returns no content.
    fn bodies(
        &self,
        call: wire::Call<Bodies, ()>,
    ) -> impl Future<Output = wire::Outcome<Bodies>> + Send;
}

/// `GET /reserved/{path}`
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Reserved {
    /// At least 1 character.
    pub path: String,
    pub q: Option<Vec<String>>,
    pub q2: Option<Vec<String>>,
    pub o: Option<types::ReservedO>,
    pub flag: Option<String>,
    pub deep: Option<wire::Map<Vec<String>>>,
    pub deepnull: Option<types::ReservedDeepnull>,
    pub c: Option<Vec<String>>,
    pub c2: Option<types::ReservedC2>,
    pub c3: Option<String>,
    pub x_j: Option<Vec<types::ReservedXJItem>>,
    pub x_d: Option<wire::Date>,
    pub x_l: Option<Vec<bool>>,
}

impl Reserved {
    const PATH: wire::Param = wire::Param::path("path").reserved();
    const Q: wire::Param = wire::Param::query("q").shape(wire::Shape::List).reserved();
    const Q2: wire::Param = wire::Param::query("q2")
        .explode(false)
        .shape(wire::Shape::List)
        .reserved();
    const O: wire::Param = wire::Param::query("o")
        .shape(wire::Shape::Object(&["k1", "k2"]))
        .reserved();
    const FLAG: wire::Param = wire::Param::query("flag").empty_is_absent();
    const DEEP: wire::Param = wire::Param::query("deep")
        .style(wire::Style::DeepObject)
        .explode(false)
        .shape(wire::Shape::Object(&[]));
    const DEEPNULL: wire::Param = wire::Param::query("deepnull")
        .style(wire::Style::DeepObject)
        .explode(false)
        .shape(wire::Shape::Object(&["a"]));
    const C: wire::Param = wire::Param::cookie("c")
        .explode(false)
        .shape(wire::Shape::List);
    const C2: wire::Param = wire::Param::cookie("c2")
        .explode(false)
        .shape(wire::Shape::Object(&["x", "y"]));
    const C3: wire::Param = wire::Param::cookie("c3").style(wire::Style::Cookie);
    const X_J: wire::Param = wire::Param::header("X-J").style(wire::Style::Json);
    const X_D: wire::Param = wire::Param::header("X-D");
    const X_L: wire::Param = wire::Param::header("X-L")
        .explode(true)
        .shape(wire::Shape::List);

    /// Creates a value from its required fields.
    #[must_use]
    pub fn new(path: impl Into<String>) -> Self {
        Self {
            path: path.into(),
            q: None,
            q2: None,
            o: None,
            flag: None,
            deep: None,
            deepnull: None,
            c: None,
            c2: None,
            c3: None,
            x_j: None,
            x_d: None,
            x_l: None,
        }
    }

    #[must_use]
    pub fn with_q(mut self, q: Vec<String>) -> Self {
        self.q = Some(q);
        self
    }

    #[must_use]
    pub fn with_q2(mut self, q2: Vec<String>) -> Self {
        self.q2 = Some(q2);
        self
    }

    #[must_use]
    pub fn with_o(mut self, o: types::ReservedO) -> Self {
        self.o = Some(o);
        self
    }

    #[must_use]
    pub fn with_flag(mut self, flag: impl Into<String>) -> Self {
        self.flag = Some(flag.into());
        self
    }

    #[must_use]
    pub fn with_deep(mut self, deep: wire::Map<Vec<String>>) -> Self {
        self.deep = Some(deep);
        self
    }

    #[must_use]
    pub fn with_deepnull(mut self, deepnull: types::ReservedDeepnull) -> Self {
        self.deepnull = Some(deepnull);
        self
    }

    #[must_use]
    pub fn with_c(mut self, c: Vec<String>) -> Self {
        self.c = Some(c);
        self
    }

    #[must_use]
    pub fn with_c2(mut self, c2: types::ReservedC2) -> Self {
        self.c2 = Some(c2);
        self
    }

    #[must_use]
    pub fn with_c3(mut self, c3: impl Into<String>) -> Self {
        self.c3 = Some(c3.into());
        self
    }

    #[must_use]
    pub fn with_x_j(mut self, x_j: Vec<types::ReservedXJItem>) -> Self {
        self.x_j = Some(x_j);
        self
    }

    #[must_use]
    pub fn with_x_d(mut self, x_d: wire::Date) -> Self {
        self.x_d = Some(x_d);
        self
    }

    #[must_use]
    pub fn with_x_l(mut self, x_l: Vec<bool>) -> Self {
        self.x_l = Some(x_l);
        self
    }
}

impl wire::Operation for Reserved {
    type Output = ();
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "reserved",
        method: "GET",
        path: "/reserved/{path}",
        optional_slash: false,
        body: None,
        answers: &[],
        problems: &[],
        invalid: 400,
        security: &[],
    };

    fn write(self, to: &mut wire::RequestWriter) {
        to.param(&Self::PATH, Some(&self.path));
        to.param(&Self::Q, self.q.as_ref());
        to.param(&Self::Q2, self.q2.as_ref());
        to.param(&Self::O, self.o.as_ref());
        to.param(&Self::FLAG, self.flag.as_ref());
        to.param(&Self::DEEP, self.deep.as_ref());
        to.param(&Self::DEEPNULL, self.deepnull.as_ref());
        to.param(&Self::C, self.c.as_ref());
        to.param(&Self::C2, self.c2.as_ref());
        to.param(&Self::C3, self.c3.as_ref());
        to.param(&Self::X_J, self.x_j.as_ref());
        to.param(&Self::X_D, self.x_d.as_ref());
        to.param(&Self::X_L, self.x_l.as_ref());
    }

    fn read(from: &mut wire::RequestReader) -> Option<Self> {
        let path = from.required(&Self::PATH);
        let q = from.optional(&Self::Q);
        let q2 = from.optional(&Self::Q2);
        let o = from.optional(&Self::O);
        let flag = from.optional(&Self::FLAG);
        let deep = from.optional(&Self::DEEP);
        let deepnull = from.optional(&Self::DEEPNULL);
        let c = from.optional(&Self::C);
        let c2 = from.optional(&Self::C2);
        let c3 = from.optional(&Self::C3);
        let x_j = from.optional(&Self::X_J);
        let x_d = from.optional(&Self::X_D);
        let x_l = from.optional(&Self::X_L);
        let request = Self {
            path: path?,
            q: q?,
            q2: q2?,
            o: o?,
            flag: flag?,
            deep: deep?,
            deepnull: deepnull?,
            c: c?,
            c2: c2?,
            c3: c3?,
            x_j: x_j?,
            x_d: x_d?,
            x_l: x_l?,
        };
        from.check(|checks| {
            checks.param(&Self::PATH).length(&request.path, 1, None);
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

/// `GET /label/{l}/{m}/x`
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Label {
    /// At least 1 item, each item: at least 1 character.
    pub l: Vec<String>,
    pub m: types::LabelM,
}

impl Label {
    const L: wire::Param = wire::Param::path("l")
        .style(wire::Style::Label)
        .explode(true)
        .shape(wire::Shape::List);
    const M: wire::Param = wire::Param::path("m")
        .style(wire::Style::Matrix)
        .explode(true)
        .shape(wire::Shape::Object(&["a", "b"]));

    /// Creates a value from its required fields.
    #[must_use]
    pub fn new(l: Vec<String>, m: types::LabelM) -> Self {
        Self { l, m }
    }
}

impl wire::Operation for Label {
    type Output = ();
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "label",
        method: "GET",
        path: "/label/{l}/{m}/x",
        optional_slash: false,
        body: None,
        answers: &[],
        problems: &[],
        invalid: 400,
        security: &[],
    };

    fn write(self, to: &mut wire::RequestWriter) {
        to.param(&Self::L, Some(&self.l));
        to.param(&Self::M, Some(&self.m));
    }

    fn read(from: &mut wire::RequestReader) -> Option<Self> {
        let l = from.required(&Self::L);
        let m = from.required(&Self::M);
        let request = Self { l: l?, m: m? };
        from.check(|checks| {
            {
                let mut checks = checks.param(&Self::L);
                checks.count(request.l.len(), 1, None, "item");
                for (index, value) in request.l.iter().enumerate() {
                    checks.item(index).length(value, 1, None);
                }
            }
            checks.param(&Self::M).validate(&request.m);
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

/// `GET /answers`
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Answers {}

impl Answers {
    /// Creates an empty value.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
}

/// The responses to [`Answers`].
#[derive(Debug)]
#[non_exhaustive]
pub enum AnswersOutcome {
    /// d
    ///
    /// A body of type `application/json`.
    OkJson(wire::WithHeaders<types::Answers200Response, headers::Answers200Headers>),
    /// d
    ///
    /// A body of type `application/hal+json`.
    OkHalJson(
        wire::WithHeaders<
            types::Answers200ResponseHalPlusJson,
            headers::Answers200Headers,
        >,
    ),
    /// d
    ///
    /// A body of type `text/csv`.
    OkCsv(wire::WithHeaders<String, headers::Answers200Headers>),
    /// d
    ///
    /// A body of type `application/x-ndjson`.
    OkJsonLines(
        wire::WithHeaders<
            wire::Events<types::Answers200Response>,
            headers::Answers200Headers,
        >,
    ),
    /// d
    ///
    /// A body of type `application/octet-stream`.
    OkBytes(wire::WithHeaders<wire::Body, headers::Answers200Headers>),
    /// d
    Created(wire::WithHeaders<(), headers::Answers201Headers>),
    /// d
    NotModified(wire::WithHeaders<(), headers::Answers304Headers>),
    /// d
    Successful(wire::StatusCode, String),
}

/// The documented errors of [`Answers`].
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum AnswersError {
    /// d
    ///
    /// A body of type `application/problem+json`.
    ConflictProblem(types::Answers409Response),
    /// d
    ///
    /// A body of type `text/plain`.
    ConflictText(String),
    /// d
    ClientError(
        wire::StatusCode,
        wire::WithHeaders<types::Answers4xxResponse, headers::Answers4xxHeaders>,
    ),
    /// d
    Other(wire::StatusCode),
}

impl wire::ApiError for AnswersError {
    fn status(&self) -> wire::StatusCode {
        match self {
            Self::ConflictProblem(..) => wire::StatusCode::CONFLICT,
            Self::ConflictText(..) => wire::StatusCode::CONFLICT,
            Self::ClientError(status, _) => *status,
            Self::Other(status) => *status,
        }
    }
}

impl From<AnswersError> for wire::Error<AnswersError> {
    fn from(error: AnswersError) -> Self {
        Self::Api(error)
    }
}

impl wire::Operation for Answers {
    type Output = AnswersOutcome;
    type Error = AnswersError;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "answers",
        method: "GET",
        path: "/answers",
        optional_slash: false,
        body: None,
        answers: &[
            wire::AnswerSpec {
                status: wire::Status::Code(200),
                contents: &[
                    wire::Content::JSON,
                    wire::Content {
                        media: "application/hal+json",
                        aliases: &[],
                        codec: wire::Codec::Json,
                    },
                    wire::Content {
                        media: "text/csv",
                        aliases: &[],
                        codec: wire::Codec::Text,
                    },
                    wire::Content {
                        media: "application/x-ndjson",
                        aliases: &[],
                        codec: wire::Codec::Events,
                    },
                    wire::Content {
                        media: "application/octet-stream",
                        aliases: &[],
                        codec: wire::Codec::Bytes,
                    },
                ],
            },
            wire::AnswerSpec::json(wire::Status::Range(2)),
            wire::AnswerSpec {
                status: wire::Status::Code(409),
                contents: &[
                    wire::Content {
                        media: "application/problem+json",
                        aliases: &[],
                        codec: wire::Codec::Json,
                    },
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
                wire::Status::Code(409),
                "application/problem+json",
                problems::ANSWERS409_RESPONSE,
            ),
        ],
        invalid: 400,
        security: &[],
    };

    fn write(self, _to: &mut wire::RequestWriter) {}

    fn read(_from: &mut wire::RequestReader) -> Option<Self> {
        Some(Self {})
    }

    fn respond(
        outcome: Result<Self::Output, Self::Error>,
    ) -> wire::http::Response<wire::Body> {
        match outcome {
            Ok(AnswersOutcome::OkJson(body)) => {
                body.respond(|body| wire::respond::json(200, "application/json", &body))
            }
            Ok(AnswersOutcome::OkHalJson(body)) => {
                body.respond(|body| wire::respond::json(
                    200,
                    "application/hal+json",
                    &body,
                ))
            }
            Ok(AnswersOutcome::OkCsv(body)) => {
                body.respond(|body| wire::respond::text(200, "text/csv", body))
            }
            Ok(AnswersOutcome::OkJsonLines(body)) => {
                body.respond(|body| wire::respond::events(
                    200,
                    "application/x-ndjson",
                    wire::EventFormat::LINES,
                    body,
                ))
            }
            Ok(AnswersOutcome::OkBytes(body)) => {
                body.respond(|body| wire::respond::stream(
                    200,
                    "application/octet-stream",
                    body,
                ))
            }
            Ok(AnswersOutcome::Created(body)) => {
                body.respond(|()| wire::respond::empty(201))
            }
            Ok(AnswersOutcome::NotModified(body)) => {
                body.respond(|()| wire::respond::empty(304))
            }
            Ok(AnswersOutcome::Successful(status, body)) => {
                wire::respond::json(status.as_u16(), "application/json", &body)
            }
            Err(AnswersError::ConflictProblem(body)) => {
                wire::respond::json(409, "application/problem+json", &body)
            }
            Err(AnswersError::ConflictText(body)) => {
                wire::respond::text(409, "text/plain", body)
            }
            Err(AnswersError::ClientError(status, body)) => {
                body.respond(|body| wire::respond::json(
                    status.as_u16(),
                    "application/json",
                    &body,
                ))
            }
            Err(AnswersError::Other(status)) => wire::respond::empty(status.as_u16()),
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
                            .map(AnswersOutcome::OkJson)
                            .map(Ok)
                    }
                    Some(1) => {
                        from.with_headers(wire::ResponseReader::json)
                            .map(AnswersOutcome::OkHalJson)
                            .map(Ok)
                    }
                    Some(2) => {
                        from.with_headers(wire::ResponseReader::text)
                            .map(AnswersOutcome::OkCsv)
                            .map(Ok)
                    }
                    Some(3) => {
                        from.with_headers(|from| from.events(wire::EventFormat::LINES))
                            .map(AnswersOutcome::OkJsonLines)
                            .map(Ok)
                    }
                    Some(4) => {
                        from.with_headers(wire::ResponseReader::stream)
                            .map(AnswersOutcome::OkBytes)
                            .map(Ok)
                    }
                    _ => Err(from.unexpected_media()),
                }
            }
            201 => {
                from.with_headers(wire::ResponseReader::empty)
                    .map(AnswersOutcome::Created)
                    .map(Ok)
            }
            304 => {
                from.with_headers(wire::ResponseReader::empty)
                    .map(AnswersOutcome::NotModified)
                    .map(Ok)
            }
            409 => {
                match from.content(Self::SPEC) {
                    Some(0) => from.json().map(AnswersError::ConflictProblem).map(Err),
                    Some(1) => from.text().map(AnswersError::ConflictText).map(Err),
                    _ => Err(from.unexpected_media()),
                }
            }
            202..=299 => {
                let status = from.status_code();
                from.json().map(|body| Ok(AnswersOutcome::Successful(status, body)))
            }
            400..=499 => {
                let status = from.status_code();
                from.with_headers(wire::ResponseReader::json)
                    .map(|body| Err(AnswersError::ClientError(status, body)))
            }
            _ => {
                let status = from.status_code();
                from.empty().map(|()| Err(AnswersError::Other(status)))
            }
        }
    }
}

/// `OPTIONS /answers`
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct AnswersOptions {}

impl AnswersOptions {
    /// Creates an empty value.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
}

impl wire::Operation for AnswersOptions {
    type Output = wire::WithHeaders<(), headers::AnswersOptionsHeaders>;
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "answersOptions",
        method: "OPTIONS",
        path: "/answers",
        optional_slash: false,
        body: None,
        answers: &[],
        problems: &[],
        invalid: 400,
        security: &[],
    };

    fn write(self, _to: &mut wire::RequestWriter) {}

    fn read(_from: &mut wire::RequestReader) -> Option<Self> {
        Some(Self {})
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

/// `HEAD /answers`
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct AnswersHead {}

impl AnswersHead {
    /// Creates an empty value.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
}

/// The documented errors of [`AnswersHead`].
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum AnswersHeadError {
    /// d
    Other(wire::StatusCode),
}

impl wire::ApiError for AnswersHeadError {
    fn status(&self) -> wire::StatusCode {
        match self {
            Self::Other(status) => *status,
        }
    }
}

impl From<AnswersHeadError> for wire::Error<AnswersHeadError> {
    fn from(error: AnswersHeadError) -> Self {
        Self::Api(error)
    }
}

impl wire::Operation for AnswersHead {
    type Output = wire::WithHeaders<(), headers::AnswersHeadHeaders>;
    type Error = AnswersHeadError;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "answersHead",
        method: "HEAD",
        path: "/answers",
        optional_slash: false,
        body: None,
        answers: &[],
        problems: &[],
        invalid: 400,
        security: &[],
    };

    fn write(self, _to: &mut wire::RequestWriter) {}

    fn read(_from: &mut wire::RequestReader) -> Option<Self> {
        Some(Self {})
    }

    fn respond(
        outcome: Result<Self::Output, Self::Error>,
    ) -> wire::http::Response<wire::Body> {
        match outcome {
            Ok(body) => body.respond(|()| wire::respond::empty(200)),
            Err(AnswersHeadError::Other(status)) => wire::respond::empty(status.as_u16()),
        }
    }

    fn receive(
        from: wire::ResponseReader,
    ) -> Result<Result<Self::Output, Self::Error>, wire::Fault> {
        match from.status() {
            200 => from.with_headers(wire::ResponseReader::empty).map(Ok),
            _ => {
                let status = from.status_code();
                from.empty().map(|()| Err(AnswersHeadError::Other(status)))
            }
        }
    }
}

/// `TRACE /answers`
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct AnswersTrace {}

impl AnswersTrace {
    /// Creates an empty value.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
}

impl wire::Operation for AnswersTrace {
    type Output = wire::Body;
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "answersTrace",
        method: "TRACE",
        path: "/answers",
        optional_slash: false,
        body: None,
        answers: &[
            wire::AnswerSpec {
                status: wire::Status::Code(200),
                contents: &[
                    wire::Content {
                        media: "message/http",
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

    fn write(self, _to: &mut wire::RequestWriter) {}

    fn read(_from: &mut wire::RequestReader) -> Option<Self> {
        Some(Self {})
    }

    fn respond(
        outcome: Result<Self::Output, Self::Error>,
    ) -> wire::http::Response<wire::Body> {
        match outcome {
            Ok(body) => wire::respond::stream(200, "message/http", body),
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

/// `QUERY /answers`
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct AnswersQuery {
    pub body: Option<AnswersQueryBody>,
}

impl AnswersQuery {
    /// Creates an empty value.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    #[must_use]
    pub fn with_body(mut self, body: impl Into<AnswersQueryBody>) -> Self {
        self.body = Some(body.into());
        self
    }
}

/// The body of [`AnswersQuery`].
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum AnswersQueryBody {
    /// A body of type `application/json`.
    Json(Vec<String>),
    /// A body of type `text/plain`.
    Text(String),
}

impl From<Vec<String>> for AnswersQueryBody {
    fn from(body: Vec<String>) -> Self {
        Self::Json(body)
    }
}

impl From<String> for AnswersQueryBody {
    fn from(body: String) -> Self {
        Self::Text(body)
    }
}

impl wire::Operation for AnswersQuery {
    type Output = wire::Null;
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "answersQuery",
        method: "QUERY",
        path: "/answers",
        optional_slash: false,
        body: Some(wire::BodySpec {
            required: false,
            contents: &[
                wire::Content::JSON,
                wire::Content {
                    media: "text/plain",
                    aliases: &[],
                    codec: wire::Codec::Text,
                },
            ],
        }),
        answers: &[wire::AnswerSpec::json(wire::Status::Code(200))],
        problems: &[],
        invalid: 400,
        security: &[],
    };

    fn write(self, to: &mut wire::RequestWriter) {
        if let Some(body) = self.body {
            match body {
                AnswersQueryBody::Json(body) => to.json("application/json", &body),
                AnswersQueryBody::Text(body) => to.text("text/plain", body),
            }
        }
    }

    fn read(from: &mut wire::RequestReader) -> Option<Self> {
        let body = match from.content() {
            Some(0) => from.json().map(AnswersQueryBody::Json).map(Some),
            Some(1) => from.text().map(AnswersQueryBody::Text).map(Some),
            _ => Some(None),
        };
        Some(Self { body: body? })
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

/// `PURGE /answers`
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Purge {}

impl Purge {
    /// Creates an empty value.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
}

impl wire::Operation for Purge {
    type Output = ();
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "purge",
        method: "PURGE",
        path: "/answers",
        optional_slash: false,
        body: None,
        answers: &[],
        problems: &[],
        invalid: 400,
        security: &[],
    };

    fn write(self, _to: &mut wire::RequestWriter) {}

    fn read(_from: &mut wire::RequestReader) -> Option<Self> {
        Some(Self {})
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

/// `POST /tree`
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Tree {
    pub body: types::IntTree,
}

impl Tree {
    /// Creates a value from its required fields.
    #[must_use]
    pub fn new(body: types::IntTree) -> Self {
        Self { body }
    }
}

impl wire::Operation for Tree {
    type Output = types::Tree;
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "tree",
        method: "POST",
        path: "/tree",
        optional_slash: false,
        body: Some(wire::BodySpec {
            required: true,
            contents: &[wire::Content::JSON],
        }),
        answers: &[wire::AnswerSpec::json(wire::Status::Code(200))],
        problems: &[],
        invalid: 400,
        security: &[],
    };

    fn write(self, to: &mut wire::RequestWriter) {
        let body = self.body;
        to.json("application/json", &body);
    }

    fn read(from: &mut wire::RequestReader) -> Option<Self> {
        let body = from.json();
        Some(Self { body: body? })
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

/// `POST /anchors`
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Anchors {
    pub body: Option<types::Anchored>,
}

impl Anchors {
    /// Creates an empty value.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    #[must_use]
    pub fn with_body(mut self, body: types::Anchored) -> Self {
        self.body = Some(body);
        self
    }
}

impl wire::Operation for Anchors {
    type Output = types::AnchoredLeaf;
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "anchors",
        method: "POST",
        path: "/anchors",
        optional_slash: false,
        body: Some(wire::BodySpec {
            required: false,
            contents: &[wire::Content::JSON],
        }),
        answers: &[wire::AnswerSpec::json(wire::Status::Code(200))],
        problems: &[],
        invalid: 400,
        security: &[],
    };

    fn write(self, to: &mut wire::RequestWriter) {
        if let Some(body) = self.body {
            to.json("application/json", &body);
        }
    }

    fn read(from: &mut wire::RequestReader) -> Option<Self> {
        let body = from.optional_json();
        let request = Self { body: body? };
        from.check(|checks| {
            if let Some(value) = &request.body {
                wire::Validate::validate(value, checks);
            }
        })?;
        Some(request)
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

/// `PUT /bodies`
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct Bodies {
    pub body: Option<BodiesBody>,
}

impl Bodies {
    /// Creates an empty value.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    #[must_use]
    pub fn with_body(mut self, body: impl Into<BodiesBody>) -> Self {
        self.body = Some(body.into());
        self
    }
}

/// The body of [`Bodies`].
#[derive(Debug)]
#[non_exhaustive]
pub enum BodiesBody {
    /// A body of type `application/json`.
    Json(types::BodiesBody),
    /// A body of type `application/merge-patch+json`.
    MergePatchJson(wire::Map<Option<String>>),
    /// A body of type `application/x-www-form-urlencoded`.
    Form(types::BodiesBodyXWwwFormUrlencoded),
    /// A body of type `multipart/form-data`.
    Multipart(types::BodiesBodyFormData),
    /// A body of type `text/*`.
    Text(String),
    /// A body of type `image/png`.
    Png(wire::Body),
}

impl From<types::BodiesBody> for BodiesBody {
    fn from(body: types::BodiesBody) -> Self {
        Self::Json(body)
    }
}

impl From<wire::Map<Option<String>>> for BodiesBody {
    fn from(body: wire::Map<Option<String>>) -> Self {
        Self::MergePatchJson(body)
    }
}

impl From<types::BodiesBodyXWwwFormUrlencoded> for BodiesBody {
    fn from(body: types::BodiesBodyXWwwFormUrlencoded) -> Self {
        Self::Form(body)
    }
}

impl From<types::BodiesBodyFormData> for BodiesBody {
    fn from(body: types::BodiesBodyFormData) -> Self {
        Self::Multipart(body)
    }
}

impl From<String> for BodiesBody {
    fn from(body: String) -> Self {
        Self::Text(body)
    }
}

impl From<wire::Body> for BodiesBody {
    fn from(body: wire::Body) -> Self {
        Self::Png(body)
    }
}

impl wire::Operation for Bodies {
    type Output = ();
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "bodies",
        method: "PUT",
        path: "/bodies",
        optional_slash: false,
        body: Some(wire::BodySpec {
            required: false,
            contents: &[
                wire::Content::JSON,
                wire::Content {
                    media: "application/merge-patch+json",
                    aliases: &[],
                    codec: wire::Codec::Json,
                },
                wire::Content {
                    media: "application/x-www-form-urlencoded",
                    aliases: &[],
                    codec: wire::Codec::Form,
                },
                wire::Content {
                    media: "multipart/form-data",
                    aliases: &[],
                    codec: wire::Codec::Multipart,
                },
                wire::Content {
                    media: "text/*",
                    aliases: &[],
                    codec: wire::Codec::Text,
                },
                wire::Content {
                    media: "image/png",
                    aliases: &[],
                    codec: wire::Codec::Bytes,
                },
            ],
        }),
        answers: &[],
        problems: &[],
        invalid: 400,
        security: &[],
    };

    fn write(self, to: &mut wire::RequestWriter) {
        if let Some(body) = self.body {
            match body {
                BodiesBody::Json(body) => to.json("application/json", &body),
                BodiesBody::MergePatchJson(body) => {
                    to.json("application/merge-patch+json", &body)
                }
                BodiesBody::Form(body) => {
                    to.form("application/x-www-form-urlencoded", &[], &body)
                }
                BodiesBody::Multipart(body) => to.multipart(body),
                BodiesBody::Text(body) => to.text("text/plain", body),
                BodiesBody::Png(body) => to.body("image/png", body),
            }
        }
    }

    fn read(from: &mut wire::RequestReader) -> Option<Self> {
        let body = match from.content() {
            Some(0) => from.json().map(BodiesBody::Json).map(Some),
            Some(1) => from.json().map(BodiesBody::MergePatchJson).map(Some),
            Some(2) => from.form(&[]).map(BodiesBody::Form).map(Some),
            Some(3) => from.multipart().map(BodiesBody::Multipart).map(Some),
            Some(4) => from.text().map(BodiesBody::Text).map(Some),
            Some(5) => from.stream().map(BodiesBody::Png).map(Some),
            _ => Some(None),
        };
        let request = Self { body: body? };
        from.check(|checks| {
            if let Some(body) = &request.body {
                match body {
                    BodiesBody::Json(value) => wire::Validate::validate(value, checks),
                    BodiesBody::Form(value) => wire::Validate::validate(value, checks),
                    BodiesBody::Multipart(value) => {
                        wire::Validate::validate(value, checks)
                    }
                    _ => {}
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

use counterpart_wire as wire;

pub(crate) const ANSWERS409_RESPONSE: wire::ProblemValue = wire::ProblemValue::Object(
    &[("title", wire::ProblemValue::Title)],
);

// ==== src/security.rs ====

//! The security schemes of the API.
