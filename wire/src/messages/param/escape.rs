//! Escaping of parameter values: percent-encoding in URLs and form cookies, nothing in headers.
//!
//! A separator of a style must not be confused with the same character in a value. Where escaping is possible, the
//! value is escaped; where it is not, the value is rejected, so that no other value arrives.

use std::borrow::Cow;

use percent_encoding::{
    AsciiSet, NON_ALPHANUMERIC, percent_decode_str, percent_encode_byte, utf8_percent_encode,
};

use super::{Param, Style};
use crate::values::location::Location;

/// The unreserved characters of RFC 3986, which are never escaped.
const UNRESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// With `allowReserved` in a query: all reserved characters except those that would end or split it.
const RESERVED: &AsciiSet = &UNRESERVED
    .remove(b':')
    .remove(b'/')
    .remove(b'?')
    .remove(b'@')
    .remove(b'!')
    .remove(b'$')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b',')
    .remove(b';');

/// With `allowReserved` in a path: all reserved characters except the question mark and the slash.
const RESERVED_IN_PATH: &AsciiSet =
    &RESERVED.add(b'/').add(b'?').remove(b'&').remove(b'=').remove(b'+');

/// Why a value cannot be written.
pub(crate) type WriteError = &'static str;

/// How special characters are escaped.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Escape {
    /// Percent-encoding (RFC 3986, section 2.1).
    Percent,
    /// Percent-encoding, except reserved characters.
    Reserved,
    /// Percent-encoding, except characters allowed in a path segment.
    Segment,
    /// Percent-encoding of everything but letters and digits.
    Marks,
    /// Percent-encoding of every byte.
    All,
    /// No escaping: headers.
    Header,
    /// No escaping: form parts.
    Part,
    /// No escaping: cookies with the style `cookie`.
    Cookie,
}

impl Escape {
    /// Returns the escaping for a parameter.
    pub(crate) fn of(param: &Param) -> Self {
        match param.location {
            Location::Query if param.reserved => Self::Reserved,
            Location::Path if param.reserved => Self::Segment,
            Location::Cookie if param.style == Style::Cookie => Self::Cookie,
            Location::Path | Location::Query | Location::QueryString | Location::Cookie => {
                Self::Percent
            }
            Location::Header => Self::Header,
            Location::Body => Self::Part,
        }
    }

    /// Writes a text that must not contain an unescaped separator.
    pub(crate) fn part(self, text: &str, separators: &[&str]) -> Result<String, WriteError> {
        let splits = |written: &str| separators.iter().any(|separator| written.contains(separator));
        let written = match self {
            Self::Percent => utf8_percent_encode(text, UNRESERVED).to_string(),
            Self::Reserved => utf8_percent_encode(text, RESERVED).to_string(),
            Self::Segment => utf8_percent_encode(text, RESERVED_IN_PATH).to_string(),
            Self::Marks => utf8_percent_encode(text, NON_ALPHANUMERIC).to_string(),
            Self::All => text.bytes().map(percent_encode_byte).collect(),
            Self::Header | Self::Cookie => bare(self, text)?,
            Self::Part => text.to_owned(),
        };
        match self {
            _ if !splits(&written) => Ok(written),
            Self::Percent | Self::Reserved | Self::Segment | Self::Marks | Self::All => {
                // Escaping every character hides a dot or comma, but not a space, since `%20` is the separator
                // itself.
                let written = utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
                if splits(&written) { Err(SEPARATOR) } else { Ok(written) }
            }
            Self::Header | Self::Part | Self::Cookie => Err(SEPARATOR),
        }
    }
}

const SEPARATOR: WriteError = "a value contains the separator of the style";

fn bare(place: Escape, text: &str) -> Result<String, WriteError> {
    if text.trim_matches([' ', '\t']).len() < text.len() {
        return Err("a value starts or ends with a space, which would be lost");
    }
    if matches!(place, Escape::Cookie) && text.contains(';') {
        return Err("a cookie cannot contain a semicolon");
    }
    Ok(text.to_owned())
}

/// Percent-encodes everything but unreserved characters.
pub(crate) fn escape(text: &str) -> String {
    utf8_percent_encode(text, UNRESERVED).to_string()
}

/// Escapes the characters that a cookie cannot contain (RFC 6265, section 4.1.1), and the percent sign. Other
/// characters stay, since many servers do not unescape a session key.
#[cfg(feature = "client")]
pub(crate) fn escape_cookie(text: &str) -> String {
    let octet =
        |byte: u8| byte.is_ascii_graphic() && !matches!(byte, b'"' | b',' | b';' | b'\\' | b'%');
    if text.bytes().all(octet) { text.to_owned() } else { escape(text) }
}

/// Decodes percent-encoding, and the plus sign of forms if `plus`. Returns `None` if the result is not UTF-8.
pub(crate) fn unescape(text: &str, plus: bool) -> Option<String> {
    let text = if plus { Cow::Owned(text.replace('+', " ")) } else { Cow::Borrowed(text) };
    percent_decode_str(&text).decode_utf8().ok().map(Cow::into_owned)
}
