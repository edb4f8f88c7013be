//! String enums. Values added in a later version of an API do not break deployed clients.

/// A generated string enum. Values not listed in the OpenAPI document are preserved.
pub trait StringEnum: Sized {
    /// The listed values.
    const VALUES: &'static [&'static str];

    /// Returns the value as sent.
    fn as_str(&self) -> &str;

    /// Creates the enum value for `text`, listed or not.
    fn from_text(text: &str) -> Self;

    /// Returns whether the OpenAPI document lists this value.
    fn is_listed(&self) -> bool {
        Self::VALUES.contains(&self.as_str())
    }
}

/// Implements encoding, decoding and conversions for a [`StringEnum`].
#[macro_export]
macro_rules! string_enum {
    ($ty:ty) => {
        impl $crate::Encode for $ty {
            fn encode(&self, to: &mut $crate::Writer) {
                to.string($crate::StringEnum::as_str(self));
            }
        }

        impl $crate::Decode for $ty {
            fn decode(
                value: $crate::Value<'_>,
                report: &mut $crate::Report,
            ) -> ::std::option::Option<Self> {
                let text = <::std::string::String as $crate::Decode>::decode(value, report)?;
                ::std::option::Option::Some($crate::StringEnum::from_text(&text))
            }
        }

        impl ::std::fmt::Display for $ty {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str($crate::StringEnum::as_str(self))
            }
        }

        impl ::std::convert::From<&str> for $ty {
            fn from(text: &str) -> Self {
                $crate::StringEnum::from_text(text)
            }
        }
    };
}
