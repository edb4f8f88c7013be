// ==== src/headers.rs ====

//! Headers of responses.

use counterpart_wire as wire;

/// Headers of the response `getUser`.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct GetUserHeaders {
    pub x_page: Option<i64>,
}

impl GetUserHeaders {
    const X_PAGE: wire::Param = wire::Param::header("X-Page");

    /// Creates a value without headers.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    #[must_use]
    pub fn with_x_page(mut self, x_page: i64) -> Self {
        self.x_page = Some(x_page);
        self
    }
}

impl wire::Headers for GetUserHeaders {
    fn write(&self, to: &mut wire::HeaderWriter<'_>) {
        to.header(&Self::X_PAGE, self.x_page.as_ref());
    }

    fn read(from: &wire::HeaderReader<'_>) -> Self {
        Self {
            x_page: from.header(&Self::X_PAGE),
        }
    }
}

// ==== src/operations/default.rs ====

//! The operations of the tag `default`.

use counterpart_wire as wire;
use crate::headers;
use crate::types;

/// The operations of this tag.
///
/// Implement this trait to serve the API. The generated `Client` implements it as well.
pub trait DefaultApi: Send + Sync + 'static {
    /// The authenticated caller, as returned by the authenticator of the server.
    type Principal: Send + Sync + 'static;

    /// `GET /users/{name}`
    ///
    /// Link `userRepos` of the response `200`: call `list_repos` with `owner` = `$response.body#/login` and `page` =
    /// `$response.header.x-page`: The repositories of the user, \[all\] of them.
    ///
    /// Link `again` of the response `200`: call `get_user` with `path.name` = `$request.path.name` and `query.deep` =
    /// `true`.
    ///
    /// Link `elsewhere` of the response `200`: call `https://other.example/api.yaml#/paths/~1a/get` with `at` = `3`.
    ///
    /// Link `report` of any other response: call `post_reports` with the body `failed: {$method} {$url}` at
    /// `https://reports.example`.
    ///
    /// Returns [`types::GetUser200Response`](super::super::types::GetUser200Response) with
    /// [`headers::GetUserHeaders`](super::super::headers::GetUserHeaders).
    ///
    /// # Errors
    ///
    /// - any other status, [`GetUserError::Other`].
    fn get_user(
        &self,
        call: wire::Call<GetUser, ()>,
    ) -> impl Future<Output = wire::Outcome<GetUser>> + Send;

    /// `GET /users/{owner}/repos`
    ///
    /// Returns no content.
    fn list_repos(
        &self,
        call: wire::Call<ListRepos, ()>,
    ) -> impl Future<Output = wire::Outcome<ListRepos>> + Send;

    /// `POST /reports`
    ///
    /// Returns no content.
    fn post_reports(
        &self,
        call: wire::Call<PostReports, ()>,
    ) -> impl Future<Output = wire::Outcome<PostReports>> + Send;
}

/// `GET /users/{name}`
///
/// Link `userRepos` of the response `200`: call `list_repos` with `owner` = `$response.body#/login` and `page` =
/// `$response.header.x-page`: The repositories of the user, \[all\] of them.
///
/// Link `again` of the response `200`: call `get_user` with `path.name` = `$request.path.name` and `query.deep` =
/// `true`.
///
/// Link `elsewhere` of the response `200`: call `https://other.example/api.yaml#/paths/~1a/get` with `at` = `3`.
///
/// Link `report` of any other response: call `post_reports` with the body `failed: {$method} {$url}` at
/// `https://reports.example`.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct GetUser {
    pub deep: Option<bool>,
    pub name: String,
}

impl GetUser {
    const DEEP: wire::Param = wire::Param::query("deep");
    const NAME: wire::Param = wire::Param::path("name");

    /// Creates a value from its required fields.
    #[must_use]
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            deep: None,
            name: name.into(),
        }
    }

    #[must_use]
    pub fn with_deep(mut self, deep: bool) -> Self {
        self.deep = Some(deep);
        self
    }
}

/// The documented errors of [`GetUser`].
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum GetUserError {
    /// Anything else.
    Other(wire::StatusCode),
}

impl wire::ApiError for GetUserError {
    fn status(&self) -> wire::StatusCode {
        match self {
            Self::Other(status) => *status,
        }
    }
}

impl From<GetUserError> for wire::Error<GetUserError> {
    fn from(error: GetUserError) -> Self {
        Self::Api(error)
    }
}

impl wire::Operation for GetUser {
    type Output = wire::WithHeaders<types::GetUser200Response, headers::GetUserHeaders>;
    type Error = GetUserError;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "getUser",
        method: "GET",
        path: "/users/{name}",
        optional_slash: false,
        body: None,
        answers: &[wire::AnswerSpec::json(wire::Status::Code(200))],
        problems: &[],
        invalid: 400,
        security: &[],
    };

    fn write(self, to: &mut wire::RequestWriter) {
        to.param(&Self::DEEP, self.deep.as_ref());
        to.param(&Self::NAME, Some(&self.name));
    }

    fn read(from: &mut wire::RequestReader) -> Option<Self> {
        let deep = from.optional(&Self::DEEP);
        let name = from.required(&Self::NAME);
        Some(Self { deep: deep?, name: name? })
    }

    fn respond(
        outcome: Result<Self::Output, Self::Error>,
    ) -> wire::http::Response<wire::Body> {
        match outcome {
            Ok(body) => {
                body.respond(|body| wire::respond::json(200, "application/json", &body))
            }
            Err(GetUserError::Other(status)) => wire::respond::empty(status.as_u16()),
        }
    }

    fn receive(
        from: wire::ResponseReader,
    ) -> Result<Result<Self::Output, Self::Error>, wire::Fault> {
        match from.status() {
            200 => from.with_headers(wire::ResponseReader::json).map(Ok),
            _ => {
                let status = from.status_code();
                from.empty().map(|()| Err(GetUserError::Other(status)))
            }
        }
    }
}

/// `GET /users/{owner}/repos`
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct ListRepos {
    pub owner: String,
    pub page: Option<i64>,
}

impl ListRepos {
    const OWNER: wire::Param = wire::Param::path("owner");
    const PAGE: wire::Param = wire::Param::query("page");

    /// Creates a value from its required fields.
    #[must_use]
    pub fn new(owner: impl Into<String>) -> Self {
        Self {
            owner: owner.into(),
            page: None,
        }
    }

    #[must_use]
    pub fn with_page(mut self, page: i64) -> Self {
        self.page = Some(page);
        self
    }
}

impl wire::Operation for ListRepos {
    type Output = ();
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "listRepos",
        method: "GET",
        path: "/users/{owner}/repos",
        optional_slash: false,
        body: None,
        answers: &[],
        problems: &[],
        invalid: 400,
        security: &[],
    };

    fn write(self, to: &mut wire::RequestWriter) {
        to.param(&Self::OWNER, Some(&self.owner));
        to.param(&Self::PAGE, self.page.as_ref());
    }

    fn read(from: &mut wire::RequestReader) -> Option<Self> {
        let owner = from.required(&Self::OWNER);
        let page = from.optional(&Self::PAGE);
        Some(Self { owner: owner?, page: page? })
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

/// `POST /reports`
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct PostReports {
    pub body: Option<String>,
}

impl PostReports {
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

impl wire::Operation for PostReports {
    type Output = ();
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "post /reports",
        method: "POST",
        path: "/reports",
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

// ==== src/problems.rs ====

//! Error bodies for requests that the server itself rejects, as the document describes them.

// ==== src/security.rs ====

//! The security schemes of the API.
