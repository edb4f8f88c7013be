//! `format: password` and the values of credentials: text that is kept out of logs.

use std::fmt;

use crate::values::codec::{Decode, Encode, Report, Value, Writer};

/// A string whose `Debug` output hides its content.
///
/// # Examples
///
/// ```
/// use counterpart_wire::Secret;
///
/// let key = Secret::new("s3cr3t");
/// assert_eq!(format!("{key:?}"), "Secret(…)");
/// assert_eq!(key.expose(), "s3cr3t");
/// ```
#[derive(Clone, PartialEq, Eq, Hash, Default)]
pub struct Secret(String);

impl Secret {
    /// Creates a secret from `text`.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// Returns the text. Call it only where the secret is sent or compared.
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
