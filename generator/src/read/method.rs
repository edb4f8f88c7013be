//! What HTTP asks of a method of the author's own, and of a parameter that is the whole query.

use super::Reader;
use super::component::is_token;
use super::path::METHODS;
use crate::diag::{codes, text};
use crate::load::{At, Node, Object};

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
                let message = format!("the method {name} has the keyword `{keyword}`");
                let found = self.diagnostics.report(&codes::WITHOUT_MEANING, &at, message).on_key();
                if item.contains_key(keyword) {
                    found.advice("keep one of the two; until then this one is ignored");
                    self.edits.remove(&at);
                } else {
                    found.advice(format!("put the operation below `{keyword}`"));
                }
            } else if !is_token(method) || method == "CONNECT" {
                let message = format!("{name} cannot be the method of an operation");
                self.diagnostics.report(&codes::NOT_ON_THE_WIRE, &at, message).on_key();
            }
        }
    }

    /// A parameter that is the whole query leaves no room for others. `owners` are an operation and its path.
    pub(super) fn whole_query(&mut self, owners: &[&'r Object], at: &At<'_>) {
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
        let Some(first) = whole.first() else { return };
        let other = whole.get(1).or(parts.first());
        if let Some(other) = other {
            let (first, other) = (text::quote(first), text::quote(other));
            let message = format!("{first} is the whole query, and leaves no room for {other}");
            self.diagnostics
                .report(&codes::CONTRADICTION, at, message)
                .on_key()
                .advice("describe the query by one of them; until then the first one is it");
        }
    }
}
