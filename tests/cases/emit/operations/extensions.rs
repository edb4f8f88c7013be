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

    /// `add`.
    ///
    /// `POST /lights/`
    fn add(&self, call: wire::Call<Add, ()>) -> impl Future<Output = wire::Outcome<Add>> + Send;
}

/// `add`.
///
/// `POST /lights/`
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Add {
    /// The body.
    pub body: Option<types::AddBody>,
}

impl Add {
    /// One with nothing set.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets `body`.
    #[must_use]
    pub fn with_body(mut self, body: types::AddBody) -> Self {
        self.body = Some(body);
        self
    }
}

impl wire::Operation for Add {
    type Output = ();
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "add",
        method: wire::Method::POST,
        path: "/lights/",
        loose_slash: true,
        body: Some(wire::BodySpec {
            required: false,
            contents: &[
                wire::Content {
                    media: "application/json",
                    aliases: &["application/x-www-form-urlencoded", "text/json"],
                    codec: wire::Codec::Json,
                },
            ],
        }),
        streams: &[],
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
