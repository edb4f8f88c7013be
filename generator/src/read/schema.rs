//! Checks schemas: types, and keywords that depend on each other.

use std::collections::HashSet;

use super::Reader;
use super::value::TYPES;
use crate::diag::{codes, near::nearest, text};
use crate::tree::pointer::Step;
use crate::tree::{At, Node, Object};

/// Schemas under these keywords apply to the same value as the schema around them.
const BRANCHES: [&str; 7] = ["allOf", "anyOf", "oneOf", "not", "if", "then", "else"];

/// Type names of other languages, with the type and format that are meant.
const FOREIGN: [(&str, &str, &str); 24] = [
    ("any", "", ""),
    ("binary", "string", "binary"),
    ("bool", "boolean", ""),
    ("byte", "string", "byte"),
    ("date", "string", "date"),
    ("date-time", "string", "date-time"),
    ("datetime", "string", "date-time"),
    ("dict", "object", ""),
    ("double", "number", "double"),
    ("email", "string", "email"),
    ("file", "string", "binary"),
    ("float", "number", "float"),
    ("hash", "object", ""),
    ("int", "integer", ""),
    ("int32", "integer", "int32"),
    ("int64", "integer", "int64"),
    ("list", "array", ""),
    ("long", "integer", "int64"),
    ("map", "object", ""),
    ("str", "string", ""),
    ("text", "string", ""),
    ("uri", "string", "uri"),
    ("url", "string", "uri"),
    ("uuid", "string", "uuid"),
];

/// The number of undeclared names in a schema that get a suggestion.
const MOST_GUESSES: usize = 10;

impl<'r> Reader<'r> {
    /// Checks the rules that the table of schemas cannot express.
    pub(super) fn schema(&mut self, schema: &'r Object, at: &At<'_>) {
        let types = types(schema);
        let is_known = self.types(schema, at);
        if is_known && !types.is_empty() {
            self.values(schema, &types, at);
        }
        if schema.get("enum").and_then(Node::as_array).is_some_and(Vec::is_empty) {
            self.diagnostics.report(&codes::EMPTY_ENUM, &at.key("enum"), "empty `enum`");
        }
        self.bounds(schema, at);
        self.pattern(schema, at);
        self.required(schema, at);
        self.items(schema, &types, at);
        let is_set = |keyword| schema.get(keyword) == Some(&Node::Bool(true));
        if is_set("readOnly") && is_set("writeOnly") {
            let message = "schema is both `readOnly` and `writeOnly`";
            self.diagnostics
                .report(&codes::CONTRADICTION, &at.key("writeOnly"), message)
                .on_key()
                .help("keep one of the two; `writeOnly` is ignored");
            self.edits.remove(&at.key("writeOnly"));
        }
    }

