// ==== src/operations/default.rs ====

//! The operations of the tag `default`.

use counterpart_wire as wire;
use crate::problems;
use crate::types;
use crate::xml;

/// The operations of this tag.
///
/// Implement this trait to serve the API. The generated `Client` implements it as well.
pub trait DefaultApi: Send + Sync + 'static {
    /// The authenticated caller, as returned by the authenticator of the server.
    type Principal: Send + Sync + 'static;

    /// `POST /chat`
    ///
    /// Returns [`ChatOutcome`].
    ///
    /// # Errors
    ///
    /// - `404`, [`ChatError::NotFoundProblem`].
    /// - `404`, [`ChatError::NotFoundXml`].
    /// - any other status, [`ChatError::Other`].
    fn chat(
        &self,
        call: wire::Call<Chat, ()>,
    ) -> impl Future<Output = wire::Outcome<Chat>> + Send;

    /// `PUT /twins`
    ///
    /// Returns [`TwinsOutcome`].
    fn twins(
        &self,
        call: wire::Call<Twins, ()>,
    ) -> impl Future<Output = wire::Outcome<Twins>> + Send;

    /// `GET /open`
    ///
    /// Returns [`types::Open200Response`](super::super::types::Open200Response).
    fn open(
        &self,
        call: wire::Call<Open, ()>,
    ) -> impl Future<Output = wire::Outcome<Open>> + Send;

    /// `GET /word`
    ///
    /// Returns text.
    fn word(
        &self,
        call: wire::Call<Word, ()>,
    ) -> impl Future<Output = wire::Outcome<Word>> + Send;

    /// `POST /form`
    ///
    /// Returns no content.
    fn form(
        &self,
        call: wire::Call<Form, ()>,
    ) -> impl Future<Output = wire::Outcome<Form>> + Send;
}

/// `POST /chat`
#[derive(Debug)]
#[non_exhaustive]
pub struct Chat {
    pub body: ChatBody,
}

impl Chat {
    /// Creates a value from its required fields.
    #[must_use]
    pub fn new(body: impl Into<ChatBody>) -> Self {
        Self { body: body.into() }
    }
}

/// The body of [`Chat`].
#[derive(Debug)]
#[non_exhaustive]
pub enum ChatBody {
    /// A body of type `application/json`.
    Json(types::Message),
    /// A body of type `application/x-www-form-urlencoded`.
    Form(types::Message),
    /// A body of type `multipart/form-data`.
    Multipart(types::MessageForm),
    /// A body of type `text/plain`.
    Text(String),
    /// A body of type `image/*`.
    Image(wire::Body),
}

impl From<types::Message> for ChatBody {
    fn from(body: types::Message) -> Self {
        Self::Json(body)
    }
}

impl From<types::MessageForm> for ChatBody {
    fn from(body: types::MessageForm) -> Self {
        Self::Multipart(body)
    }
}

impl From<String> for ChatBody {
    fn from(body: String) -> Self {
        Self::Text(body)
    }
}

impl From<wire::Body> for ChatBody {
    fn from(body: wire::Body) -> Self {
        Self::Image(body)
    }
}

/// The responses to [`Chat`].
#[derive(Debug)]
#[non_exhaustive]
pub enum ChatOutcome {
    /// Whole or in pieces.
    ///
    /// A body of type `application/json`.
    Json(types::Message),
    /// Whole or in pieces.
    ///
    /// A body of type `text/event-stream`.
    EventStream(wire::Events<types::Piece>),
}

impl From<types::Message> for ChatOutcome {
    fn from(body: types::Message) -> Self {
        Self::Json(body)
    }
}

impl From<wire::Events<types::Piece>> for ChatOutcome {
    fn from(body: wire::Events<types::Piece>) -> Self {
        Self::EventStream(body)
    }
}

/// The documented errors of [`Chat`].
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum ChatError {
    /// Nobody there.
    ///
    /// A body of type `application/problem+json`.
    NotFoundProblem(types::Trouble),
    /// Nobody there.
    ///
    /// A body of type `application/xml`.
    NotFoundXml(types::Trouble),
    /// Anything else.
    Other(wire::StatusCode),
}

