//! Properties not described by the OpenAPI document: preserved, accessible, and sent again.

use serde_json::{Map, Value as Json};

/// Properties not described by the OpenAPI document. One word in size; allocates only if there are any.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Unknown(Option<Box<Map<String, Json>>>);

impl Unknown {
    /// Returns the property `name`.
    pub fn get(&self, name: &str) -> Option<&Json> {
        self.0.as_ref()?.get(name)
    }

    /// Sets the property `name`, which is sent with the described ones.
    pub fn insert(&mut self, name: impl Into<String>, value: impl Into<Json>) {
        self.0.get_or_insert_default().insert(name.into(), value.into());
    }

    /// Returns whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.as_ref().is_none_or(|fields| fields.is_empty())
    }

    /// Iterates over the properties in wire order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Json)> {
        self.0.iter().flat_map(|fields| fields.iter()).map(|(name, value)| (name.as_str(), value))
    }
}
