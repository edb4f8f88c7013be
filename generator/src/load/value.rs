//! Builds the tree of a document from the events of either format (JSON or YAML) with serde.
//! Keys keep their order. A repeated key keeps its last value, and a tree deeper than [`MAX_DEPTH`] is an error.

use std::fmt;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

use serde::de::{DeserializeSeed, Error, MapAccess, SeqAccess, Visitor};

use crate::tree::{MAX_DEPTH, Node, Object};

/// Returns `true` when a tree has more than [`MAX_DEPTH`] levels.
pub(super) fn is_too_deep(tree: &Node) -> bool {
    fn exceeds(node: &Node, levels: usize) -> bool {
        let below = |node: &Node| exceeds(node, levels - 1);
        match node {
            Node::Array(items) => levels == 0 || items.iter().any(below),
            Node::Object(members) => levels == 0 || members.values().any(below),
            _ => false,
        }
    }
    exceeds(tree, MAX_DEPTH)
}

/// The problems found while the tree was built.
#[derive(Default, Debug)]
pub(super) struct Seen {
    /// An object has a duplicate key; the last value was kept, as most JSON parsers do.
    pub(super) duplicates: AtomicBool,
    /// The tree is deeper than [`MAX_DEPTH`].
    pub(super) too_deep: AtomicBool,
    /// An object has a key that is null; it was read as the text `null`.
    pub(super) null_keys: AtomicBool,
}

/// A key of an object.
struct Key {
    text: String,
    is_null: bool,
}

/// Reads a key: a text, or in YAML null, which stands for the text `null`.
struct KeySeed;

impl<'de> DeserializeSeed<'de> for KeySeed {
    type Value = Key;

    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<Key, D::Error> {
        deserializer.deserialize_option(self)
    }
}

impl<'de> Visitor<'de> for KeySeed {
    type Value = Key;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_none<E>(self) -> Result<Key, E> {
        Ok(Key { text: "null".to_owned(), is_null: true })
    }

    fn visit_unit<E>(self) -> Result<Key, E> {
        Ok(Key { text: "null".to_owned(), is_null: true })
    }

    fn visit_some<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<Key, D::Error> {
        serde::Deserialize::deserialize(deserializer)
            .map(|text: String| Key { text, is_null: false })
    }
}

/// Builds one value; the entry point for both formats.
#[derive(Clone, Copy)]
pub(super) struct Reader<'s> {
    depth: usize,
    seen: &'s Seen,
}

impl<'s> Reader<'s> {
    pub(super) fn new(seen: &'s Seen) -> Self {
        Self { depth: 0, seen }
    }

    fn deeper<E: Error>(self) -> Result<Self, E> {
        if self.depth == MAX_DEPTH {
            self.seen.too_deep.store(true, Relaxed);
            return Err(E::custom("nested too deeply"));
        }
        Ok(Self { depth: self.depth + 1, ..self })
    }
}

impl<'de> DeserializeSeed<'de> for Reader<'_> {
    type Value = Node;

    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Reader<'_> {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Node, E> {
        Ok(Node::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Node, E> {
        Ok(Node::from(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Node, E> {
        Ok(Node::from(value))
    }

    #[expect(clippy::cast_precision_loss, reason = "JSON has no integers of this size either")]
    fn visit_i128<E: Error>(self, value: i128) -> Result<Node, E> {
        self.visit_f64(value as f64)
    }

    #[expect(clippy::cast_precision_loss, reason = "JSON has no integers of this size either")]
    fn visit_u128<E: Error>(self, value: u128) -> Result<Node, E> {
        self.visit_f64(value as f64)
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Node, E> {
        let number = serde_json::Number::from_f64(value);
        number.map(Node::Number).ok_or_else(|| E::custom("a number that JSON cannot write"))
    }

    fn visit_str<E>(self, value: &str) -> Result<Node, E> {
        Ok(Node::String(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Node, E> {
        Ok(Node::String(value))
    }

    fn visit_none<E>(self) -> Result<Node, E> {
        Ok(Node::Null)
    }

    fn visit_unit<E>(self) -> Result<Node, E> {
        Ok(Node::Null)
    }

    fn visit_some<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Node, A::Error> {
        let inner = self.deeper()?;
        let mut items = Vec::new();
        while let Some(item) = access.next_element_seed(inner)? {
            items.push(item);
        }
        Ok(Node::Array(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Node, A::Error> {
        let inner = self.deeper()?;
        let mut object = Object::new();
        while let Some(Key { text: key, is_null }) = access.next_key_seed(KeySeed)? {
            if is_null {
                self.seen.null_keys.store(true, Relaxed);
            }
            let value = access.next_value_seed(inner)?;
            match object.entry(key) {
                serde_json::map::Entry::Vacant(entry) => {
                    entry.insert(value);
                }
                serde_json::map::Entry::Occupied(mut entry) => {
                    entry.insert(value);
                    self.seen.duplicates.store(true, Relaxed);
                }
            }
        }
        Ok(Node::Object(object))
    }
}
