// ==== src/types/colour.rs ====

use counterpart_wire as wire;

/// What the light looks like.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Colour {
    Red,
    Green,
    White,
    /// Any value not listed in the OpenAPI document.
    Unknown(String),
}

impl wire::StringEnum for Colour {
    const VALUES: &'static [&'static str] = &["red", "green", "white"];

    fn as_str(&self) -> &str {
        match self {
            Self::Red => "red",
            Self::Green => "green",
            Self::White => "white",
            Self::Unknown(text) => text,
        }
    }

    fn from_text(text: &str) -> Self {
        match text {
            "red" => Self::Red,
            "green" => Self::Green,
            "white" => Self::White,
            _ => Self::Unknown(text.to_owned()),
        }
    }
}

wire::string_enum!(Colour);

impl wire::Validate for Colour {
    fn validate(&self, checks: &mut wire::Checks) {
        checks.listed(self);
    }
}

// ==== src/types/named.rs ====

use counterpart_wire as wire;

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Named {
    /// Port side.
    ///
    /// Serialized as `r`.
    Red,
    /// Starboard side.
    ///
    /// Serialized as `g`.
    Green,
    /// Any value not listed in the OpenAPI document.
    Unknown(String),
}

impl wire::StringEnum for Named {
    const VALUES: &'static [&'static str] = &["r", "g"];

    fn as_str(&self) -> &str {
        match self {
            Self::Red => "r",
            Self::Green => "g",
            Self::Unknown(text) => text,
        }
    }

    fn from_text(text: &str) -> Self {
        match text {
            "r" => Self::Red,
            "g" => Self::Green,
            _ => Self::Unknown(text.to_owned()),
        }
    }
}

wire::string_enum!(Named);

impl wire::Validate for Named {
    fn validate(&self, checks: &mut wire::Checks) {
        checks.listed(self);
    }
}

// ==== src/types/odd.rs ====

use counterpart_wire as wire;

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Odd {
    /// Serialized as an empty string.
    Value,
    /// Serialized as `+1`.
    Plus1,
    /// Serialized as `-1`.
    Minus1,
    Type,
    /// Serialized as `Self`.
    Self_,
    /// Serialized as `self`.
    Self2,
    Red,
    /// Serialized as `Red`.
    Red2,
    /// Serialized as `RED`.
    Red3,
    Unknown,
    /// Serialized as `Unknown`.
    Unknown2,
    /// Serialized as `1st`.
    N1st,
    Größe,
    東,
    /// Serialized as `*/`.
    Star,
    /// Serialized as `'`.
    Value2,
    Quoted,
    AB,
    /// Serialized as `a_b`.
    AB2,
    /// Any value not listed in the OpenAPI document.
    Other(String),
}

impl wire::StringEnum for Odd {
    const VALUES: &'static [&'static str] = &[
        "",
        "+1",
        "-1",
        "type",
        "Self",
        "self",
        "red",
        "Red",
        "RED",
        "unknown",
        "Unknown",
        "1st",
        "größe",
        "東",
        "*/",
        "'",
        "\"quoted\"",
        "a b",
        "a_b",
    ];

    fn as_str(&self) -> &str {
        match self {
            Self::Value => "",
            Self::Plus1 => "+1",
            Self::Minus1 => "-1",
            Self::Type => "type",
            Self::Self_ => "Self",
            Self::Self2 => "self",
            Self::Red => "red",
            Self::Red2 => "Red",
            Self::Red3 => "RED",
            Self::Unknown => "unknown",
            Self::Unknown2 => "Unknown",
            Self::N1st => "1st",
            Self::Größe => "größe",
            Self::東 => "東",
            Self::Star => "*/",
            Self::Value2 => "'",
            Self::Quoted => "\"quoted\"",
            Self::AB => "a b",
            Self::AB2 => "a_b",
            Self::Other(text) => text,
        }
    }

    fn from_text(text: &str) -> Self {
        match text {
            "" => Self::Value,
            "+1" => Self::Plus1,
            "-1" => Self::Minus1,
            "type" => Self::Type,
            "Self" => Self::Self_,
            "self" => Self::Self2,
            "red" => Self::Red,
            "Red" => Self::Red2,
            "RED" => Self::Red3,
            "unknown" => Self::Unknown,
            "Unknown" => Self::Unknown2,
            "1st" => Self::N1st,
            "größe" => Self::Größe,
            "東" => Self::東,
            "*/" => Self::Star,
            "'" => Self::Value2,
            "\"quoted\"" => Self::Quoted,
            "a b" => Self::AB,
            "a_b" => Self::AB2,
            _ => Self::Other(text.to_owned()),
        }
    }
}

