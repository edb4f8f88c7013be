// ==== src/operations/default.rs ====

//! The operations of the tag `default`.

use counterpart_wire as wire;
use crate::security;
use crate::types;

/// The operations of this tag.
///
/// Implement this trait to serve the API. The generated `Client` implements it as well.
pub trait DefaultApi: Send + Sync + 'static {
    /// The authenticated caller, as returned by the authenticator of the server.
    type Principal: Send + Sync + 'static;

    /// Lists things by any of their labels.
    ///
    /// `GET /things`
    ///
    /// Returns no content.
    fn list_things(
        &self,
        call: wire::Call<ListThings, Self::Principal>,
    ) -> impl Future<Output = wire::Outcome<ListThings>> + Send;

    /// `GET /others`
    ///
    /// Returns no content.
    fn list_others(
        &self,
        call: wire::Call<ListOthers, Self::Principal>,
    ) -> impl Future<Output = wire::Outcome<ListOthers>> + Send;
}

/// Lists things by any of their labels.
///
/// `GET /things`
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct ListThings {
    pub limit: Option<i64>,
    pub tags: Option<Vec<String>>,
    pub range: Option<types::Range>,
    /// Each label stands alone: `?color=red`.
    pub labels: wire::Nullable<wire::Map<String>>,
}

impl ListThings {
    const LIMIT: wire::Param = wire::Param::query("limit");
    const TAGS: wire::Param = wire::Param::query("tags").shape(wire::Shape::List);
    const RANGE: wire::Param = wire::Param::query("range")
        .style(wire::Style::DeepObject)
        .explode(false)
        .shape(wire::Shape::Object(&["from", "to"]));
    const LABELS: wire::Param = wire::Param::query("labels")
        .shape(wire::Shape::Map(&["api_key", "limit", "range", "tags"]));

    /// Creates an empty value.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    #[must_use]
    pub fn with_limit(mut self, limit: i64) -> Self {
        self.limit = Some(limit);
        self
    }

    #[must_use]
    pub fn with_tags(mut self, tags: Vec<String>) -> Self {
        self.tags = Some(tags);
        self
    }

    #[must_use]
    pub fn with_range(mut self, range: types::Range) -> Self {
        self.range = Some(range);
        self
    }

    #[must_use]
    pub fn with_labels(
        mut self,
        labels: impl Into<wire::Nullable<wire::Map<String>>>,
    ) -> Self {
        self.labels = labels.into();
        self
    }
}

impl wire::Operation for ListThings {
    type Output = ();
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "listThings",
        method: "GET",
        path: "/things",
        optional_slash: false,
        body: None,
        answers: &[],
        problems: &[],
        invalid: 400,
        security: &[&[(&security::KEY, &[])]],
    };

    fn write(self, to: &mut wire::RequestWriter) {
        to.param(&Self::LIMIT, self.limit.as_ref());
        to.param(&Self::TAGS, self.tags.as_ref());
        to.param(&Self::RANGE, self.range.as_ref());
        to.param(&Self::LABELS, self.labels.present().as_ref());
    }

    fn read(from: &mut wire::RequestReader) -> Option<Self> {
        let limit = from.optional(&Self::LIMIT);
        let tags = from.optional(&Self::TAGS);
        let range = from.optional(&Self::RANGE);
        let labels = from.nullable(&Self::LABELS);
        Some(Self {
            limit: limit?,
            tags: tags?,
            range: range?,
            labels: labels?,
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

/// `GET /others`
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct ListOthers {
    pub fields: types::Fields,
    pub range: Option<types::Range>,
    /// One state, or several.
    pub state: wire::Nullable<types::ListOthersState>,
}

impl ListOthers {
    const FIELDS: wire::Param = wire::Param::query("fields")
        .shape(wire::Shape::Map(&["api_key", "from", "state", "to"]));
    const RANGE: wire::Param = wire::Param::query("range")
        .shape(wire::Shape::Object(&["from", "to"]));
    const STATE: wire::Param = wire::Param::query("state")
        .shape(wire::Shape::ScalarOrList);

    /// Creates a value from its required fields.
    #[must_use]
    pub fn new(fields: types::Fields) -> Self {
        Self {
            fields,
            range: None,
            state: wire::Nullable::Absent,
        }
    }

    #[must_use]
    pub fn with_range(mut self, range: types::Range) -> Self {
        self.range = Some(range);
        self
    }

    #[must_use]
    pub fn with_state(
        mut self,
        state: impl Into<wire::Nullable<types::ListOthersState>>,
    ) -> Self {
        self.state = state.into();
        self
    }
}

impl wire::Operation for ListOthers {
    type Output = ();
    type Error = std::convert::Infallible;
    const SPEC: &'static wire::OperationSpec = &wire::OperationSpec {
        id: "listOthers",
        method: "GET",
        path: "/others",
        optional_slash: false,
        body: None,
        answers: &[],
        problems: &[],
        invalid: 400,
        security: &[&[(&security::KEY, &[])]],
    };

    fn write(self, to: &mut wire::RequestWriter) {
        to.param(&Self::FIELDS, Some(&self.fields));
        to.param(&Self::RANGE, self.range.as_ref());
        to.param(&Self::STATE, self.state.present().as_ref());
    }

    fn read(from: &mut wire::RequestReader) -> Option<Self> {
        let fields = from.required(&Self::FIELDS);
        let range = from.optional(&Self::RANGE);
        let state = from.nullable(&Self::STATE);
        let request = Self {
            fields: fields?,
            range: range?,
            state: state?,
        };
        from.check(|checks| {
            checks.param(&Self::FIELDS).validate(&request.fields);
            if let Some(value) = request.state.value() {
                checks.param(&Self::STATE).validate(value);
            }
        })?;
        Some(request)
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

use counterpart_wire as wire;

pub static KEY: wire::Scheme = wire::Scheme {
    name: "key",
    kind: wire::SchemeKind::ApiKey {
        location: wire::Location::Query,
        name: "api_key",
    },
};
