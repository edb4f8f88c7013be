// ==== src/types/ferry.rs ====

use counterpart_wire as wire;

#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Ferry {
    pub kind: String,
    pub name: String,
    pub seats: Option<i64>,
    /// Properties not described by the OpenAPI document.
    pub unknown: wire::Unknown,
}

impl Ferry {
    /// Creates a value from its required fields.
    #[must_use]
    pub fn new(kind: impl Into<String>, name: impl Into<String>) -> Self {
        Self {
            kind: kind.into(),
            name: name.into(),
            seats: None,
            unknown: wire::Unknown::default(),
        }
    }

    #[must_use]
    pub fn with_seats(mut self, seats: i64) -> Self {
        self.seats = Some(seats);
        self
    }
}

impl wire::Encode for Ferry {
    fn encode(&self, to: &mut wire::Writer) {
        to.begin_object();
        to.field("kind", &self.kind);
        to.field("name", &self.name);
        to.optional("seats", &self.seats);
        to.unknown(&self.unknown);
        to.end_object();
    }
}

impl wire::Decode for Ferry {
    fn decode(value: wire::Value<'_>, report: &mut wire::Report) -> Option<Self> {
        let object = value.object(report)?;
        let kind = object.required("kind", report);
        let name = object.required("name", report);
        let seats = object.optional("seats", report);
        Some(Self {
            kind: kind?,
            name: name?,
            seats: seats?,
            unknown: object.unknown(&["kind", "name", "seats"]),
        })
    }
}

// ==== src/types/train.rs ====

use counterpart_wire as wire;

#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Train {
    pub kind: String,
    pub name: String,
    pub seats: Option<i64>,
    pub tows: Option<Box<super::Vessel>>,
    /// Properties not described by the OpenAPI document.
    pub unknown: wire::Unknown,
}

impl Train {
    /// Creates a value from its required fields.
    #[must_use]
    pub fn new(kind: impl Into<String>, name: impl Into<String>) -> Self {
        Self {
            kind: kind.into(),
            name: name.into(),
            seats: None,
            tows: None,
            unknown: wire::Unknown::default(),
        }
    }

    #[must_use]
    pub fn with_seats(mut self, seats: i64) -> Self {
        self.seats = Some(seats);
        self
    }

    #[must_use]
    pub fn with_tows(mut self, tows: Box<super::Vessel>) -> Self {
        self.tows = Some(tows);
        self
    }
}

impl wire::Encode for Train {
    fn encode(&self, to: &mut wire::Writer) {
        to.begin_object();
        to.field("kind", &self.kind);
        to.field("name", &self.name);
        to.optional("seats", &self.seats);
        to.optional("tows", &self.tows);
        to.unknown(&self.unknown);
        to.end_object();
    }
}

impl wire::Decode for Train {
    fn decode(value: wire::Value<'_>, report: &mut wire::Report) -> Option<Self> {
        let object = value.object(report)?;
        let kind = object.required("kind", report);
        let name = object.required("name", report);
        let seats = object.optional("seats", report);
        let tows = object.optional("tows", report);
        Some(Self {
            kind: kind?,
            name: name?,
            seats: seats?,
            tows: tows?,
            unknown: object.unknown(&["kind", "name", "seats", "tows"]),
        })
    }
}

// ==== src/types/tugboat.rs ====

use counterpart_wire as wire;

#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Tugboat {
    pub kind: String,
    pub name: String,
    /// Properties not described by the OpenAPI document.
    pub unknown: wire::Unknown,
}

impl Tugboat {
    /// Creates a value from its required fields.
    #[must_use]
    pub fn new(kind: impl Into<String>, name: impl Into<String>) -> Self {
        Self {
            kind: kind.into(),
            name: name.into(),
            unknown: wire::Unknown::default(),
        }
    }
}

impl wire::Encode for Tugboat {
    fn encode(&self, to: &mut wire::Writer) {
        to.begin_object();
        to.field("kind", &self.kind);
        to.field("name", &self.name);
        to.unknown(&self.unknown);
        to.end_object();
    }
}

impl wire::Decode for Tugboat {
    fn decode(value: wire::Value<'_>, report: &mut wire::Report) -> Option<Self> {
        let object = value.object(report)?;
        let kind = object.required("kind", report);
        let name = object.required("name", report);
        Some(Self {
            kind: kind?,
            name: name?,
            unknown: object.unknown(&["kind", "name"]),
        })
    }
}

// ==== src/types/vessel.rs ====

use counterpart_wire as wire;

#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Vessel {
    Ferry(super::Ferry),
    Tugboat(super::Tugboat),
    Train(Box<super::Train>),
    Base(VesselBase),
}

impl wire::Encode for Vessel {
    fn encode(&self, to: &mut wire::Writer) {
        match self {
            Self::Ferry(value) => value.encode(to),
            Self::Tugboat(value) => value.encode(to),
            Self::Train(value) => value.encode(to),
            Self::Base(value) => value.encode(to),
        }
    }
}

impl wire::Decode for Vessel {
    fn decode(value: wire::Value<'_>, report: &mut wire::Report) -> Option<Self> {
        if value.has_discriminator("kind", &["Ferry"]) {
            return wire::Decode::decode(value, report).map(Self::Ferry);
        }
        if value.has_discriminator("kind", &["tug"]) {
            return wire::Decode::decode(value, report).map(Self::Tugboat);
        }
        if value.has_discriminator("kind", &["Train"]) {
            return wire::Decode::decode(value, report).map(Self::Train);
        }
        wire::Decode::decode(value, report).map(Self::Base)
    }
}

impl From<super::Ferry> for Vessel {
    fn from(value: super::Ferry) -> Self {
        Self::Ferry(value)
    }
}

impl From<super::Tugboat> for Vessel {
    fn from(value: super::Tugboat) -> Self {
        Self::Tugboat(value)
    }
}

impl From<Box<super::Train>> for Vessel {
    fn from(value: Box<super::Train>) -> Self {
        Self::Train(value)
    }
}

impl From<VesselBase> for Vessel {
    fn from(value: VesselBase) -> Self {
        Self::Base(value)
    }
}

#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct VesselBase {
    pub kind: String,
    pub name: String,
    /// Properties not described by the OpenAPI document.
    pub unknown: wire::Unknown,
}

impl VesselBase {
    /// Creates a value from its required fields.
    #[must_use]
    pub fn new(kind: impl Into<String>, name: impl Into<String>) -> Self {
        Self {
            kind: kind.into(),
            name: name.into(),
            unknown: wire::Unknown::default(),
        }
    }
}

impl wire::Encode for VesselBase {
    fn encode(&self, to: &mut wire::Writer) {
        to.begin_object();
        to.field("kind", &self.kind);
        to.field("name", &self.name);
        to.unknown(&self.unknown);
        to.end_object();
    }
}

impl wire::Decode for VesselBase {
    fn decode(value: wire::Value<'_>, report: &mut wire::Report) -> Option<Self> {
        let object = value.object(report)?;
        let kind = object.required("kind", report);
        let name = object.required("name", report);
        Some(Self {
            kind: kind?,
            name: name?,
            unknown: object.unknown(&["kind", "name"]),
        })
    }
}
