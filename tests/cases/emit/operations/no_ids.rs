// ==== src/operations/default.rs ====

//! The operations of the tag `default`.

use counterpart_wire as wire;

/// The operations of this tag.
///
/// Implement this trait to serve the API. The generated `Client` implements it as well.
pub trait DefaultApi: Send + Sync + 'static {
    /// The authenticated caller, as returned by the authenticator of the server.
    type Principal: Send + Sync + 'static;

    /// `GET /`
    ///
    /// Returns no content.
    fn get(
        &self,
        call: wire::Call<Get, ()>,
    ) -> impl Future<Output = wire::Outcome<Get>> + Send;

    /// `GET /a/{b}`
    ///
    /// Returns no content.
    fn get_a_b(
        &self,
        call: wire::Call<GetAB, ()>,
    ) -> impl Future<Output = wire::Outcome<GetAB>> + Send;

    /// `PUT /a/{b}`
    ///
    /// Returns no content.
    fn put_a_b(
        &self,
        call: wire::Call<PutAB, ()>,
    ) -> impl Future<Output = wire::Outcome<PutAB>> + Send;

    /// `GET /a-b`
    ///
    /// Returns no content.
    fn get_a_b2(
        &self,
        call: wire::Call<GetAB2, ()>,
    ) -> impl Future<Output = wire::Outcome<GetAB2>> + Send;

    /// `GET /a_b`
    ///
    /// Returns no content.
    fn get_a_b3(
        &self,
        call: wire::Call<GetAB3, ()>,
    ) -> impl Future<Output = wire::Outcome<GetAB3>> + Send;

    /// `POST /methods`
    ///
    /// Returns no content.
    fn post_methods(
        &self,
        call: wire::Call<PostMethods, ()>,
    ) -> impl Future<Output = wire::Outcome<PostMethods>> + Send;

    /// `DELETE /methods`
    ///
    /// Returns no content.
    fn delete_methods(
        &self,
        call: wire::Call<DeleteMethods, ()>,
    ) -> impl Future<Output = wire::Outcome<DeleteMethods>> + Send;

    /// `OPTIONS /methods`
    ///
    /// Returns no content.
    fn options_methods(
        &self,
        call: wire::Call<OptionsMethods, ()>,
    ) -> impl Future<Output = wire::Outcome<OptionsMethods>> + Send;

    /// `HEAD /methods`
    ///
    /// Returns no content.
    fn head_methods(
        &self,
        call: wire::Call<HeadMethods, ()>,
    ) -> impl Future<Output = wire::Outcome<HeadMethods>> + Send;

    /// `PATCH /methods`
    ///
    /// Returns no content.
    fn patch_methods(
        &self,
        call: wire::Call<PatchMethods, ()>,
    ) -> impl Future<Output = wire::Outcome<PatchMethods>> + Send;

    /// `TRACE /methods`
    ///
    /// Returns no content.
    fn trace_methods(
        &self,
        call: wire::Call<TraceMethods, ()>,
    ) -> impl Future<Output = wire::Outcome<TraceMethods>> + Send;
}

/// `GET /`
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Get {}

impl Get {
    /// Creates an empty value.
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

/// `GET /a/{b}`
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct GetAB {
    pub b: String,
}

impl GetAB {
    const B: wire::Param = wire::Param::path("b");

    /// Creates a value from its required fields.
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
        optional_slash: false,
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

/// `PUT /a/{b}`
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct PutAB {
    pub b: String,
}

impl PutAB {
    const B: wire::Param = wire::Param::path("b");

    /// Creates a value from its required fields.
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
        optional_slash: false,
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

/// `GET /a-b`
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct GetAB2 {}

impl GetAB2 {
    /// Creates an empty value.
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

/// `GET /a_b`
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct GetAB3 {}

impl GetAB3 {
    /// Creates an empty value.
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

/// `POST /methods`
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct PostMethods {}

impl PostMethods {
    /// Creates an empty value.
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

/// `DELETE /methods`
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct DeleteMethods {}

impl DeleteMethods {
    /// Creates an empty value.
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

/// `OPTIONS /methods`
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct OptionsMethods {}

impl OptionsMethods {
    /// Creates an empty value.
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

/// `HEAD /methods`
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct HeadMethods {}

impl HeadMethods {
    /// Creates an empty value.
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

/// `PATCH /methods`
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct PatchMethods {}

impl PatchMethods {
    /// Creates an empty value.
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

/// `TRACE /methods`
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct TraceMethods {}

impl TraceMethods {
    /// Creates an empty value.
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
