//! Converts security schemes to the names of 3.0.

use serde_json::json;

use super::Swagger;
use crate::tree::{Node, Object};

/// The keywords of a flow, not of its scheme.
const OF_FLOW: [&str; 4] = ["flow", "authorizationUrl", "tokenUrl", "scopes"];

impl Swagger<'_> {
    /// Converts a scheme.
    pub(super) fn security_scheme(&mut self, node: &Node, from: &str, to: &str) -> Node {
        self.moves.note(to, from);
        let Some(old) = node.as_object() else { return node.clone() };
        match old.get("type").and_then(Node::as_str) {
            Some("basic") => {
                let mut new = old.clone();
                new.insert("type".to_owned(), json!("http"));
                new.insert("scheme".to_owned(), json!("basic"));
                new.into()
            }
            Some("oauth2") => self.oauth2(old, from, to),
            _ => node.clone(),
        }
    }

    fn oauth2(&mut self, old: &Object, from: &str, to: &str) -> Node {
        let mut new = Object::new();
        let mut flow = Object::new();
        for (key, value) in old {
            let part = if OF_FLOW.contains(&key.as_str()) { &mut flow } else { &mut new };
            part.insert(key.clone(), value.clone());
        }
        // 3.0 wants the scopes also where there are none.
        flow.entry("scopes").or_insert_with(|| json!({}));
        let name = flow.shift_remove("flow");
        let name = match name.as_ref().and_then(Node::as_str) {
            Some("application") => "clientCredentials",
            Some("accessCode") => "authorizationCode",
            Some("password") => "password",
            _ => "implicit",
        };
        self.moves.note(format!("{to}/flows/{name}"), from);
        new.insert("flows".to_owned(), json!({ name: flow }));
        new.into()
    }
}
