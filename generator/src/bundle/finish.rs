//! The last changes to a bundled tree, so that other programs read it as the generator does.

use serde_json::json;

use crate::resolve::Version;
use crate::resolve::dialect::{Kind, each_child_mut};
use crate::tree::{At, Node, Object};

/// The version that raised documents have.
const RAISED: &str = "3.1.2";

/// Finishes a document that keeps its version.
pub(super) fn unchanged(mut tree: Node) -> Node {
    let kind = if tree.get("swagger").is_some() { Kind::Swagger } else { Kind::OpenApi };
    // Many forget the quotes; a number is no version.
    if let Some(version) = tree.get_mut("swagger").filter(|version| !version.is_string()) {
        *version = json!("2.0");
    }
    resources(kind, &mut tree, &At::root());
    tree
}

/// Finishes a document that has the form of 3.1, whatever version it was.
pub(super) fn raised(mut tree: Node, version: Version) -> Node {
    if let Some(openapi) = tree.get_mut("openapi").filter(|_| version < Version::V3_1) {
        *openapi = json!(RAISED);
    }
    resources(Kind::OpenApi, &mut tree, &At::root());
    tree
}

/// Removes each `$id` around a reference. References are pointers from the root of the document now, and an `$id` would
/// make them pointers from its schema.
fn resources(kind: Kind, node: &mut Node, at: &At<'_>) {
    let Some(object) = node.as_object_mut() else { return };
    if kind == Kind::Schema && object.get("$id").is_some_and(is_address) && refers(object, at) {
        object.shift_remove("$id");
    }
    each_child_mut(kind, object, at, &mut resources);
}

fn is_address(id: &Node) -> bool {
    id.as_str().is_some_and(|id| !id.starts_with('#'))
}

/// Whether there is a reference in a schema.
fn refers(schema: &mut Object, at: &At<'_>) -> bool {
    let mut found = schema.contains_key("$ref");
    each_child_mut(Kind::Schema, schema, at, &mut |_, node, at| {
        found |= node.as_object_mut().is_some_and(|schema| refers(schema, at));
    });
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_around_a_reference_is_removed() {
        let tree = json!({"openapi": "3.1.0", "components": {"schemas": {
            "A": {"$id": "https://x.org/a", "properties": {"b": {"$ref": "#/components/schemas/B"}}},
            "B": {"$id": "https://x.org/b", "type": "string", "example": {"$ref": "#/c"}},
        }}});
        let tree = unchanged(tree);
        assert!(tree.pointer("/components/schemas/A/$id").is_none());
        assert!(tree.pointer("/components/schemas/B/$id").is_some());
    }

    #[test]
    fn the_version_is_the_one_that_is_written() {
        assert_eq!(unchanged(json!({"swagger": 2.0})), json!({"swagger": "2.0"}));
        let raise = |version: &str, of| raised(json!({"openapi": version}), of)["openapi"].clone();
        assert_eq!(raise("3.0.3", Version::V3_0), RAISED);
        assert_eq!(raise("3.1.0", Version::V3_1), "3.1.0");
    }
}
