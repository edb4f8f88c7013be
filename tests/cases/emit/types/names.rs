// ==== src/types/box_.rs ====

use counterpart_wire as wire;

#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Box2 {
    pub inner: Option<Box<Box2>>,
    /// Properties not described by the OpenAPI document.
    pub unknown: wire::Unknown,
}

impl Box2 {
    /// Creates an empty value.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    #[must_use]
    pub fn with_inner(mut self, inner: Box<Box2>) -> Self {
        self.inner = Some(inner);
        self
    }
}

impl wire::Encode for Box2 {
    fn encode(&self, to: &mut wire::Writer) {
        to.begin_object();
        to.optional("inner", &self.inner);
        to.unknown(&self.unknown);
        to.end_object();
    }
}

impl wire::Decode for Box2 {
    fn decode(value: wire::Value<'_>, report: &mut wire::Report) -> Option<Self> {
        let object = value.object(report)?;
        let inner = object.optional("inner", report);
        Some(Self {
            inner: inner?,
            unknown: object.unknown(&["inner"]),
        })
    }
}

// ==== src/types/clone.rs ====

use counterpart_wire as wire;

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Clone {
    Clone,
    Debug,
    /// Any value not listed in the OpenAPI document.
    Unknown(String),
}

impl wire::StringEnum for Clone {
    const VALUES: &'static [&'static str] = &["Clone", "Debug"];

    fn as_str(&self) -> &str {
        match self {
            Self::Clone => "Clone",
            Self::Debug => "Debug",
            Self::Unknown(text) => text,
        }
    }

    fn from_text(text: &str) -> Self {
        match text {
            "Clone" => Self::Clone,
            "Debug" => Self::Debug,
            _ => Self::Unknown(text.to_owned()),
        }
    }
}

wire::string_enum!(Clone);

// ==== src/types/decode.rs ====

use counterpart_wire as wire;

#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Decode {
    pub decode: Option<String>,
    /// Properties not described by the OpenAPI document.
    pub unknown: wire::Unknown,
}

impl Decode {
    /// Creates an empty value.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    #[must_use]
    pub fn with_decode(mut self, decode: impl Into<String>) -> Self {
        self.decode = Some(decode.into());
        self
    }
}

impl wire::Encode for Decode {
    fn encode(&self, to: &mut wire::Writer) {
        to.begin_object();
        to.optional("decode", &self.decode);
        to.unknown(&self.unknown);
        to.end_object();
    }
}

impl wire::Decode for Decode {
    fn decode(value: wire::Value<'_>, report: &mut wire::Report) -> Option<Self> {
        let object = value.object(report)?;
        let decode = object.optional("decode", report);
        Some(Self {
            decode: decode?,
            unknown: object.unknown(&["decode"]),
        })
    }
}

// ==== src/types/encode.rs ====

use counterpart_wire as wire;

#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Encode {
    Integer(i64),
    Vec(super::Vec2),
    Decode(super::Decode),
    String(String),
}

impl wire::Encode for Encode {
    fn encode(&self, to: &mut wire::Writer) {
        match self {
            Self::Integer(value) => value.encode(to),
            Self::Vec(value) => value.encode(to),
            Self::Decode(value) => value.encode(to),
            Self::String(value) => value.encode(to),
        }
    }
}

impl wire::Decode for Encode {
    fn decode(value: wire::Value<'_>, report: &mut wire::Report) -> Option<Self> {
        if value.is(wire::Kind::Integer) {
            return wire::Decode::decode(value, report).map(Self::Integer);
        }
        if value.is(wire::Kind::List) {
            return wire::Decode::decode(value, report).map(Self::Vec);
        }
        if value.is(wire::Kind::Object) {
            return wire::Decode::decode(value, report).map(Self::Decode);
        }
        if value.is(wire::Kind::String) {
            return wire::Decode::decode(value, report).map(Self::String);
        }
        if value.is_single_item() {
            return wire::Decode::decode(value, report).map(Self::Vec);
        }
        report
            .no_branch_matches(value, "an integer or a list or an object or a string")
            .map(Self::Integer)
    }
}

impl From<i64> for Encode {
    fn from(value: i64) -> Self {
        Self::Integer(value)
    }
}

impl From<super::Vec2> for Encode {
    fn from(value: super::Vec2) -> Self {
        Self::Vec(value)
    }
}

