// ==== src/types/closed.rs ====

use counterpart_wire as wire;

/// Deprecated.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Closed {
    /// Deprecated.
    pub name: String,
}

impl Closed {
    /// Creates a value from its required fields.
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
        object.deny_unknown(&["name"], report)?;
        Some(Self { name: name? })
    }
}

// ==== src/types/nothing.rs ====

use counterpart_wire as wire;

#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Nothing {}

impl Nothing {
    /// Creates an empty value.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
}

impl wire::Encode for Nothing {
    fn encode(&self, to: &mut wire::Writer) {
        to.begin_object();
        to.end_object();
    }
}

impl wire::Decode for Nothing {
    fn decode(value: wire::Value<'_>, report: &mut wire::Report) -> Option<Self> {
        let object = value.object(report)?;
        object.deny_unknown(&[], report)?;
        Some(Self {})
    }
}

// ==== src/types/open.rs ====

use counterpart_wire as wire;

#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Open {
    pub name: String,
    pub unknown: Option<String>,
    /// Properties not described by the OpenAPI document.
    pub unknown2: wire::Unknown,
}

impl Open {
    /// Creates a value from its required fields.
    #[must_use]
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            unknown: None,
            unknown2: wire::Unknown::default(),
        }
    }

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

use counterpart_wire as wire;

/// A tower.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Tower {
    pub open: Option<super::Open>,
    pub closed: Option<super::Closed>,
    pub typed: Option<super::Typed>,
    pub nothing: Option<super::Nothing>,
    /// Properties not described by the OpenAPI document.
    pub unknown: wire::Unknown,
}

impl Tower {
    /// Creates an empty value.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    #[must_use]
    pub fn with_open(mut self, open: super::Open) -> Self {
        self.open = Some(open);
        self
    }

    #[must_use]
    pub fn with_closed(mut self, closed: super::Closed) -> Self {
        self.closed = Some(closed);
        self
    }

    #[must_use]
    pub fn with_typed(mut self, typed: super::Typed) -> Self {
        self.typed = Some(typed);
        self
    }

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
            checks.field("typed").validate(value);
        }
    }
}

// ==== src/types/typed.rs ====

use counterpart_wire as wire;

#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Typed {
    pub name: String,
    pub additional: Option<String>,
    /// Additional properties, by name.
    pub additional2: wire::Map<i64>,
}

impl Typed {
    /// Creates a value from its required fields.
    #[must_use]
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            additional: None,
            additional2: wire::Map::new(),
        }
    }

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
        Some(Self {
            name: name?,
            additional: additional?,
            additional2: additional2?,
        })
    }
}

impl wire::Validate for Typed {
    fn validate(&self, checks: &mut wire::Checks) {
        for (key, value) in &self.additional2 {
            checks.entry(key).at_least(value, 0, false);
        }
    }
}
