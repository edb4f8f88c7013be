//! Translates operations: one for each method of each path.

use std::collections::BTreeSet;

use super::parameter::{is_same, keep_whole_query};
use super::path::{fit_path, sent};
use super::{Lower, node};
use crate::api::{Operation, Side, Tag};
use crate::tree::Node;
use crate::tree::pointer::At;

/// The methods of a path item, in the order in which OpenAPI lists them.
const METHODS: &[&str] =
    &["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];

/// The place of a path item.
pub(super) struct Place<'p> {
    /// Its path.
    pub(super) path: &'p str,
    /// The side that serves it.
    pub(super) side: Side,
    /// The name of the webhook or callback.
    pub(super) name: Option<&'p str>,
}

impl<'d> Lower<'d, '_> {
    /// Translates the operations of all paths.
    pub(super) fn operations(&mut self) {
        let root = At::root();
        let place = root.key("paths");
        let paths = node::object(self.root, "paths").into_iter().flatten();
        for (path, item) in paths.filter(|(path, _)| !path.starts_with("x-")) {
            self.at_target(item, &place.key(path), |lower, item, at| {
                let path = sent(path);
                let place = Place { path: &path, side: Side::Api, name: None };
                lower.path_item(&place, item, at);
            });
        }
    }

    /// Translates the operations of a path item.
    pub(super) fn path_item(&mut self, place: &Place<'_>, item: &'d Node, at: &At<'_>) {
        for method in METHODS {
            if let Some(operation) = item.get(*method) {
                let lowered = self.operation(place, method, item, operation, &at.key(method), at);
                self.add(Operation { method: method.to_uppercase(), ..lowered }, operation);
            }
        }
        let more = at.key("additionalOperations");
        for (method, operation) in node::object(item, "additionalOperations").into_iter().flatten()
        {
            let lowered = self.operation(place, method, item, operation, &more.key(method), at);
            self.add(Operation { method: method.clone(), ..lowered }, operation);
        }
    }

    fn add(&mut self, operation: Operation, node: &'d Node) {
        let origin = operation.origin.pointer.clone();
        self.api.operations.push(operation);
        self.collect_callbacks(self.api.operations.len() - 1, node, &At::of(&origin));
    }

    fn operation(
        &mut self,
        place: &Place<'_>,
        method: &str,
        item: &'d Node,
        node: &'d Node,
        at: &At<'_>,
        item_at: &At<'_>,
    ) -> Operation {
        let id = self.id(place, method, node);
        let security = self.security(node, place.side);
        let secured = !security.is_empty();
        let mut parameters = self.parameters(node, at, &id, secured);
        for shared in self.parameters(item, item_at, &id, secured) {
            if !parameters.iter().any(|own| is_same(own, &shared)) {
                parameters.push(shared);
            }
        }
        keep_whole_query(&mut parameters);
        let path = fit_path(place.path, &mut parameters);
        self.spread(&security, &mut parameters, at);
        let (outputs, errors) = self.responses(node, at, &id, method);
        let mut lowered = Operation {
            method: method.to_owned(),
            path,
            optional_slash: node::text(item, "x-trailing-slash") == Some("optional"),
            tag: self.tag(node, place.side),
            docs: node::docs(node),
            parameters,
            body: self.body(node, at, &id),
            outputs,
            errors,
            security,
            paging: None,
            callback_of: Vec::new(),
            servers: self.servers_of(place, node, item, at, item_at),
            is_incoming: place.side != Side::Api,
            deprecated: node::flag(node, "deprecated"),
            origin: at.origin(),
            id,
        };
        self.check_path(&lowered, at);
        lowered.paging = self.paging(&lowered, node, at);
        lowered
    }

    /// Returns a unique id for an operation: its `operationId`, else the name of the webhook or callback, else its
    /// method and path.
    fn id(&mut self, place: &Place<'_>, method: &str, node: &Node) -> String {
        let own = node::text(node, "operationId").filter(|id| !id.trim().is_empty());
        let name = place.name.filter(|name| !name.trim().is_empty());
        let method = method.to_lowercase();
        let made = format!("{method} {}", name.unwrap_or(place.path));
        let candidates = own.into_iter().chain(name).map(str::to_owned).chain([made.clone()]);
        let numbered = (2..).map(|number| format!("{made} {number}"));
        for id in candidates.chain(numbered) {
            if self.ids.insert(id.clone()) {
                return id;
            }
        }
        made
    }

    /// Returns the tag of an operation: its first one. Operations without tags share one.
    fn tag(&mut self, node: &Node, side: Side) -> usize {
        let otherwise = if side == Side::Api { "default" } else { side.module() };
        let name = node::texts(node, "tags").next().unwrap_or(otherwise);
        let known = |tag: &Tag| tag.name == name && tag.side == side;
        if let Some(known) = self.api.tags.iter().position(known) {
            return known;
        }
        let declared = self.api.tags.iter().find(|tag| tag.name == name);
        let docs = declared.map(|tag| tag.docs.clone()).unwrap_or_default();
        self.api.tags.push(Tag { name: name.to_owned(), docs, side });
        self.api.tags.len() - 1
    }

    /// Removes tags without operations, for which no trait is generated.
    pub(super) fn drop_empty_tags(&mut self) {
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
