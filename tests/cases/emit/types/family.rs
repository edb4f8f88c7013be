// ==== src/types/ferry.rs ====

//! `Ferry`.

use counterpart_wire as wire;

/// `Ferry`.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Ferry {
    /// `kind`.
    pub kind: String,
    /// `name`.
    pub name: String,
    /// `seats`.
    pub seats: Option<i64>,
    /// Fields that the document does not name.
    pub unknown: wire::Unknown,
}

impl Ferry {
    /// One with what must be there.
    #[must_use]
    pub fn new(kind: impl Into<String>, name: impl Into<String>) -> Self {
        Self {
            kind: kind.into(),
            name: name.into(),
            seats: None,
            unknown: wire::Unknown::default(),
        }
    }

    /// Sets `seats`.
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

//! `Train`.

use counterpart_wire as wire;

/// `Train`.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Train {
    /// `kind`.
    pub kind: String,
    /// `name`.
    pub name: String,
    /// `seats`.
    pub seats: Option<i64>,
    /// `tows`.
    pub tows: Option<Box<super::Vessel>>,
    /// Fields that the document does not name.
    pub unknown: wire::Unknown,
}

impl Train {
    /// One with what must be there.
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

    /// Sets `seats`.
    #[must_use]
    pub fn with_seats(mut self, seats: i64) -> Self {
        self.seats = Some(seats);
        self
    }

    /// Sets `tows`.
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

//! `Tugboat`.

use counterpart_wire as wire;

/// `Tugboat`.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Tugboat {
    /// `kind`.
    pub kind: String,
    /// `name`.
    pub name: String,
    /// Fields that the document does not name.
    pub unknown: wire::Unknown,
}

impl Tugboat {
    /// One with what must be there.
    #[must_use]
    pub fn new(kind: impl Into<String>, name: impl Into<String>) -> Self {
        Self { kind: kind.into(), name: name.into(), unknown: wire::Unknown::default() }
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
        Some(Self { kind: kind?, name: name?, unknown: object.unknown(&["kind", "name"]) })
    }
}

// ==== src/types/vessel.rs ====

//! `Vessel` and what is found inside it.

use counterpart_wire as wire;

/// `Vessel`.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Vessel {
    /// `Ferry`
    Ferry(super::Ferry),
    /// `Tugboat`
    Tugboat(super::Tugboat),
    /// `Train`
    Train(Box<super::Train>),
    /// `base`
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
        if value.has_tag("kind", &["Ferry"]) {
            return wire::Decode::decode(value, report).map(Self::Ferry);
        }
        if value.has_tag("kind", &["tug"]) {
            return wire::Decode::decode(value, report).map(Self::Tugboat);
        }
        if value.has_tag("kind", &["Train"]) {
            return wire::Decode::decode(value, report).map(Self::Train);
        }
        if let Some(value) = wire::Decode::attempt(value, report) {
            return Some(Self::Base(value));
        }
        report.instead(value, "an object with a known `kind`").map(Self::Ferry)
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

/// `Vessel base`.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct VesselBase {
    /// `kind`.
    pub kind: String,
    /// `name`.
    pub name: String,
    /// Fields that the document does not name.
    pub unknown: wire::Unknown,
}

impl VesselBase {
    /// One with what must be there.
    #[must_use]
    pub fn new(kind: impl Into<String>, name: impl Into<String>) -> Self {
        Self { kind: kind.into(), name: name.into(), unknown: wire::Unknown::default() }
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
        Some(Self { kind: kind?, name: name?, unknown: object.unknown(&["kind", "name"]) })
    }
}
