//! Checks operations and their responses.

use std::collections::HashMap;

use super::path::METHODS;
use super::{Reader, component::is_token};
use crate::diag::{codes, near::nearest, text};
use crate::resolve::Version;
use crate::tree::pointer::Step;
use crate::tree::{At, Node, Object};

impl<'r> Reader<'r> {
    /// Checks the rules that the table of operations cannot express.
    pub(super) fn operation(&mut self, operation: &'r Object, at: &At<'_>) {
        self.operation_id(operation, at);
        self.duplicate_parameters(operation, at);
        self.body(operation, at);
        if self.scope.version == Version::V3_0 && !operation.contains_key("responses") {
            self.could_have("operation", &["responses"], at);
        }
        let tags = operation.get("tags").and_then(Node::as_array).into_iter().flatten();
        for (index, tag) in tags.enumerate() {
            if let Some(tag) = tag.as_str()
                && !self.scope.tags.is_empty()
                && !self.scope.tags.contains(tag)
            {
                let first = || (at.key("tags").index(index).origin(), 0);
                self.scope.unknown_tags.entry(tag).or_insert_with(first).1 += 1;
            }
        }
    }

    fn operation_id(&mut self, operation: &'r Object, at: &At<'_>) {
        let Some(id) = operation.get("operationId").and_then(Node::as_str) else { return };
        let at = at.key("operationId");
        match self.scope.operations.get(id) {
            None => {
                self.scope.operations.insert(id, at.origin());
            }
            Some(first) => {
                let message = format!("duplicate `operationId` {}", text::quote(id));
                self.diagnostics
                    .report(&codes::DUPLICATE_OPERATION, &at, message)
                    .also(first, "first used here");
            }
        }
    }

    /// Reports duplicate parameters in one list, also behind references.
    pub(super) fn duplicate_parameters(&mut self, owner: &'r Object, at: &At<'_>) {
        let list = owner.get("parameters").and_then(Node::as_array).into_iter().flatten();
        let at = at.key("parameters");
        let mut seen: HashMap<(String, &str), usize> = HashMap::new();
        for (index, node) in list.enumerate() {
            let Some(parameter) = self.scope.follow(node) else { continue };
            let text = |keyword| parameter.get(keyword).and_then(Node::as_str);
            let (Some(name), Some(place)) = (text("name"), text("in")) else { continue };
            // Header names are case-insensitive.
            let key = if place == "header" { name.to_lowercase() } else { name.to_owned() };
            let first = *seen.entry((key, place)).or_insert(index);
            if first != index {
                let message = format!("duplicate {place} parameter {}", text::quote(name));
                let first = at.index(first).origin();
                self.diagnostics
                    .report(&codes::DUPLICATE_PARAMETER, &at.index(index), message)
                    .also(&first, "first declared here");
            }
        }
    }

    fn body(&mut self, operation: &Object, at: &At<'_>) {
        if let Step::Key(method @ ("get" | "head" | "delete" | "trace")) = at.step()
            && operation.contains_key("requestBody")
        {
            let method = method.to_uppercase();
            let message = format!("the body of a {method} request has no meaning in HTTP");
            // 3.0 alone forbids it.
            let is_forbidden = self.scope.version == Version::V3_0 && !self.scope.is_swagger;
            let code =
                if is_forbidden { &codes::BODY_WITHOUT_MEANING } else { &codes::UNUSUAL_BODY };
            self.diagnostics.report(code, &at.key("requestBody"), message).on_key();
        }
    }

    /// Checks the status codes.
    pub(super) fn responses(&mut self, responses: &Object, at: &At<'_>) {
        for status in responses.keys().filter(|status| !status.starts_with("x-")) {
            if !is_status(status) {
                let message = format!("invalid status code {}", text::quote(status));
                let found = self
                    .diagnostics
                    .report(&codes::MALFORMED_STATUS, &at.key(status), message)
                    .on_key();
                let upper = status.to_uppercase();
                let lower = status.to_lowercase();
                if is_status(&upper) {
                    found.help(format!("did you mean `{upper}`?"));
                } else if is_status(&lower) {
                    found.help(format!("did you mean `{lower}`?"));
                } else {
                    self.edits.remove(&at.key(status));
                }
            }
        }
    }

    /// Checks a response and the names of its headers.
    pub(super) fn response(&mut self, response: &Object, at: &At<'_>) {
        self.media_types(response, at);
        if !response.contains_key("description") && self.scope.version < Version::V3_2 {
            let message = "missing `description` in response";
            self.diagnostics.report(&codes::NO_DESCRIPTION, at, message).on_key();
        }
        let headers = response.get("headers").and_then(Node::as_object);
        for name in headers.into_iter().flat_map(Object::keys).filter(|name| !is_token(name)) {
            let message = format!("invalid header name {}", text::quote(name));
            let at = at.key("headers");
            self.diagnostics.report(&codes::NOT_ON_THE_WIRE, &at.key(name), message).on_key();
        }
    }

    /// Reports operations in a callback in the place of URL expressions.
    pub(super) fn lacks_expression(&mut self, callback: &Object, at: &At<'_>) -> bool {
        let Some(method) = METHODS.iter().find(|method| callback.contains_key(**method)) else {
            return false;
        };
        let message =
            format!("callback has the operation `{method}` where a URL expression is expected");
        self.diagnostics
            .report(&codes::UNKNOWN_KEYWORD, &at.key(method), message)
            .on_key()
            .help("put the operations below a URL expression, such as `'{$request.body#/url}':`");
        true
    }

    /// Reports each undeclared tag once.
    pub(super) fn unknown_tags(&mut self) {
        for (tag, (origin, count)) in std::mem::take(&mut self.scope.unknown_tags) {
            let others = match count {
                1 => String::new(),
                _ => format!(" (used {count} times)"),
            };
            let message = format!("undeclared tag {}{others}", text::quote(tag));
            let near = nearest(tag, self.scope.tags.iter().copied());
            let code = if near.is_some() { &codes::MISSPELLED_TAG } else { &codes::UNKNOWN_TAG };
            let found = self.diagnostics.report_at(code, &origin, message);
            if let Some(near) = near {
                found.help(format!("did you mean {}?", text::quote(near)));
            }
        }
    }
}

/// Whether a key of `responses` is a status code, a range such as `2XX`, or `default`.
fn is_status(key: &str) -> bool {
    match key.as_bytes() {
        b"default" | [b'1'..=b'5', b'X', b'X'] => true,
        [b'1'..=b'5', tens, ones] => tens.is_ascii_digit() && ones.is_ascii_digit(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn status_codes_are_known() {
        for good in ["200", "599", "2XX", "default"] {
            assert!(is_status(good), "{good}");
        }
        for wrong in ["2xx", "20X", "600", "99", "0200", "Default", "ok", "2X0"] {
            assert!(!is_status(wrong), "{wrong}");
        }
    }
}
