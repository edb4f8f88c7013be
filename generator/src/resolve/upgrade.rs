//! Upgrades schemas of OpenAPI 3.0 to the form of 3.1, in place:
//!
//! | 3.0 | 3.1 |
//! |---|---|
//! | `type: string`, `nullable: true` | `type: [string, 'null']`; an `enum` gets null too |
//! | `allOf: [..]`, `nullable: true` | `anyOf: [{allOf: [..]}, {type: 'null'}]` |
//! | `minimum: 1`, `exclusiveMinimum: true` | `exclusiveMinimum: 1` |
//! | `example: a` | `examples: [a]` |
//! | `items: [..]` | `prefixItems: [..]` |
//!
//! Authors use the older forms in newer documents too. There the meaning is clear, and a warning is reported.

use std::collections::BTreeSet;

use serde_json::json;

use super::Version;
use super::dialect::{Kind, each_child_mut};
use crate::diag::{Diagnostics, Moves, codes};
use crate::tree::pointer::{fragment, push, segments};
use crate::tree::{At, Node, Object};

/// Upgrades all schemas. Returns the places, as pointers into the source, of the schemas whose keywords were moved
/// into `anyOf/0`.
pub(super) fn upgrade(
    tree: &mut Node,
    version: Version,
    diagnostics: &mut Diagnostics,
) -> BTreeSet<String> {
    let (wrapped, moves) = (BTreeSet::new(), Moves::default());
    let mut upgrade = Upgrade { wrapped, moves, version, diagnostics };
    upgrade.node(Kind::OpenApi, tree, &At::root());
    let Upgrade { wrapped, moves, .. } = upgrade;
    diagnostics.trace_mut().moved(moves);
    if !wrapped.is_empty() {
        redirect_node(Kind::OpenApi, tree, &At::root(), &wrapped);
    }
    wrapped
}

struct Upgrade<'r> {
    wrapped: BTreeSet<String>,
    /// Where the examples of schemas come from.
    moves: Moves,
    version: Version,
    diagnostics: &'r mut Diagnostics,
}

impl Upgrade<'_> {
    fn node(&mut self, kind: Kind, node: &mut Node, at: &At<'_>) {
        let Some(object) = node.as_object_mut() else { return };
        if kind == Kind::Schema {
            self.tuple(object, at);
        }
        // Children first, while their places are still those of the source.
        each_child_mut(kind, object, at, &mut |kind, node, at| self.node(kind, node, at));
        if kind == Kind::Schema {
            self.bound(object, "minimum", "exclusiveMinimum", at);
            self.bound(object, "maximum", "exclusiveMaximum", at);
            if let Some(example) = object.shift_remove("example")
                && !object.contains_key("examples")
            {
                object.insert("examples".to_owned(), Node::Array(vec![example]));
                let (new, old) = (at.key("examples"), at.key("example"));
                self.moves.note(new.index(0).pointer(), old.pointer());
            }
            self.nullable(object, at);
            // Up to 3.0 nothing beside a reference counts. Later a type there restricts the target.
            if self.version <= Version::V3_0 && object.contains_key("$ref") {
                object.shift_remove("type");
            }
        }
    }

    fn nullable(&mut self, object: &mut Object, at: &At<'_>) {
        let Some(Node::Bool(flag)) = object.get("nullable") else { return };
        let flag = *flag;
        let help = match object.get("type") {
            Some(Node::String(name)) => format!("write `type: [{name}, 'null']`"),
            _ => "add `'null'` to `type`, or a branch `{type: 'null'}` to `anyOf`".to_owned(),
        };
        self.older("nullable", "was removed in OpenAPI 3.1, and is read as in 3.0", &help, at);
        object.shift_remove("nullable");
        if flag && allow_null(object) {
            self.wrapped.insert(at.pointer());
        }
    }

    /// Merges a limit and the flag that makes it exclusive into one keyword.
    fn bound(&mut self, object: &mut Object, limit: &str, exclusive: &str, at: &At<'_>) {
        let Some(Node::Bool(flag)) = object.get(exclusive) else { return };
        let flag = *flag;
        let help = format!("write the limit itself, such as `{exclusive}: 0`");
        self.older(
            exclusive,
            "is a number since OpenAPI 3.1; a boolean is read as in 3.0",
            &help,
            at,
        );
        match (flag, object.get(limit).cloned()) {
            (true, Some(value)) => {
                object.shift_remove(limit);
                object.insert(exclusive.to_owned(), value);
            }
            _ => {
                object.shift_remove(exclusive);
            }
        }
    }

    /// Renames `items` with a list of schemas, which describes the first items one by one (before 2020-12).
    fn tuple(&mut self, object: &mut Object, at: &At<'_>) {
        if !object.get("items").is_some_and(Node::is_array) || object.contains_key("prefixItems") {
            return;
        }
        let help = "write `prefixItems`";
        let message = "`items` is an array of schemas, and is read as `prefixItems`";
        self.diagnostics
            .report(&codes::OTHER_VERSION, &at.key("items"), message)
            .on_key()
            .help(help);
        let renamed = std::mem::take(object).into_iter().map(|(key, value)| match key.as_str() {
            "items" => ("prefixItems".to_owned(), value),
            "additionalItems" => ("items".to_owned(), value),
            _ => (key, value),
        });
        *object = renamed.collect();
    }

    /// Reports a keyword in its older form in a newer document.
    fn older(&mut self, keyword: &str, what: &str, help: &str, at: &At<'_>) {
        if self.version > Version::V3_0 {
            let message = format!("`{keyword}` {what}");
            self.diagnostics
                .report(&codes::OTHER_VERSION, &at.key(keyword), message)
                .on_key()
                .help(help);
        }
    }
}

