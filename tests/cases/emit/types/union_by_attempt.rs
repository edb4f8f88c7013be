// ==== src/types/closed.rs ====

use counterpart_wire as wire;

#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Closed {
    pub oil: Option<i64>,
    pub within: Option<Box<super::Receipt>>,
}

impl Closed {
    /// Creates an empty value.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    #[must_use]
    pub fn with_oil(mut self, oil: i64) -> Self {
        self.oil = Some(oil);
        self
    }

    #[must_use]
    pub fn with_within(mut self, within: Box<super::Receipt>) -> Self {
        self.within = Some(within);
        self
    }
}

impl wire::Encode for Closed {
    fn encode(&self, to: &mut wire::Writer) {
        to.begin_object();
        to.optional("oil", &self.oil);
        to.optional("within", &self.within);
        to.end_object();
    }
}

impl wire::Decode for Closed {
    fn decode(value: wire::Value<'_>, report: &mut wire::Report) -> Option<Self> {
        let object = value.object(report)?;
        let oil = object.optional("oil", report);
        let within = object.optional("within", report);
        object.deny_unknown(&["oil", "within"], report)?;
        Some(Self { oil: oil?, within: within? })
    }
}

// ==== src/types/large.rs ====

use counterpart_wire as wire;

#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Large {
    pub oil: i64,
    pub wicks: Option<i64>,
    /// Properties not described by the OpenAPI document.
    pub unknown: wire::Unknown,
}

impl Large {
    /// Creates a value from its required fields.
    #[must_use]
    pub fn new(oil: i64) -> Self {
        Self {
            oil,
            wicks: None,
            unknown: wire::Unknown::default(),
        }
    }

    #[must_use]
    pub fn with_wicks(mut self, wicks: i64) -> Self {
        self.wicks = Some(wicks);
        self
    }
}

impl wire::Encode for Large {
    fn encode(&self, to: &mut wire::Writer) {
        to.begin_object();
        to.field("oil", &self.oil);
        to.optional("wicks", &self.wicks);
        to.unknown(&self.unknown);
        to.end_object();
    }
}

impl wire::Decode for Large {
    fn decode(value: wire::Value<'_>, report: &mut wire::Report) -> Option<Self> {
        let object = value.object(report)?;
        let oil = object.required("oil", report);
        let wicks = object.optional("wicks", report);
        Some(Self {
            oil: oil?,
            wicks: wicks?,
            unknown: object.unknown(&["oil", "wicks"]),
        })
    }
}

// ==== src/types/order.rs ====

use counterpart_wire as wire;

#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Order {
    Small(super::Small),
    Large(super::Large),
    Date(wire::Date),
    String(String),
}

impl wire::Encode for Order {
    fn encode(&self, to: &mut wire::Writer) {
        match self {
            Self::Small(value) => value.encode(to),
            Self::Large(value) => value.encode(to),
            Self::Date(value) => value.encode(to),
            Self::String(value) => value.encode(to),
        }
    }
}

impl wire::Decode for Order {
    fn decode(value: wire::Value<'_>, report: &mut wire::Report) -> Option<Self> {
        if let Some(value) = wire::Decode::try_decode(value, report) {
            return Some(Self::Small(value));
        }
        if let Some(value) = wire::Decode::try_decode(value, report) {
            return Some(Self::Large(value));
        }
        if let Some(value) = wire::Decode::try_decode(value, report) {
            return Some(Self::Date(value));
        }
        if let Some(value) = wire::Decode::try_decode(value, report) {
            return Some(Self::String(value));
        }
        report
            .no_branch_matches(value, "Small or Large or date or a string")
            .map(Self::Date)
    }
}

impl wire::Validate for Order {
    fn validate(&self, checks: &mut wire::Checks) {
        {
            static RULE: wire::Rule = wire::Rule::new(
                "{\"oneOf\":[{\"type\":\"string\",\"format\":\"date\"},{\"type\":\"string\"},{\"$ref\":\"#/$defs/0\"},{\"$ref\":\"#/$defs/1\"}],\"$defs\":{\"0\":{\"type\":\"object\",\"required\":[\"oil\"],\"properties\":{\"oil\":{\"type\":\"integer\"}}},\"1\":{\"type\":\"object\",\"required\":[\"oil\"],\"properties\":{\"oil\":{\"type\":\"integer\"},\"wicks\":{\"type\":\"integer\"}}}}}",
            );
            checks.rule(self, &RULE);
        }
    }
}

impl From<super::Small> for Order {
    fn from(value: super::Small) -> Self {
        Self::Small(value)
    }
}

impl From<super::Large> for Order {
    fn from(value: super::Large) -> Self {
        Self::Large(value)
    }
}

impl From<wire::Date> for Order {
    fn from(value: wire::Date) -> Self {
        Self::Date(value)
    }
}

impl From<String> for Order {
    fn from(value: String) -> Self {
        Self::String(value)
    }
}

// ==== src/types/receipt.rs ====

use counterpart_wire as wire;

#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Receipt {
    Closed(Box<super::Closed>),
    Variant2(wire::Json),
}

impl wire::Encode for Receipt {
    fn encode(&self, to: &mut wire::Writer) {
        match self {
            Self::Closed(value) => value.encode(to),
            Self::Variant2(value) => value.encode(to),
        }
    }
}

impl wire::Decode for Receipt {
    fn decode(value: wire::Value<'_>, report: &mut wire::Report) -> Option<Self> {
        if let Some(value) = wire::Decode::try_decode(value, report) {
            return Some(Self::Closed(value));
        }
        if let Some(value) = wire::Decode::try_decode(value, report) {
            return Some(Self::Variant2(value));
        }
        report.no_branch_matches(value, "Closed or variant 2").map(Self::Variant2)
    }
}

impl From<Box<super::Closed>> for Receipt {
    fn from(value: Box<super::Closed>) -> Self {
        Self::Closed(value)
    }
}

impl From<wire::Json> for Receipt {
    fn from(value: wire::Json) -> Self {
        Self::Variant2(value)
    }
}

// ==== src/types/small.rs ====

use counterpart_wire as wire;

#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Small {
    pub oil: i64,
    /// Properties not described by the OpenAPI document.
    pub unknown: wire::Unknown,
}

impl Small {
    /// Creates a value from its required fields.
    #[must_use]
    pub fn new(oil: i64) -> Self {
        Self {
            oil,
            unknown: wire::Unknown::default(),
        }
    }
}

impl wire::Encode for Small {
    fn encode(&self, to: &mut wire::Writer) {
        to.begin_object();
        to.field("oil", &self.oil);
        to.unknown(&self.unknown);
        to.end_object();
    }
}

impl wire::Decode for Small {
    fn decode(value: wire::Value<'_>, report: &mut wire::Report) -> Option<Self> {
        let object = value.object(report)?;
        let oil = object.required("oil", report);
        Some(Self {
            oil: oil?,
            unknown: object.unknown(&["oil"]),
        })
    }
}
