// ==== src/types/area.rs ====

use counterpart_wire as wire;

#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Area {
    pub corners: Vec<super::Point>,
    /// Properties not described by the OpenAPI document.
    pub unknown: wire::Unknown,
}

impl Area {
    /// Creates a value from its required fields.
    #[must_use]
    pub fn new(corners: Vec<super::Point>) -> Self {
        Self {
            corners,
            unknown: wire::Unknown::default(),
        }
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
        Some(Self {
            corners: corners?,
            unknown: object.unknown(&["corners"]),
        })
    }
}

// ==== src/types/place.rs ====

use counterpart_wire as wire;

#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Place {
    Point(super::Point),
    Area(super::Area),
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
        if let Some(value) = value
            .with_fields(&["lat", "lon"])
            .and_then(|value| wire::Decode::try_decode(value, report))
        {
            return Some(Self::Point(value));
        }
        if let Some(value) = value
            .with_fields(&["corners"])
            .and_then(|value| wire::Decode::try_decode(value, report))
        {
            return Some(Self::Area(value));
        }
        if let Some(value) = wire::Decode::try_decode(value, report) {
            return Some(Self::Anything(value));
        }
        if value.has_fields(&["lat", "lon"]) {
            return wire::Decode::decode(value, report).map(Self::Point);
        }
        if value.has_fields(&["corners"]) {
            return wire::Decode::decode(value, report).map(Self::Area);
        }
        report.no_branch_matches(value, "Point or Area or Anything").map(Self::Point)
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
    pub note: Option<String>,
    /// Properties not described by the OpenAPI document.
    pub unknown: wire::Unknown,
}

impl PlaceAnything {
    /// Creates an empty value.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

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
        Some(Self {
            note: note?,
            unknown: object.unknown(&["note"]),
        })
    }
}

// ==== src/types/point.rs ====

use counterpart_wire as wire;

#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Point {
    pub lat: f64,
    pub lon: f64,
    /// Properties not described by the OpenAPI document.
    pub unknown: wire::Unknown,
}

impl Point {
    /// Creates a value from its required fields.
    #[must_use]
    pub fn new(lat: f64, lon: f64) -> Self {
        Self {
            lat,
            lon,
            unknown: wire::Unknown::default(),
        }
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
        Some(Self {
            lat: lat?,
            lon: lon?,
            unknown: object.unknown(&["lat", "lon"]),
        })
    }
}
