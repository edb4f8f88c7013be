// ==== src/operations/default.rs ====

//! The operations of the tag `default`.

use counterpart_wire as wire;

/// The operations of this tag.
///
/// An API is served by implementing this trait; a client implements it too.
pub trait DefaultApi: Send + Sync + 'static {
    /// What authentication proves about a caller.
    type Principal: Send + Sync + 'static;

    /// `get /`.
    ///
    /// `GET /`
    fn get(&self, call: wire::Call<Get, ()>) -> impl Future<Output = wire::Outcome<Get>> + Send;

    /// `get /a/{b}`.
    ///
    /// `GET /a/{b}`
    fn get_a_b(
        &self,
        call: wire::Call<GetAB, ()>,
    ) -> impl Future<Output = wire::Outcome<GetAB>> + Send;

    /// `put /a/{b}`.
    ///
    /// `PUT /a/{b}`
    fn put_a_b(
        &self,
        call: wire::Call<PutAB, ()>,
    ) -> impl Future<Output = wire::Outcome<PutAB>> + Send;

    /// `get /a-b`.
    ///
    /// `GET /a-b`
    fn get_a_b2(
        &self,
        call: wire::Call<GetAB2, ()>,
    ) -> impl Future<Output = wire::Outcome<GetAB2>> + Send;

    /// `get /a_b`.
    ///
    /// `GET /a_b`
    fn get_a_b3(
        &self,
        call: wire::Call<GetAB3, ()>,
    ) -> impl Future<Output = wire::Outcome<GetAB3>> + Send;

    /// `post /methods`.
    ///
    /// `POST /methods`
    fn post_methods(
        &self,
        call: wire::Call<PostMethods, ()>,
    ) -> impl Future<Output = wire::Outcome<PostMethods>> + Send;

    /// `delete /methods`.
    ///
    /// `DELETE /methods`
    fn delete_methods(
        &self,
        call: wire::Call<DeleteMethods, ()>,
    ) -> impl Future<Output = wire::Outcome<DeleteMethods>> + Send;

    /// `options /methods`.
    ///
    /// `OPTIONS /methods`
    fn options_methods(
        &self,
        call: wire::Call<OptionsMethods, ()>,
    ) -> impl Future<Output = wire::Outcome<OptionsMethods>> + Send;

    /// `head /methods`.
    ///
    /// `HEAD /methods`
    fn head_methods(
        &self,
        call: wire::Call<HeadMethods, ()>,
    ) -> impl Future<Output = wire::Outcome<HeadMethods>> + Send;

    /// `patch /methods`.
    ///
    /// `PATCH /methods`
    fn patch_methods(
        &self,
        call: wire::Call<PatchMethods, ()>,
    ) -> impl Future<Output = wire::Outcome<PatchMethods>> + Send;

    /// `trace /methods`.
    ///
    /// `TRACE /methods`
    fn trace_methods(
        &self,
        call: wire::Call<TraceMethods, ()>,
    ) -> impl Future<Output = wire::Outcome<TraceMethods>> + Send;
}

/// `get /`.
///
/// `GET /`
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Get {}

impl Get {
    /// One with nothing set.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
}

impl wire::Operation for Get {
    type Output = ();
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "get /",
        method: "GET",
        path: "/",
        loose_slash: false,
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

/// `get /a/{b}`.
///
/// `GET /a/{b}`
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct GetAB {
    /// The path parameter `b`.
    pub b: String,
}

impl GetAB {
    const B: wire::Param = wire::Param::path("b");

    /// One with what must be there.
    #[must_use]
    pub fn new(b: impl Into<String>) -> Self {
        Self { b: b.into() }
    }
}

impl wire::Operation for GetAB {
    type Output = ();
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "get /a/{b}",
        method: "GET",
        path: "/a/{b}",
        loose_slash: false,
        body: None,
        answers: &[],
        problems: &[],
        invalid: 400,
        security: &[],
    };

    fn write(self, to: &mut wire::RequestWriter) {
        to.param(&Self::B, Some(&self.b));
    }

    fn read(from: &mut wire::RequestReader) -> Option<Self> {
        let b = from.required(&Self::B);
        Some(Self { b: b? })
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

/// `put /a/{b}`.
///
/// `PUT /a/{b}`
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct PutAB {
    /// The path parameter `b`.
    pub b: String,
}

impl PutAB {
    const B: wire::Param = wire::Param::path("b");

    /// One with what must be there.
    #[must_use]
    pub fn new(b: impl Into<String>) -> Self {
        Self { b: b.into() }
    }
}

impl wire::Operation for PutAB {
    type Output = ();
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "put /a/{b}",
        method: "PUT",
        path: "/a/{b}",
        loose_slash: false,
        body: None,
        answers: &[],
        problems: &[],
        invalid: 400,
        security: &[],
    };

    fn write(self, to: &mut wire::RequestWriter) {
        to.param(&Self::B, Some(&self.b));
    }

    fn read(from: &mut wire::RequestReader) -> Option<Self> {
        let b = from.required(&Self::B);
        Some(Self { b: b? })
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

/// `get /a-b`.
///
/// `GET /a-b`
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct GetAB2 {}

impl GetAB2 {
    /// One with nothing set.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
}

impl wire::Operation for GetAB2 {
    type Output = ();
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "get /a-b",
        method: "GET",
        path: "/a-b",
        loose_slash: false,
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

/// `get /a_b`.
///
/// `GET /a_b`
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct GetAB3 {}

impl GetAB3 {
    /// One with nothing set.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
}

impl wire::Operation for GetAB3 {
    type Output = ();
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "get /a_b",
        method: "GET",
        path: "/a_b",
        loose_slash: false,
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

/// `post /methods`.
///
/// `POST /methods`
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct PostMethods {}

impl PostMethods {
    /// One with nothing set.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
}

impl wire::Operation for PostMethods {
    type Output = ();
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "post /methods",
        method: "POST",
        path: "/methods",
        loose_slash: false,
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

/// `delete /methods`.
///
/// `DELETE /methods`
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct DeleteMethods {}

impl DeleteMethods {
    /// One with nothing set.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
}

impl wire::Operation for DeleteMethods {
    type Output = ();
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "delete /methods",
        method: "DELETE",
        path: "/methods",
        loose_slash: false,
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

/// `options /methods`.
///
/// `OPTIONS /methods`
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct OptionsMethods {}

impl OptionsMethods {
    /// One with nothing set.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
}

impl wire::Operation for OptionsMethods {
    type Output = ();
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "options /methods",
        method: "OPTIONS",
        path: "/methods",
        loose_slash: false,
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

/// `head /methods`.
///
/// `HEAD /methods`
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct HeadMethods {}

impl HeadMethods {
    /// One with nothing set.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
}

impl wire::Operation for HeadMethods {
    type Output = ();
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "head /methods",
        method: "HEAD",
        path: "/methods",
        loose_slash: false,
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

/// `patch /methods`.
///
/// `PATCH /methods`
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct PatchMethods {}

impl PatchMethods {
    /// One with nothing set.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
}

impl wire::Operation for PatchMethods {
    type Output = ();
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "patch /methods",
        method: "PATCH",
        path: "/methods",
        loose_slash: false,
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

/// `trace /methods`.
///
/// `TRACE /methods`
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct TraceMethods {}

impl TraceMethods {
    /// One with nothing set.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
}

impl wire::Operation for TraceMethods {
    type Output = ();
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "trace /methods",
        method: "TRACE",
        path: "/methods",
        loose_slash: false,
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