wire::string_enum!(Odd);

impl wire::Validate for Odd {
    fn validate(&self, checks: &mut wire::Checks) {
        checks.listed(self);
    }
}

// ==== src/types/signal.rs ====

use counterpart_wire as wire;

#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Signal {
    pub colour: Option<super::Colour>,
    pub kind: Option<SignalKind>,
    pub odd: Option<super::Odd>,
    pub named: Option<super::Named>,
    pub maybe: wire::Nullable<SignalMaybe>,
    pub only: Option<SignalOnly>,
    pub number: Option<SignalNumber>,
    pub mixed: Option<SignalMixed>,
    /// Properties not described by the OpenAPI document.
    pub unknown: wire::Unknown,
}

impl Signal {
    /// Creates an empty value.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    #[must_use]
    pub fn with_colour(mut self, colour: impl Into<super::Colour>) -> Self {
        self.colour = Some(colour.into());
        self
    }

    #[must_use]
    pub fn with_kind(mut self, kind: impl Into<SignalKind>) -> Self {
        self.kind = Some(kind.into());
        self
    }

    #[must_use]
    pub fn with_odd(mut self, odd: impl Into<super::Odd>) -> Self {
        self.odd = Some(odd.into());
        self
    }

    #[must_use]
    pub fn with_named(mut self, named: impl Into<super::Named>) -> Self {
        self.named = Some(named.into());
        self
    }

    #[must_use]
    pub fn with_maybe(mut self, maybe: impl Into<wire::Nullable<SignalMaybe>>) -> Self {
        self.maybe = maybe.into();
        self
    }

    #[must_use]
    pub fn with_only(mut self, only: impl Into<SignalOnly>) -> Self {
        self.only = Some(only.into());
        self
    }

    #[must_use]
    pub fn with_number(mut self, number: impl Into<SignalNumber>) -> Self {
        self.number = Some(number.into());
        self
    }

    #[must_use]
    pub fn with_mixed(mut self, mixed: SignalMixed) -> Self {
        self.mixed = Some(mixed);
        self
    }
}

impl wire::Encode for Signal {
    fn encode(&self, to: &mut wire::Writer) {
        to.begin_object();
        to.optional("colour", &self.colour);
        to.optional("kind", &self.kind);
        to.optional("odd", &self.odd);
        to.optional("named", &self.named);
        to.nullable("maybe", &self.maybe);
        to.optional("only", &self.only);
        to.optional("number", &self.number);
        to.optional("mixed", &self.mixed);
        to.unknown(&self.unknown);
        to.end_object();
    }
}

impl wire::Decode for Signal {
    fn decode(value: wire::Value<'_>, report: &mut wire::Report) -> Option<Self> {
        let object = value.object(report)?;
        let colour = object.optional("colour", report);
        let kind = object.optional("kind", report);
        let odd = object.optional("odd", report);
        let named = object.optional("named", report);
        let maybe = object.nullable("maybe", report);
        let only = object.optional("only", report);
        let number = object.optional("number", report);
        let mixed = object.optional("mixed", report);
        Some(Self {
            colour: colour?,
            kind: kind?,
            odd: odd?,
            named: named?,
            maybe: maybe?,
            only: only?,
            number: number?,
            mixed: mixed?,
            unknown: object
                .unknown(
                    &[
                        "colour",
                        "kind",
                        "odd",
                        "named",
                        "maybe",
                        "only",
                        "number",
                        "mixed",
                    ],
                ),
        })
    }
}

