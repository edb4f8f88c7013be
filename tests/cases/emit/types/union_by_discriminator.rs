// ==== src/types/doused.rs ====

use counterpart_wire as wire;

#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Doused {
    pub type_: DousedType,
    pub why: Option<String>,
    /// Properties not described by the OpenAPI document.
    pub unknown: wire::Unknown,
}

impl Doused {
    /// Creates a value from its required fields.
    #[must_use]
    pub fn new(type_: impl Into<DousedType>) -> Self {
        Self {
            type_: type_.into(),
            why: None,
            unknown: wire::Unknown::default(),
        }
    }

    #[must_use]
    pub fn with_why(mut self, why: impl Into<String>) -> Self {
        self.why = Some(why.into());
        self
    }
}

impl wire::Encode for Doused {
    fn encode(&self, to: &mut wire::Writer) {
        to.begin_object();
        to.field("type", &self.type_);
        to.optional("why", &self.why);
        to.unknown(&self.unknown);
        to.end_object();
    }
}

impl wire::Decode for Doused {
    fn decode(value: wire::Value<'_>, report: &mut wire::Report) -> Option<Self> {
        let object = value.object(report)?;
        let type_ = object.required("type", report);
        let why = object.optional("why", report);
        Some(Self {
            type_: type_?,
            why: why?,
            unknown: object.unknown(&["type", "why"]),
        })
    }
}

impl wire::Validate for Doused {
    fn validate(&self, checks: &mut wire::Checks) {
        checks.field("type").validate(&self.type_);
    }
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum DousedType {
    Doused,
    /// Any value not listed in the OpenAPI document.
    Unknown(String),
}

impl wire::StringEnum for DousedType {
    const VALUES: &'static [&'static str] = &["doused"];

    fn as_str(&self) -> &str {
        match self {
            Self::Doused => "doused",
            Self::Unknown(text) => text,
        }
    }

    fn from_text(text: &str) -> Self {
        match text {
            "doused" => Self::Doused,
            _ => Self::Unknown(text.to_owned()),
        }
    }
}

wire::string_enum!(DousedType);

impl wire::Validate for DousedType {
    fn validate(&self, checks: &mut wire::Checks) {
        checks.listed(self);
    }
}

// ==== src/types/event.rs ====

use counterpart_wire as wire;

/// What happened.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Event {
    Lit(super::Lit),
    Doused(super::Doused),
    Passed(super::Passed),
}

impl wire::Encode for Event {
    fn encode(&self, to: &mut wire::Writer) {
        match self {
            Self::Lit(value) => value.encode(to),
            Self::Doused(value) => value.encode(to),
            Self::Passed(value) => value.encode(to),
        }
    }
}

impl wire::Decode for Event {
    fn decode(value: wire::Value<'_>, report: &mut wire::Report) -> Option<Self> {
        if value.has_discriminator("type", &["lit", "relit"]) {
            return wire::Decode::decode(value, report).map(Self::Lit);
        }
        if value.has_discriminator("type", &["doused"]) {
            return wire::Decode::decode(value, report).map(Self::Doused);
        }
        if value.has_discriminator("type", &["Passed"]) {
            return wire::Decode::decode(value, report).map(Self::Passed);
        }
        report
            .no_tag_matches(value, "type", &["lit", "relit", "doused", "Passed"])
            .map(Self::Lit)
    }
}

impl wire::Validate for Event {
    fn validate(&self, checks: &mut wire::Checks) {
        if let Self::Doused(value) = self {
            wire::Validate::validate(value, checks);
        }
    }
}

impl From<super::Lit> for Event {
    fn from(value: super::Lit) -> Self {
        Self::Lit(value)
    }
}

impl From<super::Doused> for Event {
    fn from(value: super::Doused) -> Self {
        Self::Doused(value)
    }
}

impl From<super::Passed> for Event {
    fn from(value: super::Passed) -> Self {
        Self::Passed(value)
    }
}

// ==== src/types/lit.rs ====

use counterpart_wire as wire;

#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Lit {
    pub type_: String,
    pub at: wire::DateTime,
    /// Properties not described by the OpenAPI document.
    pub unknown: wire::Unknown,
}

impl Lit {
    /// Creates a value from its required fields.
    #[must_use]
    pub fn new(type_: impl Into<String>, at: wire::DateTime) -> Self {
        Self {
            type_: type_.into(),
            at,
            unknown: wire::Unknown::default(),
        }
    }
}

impl wire::Encode for Lit {
    fn encode(&self, to: &mut wire::Writer) {
        to.begin_object();
        to.field("type", &self.type_);
        to.field("at", &self.at);
        to.unknown(&self.unknown);
        to.end_object();
    }
}

impl wire::Decode for Lit {
    fn decode(value: wire::Value<'_>, report: &mut wire::Report) -> Option<Self> {
        let object = value.object(report)?;
        let type_ = object.required("type", report);
        let at = object.required("at", report);
        Some(Self {
            type_: type_?,
            at: at?,
            unknown: object.unknown(&["type", "at"]),
        })
    }
}

// ==== src/types/passed.rs ====

use counterpart_wire as wire;

#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Passed {
    pub type_: String,
    pub ship: Option<String>,
    /// Properties not described by the OpenAPI document.
    pub unknown: wire::Unknown,
}

impl Passed {
    /// Creates a value from its required fields.
    #[must_use]
    pub fn new(type_: impl Into<String>) -> Self {
        Self {
            type_: type_.into(),
            ship: None,
            unknown: wire::Unknown::default(),
        }
    }

    #[must_use]
    pub fn with_ship(mut self, ship: impl Into<String>) -> Self {
        self.ship = Some(ship.into());
        self
    }
}

impl wire::Encode for Passed {
    fn encode(&self, to: &mut wire::Writer) {
        to.begin_object();
        to.field("type", &self.type_);
        to.optional("ship", &self.ship);
        to.unknown(&self.unknown);
        to.end_object();
    }
}

impl wire::Decode for Passed {
    fn decode(value: wire::Value<'_>, report: &mut wire::Report) -> Option<Self> {
        let object = value.object(report)?;
        let type_ = object.required("type", report);
        let ship = object.optional("ship", report);
        Some(Self {
            type_: type_?,
            ship: ship?,
            unknown: object.unknown(&["type", "ship"]),
        })
    }
}
