//! Formats of texts that `wire` can hold a value to: each by its name in documents and in Rust.

use std::fmt;

/// A format that values are held to.
#[derive(PartialEq, Eq)]
pub struct TextFormat {
    /// Its name in documents.
    pub name: &'static str,
    /// Its name in `wire::Format`.
    pub rust: &'static str,
    /// Whether there is a type for it, which refuses what is wrong by itself.
    pub is_typed: bool,
}

impl TextFormat {
    /// All of them.
    pub const ALL: &'static [Self] = &[
        plain("uri", "Uri"),
        plain("uri-reference", "UriReference"),
        plain("uri-template", "UriTemplate"),
        plain("url", "Iri"),
        plain("iri", "Iri"),
        plain("iri-reference", "IriReference"),
        plain("email", "Email"),
        plain("idn-email", "IdnEmail"),
        plain("hostname", "Hostname"),
        plain("idn-hostname", "IdnHostname"),
        plain("ipv4", "Ipv4"),
        plain("ipv6", "Ipv6"),
        plain("ip", "Ip"),
        plain("cidr", "Cidr"),
        plain("duration", "Duration"),
        plain("date-time-local", "DateTimeLocal"),
        plain("time-local", "TimeLocal"),
        plain("http-date", "HttpDate"),
        plain("decimal", "Decimal"),
        plain("decimal128", "Decimal"),
        plain("json-pointer", "JsonPointer"),
        plain("relative-json-pointer", "RelativeJsonPointer"),
        plain("regex", "Regex"),
        plain("base64url", "Base64Url"),
        plain("char", "Char"),
        typed("date", "Date"),
        typed("date-time", "DateTime"),
        typed("time", "Time"),
        typed("uuid", "Uuid"),
        typed("byte", "Byte"),
    ];

    /// The format that a document calls so.
    pub fn of(name: &str) -> Option<&'static Self> {
        Self::ALL.iter().find(|format| format.name == name)
    }
}

impl fmt::Debug for TextFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

const fn plain(name: &'static str, rust: &'static str) -> TextFormat {
    TextFormat { name, rust, is_typed: false }
}

const fn typed(name: &'static str, rust: &'static str) -> TextFormat {
    TextFormat { name, rust, is_typed: true }
}
