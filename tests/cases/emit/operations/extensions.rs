// ==== src/operations/default.rs ====

//! The operations of the tag `default`.

use counterpart_wire as wire;
use crate::problems;
use crate::types;

/// The operations of this tag.
///
/// Implement this trait to serve the API. The generated `Client` implements it as well.
pub trait DefaultApi: Send + Sync + 'static {
    /// The authenticated caller, as returned by the authenticator of the server.
    type Principal: Send + Sync + 'static;

    /// `POST /lights/`
    ///
    /// Returns no content.
    fn add(
        &self,
        call: wire::Call<Add, ()>,
    ) -> impl Future<Output = wire::Outcome<Add>> + Send;

    /// `POST /files`
    ///
    /// Returns no content.
    ///
    /// # Errors
    ///
    /// - `400`, [`UploadError::BadRequest`].
    /// - `409`, [`UploadError::Conflict`].
    fn upload(
        &self,
        call: wire::Call<Upload, ()>,
    ) -> impl Future<Output = wire::Outcome<Upload>> + Send;
}

/// `POST /lights/`
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Add {
    pub body: Option<types::AddBody>,
}

impl Add {
    /// Creates an empty value.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

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
        method: "POST",
        path: "/lights/",
        optional_slash: true,
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
        answers: &[],
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

/// `POST /files`
#[derive(Debug)]
#[non_exhaustive]
pub struct Upload {
    pub authorization: wire::Secret,
    pub body: types::UploadBody,
}

impl Upload {
    const AUTHORIZATION: wire::Param = wire::Param::header("Authorization");

    /// Creates a value from its required fields.
    #[must_use]
    pub fn new(authorization: impl Into<wire::Secret>, body: types::UploadBody) -> Self {
        Self {
            authorization: authorization.into(),
            body,
        }
    }
}

/// The documented errors of [`Upload`].
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum UploadError {
    /// Refused.
    BadRequest(types::Upload400Response),
    /// There already.
    Conflict(types::Upload400Response),
}

impl wire::ApiError for UploadError {
    fn status(&self) -> wire::StatusCode {
        match self {
            Self::BadRequest(..) => wire::StatusCode::BAD_REQUEST,
            Self::Conflict(..) => wire::StatusCode::CONFLICT,
        }
    }
}

impl From<UploadError> for wire::Error<UploadError> {
    fn from(error: UploadError) -> Self {
        Self::Api(error)
    }
}

impl wire::Operation for Upload {
    type Output = ();
    type Error = UploadError;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "upload",
        method: "POST",
        path: "/files",
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
        problems: &[
            wire::ProblemShape::new(
                    wire::Status::Code(400),
                    "application/json",
                    problems::UPLOAD400_RESPONSE,
                )
                .codes(&["BAD_FILE", "BAD_NOTE"]),
            wire::ProblemShape::new(
                wire::Status::Code(409),
                "application/json",
                problems::UPLOAD400_RESPONSE,
            ),
        ],
        invalid: 400,
        security: &[],
    };

    fn write(self, to: &mut wire::RequestWriter) {
        to.param(&Self::AUTHORIZATION, Some(&self.authorization));
        let body = self.body;
        to.multipart(body);
    }

    fn read(from: &mut wire::RequestReader) -> Option<Self> {
        let authorization = from.required(&Self::AUTHORIZATION);
        let body = from.multipart();
        Some(Self {
            authorization: authorization?,
            body: body?,
        })
    }

    fn respond(
        outcome: Result<Self::Output, Self::Error>,
    ) -> wire::http::Response<wire::Body> {
        match outcome {
            Ok(()) => wire::respond::empty(204),
            Err(UploadError::BadRequest(body)) => {
                wire::respond::json(400, "application/json", &body)
            }
            Err(UploadError::Conflict(body)) => {
                wire::respond::json(409, "application/json", &body)
            }
        }
    }

    fn receive(
        from: wire::ResponseReader,
    ) -> Result<Result<Self::Output, Self::Error>, wire::Fault> {
        match from.status() {
            204 => from.empty().map(Ok),
            400 => from.json().map(UploadError::BadRequest).map(Err),
            409 => from.json().map(UploadError::Conflict).map(Err),
            _ => Err(from.unexpected()),
        }
    }
}

// ==== src/problems.rs ====

//! Error bodies for requests that the server itself rejects, as the document describes them.

use counterpart_wire as wire;

pub(crate) const UPLOAD400_RESPONSE: wire::ProblemValue = wire::ProblemValue::Object(
    &[("error", wire::ProblemValue::Code), ("message", wire::ProblemValue::Detail)],
);

// ==== src/security.rs ====

//! The security schemes of the API.
