//! Checks the scopes that security requirements name: those of OAuth 2.0 are declared in the flows of the scheme.

use std::collections::BTreeSet;

use super::Reader;
use crate::diag::{codes, near::nearest, text};
use crate::tree::pointer::security_scheme;
use crate::tree::{At, Node, Object};

impl<'r> Reader<'r> {
    /// Reports scopes that no flow of their scheme declares. Other schemes do not declare scopes.
    pub(super) fn scopes(&mut self, requirement: &'r Object, at: &At<'_>) {
        for (name, scopes) in requirement {
            let scheme = self.scope.lookup(&security_scheme(name));
            let Some(scheme) = scheme.and_then(|scheme| self.scope.follow(scheme)) else {
                continue;
            };
            if scheme.get("type").and_then(Node::as_str) != Some("oauth2") {
                continue;
            }
            let flows = scheme.get("flows").and_then(Node::as_object);
            let flows = flows.into_iter().flat_map(Object::values);
            let declared: BTreeSet<&str> = flows
                .filter_map(|flow| flow.get("scopes")?.as_object())
                .flat_map(Object::keys)
                .map(String::as_str)
                .collect();
            let at = at.key(name);
            let scopes = scopes.as_array().into_iter().flatten().enumerate();
            for (index, scope) in scopes {
                let Some(scope) = scope.as_str().filter(|scope| !declared.contains(scope)) else {
                    continue;
                };
                let (quoted, scheme) = (text::quote(scope), text::quote(name));
                let message = format!("undeclared scope {quoted} of the security scheme {scheme}");
                let found =
                    self.diagnostics.report(&codes::UNDECLARED_SCOPE, &at.index(index), message);
                if let Some(near) = nearest(scope, declared.iter().copied()) {
                    found.help(format!("did you mean {}?", text::quote(near)));
                }
            }
        }
    }
}
