// ==== src/operations/default.rs ====

//! The operations of the tag `default`.

use counterpart_wire as wire;
use crate::problems;
use crate::types;

/// The operations of this tag.
///
/// An API is served by implementing this trait; a client implements it too.
pub trait DefaultApi: Send + Sync + 'static {
    /// What authentication proves about a caller.
    type Principal: Send + Sync + 'static;

    /// `get /pets/{id}`.
    ///
    /// `GET /pets/{id}`
    fn get_pets_id(
        &self,
        call: wire::Call<GetPetsId, ()>,
    ) -> impl Future<Output = wire::Outcome<GetPetsId>> + Send;

    /// `delete /pets/{name}`.
    ///
    /// `DELETE /pets/{name}`
    fn delete_pets_name(
        &self,
        call: wire::Call<DeletePetsName, ()>,
    ) -> impl Future<Output = wire::Outcome<DeletePetsName>> + Send;

    /// `get /pets/{id}.json`.
    ///
    /// `GET /pets/{id}.json`
    fn get_pets_id_json(
        &self,
        call: wire::Call<GetPetsIdJson, ()>,
    ) -> impl Future<Output = wire::Outcome<GetPetsIdJson>> + Send;

    /// `post /pets/{id}:cancel`.
    ///
    /// `POST /pets/{id}:cancel`
    fn post_pets_id_cancel(
        &self,
        call: wire::Call<PostPetsIdCancel, ()>,
    ) -> impl Future<Output = wire::Outcome<PostPetsIdCancel>> + Send;

    /// `get /files/{name}.{kind}`.
    ///
    /// `GET /files/{name}.{kind}`
    fn get_files_name_kind(
        &self,
        call: wire::Call<GetFilesNameKind, ()>,
    ) -> impl Future<Output = wire::Outcome<GetFilesNameKind>> + Send;

    /// `get /keepers of the/Zürich & Küste/{who}`.
    ///
    /// `GET /keepers of the/Zürich & Küste/{who}`
    fn get_keepers_of_the_zürich_küste_who(
        &self,
        call: wire::Call<GetKeepersOfTheZürichKüsteWho, ()>,
    ) -> impl Future<Output = wire::Outcome<GetKeepersOfTheZürichKüsteWho>> + Send;

    /// `get /range/{from}..{to}`.
    ///
    /// `GET /range/{from}..{to}`
    fn get_range_from_to(
        &self,
        call: wire::Call<GetRangeFromTo, ()>,
    ) -> impl Future<Output = wire::Outcome<GetRangeFromTo>> + Send;
}

/// `get /pets/{id}`.
///
/// `GET /pets/{id}`
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct GetPetsId {
    /// The path parameter `id`.
    pub id: String,
}

impl GetPetsId {
    const ID: wire::Param = wire::Param::path("id");

    /// One with what must be there.
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
        loose_slash: false,
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

    fn respond(outcome: Result<Self::Output, Self::Error>) -> wire::http::Response<wire::Body> {
        match outcome {
            Ok(body) => wire::respond::json(200, "application/json", &body),
            Err(error) => match error {},
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

/// `delete /pets/{name}`.
///
/// `DELETE /pets/{name}`
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct DeletePetsName {
    /// The path parameter `name`.
    pub name: String,
}

impl DeletePetsName {
    const NAME: wire::Param = wire::Param::path("name");

    /// One with what must be there.
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
        loose_slash: false,
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

/// `get /pets/{id}.json`.
///
/// `GET /pets/{id}.json`
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct GetPetsIdJson {
    /// The path parameter `id`.
    pub id: i64,
}

impl GetPetsIdJson {
    const ID: wire::Param = wire::Param::path("id");

    /// One with what must be there.
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
        loose_slash: false,
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

    fn respond(outcome: Result<Self::Output, Self::Error>) -> wire::http::Response<wire::Body> {
        match outcome {
            Ok(body) => wire::respond::json(200, "application/json", &body),
            Err(error) => match error {},
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

/// `post /pets/{id}:cancel`.
///
/// `POST /pets/{id}:cancel`
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct PostPetsIdCancel {
    /// The path parameter `id`.
    pub id: i64,
}

impl PostPetsIdCancel {
    const ID: wire::Param = wire::Param::path("id");

    /// One with what must be there.
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
        loose_slash: false,
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

/// `get /files/{name}.{kind}`.
///
/// `GET /files/{name}.{kind}`
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct GetFilesNameKind {
    /// The path parameter `name`.
    pub name: String,
    /// The path parameter `kind`.
    pub kind: types::GetFilesNameKindKind,
}

impl GetFilesNameKind {
    const NAME: wire::Param = wire::Param::path("name");
    const KIND: wire::Param = wire::Param::path("kind");

    /// One with what must be there.
    #[must_use]
    pub fn new(name: impl Into<String>, kind: impl Into<types::GetFilesNameKindKind>) -> Self {
        Self { name: name.into(), kind: kind.into() }
    }
}

/// What `GetFilesNameKind` answers.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum GetFilesNameKindOutcome {
    /// The picture.
    Successful(wire::StatusCode, String),
}

/// The documented errors of `GetFilesNameKind`.
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

impl wire::Documented for GetFilesNameKindError {
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
        loose_slash: false,
        body: None,
        answers: &[wire::AnswerSpec::json(wire::Status::Range(2))],
        problems: &[
            wire::ProblemShape::new(wire::Status::Range(4), "application/json", problems::FAULT),
            wire::ProblemShape::new(wire::Status::Default, "application/json", problems::FAULT),
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
                let value = &request.name;
                checks.param(&Self::NAME, |checks| checks.pattern(value, {
                    static PATTERN: wire::Pattern = wire::Pattern::new("^[a-z]+$");
                    &PATTERN
                }));
            }
            {
                let value = &request.kind;
                checks.param(&Self::KIND, |checks| wire::Validate::validate(value, checks));
            }
        })?;
        Some(request)
    }

    fn respond(outcome: Result<Self::Output, Self::Error>) -> wire::http::Response<wire::Body> {
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
                from.json().map(|body| Ok(GetFilesNameKindOutcome::Successful(status, body)))
            }
            400..=499 => {
                let status = from.status_code();
                from.json().map(|body| Err(GetFilesNameKindError::ClientError(status, body)))
            }
            _ => {
                let status = from.status_code();
                from.json().map(|body| Err(GetFilesNameKindError::Other(status, body)))
            }
        }
    }
}

/// `get /keepers of the/Zürich & Küste/{who}`.
///
/// `GET /keepers of the/Zürich & Küste/{who}`
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct GetKeepersOfTheZürichKüsteWho {
    /// The path parameter `who`.
    pub who: String,
}

impl GetKeepersOfTheZürichKüsteWho {
    const WHO: wire::Param = wire::Param::path("who");

    /// One with what must be there.
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
        loose_slash: false,
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

/// `get /range/{from}..{to}`.
///
/// `GET /range/{from}..{to}`
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct GetRangeFromTo {
    /// The path parameter `from`.
    pub from: i64,
    /// The path parameter `to`.
    pub to: i64,
}

impl GetRangeFromTo {
    const FROM: wire::Param = wire::Param::path("from");
    const TO: wire::Param = wire::Param::path("to");

    /// One with what must be there.
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
        loose_slash: false,
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

use counterpart_wire as wire;

pub(crate) const FAULT: wire::ProblemValue = wire::ProblemValue::Object(&[
    ("message", wire::ProblemValue::Detail),
]);

// ==== src/security.rs ====

//! The security schemes of the document.
