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

    /// `PUT /scripts`
    ///
    /// Returns no content.
    fn upload(
        &self,
        call: wire::Call<Upload, ()>,
    ) -> impl Future<Output = wire::Outcome<Upload>> + Send;

    /// `PUT /sources`
    ///
    /// Returns no content.
    fn change(
        &self,
        call: wire::Call<Change, ()>,
    ) -> impl Future<Output = wire::Outcome<Change>> + Send;

    /// `PUT /values`
    ///
    /// Returns bytes, as a [`wire::Body`]. What was set.
    fn set(
        &self,
        call: wire::Call<Set, ()>,
    ) -> impl Future<Output = wire::Outcome<Set>> + Send;
}

/// `PUT /scripts`
#[derive(Debug)]
#[non_exhaustive]
pub struct Upload {
    pub body: types::UploadBody,
}

impl Upload {
    /// Creates a value from its required fields.
    #[must_use]
    pub fn new(body: types::UploadBody) -> Self {
        Self { body }
    }
}

impl wire::Operation for Upload {
    type Output = ();
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "upload",
        method: "PUT",
        path: "/scripts",
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
        answers: &[],
        problems: &[],
        invalid: 400,
        security: &[],
    };

    fn write(self, to: &mut wire::RequestWriter) {
        let body = self.body;
        to.multipart(body);
    }

    fn read(from: &mut wire::RequestReader) -> Option<Self> {
        let body = from.multipart();
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

/// `PUT /sources`
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Change {
    pub body: Option<ChangeBody>,
}

impl Change {
    /// Creates an empty value.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    #[must_use]
    pub fn with_body(mut self, body: impl Into<ChangeBody>) -> Self {
        self.body = Some(body.into());
        self
    }
}

/// The body of [`Change`].
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum ChangeBody {
    /// A body of type `application/json`.
    Json(types::Source),
    /// A body of type `multipart/form-data`.
    Multipart(types::Source),
}

impl From<types::Source> for ChangeBody {
    fn from(body: types::Source) -> Self {
        Self::Json(body)
    }
}

impl wire::Operation for Change {
    type Output = ();
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "change",
        method: "PUT",
        path: "/sources",
        optional_slash: false,
        body: Some(wire::BodySpec {
            required: false,
            contents: &[
                wire::Content::JSON,
                wire::Content {
                    media: "multipart/form-data",
                    aliases: &[],
                    codec: wire::Codec::Multipart,
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
                ChangeBody::Json(body) => to.json("application/json", &body),
                ChangeBody::Multipart(body) => to.multipart(body),
            }
        }
    }

    fn read(from: &mut wire::RequestReader) -> Option<Self> {
        let body = match from.content() {
            Some(0) => from.json().map(ChangeBody::Json).map(Some),
            Some(1) => from.multipart().map(ChangeBody::Multipart).map(Some),
            _ => Some(None),
        };
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

/// `PUT /values`
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Set {
    pub body: Option<wire::Map<String>>,
}

impl Set {
    /// Creates an empty value.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    #[must_use]
    pub fn with_body(mut self, body: wire::Map<String>) -> Self {
        self.body = Some(body);
        self
    }
}

impl wire::Operation for Set {
    type Output = wire::Body;
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "set",
        method: "PUT",
        path: "/values",
        optional_slash: false,
        body: Some(wire::BodySpec {
            required: false,
            contents: &[wire::Content::JSON],
        }),
        answers: &[
            wire::AnswerSpec {
                status: wire::Status::Code(200),
                contents: &[
                    wire::Content {
                        media: "multipart/form-data",
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
        if let Some(body) = self.body {
            to.json("application/json", &body);
        }
    }

    fn read(from: &mut wire::RequestReader) -> Option<Self> {
        let body = from.optional_json();
        Some(Self { body: body? })
    }

    fn respond(
        outcome: Result<Self::Output, Self::Error>,
    ) -> wire::http::Response<wire::Body> {
        match outcome {
            Ok(body) => wire::respond::stream(200, "multipart/form-data", body),
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

// ==== src/security.rs ====

//! The security schemes of the API.
