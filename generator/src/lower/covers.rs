//! Whether one schema says everything that another one says, so that the other one can be left out of a conjunction.
//! The answer is yes only where that is certain. Null is left out: it belongs to each use of a type.

use super::conjunction::values_of;
use super::schema::{implied, is_null};
use super::{Lower, node};
use crate::api::Format;
use crate::tree::Node;
use crate::tree::pointer::{At, fragment, lookup};

/// The nesting of properties and items that is compared.
const MAX_DEPTH: usize = 6;

/// Keywords of which a larger number says more, and those of which a smaller one does.
const LEAST: &[&str] =
    &["minLength", "minItems", "minProperties", "minimum", "exclusiveMinimum", "minContains"];
const MOST: &[&str] =
    &["maxLength", "maxItems", "maxProperties", "maximum", "exclusiveMaximum", "maxContains"];

/// Keywords that do not constrain values, beside extensions.
const SILENT: &[&str] = &[
    "title",
    "summary",
    "description",
    "default",
    "deprecated",
    "readOnly",
    "writeOnly",
    "discriminator",
    "externalDocs",
    "xml",
    "$comment",
    "$id",
    "$anchor",
    "$schema",
    "$defs",
    "definitions",
];

impl<'d> Lower<'d, '_> {
    /// Whether every value of `strong` that is not null is a value of `weak`.
    pub(super) fn covers(&self, strong: &'d Node, weak: &'d Node) -> bool {
        self.parts_cover(&self.parts_of(strong), weak, 0)
    }

    /// Returns the schemas that apply to the same value as `node`, itself included.
    fn parts_of(&self, node: &'d Node) -> Vec<&'d Node> {
        let mut parts = Vec::new();
        self.gather(node, &At::root(), &mut parts, 0);
        parts.into_iter().map(|part| part.node).collect()
    }

    fn parts_cover(&self, strong: &[&'d Node], weak: &'d Node, depth: usize) -> bool {
        if strong.iter().any(|part| std::ptr::eq(*part, weak)) || weak == &Node::Bool(true) {
            return true;
        }
        let Some(keywords) = weak.as_object().filter(|_| depth < MAX_DEPTH) else { return false };
        keywords.iter().all(|(key, value)| self.keyword_covered(strong, weak, key, value, depth))
    }

    fn keyword_covered(
        &self,
        strong: &[&'d Node],
        weak: &'d Node,
        key: &str,
        value: &'d Node,
        depth: usize,
    ) -> bool {
        let same = || strong.iter().any(|part| part.get(key) == Some(value));
        match key {
            _ if SILENT.contains(&key) || key.starts_with("x-") || key.starts_with("example") => {
                true
            }
            "$ref" => {
                let target = value.as_str().and_then(fragment);
                let target = target.and_then(|pointer| lookup(self.root, &pointer));
                target.is_some_and(|target| self.parts_cover(strong, target, depth + 1))
            }
            "allOf" => node::list(weak, key).all(|part| self.parts_cover(strong, part, depth + 1)),
            "oneOf" | "anyOf" => {
                let fits = |branch: &'d Node| {
                    !is_null(branch) && self.parts_cover(strong, branch, depth + 1)
                };
                same() || node::list(weak, key).any(fits)
            }
            "type" => strong.iter().any(|part| is_of(part, &node::types(weak))),
            "enum" | "const" => strong.iter().any(|part| is_among(part, weak)),
            "format" => {
                let typed = node::types(weak).into_iter().find(|name| *name != "null");
                same()
                    || Format::find(typed.unwrap_or("string"), value.as_str().unwrap_or_default())
                        .is_none()
            }
            "properties" => {
                node::object(weak, key).into_iter().flatten().all(|(name, property)| {
                    strong.iter().any(|part| {
                        let own = node::object(part, key).and_then(|found| found.get(name));
                        own.is_some_and(|own| {
                            self.parts_cover(&self.parts_of(own), property, depth + 1)
                        })
                    })
                })
            }
            "required" => node::texts(weak, key).all(|name| {
                strong.iter().any(|part| node::texts(part, key).any(|own| own == name))
            }),
            "items" => {
                let covers = |own| self.parts_cover(&self.parts_of(own), value, depth + 1);
                is_open(value) || strong.iter().filter_map(|part| part.get(key)).any(covers)
            }
            "additionalProperties" | "unevaluatedProperties" => is_open(value) || same(),
            "uniqueItems" => value == &Node::Bool(false) || same(),
            _ if LEAST.contains(&key) => strong
                .iter()
                .filter_map(|part| node::number(part, key))
                .any(|own| value.as_f64().is_some_and(|least| own >= least)),
            _ if MOST.contains(&key) => strong
                .iter()
                .filter_map(|part| node::number(part, key))
                .any(|own| value.as_f64().is_some_and(|most| own <= most)),
            _ => same(),
        }
    }
}

/// Whether a schema says nothing.
pub(super) fn is_open(node: &Node) -> bool {
    node == &Node::Bool(true) || node.as_object().is_some_and(serde_json::Map::is_empty)
}

/// Whether the values of a schema are all of these types. A number includes integers.
pub(super) fn is_of(node: &Node, types: &[&str]) -> bool {
    let known = |name: &str| {
        name == "null" || types.contains(&name) || (name == "integer" && types.contains(&"number"))
    };
    let own = node::types(node);
    let implied = implied(node).filter(|_| own.is_empty());
    let listed = |value: &Node| match value {
        Node::Null => true,
        Node::Bool(_) => known("boolean"),
        Node::Number(_) if value.is_f64() => known("number"),
        Node::Number(_) => known("integer"),
        Node::String(_) => known("string"),
        Node::Array(_) => known("array"),
        Node::Object(_) => known("object"),
    };
    let mut values = node::list(node, "enum").chain(node.get("const")).peekable();
    (!own.is_empty() && own.iter().copied().all(known))
        || implied.is_some_and(known)
        || (values.peek().is_some() && values.all(listed))
}

/// Whether a schema lists values, and each of them is among those of the other one.
fn is_among(node: &Node, other: &Node) -> bool {
    let (Some(own), Some(values)) = (values_of(node), values_of(other)) else { return false };
    own.into_iter().filter(|value| !value.is_null()).all(|value| values.contains(&value))
}
