//! The fields of an object that its document does not name: kept, reachable, and sent on.

use serde_json::{Map, Value as Json};

/// What an object held beyond its documented fields. Empty for nearly every value, and then one word in size.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Unknown(Option<Box<Map<String, Json>>>);

impl Unknown {
    /// The field `name`.
    pub fn get(&self, name: &str) -> Option<&Json> {
        self.0.as_ref()?.get(name)
    }

    /// Sets the field `name`, which is then sent with the documented ones.
    pub fn insert(&mut self, name: impl Into<String>, value: impl Into<Json>) {
        self.0.get_or_insert_default().insert(name.into(), value.into());
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.as_ref().is_none_or(|fields| fields.is_empty())
    }

    /// Every field, in the order of the wire.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Json)> {
        self.0.iter().flat_map(|fields| fields.iter()).map(|(name, value)| (name.as_str(), value))
    }
}
