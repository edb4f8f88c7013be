//! Operations: one for each method of each path.

use std::collections::BTreeSet;

use super::parameter::{fit_path, is_same};
use super::{Lower, node};
use crate::api::{Docs, Operation, Tag};
use crate::load::node::Node;
use crate::load::pointer::At;

/// The methods of a path item, in the order in which OpenAPI lists them.
const METHODS: &[&str] = &["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/// A path as it is sent: a fragment is not, nor is the list of the query's parameters in the manner of RFC 6570.
/// A fixed query is part of it.
fn sent(path: &str) -> String {
    let path = path.split('#').next().unwrap_or_default();
    let mut sent = String::new();
    let mut rest = path;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, next) = after.split_once('}').unwrap_or((after, ""));
        sent.push_str(before);
        if !name.starts_with(['?', '&']) {
            sent.push('{');
            sent.push_str(name);
            sent.push('}');
        }
        rest = next;
    }
    sent.push_str(rest);
    sent
}

impl<'d> Lower<'d, '_> {
    /// Every operation of every path.
    pub(super) fn operations(&mut self) {
        let root = At::root();
        let place = root.key("paths");
        let paths = node::object(self.root, "paths").into_iter().flatten();
        for (path, item) in paths.filter(|(path, _)| path.starts_with('/')) {
            self.at_target(item, &place.key(path), |lower, item, at| {
                lower.path_item(path, item, at);
            });
        }
        self.drop_empty_tags();
    }

    fn path_item(&mut self, path: &str, item: &'d Node, at: &At<'_>) {
        for method in METHODS {
            if let Some(operation) = item.get(*method) {
                let lowered = self.operation(path, method, item, operation, &at.key(method), at);
                self.api.operations.push(lowered);
            }
        }
        self.unhonoured_of_path(item, at);
    }

    fn operation(
        &mut self,
        path: &str,
        method: &str,
        item: &'d Node,
        node: &'d Node,
        at: &At<'_>,
        item_at: &At<'_>,
    ) -> Operation {
        // An id that another operation has already is none.
        let id = node::text(node, "operationId")
            .filter(|id| !id.trim().is_empty() && self.ids.insert((*id).to_owned()))
            .map_or_else(|| format!("{method} {path}"), str::to_owned);
        let security = self.security(node);
        let secured = !security.is_empty();
        let mut parameters = self.parameters(node, at, &id, secured);
        for shared in self.parameters(item, item_at, &id, secured) {
            if !parameters.iter().any(|own| is_same(own, &shared)) {
                parameters.push(shared);
            }
        }
        fit_path(&sent(path), &mut parameters);
        let (outputs, errors) = self.responses(node, at, &id);
        self.unhonoured_of_operation(node, at);
        let mut lowered = Operation {
            method: method.to_uppercase(),
            path: sent(path),
            loose_slash: node::text(item, "x-trailing-slash") == Some("optional"),
            tag: self.tag(node),
            docs: node::docs(node),
            parameters,
            body: self.body(node, at, &id),
            outputs,
            errors,
            security,
            paging: None,
            deprecated: node::flag(node, "deprecated"),
            origin: at.origin(),
            id,
        };
        lowered.paging = self.paging(&lowered, node, at);
        lowered
    }

    /// The group of an operation: its first tag; those without any share one.
    fn tag(&mut self, node: &Node) -> usize {
        let name = node::texts(node, "tags").next().unwrap_or("default");
        if let Some(known) = self.api.tags.iter().position(|tag| tag.name == name) {
            return known;
        }
        self.api.tags.push(Tag { name: name.to_owned(), docs: Docs::default() });
        self.api.tags.len() - 1
    }

    /// A tag that only serves the reader of the document becomes no trait.
    fn drop_empty_tags(&mut self) {
        let used: BTreeSet<usize> =
            self.api.operations.iter().map(|operation| operation.tag).collect();
        let kept: Vec<usize> = used.into_iter().collect();
        let tags = std::mem::take(&mut self.api.tags);
        self.api.tags = kept.iter().filter_map(|index| tags.get(*index).cloned()).collect();
        for operation in &mut self.api.operations {
            operation.tag = kept.binary_search(&operation.tag).unwrap_or_default();
        }
    }
}