impl wire::ApiError for ChatError {
    fn status(&self) -> wire::StatusCode {
        match self {
            Self::NotFoundProblem(..) => wire::StatusCode::NOT_FOUND,
            Self::NotFoundXml(..) => wire::StatusCode::NOT_FOUND,
            Self::Other(status) => *status,
        }
    }
}

impl From<ChatError> for wire::Error<ChatError> {
    fn from(error: ChatError) -> Self {
        Self::Api(error)
    }
}

impl wire::Operation for Chat {
    type Output = ChatOutcome;
    type Error = ChatError;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "chat",
        method: "POST",
        path: "/chat",
        optional_slash: false,
        body: Some(wire::BodySpec {
            required: true,
            contents: &[
                wire::Content::JSON,
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
                    media: "text/plain",
                    aliases: &[],
                    codec: wire::Codec::Text,
                },
                wire::Content {
                    media: "image/*",
                    aliases: &[],
                    codec: wire::Codec::Bytes,
                },
            ],
        }),
        answers: &[
            wire::AnswerSpec {
                status: wire::Status::Code(200),
                contents: &[
                    wire::Content::JSON,
                    wire::Content {
                        media: "text/event-stream",
                        aliases: &[],
                        codec: wire::Codec::Events,
                    },
                ],
            },
            wire::AnswerSpec {
                status: wire::Status::Code(404),
                contents: &[
                    wire::Content {
                        media: "application/problem+json",
                        aliases: &[],
                        codec: wire::Codec::Json,
                    },
                    wire::Content {
                        media: "application/xml",
                        aliases: &[],
                        codec: wire::Codec::Xml,
                    },
                ],
            },
        ],
        problems: &[
            wire::ProblemShape::new(
                wire::Status::Code(404),
                "application/problem+json",
                problems::TROUBLE,
            ),
        ],
        invalid: 400,
        security: &[],
    };

    fn write(self, to: &mut wire::RequestWriter) {
        let body = self.body;
        match body {
            ChatBody::Json(body) => to.json("application/json", &body),
            ChatBody::Form(body) => {
                to.form("application/x-www-form-urlencoded", &[], &body)
            }
            ChatBody::Multipart(body) => to.multipart(body),
            ChatBody::Text(body) => to.text("text/plain", body),
            ChatBody::Image(body) => to.open_body("application/octet-stream", body),
        }
    }

    fn read(from: &mut wire::RequestReader) -> Option<Self> {
        let body = match from.content() {
            Some(0) => from.json().map(ChatBody::Json),
            Some(1) => from.form(&[]).map(ChatBody::Form),
            Some(2) => from.multipart().map(ChatBody::Multipart),
            Some(3) => from.text().map(ChatBody::Text),
            Some(4) => from.stream().map(ChatBody::Image),
            _ => from.no_body(),
        };
        Some(Self { body: body? })
    }

    fn respond(
        outcome: Result<Self::Output, Self::Error>,
    ) -> wire::http::Response<wire::Body> {
        match outcome {
            Ok(ChatOutcome::Json(body)) => {
                wire::respond::json(200, "application/json", &body)
            }
            Ok(ChatOutcome::EventStream(body)) => {
                wire::respond::events(
                    200,
                    "text/event-stream",
                    wire::EventFormat::SSE.until("[DONE]"),
                    body,
                )
            }
            Err(ChatError::NotFoundProblem(body)) => {
                wire::respond::json(404, "application/problem+json", &body)
            }
            Err(ChatError::NotFoundXml(body)) => {
                wire::respond::xml(404, "application/xml", &xml::TROUBLE, &body)
            }
            Err(ChatError::Other(status)) => wire::respond::empty(status.as_u16()),
        }
    }

    fn receive(
        from: wire::ResponseReader,
    ) -> Result<Result<Self::Output, Self::Error>, wire::Fault> {
        match from.status() {
            200 => {
                match from.content(Self::SPEC) {
                    Some(0) => from.json().map(ChatOutcome::Json).map(Ok),
                    Some(1) => {
                        from.events(wire::EventFormat::SSE.until("[DONE]"))
                            .map(ChatOutcome::EventStream)
                            .map(Ok)
                    }
                    _ => Err(from.unexpected_media()),
                }
            }
            404 => {
                match from.content(Self::SPEC) {
                    Some(0) => from.json().map(ChatError::NotFoundProblem).map(Err),
                    Some(1) => {
                        from.xml(&xml::TROUBLE).map(ChatError::NotFoundXml).map(Err)
                    }
                    _ => Err(from.unexpected_media()),
                }
            }
            _ => {
                let status = from.status_code();
                from.empty().map(|()| Err(ChatError::Other(status)))
            }
        }
    }
}

