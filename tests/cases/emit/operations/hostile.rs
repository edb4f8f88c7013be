// ==== src/operations/star_fn_tag_star.rs ====

//! The operations of the tag `*/ fn tag() {} /*`.

use counterpart_wire as wire;
use crate::problems;
use crate::security;
use crate::types;

/// \]
/// #!\[feature(x)\]
/// */
///
/// Implement this trait to serve the API. The generated `Client` implements it as well.
pub trait StarFnTagStarApi: Send + Sync + 'static {
    /// The authenticated caller, as returned by the authenticator of the server.
    type Principal: Send + Sync + 'static;

    /// \` */ summary
    /// #!\[.
    ///
    /// "\] fn leak() {} #\[doc = "
    /// ```text
    /// compile_error!();
    /// ```
    /// /// more
    ///
    /// `POST /');loop();//{id}/*'//..`
    ///
    /// Returns [`types::FnStarQuotedId200Response`](super::super::types::FnStarQuotedId200Response).
    ///
    /// # Errors
    ///
    /// - `401`, [`FnStarQuotedIdError::Unauthorized`].
    fn fn_star_quoted_id(
        &self,
        call: wire::Call<FnStarQuotedId, Self::Principal>,
    ) -> impl Future<Output = wire::Outcome<FnStarQuotedId>> + Send;
}

/// \` */ summary
/// #!\[.
///
/// "\] fn leak() {} #\[doc = "
/// ```text
/// compile_error!();
/// ```
/// /// more
///
/// `POST /');loop();//{id}/*'//..`
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct FnStarQuotedId {
    /// */
    ///
    /// Matches `^"#\)\]$`.
    pub id: String,
    /// Defaults to `"\"); loop {} //"`.
    pub q_loop: Option<String>,
    /// At least 1 character.
    pub ß: Option<String>,
    /// At least 1 character.
    pub ss: Option<String>,
    /// Serialized as `body`.
    pub body2: Option<String>,
    pub spec: Option<String>,
    pub from: Option<String>,
    pub to: Option<String>,
    /// At least 1 character.
    pub request: Option<String>,
    /// At least 1 character.
    pub checks: Option<String>,
    /// At least 1 character.
    pub value: Option<String>,
    /// */ "\] fn leak() {}
    pub body: String,
}

impl FnStarQuotedId {
    const ID: wire::Param = wire::Param::path("id");
    const Q_LOOP: wire::Param = wire::Param::query("q\"); loop {} //");
    const SS: wire::Param = wire::Param::query("ß");
    const SS2: wire::Param = wire::Param::query("ss");
    const BODY2: wire::Param = wire::Param::query("body");
    const SPEC: wire::Param = wire::Param::query("spec");
    const FROM: wire::Param = wire::Param::query("from");
    const TO: wire::Param = wire::Param::query("to");
    const REQUEST: wire::Param = wire::Param::query("request");
    const CHECKS: wire::Param = wire::Param::query("checks");
    const VALUE: wire::Param = wire::Param::query("value");

    /// Creates a value from its required fields.
    #[must_use]
    pub fn new(id: impl Into<String>, body: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            q_loop: None,
            ß: None,
            ss: None,
            body2: None,
            spec: None,
            from: None,
            to: None,
            request: None,
            checks: None,
            value: None,
            body: body.into(),
        }
    }

    #[must_use]
    pub fn with_q_loop(mut self, q_loop: impl Into<String>) -> Self {
        self.q_loop = Some(q_loop.into());
        self
    }

    #[must_use]
    pub fn with_ß(mut self, ß: impl Into<String>) -> Self {
        self.ß = Some(ß.into());
        self
    }

    #[must_use]
    pub fn with_ss(mut self, ss: impl Into<String>) -> Self {
        self.ss = Some(ss.into());
        self
    }

    #[must_use]
    pub fn with_body2(mut self, body2: impl Into<String>) -> Self {
        self.body2 = Some(body2.into());
        self
    }

    #[must_use]
    pub fn with_spec(mut self, spec: impl Into<String>) -> Self {
        self.spec = Some(spec.into());
        self
    }

    #[must_use]
    pub fn with_from(mut self, from: impl Into<String>) -> Self {
        self.from = Some(from.into());
        self
    }

    #[must_use]
    pub fn with_to(mut self, to: impl Into<String>) -> Self {
        self.to = Some(to.into());
        self
    }

    #[must_use]
    pub fn with_request(mut self, request: impl Into<String>) -> Self {
        self.request = Some(request.into());
        self
    }

    #[must_use]
    pub fn with_checks(mut self, checks: impl Into<String>) -> Self {
        self.checks = Some(checks.into());
        self
    }

    #[must_use]
    pub fn with_value(mut self, value: impl Into<String>) -> Self {
        self.value = Some(value.into());
        self
    }
}

/// The documented errors of [`FnStarQuotedId`].
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum FnStarQuotedIdError {
    /// {}
    Unauthorized(types::FnStarQuotedId401Response),
}

impl wire::ApiError for FnStarQuotedIdError {
    fn status(&self) -> wire::StatusCode {
        match self {
            Self::Unauthorized(..) => wire::StatusCode::UNAUTHORIZED,
        }
    }
}

impl From<FnStarQuotedIdError> for wire::Error<FnStarQuotedIdError> {
    fn from(error: FnStarQuotedIdError) -> Self {
        Self::Api(error)
    }
}