impl From<super::Decode> for Encode {
    fn from(value: super::Decode) -> Self {
        Self::Decode(value)
    }
}

impl From<String> for Encode {
    fn from(value: String) -> Self {
        Self::String(value)
    }
}

// ==== src/types/lighthouse.rs ====

use counterpart_wire as wire;

#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Lighthouse {
    pub low: Option<i64>,
    /// Properties not described by the OpenAPI document.
    pub unknown: wire::Unknown,
}

impl Lighthouse {
    /// Creates an empty value.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    #[must_use]
    pub fn with_low(mut self, low: i64) -> Self {
        self.low = Some(low);
        self
    }
}

impl wire::Encode for Lighthouse {
    fn encode(&self, to: &mut wire::Writer) {
        to.begin_object();
        to.optional("low", &self.low);
        to.unknown(&self.unknown);
        to.end_object();
    }
}

impl wire::Decode for Lighthouse {
    fn decode(value: wire::Value<'_>, report: &mut wire::Report) -> Option<Self> {
        let object = value.object(report)?;
        let low = object.optional("low", report);
        Some(Self {
            low: low?,
            unknown: object.unknown(&["low"]),
        })
    }
}

// ==== src/types/lighthouse2.rs ====

use counterpart_wire as wire;

#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Lighthouse2 {
    pub high: Option<i64>,
    /// Properties not described by the OpenAPI document.
    pub unknown: wire::Unknown,
}

impl Lighthouse2 {
    /// Creates an empty value.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    #[must_use]
    pub fn with_high(mut self, high: i64) -> Self {
        self.high = Some(high);
        self
    }
}

impl wire::Encode for Lighthouse2 {
    fn encode(&self, to: &mut wire::Writer) {
        to.begin_object();
        to.optional("high", &self.high);
        to.unknown(&self.unknown);
        to.end_object();
    }
}

impl wire::Decode for Lighthouse2 {
    fn decode(value: wire::Value<'_>, report: &mut wire::Report) -> Option<Self> {
        let object = value.object(report)?;
        let high = object.optional("high", report);
        Some(Self {
            high: high?,
            unknown: object.unknown(&["high"]),
        })
    }
}

// ==== src/types/mod_.rs ====

use counterpart_wire as wire;

#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Mod {
    pub mod_: Option<String>,
    /// Properties not described by the OpenAPI document.
    pub unknown: wire::Unknown,
}

impl Mod {
    /// Creates an empty value.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    #[must_use]
    pub fn with_mod(mut self, mod_: impl Into<String>) -> Self {
        self.mod_ = Some(mod_.into());
        self
    }
}

impl wire::Encode for Mod {
    fn encode(&self, to: &mut wire::Writer) {
        to.begin_object();
        to.optional("mod", &self.mod_);
        to.unknown(&self.unknown);
        to.end_object();
    }
}

impl wire::Decode for Mod {
    fn decode(value: wire::Value<'_>, report: &mut wire::Report) -> Option<Self> {
        let object = value.object(report)?;
        let mod_ = object.optional("mod", report);
        Some(Self {
            mod_: mod_?,
            unknown: object.unknown(&["mod"]),
        })
    }
}

// ==== src/types/names.rs ====

use counterpart_wire as wire;

#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Names {
    pub type_: String,
    pub self_: String,
    /// Serialized as `Self`.
    pub self2: String,
    pub fn_: String,
    /// Serialized as `1st`.
    pub n1st: String,
    pub größe: String,
    pub a_b: String,
    /// Serialized as `a_b`.
    pub a_b2: String,
    /// Serialized as `aB`.
    pub a_b3: String,
    pub unknown: String,
    pub new: String,
    pub crate_: String,
    pub string: Option<super::String2>,
    pub option: Option<super::Option2>,
    pub lower: Option<super::Lighthouse>,
    pub upper: Option<super::Lighthouse2>,
    pub wire: Option<super::Wire>,
    pub encode: Option<super::Encode>,
    pub to: Option<i64>,
    pub report: Option<i64>,
    pub object: Option<i64>,
    /// At least 0.
    pub value: Option<i64>,
    /// At least 0.
    pub checks: Option<i64>,
    /// Serialized as `_`.
    pub underscore: Option<i64>,
    /// Properties not described by the OpenAPI document.
    pub unknown2: wire::Unknown,
}

