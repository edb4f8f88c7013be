//! Scalars that a `format` makes more than text: dates, times, bytes, identifiers, secrets.

mod base64;
mod secret;
mod time;
mod time_of_day;

pub use base64::Base64;
pub use secret::Secret;
pub use time::{Date, DateTime};
pub(crate) use time::{is_date, is_time, looks_like};
pub use time_of_day::Time;

use crate::data::{Decode, Encode, Report, Value, Writer};

/// Reads a scalar by its `FromStr`.
fn parse<T: std::str::FromStr>(value: Value<'_>, report: &mut Report, what: &str) -> Option<T> {
    let Some(text) = value.text() else {
        report.mismatch(value, what);
        return None;
    };
    let parsed = text.parse().ok();
    if parsed.is_none() {
        report.at(value, "format", format!("expected {what}"));
    }
    parsed
}

impl Decode for uuid::Uuid {
    fn decode(value: Value<'_>, report: &mut Report) -> Option<Self> {
        parse(value, report, "a UUID")
    }
}

impl Encode for uuid::Uuid {
    fn encode(&self, to: &mut Writer) {
        to.string(self.hyphenated().encode_lower(&mut uuid::Uuid::encode_buffer()));
    }
}
