//! Checks security: schemes are complete, and requirements name declared schemes.

use serde_json::json;

use super::Reader;
use crate::diag::{codes, near::nearest, text};
use crate::tree::pointer::{push, security_scheme};
use crate::tree::{At, Node, Object};

/// The types of schemes, and the keywords that each requires.
const TYPES: [(&str, &[&str]); 5] = [
    ("apiKey", &["name", "in"]),
    ("http", &["scheme"]),
    ("oauth2", &["flows"]),
    ("openIdConnect", &["openIdConnectUrl"]),
    ("mutualTLS", &[]),
];

/// The OAuth flows, and the keywords that each requires.
const FLOWS: [(&str, &[&str]); 5] = [
    ("implicit", &["authorizationUrl"]),
    ("password", &["tokenUrl"]),
    ("clientCredentials", &["tokenUrl"]),
    ("authorizationCode", &["authorizationUrl", "tokenUrl"]),
    ("deviceAuthorization", &["deviceAuthorizationUrl", "tokenUrl"]),
];

const PLACES: [&str; 3] = ["query", "header", "cookie"];

impl<'r> Reader<'r> {
    /// Checks that a scheme has the keywords that its type requires.
    pub(super) fn security_scheme(&mut self, scheme: &Object, at: &At<'_>) {
        let Some(name) = scheme.get("type").and_then(Node::as_str) else { return };
        let Some((_, needed)) = TYPES.iter().find(|(known, _)| *known == name) else {
            let known = TYPES.iter().map(|(known, _)| *known);
            self.unknown_value("type of a security scheme", name, known, &at.key("type"));
            return;
        };
        self.lacks(&format!("security scheme of type `{name}`"), &missing(scheme, needed), at);
        if let ("apiKey", Some(place)) = (name, scheme.get("in").and_then(Node::as_str))
            && !PLACES.contains(&place)
        {
            self.unknown_value("location of an API key", place, PLACES, &at.key("in"));
        }
        let flows = scheme.get("flows").and_then(Node::as_object);
        for (flow, needed) in FLOWS {
            if let Some(object) = flows.and_then(|flows| flows.get(flow)?.as_object()) {
                let at = at.key("flows");
                let missing = missing(object, needed);
                self.could_have(&format!("OAuth flow `{flow}`"), &missing, &at.key(flow));
            }
        }
    }

    /// Checks that the schemes of a requirement are declared.
    pub(super) fn security_requirement(&mut self, requirement: &'r Object, at: &At<'_>) {
        let schemes = self.scope.lookup("/components/securitySchemes").and_then(Node::as_object);
        for name in requirement.keys() {
            let is_declared = self.scope.lookup(&security_scheme(name)).is_some();
            if is_declared || !self.scope.unknown_schemes.insert(name) {
                continue;
            }
            let message = format!("undeclared security scheme {}", text::quote(name));
            let declared = schemes.into_iter().flat_map(Object::keys).map(String::as_str);
            // Since 3.2 the name may be the URL of a scheme elsewhere.
            let is_address = name.contains(['/', '#']);
            let Some(near) = nearest(name, declared).filter(|_| !is_address) else {
                self.diagnostics.report(&codes::IMPLIED_SCHEME, &at.key(name), message).on_key();
                self.imply_scheme(name);
                continue;
            };
            let found =
                self.diagnostics.report(&codes::UNKNOWN_SCHEME, &at.key(name), message).on_key();
            let root = At::root();
            let components = root.key("components");
            // All operations that require it have the same error.
            found.same([components.key("securitySchemes").key(name).origin()]);
            found.help(format!("did you mean {}?", text::quote(near)));
        }
    }

    /// Declares a scheme as an API key in the `Authorization` header, so that its operations are not left open.
    fn imply_scheme(&mut self, name: &str) {
        let mut pointer = String::new();
        for section in ["components", "securitySchemes"] {
            push(&mut pointer, section);
            if self.scope.lookup(&pointer).is_none() && !self.edits.puts(&pointer) {
                self.edits.put(pointer.clone(), json!({}));
            }
        }
        self.edits.put(
            security_scheme(name),
            json!({"type": "apiKey", "in": "header", "name": "Authorization"}),
        );
    }

    /// Reports a value that is not one of those that the specification lists.
    pub(super) fn unknown_value<'k>(
        &mut self,
        what: &str,
        value: &str,
        known: impl IntoIterator<Item = &'k str, IntoIter: Clone>,
        at: &At<'_>,
    ) {
        let known = known.into_iter();
        let message = format!("unknown {what} {}", text::quote(value));
        let found = self.diagnostics.report(&codes::UNKNOWN_VALUE, at, message);
        match nearest(value, known.clone()) {
            Some(near) => found.help(format!("did you mean `{near}`?")),
            None => found.help(format!("use {}", text::list(known, "or"))),
        };
    }
}

/// Returns the keywords that are required and missing.
fn missing<'k>(object: &Object, needed: &[&'k str]) -> Vec<&'k str> {
    needed.iter().copied().filter(|keyword| !object.contains_key(*keyword)).collect()
}
