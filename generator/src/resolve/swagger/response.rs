//! Converts responses: the schema is repeated under each media type that the operation produces.

use serde_json::json;

use super::{Swagger, below, media_types, schema};
use crate::tree::{Node, Object};

impl<'t> Swagger<'t> {
    /// Converts the responses of an operation.
    pub(super) fn responses(&mut self, node: &'t Node, at: &str, produces: &[String]) -> Node {
        let Some(old) = node.as_object() else { return node.clone() };
        let of_document = media_types(self.old.get("produces"));
        let mut new = Object::new();
        for (status, response) in old {
            if status.starts_with("x-") {
                new.insert(status.clone(), response.clone());
                continue;
            }
            let to = below(at, status);
            let (target, pointer) = self.follow(response);
            let response = match pointer {
                // A component has the media types of the document, but an operation may declare others.
                Some(pointer) if of_document != produces && target.get("schema").is_some() => {
                    self.response(target, &pointer, &to, produces)
                }
                Some(_) => response.clone(),
                None => self.response(response, &to, &to, produces),
            };
            new.insert(status.clone(), response);
        }
        new.into()
    }

    /// Converts a response.
    pub(super) fn response(
        &mut self,
        node: &Node,
        from: &str,
        to: &str,
        produces: &[String],
    ) -> Node {
        self.moves.note(to, from);
        let Some(old) = node.as_object() else { return node.clone() };
        let mut new = Object::new();
        for (key, value) in old {
            match (key.as_str(), value.as_object()) {
                ("schema" | "examples", _) => {}
                ("headers", Some(headers)) => {
                    let mut converted = Object::new();
                    for (name, header) in headers {
                        let from = below(&format!("{from}/headers"), name);
                        let to = below(&format!("{to}/headers"), name);
                        converted.insert(name.clone(), self.header(header, &from, &to));
                    }
                    new.insert(key.clone(), converted.into());
                }
                _ => drop(new.insert(key.clone(), value.clone())),
            }
        }
        if let Some(schema) = old.get("schema") {
            let content = self.response_content(schema, old.get("examples"), from, to, produces);
            new.insert("content".to_owned(), content.into());
        }
        new.into()
    }

    fn response_content(
        &mut self,
        schema: &Node,
        examples: Option<&Node>,
        from: &str,
        to: &str,
        produces: &[String],
    ) -> Object {
        let is_file = schema.get("type").is_some_and(|name| name == "file");
        let mut content = if is_file {
            let bytes = ["application/octet-stream".to_owned()];
            let any = ["*/*".to_owned()];
            // A file is passed on as bytes, even if it contains JSON or text.
            let produces = if produces.iter().all(|name| is_json(name)) {
                &bytes[..]
            } else if produces.iter().any(|name| is_json(name) || is_text(name)) {
                &any
            } else {
                produces
            };
            self.content(produces, &schema::file(), from, to)
        } else {
            let mut schema = schema.clone();
            schema::upgrade(&mut schema);
            self.content(produces, &schema, from, to)
        };
        for (name, media) in &mut content {
            if let (Some(example), Some(media)) =
                (examples.and_then(|examples| examples.get(name)), media.as_object_mut())
            {
                let place = below(&format!("{to}/content"), name);
                self.moves
                    .note(format!("{place}/example"), below(&format!("{from}/examples"), name));
                media.insert("example".to_owned(), json!(example));
            }
        }
        content
    }
}

/// Whether a media type is JSON.
fn is_json(media: &str) -> bool {
    let name = media.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    name == "application/json" || name.ends_with("+json")
}

/// Whether a media type is text.
fn is_text(media: &str) -> bool {
    let name = media.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let is_of =
        |kind: &str| name.ends_with(&format!("/{kind}")) || name.ends_with(&format!("+{kind}"));
    name.starts_with("text/")
        || ["xml", "yaml", "x-yaml", "javascript"].iter().any(|kind| is_of(kind))
}
