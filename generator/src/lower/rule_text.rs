//! Writes rules: copies of schemas with only the keywords that constrain values, and with everything they refer to.

use std::collections::BTreeSet;

use serde_json::Map;

use super::rule::{ALWAYS, LIMITS, LONGEST, MAX_DEPTH};
use super::schema::implied;
use super::{Lower, node};
use crate::tree::pointer::{fragment, lookup};
use crate::tree::{Node, Object};

/// Keywords of one schema, of several, and of schemas by name.
const ONE: &[&str] = &[
    "items",
    "additionalProperties",
    "not",
    "if",
    "then",
    "else",
    "contains",
    "propertyNames",
    "unevaluatedItems",
    "unevaluatedProperties",
];
const MANY: &[&str] = &["allOf", "anyOf", "oneOf", "prefixItems"];
const NAMED: &[&str] = &["properties", "patternProperties", "dependentSchemas"];
/// Keywords whose schemas become types, where a schema without `type` has the type that its keywords imply.
const TYPED: &[&str] = &[
    "allOf",
    "anyOf",
    "oneOf",
    "properties",
    "patternProperties",
    "additionalProperties",
    "items",
    "prefixItems",
];
/// Keywords whose values are data.
const DATA: &[&str] = &["type", "enum", "const"];

/// The state of a copy.
#[derive(Default)]
pub(super) struct Copy<'d> {
    /// The places that are referred to, in order, and whether their implied types are written out; each becomes a
    /// definition.
    named: Vec<(String, bool)>,
    /// Whether the types that keywords imply are written out: in the branches of a union, which have these types.
    typed: bool,
    /// The names of read-only properties, which requests do not have.
    pub(super) response_only: BTreeSet<&'d str>,
}

