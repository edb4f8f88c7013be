//! Scalars whose `format` gives them a type: dates, times, bytes, UUIDs, secrets.

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

use crate::values::codec::{Decode, Encode, Report, Value, Writer};

/// Parses a scalar with `FromStr`. `what` describes it and ends with an example, which is the placeholder.
fn parse<T: FromStr>(value: Value<'_>, report: &mut Report, what: &str) -> Option<T> {
    parse_as(value, report, what, |_| true)
}

/// Parses a scalar if `has_form` accepts its text.
fn parse_as<T: FromStr>(
    value: Value<'_>,
    report: &mut Report,
    what: &str,
    has_form: fn(&[u8]) -> bool,
) -> Option<T> {
    let text = value.text();
    let fits = text.as_deref().filter(|text| has_form(text.as_bytes()));
    let parsed = fits.and_then(|text| text.parse().ok());
    parsed.or_else(|| {
        match text {
            Some(_) => report.at(value, "format", format!("expected {what}")),
            None => report.mismatch(value, what),
        }
        report.scalar_placeholder(|| what.rsplit(' ').next()?.parse().ok())
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