/// Makes a schema accept null. Returns whether it was wrapped for that.
fn allow_null(object: &mut Object) -> bool {
    if let Some(Node::Array(values)) = object.get_mut("enum")
        && !values.contains(&Node::Null)
    {
        values.push(Node::Null);
    }
    let has = |keyword| object.contains_key(keyword);
    let implied = ["properties", "additionalProperties", "required"];
    let implied = if implied.into_iter().any(has) { Some("object") } else { None };
    let implied = implied.or(if has("items") { Some("array") } else { None });
    let is_composed = ["$ref", "allOf", "oneOf"].into_iter().any(has);
    match object.get_mut("type") {
        Some(Node::Array(types)) => push_new(types, json!("null")),
        Some(name) => {
            if name.is_string() && name != "null" {
                *name = json!([name.take(), "null"]);
            }
        }
        None if is_composed => {
            wrap(object);
            return true;
        }
        None => {
            if let Some(Node::Array(branches)) = object.get_mut("anyOf") {
                push_new(branches, json!({"type": "null"}));
            } else if let Some(implied) = implied {
                // A schema without a type accepts null already, unless its keywords imply a type.
                object.insert("type".to_owned(), json!([implied, "null"]));
            }
        }
    }
    false
}

fn push_new(list: &mut Vec<Node>, value: Node) {
    if !list.contains(&value) {
        list.push(value);
    }
}

/// Moves the constraints of a schema into the first branch of an `anyOf`; annotations stay.
fn wrap(object: &mut Object) {
    let mut inner = Object::new();
    let mut outer = Object::new();
    for (key, value) in std::mem::take(object) {
        if is_annotation(&key) {
            outer.insert(key, value);
        } else {
            inner.insert(key, value);
        }
    }
    outer.insert("anyOf".to_owned(), json!([inner, {"type": "null"}]));
    *object = outer;
}

fn is_annotation(key: &str) -> bool {
    let annotations = [
        "title",
        "description",
        "default",
        "deprecated",
        "readOnly",
        "writeOnly",
        "examples",
        "externalDocs",
        "xml",
    ];
    annotations.contains(&key) || key.starts_with("x-")
}

