//! Integer enums. Values added in a later version of an API do not break deployed clients.

/// A generated integer enum. Values not listed in the OpenAPI document are preserved.
pub trait IntEnum: Sized {
    /// The listed values.
    const VALUES: &'static [i64];

    /// Returns the value as sent.
    fn number(&self) -> i64;

    /// Creates the enum value for `number`, listed or not.
    fn from_number(number: i64) -> Self;

    /// Returns whether the OpenAPI document lists this value.
    fn is_listed(&self) -> bool {
        Self::VALUES.contains(&self.number())
    }
}

/// Implements encoding, decoding and conversions for an [`IntEnum`].
#[macro_export]
macro_rules! int_enum {
    ($ty:ty) => {
        impl $crate::Encode for $ty {
            fn encode(&self, to: &mut $crate::Writer) {
                $crate::Encode::encode(&$crate::IntEnum::number(self), to);
            }
        }

        impl $crate::Decode for $ty {
            fn decode(
                value: $crate::Value<'_>,
                report: &mut $crate::Report,
            ) -> ::std::option::Option<Self> {
                let number = <i64 as $crate::Decode>::decode(value, report)?;
                ::std::option::Option::Some($crate::IntEnum::from_number(number))
            }
        }

        impl ::std::fmt::Display for $ty {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                ::std::fmt::Display::fmt(&$crate::IntEnum::number(self), f)
            }
        }

        impl ::std::convert::From<i64> for $ty {
            fn from(number: i64) -> Self {
                $crate::IntEnum::from_number(number)
            }
        }
    };
}
