//! What a value may hold where it is written: percent escapes in a URL and a form cookie, nothing in a header.
//!
//! A separator of a style must not be mistaken for the same character in a value. Where the place can escape,
//! the value's is escaped; where it cannot, the value is refused rather than sent as another one.

use std::borrow::Cow;

use percent_encoding::{
    AsciiSet, NON_ALPHANUMERIC, percent_decode_str, percent_encode_byte, utf8_percent_encode,
};

use super::{Param, Style};
use crate::values::location::Location;

/// What stays as it is: the unreserved characters of RFC 3986.
const UNRESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// With `allowReserved`: also the reserved ones, save those that would end or split the query.
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

/// With `allowReserved` in a path, where a question mark would end it and a slash a segment.
const RESERVED_IN_PATH: &AsciiSet =
    &RESERVED.add(b'/').add(b'?').remove(b'&').remove(b'=').remove(b'+');

/// A value cannot be written where it should go; the text says why.
pub(crate) type Unfit = &'static str;

/// How a place keeps characters apart.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Escape {
    /// Percent escapes (RFC 3986, section 2.1).
    Percent,
    /// Percent escapes, but not of reserved characters.
    Reserved,
    /// Percent escapes, but not of what a segment of a path can hold.
    Segment,
    /// Percent escapes of all but letters and digits.
    Marks,
    /// Percent escapes of every byte.
    All,
    /// None: a header.
    Header,
    /// None: a part of a form.
    Part,
    /// None: a cookie of the style `cookie`.
    Cookie,
}

impl Escape {
    /// What the place of a parameter has.
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

    /// Writes a text in which no separator stands.
    pub(crate) fn part(self, text: &str, separators: &[&str]) -> Result<String, Unfit> {
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
                // Escapes of everything hide a dot or a comma, but not the space that separates as `%20`.
                let written = utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
                if splits(&written) { Err(SEPARATOR) } else { Ok(written) }
            }
            Self::Header | Self::Part | Self::Cookie => Err(SEPARATOR),
        }
    }
}

const SEPARATOR: Unfit = "a value holds the character that separates values";

fn bare(place: Escape, text: &str) -> Result<String, Unfit> {
    if text.trim_matches([' ', '\t']).len() < text.len() {
        return Err("a value begins or ends with a space, which would be lost");
    }
    if matches!(place, Escape::Cookie) && text.contains(';') {
        return Err("a cookie cannot hold a semicolon");
    }
    Ok(text.to_owned())
}

/// Escapes all but unreserved characters.
pub(crate) fn escape(text: &str) -> String {
    utf8_percent_encode(text, UNRESERVED).to_string()
}

/// Escapes what a cookie cannot hold (RFC 6265, section 4.1.1), and the percent sign, so that unescaping is safe.
/// A session key mostly goes out as it is: many servers do not unescape it.
#[cfg(feature = "client")]
pub(crate) fn escape_cookie(text: &str) -> String {
    let octet =
        |byte: u8| byte.is_ascii_graphic() && !matches!(byte, b'"' | b',' | b';' | b'\\' | b'%');
    if text.bytes().all(octet) { text.to_owned() } else { escape(text) }
}

/// Undoes percent escapes, and the plus sign of forms if `plus`. `None` when the bytes are no UTF-8.
pub(crate) fn unescape(text: &str, plus: bool) -> Option<String> {
    let text = if plus { Cow::Owned(text.replace('+', " ")) } else { Cow::Borrowed(text) };
    percent_decode_str(&text).decode_utf8().ok().map(Cow::into_owned)
}
