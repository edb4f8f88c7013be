//! `format: password` and the values of credentials: text that shows nowhere but on the wire.

use std::fmt;

use crate::data::{Decode, Encode, Report, Value, Writer};

/// A text that its `Debug` does not show.
#[derive(Clone, PartialEq, Eq, Hash, Default)]
pub struct Secret(String);

impl Secret {
    /// Keeps `text` secret.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text itself: for the one place that needs it.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl Decode for Secret {
    fn decode(value: Value<'_>, report: &mut Report) -> Option<Self> {
        String::decode(value, report).map(Self)
    }
}

impl Encode for Secret {
    fn encode(&self, to: &mut Writer) {
        to.string(&self.0);
    }
}
