// ==== src/types/event.rs ====

use counterpart_wire as wire;

#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Event {
    Seen(super::Seen),
    Fog(EventFog),
}

impl wire::Encode for Event {
    fn encode(&self, to: &mut wire::Writer) {
        match self {
            Self::Seen(value) => value.encode(to),
            Self::Fog(value) => value.encode(to),
        }
    }
}

impl wire::Decode for Event {
    fn decode(value: wire::Value<'_>, report: &mut wire::Report) -> Option<Self> {
        if value.has_discriminator("kind", &["flash", "horn", "bell"]) {
            return wire::Decode::decode(value, report).map(Self::Seen);
        }
        if value.has_discriminator("kind", &["fog"]) {
            return wire::Decode::decode(value, report).map(Self::Fog);
        }
        report
            .no_tag_matches(value, "kind", &["flash", "horn", "bell", "fog"])
            .map(Self::Seen)
    }
}

impl From<super::Seen> for Event {
    fn from(value: super::Seen) -> Self {
        Self::Seen(value)
    }
}

impl From<EventFog> for Event {
    fn from(value: EventFog) -> Self {
        Self::Fog(value)
    }
}

/// Fog.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct EventFog {
    pub kind: EventFogKind,
    pub depth: Option<f64>,
    /// Properties not described by the OpenAPI document.
    pub unknown: wire::Unknown,
}

impl EventFog {
    /// Creates a value from its required fields.
    #[must_use]
    pub fn new(kind: impl Into<EventFogKind>) -> Self {
        Self {
            kind: kind.into(),
            depth: None,
            unknown: wire::Unknown::default(),
        }
    }

    #[must_use]
    pub fn with_depth(mut self, depth: f64) -> Self {
        self.depth = Some(depth);
        self
    }
}

impl wire::Encode for EventFog {
    fn encode(&self, to: &mut wire::Writer) {
        to.begin_object();
        to.field("kind", &self.kind);
        to.optional("depth", &self.depth);
        to.unknown(&self.unknown);
        to.end_object();
    }
}

impl wire::Decode for EventFog {
    fn decode(value: wire::Value<'_>, report: &mut wire::Report) -> Option<Self> {
        let object = value.object(report)?;
        let kind = object.required("kind", report);
        let depth = object.optional("depth", report);
        Some(Self {
            kind: kind?,
            depth: depth?,
            unknown: object.unknown(&["kind", "depth"]),
        })
    }
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum EventFogKind {
    Fog,
    /// Any value not listed in the OpenAPI document.
    Unknown(String),
}

impl wire::StringEnum for EventFogKind {
    const VALUES: &'static [&'static str] = &["fog"];

    fn as_str(&self) -> &str {
        match self {
            Self::Fog => "fog",
            Self::Unknown(text) => text,
        }
    }

    fn from_text(text: &str) -> Self {
        match text {
            "fog" => Self::Fog,
            _ => Self::Unknown(text.to_owned()),
        }
    }
}

wire::string_enum!(EventFogKind);

// ==== src/types/flash.rs ====

use counterpart_wire as wire;

#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Flash {
    pub kind: FlashKind,
    pub count: i64,
    /// Properties not described by the OpenAPI document.
    pub unknown: wire::Unknown,
}

impl Flash {
    /// Creates a value from its required fields.
    #[must_use]
    pub fn new(kind: impl Into<FlashKind>, count: i64) -> Self {
        Self {
            kind: kind.into(),
            count,
            unknown: wire::Unknown::default(),
        }
    }
}

impl wire::Encode for Flash {
    fn encode(&self, to: &mut wire::Writer) {
        to.begin_object();
        to.field("kind", &self.kind);
        to.field("count", &self.count);
        to.unknown(&self.unknown);
        to.end_object();
    }
}

impl wire::Decode for Flash {
    fn decode(value: wire::Value<'_>, report: &mut wire::Report) -> Option<Self> {
        let object = value.object(report)?;
        let kind = object.required("kind", report);
        let count = object.required("count", report);
        Some(Self {
            kind: kind?,
            count: count?,
            unknown: object.unknown(&["kind", "count"]),
        })
    }
}

impl wire::Validate for Flash {
    fn validate(&self, checks: &mut wire::Checks) {
        checks.field("kind").validate(&self.kind);
    }
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum FlashKind {
    Flash,
    /// Any value not listed in the OpenAPI document.
    Unknown(String),
}

impl wire::StringEnum for FlashKind {
    const VALUES: &'static [&'static str] = &["flash"];

    fn as_str(&self) -> &str {
        match self {
            Self::Flash => "flash",
            Self::Unknown(text) => text,
        }
    }

    fn from_text(text: &str) -> Self {
        match text {
            "flash" => Self::Flash,
            _ => Self::Unknown(text.to_owned()),
        }
    }
}

wire::string_enum!(FlashKind);

impl wire::Validate for FlashKind {
    fn validate(&self, checks: &mut wire::Checks) {
        checks.listed(self);
    }
}

// ==== src/types/seen.rs ====

use counterpart_wire as wire;

#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Seen {
    Flash(super::Flash),
    Sound(super::Sound),
}

impl wire::Encode for Seen {
    fn encode(&self, to: &mut wire::Writer) {
        match self {
            Self::Flash(value) => value.encode(to),
            Self::Sound(value) => value.encode(to),
        }
    }
}

