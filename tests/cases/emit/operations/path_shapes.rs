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

    /// `GET /pets/{id}`
    ///
    /// Returns a string.
    fn get_pets_id(
        &self,
        call: wire::Call<GetPetsId, ()>,
    ) -> impl Future<Output = wire::Outcome<GetPetsId>> + Send;

    /// `DELETE /pets/{name}`
    ///
    /// Returns no content.
    fn delete_pets_name(
        &self,
        call: wire::Call<DeletePetsName, ()>,
    ) -> impl Future<Output = wire::Outcome<DeletePetsName>> + Send;

    /// `GET /pets/{id}.json`
    ///
    /// Returns an integer.
    fn get_pets_id_json(
        &self,
        call: wire::Call<GetPetsIdJson, ()>,
    ) -> impl Future<Output = wire::Outcome<GetPetsIdJson>> + Send;

    /// `POST /pets/{id}:cancel`
    ///
    /// Returns no content.
    fn post_pets_id_cancel(
        &self,
        call: wire::Call<PostPetsIdCancel, ()>,
    ) -> impl Future<Output = wire::Outcome<PostPetsIdCancel>> + Send;

    /// `GET /files/{name}.{kind}`
    ///
    /// Returns [`GetFilesNameKindOutcome`].
    ///
    /// # Errors
    ///
    /// - `404`, [`GetFilesNameKindError::NotFound`]: There is none.
    /// - `4XX`, [`GetFilesNameKindError::ClientError`]: The caller is wrong.
    /// - any other status, [`GetFilesNameKindError::Other`].
    fn get_files_name_kind(
        &self,
        call: wire::Call<GetFilesNameKind, ()>,
    ) -> impl Future<Output = wire::Outcome<GetFilesNameKind>> + Send;

    /// `GET /keepers of the/Zürich & Küste/{who}`
    ///
    /// Returns no content.
    fn get_keepers_of_the_zürich_küste_who(
        &self,
        call: wire::Call<GetKeepersOfTheZürichKüsteWho, ()>,
    ) -> impl Future<Output = wire::Outcome<GetKeepersOfTheZürichKüsteWho>> + Send;

    /// `GET /range/{from}..{to}`
    ///
    /// Returns no content.
    fn get_range_from_to(
        &self,
        call: wire::Call<GetRangeFromTo, ()>,
    ) -> impl Future<Output = wire::Outcome<GetRangeFromTo>> + Send;
}

/// `GET /pets/{id}`
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct GetPetsId {
    pub id: String,
}

impl GetPetsId {
    const ID: wire::Param = wire::Param::path("id");

    /// Creates a value from its required fields.
    #[must_use]
    pub fn new(id: impl Into<String>) -> Self {
        Self { id: id.into() }
    }
}

impl wire::Operation for GetPetsId {
    type Output = String;
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "get /pets/{id}",
        method: "GET",
        path: "/pets/{id}",
        optional_slash: false,
        body: None,
        answers: &[wire::AnswerSpec::json(wire::Status::Code(200))],
        problems: &[],
        invalid: 400,
        security: &[],
    };

    fn write(self, to: &mut wire::RequestWriter) {
        to.param(&Self::ID, Some(&self.id));
    }

    fn read(from: &mut wire::RequestReader) -> Option<Self> {
        let id = from.required(&Self::ID);
        Some(Self { id: id? })
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

/// `DELETE /pets/{name}`
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct DeletePetsName {
    pub name: String,
}

impl DeletePetsName {
    const NAME: wire::Param = wire::Param::path("name");

    /// Creates a value from its required fields.
    #[must_use]
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into() }
    }
}

