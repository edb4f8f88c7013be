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

    /// `GET /plans`
    ///
    /// Returns bytes, as a [`wire::Body`].
    fn get_plan(
        &self,
        call: wire::Call<GetPlan, ()>,
    ) -> impl Future<Output = wire::Outcome<GetPlan>> + Send;

    /// `PUT /plans`
    ///
    /// Returns no content.
    fn put_plan(
        &self,
        call: wire::Call<PutPlan, ()>,
    ) -> impl Future<Output = wire::Outcome<PutPlan>> + Send;

    /// `POST /plans`
    ///
    /// Returns no content.
    fn add_plan(
        &self,
        call: wire::Call<AddPlan, ()>,
    ) -> impl Future<Output = wire::Outcome<AddPlan>> + Send;

    /// `PATCH /plans`
    ///
    /// Returns no content.
    fn change_plan(
        &self,
        call: wire::Call<ChangePlan, ()>,
    ) -> impl Future<Output = wire::Outcome<ChangePlan>> + Send;
}

/// `GET /plans`
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct GetPlan {}

impl GetPlan {
    /// Creates an empty value.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
}

impl wire::Operation for GetPlan {
    type Output = wire::Body;
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "getPlan",
        method: "GET",
        path: "/plans",
        optional_slash: false,
        body: None,
        answers: &[
            wire::AnswerSpec {
                status: wire::Status::Code(200),
                contents: &[
                    wire::Content {
                        media: "*/*",
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

    fn write(self, _to: &mut wire::RequestWriter) {}

    fn read(_from: &mut wire::RequestReader) -> Option<Self> {
        Some(Self {})
    }

    fn respond(
        outcome: Result<Self::Output, Self::Error>,
    ) -> wire::http::Response<wire::Body> {
        match outcome {
            Ok(body) => wire::respond::stream(200, "application/octet-stream", body),
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

/// `PUT /plans`
#[derive(Debug)]
#[non_exhaustive]
pub struct PutPlan {
    pub body: PutPlanBody,
}

impl PutPlan {
    /// Creates a value from its required fields.
    #[must_use]
    pub fn new(body: impl Into<PutPlanBody>) -> Self {
        Self { body: body.into() }
    }
}

/// The body of [`PutPlan`].
#[derive(Debug)]
#[non_exhaustive]
pub enum PutPlanBody {
    /// A body of type `multipart/form-data`.
    Multipart(types::PutPlanBody),
    /// A body of type `application/x-www-form-urlencoded`.
    Form(types::PutPlanBodyXWwwFormUrlencoded),
}

impl From<types::PutPlanBody> for PutPlanBody {
    fn from(body: types::PutPlanBody) -> Self {
        Self::Multipart(body)
    }
}

impl From<types::PutPlanBodyXWwwFormUrlencoded> for PutPlanBody {
    fn from(body: types::PutPlanBodyXWwwFormUrlencoded) -> Self {
        Self::Form(body)
    }
}

impl wire::Operation for PutPlan {
    type Output = ();
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "putPlan",
        method: "PUT",
        path: "/plans",
        optional_slash: false,
        body: Some(wire::BodySpec {
            required: true,
            contents: &[
                wire::Content {
                    media: "multipart/form-data",
                    aliases: &[],
                    codec: wire::Codec::Multipart,
                },
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
        match body {
            PutPlanBody::Multipart(body) => to.multipart(body),
            PutPlanBody::Form(body) => {
                to.form("application/x-www-form-urlencoded", &[], &body)
            }
        }
    }

    fn read(from: &mut wire::RequestReader) -> Option<Self> {
        let body = match from.content() {
            Some(0) => from.multipart().map(PutPlanBody::Multipart),
            Some(1) => from.form(&[]).map(PutPlanBody::Form),
            _ => from.no_body(),
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

/// `POST /plans`
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct AddPlan {
    pub body: AddPlanBody,
}

impl AddPlan {
    /// Creates a value from its required fields.
    #[must_use]
    pub fn new(body: impl Into<AddPlanBody>) -> Self {
        Self { body: body.into() }
    }
}

/// The body of [`AddPlan`].
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum AddPlanBody {
    /// A body of type `multipart/form-data`.
    Multipart(types::AddPlanBody),
    /// A body of type `application/x-www-form-urlencoded`.
    Form(types::AddPlanBodyXWwwFormUrlencoded),
}

impl From<types::AddPlanBody> for AddPlanBody {
    fn from(body: types::AddPlanBody) -> Self {
        Self::Multipart(body)
    }
}

impl From<types::AddPlanBodyXWwwFormUrlencoded> for AddPlanBody {
    fn from(body: types::AddPlanBodyXWwwFormUrlencoded) -> Self {
        Self::Form(body)
    }
}

impl wire::Operation for AddPlan {
    type Output = ();
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "addPlan",
        method: "POST",
        path: "/plans",
        optional_slash: false,
        body: Some(wire::BodySpec {
            required: true,
            contents: &[
                wire::Content {
                    media: "multipart/form-data",
                    aliases: &[],
                    codec: wire::Codec::Multipart,
                },
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
        match body {
            AddPlanBody::Multipart(body) => to.multipart(body),
            AddPlanBody::Form(body) => {
                to.form(
                    "application/x-www-form-urlencoded",
                    &[
                        wire::Param::query("tags")
                            .explode(false)
                            .shape(wire::Shape::List),
                    ],
                    &body,
                )
            }
        }
    }

    fn read(from: &mut wire::RequestReader) -> Option<Self> {
        let body = match from.content() {
            Some(0) => from.multipart().map(AddPlanBody::Multipart),
            Some(1) => {
                from.form(
                        &[
                            wire::Param::query("tags")
                                .explode(false)
                                .shape(wire::Shape::List),
                        ],
                    )
                    .map(AddPlanBody::Form)
            }
            _ => from.no_body(),
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

/// `PATCH /plans`
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct ChangePlan {
    pub body: Option<ChangePlanBody>,
}

impl ChangePlan {
    /// Creates an empty value.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    #[must_use]
    pub fn with_body(mut self, body: impl Into<ChangePlanBody>) -> Self {
        self.body = Some(body.into());
        self
    }
}

/// The body of [`ChangePlan`].
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum ChangePlanBody {
    /// A body of type `application/json`.
    Json(types::ChangePlanBody),
    /// A body of type `text/plain`.
    Text(String),
    /// A body of type `application/x-www-form-urlencoded`.
    Form(types::ChangePlanBody),
}

impl From<types::ChangePlanBody> for ChangePlanBody {
    fn from(body: types::ChangePlanBody) -> Self {
        Self::Json(body)
    }
}

impl From<String> for ChangePlanBody {
    fn from(body: String) -> Self {
        Self::Text(body)
    }
}

impl wire::Operation for ChangePlan {
    type Output = ();
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "changePlan",
        method: "PATCH",
        path: "/plans",
        optional_slash: false,
        body: Some(wire::BodySpec {
            required: false,
            contents: &[
                wire::Content::JSON,
                wire::Content {
                    media: "text/plain",
                    aliases: &[],
                    codec: wire::Codec::Text,
                },
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
        if let Some(body) = self.body {
            match body {
                ChangePlanBody::Json(body) => to.json("application/json", &body),
                ChangePlanBody::Text(body) => to.text("text/plain", body),
                ChangePlanBody::Form(body) => {
                    to.form("application/x-www-form-urlencoded", &[], &body)
                }
            }
        }
    }

    fn read(from: &mut wire::RequestReader) -> Option<Self> {
        let body = match from.content() {
            Some(0) => from.json().map(ChangePlanBody::Json).map(Some),
            Some(1) => from.text().map(ChangePlanBody::Text).map(Some),
            Some(2) => from.form(&[]).map(ChangePlanBody::Form).map(Some),
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

// ==== src/problems.rs ====

//! Error bodies for requests that the server itself rejects, as the document describes them.

// ==== src/security.rs ====

//! The security schemes of the API.
