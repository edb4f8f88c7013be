//! Enums of integers: open on the wire, so that a value added later breaks no deployed client.

/// A generated enum of integers. Values that its document does not list are kept as they came.
pub trait IntEnum: Sized {
    /// The listed values.
    const VALUES: &'static [i64];

    /// The value on the wire.
    fn number(&self) -> i64;

    /// The value that `number` is; one that is not listed is kept.
    fn from_number(number: i64) -> Self;

    /// Whether the document lists this value.
    fn is_listed(&self) -> bool {
        Self::VALUES.contains(&self.number())
    }
}

/// Implements the codecs and conversions of an enum of integers by its [`IntEnum`].
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
