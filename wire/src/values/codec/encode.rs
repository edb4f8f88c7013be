//! Encoding typed values: JSON text for bodies, plain text for scalar parameters.

use super::{Map, Nullable, Unknown};

/// A type that can be encoded.
pub trait Encode {
    /// Writes the value to `to`.
    fn encode(&self, to: &mut Writer);
}

/// Encodes a value as JSON text.
pub fn to_json(value: &impl Encode) -> Vec<u8> {
    let mut writer = Writer::json();
    value.encode(&mut writer);
    writer.finish()
}

/// Encodes a scalar as plain text, as in a parameter or a header. Lists and objects are encoded as JSON text.
pub fn to_text(value: &impl Encode) -> String {
    let mut writer = Writer::text();
    value.encode(&mut writer);
    String::from_utf8_lossy(&writer.finish()).into_owned()
}

/// Output buffer that values are encoded into.
#[derive(Debug)]
pub struct Writer {
    out: Vec<u8>,
    /// Whether a top-level string is written without quotes.
    text: bool,
}

impl Writer {
    /// Creates a writer of JSON.
    pub fn json() -> Self {
        Self { out: Vec::with_capacity(128), text: false }
    }

    /// Creates a writer that writes scalars as plain text and anything else as JSON.
    pub fn text() -> Self {
        Self { out: Vec::new(), text: true }
    }

    /// Returns the encoded bytes.
    pub fn finish(self) -> Vec<u8> {
        self.out
    }

    /// Writes `null`. In plain text, null is empty.
    pub fn null(&mut self) {
        if !(self.text && self.out.is_empty()) {
            self.out.extend_from_slice(b"null");
        }
    }

    /// Writes a string.
    pub fn string(&mut self, value: &str) {
        if self.text && self.out.is_empty() {
            self.out.extend_from_slice(value.as_bytes());
        } else {
            self.serialize(value);
        }
    }

    /// Writes a scalar or JSON value, for which `serde_json` cannot fail.
    pub(crate) fn serialize(&mut self, value: &(impl serde::Serialize + ?Sized)) {
        let written = serde_json::to_writer(&mut self.out, value);
        debug_assert!(written.is_ok(), "a JSON value can always be written to memory");
    }

    fn float(&mut self, value: f64) {
        match float_text(value).filter(|_| self.text && self.out.is_empty()) {
            Some(text) => self.out.extend_from_slice(text.as_bytes()),
            None => self.serialize(&value),
        }
    }

    /// Opens an object. Close it with [`Writer::end_object`].
    pub fn begin_object(&mut self) {
        self.out.push(b'{');
    }

    /// Closes an object.
    pub fn end_object(&mut self) {
        self.out.push(b'}');
    }

    /// Opens a list. Close it with [`Writer::end_list`].
    pub fn begin_list(&mut self) {
        self.out.push(b'[');
    }

    /// Begins the next item of a list, which is written next.
    #[cfg(feature = "xml")]
    pub(crate) fn next_item(&mut self) {
        self.comma(b'[');
    }

    /// Writes JSON text that is known to be a number.
    #[cfg(feature = "xml")]
    pub(crate) fn number(&mut self, json: &str) {
        self.out.extend_from_slice(json.as_bytes());
    }

    /// Writes the next item of a list.
    pub fn item(&mut self, item: &impl Encode) {
        self.comma(b'[');
        item.encode(self);
    }

    /// Closes a list.
    pub fn end_list(&mut self) {
        self.out.push(b']');
    }

    /// Writes a property.
    pub fn field(&mut self, name: &str, value: &(impl Encode + ?Sized)) {
        self.key(name);
        value.encode(self);
    }

    /// Writes a property, or nothing when the value is `None`.
    pub fn optional(&mut self, name: &str, value: &Option<impl Encode>) {
        if let Some(value) = value {
            self.field(name, value);
        }
    }

    /// Writes a property: nothing when absent, `null` or the value.
    pub fn nullable(&mut self, name: &str, value: &Nullable<impl Encode>) {
        match value {
            Nullable::Absent => {}
            Nullable::Null => {
                self.key(name);
                self.null();
            }
            Nullable::Value(value) => self.field(name, value),
        }
    }

    /// Writes a branch of a union that does not declare the discriminator: an object, with the discriminator last.
    pub fn tagged(&mut self, name: &str, tag: &str, value: &impl Encode) {
        let start = self.out.len();
        value.encode(self);
        if self.out.get(start) == Some(&b'{') {
            // The object is opened again.
            self.out.pop();
            self.field(name, tag);
            self.end_object();
        }
    }

    /// Writes the properties not described by the OpenAPI document.
    pub fn unknown(&mut self, fields: &Unknown) {
        fields.write(self);
    }

    /// Writes members of an object, which are JSON text already.
    pub(super) fn members(&mut self, members: &str) {
        self.comma(b'{');
        self.out.extend_from_slice(members.as_bytes());
    }

    /// Writes the additional properties (`additionalProperties`).
    pub fn additional(&mut self, fields: &Map<impl Encode>) {
        for (name, value) in fields {
            self.field(name, value);
        }
    }

    /// Writes the name of a property, whose value is written next.
    pub(crate) fn key(&mut self, name: &str) {
        self.comma(b'{');
        self.serialize(name);
        self.out.push(b':');
    }

    fn comma(&mut self, opening: u8) {
        if self.out.last() != Some(&opening) {
            self.out.push(b',');
        }
    }
}

macro_rules! scalars {
    ($($ty:ty),*) => {$(
        impl Encode for $ty {
            fn encode(&self, to: &mut Writer) {
                to.serialize(self);
            }
        }
    )*};
}

scalars!(bool, i32, i64, u32, u64, i128);

impl Encode for f64 {
    fn encode(&self, to: &mut Writer) {
        to.float(*self);
    }
}

/// Returns a number as plain text. A whole number has no fraction (`32000`, not `32000.0`), since many servers read it
/// as an integer.
pub(crate) fn float_text(value: f64) -> Option<String> {
    (value.fract() == 0.0 && value.abs() < LONGEST).then(|| value.to_string())
}

/// From here on, numbers are written with an exponent.
const LONGEST: f64 = 1e16;

impl Encode for serde_json::Value {
    fn encode(&self, to: &mut Writer) {
        match self {
            Self::Null => to.null(),
            Self::String(text) => to.string(text),
            Self::Number(number) => match number.as_f64().filter(|_| number.is_f64()) {
                Some(value) => to.float(value),
                None => to.serialize(number),
            },
            _ => to.serialize(self),
        }
    }
}

impl Encode for str {
    fn encode(&self, to: &mut Writer) {
        to.string(self);
    }
}

impl Encode for String {
    fn encode(&self, to: &mut Writer) {
        to.string(self);
    }
}

impl<T: Encode> Encode for Option<T> {
    fn encode(&self, to: &mut Writer) {
        match self {
            Some(value) => value.encode(to),
            None => to.null(),
        }
    }
}

impl<T: Encode + ?Sized> Encode for Box<T> {
    fn encode(&self, to: &mut Writer) {
        (**self).encode(to);
    }
}

impl<T: Encode + ?Sized> Encode for &T {
    fn encode(&self, to: &mut Writer) {
        (**self).encode(to);
    }
}

impl<T: Encode> Encode for Vec<T> {
    fn encode(&self, to: &mut Writer) {
        to.begin_list();
        for item in self {
            to.item(item);
        }
        to.end_list();
    }
}

impl<T: Encode> Encode for Map<T> {
    fn encode(&self, to: &mut Writer) {
        to.begin_object();
        to.additional(self);
        to.end_object();
    }
}