impl wire::Operation for DeletePetsName {
    type Output = ();
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "delete /pets/{name}",
        method: "DELETE",
        path: "/pets/{name}",
        optional_slash: false,
        body: None,
        answers: &[],
        problems: &[],
        invalid: 400,
        security: &[],
    };

    fn write(self, to: &mut wire::RequestWriter) {
        to.param(&Self::NAME, Some(&self.name));
    }

    fn read(from: &mut wire::RequestReader) -> Option<Self> {
        let name = from.required(&Self::NAME);
        Some(Self { name: name? })
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

/// `GET /pets/{id}.json`
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct GetPetsIdJson {
    pub id: i64,
}

impl GetPetsIdJson {
    const ID: wire::Param = wire::Param::path("id");

    /// Creates a value from its required fields.
    #[must_use]
    pub fn new(id: i64) -> Self {
        Self { id }
    }
}

impl wire::Operation for GetPetsIdJson {
    type Output = i64;
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "get /pets/{id}.json",
        method: "GET",
        path: "/pets/{id}.json",
        optional_slash: false,
        body: None,
        answers: &[wire::AnswerSpec::json(wire::Status::Code(200))],
        problems: &[],
        invalid: 400,
        security: &[],
    };

    fn write(self, to: &mut wire::RequestWriter) {
        to.param(&Self::ID, Some(&self.id));
    }

    fn read(from: &mut wire::RequestReader) -> Option<Self> {
        let id = from.required(&Self::ID);
        Some(Self { id: id? })
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

/// `POST /pets/{id}:cancel`
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct PostPetsIdCancel {
    pub id: i64,
}

impl PostPetsIdCancel {
    const ID: wire::Param = wire::Param::path("id");

    /// Creates a value from its required fields.
    #[must_use]
    pub fn new(id: i64) -> Self {
        Self { id }
    }
}

impl wire::Operation for PostPetsIdCancel {
    type Output = ();
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "post /pets/{id}:cancel",
        method: "POST",
        path: "/pets/{id}:cancel",
        optional_slash: false,
        body: None,
        answers: &[],
        problems: &[],
        invalid: 400,
        security: &[],
    };

    fn write(self, to: &mut wire::RequestWriter) {
        to.param(&Self::ID, Some(&self.id));
    }

    fn read(from: &mut wire::RequestReader) -> Option<Self> {
        let id = from.required(&Self::ID);
        Some(Self { id: id? })
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

/// `GET /files/{name}.{kind}`
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct GetFilesNameKind {
    /// Matches `^[a-z]+$`.
    pub name: String,
    pub kind: types::GetFilesNameKindKind,
}

impl GetFilesNameKind {
    const NAME: wire::Param = wire::Param::path("name");
    const KIND: wire::Param = wire::Param::path("kind");

    /// Creates a value from its required fields.
    #[must_use]
    pub fn new(
        name: impl Into<String>,
        kind: impl Into<types::GetFilesNameKindKind>,
    ) -> Self {
        Self {
            name: name.into(),
            kind: kind.into(),
        }
    }
}

/// The responses to [`GetFilesNameKind`].
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum GetFilesNameKindOutcome {
    /// The picture.
    Successful(wire::StatusCode, String),
}

/// The documented errors of [`GetFilesNameKind`].
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum GetFilesNameKindError {
    /// There is none.
    NotFound,
    /// The caller is wrong.
    ClientError(wire::StatusCode, types::Fault),
    /// All else.
    Other(wire::StatusCode, types::Fault),
}

impl wire::ApiError for GetFilesNameKindError {
    fn status(&self) -> wire::StatusCode {
        match self {
            Self::NotFound => wire::StatusCode::NOT_FOUND,
            Self::ClientError(status, _) => *status,
            Self::Other(status, _) => *status,
        }
    }
}

impl From<GetFilesNameKindError> for wire::Error<GetFilesNameKindError> {
    fn from(error: GetFilesNameKindError) -> Self {
        Self::Api(error)
    }
}

impl wire::Operation for GetFilesNameKind {
    type Output = GetFilesNameKindOutcome;
    type Error = GetFilesNameKindError;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "get /files/{name}.{kind}",
        method: "GET",
        path: "/files/{name}.{kind}",
        optional_slash: false,
        body: None,
        answers: &[wire::AnswerSpec::json(wire::Status::Range(2))],
        problems: &[
            wire::ProblemShape::new(
                wire::Status::Range(4),
                "application/json",
                problems::FAULT,
            ),
            wire::ProblemShape::new(
                wire::Status::Default,
                "application/json",
                problems::FAULT,
            ),
        ],
        invalid: 400,
        security: &[],
    };

    fn write(self, to: &mut wire::RequestWriter) {
        to.param(&Self::NAME, Some(&self.name));
        to.param(&Self::KIND, Some(&self.kind));
    }

    fn read(from: &mut wire::RequestReader) -> Option<Self> {
        let name = from.required(&Self::NAME);
        let kind = from.required(&Self::KIND);
        let request = Self { name: name?, kind: kind? };
        from.check(|checks| {
            {
                static PATTERN: wire::Pattern = wire::Pattern::new("^[a-z]+$");
                checks.param(&Self::NAME).pattern(&request.name, &PATTERN);
            }
            checks.param(&Self::KIND).validate(&request.kind);
        })?;
        Some(request)
    }

    fn respond(
        outcome: Result<Self::Output, Self::Error>,
    ) -> wire::http::Response<wire::Body> {
        match outcome {
            Ok(GetFilesNameKindOutcome::Successful(status, body)) => {
                wire::respond::json(status.as_u16(), "application/json", &body)
            }
            Err(GetFilesNameKindError::NotFound) => wire::respond::empty(404),
            Err(GetFilesNameKindError::ClientError(status, body)) => {
                wire::respond::json(status.as_u16(), "application/json", &body)
            }
            Err(GetFilesNameKindError::Other(status, body)) => {
                wire::respond::json(status.as_u16(), "application/json", &body)
            }
        }
    }

    fn receive(
        from: wire::ResponseReader,
    ) -> Result<Result<Self::Output, Self::Error>, wire::Fault> {
        match from.status() {
            404 => from.empty().map(|()| Err(GetFilesNameKindError::NotFound)),
            200..=299 => {
                let status = from.status_code();
                from.json()
                    .map(|body| Ok(GetFilesNameKindOutcome::Successful(status, body)))
            }
            400..=499 => {
                let status = from.status_code();
                from.json()
                    .map(|body| Err(GetFilesNameKindError::ClientError(status, body)))
            }
            _ => {
                let status = from.status_code();
                from.json().map(|body| Err(GetFilesNameKindError::Other(status, body)))
            }
        }
    }
}

/// `GET /keepers of the/Zürich & Küste/{who}`
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct GetKeepersOfTheZürichKüsteWho {
    pub who: String,
}

impl GetKeepersOfTheZürichKüsteWho {
    const WHO: wire::Param = wire::Param::path("who");

    /// Creates a value from its required fields.
    #[must_use]
    pub fn new(who: impl Into<String>) -> Self {
        Self { who: who.into() }
    }
}

impl wire::Operation for GetKeepersOfTheZürichKüsteWho {
    type Output = ();
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "get /keepers of the/Zürich & Küste/{who}",
        method: "GET",
        path: "/keepers%20of%20the/Z%C3%BCrich%20&%20K%C3%BCste/{who}",
        optional_slash: false,
        body: None,
        answers: &[],
        problems: &[],
        invalid: 400,
        security: &[],
    };

    fn write(self, to: &mut wire::RequestWriter) {
        to.param(&Self::WHO, Some(&self.who));
    }

    fn read(from: &mut wire::RequestReader) -> Option<Self> {
        let who = from.required(&Self::WHO);
        Some(Self { who: who? })
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

/// `GET /range/{from}..{to}`
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct GetRangeFromTo {
    pub from: i64,
    pub to: i64,
}

impl GetRangeFromTo {
    const FROM: wire::Param = wire::Param::path("from");
    const TO: wire::Param = wire::Param::path("to");

    /// Creates a value from its required fields.
    #[must_use]
    pub fn new(from: i64, to: i64) -> Self {
        Self { from, to }
    }
}

impl wire::Operation for GetRangeFromTo {
    type Output = ();
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "get /range/{from}..{to}",
        method: "GET",
        path: "/range/{from}..{to}",
        optional_slash: false,
        body: None,
        answers: &[],
        problems: &[],
        invalid: 400,
        security: &[],
    };

    fn write(self, to: &mut wire::RequestWriter) {
        to.param(&Self::FROM, Some(&self.from));
        to.param(&Self::TO, Some(&self.to));
    }

    fn read(from_: &mut wire::RequestReader) -> Option<Self> {
        let from = from_.required(&Self::FROM);
        let to = from_.required(&Self::TO);
        Some(Self { from: from?, to: to? })
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

use counterpart_wire as wire;

pub(crate) const FAULT: wire::ProblemValue = wire::ProblemValue::Object(
    &[("message", wire::ProblemValue::Detail)],
);

// ==== src/security.rs ====

//! The security schemes of the API.
