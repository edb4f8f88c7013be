//! A property that may be absent or null, where the two mean different things.

use super::{Decode, Encode, Kind, Report, Value, Writer};

/// Null alone, the only value of a schema of type `null`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Null;

impl Encode for Null {
    fn encode(&self, to: &mut Writer) {
        to.null();
    }
}

impl Decode for Null {
    fn decode(value: Value<'_>, report: &mut Report) -> Option<Self> {
        if !value.is(Kind::Null) {
            report.mismatch(value, "null");
            return report.scalar_placeholder(|| Some(Self));
        }
        Some(Self)
    }
}

/// Absent, null or a value.
///
/// A JSON merge patch (RFC 7396) leaves an absent property unchanged and clears one that is null, so the two must not
/// be confused.
///
/// # Examples
///
/// ```
/// use counterpart_wire::Nullable;
///
/// let note: Nullable<String> = "call back".into();
/// assert_eq!(note.value().map(String::as_str), Some("call back"));
/// assert!(Nullable::<String>::Null.value().is_none());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Nullable<T> {
    /// The property is absent.
    #[default]
    Absent,
    /// The property is null.
    Null,
    /// The property has a value.
    Value(T),
}

impl<T> Nullable<T> {
    /// Returns the value, unless absent or null.
    pub fn value(&self) -> Option<&T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }

    /// Consumes `self` and returns the value, unless absent or null.
    pub fn into_value(self) -> Option<T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }

    /// Returns whether the property is absent.
    pub fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    /// Returns `None` when absent, `Some(None)` when null. A parameter is sent unless it is absent.
    pub fn present(&self) -> Option<Option<&T>> {
        match self {
            Self::Absent => None,
            Self::Null => Some(None),
            Self::Value(value) => Some(Some(value)),
        }
    }
}

impl<T> From<T> for Nullable<T> {
    fn from(value: T) -> Self {
        Self::Value(value)
    }
}

impl From<&str> for Nullable<String> {
    fn from(value: &str) -> Self {
        Self::Value(value.to_owned())
    }
}

/// `None` becomes null. Use [`Nullable::Absent`] for a property to leave out.
impl<T> From<Option<T>> for Nullable<T> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Self::Value)
    }
}

/// Absent and null both become `None`.
impl<T> From<Nullable<T>> for Option<T> {
    fn from(value: Nullable<T>) -> Self {
        value.into_value()
    }
}

impl<T: Encode> Encode for Nullable<T> {
    fn encode(&self, to: &mut Writer) {
        match self {
            Self::Absent | Self::Null => to.null(),
            Self::Value(value) => value.encode(to),
        }
    }
}
