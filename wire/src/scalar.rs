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

use std::str::FromStr;

use crate::data::{Decode, Encode, Report, Value, Writer};

/// Reads a scalar by its `FromStr`; `what` ends with an example of one.
fn parse<T: FromStr>(value: Value<'_>, report: &mut Report, what: &str) -> Option<T> {
    parse_as(value, report, what, |_| true)
}

/// Reads a scalar whose text has some form.
fn parse_as<T: FromStr>(
    value: Value<'_>,
    report: &mut Report,
    what: &str,
    has_form: fn(&[u8]) -> bool,
) -> Option<T> {
    let text = value.text();
    let parsed = text.filter(|text| has_form(text.as_bytes())).and_then(|text| text.parse().ok());
    parsed.or_else(|| {
        match text {
            Some(_) => report.at(value, "format", format!("expected {what}")),
            None => report.mismatch(value, what),
        }
        report.stand_in(|| what.rsplit(' ').next()?.parse().ok())
    })
}

impl Decode for uuid::Uuid {
    fn decode(value: Value<'_>, report: &mut Report) -> Option<Self> {
        parse(value, report, "a UUID, such as 5f0c3a52-8a3e-4f0e-9d3a-1f6f5f0c9b21")
    }
}

impl Encode for uuid::Uuid {
    fn encode(&self, to: &mut Writer) {
        to.string(self.hyphenated().encode_lower(&mut uuid::Uuid::encode_buffer()));
    }
}
