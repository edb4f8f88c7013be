//! The components of the document.

use counterpart_wire::{
    ApiError, Checks, Decode, Encode, Error, Report, StatusCode, Unknown, Validate, Value, Writer,
};

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Item {
    pub(crate) id: i64,
    pub(crate) name: String,
    pub(crate) extra: Unknown,
}

impl Item {
    pub(crate) fn new(id: i64, name: impl Into<String>) -> Self {
        Self { id, name: name.into(), extra: Unknown::default() }
    }
}

impl Encode for Item {
    fn encode(&self, to: &mut Writer) {
        to.begin_object();
        to.field("id", &self.id);
        to.field("name", &self.name);
        to.unknown(&self.extra);
        to.end_object();
    }
}

impl Decode for Item {
    fn decode(value: Value<'_>, report: &mut Report) -> Option<Self> {
        let object = value.object(report)?;
        let id = object.required("id", report);
        let name = object.required("name", report);
        let extra = object.unknown(&["id", "name"]);
        Some(Self { id: id?, name: name?, extra })
    }
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct NewItem {
    pub(crate) name: String,
    pub(crate) count: Option<i64>,
    pub(crate) extra: Unknown,
}

impl NewItem {
    pub(crate) fn new(name: impl Into<String>) -> Self {
        Self { name: name.into(), count: None, extra: Unknown::default() }
    }
}

impl Encode for NewItem {
    fn encode(&self, to: &mut Writer) {
        to.begin_object();
        to.field("name", &self.name);
        to.optional("count", &self.count);
        to.unknown(&self.extra);
        to.end_object();
    }
}

impl Decode for NewItem {
    fn decode(value: Value<'_>, report: &mut Report) -> Option<Self> {
        let object = value.object(report)?;
        let name = object.required("name", report);
        let count = object.optional("count", report);
        let extra = object.unknown(&["name", "count"]);
        Some(Self { name: name?, count: count?, extra })
    }
}

impl Validate for NewItem {
    fn validate(&self, checks: &mut Checks) {
        checks.field("name").length(&self.name, 1, Some(10));
        if let Some(count) = &self.count {
            checks.field("count").at_least(count, 1, false);
        }
    }
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Message {
    pub(crate) message: String,
}

impl Encode for Message {
    fn encode(&self, to: &mut Writer) {
        to.begin_object();
        to.field("message", &self.message);
        to.end_object();
    }
}

impl Decode for Message {
    fn decode(value: Value<'_>, report: &mut Report) -> Option<Self> {
        let message = value.object(report)?.required("message", report);
        Some(Self { message: message? })
    }
}

#[derive(Debug, PartialEq)]
pub(crate) enum MakeError {
    Conflict(Message),
}

impl ApiError for MakeError {
    fn status(&self) -> StatusCode {
        match self {
            Self::Conflict(_) => StatusCode::CONFLICT,
        }
    }
}

impl From<MakeError> for Error<MakeError> {
    fn from(error: MakeError) -> Self {
        Self::Api(error)
    }
}

#[derive(Debug, PartialEq)]
pub(crate) enum GetError {
    Unauthorized(Message),
    NotFound(Message),
}

impl ApiError for GetError {
    fn status(&self) -> StatusCode {
        match self {
            Self::Unauthorized(_) => StatusCode::UNAUTHORIZED,
            Self::NotFound(_) => StatusCode::NOT_FOUND,
        }
    }
}

impl From<GetError> for Error<GetError> {
    fn from(error: GetError) -> Self {
        Self::Api(error)
    }
}
