//! Schema normalization: references are resolved, `allOf` is merged, and the three notations for "or null" are unified.

use serde_json::{Map, Value};

use super::{Document, text};

/// A schema without a reference or `allOf` at the top level.
#[derive(Debug, Clone)]
pub struct Plain {
    /// The name of its component, if it has one.
    pub name: Option<String>,
    /// The keywords. `type` is never a list that contains `null`.
    pub node: Map<String, Value>,
    /// Whether null is allowed.
    pub nullable: bool,
}

impl Plain {
    /// Returns the `type`, or the type implied by other keywords; empty if any type is allowed.
    pub fn kind(&self) -> &str {
        match self.node.get("type") {
            Some(Value::String(kind)) => kind,
            _ if self.node.contains_key("properties")
                || self.node.contains_key("additionalProperties") =>
            {
                "object"
            }
            _ if self.node.contains_key("items") => "array",
            _ => "",
        }
    }

    /// Returns a keyword.
    pub fn get(&self, keyword: &str) -> Option<&Value> {
        self.node.get(keyword)
    }

    /// Returns the subschemas of `oneOf` or `anyOf`.
    pub fn variants(&self) -> &[Value] {
        let variants = self.get("oneOf").or_else(|| self.get("anyOf"));
        variants.and_then(Value::as_array).map_or(&[], Vec::as_slice)
    }
}

impl Document {
    /// Normalizes a schema.
    pub fn plain(&self, schema: &Value) -> Plain {
        self.plain_within(schema, 0)
    }

    fn plain_within(&self, schema: &Value, depth: usize) -> Plain {
        if depth > super::FOLLOW_AT_MOST {
            return Plain { name: None, node: Map::new(), nullable: false };
        }
        let Some(keywords) = schema.as_object() else {
            // In 3.1, `true` and `false` are schemas: any value and no value.
            return Plain { name: None, node: Map::new(), nullable: false };
        };
        let mut plain = match self.target(schema) {
            Some(target) => {
                let mut plain = self.plain_within(target, depth + 1);
                plain.name = text(schema, "$ref").rsplit('/').next().map(str::to_owned);
                plain
            }
            None => Plain { name: None, node: Map::new(), nullable: false },
        };
        for part in keywords.get("allOf").and_then(Value::as_array).into_iter().flatten() {
            let part = self.plain_within(part, depth + 1);
            plain.nullable |= part.nullable;
            // An `allOf` with a single item often exists only because 3.0 ignores keywords next to a reference.
            if keywords.get("allOf").and_then(Value::as_array).is_some_and(|parts| parts.len() == 1)
            {
                plain.name = plain.name.or(part.name);
            }
            merge(&mut plain.node, part.node);
        }
        let own =
            keywords.iter().filter(|(keyword, _)| !matches!(keyword.as_str(), "$ref" | "allOf"));
        merge(
            &mut plain.node,
            own.map(|(keyword, value)| (keyword.clone(), value.clone())).collect(),
        );
        self.bring_null_out(&mut plain, depth);
        plain
    }

    fn bring_null_out(&self, plain: &mut Plain, depth: usize) {
        if plain.node.remove("nullable") == Some(Value::Bool(true)) {
            plain.nullable = true;
        }
        if let Some(Value::Array(kinds)) = plain.node.get_mut("type") {
            let before = kinds.len();
            kinds.retain(|kind| kind != "null");
            plain.nullable |= kinds.len() < before;
            if let [only] = kinds.as_slice() {
                let only = only.clone();
                plain.node.insert("type".to_owned(), only);
            }
        }
        for keyword in ["oneOf", "anyOf"] {
            let Some(Value::Array(variants)) = plain.node.get_mut(keyword) else { continue };
            let before = variants.len();
            variants.retain(|variant| text(variant, "type") != "null");
            plain.nullable |= variants.len() < before;
            if let [only] = variants.as_slice() {
                let only = self.plain_within(&only.clone(), depth + 1);
                plain.node.remove(keyword);
                plain.nullable |= only.nullable;
                plain.name = plain.name.take().or(only.name);
                // Keywords outside of `allOf` describe this use and take precedence.
                let outside = std::mem::replace(&mut plain.node, only.node);
                merge(&mut plain.node, outside);
            }
        }
    }
}

/// Merges keywords: properties and required names are combined; otherwise the later value replaces the earlier one.
fn merge(into: &mut Map<String, Value>, from: Map<String, Value>) {
    for (keyword, value) in from {
        match (keyword.as_str(), into.get_mut(&keyword), value) {
            ("properties", Some(Value::Object(known)), Value::Object(more)) => known.extend(more),
            ("required", Some(Value::Array(known)), Value::Array(more)) => {
                for name in more {
                    if !known.contains(&name) {
                        known.push(name);
                    }
                }
            }
            (_, _, value) => {
                into.insert(keyword, value);
            }
        }
    }
}
