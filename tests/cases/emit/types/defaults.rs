// ==== src/types/lamp.rs ====

use counterpart_wire as wire;

#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Lamp {
    /// Defaults to `"unnamed"`.
    pub name: String,
    /// Defaults to `100`.
    pub power: Option<i32>,
    /// Defaults to `0.5`.
    pub range: Option<f64>,
    /// Defaults to `true`.
    pub lit: Option<bool>,
    pub note: wire::Nullable<String>,
    /// Defaults to `"a \"quoted\" \\ text\n"`.
    pub quote: Option<String>,
    /// Defaults to `["white","red"]`.
    pub colours: Option<Vec<String>>,
    /// Defaults to `"fixed"`.
    pub mode: Option<super::Mode>,
    /// Defaults to `"1900-01-01"`.
    pub since: Option<wire::Date>,
    /// Defaults to `{"a":1}`.
    pub extra: Option<wire::Map<wire::Json>>,
    /// Properties not described by the OpenAPI document.
    pub unknown: wire::Unknown,
}

impl Lamp {
    /// Creates a value from its required fields.
    #[must_use]
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            power: None,
            range: None,
            lit: None,
            note: wire::Nullable::Absent,
            quote: None,
            colours: None,
            mode: None,
            since: None,
            extra: None,
            unknown: wire::Unknown::default(),
        }
    }

    #[must_use]
    pub fn with_power(mut self, power: i32) -> Self {
        self.power = Some(power);
        self
    }

    #[must_use]
    pub fn with_range(mut self, range: f64) -> Self {
        self.range = Some(range);
        self
    }

    #[must_use]
    pub fn with_lit(mut self, lit: bool) -> Self {
        self.lit = Some(lit);
        self
    }

    #[must_use]
    pub fn with_note(mut self, note: impl Into<wire::Nullable<String>>) -> Self {
        self.note = note.into();
        self
    }

    #[must_use]
    pub fn with_quote(mut self, quote: impl Into<String>) -> Self {
        self.quote = Some(quote.into());
        self
    }

    #[must_use]
    pub fn with_colours(mut self, colours: Vec<String>) -> Self {
        self.colours = Some(colours);
        self
    }

    #[must_use]
    pub fn with_mode(mut self, mode: impl Into<super::Mode>) -> Self {
        self.mode = Some(mode.into());
        self
    }

    #[must_use]
    pub fn with_since(mut self, since: wire::Date) -> Self {
        self.since = Some(since);
        self
    }

    #[must_use]
    pub fn with_extra(mut self, extra: wire::Map<wire::Json>) -> Self {
        self.extra = Some(extra);
        self
    }
}

impl wire::Encode for Lamp {
    fn encode(&self, to: &mut wire::Writer) {
        to.begin_object();
        to.field("name", &self.name);
        to.optional("power", &self.power);
        to.optional("range", &self.range);
        to.optional("lit", &self.lit);
        to.nullable("note", &self.note);
        to.optional("quote", &self.quote);
        to.optional("colours", &self.colours);
        to.optional("mode", &self.mode);
        to.optional("since", &self.since);
        to.optional("extra", &self.extra);
        to.unknown(&self.unknown);
        to.end_object();
    }
}

impl wire::Decode for Lamp {
    fn decode(value: wire::Value<'_>, report: &mut wire::Report) -> Option<Self> {
        let object = value.object(report)?;
        let name = object.required("name", report);
        let power = object.optional("power", report);
        let range = object.optional("range", report);
        let lit = object.optional("lit", report);
        let note = object.nullable("note", report);
        let quote = object.optional("quote", report);
        let colours = object.optional("colours", report);
        let mode = object.optional("mode", report);
        let since = object.optional("since", report);
        let extra = object.optional("extra", report);
        Some(Self {
            name: name?,
            power: power?,
            range: range?,
            lit: lit?,
            note: note?,
            quote: quote?,
            colours: colours?,
            mode: mode?,
            since: since?,
            extra: extra?,
            unknown: object
                .unknown(
                    &[
                        "name",
                        "power",
                        "range",
                        "lit",
                        "note",
                        "quote",
                        "colours",
                        "mode",
                        "since",
                        "extra",
                    ],
                ),
        })
    }
}

impl wire::Validate for Lamp {
    fn validate(&self, checks: &mut wire::Checks) {
        if let Some(value) = &self.mode {
            checks.field("mode").validate(value);
        }
    }
}

// ==== src/types/mode.rs ====

use counterpart_wire as wire;

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Mode {
    Fixed,
    Flashing,
    /// Any value not listed in the OpenAPI document.
    Unknown(String),
}

impl wire::StringEnum for Mode {
    const VALUES: &'static [&'static str] = &["fixed", "flashing"];

    fn as_str(&self) -> &str {
        match self {
            Self::Fixed => "fixed",
            Self::Flashing => "flashing",
            Self::Unknown(text) => text,
        }
    }

    fn from_text(text: &str) -> Self {
        match text {
            "fixed" => Self::Fixed,
            "flashing" => Self::Flashing,
            _ => Self::Unknown(text.to_owned()),
        }
    }
}

wire::string_enum!(Mode);

impl wire::Validate for Mode {
    fn validate(&self, checks: &mut wire::Checks) {
        checks.listed(self);
    }
}
