// ==== src/operations/default.rs ====

//! The operations of the tag `default`.

use counterpart_wire as wire;
use crate::problems;
use crate::security;
use crate::types;

/// The operations of this tag.
///
/// Implement this trait to serve the API. The generated `Client` implements it as well.
pub trait DefaultApi: Send + Sync + 'static {
    /// The authenticated caller, as returned by the authenticator of the server.
    type Principal: Send + Sync + 'static;

    /// `GET /inherited`
    ///
    /// Returns no content.
    ///
    /// # Errors
    ///
    /// - `401`, [`InheritedError::Unauthorized`].
    fn inherited(
        &self,
        call: wire::Call<Inherited, Self::Principal>,
    ) -> impl Future<Output = wire::Outcome<Inherited>> + Send;

    /// `GET /none`
    ///
    /// Returns no content.
    fn none(
        &self,
        call: wire::Call<None2, ()>,
    ) -> impl Future<Output = wire::Outcome<None2>> + Send;

    /// `GET /optional`
    ///
    /// Returns no content.
    fn optional(
        &self,
        call: wire::Call<Optional, Option<Self::Principal>>,
    ) -> impl Future<Output = wire::Outcome<Optional>> + Send;

    /// `GET /either`
    ///
    /// Returns no content.
    fn either(
        &self,
        call: wire::Call<Either, Self::Principal>,
    ) -> impl Future<Output = wire::Outcome<Either>> + Send;

    /// `GET /both`
    ///
    /// Returns no content.
    fn both(
        &self,
        call: wire::Call<Both, Self::Principal>,
    ) -> impl Future<Output = wire::Outcome<Both>> + Send;

    /// `GET /scoped`
    ///
    /// Returns no content.
    fn scoped(
        &self,
        call: wire::Call<Scoped, Self::Principal>,
    ) -> impl Future<Output = wire::Outcome<Scoped>> + Send;
}

/// `GET /inherited`
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Inherited {}

impl Inherited {
    /// Creates an empty value.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
}

/// The documented errors of [`Inherited`].
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum InheritedError {
    /// Who?
    Unauthorized(types::Error),
}

impl wire::ApiError for InheritedError {
    fn status(&self) -> wire::StatusCode {
        match self {
            Self::Unauthorized(..) => wire::StatusCode::UNAUTHORIZED,
        }
    }
}

impl From<InheritedError> for wire::Error<InheritedError> {
    fn from(error: InheritedError) -> Self {
        Self::Api(error)
    }
}

impl wire::Operation for Inherited {
    type Output = ();
    type Error = InheritedError;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "inherited",
        method: "GET",
        path: "/inherited",
        optional_slash: false,
        body: None,
        answers: &[],
        problems: &[
            wire::ProblemShape::new(
                wire::Status::Code(401),
                "application/json",
                problems::ERROR,
            ),
        ],
        invalid: 400,
        security: &[&[(&security::KEY, &[])]],
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
            Err(InheritedError::Unauthorized(body)) => {
                wire::respond::json(401, "application/json", &body)
            }
        }
    }

    fn receive(
        from: wire::ResponseReader,
    ) -> Result<Result<Self::Output, Self::Error>, wire::Fault> {
        match from.status() {
            204 => from.empty().map(Ok),
            401 => from.json().map(InheritedError::Unauthorized).map(Err),
            _ => Err(from.unexpected()),
        }
    }
}

/// `GET /none`
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct None2 {}

impl None2 {
    /// Creates an empty value.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
}

impl wire::Operation for None2 {
    type Output = ();
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "none",
        method: "GET",
        path: "/none",
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

/// `GET /optional`
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Optional {}

impl Optional {
    /// Creates an empty value.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
}

impl wire::Operation for Optional {
    type Output = ();
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "optional",
        method: "GET",
        path: "/optional",
        optional_slash: false,
        body: None,
        answers: &[],
        problems: &[],
        invalid: 400,
        security: &[&[], &[(&security::BEARER, &[])]],
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

/// `GET /either`
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Either {}

impl Either {
    /// Creates an empty value.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
}

impl wire::Operation for Either {
    type Output = ();
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "either",
        method: "GET",
        path: "/either",
        optional_slash: false,
        body: None,
        answers: &[],
        problems: &[],
        invalid: 400,
        security: &[&[(&security::KEY, &[])], &[(&security::BASIC, &[])]],
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

/// `GET /both`
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Both {}

impl Both {
    /// Creates an empty value.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
}

impl wire::Operation for Both {
    type Output = ();
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "both",
        method: "GET",
        path: "/both",
        optional_slash: false,
        body: None,
        answers: &[],
        problems: &[],
        invalid: 400,
        security: &[&[(&security::KEY, &[]), (&security::QUERY, &[])]],
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

/// `GET /scoped`
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Scoped {}

impl Scoped {
    /// Creates an empty value.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
}

impl wire::Operation for Scoped {
    type Output = ();
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "scoped",
        method: "GET",
        path: "/scoped",
        optional_slash: false,
        body: None,
        answers: &[],
        problems: &[],
        invalid: 400,
        security: &[
            &[(&security::OAUTH, &["read", "write"])],
            &[(&security::COOKIE, &[]), (&security::OPENID, &["admin"])],
        ],
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

use counterpart_wire as wire;

pub(crate) const ERROR: wire::ProblemValue = wire::ProblemValue::Object(
    &[("message", wire::ProblemValue::Detail)],
);

// ==== src/security.rs ====

//! The security schemes of the API.

use counterpart_wire as wire;

/// The key.
pub static KEY: wire::Scheme = wire::Scheme {
    name: "key",
    kind: wire::SchemeKind::ApiKey {
        location: wire::Location::Header,
        name: "X-Key",
    },
};

pub static QUERY: wire::Scheme = wire::Scheme {
    name: "query",
    kind: wire::SchemeKind::ApiKey {
        location: wire::Location::Query,
        name: "key",
    },
};

pub static COOKIE: wire::Scheme = wire::Scheme {
    name: "cookie",
    kind: wire::SchemeKind::ApiKey {
        location: wire::Location::Cookie,
        name: "session",
    },
};

pub static BASIC: wire::Scheme = wire::Scheme {
    name: "basic",
    kind: wire::SchemeKind::Basic,
};

pub static BEARER: wire::Scheme = wire::Scheme {
    name: "bearer",
    kind: wire::SchemeKind::Bearer,
};

pub static OAUTH: wire::Scheme = wire::Scheme {
    name: "oauth",
    kind: wire::SchemeKind::Bearer,
};

pub static OPENID: wire::Scheme = wire::Scheme {
    name: "openid",
    kind: wire::SchemeKind::Bearer,
};
