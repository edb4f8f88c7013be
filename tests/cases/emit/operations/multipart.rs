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

    /// `upload`.
    ///
    /// `POST /photos`
    fn upload(
        &self,
        call: wire::Call<Upload, ()>,
    ) -> impl Future<Output = wire::Outcome<Upload>> + Send;

    /// `note`.
    ///
    /// `POST /notes`
    fn note(&self, call: wire::Call<Note, ()>) -> impl Future<Output = wire::Outcome<Note>> + Send;

    /// `set`.
    ///
    /// `POST /settings`
    fn set(&self, call: wire::Call<Set, ()>) -> impl Future<Output = wire::Outcome<Set>> + Send;

    /// `send`.
    ///
    /// `POST /anything`
    fn send(
        &self,
        call: wire::Call<Send2, ()>,
    ) -> impl Future<Output = wire::Outcome<Send2>> + Send;

    /// `draw`.
    ///
    /// `POST /shapes`
    fn draw(&self, call: wire::Call<Draw, ()>) -> impl Future<Output = wire::Outcome<Draw>> + Send;
}

/// `upload`.
///
/// `POST /photos`
#[derive(Debug)]
#[non_exhaustive]
pub struct Upload {
    /// The body.
    pub body: types::UploadBody,
}

impl Upload {
    /// One with what must be there.
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
        method: "POST",
        path: "/photos",
        loose_slash: false,
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
        let request = Self { body: body? };
        from.check(|checks| {
            {
                let value = &request.body;
                wire::Validate::validate(value, checks);
            }
        })?;
        Some(request)
    }

    fn respond(outcome: Result<Self::Output, Self::Error>) -> wire::http::Response<wire::Body> {
        match outcome {
            Ok(()) => wire::respond::empty(204),
            Err(error) => match error {},
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

/// `note`.
///
/// `POST /notes`
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Note {
    /// The body.
    pub body: Option<types::Note>,
}

impl Note {
    /// One with nothing set.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets `body`.
    #[must_use]
    pub fn with_body(mut self, body: types::Note) -> Self {
        self.body = Some(body);
        self
    }
}

impl wire::Operation for Note {
    type Output = ();
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "note",
        method: "POST",
        path: "/notes",
        loose_slash: false,
        body: Some(wire::BodySpec {
            required: false,
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
        if let Some(body) = self.body {
            to.multipart(body);
        }
    }

    fn read(from: &mut wire::RequestReader) -> Option<Self> {
        let body = from.optional_multipart();
        Some(Self { body: body? })
    }

    fn respond(outcome: Result<Self::Output, Self::Error>) -> wire::http::Response<wire::Body> {
        match outcome {
            Ok(()) => wire::respond::empty(204),
            Err(error) => match error {},
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

/// `set`.
///
/// `POST /settings`
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Set {
    /// The body.
    pub body: wire::Map<i64>,
}

impl Set {
    /// One with what must be there.
    #[must_use]
    pub fn new(body: wire::Map<i64>) -> Self {
        Self { body }
    }
}

impl wire::Operation for Set {
    type Output = ();
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "set",
        method: "POST",
        path: "/settings",
        loose_slash: false,
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

    fn respond(outcome: Result<Self::Output, Self::Error>) -> wire::http::Response<wire::Body> {
        match outcome {
            Ok(()) => wire::respond::empty(204),
            Err(error) => match error {},
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

/// `send`.
///
/// `POST /anything`
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Send2 {
    /// The body.
    pub body: wire::Map<wire::Json>,
}

impl Send2 {
    /// One with what must be there.
    #[must_use]
    pub fn new(body: wire::Map<wire::Json>) -> Self {
        Self { body }
    }
}

impl wire::Operation for Send2 {
    type Output = ();
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "send",
        method: "POST",
        path: "/anything",
        loose_slash: false,
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

    fn respond(outcome: Result<Self::Output, Self::Error>) -> wire::http::Response<wire::Body> {
        match outcome {
            Ok(()) => wire::respond::empty(204),
            Err(error) => match error {},
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

/// `draw`.
///
/// `POST /shapes`
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Draw {
    /// The body.
    pub body: types::DrawBody,
}

impl Draw {
    /// One with what must be there.
    #[must_use]
    pub fn new(body: types::DrawBody) -> Self {
        Self { body }
    }
}

impl wire::Operation for Draw {
    type Output = ();
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "draw",
        method: "POST",
        path: "/shapes",
        loose_slash: false,
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

    fn respond(outcome: Result<Self::Output, Self::Error>) -> wire::http::Response<wire::Body> {
        match outcome {
            Ok(()) => wire::respond::empty(204),
            Err(error) => match error {},
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

//! The document's own error bodies, for what the server itself must refuse.

// ==== src/security.rs ====

//! The security schemes of the document.