impl wire::Decode for Seen {
    fn decode(value: wire::Value<'_>, report: &mut wire::Report) -> Option<Self> {
        if value.has_discriminator("kind", &["flash"]) {
            return wire::Decode::decode(value, report).map(Self::Flash);
        }
        if value.has_discriminator("kind", &["horn", "bell"]) {
            return wire::Decode::decode(value, report).map(Self::Sound);
        }
        report.no_tag_matches(value, "kind", &["flash", "horn", "bell"]).map(Self::Flash)
    }
}

impl From<super::Flash> for Seen {
    fn from(value: super::Flash) -> Self {
        Self::Flash(value)
    }
}

impl From<super::Sound> for Seen {
    fn from(value: super::Sound) -> Self {
        Self::Sound(value)
    }
}

// ==== src/types/signal.rs ====

use counterpart_wire as wire;

#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Signal {
    Flash(super::Flash),
    Sound(super::Sound),
    Array(Vec<String>),
    String(String),
}

impl wire::Encode for Signal {
    fn encode(&self, to: &mut wire::Writer) {
        match self {
            Self::Flash(value) => value.encode(to),
            Self::Sound(value) => value.encode(to),
            Self::Array(value) => value.encode(to),
            Self::String(value) => value.encode(to),
        }
    }
}

impl wire::Decode for Signal {
    fn decode(value: wire::Value<'_>, report: &mut wire::Report) -> Option<Self> {
        if value.has_discriminator("kind", &["flash"]) {
            return wire::Decode::decode(value, report).map(Self::Flash);
        }
        if value.has_discriminator("kind", &["horn", "bell"]) {
            return wire::Decode::decode(value, report).map(Self::Sound);
        }
        if value.is(wire::Kind::List) {
            return wire::Decode::decode(value, report).map(Self::Array);
        }
        if value.is(wire::Kind::String) {
            return wire::Decode::decode(value, report).map(Self::String);
        }
        if value.is_single_item() {
            return wire::Decode::decode(value, report).map(Self::Array);
        }
        if value.is(wire::Kind::Object) {
            return report
                .no_tag_matches(value, "kind", &["flash", "horn", "bell"])
                .map(Self::Array);
        }
        report
            .no_branch_matches(value, "an object or a list or a string")
            .map(Self::Array)
    }
}

impl wire::Validate for Signal {
    fn validate(&self, checks: &mut wire::Checks) {
        match self {
            Self::Flash(value) => wire::Validate::validate(value, checks),
            Self::Sound(value) => wire::Validate::validate(value, checks),
            _ => {}
        }
    }
}

impl From<super::Flash> for Signal {
    fn from(value: super::Flash) -> Self {
        Self::Flash(value)
    }
}

impl From<super::Sound> for Signal {
    fn from(value: super::Sound) -> Self {
        Self::Sound(value)
    }
}

impl From<Vec<String>> for Signal {
    fn from(value: Vec<String>) -> Self {
        Self::Array(value)
    }
}

impl From<String> for Signal {
    fn from(value: String) -> Self {
        Self::String(value)
    }
}

// ==== src/types/sound.rs ====

use counterpart_wire as wire;

#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Sound {
    pub kind: SoundKind,
    pub count: i64,
    /// Properties not described by the OpenAPI document.
    pub unknown: wire::Unknown,
}

impl Sound {
    /// Creates a value from its required fields.
    #[must_use]
    pub fn new(kind: impl Into<SoundKind>, count: i64) -> Self {
        Self {
            kind: kind.into(),
            count,
            unknown: wire::Unknown::default(),
        }
    }
}

impl wire::Encode for Sound {
    fn encode(&self, to: &mut wire::Writer) {
        to.begin_object();
        to.field("kind", &self.kind);
        to.field("count", &self.count);
        to.unknown(&self.unknown);
        to.end_object();
    }
}

impl wire::Decode for Sound {
    fn decode(value: wire::Value<'_>, report: &mut wire::Report) -> Option<Self> {
        let object = value.object(report)?;
        let kind = object.required("kind", report);
        let count = object.required("count", report);
        Some(Self {
            kind: kind?,
            count: count?,
            unknown: object.unknown(&["kind", "count"]),
        })
    }
}

impl wire::Validate for Sound {
    fn validate(&self, checks: &mut wire::Checks) {
        checks.field("kind").validate(&self.kind);
    }
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum SoundKind {
    Horn,
    Bell,
    /// Any value not listed in the OpenAPI document.
    Unknown(String),
}

impl wire::StringEnum for SoundKind {
    const VALUES: &'static [&'static str] = &["horn", "bell"];

    fn as_str(&self) -> &str {
        match self {
            Self::Horn => "horn",
            Self::Bell => "bell",
            Self::Unknown(text) => text,
        }
    }

    fn from_text(text: &str) -> Self {
        match text {
            "horn" => Self::Horn,
            "bell" => Self::Bell,
            _ => Self::Unknown(text.to_owned()),
        }
    }
}

wire::string_enum!(SoundKind);

impl wire::Validate for SoundKind {
    fn validate(&self, checks: &mut wire::Checks) {
        checks.listed(self);
    }
}
