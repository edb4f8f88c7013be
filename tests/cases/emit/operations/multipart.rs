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
    fn note(
        &self,
        call: wire::Call<Note2, ()>,
    ) -> impl Future<Output = wire::Outcome<Note2>> + Send;
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
pub struct Note2 {
    /// The body.
    pub body: Option<types::Note>,
}

impl Note2 {
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

impl wire::Operation for Note2 {
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

// ==== src/problems.rs ====

//! The document's own error bodies, for what the server itself must refuse.

// ==== src/security.rs ====

//! The security schemes of the document.
