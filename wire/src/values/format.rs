//! Formats of strings that have no Rust type of their own: the grammar of each, and an example.
//!
//! The string is kept as it is. A format not listed here is not checked. The source of each grammar is named at its
//! parser.

mod date;
mod host;
mod mail;
mod number;
mod pattern;
mod pointer;
mod template;
mod uri;

use crate::values::scalar::{Base64, DateTime, Time};

macro_rules! formats {
    ($($(#[doc = $docs:literal])+ $name:ident = $($text:literal)|+, $what:literal, $holds:expr;)*) => {
        /// A `format` of strings.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Format { $($(#[doc = $docs])+ $name,)* }

        impl Format {
            /// All formats.
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// Returns the format with this name in OpenAPI.
            pub fn of(name: &str) -> Option<Self> {
                match name {
                    $($($text)|+ => Some(Self::$name),)*
                    _ => None,
                }
            }

            /// Describes a string of the format, with an example.
            pub fn what(self) -> &'static str {
                match self { $(Self::$name => $what,)* }
            }

            /// Returns whether `text` has the format.
            pub fn holds(self, text: &str) -> bool {
                match self { $(Self::$name => ($holds)(text),)* }
            }
        }
    };
}

impl Format {
    /// Returns the steps of a budget for looking at `text`.
    pub(crate) fn steps(self, text: &str) -> usize {
        if self == Self::Regex { pattern::steps(text) } else { text.len() }
    }
}

formats! {
    /// A URI with a scheme (RFC 3986).
    Uri = "uri", "a URI, such as https://example.com/pets?limit=5", |text| uri::is_uri(text, false);
    /// A URI or a relative reference (RFC 3986, section 4.1).
    UriReference = "uri-reference", "a URI or a relative reference, such as /pets?limit=5", |text| uri::is_reference(text, false);
    /// An IRI: a URI with characters beyond ASCII (RFC 3987). `url` is one, as in the WHATWG URL Standard.
    Iri = "iri" | "url", "a URI, such as https://example.com/größe", |text| uri::is_uri(text, true);
    /// An IRI or a relative reference (RFC 3987, section 2.2).
    IriReference = "iri-reference", "a URI or a relative reference, such as /größe", |text| uri::is_reference(text, true);
    /// A URI template (RFC 6570).
    UriTemplate = "uri-template", "a URI template, such as /pets/{id}", template::is_template;
    /// An email address (RFC 5321, `Mailbox`).
    Email = "email", "an email address, such as joe@example.com", |text| mail::is_mailbox(text, false);
    /// An email address with characters beyond ASCII (RFC 6531).
    IdnEmail = "idn-email", "an email address, such as jürgen@example.com", |text| mail::is_mailbox(text, true);
    /// A host name (RFC 1123, section 2.1).
    Hostname = "hostname", "a host name, such as www.example.com", |text| host::is_name(text, false);
    /// A host name with characters beyond ASCII (RFC 5890). Whether a registry accepts the characters is not checked.
    IdnHostname = "idn-hostname", "a host name, such as größe.example.com", |text| host::is_name(text, true);
    /// An IPv4 address (RFC 2673, section 3.2).
    Ipv4 = "ipv4", "an IPv4 address, such as 192.0.2.1", |text: &str| text.parse::<std::net::Ipv4Addr>().is_ok();
    /// An IPv6 address (RFC 4291, section 2.2).
    Ipv6 = "ipv6", "an IPv6 address, such as 2001:db8::1", |text: &str| text.parse::<std::net::Ipv6Addr>().is_ok();
    /// An IPv4 or IPv6 address.
    Ip = "ip", "an IP address, such as 192.0.2.1 or 2001:db8::1", |text: &str| text.parse::<std::net::IpAddr>().is_ok();
    /// A range of IP addresses (RFC 4632, section 3.1).
    Cidr = "cidr", "a range of IP addresses, such as 192.0.2.0/24", host::is_cidr;
    /// A duration (RFC 3339, appendix A).
    Duration = "duration", "a duration, such as P3DT12H or PT30M", date::is_duration;
    /// A date and time as in RFC 3339, without an offset.
    DateTimeLocal = "date-time-local", "a date and time without an offset, such as 2026-02-15T11:50:13", date::is_local_date_time;
    /// A time of day as in RFC 3339, without an offset.
    TimeLocal = "time-local", "a time of day without an offset, such as 11:50:13", |text: &str| text.parse::<Time>().is_ok_and(|time| time.offset().is_none());
    /// An HTTP date (RFC 9110, section 5.6.7, `IMF-fixdate`).
    HttpDate = "http-date", "an HTTP date, such as Sun, 15 Feb 2026 11:50:13 GMT", date::is_http_date;
    /// A decimal number of any length.
    Decimal = "decimal" | "decimal128", "a decimal number, such as 12.50", number::is_decimal;
    /// A JSON pointer (RFC 6901).
    JsonPointer = "json-pointer", "a JSON pointer, such as /pets/0/name", pointer::is_pointer;
    /// A relative JSON pointer (draft-bhutton-relative-json-pointer-00).
    RelativeJsonPointer = "relative-json-pointer", "a relative JSON pointer, such as 1/name", pointer::is_relative;
    /// A regular expression (ECMA-262).
    Regex = "regex", "a regular expression, such as ^[a-z]+$", pattern::is_expression;
    /// Bytes in the URL-safe base64 alphabet (RFC 4648, section 5), padded or not.
    Base64Url = "base64url", "URL-safe base64, such as aGVsbG8", number::is_base64url;
    /// One character.
    Char = "char", "a single character, such as A", |text: &str| text.chars().nth(1).is_none() && !text.is_empty();
    /// A date. Has a Rust type, so that only rules check it.
    Date = "date", "a date, such as 2026-02-15", date::is_date;
    /// A date and time. Has a Rust type.
    DateTime = "date-time", "a date and time, such as 2026-02-15T11:50:13Z", |text: &str| text.parse::<DateTime>().is_ok();
    /// A time of day. Has a Rust type.
    Time = "time", "a time of day, such as 11:50:13Z", |text: &str| text.parse::<Time>().is_ok();
    /// A UUID. Has a Rust type.
    Uuid = "uuid", "a UUID, such as 5f0c3a52-8a3e-4f0e-9d3a-1f6f5f0c9b21", |text: &str| text.parse::<uuid::Uuid>().is_ok();
    /// Bytes as base64. Has a Rust type.
    Byte = "byte", "base64, such as aGVsbG8=", Base64::is_text;
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Asserts that the texts in `good` have a format and those in `bad` do not.
    #[track_caller]
    pub(super) fn check(format: Format, good: &[&str], bad: &[&str]) {
        for text in good {
            assert!(format.holds(text), "{format:?} refuses {text:?}");
        }
        for text in bad {
            assert!(!format.holds(text), "{format:?} takes {text:?}");
        }
    }

    #[test]
    fn each_example_is_of_its_format() {
        for format in Format::ALL {
            let what = format.what();
            let (_, examples) = what.split_once("such as ").expect("an example");
            // An HTTP date contains a comma; examples are separated by `or`.
            for example in examples.split(" or ") {
                assert!(format.holds(example), "{format:?}: {example}");
            }
        }
    }

    #[test]
    fn addresses() {
        check(
            Format::Ipv4,
            &["192.0.2.1", "0.0.0.0"],
            &["", "192.0.2", "192.0.2.256", "01.2.3.4", "1.2.3.4/8", "1.2.3.4 "],
        );
        check(
            Format::Ipv6,
            &["::", "2001:db8::1", "::ffff:192.0.2.1"],
            &["", "1.2.3.4", ":::1", "fe80::1%eth0", "12345::", "::1/64"],
        );
        check(Format::Ip, &["192.0.2.1", "::1"], &["", "example.com"]);
    }

    #[test]
    fn characters() {
        check(Format::Char, &["a", "é", "東"], &["", "ab"]);
    }
}
