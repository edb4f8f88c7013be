// ==== src/operations/client.rs ====

//! The operations of the tag `client`.

use counterpart_wire as wire;

/// The operations of this tag.
///
/// Implement this trait to serve the API. The generated `Client` implements it as well.
pub trait ClientApi: Send + Sync + 'static {
    /// The authenticated caller, as returned by the authenticator of the server.
    type Principal: Send + Sync + 'static;

    /// `GET /c`
    ///
    /// Returns no content.
    fn builder2(
        &self,
        call: wire::Call<Builder, ()>,
    ) -> impl Future<Output = wire::Outcome<Builder>> + Send;
}

/// `GET /c`
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Builder {}

impl Builder {
    /// Creates an empty value.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
}

impl wire::Operation for Builder {
    type Output = ();
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "builder",
        method: "GET",
        path: "/c",
        optional_slash: false,
        body: None,
        answers: &[],
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

// ==== src/operations/default.rs ====

//! The operations of the tag `default`.

use counterpart_wire as wire;

/// The operations of this tag.
///
/// Implement this trait to serve the API. The generated `Client` implements it as well.
pub trait DefaultApi: Send + Sync + 'static {
    /// The authenticated caller, as returned by the authenticator of the server.
    type Principal: Send + Sync + 'static;

    /// `GET /e`
    ///
    /// Returns no content.
    fn self_(
        &self,
        call: wire::Call<Self_, ()>,
    ) -> impl Future<Output = wire::Outcome<Self_>> + Send;

    /// `GET /f`
    ///
    /// Returns no content.
    fn get_thing(
        &self,
        call: wire::Call<GetThing, ()>,
    ) -> impl Future<Output = wire::Outcome<GetThing>> + Send;

    /// `GET /g`
    ///
    /// Returns no content.
    fn get_thing2(
        &self,
        call: wire::Call<GetThing2, ()>,
    ) -> impl Future<Output = wire::Outcome<GetThing2>> + Send;

    /// `GET /h`
    ///
    /// Returns no content.
    fn fn_api(
        &self,
        call: wire::Call<FnApi3, ()>,
    ) -> impl Future<Output = wire::Outcome<FnApi3>> + Send;

    /// `GET /i`
    ///
    /// Returns no content.
    fn operations(
        &self,
        call: wire::Call<Operations, ()>,
    ) -> impl Future<Output = wire::Outcome<Operations>> + Send;

    /// `GET /j`
    ///
    /// Returns no content.
    fn wire(
        &self,
        call: wire::Call<Wire, ()>,
    ) -> impl Future<Output = wire::Outcome<Wire>> + Send;

    /// `GET /k`
    ///
    /// Returns no content.
    fn clone2(
        &self,
        call: wire::Call<Clone, ()>,
    ) -> impl Future<Output = wire::Outcome<Clone>> + Send;

    /// `GET /l`
    ///
    /// Returns no content.
    fn security(
        &self,
        call: wire::Call<Security, ()>,
    ) -> impl Future<Output = wire::Outcome<Security>> + Send;

    /// `GET /m`
    ///
    /// Returns no content.
    fn new(
        &self,
        call: wire::Call<New, ()>,
    ) -> impl Future<Output = wire::Outcome<New>> + Send;
}

/// `GET /e`
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Self_ {}

impl Self_ {
    /// Creates an empty value.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
}

impl wire::Operation for Self_ {
    type Output = ();
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "self",
        method: "GET",
        path: "/e",
        optional_slash: false,
        body: None,
        answers: &[],
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

/// `GET /f`
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct GetThing {}

impl GetThing {
    /// Creates an empty value.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
}

impl wire::Operation for GetThing {
    type Output = ();
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "get-thing",
        method: "GET",
        path: "/f",
        optional_slash: false,
        body: None,
        answers: &[],
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

/// `GET /g`
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct GetThing2 {}

impl GetThing2 {
    /// Creates an empty value.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
}

impl wire::Operation for GetThing2 {
    type Output = ();
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "getThing",
        method: "GET",
        path: "/g",
        optional_slash: false,
        body: None,
        answers: &[],
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

/// `GET /h`
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct FnApi3 {}

impl FnApi3 {
    /// Creates an empty value.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
}

impl wire::Operation for FnApi3 {
    type Output = ();
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "fnApi",
        method: "GET",
        path: "/h",
        optional_slash: false,
        body: None,
        answers: &[],
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

/// `GET /i`
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Operations {}

impl Operations {
    /// Creates an empty value.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
}

impl wire::Operation for Operations {
    type Output = ();
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "operations",
        method: "GET",
        path: "/i",
        optional_slash: false,
        body: None,
        answers: &[],
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

/// `GET /j`
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Wire {}

impl Wire {
    /// Creates an empty value.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
}

impl wire::Operation for Wire {
    type Output = ();
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "wire",
        method: "GET",
        path: "/j",
        optional_slash: false,
        body: None,
        answers: &[],
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

/// `GET /k`
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Clone {}

impl Clone {
    /// Creates an empty value.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
}

impl wire::Operation for Clone {
    type Output = ();
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "clone",
        method: "GET",
        path: "/k",
        optional_slash: false,
        body: None,
        answers: &[],
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

/// `GET /l`
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Security {}

impl Security {
    /// Creates an empty value.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
}

impl wire::Operation for Security {
    type Output = ();
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "security",
        method: "GET",
        path: "/l",
        optional_slash: false,
        body: None,
        answers: &[],
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

/// `GET /m`
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct New {
    pub new: Option<String>,
    pub x_new: Option<String>,
    /// Serialized as `x_new`.
    pub x_new2: Option<String>,
}

impl New {
    const NEW: wire::Param = wire::Param::query("new");
    const X_NEW: wire::Param = wire::Param::header("X-New");
    const X_NEW2: wire::Param = wire::Param::query("x_new");

