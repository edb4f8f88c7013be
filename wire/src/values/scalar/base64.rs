//! `format: byte`: bytes as base64 text (RFC 4648, section 4).

use base64::Engine as _;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

use crate::values::codec::{Decode, Encode, Report, Value, Writer};

/// Padding is written but not required when reading: many clients leave it out.
const ENGINE: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// Bytes, encoded as base64 text.
///
/// # Examples
///
/// ```
/// use counterpart_wire::{Base64, from_json, to_json};
///
/// assert_eq!(to_json(&Base64(b"hello".to_vec())), br#""aGVsbG8=""#);
/// assert_eq!(from_json::<Base64>(br#""aGVsbG8=""#).unwrap().0, b"hello");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Base64(pub Vec<u8>);

impl Base64 {
    /// Returns whether `text` is base64.
    pub(crate) fn is_text(text: &str) -> bool {
        ENGINE.decode(text).is_ok()
    }
}

impl<T: Into<Vec<u8>>> From<T> for Base64 {
    fn from(bytes: T) -> Self {
        Self(bytes.into())
    }
}

impl Decode for Base64 {
    fn decode(value: Value<'_>, report: &mut Report) -> Option<Self> {
        let bytes = value.text().and_then(|text| ENGINE.decode(text.as_bytes()).ok());
        let bytes = bytes.or_else(|| {
            report.at(value, "format", "expected base64");
            report.scalar_placeholder(|| Some(Vec::new()))
        });
        bytes.map(Self)
    }
}

impl Encode for Base64 {
    fn encode(&self, to: &mut Writer) {
        to.string(&ENGINE.encode(&self.0));
    }
}
