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
/// The offset is preserved: a value is written as it was read. So is a leap second (`23:59:60Z`).
///
/// RFC 3339 requires the offset, and a server refuses a value without one. Some servers send none, so that a client reads
/// such a value as UTC; [`DateTime::is_offset_assumed`] tells so.
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
#[derive(Clone, Copy)]
pub struct DateTime {
    /// The local time at the offset. A `Timestamp` would not do: its range ends a day before the year 9999 does, and
    /// many servers send the last second of that year for "never".
    local: civil::DateTime,
    offset: Offset,
    /// Whether it is the leap second that follows the local time.
    is_leap: bool,
    /// Whether the text had no offset. Does not count when values are compared.
    is_assumed: bool,
}

impl DateTime {
    /// Returns the current time, in UTC.
    pub fn now() -> Self {
        Timestamp::now().into()
    }

    /// Returns whether the offset was missing in a response, and UTC was assumed. The value is written with `Z`.
    pub fn is_offset_assumed(&self) -> bool {
        self.is_assumed
    }

    /// Returns the instant. The last hours of the year 9999 are clamped to the greatest timestamp. A leap second has the
    /// instant of the second before it.
    pub fn timestamp(&self) -> Timestamp {
        let end = if self.local.year() > 0 { Timestamp::MAX } else { Timestamp::MIN };
        self.offset.to_timestamp(self.local).unwrap_or(end)
    }
}

impl From<Timestamp> for DateTime {
    fn from(timestamp: Timestamp) -> Self {
        let local = Offset::UTC.to_datetime(timestamp);
        Self { local, offset: Offset::UTC, is_leap: false, is_assumed: false }
    }
}

impl DateTime {
    fn key(&self) -> (Timestamp, bool, civil::DateTime, Offset) {
        (self.timestamp(), self.is_leap, self.local, self.offset)
    }
}

impl PartialEq for DateTime {
    fn eq(&self, other: &Self) -> bool {
        self.key() == other.key()
    }
}

impl Eq for DateTime {}

impl std::hash::Hash for DateTime {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.key().hash(state);
    }
}

impl PartialOrd for DateTime {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for DateTime {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.key().cmp(&other.key())
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
        let local = pieces.date().to_datetime(time);
        // The parser reads second 60 as 59.
        let is_leap = text.get(17..19) == Some("60");
        if is_leap && !is_before_leap(time, offset) {
            return Err(ParseDateTimeError);
        }
        Ok(Self { local, offset, is_leap, is_assumed: false })
    }
}

/// Returns whether a leap second can follow a local time: it is the last second of a day in UTC (RFC 3339, section 5.7).
pub(super) fn is_before_leap(time: civil::Time, offset: Offset) -> bool {
    let seconds = i32::from(time.hour()) * 3600 + i32::from(time.minute()) * 60;
    (seconds - offset.seconds()).rem_euclid(86_400) == 86_340
}

/// Writes a time, with second 60 if it is a leap second.
pub(super) fn write_time(
    time: &impl fmt::Display,
    is_leap: bool,
    f: &mut fmt::Formatter<'_>,
) -> fmt::Result {
    if !is_leap {
        return time.fmt(f);
    }
    let text = time.to_string();
    let (minutes, seconds) = text.rsplit_once(':').unwrap_or((&text, ""));
    write!(f, "{minutes}:60{}", seconds.get(2..).unwrap_or_default())
}

impl fmt::Display for DateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_time(&self.local, self.is_leap, f)?;
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
        if report.ignores_unknown()
            && let Some(text) = value.text().filter(|text| is_local(text.as_bytes()))
            && let Ok(at) = format!("{text}Z").parse::<Self>()
        {
            return Some(Self { is_assumed: true, ..at });
        }
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

/// Splits a text at the `T` between date and time.
fn parts(text: &[u8]) -> Option<(&[u8], &[u8])> {
    matches!(text.get(10)?, b'T' | b't' | b' ').then_some((text.get(..10)?, text.get(11..)?))
}

/// Returns whether a text is a date and time without an offset.
fn is_local(text: &[u8]) -> bool {
    parts(text).is_some_and(|(date, time)| is_date(date) && is_time(time))
}

fn is_date_time(text: &[u8]) -> bool {
    let Some((date, rest)) = parts(text) else { return false };
    let time = match rest.split_last() {
        Some((b'Z' | b'z', time)) => Some(time),
        _ => rest.len().checked_sub(6).map(|at| rest.split_at(at)).and_then(|(time, offset)| {
            (looks_like(offset, "+00:00") || looks_like(offset, "-00:00")).then_some(time)
        }),
    };
    is_date(date) && time.is_some_and(is_time)
}
