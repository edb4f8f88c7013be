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

    /// `PUT /text`
    ///
    /// Returns no content.
    fn maybe_text(
        &self,
        call: wire::Call<MaybeText, ()>,
    ) -> impl Future<Output = wire::Outcome<MaybeText>> + Send;

    /// `POST /text`
    ///
    /// Returns text.
    fn text(
        &self,
        call: wire::Call<Text, ()>,
    ) -> impl Future<Output = wire::Outcome<Text>> + Send;

    /// `POST /bytes`
    ///
    /// Returns bytes, as a [`wire::Body`].
    fn bytes(
        &self,
        call: wire::Call<Bytes, ()>,
    ) -> impl Future<Output = wire::Outcome<Bytes>> + Send;

    /// `POST /form`
    ///
    /// Returns any JSON value.
    fn form(
        &self,
        call: wire::Call<Form, ()>,
    ) -> impl Future<Output = wire::Outcome<Form>> + Send;
}

/// `PUT /text`
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct MaybeText {
    pub body: Option<String>,
}

impl MaybeText {
    /// Creates an empty value.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    #[must_use]
    pub fn with_body(mut self, body: impl Into<String>) -> Self {
        self.body = Some(body.into());
        self
    }
}

impl wire::Operation for MaybeText {
    type Output = ();
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "maybeText",
        method: "PUT",
        path: "/text",
        optional_slash: false,
        body: Some(wire::BodySpec {
            required: false,
            contents: &[
                wire::Content {
                    media: "text/plain",
                    aliases: &[],
                    codec: wire::Codec::Text,
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
            to.text("text/plain", body);
        }
    }

    fn read(from: &mut wire::RequestReader) -> Option<Self> {
        let body = from.optional_text();
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

/// `POST /text`
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Text {
    pub body: String,
}

impl Text {
    /// Creates a value from its required fields.
    #[must_use]
    pub fn new(body: impl Into<String>) -> Self {
        Self { body: body.into() }
    }
}

impl wire::Operation for Text {
    type Output = String;
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "text",
        method: "POST",
        path: "/text",
        optional_slash: false,
        body: Some(wire::BodySpec {
            required: true,
            contents: &[
                wire::Content {
                    media: "text/plain",
                    aliases: &[],
                    codec: wire::Codec::Text,
                },
            ],
        }),
        answers: &[
            wire::AnswerSpec {
                status: wire::Status::Code(200),
                contents: &[
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
        let body = self.body;
        to.text("text/plain", body);
    }

    fn read(from: &mut wire::RequestReader) -> Option<Self> {
        let body = from.text();
        Some(Self { body: body? })
    }

    fn respond(
        outcome: Result<Self::Output, Self::Error>,
    ) -> wire::http::Response<wire::Body> {
        match outcome {
            Ok(body) => wire::respond::text(200, "text/csv", body),
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

/// `POST /bytes`
#[derive(Debug)]
#[non_exhaustive]
pub struct Bytes {
    pub body: wire::Body,
}

impl Bytes {
    /// Creates a value from its required fields.
    #[must_use]
    pub fn new(body: impl Into<wire::Body>) -> Self {
        Self { body: body.into() }
    }
}

impl wire::Operation for Bytes {
    type Output = wire::Body;
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "bytes",
        method: "POST",
        path: "/bytes",
        optional_slash: false,
        body: Some(wire::BodySpec {
            required: true,
            contents: &[
                wire::Content {
                    media: "application/octet-stream",
                    aliases: &[],
                    codec: wire::Codec::Bytes,
                },
            ],
        }),
        answers: &[
            wire::AnswerSpec {
                status: wire::Status::Code(200),
                contents: &[
                    wire::Content {
                        media: "image/png",
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
        let body = self.body;
        to.body("application/octet-stream", body);
    }

    fn read(from: &mut wire::RequestReader) -> Option<Self> {
        let body = from.stream();
        Some(Self { body: body? })
    }

    fn respond(
        outcome: Result<Self::Output, Self::Error>,
    ) -> wire::http::Response<wire::Body> {
        match outcome {
            Ok(body) => wire::respond::stream(200, "image/png", body),
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
    type Output = wire::Json;
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
        answers: &[wire::AnswerSpec::json(wire::Status::Code(200))],
        problems: &[],
        invalid: 400,
        security: &[],
    };

    fn write(self, to: &mut wire::RequestWriter) {
        let body = self.body;
        to.form("application/x-www-form-urlencoded", &[], &body);
    }

    fn read(from: &mut wire::RequestReader) -> Option<Self> {
        let body = from.form(&[]);
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

// ==== src/problems.rs ====

//! Error bodies for requests that the server itself rejects, as the document describes them.

// ==== src/security.rs ====

//! The security schemes of the API.