impl wire::Operation for FnStarQuotedId {
    type Output = types::FnStarQuotedId200Response;
    type Error = FnStarQuotedIdError;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "fn(){} */ \"quoted\" \n id",
        method: "POST",
        path: "/');loop();//{id}/*'//..",
        optional_slash: false,
        body: Some(wire::BodySpec {
            required: true,
            contents: &[
                wire::Content {
                    media: "application/json",
                    aliases: &["\"]; loop {} //"],
                    codec: wire::Codec::Json,
                },
            ],
        }),
        answers: &[
            wire::AnswerSpec {
                status: wire::Status::Code(200),
                contents: &[
                    wire::Content {
                        media: "application/json; a=\"b\\\"); loop {} //\"",
                        aliases: &[],
                        codec: wire::Codec::Json,
                    },
                ],
            },
        ],
        problems: &[
            wire::ProblemShape::new(
                wire::Status::Code(401),
                "application/json",
                problems::FN_STAR_QUOTED_ID401_RESPONSE,
            ),
        ],
        invalid: 400,
        security: &[&[(&security::KEY_FN_LEAK, &["scope\"); loop {} //"])]],
    };

    fn write(self, to: &mut wire::RequestWriter) {
        to.param(&Self::ID, Some(&self.id));
        to.param(&Self::Q_LOOP, self.q_loop.as_ref());
        to.param(&Self::SS, self.ß.as_ref());
        to.param(&Self::SS2, self.ss.as_ref());
        to.param(&Self::BODY2, self.body2.as_ref());
        to.param(&Self::SPEC, self.spec.as_ref());
        to.param(&Self::FROM, self.from.as_ref());
        to.param(&Self::TO, self.to.as_ref());
        to.param(&Self::REQUEST, self.request.as_ref());
        to.param(&Self::CHECKS, self.checks.as_ref());
        to.param(&Self::VALUE, self.value.as_ref());
        let body = self.body;
        to.json("application/json", &body);
    }

    fn read(from_: &mut wire::RequestReader) -> Option<Self> {
        let id = from_.required(&Self::ID);
        let q_loop = from_.optional(&Self::Q_LOOP);
        let ß = from_.optional(&Self::SS);
        let ss = from_.optional(&Self::SS2);
        let body2 = from_.optional(&Self::BODY2);
        let spec = from_.optional(&Self::SPEC);
        let from = from_.optional(&Self::FROM);
        let to = from_.optional(&Self::TO);
        let request = from_.optional(&Self::REQUEST);
        let checks = from_.optional(&Self::CHECKS);
        let value = from_.optional(&Self::VALUE);
        let body = from_.json();
        let request = Self {
            id: id?,
            q_loop: q_loop?,
            ß: ß?,
            ss: ss?,
            body2: body2?,
            spec: spec?,
            from: from?,
            to: to?,
            request: request?,
            checks: checks?,
            value: value?,
            body: body?,
        };
        from_
            .check(|checks| {
                {
                    static PATTERN: wire::Pattern = wire::Pattern::new("^\"#\\)\\]$");
                    checks.param(&Self::ID).pattern(&request.id, &PATTERN);
                }
                if let Some(value) = &request.ß {
                    checks.param(&Self::SS).length(value, 1, None);
                }
                if let Some(value) = &request.ss {
                    checks.param(&Self::SS2).length(value, 1, None);
                }
                if let Some(value) = &request.request {
                    checks.param(&Self::REQUEST).length(value, 1, None);
                }
                if let Some(value) = &request.checks {
                    checks.param(&Self::CHECKS).length(value, 1, None);
                }
                if let Some(value) = &request.value {
                    checks.param(&Self::VALUE).length(value, 1, None);
                }
            })?;
        Some(request)
    }

    fn respond(
        outcome: Result<Self::Output, Self::Error>,
    ) -> wire::http::Response<wire::Body> {
        match outcome {
            Ok(body) => {
                wire::respond::json(
                    200,
                    "application/json; a=\"b\\\"); loop {} //\"",
                    &body,
                )
            }
            Err(FnStarQuotedIdError::Unauthorized(body)) => {
                wire::respond::json(401, "application/json", &body)
            }
        }
    }

    fn receive(
        from: wire::ResponseReader,
    ) -> Result<Result<Self::Output, Self::Error>, wire::Fault> {
        match from.status() {
            200 => from.json().map(Ok),
            401 => from.json().map(FnStarQuotedIdError::Unauthorized).map(Err),
            _ => Err(from.unexpected()),
        }
    }
}

// ==== src/problems.rs ====

//! Error bodies for requests that the server itself rejects, as the document describes them.

use counterpart_wire as wire;

pub(crate) const FN_STAR_QUOTED_ID401_RESPONSE: wire::ProblemValue = wire::ProblemValue::Object(
    &[
        ("message", wire::ProblemValue::Detail),
        ("kind", wire::ProblemValue::Text("\"); loop {}")),
    ],
);

// ==== src/security.rs ====

//! The security schemes of the API.

use counterpart_wire as wire;

/// */ #!\[
pub static KEY_FN_LEAK: wire::Scheme = wire::Scheme {
    name: "key\"] fn leak() {}",
    kind: wire::SchemeKind::ApiKey {
        location: wire::Location::Header,
        name: "X-Key",
    },
};
