//! Enums of strings: open on the wire, so that a value added later breaks no deployed client.

/// A generated enum of strings. Values that its document does not list are kept as they came.
pub trait StringEnum: Sized {
    /// The listed values.
    const VALUES: &'static [&'static str];

    /// The value on the wire.
    fn as_str(&self) -> &str;

    /// The value that `text` is; one that is not listed is kept.
    fn from_text(text: &str) -> Self;

    /// Whether the document lists this value.
    fn is_listed(&self) -> bool {
        Self::VALUES.contains(&self.as_str())
    }
}

/// Implements the codecs and conversions of an enum of strings by its [`StringEnum`].
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