impl Names {
    /// Creates a value from its required fields.
    #[must_use]
    #[allow(clippy::too_many_arguments)]
    pub fn new(
        type_: impl Into<String>,
        self_: impl Into<String>,
        self2: impl Into<String>,
        fn_: impl Into<String>,
        n1st: impl Into<String>,
        größe: impl Into<String>,
        a_b: impl Into<String>,
        a_b2: impl Into<String>,
        a_b3: impl Into<String>,
        unknown: impl Into<String>,
        new: impl Into<String>,
        crate_: impl Into<String>,
    ) -> Self {
        Self {
            type_: type_.into(),
            self_: self_.into(),
            self2: self2.into(),
            fn_: fn_.into(),
            n1st: n1st.into(),
            größe: größe.into(),
            a_b: a_b.into(),
            a_b2: a_b2.into(),
            a_b3: a_b3.into(),
            unknown: unknown.into(),
            new: new.into(),
            crate_: crate_.into(),
            string: None,
            option: None,
            lower: None,
            upper: None,
            wire: None,
            encode: None,
            to: None,
            report: None,
            object: None,
            value: None,
            checks: None,
            underscore: None,
            unknown2: wire::Unknown::default(),
        }
    }

    #[must_use]
    pub fn with_string(mut self, string: super::String2) -> Self {
        self.string = Some(string);
        self
    }

    #[must_use]
    pub fn with_option(mut self, option: impl Into<super::Option2>) -> Self {
        self.option = Some(option.into());
        self
    }

    #[must_use]
    pub fn with_lower(mut self, lower: super::Lighthouse) -> Self {
        self.lower = Some(lower);
        self
    }

    #[must_use]
    pub fn with_upper(mut self, upper: super::Lighthouse2) -> Self {
        self.upper = Some(upper);
        self
    }

    #[must_use]
    pub fn with_wire(mut self, wire: super::Wire) -> Self {
        self.wire = Some(wire);
        self
    }

    #[must_use]
    pub fn with_encode(mut self, encode: super::Encode) -> Self {
        self.encode = Some(encode);
        self
    }

    #[must_use]
    pub fn with_to(mut self, to: i64) -> Self {
        self.to = Some(to);
        self
    }

    #[must_use]
    pub fn with_report(mut self, report: i64) -> Self {
        self.report = Some(report);
        self
    }

    #[must_use]
    pub fn with_object(mut self, object: i64) -> Self {
        self.object = Some(object);
        self
    }

    #[must_use]
    pub fn with_value(mut self, value: i64) -> Self {
        self.value = Some(value);
        self
    }

    #[must_use]
    pub fn with_checks(mut self, checks: i64) -> Self {
        self.checks = Some(checks);
        self
    }

    #[must_use]
    pub fn with_underscore(mut self, underscore: i64) -> Self {
        self.underscore = Some(underscore);
        self
    }
}

impl wire::Encode for Names {
    fn encode(&self, to: &mut wire::Writer) {
        to.begin_object();
        to.field("type", &self.type_);
        to.field("self", &self.self_);
        to.field("Self", &self.self2);
        to.field("fn", &self.fn_);
        to.field("1st", &self.n1st);
        to.field("größe", &self.größe);
        to.field("a-b", &self.a_b);
        to.field("a_b", &self.a_b2);
        to.field("aB", &self.a_b3);
        to.field("unknown", &self.unknown);
        to.field("new", &self.new);
        to.field("crate", &self.crate_);
        to.optional("string", &self.string);
        to.optional("option", &self.option);
        to.optional("lower", &self.lower);
        to.optional("upper", &self.upper);
        to.optional("wire", &self.wire);
        to.optional("encode", &self.encode);
        to.optional("to", &self.to);
        to.optional("report", &self.report);
        to.optional("object", &self.object);
        to.optional("value", &self.value);
        to.optional("checks", &self.checks);
        to.optional("_", &self.underscore);
        to.unknown(&self.unknown2);
        to.end_object();
    }
}

