//! `format: date` and `date-time` (RFC 3339, section 5.6), based on `jiff`.

use std::fmt;
use std::str::FromStr;

use jiff::tz::Offset;
use jiff::{Timestamp, civil};

use super::{parse, parse_as};
use crate::values::codec::{Decode, Encode, Report, Value, Writer};

/// A calendar date.
pub type Date = civil::Date;

/// A date and time with its offset from UTC (RFC 3339).
///
/// The offset is preserved: a value is written as it was read.
///
/// # Examples
///
/// ```
/// use counterpart_wire::DateTime;
///
/// let at: DateTime = "2026-02-15T13:50:13.5+02:00".parse().unwrap();
/// assert_eq!(at.to_string(), "2026-02-15T13:50:13.5+02:00");
/// assert_eq!(at.timestamp().to_string(), "2026-02-15T11:50:13.5Z");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct DateTime {
    /// The local time at the offset. A `Timestamp` would not do: its range ends a day before the year 9999 does, and
    /// many servers send the last second of that year for "never".
    local: civil::DateTime,
    offset: Offset,
}

impl DateTime {
    /// Returns the current time, in UTC.
    pub fn now() -> Self {
        Timestamp::now().into()
    }

    /// Returns the instant. The last hours of the year 9999 are clamped to the greatest timestamp.
    pub fn timestamp(&self) -> Timestamp {
        let end = if self.local.year() > 0 { Timestamp::MAX } else { Timestamp::MIN };
        self.offset.to_timestamp(self.local).unwrap_or(end)
    }
}

impl From<Timestamp> for DateTime {
    fn from(timestamp: Timestamp) -> Self {
        Self { local: Offset::UTC.to_datetime(timestamp), offset: Offset::UTC }
    }
}

impl PartialOrd for DateTime {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for DateTime {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        let key = |at: &Self| (at.timestamp(), at.local, at.offset);
        key(self).cmp(&key(other))
    }
}

/// The text is not an RFC 3339 date and time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParseDateTimeError;

impl fmt::Display for ParseDateTimeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not an RFC 3339 date and time")
    }
}

impl std::error::Error for ParseDateTimeError {}

impl FromStr for DateTime {
    type Err = ParseDateTimeError;

    fn from_str(text: &str) -> Result<Self, ParseDateTimeError> {
        if !is_date_time(text.as_bytes()) {
            return Err(ParseDateTimeError);
        }
        let pieces = jiff::fmt::temporal::DateTimeParser::new()
            .parse_pieces(text)
            .map_err(|_| ParseDateTimeError)?;
        let offset = pieces.to_numeric_offset().ok_or(ParseDateTimeError)?;
        let time = pieces.time().ok_or(ParseDateTimeError)?;
        Ok(Self { local: pieces.date().to_datetime(time), offset })
    }
}

impl fmt::Display for DateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.local.fmt(f)?;
        write_offset(self.offset, f)
    }
}

/// Writes an offset from UTC as in RFC 3339.
pub(super) fn write_offset(offset: Offset, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let minutes = offset.seconds() / 60;
    if minutes == 0 {
        return f.write_str("Z");
    }
    let sign = if minutes < 0 { '-' } else { '+' };
    write!(f, "{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
}

impl fmt::Debug for DateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Decode for DateTime {
    fn decode(value: Value<'_>, report: &mut Report) -> Option<Self> {
        parse(value, report, "a date and time, such as 2026-02-15T11:50:13Z")
    }
}

impl Encode for DateTime {
    fn encode(&self, to: &mut Writer) {
        to.string(&self.to_string());
    }
}

impl Decode for Date {
    fn decode(value: Value<'_>, report: &mut Report) -> Option<Self> {
        // jiff accepts other forms too, and drops what they contain besides a date.
        parse_as(value, report, "a date, such as 2026-02-15", is_date)
    }
}

impl Encode for Date {
    fn encode(&self, to: &mut Writer) {
        to.string(&self.to_string());
    }
}

/// Returns whether `text` matches `picture`, in which `0` stands for any digit.
pub(crate) fn looks_like(text: &[u8], picture: &str) -> bool {
    text.len() == picture.len()
        && text.iter().zip(picture.bytes()).all(|(found, wanted)| match wanted {
            b'0' => found.is_ascii_digit(),
            _ => *found == wanted,
        })
}

pub(crate) fn is_date(text: &[u8]) -> bool {
    looks_like(text, "0000-00-00")
}

pub(crate) fn is_time(text: &[u8]) -> bool {
    match text.split_at_checked(8) {
        Some((time, [])) => looks_like(time, "00:00:00"),
        Some((time, [b'.', digits @ ..])) => {
            looks_like(time, "00:00:00")
                && !digits.is_empty()
                && digits.iter().all(u8::is_ascii_digit)
        }
        _ => false,
    }
}

fn is_date_time(text: &[u8]) -> bool {
    let (Some(date), Some(b'T' | b't' | b' ')) = (text.get(..10), text.get(10)) else {
        return false;
    };
    let rest = text.get(11..).unwrap_or_default();
    let time = match rest.split_last() {
        Some((b'Z' | b'z', time)) => Some(time),
        _ => rest.len().checked_sub(6).map(|at| rest.split_at(at)).and_then(|(time, offset)| {
            (looks_like(offset, "+00:00") || looks_like(offset, "-00:00")).then_some(time)
        }),
    };
    is_date(date) && time.is_some_and(is_time)
}
