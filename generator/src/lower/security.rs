//! Translates security: the schemes of the document, and the requirements of operations.

use super::{Lower, node};
use crate::api::{Scheme, SchemeId, SchemeKind, SecurityNeed, Side};
use crate::diag::codes;
use crate::tree::Node;
use crate::tree::pointer::{At, lookup, security_scheme, segments};

impl<'d> Lower<'d, '_> {
    /// Translates the schemes of `components`.
    pub(super) fn schemes(&mut self) {
        let root = At::root();
        let components = root.key("components");
        let place = components.key("securitySchemes");
        let Some(found) =
            self.root.get("components").and_then(|node| node::object(node, "securitySchemes"))
        else {
            return;
        };
        for (name, node) in found {
            if self.is_of_transport(name) {
                let what = "`mutualTLS` is left to the transport: operations do not check client certificates";
                let help = "check client certificates in the server or the proxy that ends TLS";
                let at = place.key(name);
                self.diagnostics.report(&codes::UNSUPPORTED_KEYWORD, &at, what).help(help);
                continue;
            }
            self.at_target(node, &place.key(name), |lower, node, at| {
                let kind = lower.scheme_kind(node, at);
                let docs = node::docs(node);
                lower.api.schemes.push(Scheme { name: name.clone(), kind, docs });
            });
        }
    }

    fn scheme_kind(&mut self, node: &Node, at: &At<'_>) -> SchemeKind {
        match (node::text(node, "type"), node::text(node, "scheme")) {
            (Some("apiKey"), _) => SchemeKind::ApiKey {
                location: node::text(node, "in").unwrap_or("header").to_owned(),
                name: node::text(node, "name").unwrap_or("authorization").to_owned(),
            },
            (Some("http"), Some(scheme)) if scheme.eq_ignore_ascii_case("basic") => {
                SchemeKind::Basic
            }
            (Some("http"), Some(scheme)) if scheme.eq_ignore_ascii_case("bearer") => {
                SchemeKind::Bearer
            }
            (Some("oauth2" | "openIdConnect"), _) => SchemeKind::Bearer,
            _ => {
                let what =
                    "unsupported security scheme, read as an API key in the `Authorization` header";
                let help =
                    "use `apiKey`, `http` with `basic` or `bearer`, `oauth2` or `openIdConnect`";
                self.diagnostics.report(&codes::UNSUPPORTED_KEYWORD, at, what).help(help);
                SchemeKind::ApiKey {
                    location: "header".to_owned(),
                    name: "authorization".to_owned(),
                }
            }
        }
    }

    /// Returns the requirements of an operation: its own, or those of the document. Webhooks and callbacks only have
    /// their own, since the credentials of the API's callers must not be sent to others.
    ///
    /// A client certificate is checked by the transport. Where it is one of several alternatives, the others remain, so
    /// that nobody gets in without a credential.
    pub(super) fn security(&self, operation: &'d Node, side: Side) -> Vec<SecurityNeed> {
        let own = operation.get("security");
        let shared = self.root.get("security").filter(|_| side == Side::Api);
        let Some(needs) = own.or(shared).and_then(Node::as_array) else {
            return Vec::new();
        };
        needs
            .iter()
            .filter_map(|need| {
                let all = need.as_object()?;
                let own = all.iter().filter(|(name, _)| !self.is_of_transport(name));
                if own.clone().count() == 0 && !all.is_empty() {
                    return None;
                }
                let schemes = own.map(|(name, scopes)| {
                    let scopes = scopes.as_array().into_iter().flatten();
                    let scopes = scopes.filter_map(Node::as_str).map(str::to_owned).collect();
                    Some((self.scheme_id(name)?, scopes))
                });
                Some(SecurityNeed(schemes.collect::<Option<_>>()?))
            })
            .collect()
    }

    /// Whether a scheme is `mutualTLS`.
    fn is_of_transport(&self, name: &str) -> bool {
        let scheme = lookup(self.root, &security_scheme(name)).map(|node| self.follow(node).0);
        scheme.is_some_and(|scheme| node::text(scheme, "type") == Some("mutualTLS"))
    }

    fn scheme_id(&self, name: &str) -> Option<SchemeId> {
        let place = security_scheme(name);
        let name = segments(&place).last()?;
        let index = self.api.schemes.iter().position(|scheme| scheme.name == name)?;
        u32::try_from(index).ok().map(SchemeId)
    }
}