impl wire::Decode for Names {
    fn decode(value: wire::Value<'_>, report_: &mut wire::Report) -> Option<Self> {
        let object_ = value.object(report_)?;
        let type_ = object_.required("type", report_);
        let self_ = object_.required("self", report_);
        let self2 = object_.required("Self", report_);
        let fn_ = object_.required("fn", report_);
        let n1st = object_.required("1st", report_);
        let größe = object_.required("größe", report_);
        let a_b = object_.required("a-b", report_);
        let a_b2 = object_.required("a_b", report_);
        let a_b3 = object_.required("aB", report_);
        let unknown = object_.required("unknown", report_);
        let new = object_.required("new", report_);
        let crate_ = object_.required("crate", report_);
        let string = object_.optional("string", report_);
        let option = object_.optional("option", report_);
        let lower = object_.optional("lower", report_);
        let upper = object_.optional("upper", report_);
        let wire = object_.optional("wire", report_);
        let encode = object_.optional("encode", report_);
        let to = object_.optional("to", report_);
        let report = object_.optional("report", report_);
        let object = object_.optional("object", report_);
        let value = object_.optional("value", report_);
        let checks = object_.optional("checks", report_);
        let underscore = object_.optional("_", report_);
        Some(Self {
            type_: type_?,
            self_: self_?,
            self2: self2?,
            fn_: fn_?,
            n1st: n1st?,
            größe: größe?,
            a_b: a_b?,
            a_b2: a_b2?,
            a_b3: a_b3?,
            unknown: unknown?,
            new: new?,
            crate_: crate_?,
            string: string?,
            option: option?,
            lower: lower?,
            upper: upper?,
            wire: wire?,
            encode: encode?,
            to: to?,
            report: report?,
            object: object?,
            value: value?,
            checks: checks?,
            underscore: underscore?,
            unknown2: object_
                .unknown(
                    &[
                        "type",
                        "self",
                        "Self",
                        "fn",
                        "1st",
                        "größe",
                        "a-b",
                        "a_b",
                        "aB",
                        "unknown",
                        "new",
                        "crate",
                        "string",
                        "option",
                        "lower",
                        "upper",
                        "wire",
                        "encode",
                        "to",
                        "report",
                        "object",
                        "value",
                        "checks",
                        "_",
                    ],
                ),
        })
    }
}

impl wire::Validate for Names {
    fn validate(&self, checks: &mut wire::Checks) {
        if let Some(value) = &self.option {
            checks.field("option").validate(value);
        }
        if let Some(value) = &self.value {
            checks.field("value").at_least(value, 0, false);
        }
        if let Some(value) = &self.checks {
            checks.field("checks").at_least(value, 0, false);
        }
    }
}

// ==== src/types/nullable.rs ====

use counterpart_wire as wire;

#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Nullable {
    pub x: wire::Nullable<String>,
    /// Properties not described by the OpenAPI document.
    pub unknown: wire::Unknown,
}

impl Nullable {
    /// Creates an empty value.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    #[must_use]
    pub fn with_x(mut self, x: impl Into<wire::Nullable<String>>) -> Self {
        self.x = x.into();
        self
    }
}

impl wire::Encode for Nullable {
    fn encode(&self, to: &mut wire::Writer) {
        to.begin_object();
        to.nullable("x", &self.x);
        to.unknown(&self.unknown);
        to.end_object();
    }
}

impl wire::Decode for Nullable {
    fn decode(value: wire::Value<'_>, report: &mut wire::Report) -> Option<Self> {
        let object = value.object(report)?;
        let x = object.nullable("x", report);
        Some(Self {
            x: x?,
            unknown: object.unknown(&["x"]),
        })
    }
}

// ==== src/types/option.rs ====

use counterpart_wire as wire;

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Option2 {
    Some,
    None,
    Ok,
    Err,
    Unknown,
    String,
    /// Any value not listed in the OpenAPI document.
    Other(String),
}

impl wire::StringEnum for Option2 {
    const VALUES: &'static [&'static str] = &[
        "Some",
        "None",
        "Ok",
        "Err",
        "Unknown",
        "String",
    ];

    fn as_str(&self) -> &str {
        match self {
            Self::Some => "Some",
            Self::None => "None",
            Self::Ok => "Ok",
            Self::Err => "Err",
            Self::Unknown => "Unknown",
            Self::String => "String",
            Self::Other(text) => text,
        }
    }

    fn from_text(text: &str) -> Self {
        match text {
            "Some" => Self::Some,
            "None" => Self::None,
            "Ok" => Self::Ok,
            "Err" => Self::Err,
            "Unknown" => Self::Unknown,
            "String" => Self::String,
            _ => Self::Other(text.to_owned()),
        }
    }
}

wire::string_enum!(Option2);