impl wire::Validate for Signal {
    fn validate(&self, checks: &mut wire::Checks) {
        if let Some(value) = &self.colour {
            checks.field("colour").validate(value);
        }
        if let Some(value) = &self.kind {
            checks.field("kind").validate(value);
        }
        if let Some(value) = &self.odd {
            checks.field("odd").validate(value);
        }
        if let Some(value) = &self.named {
            checks.field("named").validate(value);
        }
        if let Some(value) = self.maybe.value() {
            checks.field("maybe").validate(value);
        }
        if let Some(value) = &self.only {
            checks.field("only").validate(value);
        }
        if let Some(value) = &self.number {
            checks.field("number").validate(value);
        }
        if let Some(value) = &self.mixed {
            checks.field("mixed").validate(value);
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum SignalKind {
    Fixed,
    Flashing,
    /// Any value not listed in the OpenAPI document.
    Unknown(String),
}

impl wire::StringEnum for SignalKind {
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

wire::string_enum!(SignalKind);

impl wire::Validate for SignalKind {
    fn validate(&self, checks: &mut wire::Checks) {
        checks.listed(self);
    }
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum SignalMaybe {
    A,
    /// Any value not listed in the OpenAPI document.
    Unknown(String),
}

impl wire::StringEnum for SignalMaybe {
    const VALUES: &'static [&'static str] = &["a"];

    fn as_str(&self) -> &str {
        match self {
            Self::A => "a",
            Self::Unknown(text) => text,
        }
    }

    fn from_text(text: &str) -> Self {
        match text {
            "a" => Self::A,
            _ => Self::Unknown(text.to_owned()),
        }
    }
}

wire::string_enum!(SignalMaybe);

impl wire::Validate for SignalMaybe {
    fn validate(&self, checks: &mut wire::Checks) {
        checks.listed(self);
    }
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum SignalOnly {
    Beacon,
    /// Any value not listed in the OpenAPI document.
    Unknown(String),
}

impl wire::StringEnum for SignalOnly {
    const VALUES: &'static [&'static str] = &["beacon"];

    fn as_str(&self) -> &str {
        match self {
            Self::Beacon => "beacon",
            Self::Unknown(text) => text,
        }
    }

    fn from_text(text: &str) -> Self {
        match text {
            "beacon" => Self::Beacon,
            _ => Self::Unknown(text.to_owned()),
        }
    }
}

wire::string_enum!(SignalOnly);

impl wire::Validate for SignalOnly {
    fn validate(&self, checks: &mut wire::Checks) {
        checks.listed(self);
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum SignalNumber {
    /// Serialized as `1`.
    N1,
    /// Serialized as `2`.
    N2,
    /// Serialized as `3`.
    N3,
    /// Any value not listed in the OpenAPI document.
    Unknown(i64),
}

impl wire::IntEnum for SignalNumber {
    const VALUES: &'static [i64] = &[1, 2, 3];

    fn number(&self) -> i64 {
        match self {
            Self::N1 => 1,
            Self::N2 => 2,
            Self::N3 => 3,
            Self::Unknown(number) => *number,
        }
    }

    fn from_number(number: i64) -> Self {
        match number {
            1 => Self::N1,
            2 => Self::N2,
            3 => Self::N3,
            _ => Self::Unknown(number),
        }
    }
}

wire::int_enum!(SignalNumber);

impl wire::Validate for SignalNumber {
    fn validate(&self, checks: &mut wire::Checks) {
        checks.listed_number(self);
    }
}

#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum SignalMixed {
    Boolean(bool),
    Integer(i64),
    String(String),
}

impl wire::Encode for SignalMixed {
    fn encode(&self, to: &mut wire::Writer) {
        match self {
            Self::Boolean(value) => value.encode(to),
            Self::Integer(value) => value.encode(to),
            Self::String(value) => value.encode(to),
        }
    }
}

impl wire::Decode for SignalMixed {
    fn decode(value: wire::Value<'_>, report: &mut wire::Report) -> Option<Self> {
        if value.is(wire::Kind::Bool) {
            return wire::Decode::decode(value, report).map(Self::Boolean);
        }
        if value.is(wire::Kind::Integer) {
            return wire::Decode::decode(value, report).map(Self::Integer);
        }
        if value.is(wire::Kind::String) {
            return wire::Decode::decode(value, report).map(Self::String);
        }
        report
            .no_branch_matches(value, "a boolean or an integer or a string")
            .map(Self::Boolean)
    }
}

impl wire::Validate for SignalMixed {
    fn validate(&self, checks: &mut wire::Checks) {
        {
            static RULE: wire::Rule = wire::Rule::new("{\"enum\":[1,\"one\",true]}");
            checks.rule(self, &RULE);
        }
    }
}

impl From<bool> for SignalMixed {
    fn from(value: bool) -> Self {
        Self::Boolean(value)
    }
}

impl From<i64> for SignalMixed {
    fn from(value: i64) -> Self {
        Self::Integer(value)
    }
}

impl From<String> for SignalMixed {
    fn from(value: String) -> Self {
        Self::String(value)
    }
}
