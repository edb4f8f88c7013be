//! Converts parameters and headers: `type` and its keywords are moved to a `schema`, and `collectionFormat` becomes a
//! style.

use serde_json::json;

use super::{Listed, Swagger, below, last, schema};
use crate::tree::pointer::{fragment, lookup};
use crate::tree::{Node, Object};

/// The keywords of a parameter or header itself, not of its schema.
const OWN: [&str; 7] =
    ["name", "in", "description", "required", "allowEmptyValue", "deprecated", "$ref"];

/// The keyword that keeps the format of an array inside an array, which 3.0 cannot express.
pub(crate) const INNER_FORMAT: &str = "x-collection-format";

impl<'t> Swagger<'t> {
    /// Converts a list of parameters, without those that become a body.
    pub(super) fn parameters(&mut self, listed: &[Listed<'t>], owner: &str) -> Node {
        let mut new = Vec::new();
        for parameter in listed {
            if matches!(self.place(parameter.node), Some("body" | "formData")) {
                continue;
            }
            let to = format!("{owner}/parameters/{}", new.len());
            new.push(self.parameter(parameter.node, &parameter.at, &to));
        }
        new.into()
    }

    /// Returns the location of a parameter, also behind a reference.
    pub(super) fn place(&self, node: &'t Node) -> Option<&'t str> {
        self.follow(node).0.get("in")?.as_str()
    }

    /// Follows references. Returns the target with its pointer, or the node itself.
    pub(super) fn follow(&self, node: &'t Node) -> (&'t Node, Option<String>) {
        let mut found = (node, None);
        for _ in 0..16 {
            let reference = found.0.get("$ref").and_then(Node::as_str).and_then(fragment);
            let target = reference.and_then(|at| Some((lookup(self.old, &at)?, Some(at))));
            match target {
                Some(target) => found = target,
                None => break,
            }
        }
        found
    }

    /// Converts a parameter that is not part of a body.
    pub(super) fn parameter(&mut self, node: &Node, from: &str, to: &str) -> Node {
        self.moves.note(to, from);
        let Some(old) = node.as_object() else { return node.clone() };
        if old.contains_key("$ref") {
            return node.clone();
        }
        let place = old.get("in").and_then(Node::as_str).unwrap_or_default();
        let mut new = self.described(old, from, to);
        let format = old.get("collectionFormat").and_then(Node::as_str);
        if let Some((style, explode)) = style(place, old, format) {
            self.moves.note(format!("{to}/style"), format!("{from}/collectionFormat"));
            new.insert("style".to_owned(), json!(style));
            new.insert("explode".to_owned(), json!(explode));
        }
        new.into()
    }

    /// Converts a header of a response.
    pub(super) fn header(&mut self, node: &Node, from: &str, to: &str) -> Node {
        self.moves.note(to, from);
        let Some(old) = node.as_object() else { return node.clone() };
        let mut new = self.described(old, from, to);
        let format = old.get("collectionFormat").and_then(Node::as_str);
        if let Some((style, _)) = style("header", old, format) {
            self.moves.note(format!("{to}/style"), format!("{from}/collectionFormat"));
            new.insert("style".to_owned(), json!(style));
        }
        new.into()
    }

    fn described(&mut self, old: &Object, from: &str, to: &str) -> Object {
        let mut new = Object::new();
        for (key, value) in old {
            if OWN.contains(&key.as_str()) || (key.starts_with("x-") && key != "x-nullable") {
                new.insert(key.clone(), value.clone());
            }
        }
        if let Some(example) = old.get("x-example").or_else(|| old.get("example")) {
            new.insert("example".to_owned(), example.clone());
        }
        // Some documents have the form of 3.0 here already.
        let schema = if let Some(schema) = old.get("schema") {
            let mut schema = schema.clone();
            schema::upgrade(&mut schema);
            schema
        } else {
            self.moves.note(format!("{to}/schema"), from);
            self.inner_formats(old, from, &format!("{to}/schema"));
            described(old)
        };
        new.insert("schema".to_owned(), schema);
        new
    }

    /// Converts the fields of a form to a media type object, in their order.
    pub(super) fn form(&mut self, fields: &[&Listed<'t>], content: &str, is_file: bool) -> Node {
        let mut properties = Object::new();
        let mut encoding = Object::new();
        let mut required = Vec::new();
        for field in fields {
            let (node, pointer) = self.follow(field.node);
            let from = pointer.unwrap_or_else(|| field.at.clone());
            let (Some(old), Some(name)) =
                (node.as_object(), node.get("name").and_then(Node::as_str))
            else {
                continue;
            };
            let mut schema = described(old);
            if let (Some(text), Some(schema)) = (old.get("description"), schema.as_object_mut()) {
                schema.insert("description".to_owned(), text.clone());
            }
            if old.get("required") == Some(&Node::Bool(true)) {
                required.push(json!(name));
            }
            let format = old.get("collectionFormat").and_then(Node::as_str);
            // A multipart body has one part for each item, whatever the format is.
            if let Some((style, explode)) = style("query", old, format).filter(|_| !is_file) {
                encoding.insert(name.to_owned(), json!({ "style": style, "explode": explode }));
            }
            let to = below(&format!("{content}/schema/properties"), name);
            self.inner_formats(old, &from, &to);
            self.moves.note(to, from);
            properties.insert(name.to_owned(), schema);
        }
        let mut schema = json!({ "type": "object", "properties": properties });
        if let (false, Some(schema)) = (required.is_empty(), schema.as_object_mut()) {
            schema.insert("required".to_owned(), required.into());
        }
        let mut media = json!({ "schema": schema });
        if let (false, Some(media)) = (encoding.is_empty(), media.as_object_mut()) {
            media.insert("encoding".to_owned(), encoding.into());
        }
        media
    }

    /// Records the places of the formats of arrays inside an array.
    fn inner_formats(&mut self, old: &Object, from: &str, to: &str) {
        let (mut from, mut to) = (format!("{from}/items"), format!("{to}/items"));
        let mut items = old.get("items");
        while let Some(inner) = items {
            self.moves.note(format!("{to}/{INNER_FORMAT}"), format!("{from}/collectionFormat"));
            from.push_str("/items");
            to.push_str("/items");
            items = inner.get("items");
        }
    }

    /// Returns the name of the component that a parameter refers to.
    pub(super) fn name_of(&self, node: &'t Node) -> Option<String> {
        let (_, pointer) = self.follow(node);
        pointer.filter(|pointer| pointer.starts_with("/parameters/")).map(|pointer| last(&pointer))
    }
}

/// Returns the schema of a parameter, a header or the items of one.
fn described(old: &Object) -> Node {
    let mut schema = Object::new();
    for (key, value) in old {
        if OWN.contains(&key.as_str()) || key == "collectionFormat" {
            continue;
        }
        if key.starts_with("x-") && !key.starts_with("x-enum") && key != "x-nullable" {
            continue;
        }
        let value = match (key.as_str(), value.as_object()) {
            ("items", Some(items)) => {
                let mut inner = described(items);
                // The default of an array inside an array is `csv` (Swagger 2.0, Items Object).
                let is_list = items.get("type").is_some_and(|name| name == "array");
                let format = items.get("collectionFormat").cloned();
                let format = format.or_else(|| is_list.then(|| "csv".into()));
                if let (Some(inner), Some(format)) = (inner.as_object_mut(), format) {
                    inner.insert(INNER_FORMAT.to_owned(), format);
                }
                inner
            }
            _ => value.clone(),
        };
        schema.insert(key.clone(), value);
    }
    schema::keywords(&mut schema);
    schema.into()
}

/// Returns the style of an array, and whether it is exploded, if it is not the default of 3.0.
fn style(place: &str, old: &Object, format: Option<&str>) -> Option<(&'static str, bool)> {
    if old.get("type").is_none_or(|name| name != "array") {
        return None;
    }
    let is_query = place == "query";
    match format {
        Some("multi") if is_query => Some(("form", true)),
        Some("ssv") if is_query => Some(("spaceDelimited", false)),
        Some("pipes") if is_query => Some(("pipeDelimited", false)),
        Some("tsv") => Some(("tabDelimited", false)),
        Some("ssv") => Some(("spaceDelimited", false)),
        Some("pipes") => Some(("pipeDelimited", false)),
        _ if is_query => Some(("form", false)),
        _ => None,
    }
}
