//! Reports paths that differ in the names of their parameters alone. A URL fits both, so they are the same path.

use std::collections::HashMap;

use super::Reader;
use super::path::METHODS;
use crate::diag::{codes, text};
use crate::tree::{At, Node, Object};

impl<'r> Reader<'r> {
    /// Reports each path that is identical to an earlier one.
    pub(super) fn identical_paths(&mut self, paths: &'r Object, at: &At<'_>) {
        let mut known: HashMap<String, (&str, Option<&Object>)> = HashMap::new();
        for (path, item) in paths.iter().filter(|(path, _)| !path.starts_with("x-")) {
            let item = self.scope.follow(item);
            let Some((first, other)) = known.get(&without_names(path)).copied() else {
                known.insert(without_names(path), (path, item));
                continue;
            };
            let (quoted, earlier) = (text::quote(path), text::quote(first));
            let message =
                format!("paths {earlier} and {quoted} differ in the names of parameters alone");
            let has = |item: Option<&Object>, method: &str| {
                item.and_then(|item| item.get(method)).is_some_and(Node::is_object)
            };
            let both: Vec<String> = METHODS
                .into_iter()
                .filter(|method| has(item, method) && has(other, method))
                .map(str::to_uppercase)
                .collect();
            let origin = at.key(first).origin();
            let found = self.diagnostics.report(&codes::IDENTICAL_PATHS, &at.key(path), message);
            found.on_key().also(&origin, "the same path");
            if !both.is_empty() {
                let methods = text::list(both.iter().map(String::as_str), "and");
                found.help(format!(
                    "remove one of the two: {methods} of {quoted} is never reached on a server"
                ));
            }
        }
    }
}

/// Returns a path with empty braces.
fn without_names(path: &str) -> String {
    let mut plain = String::with_capacity(path.len());
    let mut is_name = false;
    for char in path.chars() {
        is_name &= char != '}';
        if !is_name {
            plain.push(char);
        }
        is_name |= char == '{';
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::without_names;

    #[test]
    fn names_do_not_count() {
        assert_eq!(without_names("/a/{b}/c{d}.json"), "/a/{}/c{}.json");
        assert_eq!(without_names("/a/{b"), "/a/{");
    }
}
