//! A field that can be left out and can be null, where the two mean different things.

use super::{Encode, Writer};

/// Absent, null or a value.
///
/// A `PATCH` leaves an absent field as it is and clears one that is null, so neither may turn into the other.
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
    /// The field is not there.
    #[default]
    Absent,
    /// The field is there and null.
    Null,
    /// The field is there with a value.
    Value(T),
}

impl<T> Nullable<T> {
    /// The value, if there is one.
    pub fn value(&self) -> Option<&T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }

    /// The value itself, if there is one.
    pub fn into_value(self) -> Option<T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }

    /// Whether the field was left out.
    pub fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    /// Whether the field is there, null or not: what a parameter needs to know.
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

/// `None` becomes null; a field that is to be left out is [`Nullable::Absent`].
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
