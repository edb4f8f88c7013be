// ==== src/types/closed.rs ====

//! `Closed`.

use counterpart_wire as wire;

/// `Closed`.
///
/// Deprecated.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Closed {
    /// `name`.
    ///
    /// Deprecated.
    pub name: String,
}

impl Closed {
    /// One with what must be there.
    #[must_use]
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into() }
    }
}

impl wire::Encode for Closed {
    fn encode(&self, to: &mut wire::Writer) {
        to.begin_object();
        to.field("name", &self.name);
        to.end_object();
    }
}

impl wire::Decode for Closed {
    fn decode(value: wire::Value<'_>, report: &mut wire::Report) -> Option<Self> {
        let object = value.object(report)?;
        let name = object.required("name", report);
        object.closed(&["name"], report)?;
        Some(Self { name: name? })
    }
}

// ==== src/types/nothing.rs ====

//! `Nothing`.

use counterpart_wire as wire;

/// `Nothing`.
pub type Nothing = wire::Map<wire::Json>;

// ==== src/types/open.rs ====

//! `Open`.

use counterpart_wire as wire;

/// `Open`.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Open {
    /// `name`.
    pub name: String,
    /// `unknown`.
    pub unknown: Option<String>,
    /// Fields that the document does not name.
    pub unknown2: wire::Unknown,
}

impl Open {
    /// One with what must be there.
    #[must_use]
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into(), unknown: None, unknown2: wire::Unknown::default() }
    }

    /// Sets `unknown`.
    #[must_use]
    pub fn with_unknown(mut self, unknown: impl Into<String>) -> Self {
        self.unknown = Some(unknown.into());
        self
    }
}

impl wire::Encode for Open {
    fn encode(&self, to: &mut wire::Writer) {
        to.begin_object();
        to.field("name", &self.name);
        to.optional("unknown", &self.unknown);
        to.unknown(&self.unknown2);
        to.end_object();
    }
}

impl wire::Decode for Open {
    fn decode(value: wire::Value<'_>, report: &mut wire::Report) -> Option<Self> {
        let object = value.object(report)?;
        let name = object.required("name", report);
        let unknown = object.optional("unknown", report);
        Some(Self {
            name: name?,
            unknown: unknown?,
            unknown2: object.unknown(&["name", "unknown"]),
        })
    }
}

// ==== src/types/tower.rs ====

//! `Tower`.

use counterpart_wire as wire;

/// A tower.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Tower {
    /// `open`.
    pub open: Option<super::Open>,
    /// `closed`.
    pub closed: Option<super::Closed>,
    /// `typed`.
    pub typed: Option<super::Typed>,
    /// `nothing`.
    pub nothing: Option<super::Nothing>,
    /// Fields that the document does not name.
    pub unknown: wire::Unknown,
}

impl Tower {
    /// One with nothing set.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets `open`.
    #[must_use]
    pub fn with_open(mut self, open: super::Open) -> Self {
        self.open = Some(open);
        self
    }

    /// Sets `closed`.
    #[must_use]
    pub fn with_closed(mut self, closed: super::Closed) -> Self {
        self.closed = Some(closed);
        self
    }

    /// Sets `typed`.
    #[must_use]
    pub fn with_typed(mut self, typed: super::Typed) -> Self {
        self.typed = Some(typed);
        self
    }

    /// Sets `nothing`.
    #[must_use]
    pub fn with_nothing(mut self, nothing: super::Nothing) -> Self {
        self.nothing = Some(nothing);
        self
    }
}

impl wire::Encode for Tower {
    fn encode(&self, to: &mut wire::Writer) {
        to.begin_object();
        to.optional("open", &self.open);
        to.optional("closed", &self.closed);
        to.optional("typed", &self.typed);
        to.optional("nothing", &self.nothing);
        to.unknown(&self.unknown);
        to.end_object();
    }
}

impl wire::Decode for Tower {
    fn decode(value: wire::Value<'_>, report: &mut wire::Report) -> Option<Self> {
        let object = value.object(report)?;
        let open = object.optional("open", report);
        let closed = object.optional("closed", report);
        let typed = object.optional("typed", report);
        let nothing = object.optional("nothing", report);
        Some(Self {
            open: open?,
            closed: closed?,
            typed: typed?,
            nothing: nothing?,
            unknown: object.unknown(&["open", "closed", "typed", "nothing"]),
        })
    }
}

impl wire::Validate for Tower {
    fn validate(&self, checks: &mut wire::Checks) {
        if let Some(value) = &self.typed {
            checks.field("typed", |checks| wire::Validate::validate(value, checks));
        }
    }
}

// ==== src/types/typed.rs ====

//! `Typed`.

use counterpart_wire as wire;

/// `Typed`.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Typed {
    /// `name`.
    pub name: String,
    /// `additional`.
    pub additional: Option<String>,
    /// Fields whose names the document leaves open.
    pub additional2: wire::Map<i64>,
}

impl Typed {
    /// One with what must be there.
    #[must_use]
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into(), additional: None, additional2: wire::Map::new() }
    }

    /// Sets `additional`.
    #[must_use]
    pub fn with_additional(mut self, additional: impl Into<String>) -> Self {
        self.additional = Some(additional.into());
        self
    }
}

impl wire::Encode for Typed {
    fn encode(&self, to: &mut wire::Writer) {
        to.begin_object();
        to.field("name", &self.name);
        to.optional("additional", &self.additional);
        to.additional(&self.additional2);
        to.end_object();
    }
}

impl wire::Decode for Typed {
    fn decode(value: wire::Value<'_>, report: &mut wire::Report) -> Option<Self> {
        let object = value.object(report)?;
        let name = object.required("name", report);
        let additional = object.optional("additional", report);
        let additional2 = object.additional(&["name", "additional"], report);
        Some(Self { name: name?, additional: additional?, additional2: additional2? })
    }
}

impl wire::Validate for Typed {
    fn validate(&self, checks: &mut wire::Checks) {
        checks.values(&self.additional2, |checks, value| checks.at_least(value, 0, false));
    }
}
