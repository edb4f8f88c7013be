//! Converts bodies: a parameter with `in: body`, or the fields with `in: formData`.

use serde_json::json;

use super::{Listed, Swagger, below, media_types, schema};
use crate::tree::{Node, Object};

const URLENCODED: &str = "application/x-www-form-urlencoded";
const MULTIPART: &str = "multipart/form-data";

impl<'t> Swagger<'t> {
    /// Returns the body of an operation, from its own parameters and those of its path.
    pub(super) fn request_body(
        &mut self,
        own: &[Listed<'t>],
        shared: &[Listed<'t>],
        at: &str,
        consumes: &[String],
    ) -> Option<Node> {
        let to = format!("{at}/requestBody");
        let mut all = own.iter().chain(shared);
        if let Some(body) = all.find(|it| self.place(it.node) == Some("body")) {
            // A component has the media types of the document, but an operation may declare others.
            let of_document = media_types(self.old.get("consumes"));
            if let Some(name) = self.name_of(body.node).filter(|_| of_document == consumes) {
                self.moves.note(to, body.at.clone());
                let reference = below("#/components/requestBodies", &name).replace('%', "%25");
                return Some(json!({ "$ref": reference }));
            }
            let (node, pointer) = self.follow(body.node);
            let from = pointer.unwrap_or_else(|| body.at.clone());
            return Some(self.body(node, &from, &to, consumes));
        }
        let mut fields: Vec<&Listed<'t>> = Vec::new();
        for field in own.iter().chain(shared) {
            let name = |field: &Listed<'t>| self.follow(field.node).0.get("name").cloned();
            let is_new = fields.iter().all(|known| name(known) != name(field));
            if self.place(field.node) == Some("formData") && is_new {
                fields.push(field);
            }
        }
        if fields.is_empty() { None } else { Some(self.form_body(&fields, &to, consumes)) }
    }

    /// Converts a parameter with `in: body`.
    pub(super) fn body(&mut self, node: &Node, from: &str, to: &str, consumes: &[String]) -> Node {
        self.moves.note(to, from);
        let Some(old) = node.as_object() else { return node.clone() };
        let mut new = Object::new();
        for (key, value) in old {
            if matches!(key.as_str(), "description" | "required") || key.starts_with("x-") {
                new.insert(key.clone(), value.clone());
            }
        }
        let mut schema = old.get("schema").cloned().unwrap_or_else(|| json!({}));
        schema::upgrade(&mut schema);
        let content = self.content(consumes, &schema, from, to);
        new.insert("content".to_owned(), content.into());
        new.into()
    }

    /// Returns the schema under each media type, or under JSON if there is none.
    pub(super) fn content(
        &mut self,
        names: &[String],
        schema: &Node,
        from: &str,
        to: &str,
    ) -> Object {
        let json = ["application/json".to_owned()];
        let names = if names.is_empty() { &json } else { names };
        let mut content = Object::new();
        for name in names {
            let place = below(&format!("{to}/content"), name);
            self.moves.note(format!("{place}/schema"), format!("{from}/schema"));
            self.moves.note(place, from);
            content.insert(name.clone(), json!({ "schema": schema }));
        }
        content
    }

    fn form_body(&mut self, fields: &[&Listed<'t>], to: &str, consumes: &[String]) -> Node {
        if let Some(first) = fields.first() {
            self.moves.note(to, first.at.clone());
        }
        let is_file = |field: &&Listed<'t>| {
            self.follow(field.node).0.get("type").is_some_and(|name| name == "file")
        };
        let has_file = fields.iter().any(is_file);
        // A file may be a field of both kinds of forms (2.0, Parameter Object, `type`).
        let mut names: Vec<&str> = consumes
            .iter()
            .map(String::as_str)
            .filter(|name| is(name, MULTIPART) || is(name, URLENCODED))
            .collect();
        let has_multipart = names.iter().any(|name| is(name, MULTIPART));
        if has_file && !has_multipart {
            names.insert(0, MULTIPART);
        } else if names.is_empty() {
            names.push(URLENCODED);
        }
        let mut content = Object::new();
        for name in names {
            let place = below(&format!("{to}/content"), name);
            content.insert(name.to_owned(), self.form(fields, &place, is(name, MULTIPART)));
        }
        let required = fields
            .iter()
            .any(|field| self.follow(field.node).0.get("required") == Some(&Node::Bool(true)));
        json!({ "content": content, "required": required })
    }
}

/// Whether a media type is this one, with or without parameters.
fn is(media: &str, name: &str) -> bool {
    media.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case(name)
}