/// Redirects references into wrapped schemas.
fn redirect_node(kind: Kind, node: &mut Node, at: &At<'_>, wrapped: &BTreeSet<String>) {
    let Some(object) = node.as_object_mut() else { return };
    each_child_mut(kind, object, at, &mut |kind, node, at| redirect_node(kind, node, at, wrapped));
    if kind.reference(object).is_some() {
        object.get_mut("$ref").into_iter().for_each(|reference| redirect(reference, wrapped));
    }
    if kind == Kind::Discriminator {
        let mapping = object.get_mut("mapping").and_then(Node::as_object_mut);
        for target in mapping.into_iter().flat_map(|mapping| mapping.values_mut()) {
            redirect(target, wrapped);
        }
    }
}

fn redirect(reference: &mut Node, wrapped: &BTreeSet<String>) {
    if let Node::String(reference) = reference
        && let Some(pointer) = fragment(reference)
        && let Some(moved) = moved(&pointer, wrapped)
    {
        *reference = format!("#{}", moved.replace('%', "%25"));
    }
}

/// Returns the new place of what the source has at `pointer`, if it was moved.
fn moved(pointer: &str, wrapped: &BTreeSet<String>) -> Option<String> {
    let mut source = String::new();
    let mut moved = String::new();
    for segment in segments(pointer) {
        if wrapped.contains(&source) && !is_annotation(&segment) {
            moved.push_str("/anyOf/0");
        }
        push(&mut source, &segment);
        push(&mut moved, &segment);
    }
    (source != moved).then_some(moved)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn upgraded(mut schema: Node) -> Node {
        let mut diagnostics = Diagnostics::new();
        let mut upgrade = Upgrade {
            wrapped: BTreeSet::new(),
            moves: Moves::default(),
            version: Version::V3_0,
            diagnostics: &mut diagnostics,
        };
        upgrade.node(Kind::Schema, &mut schema, &At::root());
        schema
    }

    #[test]
    fn null_is_allowed_by_type_enum_or_branch() {
        let cases = [
            (json!({"type": "string", "nullable": true}), json!({"type": ["string", "null"]})),
            (json!({"type": "string", "nullable": false}), json!({"type": "string"})),
            (
                json!({"type": "string", "nullable": true, "enum": ["a"]}),
                json!({"type": ["string", "null"], "enum": ["a", null]}),
            ),
            (
                json!({"$ref": "#/a", "nullable": true, "description": "d"}),
                json!({"description": "d", "anyOf": [{"$ref": "#/a"}, {"type": "null"}]}),
            ),
            (
                json!({"anyOf": [{"$ref": "#/a"}], "nullable": true}),
                json!({"anyOf": [{"$ref": "#/a"}, {"type": "null"}]}),
            ),
            (
                json!({"nullable": true, "items": {}}),
                json!({"items": {}, "type": ["array", "null"]}),
            ),
            (json!({"nullable": true}), json!({})),
        ];
        for (written, expected) in cases {
            assert_eq!(upgraded(written), expected);
        }
    }

    #[test]
    fn limits_and_examples_are_upgraded_and_data_is_kept() {
        let written = json!({
            "minimum": 1, "exclusiveMinimum": true, "maximum": 2, "exclusiveMaximum": false,
            "example": {"nullable": true}, "default": {"nullable": true},
            "x-data": {"items": {"nullable": true}},
            "properties": {"example": {"type": "string", "nullable": true}}
        });
        let expected = json!({
            "exclusiveMinimum": 1, "maximum": 2,
            "examples": [{"nullable": true}], "default": {"nullable": true},
            "x-data": {"items": {"nullable": true}},
            "properties": {"example": {"type": ["string", "null"]}}
        });
        assert_eq!(upgraded(written), expected);
    }

    #[test]
    fn references_follow_a_wrapped_schema() {
        let wrapped = BTreeSet::from(["/a".to_owned()]);
        assert_eq!(moved("/a/allOf/0", &wrapped).as_deref(), Some("/a/anyOf/0/allOf/0"));
        assert_eq!(moved("/a/default", &wrapped), None);
        assert_eq!(moved("/a", &wrapped), None);
        assert_eq!(moved("/b/c", &wrapped), None);
    }
}
