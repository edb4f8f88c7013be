//! Converts schemas to the form of 3.0, in place.

use serde_json::json;

use crate::resolve::dialect::{Kind, each_child_mut};
use crate::tree::{At, Node, Object};

/// Returns the schema of a file.
pub(super) fn file() -> Node {
    json!({ "type": "string", "format": "binary" })
}

/// Converts a schema and all schemas in it.
pub(super) fn upgrade(schema: &mut Node) {
    node(Kind::Schema, schema, &At::root());
}

fn node(kind: Kind, schema: &mut Node, at: &At<'_>) {
    let Some(object) = schema.as_object_mut() else { return };
    if kind == Kind::Schema {
        keywords(object);
    }
    each_child_mut(kind, object, at, &mut node);
}

/// Converts the keywords of one schema.
pub(super) fn keywords(schema: &mut Object) {
    if let Some(Node::String(property)) = schema.get("discriminator") {
        let discriminator = json!({ "propertyName": property });
        schema.insert("discriminator".to_owned(), discriminator);
    }
    for (old, new) in [("x-nullable", "nullable"), ("x-deprecated", "deprecated")] {
        if schema.get(old).is_some_and(Node::is_boolean) && !schema.contains_key(new) {
            let flag = schema.shift_remove(old).unwrap_or_default();
            schema.insert(new.to_owned(), flag);
        }
    }
    if let Some(example) = schema.get("x-example").cloned() {
        schema.entry("example").or_insert(example);
    }
    if schema.get("type").is_some_and(|name| name == "file") {
        schema.insert("type".to_owned(), json!("string"));
        schema.insert("format".to_owned(), json!("binary"));
    }
}
