//! `format: time`: a time of day with an optional offset from UTC.

use std::fmt;
use std::str::FromStr;

use jiff::civil;
use jiff::tz::Offset;

use super::parse;
use super::time::{is_before_leap, is_time, looks_like, write_offset, write_time};
use crate::values::codec::{Decode, Encode, Report, Value, Writer};

/// A time of day with its offset from UTC (RFC 3339, `full-time`).
///
/// RFC 3339 requires the offset. It is optional here, since many servers send none.
///
/// # Examples
///
/// ```
/// use counterpart_wire::Time;
///
/// let at: Time = "11:50:13.5+02:00".parse().unwrap();
/// assert_eq!(at.time().hour(), 11);
/// assert_eq!(at.to_string(), "11:50:13.5+02:00");
/// assert_eq!("11:50:13".parse::<Time>().unwrap().to_string(), "11:50:13");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Time {
    local: civil::Time,
    offset: Option<Offset>,
    /// Whether it is the leap second that follows the time.
    is_leap: bool,
}

impl Time {
    /// Returns the local time. A leap second has the time of the second before it.
    pub fn time(&self) -> civil::Time {
        self.local
    }

    /// Sets the offset from UTC; the local time stays the same.
    #[must_use]
    pub fn with_offset(self, offset: Offset) -> Self {
        Self { offset: Some(offset), ..self }
    }

    /// Returns the offset from UTC, if there is one.
    pub fn offset(&self) -> Option<Offset> {
        self.offset
    }
}

impl From<civil::Time> for Time {
    fn from(time: civil::Time) -> Self {
        Self { local: time, offset: None, is_leap: false }
    }
}

/// The text is not an RFC 3339 time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParseTimeError;

impl fmt::Display for ParseTimeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not an RFC 3339 time")
    }
}

impl std::error::Error for ParseTimeError {}

impl FromStr for Time {
    type Err = ParseTimeError;

    fn from_str(text: &str) -> Result<Self, ParseTimeError> {
        let (time, offset) = match text.strip_suffix(['Z', 'z']) {
            Some(time) => (time, Some(Offset::UTC)),
            None => match text.len().checked_sub(6).and_then(|at| text.split_at_checked(at)) {
                Some((time, text)) if text.starts_with(['+', '-']) => (time, Some(offset(text)?)),
                _ => (text, None),
            },
        };
        if !is_time(time.as_bytes()) {
            return Err(ParseTimeError);
        }
        // The parser reads second 60 as 59.
        let is_leap = time.get(6..8) == Some("60");
        let time = time.parse().map_err(|_| ParseTimeError)?;
        if is_leap && !is_before_leap(time, offset.unwrap_or(Offset::UTC)) {
            return Err(ParseTimeError);
        }
        Ok(Self { local: time, offset, is_leap })
    }
}

/// Parses an offset such as `+02:00`.
fn offset(text: &str) -> Result<Offset, ParseTimeError> {
    if !looks_like(text.get(1..).unwrap_or_default().as_bytes(), "00:00") {
        return Err(ParseTimeError);
    }
    let part = |range| text.get(range).and_then(|text: &str| text.parse::<i32>().ok());
    let (Some(hours @ 0..24), Some(minutes @ 0..60)) = (part(1..3), part(4..6)) else {
        return Err(ParseTimeError);
    };
    let sign = if text.starts_with('-') { -1 } else { 1 };
    Offset::from_seconds(sign * (hours * 3600 + minutes * 60)).map_err(|_| ParseTimeError)
}

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_time(&self.local, self.is_leap, f)?;
        self.offset.map_or(Ok(()), |offset| write_offset(offset, f))
    }
}

impl fmt::Debug for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Decode for Time {
    fn decode(value: Value<'_>, report: &mut Report) -> Option<Self> {
        parse(value, report, "a time of day, such as 11:50:13Z")
    }
}

impl Encode for Time {
    fn encode(&self, to: &mut Writer) {
        to.string(&self.to_string());
    }
}
