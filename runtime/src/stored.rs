//! Values of generated types as store records. They are stored as the JSON that is sent, including undocumented
//! properties.

use std::ops::{Deref, DerefMut};

use counterpart_wire::{Decode, Encode, from_json, to_json};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de, ser};
use serde_json::Value;

/// A generated value that can be stored.
#[derive(Debug, Clone, PartialEq)]
pub struct Stored<T>(pub T);

impl<T> Deref for Stored<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T> DerefMut for Stored<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.0
    }
}

impl<T: Encode> Serialize for Stored<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let value: Value = serde_json::from_slice(&to_json(&self.0)).map_err(ser::Error::custom)?;
        value.serialize(serializer)
    }
}

impl<'de, T: Decode> Deserialize<'de> for Stored<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Value::deserialize(deserializer)?;
        let text = serde_json::to_vec(&value).map_err(de::Error::custom)?;
        from_json(&text).map(Self).map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use arcee_api::types::ContextDocument;
    use serde_json::json;

    use super::Stored;

    #[test]
    fn stored_values_are_returned_completely() {
        let mut document = ContextDocument::new("returns", "Within 30 days.");
        document.unknown.insert("revision", 2);
        let kept = serde_json::to_value(Stored(document.clone())).unwrap();
        let expected = json!({"name": "returns", "document": "Within 30 days.", "revision": 2});
        assert_eq!(kept, expected);
        let read: Stored<ContextDocument> = serde_json::from_value(kept).unwrap();
        assert_eq!(read.0, document);
        let wrong = serde_json::from_value::<Stored<ContextDocument>>(json!({"name": 1}));
        assert!(wrong.unwrap_err().to_string().contains("/name"));
    }
}