    /// Reports unknown type names. Returns whether all are known.
    fn types(&mut self, schema: &Object, at: &At<'_>) -> bool {
        let at = at.key("type");
        let mut is_known = true;
        let mut check = |name: &str, at: &At<'_>| {
            if !TYPES.contains(&name) {
                is_known = false;
                self.unknown_type(name, at);
            }
        };
        match schema.get("type") {
            Some(Node::String(name)) => {
                if let Some((_, kind, format)) = foreign(name) {
                    self.foreign_type(schema, name, kind, format, &at);
                    return false;
                }
                check(name, &at);
            }
            Some(Node::Array(names)) => {
                for (index, name) in names.iter().enumerate() {
                    if let Some(name) = name.as_str() {
                        check(name, &at.index(index));
                    }
                }
            }
            _ => {}
        }
        is_known
    }

    /// Replaces a type name of another language by the type that is meant.
    fn foreign_type(&mut self, schema: &Object, name: &str, kind: &str, format: &str, at: &At<'_>) {
        let read = match (kind, format) {
            ("", _) => "any type".to_owned(),
            (_, "") => format!("`{kind}`"),
            _ => format!("`{kind}` with format `{format}`"),
        };
        let message = format!("unknown type {}, read as {read}", text::quote(name));
        let found = self.diagnostics.report(&codes::FOREIGN_TYPE, at, message);
        match (kind, format) {
            ("", _) => found.help("remove `type` to allow any value"),
            (_, "") => found.help(format!("write `type: {kind}`")),
            _ => found.help(format!("write `type: {kind}` and `format: {format}`")),
        };
        let Some(schema_at) = at.parent() else { return };
        if kind.is_empty() {
            self.edits.remove(at);
        } else {
            self.edits.replace(at, kind.into());
            if !format.is_empty() && !schema.contains_key("format") {
                self.edits.replace(&schema_at.key("format"), format.into());
            }
        }
    }

    fn unknown_type(&mut self, name: &str, at: &At<'_>) {
        let message = format!("unknown type {}", text::quote(name));
        let found = self.diagnostics.report(&codes::UNKNOWN_VALUE, at, message);
        if let Some(near) = nearest(name, TYPES) {
            found.help(format!("did you mean `{near}`?"));
        } else {
            found.help(format!("use {}", text::list(TYPES, "or")));
        }
    }

    fn required(&mut self, schema: &Object, at: &At<'_>) {
        let Some(names) = schema.get("required").and_then(Node::as_array) else { return };
        let at_required = at.key("required");
        let mut seen = HashSet::new();
        for (index, name) in names.iter().enumerate() {
            if !seen.insert(name) {
                let message = format!("duplicate name in `required`: {}", text::value(name));
                self.diagnostics.report(
                    &codes::DUPLICATE_VALUE,
                    &at_required.index(index),
                    message,
                );
            }
        }
        let has = |keyword| schema.contains_key(keyword);
        let may_be_elsewhere = is_branch(at)
            || BRANCHES.into_iter().any(has)
            || ["$ref", "patternProperties", "additionalProperties", "$dynamicRef"]
                .into_iter()
                .any(has);
        let Some(properties) = schema.get("properties").and_then(Node::as_object) else { return };
        if may_be_elsewhere {
            return;
        }
        let mut here = None;
        let strange = names.iter().enumerate().filter_map(|(index, name)| {
            let name = name.as_str().filter(|name| !properties.contains_key(*name))?;
            // Another part of an `allOf` may declare it.
            let pointer = here.get_or_insert_with(|| at.pointer());
            (!self.scope.conjunctions().declares(pointer, name)).then_some((index, name))
        });
        let strange: Vec<(usize, &str)> = strange.collect();
        for (count, (index, name)) in strange.into_iter().enumerate() {
            let message = format!("`required` names undeclared property {}", text::quote(name));
            let found = self.diagnostics.report(
                &codes::UNKNOWN_PROPERTY,
                &at_required.index(index),
                message,
            );
            // Each suggestion compares all names, so their number is limited.
            let names = properties.keys().map(String::as_str).filter(|_| count < MOST_GUESSES);
            if let Some(near) = nearest(name, names) {
                found.help(format!("did you mean {}?", text::quote(near)));
            }
        }
    }

    fn items(&mut self, schema: &Object, types: &[&str], at: &At<'_>) {
        let describing = ["items", "prefixItems", "contains", "enum", "const", "$ref"];
        let is_described = describing.into_iter().chain(BRANCHES).any(|it| schema.contains_key(it));
        if types.contains(&"array") && !is_described && !is_branch(at) {
            let message = "array without `items`";
            self.diagnostics.report(&codes::NO_ITEMS, &at.key("type"), message);
        }
    }
}

fn foreign(name: &str) -> Option<&'static (&'static str, &'static str, &'static str)> {
    FOREIGN.iter().find(|(known, ..)| name.eq_ignore_ascii_case(known))
}

/// Returns the types that a schema names itself.
pub(super) fn types(schema: &Object) -> Vec<&str> {
    match schema.get("type") {
        Some(Node::String(name)) => vec![name],
        Some(Node::Array(names)) => names.iter().filter_map(Node::as_str).collect(),
        _ => Vec::new(),
    }
}

/// Whether a schema is a branch of another schema.
fn is_branch(at: &At<'_>) -> bool {
    let key = match at.step() {
        Step::Key(key) => Some(key),
        Step::Index(_) => at.parent().and_then(At::nearest_key),
        Step::Jump(_) => None,
    };
    key.is_some_and(|key| BRANCHES.contains(&key))
}
