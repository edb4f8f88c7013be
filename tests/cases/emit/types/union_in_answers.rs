// ==== src/types/horn.rs ====

use counterpart_wire as wire;

#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Horn {
    pub decibels: i64,
    /// Properties not described by the OpenAPI document.
    pub unknown: wire::Unknown,
}

impl Horn {
    /// Creates a value from its required fields.
    #[must_use]
    pub fn new(decibels: i64) -> Self {
        Self {
            decibels,
            unknown: wire::Unknown::default(),
        }
    }
}

impl wire::Encode for Horn {
    fn encode(&self, to: &mut wire::Writer) {
        to.begin_object();
        to.field("decibels", &self.decibels);
        to.unknown(&self.unknown);
        to.end_object();
    }
}

impl wire::Decode for Horn {
    fn decode(value: wire::Value<'_>, report: &mut wire::Report) -> Option<Self> {
        let object = value.object(report)?;
        let decibels = object.required("decibels", report);
        Some(Self {
            decibels: decibels?,
            unknown: object.unknown(&["decibels"]),
        })
    }
}

// ==== src/types/lamp.rs ====

use counterpart_wire as wire;

#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Lamp {
    pub kind: String,
    pub watts: i64,
    /// Properties not described by the OpenAPI document.
    pub unknown: wire::Unknown,
}

impl Lamp {
    /// Creates a value from its required fields.
    #[must_use]
    pub fn new(kind: impl Into<String>, watts: i64) -> Self {
        Self {
            kind: kind.into(),
            watts,
            unknown: wire::Unknown::default(),
        }
    }
}

impl wire::Encode for Lamp {
    fn encode(&self, to: &mut wire::Writer) {
        to.begin_object();
        to.field("kind", &self.kind);
        to.field("watts", &self.watts);
        to.unknown(&self.unknown);
        to.end_object();
    }
}

impl wire::Decode for Lamp {
    fn decode(value: wire::Value<'_>, report: &mut wire::Report) -> Option<Self> {
        let object = value.object(report)?;
        let kind = object.required("kind", report);
        let watts = object.required("watts", report);
        Some(Self {
            kind: kind?,
            watts: watts?,
            unknown: object.unknown(&["kind", "watts"]),
        })
    }
}

// ==== src/types/new_lamp.rs ====

use counterpart_wire as wire;

#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct NewLamp {
    pub watts: i64,
}

impl NewLamp {
    /// Creates a value from its required fields.
    #[must_use]
    pub fn new(watts: i64) -> Self {
        Self { watts }
    }
}

impl wire::Encode for NewLamp {
    fn encode(&self, to: &mut wire::Writer) {
        to.begin_object();
        to.field("watts", &self.watts);
        to.end_object();
    }
}

impl wire::Decode for NewLamp {
    fn decode(value: wire::Value<'_>, report: &mut wire::Report) -> Option<Self> {
        let object = value.object(report)?;
        let watts = object.required("watts", report);
        object.deny_unknown(&["watts", "id"], report)?;
        Some(Self { watts: watts? })
    }
}

// ==== src/types/signal.rs ====

use counterpart_wire as wire;

#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Signal {
    Lamp(super::Lamp),
    Horn(super::Horn),
    /// A branch that is not in the OpenAPI document, from a later version of the API. Requests cannot have it.
    Unknown(wire::Json),
}

impl wire::Encode for Signal {
    fn encode(&self, to: &mut wire::Writer) {
        match self {
            Self::Lamp(value) => value.encode(to),
            Self::Horn(value) => to.tagged("kind", "horn", value),
            Self::Unknown(value) => value.encode(to),
        }
    }
}

impl wire::Decode for Signal {
    fn decode(value: wire::Value<'_>, report: &mut wire::Report) -> Option<Self> {
        if value.has_discriminator("kind", &["lamp"]) {
            return wire::Decode::decode(value, report).map(Self::Lamp);
        }
        if value.has_discriminator("kind", &["horn"]) {
            return wire::Decode::decode_tagged("kind", value, report).map(Self::Horn);
        }
        if let Some(value) = wire::Decode::try_untagged("kind", value, report) {
            return Some(Self::Horn(value));
        }
        if let Some(value) = value.of_later_version("kind", report) {
            return Some(Self::Unknown(value));
        }
        report.no_tag_matches(value, "kind", &["lamp", "horn"]).map(Self::Lamp)
    }
}

impl From<super::Lamp> for Signal {
    fn from(value: super::Lamp) -> Self {
        Self::Lamp(value)
    }
}

impl From<super::Horn> for Signal {
    fn from(value: super::Horn) -> Self {
        Self::Horn(value)
    }
}
