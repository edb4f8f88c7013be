//! Webhooks and callbacks: operations that the API calls and others serve.
//!
//! They have no path of their own: a webhook's is its name, a callback's its name and what follows the expression in
//! its URL. A receiver is mounted where its owner likes, and the sender is told the whole URL.

use std::collections::BTreeMap;

use super::operation::Place;
use super::{Lower, node};
use crate::api::{Asked, Side};
use crate::read::expression::fault;
use crate::tree::Node;
use crate::tree::pointer::At;

/// A callback that some operation asks for.
pub(super) struct Wanted<'d> {
    /// The operation, an index.
    owner: usize,
    name: &'d str,
    url: &'d str,
    item: &'d Node,
    at: String,
}

impl<'d> Lower<'d, '_> {
    /// The operations of every webhook.
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

    /// Keeps the callbacks of an operation for later: those of the API come first.
    pub(super) fn want_callbacks(&mut self, owner: usize, node: &'d Node, at: &At<'_>) {
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
                self.wanted.push(Wanted { owner, name, url, item, at });
            }
        }
    }

    /// The operations of every callback. One that several operations ask for is one all the same.
    pub(super) fn callbacks(&mut self) {
        let mut known: BTreeMap<String, std::ops::Range<usize>> = BTreeMap::new();
        // Callbacks may have callbacks, each of which is looked into once.
        let mut index = 0;
        while let Some(Wanted { owner, name, url, item, at }) = self.wanted.get(index) {
            let (owner, name, url, item) = (*owner, *name, *url, *item);
            let place = at.clone();
            index += 1;
            let told = fault(url).is_none();
            let asked = Asked { operation: owner, url: url.to_owned() };
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
                if told {
                    operation.asked_by.push(asked.clone());
                }
            }
        }
    }
}

/// What of a URL is the same for all receivers: the path behind the one expression that tells it.
fn suffix(url: &str) -> &str {
    let Some((_, after)) = url.strip_prefix('{').and_then(|rest| rest.split_once('}')) else {
        return "";
    };
    let path = after.split(['?', '#']).next().unwrap_or_default();
    let plain = |c: char| c.is_ascii_alphanumeric() || "/-._~".contains(c);
    if path.starts_with('/') && path.chars().all(plain) { path.trim_end_matches('/') } else { "" }
}

/// A name as one segment of a path.
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
    // Every URL library resolves segments of dots.
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
