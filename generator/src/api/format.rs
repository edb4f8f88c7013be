//! The table of formats: `type` and `format` of a schema in, the type of its values and the check for them out.
//!
//! This is the only list of formats in the generator. `lower` looks schemas up here, the emitters take the Rust types from
//! here, and the table of `docs/src/formats.md` is written from it.

use std::fmt;

use super::{FloatFormat, IntFormat, Kind, StringFormat};

/// A format of the table.
#[derive(PartialEq)]
pub struct Format {
    /// Its name in documents.
    pub name: &'static str,
    /// The `type` of the schema: `string`, `integer` or `number`.
    pub json: &'static str,
    /// The type of the values.
    pub kind: Kind,
    /// The check for strings: a variant of `wire::Format`. Rules use it for every type, other schemas only for plain strings.
    pub check: Option<&'static str>,
    /// The least and the greatest integer, if the type holds more.
    pub range: Option<(f64, f64)>,
    /// The standard that defines it, or what else a reader should know, in Markdown.
    pub note: &'static str,
}

impl Format {
    /// All formats, in the order of the documentation.
    pub const ALL: &'static [Self] = &[
        typed("date", StringFormat::Date, Some("Date"), "RFC 3339"),
        typed("date-time", StringFormat::DateTime, Some("DateTime"), "RFC 3339, with its offset"),
        typed("time", StringFormat::Time, Some("Time"), "RFC 3339; the offset is optional"),
        typed("uuid", StringFormat::Uuid, Some("Uuid"), "RFC 9562"),
        typed("byte", StringFormat::Base64, Some("Byte"), "RFC 4648, section 4"),
        typed(
            "binary",
            StringFormat::Binary,
            None,
            "a file as the field of a form; bytes as a whole body",
        ),
        typed("password", StringFormat::Secret, None, "`Debug` does not show the value"),
        text("uri", "Uri", "RFC 3986, with a scheme"),
        text("uri-reference", "UriReference", "RFC 3986"),
        text("uri-template", "UriTemplate", "RFC 6570"),
        text("iri", "Iri", "RFC 3987"),
        text("iri-reference", "IriReference", "RFC 3987"),
        text("url", "Iri", "as `iri`"),
        text("email", "Email", "RFC 5321, `Mailbox`"),
        text("idn-email", "IdnEmail", "RFC 6531"),
        text("hostname", "Hostname", "RFC 1123; Punycode is not decoded"),
        text("idn-hostname", "IdnHostname", "RFC 5890; any letter outside ASCII is accepted"),
        text("ipv4", "Ipv4", "RFC 2673, section 3.2"),
        text("ipv6", "Ipv6", "RFC 4291, without a zone"),
        text("ip", "Ip", "an `ipv4` or an `ipv6` address"),
        text("cidr", "Cidr", "RFC 4632"),
        text(
            "duration",
            "Duration",
            "RFC 3339, appendix A, without a sign; the last count may have a fraction",
        ),
        text("date-time-local", "DateTimeLocal", "RFC 3339 without an offset"),
        text("time-local", "TimeLocal", "RFC 3339 without an offset"),
        text("http-date", "HttpDate", "RFC 9110, `IMF-fixdate`"),
        text("decimal", "Decimal", "digits, a point and an exponent; all digits are kept"),
        text("decimal128", "Decimal", "as `decimal`; the number of digits is not limited"),
        text("json-pointer", "JsonPointer", "RFC 6901"),
        text(
            "relative-json-pointer",
            "RelativeJsonPointer",
            "draft-bhutton-relative-json-pointer-00",
        ),
        text("regex", "Regex", "ECMA-262, up to 4 KiB"),
        text("base64url", "Base64Url", "RFC 4648, section 5"),
        text("char", "Char", "one character"),
        typed("html", StringFormat::Plain, None, ""),
        typed("commonmark", StringFormat::Plain, None, ""),
        typed("media-range", StringFormat::Plain, None, ""),
        typed("sf-string", StringFormat::Plain, None, ""),
        narrow("int8", IntFormat::I32, (-128.0, 127.0), "−128 to 127"),
        narrow("uint8", IntFormat::U32, (0.0, 255.0), "0 to 255"),
        narrow("int16", IntFormat::I32, (-32_768.0, 32_767.0), "−32,768 to 32,767"),
        narrow("uint16", IntFormat::U32, (0.0, 65_535.0), "0 to 65,535"),
        integer("int32", IntFormat::I32, ""),
        integer("uint32", IntFormat::U32, ""),
        integer("int64", IntFormat::I64, "also the type of an integer without a format"),
        integer("uint64", IntFormat::U64, ""),
        integer("uint", IntFormat::U64, "as `uint64`"),
        integer("unixtime", IntFormat::I64, "seconds; any `i64` is accepted"),
        number("float", "64 bits, because 32 bits do not keep 0.03"),
        number("double", ""),
        number("decimal", "digits after the 15th are lost; reported as `W0907`"),
        number("decimal128", "as `decimal`; reported as `W0907`"),
    ];

    /// Finds the format of a schema.
    pub fn find(json: &str, name: &str) -> Option<&'static Self> {
        Self::ALL.iter().find(|format| format.json == json && format.name == name)
    }

    /// Whether no text of this format contains a comma.
    pub fn has_no_commas(&self) -> bool {
        let without = [
            "hostname",
            "ipv4",
            "ipv6",
            "ip",
            "cidr",
            "duration",
            "date-time-local",
            "time-local",
            "decimal",
            "decimal128",
            "base64url",
        ];
        without.contains(&self.name)
    }

    /// Whether a schema of this format is checked beyond what its Rust type ensures.
    pub fn is_checked(&self) -> bool {
        self.range.is_some()
            || (self.check.is_some() && self.kind == Kind::String(StringFormat::Plain))
    }
}

