//! Checks names: of components, and of what HTTP sends.

use super::Reader;
use crate::diag::{codes, text};
use crate::tree::{At, Node, Object};

impl Reader<'_> {
    /// Checks that the document describes anything.
    pub(super) fn document(&mut self, document: &Object, at: &At<'_>) {
        let parts = ["paths", "webhooks", "components"];
        if !parts.iter().any(|part| document.get(*part).is_some_and(Node::is_object)) {
            self.lacks("document", &["paths"], at);
            self.is_empty = true;
        }
    }

    /// Checks the names of all components. Swagger 2.0 allows any name.
    pub(super) fn components(&mut self, components: &Object, at: &At<'_>) {
        if self.scope.is_swagger {
            return;
        }
        for (section, members) in components {
            let names = members.as_object().into_iter().flat_map(Object::keys);
            for name in names.filter(|_| !section.starts_with("x-")) {
                if !is_component_name(name) {
                    let message = format!("invalid component name {}", text::quote(name));
                    let at = at.key(section);
                    self.diagnostics
                        .report(&codes::COMPONENT_NAME, &at.key(name), message)
                        .on_key();
                }
            }
        }
    }

    /// Checks the keys of `content`.
    pub(super) fn media_types(&mut self, owner: &Object, at: &At<'_>) {
        let content = owner.get("content").and_then(Node::as_object);
        for name in content.into_iter().flat_map(Object::keys) {
            let several: Vec<&str> = name.split(',').map(str::trim).collect();
            if several.len() > 1 && several.iter().all(|name| is_media_type(name)) {
                let message = format!("{} contains several media types", text::quote(name));
                let at = at.key("content");
                self.diagnostics
                    .report(&codes::SEVERAL_MEDIA_TYPES, &at.key(name), message)
                    .on_key();
                self.edits.split(&at.key(name), several);
            } else if !is_media_type(name) {
                self.odd_media_type(name, owner, &at.key("content"));
            }
        }
    }

    /// Reports a key of `content` that is not a media type. What stands before a comma is read; a key that HTTP cannot
    /// send is left out.
    fn odd_media_type(&mut self, name: &str, owner: &Object, content: &At<'_>) {
        let at = content.key(name);
        let message = format!("invalid media type {}", text::quote(name));
        let names: Vec<&str> = name.split(',').map(str::trim).collect();
        let names: Vec<&str> = names.into_iter().filter(|name| is_media_type(name)).collect();
        let found = self.diagnostics.report(&codes::ODD_MEDIA_TYPE, &at, message).on_key();
        if !names.is_empty() {
            found.help(format!(
                "write {}; the key is read so",
                text::list(names.iter().copied(), "and")
            ));
            self.edits.split(&at, names);
        } else if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_graphic()) {
            let has_others =
                owner.get("content").and_then(Node::as_object).is_some_and(|it| it.len() > 1);
            let what = if has_others { "this entry" } else { "the body" };
            found
                .help(format!("write a media type such as `application/json`; {what} is left out"));
            self.edits.remove(&at);
        } else {
            found.help("write a media type such as `application/json`");
        }
    }
}

fn is_component_name(name: &str) -> bool {
    let is_allowed = |char: char| char.is_ascii_alphanumeric() || ".-_".contains(char);
    !name.is_empty() && name.chars().all(is_allowed)
}

/// Whether the text is a token as in RFC 9110, such as the name of a header.
pub(super) fn is_token(name: &str) -> bool {
    let is_allowed = |char: char| char.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(char);
    !name.is_empty() && name.chars().all(is_allowed)
}

/// Whether the text is a type and a subtype, with or without parameters.
fn is_media_type(name: &str) -> bool {
    let (essence, parameters) = name.split_once(';').unwrap_or((name, ""));
    let Some((kind, subtype)) = essence.trim_matches(' ').split_once('/') else { return false };
    let is_printable = parameters.chars().all(|char| char == ' ' || char.is_ascii_graphic());
    is_token(kind) && is_token(subtype) && is_printable
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_judged_as_http_does() {
        assert!(is_token("X-Rate-Limit") && !is_token("a b") && !is_token("") && !is_token("é"));
        for good in ["application/json", "*/*", "text/*", "text/plain; charset=utf-8"] {
            assert!(is_media_type(good), "{good}");
        }
        for wrong in ["json", "", "a/b/c", "text/plain\n", "text/plain;\n"] {
            assert!(!is_media_type(wrong), "{wrong}");
        }
        assert!(is_component_name("a.B-_1") && !is_component_name("a b") && !is_component_name(""));
    }
}
