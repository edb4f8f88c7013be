// ==== src/types/area.rs ====

//! `Area`.

use counterpart_wire as wire;

/// `Area`.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Area {
    /// `corners`.
    pub corners: Vec<super::Point>,
    /// Fields that the document does not name.
    pub unknown: wire::Unknown,
}

impl Area {
    /// One with what must be there.
    #[must_use]
    pub fn new(corners: Vec<super::Point>) -> Self {
        Self { corners, unknown: wire::Unknown::default() }
    }
}

impl wire::Encode for Area {
    fn encode(&self, to: &mut wire::Writer) {
        to.begin_object();
        to.field("corners", &self.corners);
        to.unknown(&self.unknown);
        to.end_object();
    }
}

impl wire::Decode for Area {
    fn decode(value: wire::Value<'_>, report: &mut wire::Report) -> Option<Self> {
        let object = value.object(report)?;
        let corners = object.required("corners", report);
        Some(Self { corners: corners?, unknown: object.unknown(&["corners"]) })
    }
}

// ==== src/types/place.rs ====

//! `Place` and what is found inside it.

use counterpart_wire as wire;

/// `Place`.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Place {
    /// `Point`
    Point(super::Point),
    /// `Area`
    Area(super::Area),
    /// `Anything`
    Anything(PlaceAnything),
}

impl wire::Encode for Place {
    fn encode(&self, to: &mut wire::Writer) {
        match self {
            Self::Point(value) => value.encode(to),
            Self::Area(value) => value.encode(to),
            Self::Anything(value) => value.encode(to),
        }
    }
}

impl wire::Decode for Place {
    fn decode(value: wire::Value<'_>, report: &mut wire::Report) -> Option<Self> {
        if value.has_fields(&["lat", "lon"]) {
            return wire::Decode::decode(value, report).map(Self::Point);
        }
        if value.has_fields(&["corners"]) {
            return wire::Decode::decode(value, report).map(Self::Area);
        }
        if let Some(value) = wire::Decode::attempt(value, report) {
            return Some(Self::Anything(value));
        }
        report.instead(value, "Point or Area or Anything").map(Self::Point)
    }
}

impl From<super::Point> for Place {
    fn from(value: super::Point) -> Self {
        Self::Point(value)
    }
}

impl From<super::Area> for Place {
    fn from(value: super::Area) -> Self {
        Self::Area(value)
    }
}

impl From<PlaceAnything> for Place {
    fn from(value: PlaceAnything) -> Self {
        Self::Anything(value)
    }
}

/// Anything.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct PlaceAnything {
    /// `note`.
    pub note: Option<String>,
    /// Fields that the document does not name.
    pub unknown: wire::Unknown,
}

impl PlaceAnything {
    /// One with nothing set.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets `note`.
    #[must_use]
    pub fn with_note(mut self, note: impl Into<String>) -> Self {
        self.note = Some(note.into());
        self
    }
}

impl wire::Encode for PlaceAnything {
    fn encode(&self, to: &mut wire::Writer) {
        to.begin_object();
        to.optional("note", &self.note);
        to.unknown(&self.unknown);
        to.end_object();
    }
}

impl wire::Decode for PlaceAnything {
    fn decode(value: wire::Value<'_>, report: &mut wire::Report) -> Option<Self> {
        let object = value.object(report)?;
        let note = object.optional("note", report);
        Some(Self { note: note?, unknown: object.unknown(&["note"]) })
    }
}

// ==== src/types/point.rs ====

//! `Point`.

use counterpart_wire as wire;

/// `Point`.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Point {
    /// `lat`.
    pub lat: f64,
    /// `lon`.
    pub lon: f64,
    /// Fields that the document does not name.
    pub unknown: wire::Unknown,
}

impl Point {
    /// One with what must be there.
    #[must_use]
    pub fn new(lat: f64, lon: f64) -> Self {
        Self { lat, lon, unknown: wire::Unknown::default() }
    }
}

impl wire::Encode for Point {
    fn encode(&self, to: &mut wire::Writer) {
        to.begin_object();
        to.field("lat", &self.lat);
        to.field("lon", &self.lon);
        to.unknown(&self.unknown);
        to.end_object();
    }
}

impl wire::Decode for Point {
    fn decode(value: wire::Value<'_>, report: &mut wire::Report) -> Option<Self> {
        let object = value.object(report)?;
        let lat = object.required("lat", report);
        let lon = object.required("lon", report);
        Some(Self { lat: lat?, lon: lon?, unknown: object.unknown(&["lat", "lon"]) })
    }
}
