//! Properties not described by the OpenAPI document: kept as text, read when asked for, and sent again.

use std::fmt;
use std::sync::OnceLock;

use serde_json::{Map, Value as Json};

use super::{Tape, Value, Writer};

/// Properties not described by the OpenAPI document. One word in size; allocates only if there are any.
///
/// The properties of a message are kept as JSON text without white space, so they take no more memory than they did in
/// the message. They are parsed together when one of them is first asked for. Until then they are sent again as they
/// were received, with every digit of a number. A name that occurs twice is kept once, with its last value.
///
/// # Examples
///
/// ```
/// use counterpart_wire::Unknown;
///
/// let mut unknown = Unknown::default();
/// unknown.insert("x-rank", 1);
/// assert_eq!(unknown.get("x-rank"), Some(&1.into()));
/// ```
#[derive(Clone, Default)]
pub struct Unknown(Option<Box<Fields>>);

#[derive(Clone, Default)]
struct Fields {
    /// The members of an object as they were received: `"a":1,"b":2`. Empty once they have been changed.
    text: Box<str>,
    read: OnceLock<Map<String, Json>>,
}

impl Fields {
    fn read(&self) -> &Map<String, Json> {
        self.read.get_or_init(|| {
            let json = format!("{{{}}}", self.text);
            match Tape::parse(json.as_bytes()).map(|tape| tape.root().to_json()) {
                Ok(Json::Object(fields)) => fields,
                // The text was parsed before.
                _ => Map::new(),
            }
        })
    }
}

impl Unknown {
    /// Keeps properties of an object. `fields` iterates over their keys and values, the same each time.
    pub(super) fn of<'t, I>(fields: impl Fn() -> I) -> Self
    where
        I: Iterator<Item = (Value<'t>, Value<'t>)>,
    {
        let count = fields().count();
        if count == 0 {
            return Self::default();
        }
        // Measured first, so that there is one allocation of the right size.
        let members = || fields().filter_map(|(key, _)| key.member());
        let (kept, length) =
            members().fold((0, 0), |(kept, length), member| (kept + 1, length + member.length + 1));
        // A parameter or a form is no JSON text.
        if kept < count || has_twins(fields().map(|(key, _)| key), count) {
            let mut unknown = Self::default();
            for (key, value) in fields() {
                unknown.insert(key.text().unwrap_or_default(), value.to_json());
            }
            return unknown;
        }
        let mut text = String::with_capacity(length - 1);
        for member in members() {
            if !text.is_empty() {
                text.push(',');
            }
            member.copy_to(&mut text);
        }
        let fields = Fields { text: text.into_boxed_str(), read: OnceLock::new() };
        Self(Some(Box::new(fields)))
    }

    fn read(&self) -> Option<&Map<String, Json>> {
        self.0.as_deref().map(Fields::read)
    }

    /// Returns the property `name`.
    pub fn get(&self, name: &str) -> Option<&Json> {
        self.read()?.get(name)
    }

    /// Sets the property `name`, which is sent with the described ones.
    pub fn insert(&mut self, name: impl Into<String>, value: impl Into<Json>) {
        let fields = self.0.get_or_insert_default();
        fields.read();
        let mut read = fields.read.take().unwrap_or_default();
        read.insert(name.into(), value.into());
        **fields = Fields { text: Box::default(), read: read.into() };
    }

    /// Returns whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_none()
    }

    /// Iterates over the properties in wire order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Json)> {
        self.read().into_iter().flatten().map(|(name, value)| (name.as_str(), value))
    }

    /// Writes the properties into an open object.
    pub(super) fn write(&self, to: &mut Writer) {
        match self.0.as_deref() {
            Some(fields) if !fields.text.is_empty() => to.members(&fields.text),
            _ => self.iter().for_each(|(name, value)| to.field(name, value)),
        }
    }
}

/// Returns whether two of these keys of an object are the same.
fn has_twins<'t>(keys: impl Iterator<Item = Value<'t>>, count: usize) -> bool {
    let mut places = Vec::with_capacity(count);
    let mut last = None;
    for key in keys {
        places.push(key.at);
        last = Some(key);
    }
    let Some(last) = last else { return false };
    let key = |at: &u32| Value { at: *at, ..last }.text();
    places.sort_unstable_by_key(key);
    places.windows(2).any(|pair| matches!(pair, [one, other] if key(one) == key(other)))
}

/// Compares the properties by value, in any order.
impl PartialEq for Unknown {
    fn eq(&self, other: &Self) -> bool {
        self.read() == other.read()
    }
}

impl fmt::Debug for Unknown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Unknown").field(&self.read()).finish()
    }
}
