// ==== src/types/get_lamp_200_response.rs ====

use counterpart_wire as wire;

#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct GetLamp200Response {
    pub id: i64,
    pub next: Option<GetLamp200ResponseNext>,
    /// Properties not described by the OpenAPI document.
    pub unknown: wire::Unknown,
}

impl GetLamp200Response {
    /// Creates a value from its required fields.
    #[must_use]
    pub fn new(id: i64) -> Self {
        Self {
            id,
            next: None,
            unknown: wire::Unknown::default(),
        }
    }

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
        Some(Self {
            id: id?,
            next: next?,
            unknown: object.unknown(&["id", "next"]),
        })
    }
}

#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct GetLamp200ResponseNext {
    pub id: Option<i64>,
    /// Properties not described by the OpenAPI document.
    pub unknown: wire::Unknown,
}

impl GetLamp200ResponseNext {
    /// Creates an empty value.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

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
        Some(Self {
            id: id?,
            unknown: object.unknown(&["id"]),
        })
    }
}

// ==== src/types/get_lamp_404_response.rs ====

use counterpart_wire as wire;

#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct GetLamp404Response {
    pub id: i64,
    pub next: Option<GetLamp404ResponseNext>,
    /// Properties not described by the OpenAPI document.
    pub unknown: wire::Unknown,
}

impl GetLamp404Response {
    /// Creates a value from its required fields.
    #[must_use]
    pub fn new(id: i64) -> Self {
        Self {
            id,
            next: None,
            unknown: wire::Unknown::default(),
        }
    }

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
        Some(Self {
            id: id?,
            next: next?,
            unknown: object.unknown(&["id", "next"]),
        })
    }
}

#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct GetLamp404ResponseNext {
    pub id: Option<String>,
    /// Properties not described by the OpenAPI document.
    pub unknown: wire::Unknown,
}

impl GetLamp404ResponseNext {
    /// Creates an empty value.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

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
        Some(Self {
            id: id?,
            unknown: object.unknown(&["id"]),
        })
    }
}

// ==== src/types/get_lamp_order.rs ====

use counterpart_wire as wire;

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum GetLampOrder {
    Up,
    Down,
    /// Any value not listed in the OpenAPI document.
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

use counterpart_wire as wire;

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum GetLampOther {
    Down,
    Up,
    /// Any value not listed in the OpenAPI document.
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