/// `PUT /twins`
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Twins {
    pub body: Option<TwinsBody>,
}

impl Twins {
    /// Creates an empty value.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    #[must_use]
    pub fn with_body(mut self, body: impl Into<TwinsBody>) -> Self {
        self.body = Some(body.into());
        self
    }
}

/// The body of [`Twins`].
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum TwinsBody {
    /// A body of type `application/json`.
    Json(Vec<i64>),
    /// A body of type `application/xml; charset=utf-8`.
    Xml(Vec<i64>),
    /// A body of type `application/vnd.acme.v2+json`.
    AcmeV2Json(String),
}

impl From<Vec<i64>> for TwinsBody {
    fn from(body: Vec<i64>) -> Self {
        Self::Json(body)
    }
}

impl From<String> for TwinsBody {
    fn from(body: String) -> Self {
        Self::AcmeV2Json(body)
    }
}

/// The responses to [`Twins`].
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum TwinsOutcome {
    /// One.
    Ok(i64),
    /// Later.
    ///
    /// A body of type `application/json`.
    AcceptedJson(i64),
    /// Later.
    ///
    /// A body of type `text/csv`.
    AcceptedCsv(String),
    /// Nothing.
    NoContent,
}

impl wire::Operation for Twins {
    type Output = TwinsOutcome;
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "twins",
        method: "PUT",
        path: "/twins",
        optional_slash: false,
        body: Some(wire::BodySpec {
            required: false,
            contents: &[
                wire::Content {
                    media: "application/json",
                    aliases: &["text/json", "*/*"],
                    codec: wire::Codec::Json,
                },
                wire::Content {
                    media: "application/xml; charset=utf-8",
                    aliases: &[],
                    codec: wire::Codec::Xml,
                },
                wire::Content {
                    media: "application/vnd.acme.v2+json",
                    aliases: &[],
                    codec: wire::Codec::Json,
                },
            ],
        }),
        answers: &[
            wire::AnswerSpec {
                status: wire::Status::Code(200),
                contents: &[
                    wire::Content {
                        media: "application/json",
                        aliases: &["application/json; charset=utf-8"],
                        codec: wire::Codec::Json,
                    },
                ],
            },
            wire::AnswerSpec {
                status: wire::Status::Code(202),
                contents: &[
                    wire::Content::JSON,
                    wire::Content {
                        media: "text/csv",
                        aliases: &[],
                        codec: wire::Codec::Text,
                    },
                ],
            },
        ],
        problems: &[],
        invalid: 400,
        security: &[],
    };

    fn write(self, to: &mut wire::RequestWriter) {
        if let Some(body) = self.body {
            match body {
                TwinsBody::Json(body) => to.json("application/json", &body),
                TwinsBody::Xml(body) => {
                    to.xml("application/xml; charset=utf-8", &xml::TWINS_BODY_XML, &body)
                }
                TwinsBody::AcmeV2Json(body) => {
                    to.json("application/vnd.acme.v2+json", &body)
                }
            }
        }
    }

    fn read(from: &mut wire::RequestReader) -> Option<Self> {
        let body = match from.content() {
            Some(0) => from.json().map(TwinsBody::Json).map(Some),
            Some(1) => from.xml(&xml::TWINS_BODY_XML).map(TwinsBody::Xml).map(Some),
            Some(2) => from.json().map(TwinsBody::AcmeV2Json).map(Some),
            _ => Some(None),
        };
        let request = Self { body: body? };
        from.check(|checks| {
            if let Some(body) = &request.body {
                match body {
                    TwinsBody::AcmeV2Json(value) => {
                        checks.length(value, 0, Some(3));
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
            Ok(TwinsOutcome::Ok(body)) => {
                wire::respond::json(200, "application/json", &body)
            }
            Ok(TwinsOutcome::AcceptedJson(body)) => {
                wire::respond::json(202, "application/json", &body)
            }
            Ok(TwinsOutcome::AcceptedCsv(body)) => {
                wire::respond::text(202, "text/csv", body)
            }
            Ok(TwinsOutcome::NoContent) => wire::respond::empty(204),
            Err(error) => match error {}
        }
    }

    fn receive(
        from: wire::ResponseReader,
    ) -> Result<Result<Self::Output, Self::Error>, wire::Fault> {
        match from.status() {
            200 => from.json().map(TwinsOutcome::Ok).map(Ok),
            202 => {
                match from.content(Self::SPEC) {
                    Some(0) => from.json().map(TwinsOutcome::AcceptedJson).map(Ok),
                    Some(1) => from.text().map(TwinsOutcome::AcceptedCsv).map(Ok),
                    _ => Err(from.unexpected_media()),
                }
            }
            204 => from.empty().map(|()| Ok(TwinsOutcome::NoContent)),
            _ => Err(from.unexpected()),
        }
    }
}

/// `GET /open`
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Open {}

impl Open {
    /// Creates an empty value.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
}

impl wire::Operation for Open {
    type Output = types::Open200Response;
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "open",
        method: "GET",
        path: "/open",
        optional_slash: false,
        body: None,
        answers: &[
            wire::AnswerSpec {
                status: wire::Status::Code(200),
                contents: &[
                    wire::Content {
                        media: "*/*",
                        aliases: &[],
                        codec: wire::Codec::Json,
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

/// `GET /word`
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Word {}

impl Word {
    /// Creates an empty value.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
}

impl wire::Operation for Word {
    type Output = String;
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "word",
        method: "GET",
        path: "/word",
        optional_slash: false,
        body: None,
        answers: &[
            wire::AnswerSpec {
                status: wire::Status::Code(200),
                contents: &[
                    wire::Content {
                        media: "*/*",
                        aliases: &[],
                        codec: wire::Codec::Text,
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
            Ok(body) => wire::respond::text(200, "text/plain", body),
            Err(error) => match error {}
        }
    }

    fn receive(
        from: wire::ResponseReader,
    ) -> Result<Result<Self::Output, Self::Error>, wire::Fault> {
        match from.status() {
            200 => from.text().map(Ok),
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
                wire::Param::query("tags").shape(wire::Shape::List),
                wire::Param::query("place").style(wire::Style::Json),
                wire::Param::query("places")
                    .style(wire::Style::Json)
                    .shape(wire::Shape::List),
            ],
            &body,
        );
    }

    fn read(from: &mut wire::RequestReader) -> Option<Self> {
        let body = from
            .form(
                &[
                    wire::Param::query("tags").shape(wire::Shape::List),
                    wire::Param::query("place").style(wire::Style::Json),
                    wire::Param::query("places")
                        .style(wire::Style::Json)
                        .shape(wire::Shape::List),
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

use counterpart_wire as wire;

pub(crate) const TROUBLE: wire::ProblemValue = wire::ProblemValue::Object(
    &[("detail", wire::ProblemValue::Detail)],
);

// ==== src/security.rs ====

//! The security schemes of the API.

// ==== src/xml.rs ====

//! How the bodies in XML are written.

use counterpart_wire::xml;

pub(crate) static TROUBLE: xml::Root = xml::Root::new(
    xml::Element::new("Trouble", xml::Content::Object(&TROUBLE_CONTENT)),
    false,
);

pub(crate) static TWINS_BODY_XML: xml::Root = xml::Root::new(
    xml::Element::new(
        "root",
        xml::Content::List(&xml::Element::text("root", xml::Scalar::NUMBER)),
    ),
    false,
);

static TROUBLE_CONTENT: xml::Object = xml::Object {
    members: &[
        xml::Member::new(
                "detail",
                xml::Node::Element(xml::Element::text("detail", xml::Scalar::STRING)),
            )
            .required(),
    ],
    rest: xml::Rest::Any,
    or_text: None,
};
