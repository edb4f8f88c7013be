//! Checks custom methods, and parameters with `in: querystring`.

use super::Reader;
use super::component::is_token;
use super::path::METHODS;
use crate::diag::{codes, text};
use crate::tree::{At, Node, Object};

impl<'r> Reader<'r> {
    /// Checks the names of additional operations.
    pub(super) fn methods(&mut self, item: &'r Object, at: &At<'_>) {
        let Some(found) = item.get("additionalOperations").and_then(Node::as_object) else {
            return;
        };
        let at = at.key("additionalOperations");
        for method in found.keys() {
            let at = at.key(method);
            let name = text::quote(method);
            let keyword = METHODS.into_iter().find(|known| known.to_uppercase() == *method);
            if let Some(keyword) = keyword {
                let message = format!("method {name} has its own keyword `{keyword}`");
                let found = self.diagnostics.report(&codes::WITHOUT_MEANING, &at, message).on_key();
                if item.contains_key(keyword) {
                    found.help("keep one of the two; this one is ignored");
                    self.edits.remove(&at);
                } else {
                    found.help(format!("put the operation below `{keyword}`"));
                }
            } else if !is_token(method) || method == "CONNECT" {
                let message = format!("invalid method {name}");
                self.diagnostics.report(&codes::NOT_ON_THE_WIRE, &at, message).on_key();
            }
        }
    }

    /// Checks that a parameter for the whole query is the only one for the query: among those of a path, and among those
    /// of each operation together with its path.
    pub(super) fn whole_queries(&mut self, item: &'r Object, at: &At<'_>) {
        if self.whole_query(&[item], at) {
            return;
        }
        for method in METHODS {
            if let Some(operation) = item.get(method).and_then(Node::as_object) {
                self.whole_query(&[operation, item], &at.key(method));
            }
        }
        let more = item.get("additionalOperations").and_then(Node::as_object);
        let at = at.key("additionalOperations");
        for (method, operation) in more.into_iter().flatten() {
            if let Some(operation) = operation.as_object() {
                self.whole_query(&[operation, item], &at.key(method));
            }
        }
    }

    /// Checks the parameters of `owners`. Returns whether anything is wrong.
    fn whole_query(&mut self, owners: &[&'r Object], at: &At<'_>) -> bool {
        let lists = owners.iter().filter_map(|owner| owner.get("parameters")?.as_array());
        let parameters: Vec<&Object> =
            lists.flatten().filter_map(|node| self.scope.follow(node)).collect();
        let names = |place: &str| {
            let of_place = parameters
                .iter()
                .filter(|parameter| parameter.get("in").and_then(Node::as_str) == Some(place));
            let names = of_place.filter_map(|parameter| parameter.get("name")?.as_str());
            names.map(str::to_owned).collect::<Vec<_>>()
        };
        let (whole, parts) = (names("querystring"), names("query"));
        let Some(first) = whole.first() else { return false };
        let Some(other) = whole.get(1).or(parts.first()) else { return false };
        let (first, other) = (text::quote(first), text::quote(other));
        let message =
            format!("parameter {first} is the whole query, so {other} cannot be part of it");
        self.diagnostics
            .report(&codes::CONTRADICTION, at, message)
            .on_key()
            .help("keep one of the two; the first one is used");
        true
    }
}