/// In the text of an `Api`, a format is its name.
impl fmt::Debug for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

impl IntFormat {
    /// The Rust type.
    pub fn rust(self) -> &'static str {
        match self {
            Self::I32 => "i32",
            Self::I64 => "i64",
            Self::U32 => "u32",
            Self::U64 => "u64",
        }
    }
}

impl FloatFormat {
    /// The Rust type.
    pub fn rust(self) -> &'static str {
        match self {
            Self::F64 => "f64",
        }
    }
}

impl StringFormat {
    /// The Rust type. The types of `counterpart-wire` are in the module `wire` of generated code.
    pub fn rust(self) -> &'static str {
        match self {
            Self::Plain | Self::Binary => "String",
            Self::Date => "wire::Date",
            Self::Time => "wire::Time",
            Self::DateTime => "wire::DateTime",
            Self::Uuid => "wire::Uuid",
            Self::Base64 => "wire::Base64",
            Self::Secret => "wire::Secret",
        }
    }

    /// The name in the text of an `Api`.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Plain => "string",
            Self::Date => "date",
            Self::Time => "time",
            Self::DateTime => "date-time",
            Self::Uuid => "uuid",
            Self::Base64 => "base64",
            Self::Binary => "binary",
            Self::Secret => "secret",
        }
    }
}

/// A string that is checked and stays as it was sent.
const fn text(name: &'static str, check: &'static str, note: &'static str) -> Format {
    typed(name, StringFormat::Plain, Some(check), note)
}

const fn typed(
    name: &'static str,
    format: StringFormat,
    check: Option<&'static str>,
    note: &'static str,
) -> Format {
    Format { name, json: "string", kind: Kind::String(format), check, range: None, note }
}

const fn integer(name: &'static str, format: IntFormat, note: &'static str) -> Format {
    Format { name, json: "integer", kind: Kind::Int(format), check: None, range: None, note }
}

/// An integer whose type holds more than the format allows.
const fn narrow(
    name: &'static str,
    format: IntFormat,
    range: (f64, f64),
    note: &'static str,
) -> Format {
    Format { name, json: "integer", kind: Kind::Int(format), check: None, range: Some(range), note }
}

const fn number(name: &'static str, note: &'static str) -> Format {
    let kind = Kind::Float(FloatFormat::F64);
    Format { name, json: "number", kind, check: None, range: None, note }
}
