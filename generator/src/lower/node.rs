//! Typed access to nodes of the document. A value of another type counts as absent; the stage `read` has reported
//! it.

use crate::api::Docs;
use crate::tree::{Node, Object};

pub(super) fn text<'n>(node: &'n Node, key: &str) -> Option<&'n str> {
    node.get(key)?.as_str()
}

pub(super) fn flag(node: &Node, key: &str) -> bool {
    node.get(key).and_then(Node::as_bool).unwrap_or(false)
}

pub(super) fn count(node: &Node, key: &str) -> Option<u64> {
    let number = node.get(key)?;
    number.as_u64().or_else(|| {
        let float = number.as_f64().filter(|float| float.fract() == 0.0 && *float >= 0.0)?;
        // Counts in documents are far below 2^53, so the cast is exact.
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        Some(float as u64)
    })
}

pub(super) fn number(node: &Node, key: &str) -> Option<f64> {
    node.get(key)?.as_f64()
}

pub(super) fn list<'n>(node: &'n Node, key: &str) -> impl Iterator<Item = &'n Node> {
    node.get(key).and_then(Node::as_array).into_iter().flatten()
}

pub(super) fn object<'n>(node: &'n Node, key: &str) -> Option<&'n Object> {
    node.get(key)?.as_object()
}

/// Returns the property that distinguishes the branches of a schema.
pub(super) fn discriminator(node: &Node) -> Option<&str> {
    text(node.get("discriminator")?, "propertyName")
}

/// Whether a schema describes properties by name.
pub(super) fn has_properties(node: &Node) -> bool {
    object(node, "properties").is_some_and(|properties| !properties.is_empty())
}

pub(super) fn texts<'n>(node: &'n Node, key: &str) -> impl Iterator<Item = &'n str> {
    list(node, key).filter_map(Node::as_str)
}

/// Returns the names in `type`: one, several or none.
pub(super) fn types(node: &Node) -> Vec<&str> {
    match node.get("type") {
        Some(Node::String(name)) => vec![name],
        Some(Node::Array(names)) => names.iter().filter_map(Node::as_str).collect(),
        _ => Vec::new(),
    }
}

/// Returns `summary` and `description`.
pub(super) fn docs(node: &Node) -> Docs {
    let text = |key| text(node, key).map(str::to_owned).filter(|text| !text.trim().is_empty());
    Docs { summary: text("summary"), description: text("description") }
}

/// Returns `title` and `description`.
pub(super) fn docs_of_schema(node: &Node) -> Docs {
    Docs { summary: text(node, "title").map(str::to_owned), ..docs(node) }
}

/// Returns the first example of a schema.
pub(super) fn example_of_schema(node: &Node) -> Option<Node> {
    list(node, "examples").next().or_else(|| node.get("example")).cloned()
}

/// Returns the first example of a media type, a parameter or a header.
pub(super) fn example(node: &Node) -> Option<Node> {
    let first = || object(node, "examples")?.values().next()?.get("value");
    node.get("example").or_else(first).cloned()
}
