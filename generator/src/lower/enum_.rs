//! Translates `enum` and `const`: strings and integers become an enum. Other values keep their type, with a rule.
//!
//! ```yaml
//! type: string
//! enum: [fuzzy_search, strict_search]
//! ```

use std::collections::HashSet;

use super::schema::Slot;
use super::{Lower, node};
use crate::api::{Docs, Enum, EnumValue, Kind, Shape, Type};
use crate::tree::Node;
use crate::tree::pointer::At;

impl<'d> Lower<'d, '_> {
    /// Returns the type of a schema that lists its values.
    pub(super) fn listed(&mut self, node: &'d Node, at: &At<'_>, slot: &Slot) -> Type {
        let constant = node.get("const");
        let values = || node::list(node, "enum").chain(constant).filter(|value| !value.is_null());
        if values().next().is_none() {
            let has_null = node::list(node, "enum").chain(constant).next().is_some();
            return if has_null { Type::new(Kind::Null) } else { self.unlisted(node, at, slot) };
        }
        let listed = at.key("enum");
        for (index, value) in node::list(node, "enum").enumerate() {
            self.long_integer(Some(value), &listed.index(index));
        }
        self.long_integer(constant, &at.key("const"));
        let integers = values().all(|value| integer(value).is_some());
        if !integers && !values().all(Node::is_string) {
            return self.unlisted(node, at, slot);
        }
        let names: Vec<&str> = node::texts(node, "x-enum-varnames").collect();
        let meanings: Vec<&str> = node::texts(node, "x-enum-descriptions").collect();
        let mut found: Vec<EnumValue> = Vec::new();
        let mut seen = HashSet::new();
        let text = |value: &Node| match value {
            Node::String(text) => Some(text.clone()),
            number => integer(number).map(|number| number.to_string()),
        };
        for (index, text) in values().filter_map(text).enumerate() {
            if seen.insert(text.clone()) {
                let description = meanings.get(index).map(|text| (*text).to_owned());
                found.push(EnumValue {
                    text,
                    name: names.get(index).map(|name| (*name).to_owned()),
                    docs: Docs { summary: None, description },
                });
            }
        }
        let id = self.claim(slot, node, at);
        self.set_shape(id, Shape::Enum(Enum { integers, is_open: false, values: found }));
        Type::new(Kind::Named(id))
    }

    /// Returns the type of values that do not make an enum. A rule checks the values themselves.
    fn unlisted(&mut self, node: &'d Node, at: &At<'_>, slot: &Slot) -> Type {
        if !node::types(node).is_empty() {
            return self.typed(node, at, slot);
        }
        let values = node::list(node, "enum").chain(node.get("const"));
        let mut types: Vec<&'static str> = Vec::new();
        for name in values.filter_map(type_of) {
            if !types.contains(&name) {
                types.push(name);
            }
        }
        match types.as_slice() {
            [] => Type::any(),
            [only] => self.of_type(only, node, at, slot),
            several => self.of_types(several, node, at, slot),
        }
    }
}

/// Returns the integer that a value is, if it fits into 64 bits.
pub(super) fn integer(value: &Node) -> Option<i64> {
    value.as_i64().or_else(|| {
        let float = value.as_f64().filter(|_| value.is_f64())?;
        // Up to 2^53 a double represents every integer.
        #[allow(clippy::cast_possible_truncation)]
        (float.fract() == 0.0 && float.abs() < 9_007_199_254_740_992.0).then_some(float as i64)
    })
}

/// Returns the JSON type of a value that is not null.
pub(super) fn type_of(value: &Node) -> Option<&'static str> {
    match value {
        Node::Null => None,
        Node::Bool(_) => Some("boolean"),
        Node::Number(_) if integer(value).is_some() || value.is_u64() => Some("integer"),
        Node::Number(_) => Some("number"),
        Node::String(_) => Some("string"),
        Node::Array(_) => Some("array"),
        Node::Object(_) => Some("object"),
    }
}
