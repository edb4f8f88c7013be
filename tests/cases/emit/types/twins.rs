// ==== src/types/get_lamp_200_response.rs ====

//! `GetLamp200Response` and what is found inside it.

use counterpart_wire as wire;

/// `getLamp 200 response`.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct GetLamp200Response {
    /// `id`.
    pub id: i64,
    /// `next`.
    pub next: Option<GetLamp200ResponseNext>,
    /// Fields that the document does not name.
    pub unknown: wire::Unknown,
}

impl GetLamp200Response {
    /// One with what must be there.
    #[must_use]
    pub fn new(id: i64) -> Self {
        Self { id, next: None, unknown: wire::Unknown::default() }
    }

    /// Sets `next`.
    #[must_use]
    pub fn with_next(mut self, next: GetLamp200ResponseNext) -> Self {
        self.next = Some(next);
        self
    }
}

impl wire::Encode for GetLamp200Response {
    fn encode(&self, to: &mut wire::Writer) {
        to.begin_object();
        to.field("id", &self.id);
        to.optional("next", &self.next);
        to.unknown(&self.unknown);
        to.end_object();
    }
}

impl wire::Decode for GetLamp200Response {
    fn decode(value: wire::Value<'_>, report: &mut wire::Report) -> Option<Self> {
        let object = value.object(report)?;
        let id = object.required("id", report);
        let next = object.optional("next", report);
        Some(Self { id: id?, next: next?, unknown: object.unknown(&["id", "next"]) })
    }
}

/// `getLamp 200 response next`.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct GetLamp200ResponseNext {
    /// `id`.
    pub id: Option<i64>,
    /// Fields that the document does not name.
    pub unknown: wire::Unknown,
}

impl GetLamp200ResponseNext {
    /// One with nothing set.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets `id`.
    #[must_use]
    pub fn with_id(mut self, id: i64) -> Self {
        self.id = Some(id);
        self
    }
}

impl wire::Encode for GetLamp200ResponseNext {
    fn encode(&self, to: &mut wire::Writer) {
        to.begin_object();
        to.optional("id", &self.id);
        to.unknown(&self.unknown);
        to.end_object();
    }
}

impl wire::Decode for GetLamp200ResponseNext {
    fn decode(value: wire::Value<'_>, report: &mut wire::Report) -> Option<Self> {
        let object = value.object(report)?;
        let id = object.optional("id", report);
        Some(Self { id: id?, unknown: object.unknown(&["id"]) })
    }
}

// ==== src/types/get_lamp_404_response.rs ====

//! `GetLamp404Response` and what is found inside it.

use counterpart_wire as wire;

/// `getLamp 404 response`.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct GetLamp404Response {
    /// `id`.
    pub id: i64,
    /// `next`.
    pub next: Option<GetLamp404ResponseNext>,
    /// Fields that the document does not name.
    pub unknown: wire::Unknown,
}

impl GetLamp404Response {
    /// One with what must be there.
    #[must_use]
    pub fn new(id: i64) -> Self {
        Self { id, next: None, unknown: wire::Unknown::default() }
    }

    /// Sets `next`.
    #[must_use]
    pub fn with_next(mut self, next: GetLamp404ResponseNext) -> Self {
        self.next = Some(next);
        self
    }
}

impl wire::Encode for GetLamp404Response {
    fn encode(&self, to: &mut wire::Writer) {
        to.begin_object();
        to.field("id", &self.id);
        to.optional("next", &self.next);
        to.unknown(&self.unknown);
        to.end_object();
    }
}

impl wire::Decode for GetLamp404Response {
    fn decode(value: wire::Value<'_>, report: &mut wire::Report) -> Option<Self> {
        let object = value.object(report)?;
        let id = object.required("id", report);
        let next = object.optional("next", report);
        Some(Self { id: id?, next: next?, unknown: object.unknown(&["id", "next"]) })
    }
}

/// `getLamp 404 response next`.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct GetLamp404ResponseNext {
    /// `id`.
    pub id: Option<String>,
    /// Fields that the document does not name.
    pub unknown: wire::Unknown,
}

impl GetLamp404ResponseNext {
    /// One with nothing set.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets `id`.
    #[must_use]
    pub fn with_id(mut self, id: impl Into<String>) -> Self {
        self.id = Some(id.into());
        self
    }
}

impl wire::Encode for GetLamp404ResponseNext {
    fn encode(&self, to: &mut wire::Writer) {
        to.begin_object();
        to.optional("id", &self.id);
        to.unknown(&self.unknown);
        to.end_object();
    }
}

impl wire::Decode for GetLamp404ResponseNext {
    fn decode(value: wire::Value<'_>, report: &mut wire::Report) -> Option<Self> {
        let object = value.object(report)?;
        let id = object.optional("id", report);
        Some(Self { id: id?, unknown: object.unknown(&["id"]) })
    }
}

// ==== src/types/get_lamp_order.rs ====

//! `GetLampOrder`.

use counterpart_wire as wire;

/// `getLamp order`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum GetLampOrder {
    /// `up`
    Up,
    /// `down`
    Down,
    /// A value that this version of the document does not list.
    Unknown(String),
}

impl wire::StringEnum for GetLampOrder {
    const VALUES: &'static [&'static str] = &["up", "down"];

    fn as_str(&self) -> &str {
        match self {
            Self::Up => "up",
            Self::Down => "down",
            Self::Unknown(text) => text,
        }
    }

    fn from_text(text: &str) -> Self {
        match text {
            "up" => Self::Up,
            "down" => Self::Down,
            _ => Self::Unknown(text.to_owned()),
        }
    }
}

wire::string_enum!(GetLampOrder);

impl wire::Validate for GetLampOrder {
    fn validate(&self, checks: &mut wire::Checks) {
        checks.listed(self);
    }
}

// ==== src/types/get_lamp_other.rs ====

//! `GetLampOther`.

use counterpart_wire as wire;

/// `getLamp other`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum GetLampOther {
    /// `down`
    Down,
    /// `up`
    Up,
    /// A value that this version of the document does not list.
    Unknown(String),
}

impl wire::StringEnum for GetLampOther {
    const VALUES: &'static [&'static str] = &["down", "up"];

    fn as_str(&self) -> &str {
        match self {
            Self::Down => "down",
            Self::Up => "up",
            Self::Unknown(text) => text,
        }
    }

    fn from_text(text: &str) -> Self {
        match text {
            "down" => Self::Down,
            "up" => Self::Up,
            _ => Self::Unknown(text.to_owned()),
        }
    }
}

wire::string_enum!(GetLampOther);

impl wire::Validate for GetLampOther {
    fn validate(&self, checks: &mut wire::Checks) {
        checks.listed(self);
    }
}