impl wire::Validate for Option2 {
    fn validate(&self, checks: &mut wire::Checks) {
        checks.listed(self);
    }
}

// ==== src/types/string.rs ====

use counterpart_wire as wire;

#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct String2 {
    pub some: Option<String>,
    pub none: Option<String>,
    /// Properties not described by the OpenAPI document.
    pub unknown: wire::Unknown,
}

impl String2 {
    /// Creates an empty value.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    #[must_use]
    pub fn with_some(mut self, some: impl Into<String>) -> Self {
        self.some = Some(some.into());
        self
    }

    #[must_use]
    pub fn with_none(mut self, none: impl Into<String>) -> Self {
        self.none = Some(none.into());
        self
    }
}

impl wire::Encode for String2 {
    fn encode(&self, to: &mut wire::Writer) {
        to.begin_object();
        to.optional("some", &self.some);
        to.optional("none", &self.none);
        to.unknown(&self.unknown);
        to.end_object();
    }
}

impl wire::Decode for String2 {
    fn decode(value: wire::Value<'_>, report: &mut wire::Report) -> Option<Self> {
        let object = value.object(report)?;
        let some = object.optional("some", report);
        let none = object.optional("none", report);
        Some(Self {
            some: some?,
            none: none?,
            unknown: object.unknown(&["some", "none"]),
        })
    }
}

// ==== src/types/types.rs ====

use counterpart_wire as wire;

#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Types {
    pub mod_: Option<String>,
    /// Properties not described by the OpenAPI document.
    pub unknown: wire::Unknown,
}

impl Types {
    /// Creates an empty value.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    #[must_use]
    pub fn with_mod(mut self, mod_: impl Into<String>) -> Self {
        self.mod_ = Some(mod_.into());
        self
    }
}

impl wire::Encode for Types {
    fn encode(&self, to: &mut wire::Writer) {
        to.begin_object();
        to.optional("mod", &self.mod_);
        to.unknown(&self.unknown);
        to.end_object();
    }
}

impl wire::Decode for Types {
    fn decode(value: wire::Value<'_>, report: &mut wire::Report) -> Option<Self> {
        let object = value.object(report)?;
        let mod_ = object.optional("mod", report);
        Some(Self {
            mod_: mod_?,
            unknown: object.unknown(&["mod"]),
        })
    }
}

// ==== src/types/validate.rs ====

use counterpart_wire as wire;

#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Validate {
    /// At least 1 character.
    pub validate: Option<String>,
    /// Properties not described by the OpenAPI document.
    pub unknown: wire::Unknown,
}

impl Validate {
    /// Creates an empty value.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    #[must_use]
    pub fn with_validate(mut self, validate: impl Into<String>) -> Self {
        self.validate = Some(validate.into());
        self
    }
}

impl wire::Encode for Validate {
    fn encode(&self, to: &mut wire::Writer) {
        to.begin_object();
        to.optional("validate", &self.validate);
        to.unknown(&self.unknown);
        to.end_object();
    }
}

impl wire::Decode for Validate {
    fn decode(value: wire::Value<'_>, report: &mut wire::Report) -> Option<Self> {
        let object = value.object(report)?;
        let validate = object.optional("validate", report);
        Some(Self {
            validate: validate?,
            unknown: object.unknown(&["validate"]),
        })
    }
}

// ==== src/types/vec.rs ====

pub type Vec2 = Vec<super::Box2>;

// ==== src/types/wire.rs ====

use counterpart_wire as wire;

#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Wire {
    pub wire: Option<String>,
    /// Properties not described by the OpenAPI document.
    pub unknown: wire::Unknown,
}

impl Wire {
    /// Creates an empty value.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    #[must_use]
    pub fn with_wire(mut self, wire: impl Into<String>) -> Self {
        self.wire = Some(wire.into());
        self
    }
}

impl wire::Encode for Wire {
    fn encode(&self, to: &mut wire::Writer) {
        to.begin_object();
        to.optional("wire", &self.wire);
        to.unknown(&self.unknown);
        to.end_object();
    }
}

impl wire::Decode for Wire {
    fn decode(value: wire::Value<'_>, report: &mut wire::Report) -> Option<Self> {
        let object = value.object(report)?;
        let wire = object.optional("wire", report);
        Some(Self {
            wire: wire?,
            unknown: object.unknown(&["wire"]),
        })
    }
}