    /// Creates an empty value.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    #[must_use]
    pub fn with_new(mut self, new: impl Into<String>) -> Self {
        self.new = Some(new.into());
        self
    }

    #[must_use]
    pub fn with_x_new(mut self, x_new: impl Into<String>) -> Self {
        self.x_new = Some(x_new.into());
        self
    }

    #[must_use]
    pub fn with_x_new2(mut self, x_new2: impl Into<String>) -> Self {
        self.x_new2 = Some(x_new2.into());
        self
    }
}

impl wire::Operation for New {
    type Output = ();
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "new",
        method: "GET",
        path: "/m",
        optional_slash: false,
        body: None,
        answers: &[],
        problems: &[],
        invalid: 400,
        security: &[],
    };

    fn write(self, to: &mut wire::RequestWriter) {
        to.param(&Self::NEW, self.new.as_ref());
        to.param(&Self::X_NEW, self.x_new.as_ref());
        to.param(&Self::X_NEW2, self.x_new2.as_ref());
    }

    fn read(from: &mut wire::RequestReader) -> Option<Self> {
        let new = from.optional(&Self::NEW);
        let x_new = from.optional(&Self::X_NEW);
        let x_new2 = from.optional(&Self::X_NEW2);
        Some(Self {
            new: new?,
            x_new: x_new?,
            x_new2: x_new2?,
        })
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

// ==== src/operations/fn2.rs ====

//! The operations of the tag `Fn`.

use counterpart_wire as wire;
use crate::types;

/// The operations of this tag.
///
/// Implement this trait to serve the API. The generated `Client` implements it as well.
pub trait FnApi2: Send + Sync + 'static {
    /// The authenticated caller, as returned by the authenticator of the server.
    type Principal: Send + Sync + 'static;

    /// `GET /b`
    ///
    /// Returns [`ClientOutcome`].
    fn client2(
        &self,
        call: wire::Call<Client3, ()>,
    ) -> impl Future<Output = wire::Outcome<Client3>> + Send;
}

/// `GET /b`
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Client3 {}

impl Client3 {
    /// Creates an empty value.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
}

/// The responses to [`Client3`].
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum ClientOutcome {
    /// A.
    Ok(types::ClientError),
    /// B.
    Accepted,
}

impl wire::Operation for Client3 {
    type Output = ClientOutcome;
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "Client",
        method: "GET",
        path: "/b",
        optional_slash: false,
        body: None,
        answers: &[wire::AnswerSpec::json(wire::Status::Code(200))],
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
            Ok(ClientOutcome::Ok(body)) => {
                wire::respond::json(200, "application/json", &body)
            }
            Ok(ClientOutcome::Accepted) => wire::respond::empty(202),
            Err(error) => match error {}
        }
    }

    fn receive(
        from: wire::ResponseReader,
    ) -> Result<Result<Self::Output, Self::Error>, wire::Fault> {
        match from.status() {
            200 => from.json().map(ClientOutcome::Ok).map(Ok),
            202 => from.empty().map(|()| Ok(ClientOutcome::Accepted)),
            _ => Err(from.unexpected()),
        }
    }
}

// ==== src/operations/fn_.rs ====

//! The operations of the tag `fn`.

use counterpart_wire as wire;
use crate::types;

/// The operations of this tag.
///
/// Implement this trait to serve the API. The generated `Client` implements it as well.
pub trait FnApi: Send + Sync + 'static {
    /// The authenticated caller, as returned by the authenticator of the server.
    type Principal: Send + Sync + 'static;

    /// `GET /a`
    ///
    /// Returns [`types::Client2`](super::super::types::Client2). A type of the same name.
    fn client(
        &self,
        call: wire::Call<Client2, ()>,
    ) -> impl Future<Output = wire::Outcome<Client2>> + Send;
}

/// `GET /a`
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Client2 {}

impl Client2 {
    /// Creates an empty value.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
}

impl wire::Operation for Client2 {
    type Output = types::Client2;
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "client",
        method: "GET",
        path: "/a",
        optional_slash: false,
        body: None,
        answers: &[wire::AnswerSpec::json(wire::Status::Code(200))],
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

// ==== src/operations/value.rs ====

//! The operations of the tag ``.

use counterpart_wire as wire;

/// The operations of this tag.
///
/// Implement this trait to serve the API. The generated `Client` implements it as well.
pub trait ValueApi: Send + Sync + 'static {
    /// The authenticated caller, as returned by the authenticator of the server.
    type Principal: Send + Sync + 'static;

    /// `GET /d`
    ///
    /// Returns no content.
    fn type_(
        &self,
        call: wire::Call<Type, ()>,
    ) -> impl Future<Output = wire::Outcome<Type>> + Send;
}

/// `GET /d`
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Type {}

impl Type {
    /// Creates an empty value.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
}

impl wire::Operation for Type {
    type Output = ();
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "type",
        method: "GET",
        path: "/d",
        optional_slash: false,
        body: None,
        answers: &[],
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
