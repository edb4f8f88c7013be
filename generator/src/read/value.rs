//! Checks the values in a schema, such as its default, against its own type.

use std::collections::HashSet;

use super::Reader;
use crate::diag::{codes, text};
use crate::tree::{At, Node, Object};

/// The type names of JSON Schema.
pub(super) const TYPES: [&str; 7] =
    ["string", "number", "integer", "boolean", "array", "object", "null"];

impl Reader<'_> {
    /// Checks `default`, `const` and `enum` against the types of their schema.
    pub(super) fn values(&mut self, schema: &Object, types: &[&str], at: &At<'_>) {
        for keyword in ["default", "const"] {
            if let Some(value) = schema.get(keyword) {
                let whole = at;
                let at = at.key(keyword);
                self.value(&format!("`{keyword}`"), value, types, &at);
                if !value.is_null() && !fits(value, types) {
                    match meant(value, types) {
                        Some(meant) => self.edits.replace(&at, meant),
                        None => {
                            self.edits.remove(&at);
                            if keyword == "const" {
                                // No value is valid.
                                self.edits.replace(&whole.key("enum"), Node::Array(Vec::new()));
                            }
                        }
                    }
                }
            }
        }
        let Some(values) = schema.get("enum").and_then(Node::as_array) else { return };
        let at = at.key("enum");
        let is_wrong = |value: &&Node| !value.is_null() && !fits(value, types);
        let wrong = values.iter().filter(is_wrong).count();
        let mut seen = HashSet::new();
        let mut is_reported = false;
        for (index, value) in values.iter().enumerate() {
            if value.is_null() || (is_wrong(&value) && !is_reported) {
                is_reported |= !value.is_null();
                let others = if wrong > 1 { format!(" (1 of {wrong})") } else { String::new() };
                let what = format!("value of `enum`{others}");
                self.value(&what, value, types, &at.index(index));
            }
            if !seen.insert(value) {
                let message = format!("duplicate value in `enum`: {}", text::value(value));
                self.diagnostics.report(&codes::DUPLICATE_VALUE, &at.index(index), message);
            }
        }
        if wrong > 0 {
            let keep = |value: &Node| {
                let fits = value.is_null() || fits(value, types);
                if fits { Some(value.clone()) } else { meant(value, types) }
            };
            let kept: Vec<Node> = values.iter().filter_map(keep).collect();
            self.edits.replace(&at, kept.into());
        }
    }

    fn value(&mut self, what: &str, value: &Node, types: &[&str], at: &At<'_>) {
        if fits(value, types) {
            return;
        }
        if value.is_null() {
            let message = format!("{what} is null, but the schema does not allow null");
            self.diagnostics.report(&codes::NULL_VALUE, at, message);
            return;
        }
        let expected = text::list(types.iter().copied(), "or");
        let message = format!("{what} must be of type {expected}, found {}", text::value(value));
        let found = self.diagnostics.report(&codes::VALUE_TYPE, at, message);
        match value {
            Node::String(_) if meant(value, types).is_some() => {
                found.help("remove the quotes, or change the type")
            }
            Node::Number(_) | Node::Bool(_) if meant(value, types).is_some() => {
                found.help("put the value in quotes, or change the type")
            }
            _ => found,
        };
    }
}

fn fits(value: &Node, types: &[&str]) -> bool {
    types.iter().any(|name| is_of_type(value, name))
}

/// Returns the value that is meant, if only quotes are missing or too many.
fn meant(value: &Node, types: &[&str]) -> Option<Node> {
    match value {
        Node::String(text) => {
            let read = serde_json::from_str::<Node>(text).ok();
            let read = read.or_else(|| serde_json::from_str(&text.to_ascii_lowercase()).ok());
            read.filter(|value| fits(value, types))
        }
        Node::Number(_) | Node::Bool(_) if types.contains(&"string") => {
            Some(Node::String(value.to_string()))
        }
        _ => None,
    }
}

/// Whether a value has the type with this name.
fn is_of_type(value: &Node, name: &str) -> bool {
    match name {
        "string" => value.is_string(),
        "number" => value.is_number(),
        // Since 2020-12, 1.0 is an integer.
        "integer" => value.as_f64().is_some_and(|number| number.fract() == 0.0),
        "boolean" => value.is_boolean(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        "null" => value.is_null(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn values_have_their_types() {
        let types = |value: Node| {
            TYPES.into_iter().filter(|name| is_of_type(&value, name)).collect::<Vec<_>>()
        };
        assert_eq!(types(json!("a")), ["string"]);
        assert_eq!(types(json!(1)), ["number", "integer"]);
        assert_eq!(types(json!(1.0)), ["number", "integer"]);
        assert_eq!(types(json!(1.5)), ["number"]);
        assert_eq!(types(json!(u64::MAX)), ["number", "integer"]);
        assert_eq!(types(json!(null)), ["null"]);
        assert_eq!(types(json!([])), ["array"]);
    }
}
