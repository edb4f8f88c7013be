// ==== src/types/detail.rs ====

use counterpart_wire as wire;

#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Detail {
    pub unit: String,
    /// Properties not described by the OpenAPI document.
    pub unknown: wire::Unknown,
}

impl Detail {
    /// Creates a value from its required fields.
    #[must_use]
    pub fn new(unit: impl Into<String>) -> Self {
        Self {
            unit: unit.into(),
            unknown: wire::Unknown::default(),
        }
    }
}

impl wire::Encode for Detail {
    fn encode(&self, to: &mut wire::Writer) {
        to.begin_object();
        to.field("unit", &self.unit);
        to.unknown(&self.unknown);
        to.end_object();
    }
}

impl wire::Decode for Detail {
    fn decode(value: wire::Value<'_>, report: &mut wire::Report) -> Option<Self> {
        let object = value.object(report)?;
        let unit = object.required("unit", report);
        Some(Self {
            unit: unit?,
            unknown: object.unknown(&["unit"]),
        })
    }
}

// ==== src/types/measure.rs ====

use counterpart_wire as wire;

#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Measure {
    pub value: MeasureValue,
    pub several: wire::Nullable<MeasureSeveral>,
    pub nullable: wire::Nullable<MeasureNullable>,
    /// Properties not described by the OpenAPI document.
    pub unknown: wire::Unknown,
}

impl Measure {
    /// Creates a value from its required fields.
    #[must_use]
    pub fn new(value: MeasureValue) -> Self {
        Self {
            value,
            several: wire::Nullable::Absent,
            nullable: wire::Nullable::Absent,
            unknown: wire::Unknown::default(),
        }
    }

    #[must_use]
    pub fn with_several(
        mut self,
        several: impl Into<wire::Nullable<MeasureSeveral>>,
    ) -> Self {
        self.several = several.into();
        self
    }

    #[must_use]
    pub fn with_nullable(
        mut self,
        nullable: impl Into<wire::Nullable<MeasureNullable>>,
    ) -> Self {
        self.nullable = nullable.into();
        self
    }
}

impl wire::Encode for Measure {
    fn encode(&self, to: &mut wire::Writer) {
        to.begin_object();
        to.field("value", &self.value);
        to.nullable("several", &self.several);
        to.nullable("nullable", &self.nullable);
        to.unknown(&self.unknown);
        to.end_object();
    }
}

impl wire::Decode for Measure {
    fn decode(value: wire::Value<'_>, report: &mut wire::Report) -> Option<Self> {
        let object = value.object(report)?;
        let value = object.required("value", report);
        let several = object.nullable("several", report);
        let nullable = object.nullable("nullable", report);
        Some(Self {
            value: value?,
            several: several?,
            nullable: nullable?,
            unknown: object.unknown(&["value", "several", "nullable"]),
        })
    }
}

impl wire::Validate for Measure {
    fn validate(&self, checks: &mut wire::Checks) {
        checks.field("value").validate(&self.value);
    }
}

#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum MeasureValue {
    Boolean(bool),
    Integer(i64),
    Array(Vec<f64>),
    Detail(super::Detail),
    String(String),
}

impl wire::Encode for MeasureValue {
    fn encode(&self, to: &mut wire::Writer) {
        match self {
            Self::Boolean(value) => value.encode(to),
            Self::Integer(value) => value.encode(to),
            Self::Array(value) => value.encode(to),
            Self::Detail(value) => value.encode(to),
            Self::String(value) => value.encode(to),
        }
    }
}

impl wire::Decode for MeasureValue {
    fn decode(value: wire::Value<'_>, report: &mut wire::Report) -> Option<Self> {
        if value.is(wire::Kind::Bool) {
            return wire::Decode::decode(value, report).map(Self::Boolean);
        }
        if value.is(wire::Kind::Integer) {
            return wire::Decode::decode(value, report).map(Self::Integer);
        }
        if value.is(wire::Kind::List) {
            return wire::Decode::decode(value, report).map(Self::Array);
        }
        if value.is(wire::Kind::Object) {
            return wire::Decode::decode(value, report).map(Self::Detail);
        }
        if value.is(wire::Kind::String) {
            return wire::Decode::decode(value, report).map(Self::String);
        }
        if value.is_single_item() {
            return wire::Decode::decode(value, report).map(Self::Array);
        }
        report
            .no_branch_matches(
                value,
                "a boolean or an integer or a list or an object or a string",
            )
            .map(Self::Boolean)
    }
}

impl wire::Validate for MeasureValue {
    fn validate(&self, checks: &mut wire::Checks) {
        match self {
            Self::Integer(value) => {
                checks.at_least(value, 1, false);
            }
            Self::String(value) => {
                checks.length(value, 0, Some(9));
            }
            _ => {}
        }
    }
}

impl From<bool> for MeasureValue {
    fn from(value: bool) -> Self {
        Self::Boolean(value)
    }
}

impl From<i64> for MeasureValue {
    fn from(value: i64) -> Self {
        Self::Integer(value)
    }
}

impl From<Vec<f64>> for MeasureValue {
    fn from(value: Vec<f64>) -> Self {
        Self::Array(value)
    }
}

impl From<super::Detail> for MeasureValue {
    fn from(value: super::Detail) -> Self {
        Self::Detail(value)
    }
}

impl From<String> for MeasureValue {
    fn from(value: String) -> Self {
        Self::String(value)
    }
}

#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum MeasureSeveral {
    Number(f64),
    String(String),
}

impl wire::Encode for MeasureSeveral {
    fn encode(&self, to: &mut wire::Writer) {
        match self {
            Self::Number(value) => value.encode(to),
            Self::String(value) => value.encode(to),
        }
    }
}

impl wire::Decode for MeasureSeveral {
    fn decode(value: wire::Value<'_>, report: &mut wire::Report) -> Option<Self> {
        if value.is(wire::Kind::Number) {
            return wire::Decode::decode(value, report).map(Self::Number);
        }
        if value.is(wire::Kind::String) {
            return wire::Decode::decode(value, report).map(Self::String);
        }
        report.no_branch_matches(value, "a number or a string").map(Self::Number)
    }
}

impl From<f64> for MeasureSeveral {
    fn from(value: f64) -> Self {
        Self::Number(value)
    }
}

impl From<String> for MeasureSeveral {
    fn from(value: String) -> Self {
        Self::String(value)
    }
}

#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum MeasureNullable {
    Integer(i64),
    String(String),
}

impl wire::Encode for MeasureNullable {
    fn encode(&self, to: &mut wire::Writer) {
        match self {
            Self::Integer(value) => value.encode(to),
            Self::String(value) => value.encode(to),
        }
    }
}

impl wire::Decode for MeasureNullable {
    fn decode(value: wire::Value<'_>, report: &mut wire::Report) -> Option<Self> {
        if value.is(wire::Kind::Integer) {
            return wire::Decode::decode(value, report).map(Self::Integer);
        }
        if value.is(wire::Kind::String) {
            return wire::Decode::decode(value, report).map(Self::String);
        }
        report.no_branch_matches(value, "an integer or a string").map(Self::Integer)
    }
}

impl From<i64> for MeasureNullable {
    fn from(value: i64) -> Self {
        Self::Integer(value)
    }
}

impl From<String> for MeasureNullable {
    fn from(value: String) -> Self {
        Self::String(value)
    }
}