impl<'d> Lower<'d, '_> {
    /// Copies the given keywords of a schema.
    pub(super) fn chosen(&self, node: &'d Node, left: &[&str], copy: &mut Copy<'d>) -> Object {
        match node {
            Node::Object(_) if left.contains(&"all") => self.copied(node, copy, true, 0),
            Node::Object(_) if left.contains(&"names") => {
                let more: Vec<&str> = left.iter().copied().filter(|key| *key != "names").collect();
                let mut chosen = self.chosen(node, &more, copy);
                chosen.insert("patternProperties".to_owned(), names(node, "patternProperties"));
                chosen.insert("additionalProperties".to_owned(), Node::Bool(false));
                chosen
            }
            Node::Object(_) if left.contains(&"closed") => {
                let more: Vec<&str> = left.iter().copied().filter(|key| *key != "closed").collect();
                let mut chosen = self.chosen(node, &more, copy);
                for key in ["properties", "patternProperties"] {
                    if node.get(key).is_some() && !chosen.contains_key(key) {
                        chosen.insert(key.to_owned(), names(node, key));
                    }
                }
                let key = "additionalProperties";
                if let Some(value) = node.get(key) {
                    chosen.insert(key.to_owned(), self.value(key, value, copy, true, 0));
                }
                chosen
            }
            Node::Object(keywords) => {
                let kept = keywords.iter().filter(|(key, _)| left.contains(&key.as_str()));
                kept.map(|(key, value)| {
                    copy.typed = matches!(key.as_str(), "oneOf" | "anyOf");
                    let value = self.value(key, value, copy, true, 0);
                    copy.typed = false;
                    (name(node, key), value)
                })
                .collect()
            }
            _ => Map::from_iter([("not".to_owned(), Node::Object(Map::new()))]),
        }
    }

    /// Copies the keywords of a schema that constrain values.
    fn copied(&self, node: &'d Node, copy: &mut Copy<'d>, in_place: bool, depth: usize) -> Object {
        let Node::Object(keywords) = node else { return Map::new() };
        let before = copy.response_only.clone();
        if !in_place {
            copy.response_only.clear();
        }
        copy.response_only.extend(self.response_only(node));
        let known = |key: &str| {
            [ALWAYS, LIMITS, ONE, MANY, NAMED, DATA].iter().any(|keys| keys.contains(&key))
        };
        let mut copied = Map::new();
        for (key, value) in keywords {
            if key == "$ref" {
                if let Some(pointer) = value.as_str().and_then(fragment) {
                    copied.insert(key.clone(), Node::from(definition(&pointer, copy)));
                }
            } else if known(key) && self.has_keyword(node, key) {
                let typed = copy.typed;
                copy.typed &= TYPED.contains(&key.as_str());
                copied.insert(name(node, key), self.value(key, value, copy, in_place, depth));
                copy.typed = typed;
            }
        }
        if copy.typed
            && !["type", "enum", "const", "$ref"].iter().any(|key| node.get(key).is_some())
            && let Some(implied) = implied(node)
        {
            copied.insert("type".to_owned(), implied.into());
        }
        copy.response_only = before;
        copied
    }

    /// Copies the value of a keyword.
    fn value(
        &self,
        key: &str,
        value: &'d Node,
        copy: &mut Copy<'d>,
        in_place: bool,
        depth: usize,
    ) -> Node {
        if depth > MAX_DEPTH {
            return Node::Bool(true);
        }
        let here = matches!(key, "allOf" | "anyOf" | "oneOf" | "not" | "if" | "then" | "else")
            || key == "dependentSchemas";
        let mut schema = |node: &'d Node| match node {
            Node::Bool(_) => node.clone(),
            _ => Node::Object(self.copied(node, copy, here && in_place, depth + 1)),
        };
        match value {
            Node::Array(nodes) if MANY.contains(&key) => nodes.iter().map(schema).collect(),
            Node::Object(nodes) if NAMED.contains(&key) => {
                nodes.iter().map(|(name, node)| (name.clone(), schema(node))).collect()
            }
            Node::Array(names) if key == "required" => names
                .iter()
                .filter(|name| name.as_str().is_some_and(|name| !copy.response_only.contains(name)))
                .cloned()
                .collect(),
            _ if ONE.contains(&key) => schema(value),
            _ => value.clone(),
        }
    }

    /// Adds the definitions that the rule refers to.
    pub(super) fn define(&self, rule: &mut Object, copy: &mut Copy<'d>) {
        let mut definitions = Map::new();
        let mut size = 0;
        while let Some((pointer, typed)) = copy.named.get(definitions.len()).cloned()
            && size <= LONGEST
        {
            copy.response_only.clear();
            copy.typed = typed;
            let target = lookup(self.root, &pointer);
            let schema = match target {
                Some(node @ Node::Object(_)) => Node::Object(self.copied(node, copy, false, 0)),
                Some(node @ Node::Bool(_)) => node.clone(),
                _ => Node::Bool(true),
            };
            size += schema.to_string().len();
            definitions.insert(definitions.len().to_string(), schema);
        }
        if !definitions.is_empty() {
            rule.insert("$defs".to_owned(), Node::Object(definitions));
        }
    }

    /// Returns the read-only properties of a schema, which only responses have.
    pub(super) fn response_only(&self, node: &'d Node) -> Vec<&'d str> {
        let properties = node::object(node, "properties").into_iter().flatten();
        let response_only = properties.filter(|(_, property)| {
            let (target, _) = self.follow(property);
            node::flag(property, "readOnly") || node::flag(target, "readOnly")
        });
        response_only.map(|(name, _)| name.as_str()).collect()
    }
}

/// Returns the name of a keyword in a rule. A discriminator chooses the branch, whatever else a value fits.
fn name(node: &Node, key: &str) -> String {
    let is_chosen = key == "oneOf" && node.get("discriminator").is_some();
    if is_chosen && node.get("anyOf").is_none() { "anyOf".to_owned() } else { key.to_owned() }
}

/// Returns the names of a keyword's schemas, each with a schema that allows everything.
fn names(node: &Node, key: &str) -> Node {
    let schemas = node::object(node, key).into_iter().flatten();
    Node::Object(schemas.map(|(name, _)| (name.clone(), Node::Bool(true))).collect())
}

/// Returns a reference to the definition for a place.
fn definition(pointer: &str, copy: &mut Copy<'_>) -> String {
    let own = (pointer.to_owned(), copy.typed);
    let known = copy.named.iter().position(|known| *known == own);
    let index = known.unwrap_or_else(|| {
        copy.named.push(own);
        copy.named.len() - 1
    });
    format!("#/$defs/{index}")
}
