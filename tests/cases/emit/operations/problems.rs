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

    /// `GET /x`
    ///
    /// Returns no content.
    ///
    /// # Errors
    ///
    /// - `400`, [`XError::BadRequest`].
    /// - `401`, [`XError::Unauthorized`].
    /// - `403`, [`XError::Forbidden`].
    /// - `404`, [`XError::NotFound`]: It cannot be made.
    /// - `500`, [`XError::InternalServerError`].
    fn x(
        &self,
        call: wire::Call<X, ()>,
    ) -> impl Future<Output = wire::Outcome<X>> + Send;
}

/// `GET /x`
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct X {
    pub n: i64,
}

impl X {
    const N: wire::Param = wire::Param::query("n");

    /// Creates a value from its required fields.
    #[must_use]
    pub fn new(n: i64) -> Self {
        Self { n }
    }
}

/// The documented errors of [`X`].
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum XError {
    /// A list.
    BadRequest(types::Listed),
    /// An envelope.
    Unauthorized(types::Envelope),
    /// A text.
    Forbidden(String),
    /// It cannot be made.
    NotFound(types::Unfit),
    /// Standard.
    InternalServerError(types::Problem),
}

impl wire::ApiError for XError {
    fn status(&self) -> wire::StatusCode {
        match self {
            Self::BadRequest(..) => wire::StatusCode::BAD_REQUEST,
            Self::Unauthorized(..) => wire::StatusCode::UNAUTHORIZED,
            Self::Forbidden(..) => wire::StatusCode::FORBIDDEN,
            Self::NotFound(..) => wire::StatusCode::NOT_FOUND,
            Self::InternalServerError(..) => wire::StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

impl From<XError> for wire::Error<XError> {
    fn from(error: XError) -> Self {
        Self::Api(error)
    }
}

impl wire::Operation for X {
    type Output = ();
    type Error = XError;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "x",
        method: "GET",
        path: "/x",
        optional_slash: false,
        body: None,
        answers: &[],
        problems: &[
            wire::ProblemShape::new(
                wire::Status::Code(400),
                "application/json",
                problems::LISTED,
            ),
            wire::ProblemShape::new(
                wire::Status::Code(401),
                "application/json",
                problems::ENVELOPE,
            ),
            wire::ProblemShape::new(
                wire::Status::Code(403),
                "application/json",
                problems::TEXT,
            ),
            wire::ProblemShape::new(
                wire::Status::Code(500),
                "application/problem+json",
                problems::PROBLEM,
            ),
        ],
        invalid: 400,
        security: &[],
    };

    fn write(self, to: &mut wire::RequestWriter) {
        to.param(&Self::N, Some(&self.n));
    }

    fn read(from: &mut wire::RequestReader) -> Option<Self> {
        let n = from.required(&Self::N);
        Some(Self { n: n? })
    }

    fn respond(
        outcome: Result<Self::Output, Self::Error>,
    ) -> wire::http::Response<wire::Body> {
        match outcome {
            Ok(()) => wire::respond::empty(204),
            Err(XError::BadRequest(body)) => {
                wire::respond::json(400, "application/json", &body)
            }
            Err(XError::Unauthorized(body)) => {
                wire::respond::json(401, "application/json", &body)
            }
            Err(XError::Forbidden(body)) => {
                wire::respond::json(403, "application/json", &body)
            }
            Err(XError::NotFound(body)) => {
                wire::respond::json(404, "application/json", &body)
            }
            Err(XError::InternalServerError(body)) => {
                wire::respond::json(500, "application/problem+json", &body)
            }
        }
    }

    fn receive(
        from: wire::ResponseReader,
    ) -> Result<Result<Self::Output, Self::Error>, wire::Fault> {
        match from.status() {
            204 => from.empty().map(Ok),
            400 => from.json().map(XError::BadRequest).map(Err),
            401 => from.json().map(XError::Unauthorized).map(Err),
            403 => from.json().map(XError::Forbidden).map(Err),
            404 => from.json().map(XError::NotFound).map(Err),
            500 => from.json().map(XError::InternalServerError).map(Err),
            _ => Err(from.unexpected()),
        }
    }
}

// ==== src/problems.rs ====

//! Error bodies for requests that the server itself rejects, as the document describes them.

use counterpart_wire as wire;

pub(crate) const ENVELOPE: wire::ProblemValue = wire::ProblemValue::Object(
    &[
        ("success", wire::ProblemValue::Bool(false)),
        (
            "error",
            wire::ProblemValue::Object(
                &[
                    ("code", wire::ProblemValue::Status),
                    ("message", wire::ProblemValue::Detail),
                    ("type", wire::ProblemValue::Text("error")),
                ],
            ),
        ),
    ],
);
pub(crate) const LISTED: wire::ProblemValue = wire::ProblemValue::Object(
    &[
        (
            "errors",
            wire::ProblemValue::Violations(
                &wire::ProblemValue::Object(
                    &[
                        ("field", wire::ProblemValue::Pointer),
                        ("message", wire::ProblemValue::Detail),
                        ("code", wire::ProblemValue::Code),
                    ],
                ),
            ),
        ),
    ],
);
pub(crate) const PROBLEM: wire::ProblemValue = wire::ProblemValue::Object(
    &[
        ("type", wire::ProblemValue::Text("about:blank")),
        ("title", wire::ProblemValue::Title),
        ("status", wire::ProblemValue::Status),
        ("detail", wire::ProblemValue::Detail),
        ("code", wire::ProblemValue::Code),
        ("errors", wire::ProblemValue::Errors),
    ],
);
pub(crate) const TEXT: wire::ProblemValue = wire::ProblemValue::Detail;

// ==== src/security.rs ====

//! The security schemes of the API.
