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

    /// `POST /required`
    ///
    /// Returns [`types::Note`](super::super::types::Note) or null.
    fn must(
        &self,
        call: wire::Call<Must, ()>,
    ) -> impl Future<Output = wire::Outcome<Must>> + Send;

    /// `POST /optional`
    ///
    /// Returns no content.
    fn may(
        &self,
        call: wire::Call<May, ()>,
    ) -> impl Future<Output = wire::Outcome<May>> + Send;

    /// `POST /several`
    ///
    /// Returns no content.
    fn several(
        &self,
        call: wire::Call<Several, ()>,
    ) -> impl Future<Output = wire::Outcome<Several>> + Send;
}

/// `POST /required`
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Must {
    pub body: Option<types::Note>,
}

impl Must {
    /// Creates a value from its required fields.
    #[must_use]
    pub fn new(body: Option<types::Note>) -> Self {
        Self { body }
    }
}

impl wire::Operation for Must {
    type Output = Option<types::Note>;
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "must",
        method: "POST",
        path: "/required",
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

/// `POST /optional`
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct May {
    pub body: wire::Nullable<String>,
}

impl May {
    /// Creates an empty value.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    #[must_use]
    pub fn with_body(mut self, body: impl Into<wire::Nullable<String>>) -> Self {
        self.body = body.into();
        self
    }
}

impl wire::Operation for May {
    type Output = ();
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "may",
        method: "POST",
        path: "/optional",
        optional_slash: false,
        body: Some(wire::BodySpec {
            required: false,
            contents: &[wire::Content::JSON],
        }),
        answers: &[],
        problems: &[],
        invalid: 400,
        security: &[],
    };

    fn write(self, to: &mut wire::RequestWriter) {
        if let Some(body) = self.body.present() {
            to.json("application/json", &body);
        }
    }

    fn read(from: &mut wire::RequestReader) -> Option<Self> {
        let body = from.nullable_json();
        let request = Self { body: body? };
        from.check(|checks| {
            if let Some(value) = request.body.value() {
                checks.length(value, 2, None);
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

/// `POST /several`
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Several {
    pub body: SeveralBody,
}

impl Several {
    /// Creates a value from its required fields.
    #[must_use]
    pub fn new(body: impl Into<SeveralBody>) -> Self {
        Self { body: body.into() }
    }
}

/// The body of [`Several`].
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum SeveralBody {
    /// A body of type `application/json`.
    Json(Option<types::Note>),
    /// A body of type `text/plain`.
    Text(String),
}

impl From<Option<types::Note>> for SeveralBody {
    fn from(body: Option<types::Note>) -> Self {
        Self::Json(body)
    }
}

impl From<String> for SeveralBody {
    fn from(body: String) -> Self {
        Self::Text(body)
    }
}

impl wire::Operation for Several {
    type Output = ();
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "several",
        method: "POST",
        path: "/several",
        optional_slash: false,
        body: Some(wire::BodySpec {
            required: true,
            contents: &[
                wire::Content::JSON,
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
        let body = self.body;
        match body {
            SeveralBody::Json(body) => to.json("application/json", &body),
            SeveralBody::Text(body) => to.text("text/plain", body),
        }
    }

    fn read(from: &mut wire::RequestReader) -> Option<Self> {
        let body = match from.content() {
            Some(0) => from.json().map(SeveralBody::Json),
            Some(1) => from.text().map(SeveralBody::Text),
            _ => from.no_body(),
        };
        let request = Self { body: body? };
        from.check(|checks| {
            match &request.body {
                SeveralBody::Json(Some(value)) => {
                    wire::Validate::validate(value, checks);
                }
                _ => {}
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
