//! Translates webhooks and callbacks: operations that the API calls and others serve.
//!
//! They have no path in the document. The path of a webhook is its name; that of a callback is its name and the path
//! after the expression in its URL. The receiver chooses where to mount it, and the sender gets the whole URL.

use std::collections::BTreeMap;

use super::operation::Place;
use super::{Lower, node};
use crate::api::{CallbackOwner, Side};
use crate::read::expression::fault;
use crate::tree::Node;
use crate::tree::pointer::At;

/// A callback of an operation, to be translated later.
pub(super) struct Callback<'d> {
    /// The index of the operation.
    owner: usize,
    name: &'d str,
    url: &'d str,
    item: &'d Node,
    at: String,
}

impl<'d> Lower<'d, '_> {
    /// Translates the operations of all webhooks.
    pub(super) fn webhooks(&mut self) {
        let root = At::root();
        let place = root.key("webhooks");
        for (name, item) in node::object(self.root, "webhooks").into_iter().flatten() {
            self.at_target(item, &place.key(name), |lower, item, at| {
                let path = format!("/{}", escaped(name));
                let place = Place { path: &path, side: Side::Webhooks, name: Some(name) };
                lower.path_item(&place, item, at);
            });
        }
    }

    /// Collects the callbacks of an operation, which are translated after the operations of the API.
    pub(super) fn collect_callbacks(&mut self, owner: usize, node: &'d Node, at: &At<'_>) {
        let place = at.key("callbacks");
        for (name, callback) in node::object(node, "callbacks").into_iter().flatten() {
            let (target, pointer) = self.follow(callback);
            let here = pointer.unwrap_or_else(|| place.key(name).pointer());
            let here = At::of(&here);
            for (url, item) in target.as_object().into_iter().flatten() {
                if url.starts_with("x-") || url == "$ref" {
                    continue;
                }
                let (item, pointer) = self.follow(item);
                let at = pointer.unwrap_or_else(|| here.key(url).pointer());
                self.callbacks.push(Callback { owner, name, url, item, at });
            }
        }
    }

    /// Translates the operations of all callbacks. A callback that several operations share is translated once.
    pub(super) fn callbacks(&mut self) {
        let mut known: BTreeMap<String, std::ops::Range<usize>> = BTreeMap::new();
        // Callbacks may have callbacks, so the list may grow.
        let mut index = 0;
        while let Some(Callback { owner, name, url, item, at }) = self.callbacks.get(index) {
            let (owner, name, url, item) = (*owner, *name, *url, *item);
            let place = at.clone();
            index += 1;
            let is_valid = fault(url).is_none();
            let asked = CallbackOwner { operation: owner, url: url.to_owned() };
            let made = known.get(&place).cloned().unwrap_or_else(|| {
                let before = self.api.operations.len();
                let path = format!("/{}{}", escaped(name), suffix(url));
                let side = Place { path: &path, side: Side::Callbacks, name: Some(name) };
                self.path_item(&side, item, &At::of(&place));
                let made = before..self.api.operations.len();
                known.insert(place.clone(), made.clone());
                made
            });
            for operation in self.api.operations.get_mut(made).into_iter().flatten() {
                if is_valid {
                    operation.callback_of.push(asked.clone());
                }
            }
        }
    }
}

/// Returns the part of a URL that all receivers share: the path after its only expression.
fn suffix(url: &str) -> &str {
    let Some((_, after)) = url.strip_prefix('{').and_then(|rest| rest.split_once('}')) else {
        return "";
    };
    let path = after.split(['?', '#']).next().unwrap_or_default();
    let plain = |c: char| c.is_ascii_alphanumeric() || "/-._~".contains(c);
    if path.starts_with('/') && path.chars().all(plain) { path.trim_end_matches('/') } else { "" }
}

/// Escapes a name as one segment of a path.
fn escaped(name: &str) -> String {
    use std::fmt::Write as _;
    let mut text = String::new();
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            text.push(char::from(byte));
        } else {
            // Writing to a `String` cannot fail.
            let _ = write!(text, "%{byte:02X}");
        }
    }
    // URL libraries resolve the segments `.` and `..`.
    if text.chars().all(|c| c == '.') { format!("{text}-") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_path_of_a_callback_is_what_all_receivers_share() {
        for (url, path) in [
            ("{$request.body#/url}", ""),
            ("{$request.body#/url}/data/", "/data"),
            ("{$request.body#/url}/{$request.body#/id}", ""),
            ("{$request.query.url}/a?b={$method}", "/a"),
            ("https://example.com/a", ""),
            ("$request.body#/url", ""),
        ] {
            assert_eq!(suffix(url), path, "{url}");
        }
        assert_eq!(escaped("a b/{c}"), "a%20b%2F%7Bc%7D");
        assert_eq!(escaped(".."), "..-");
    }
}
