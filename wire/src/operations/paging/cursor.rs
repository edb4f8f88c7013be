//! Conversions between page positions and the types of parameters and properties.

use uuid::Uuid;

use crate::values::codec::Nullable;

/// A number that may be absent.
pub trait Count: Sized {
    /// Returns the number.
    fn count(&self) -> Option<i64>;
    /// Creates a value from a number; `None` if out of range.
    fn from_count(count: i64) -> Option<Self>;
}

/// A position in a list as text, which may be absent.
pub trait Cursor: Sized {
    /// Returns the position.
    fn cursor(&self) -> Option<String>;
    /// Creates a value from a position; `None` if it does not parse.
    fn from_cursor(cursor: &str) -> Option<Self>;
}

macro_rules! numbers {
    ($($number:ty),*) => {$(
        impl Count for $number {
            fn count(&self) -> Option<i64> {
                i64::try_from(*self).ok()
            }
            fn from_count(count: i64) -> Option<Self> {
                Self::try_from(count).ok()
            }
        }
        impl Cursor for $number {
            fn cursor(&self) -> Option<String> {
                Some(self.to_string())
            }
            fn from_cursor(cursor: &str) -> Option<Self> {
                cursor.parse().ok()
            }
        }
    )*};
}

numbers!(i32, i64, u32, u64);

impl Cursor for String {
    fn cursor(&self) -> Option<String> {
        Some(self.clone())
    }

    fn from_cursor(cursor: &str) -> Option<Self> {
        Some(cursor.to_owned())
    }
}

impl Cursor for Uuid {
    fn cursor(&self) -> Option<String> {
        Some(self.to_string())
    }

    fn from_cursor(cursor: &str) -> Option<Self> {
        cursor.parse().ok()
    }
}

impl<T: Count> Count for Option<T> {
    fn count(&self) -> Option<i64> {
        self.as_ref()?.count()
    }

    fn from_count(count: i64) -> Option<Self> {
        T::from_count(count).map(Some)
    }
}

impl<T: Cursor> Cursor for Option<T> {
    fn cursor(&self) -> Option<String> {
        self.as_ref()?.cursor()
    }

    fn from_cursor(cursor: &str) -> Option<Self> {
        T::from_cursor(cursor).map(Some)
    }
}

impl<T: Count> Count for Nullable<T> {
    fn count(&self) -> Option<i64> {
        self.value()?.count()
    }

    fn from_count(count: i64) -> Option<Self> {
        T::from_count(count).map(Self::Value)
    }
}

impl<T: Cursor> Cursor for Nullable<T> {
    fn cursor(&self) -> Option<String> {
        self.value()?.cursor()
    }

    fn from_cursor(cursor: &str) -> Option<Self> {
        T::from_cursor(cursor).map(Self::Value)
    }
}
