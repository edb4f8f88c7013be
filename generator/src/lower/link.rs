//! Links: which operation goes on from an answer, and with what. They become documentation; what they name is held to
//! the document.
//!
//! ```yaml
//! links: {repositories: {operationId: listRepos, parameters: {owner: $response.body#/login}}}
//! ```

use super::{Lower, node};
use crate::api::Link;
use crate::diag::{codes, near, text};
use crate::read::expression;
use crate::source::FileId;
use crate::tree::Node;
use crate::tree::pointer::{At, escape, fragment, lookup};

/// The methods that a path item has fields for.
const METHODS: &[&str] =
    &["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];

impl<'d> Lower<'d, '_> {
    /// The links of a response of the operation at `from`.
    pub(super) fn links(&mut self, response: &'d Node, at: &At<'_>, from: &str) -> Vec<Link> {
        let place = at.key("links");
        let mut links = Vec::new();
        for (name, link) in node::object(response, "links").into_iter().flatten() {
            if name.starts_with("x-") {
                continue;
            }
            links.extend(self.at_target(link, &place.key(name), |lower, link, at| {
                // A link that several answers refer to is judged once.
                if lower.reported.insert(at.pointer()) {
                    lower.check_link(response, link, at, from);
                }
                lower.link(name, link)
            }));
        }
        links
    }

    fn link(&self, name: &str, link: &'d Node) -> Option<Link> {
        let named = node::text(link, "operationId").or_else(|| node::text(link, "operationRef"))?;
        let values = node::object(link, "parameters").into_iter().flatten();
        let server = link.get("server").and_then(|server| node::text(server, "url"));
        Some(Link {
            name: name.to_owned(),
            target: self.target(link).map(|(pointer, _)| pointer),
            named: named.to_owned(),
            parameters: values.map(|(name, value)| (name.clone(), shown(value))).collect(),
            body: link.get("requestBody").map(shown),
            server: server.map(str::to_owned),
            docs: node::docs(link),
        })
    }

    /// The operation that a link leads to, with its place.
    fn target(&self, link: &'d Node) -> Option<(String, &'d Node)> {
        let Some(id) = node::text(link, "operationId") else {
            let pointer = fragment(node::text(link, "operationRef")?)?;
            return lookup(self.root, &pointer).map(|operation| (pointer, operation));
        };
        self.all_operations()
            .find(|(_, operation)| node::text(operation, "operationId") == Some(id))
    }

    fn all_operations(&self) -> impl Iterator<Item = (String, &'d Node)> + use<'_, 'd> {
        let paths = node::object(self.root, "paths").into_iter().flatten();
        paths.flat_map(|(path, item)| {
            let (item, pointer) = self.follow(item);
            let here = pointer.unwrap_or_else(|| format!("/paths/{}", escape(path)));
            let own = METHODS.iter().filter_map(|method| Some((*method, item.get(*method)?)));
            let more = node::object(item, "additionalOperations").into_iter().flatten();
            let more = more.map(|(method, operation)| {
                (format!("additionalOperations/{}", escape(method)), operation)
            });
            let own = own.map(|(method, operation)| (method.to_owned(), operation));
            let all: Vec<_> = own.chain(more).collect();
            all.into_iter().map(move |(step, operation)| (format!("{here}/{step}"), operation))
        })
    }

    /// The places and names of an operation's parameters, those of its path among them.
    fn parameters_of(&self, pointer: &str) -> Vec<(&'d str, &'d str)> {
        let operation = lookup(self.root, pointer);
        let around = pointer.rsplit_once('/').map(|(item, _)| item);
        let around = around.map(|item| item.strip_suffix("/additionalOperations").unwrap_or(item));
        let item = around.and_then(|item| lookup(self.root, item));
        let lists = operation.into_iter().chain(item);
        let all = lists.flat_map(|owner| node::list(owner, "parameters"));
        let named = all.filter_map(|parameter| {
            let (parameter, _) = self.follow(parameter);
            Some((node::text(parameter, "in")?, node::text(parameter, "name")?))
        });
        named.collect()
    }

    fn check_link(&mut self, response: &'d Node, link: &'d Node, at: &At<'_>, from: &str) {
        self.check_target(link, at);
        let target = self.target(link).map(|(pointer, _)| self.parameters_of(&pointer));
        let place = at.key("parameters");
        for (key, value) in node::object(link, "parameters").into_iter().flatten() {
            let at = place.key(key);
            if let Some(known) = &target {
                let fits = |(place, name): &(&str, &str)| {
                    key == name || key.split_once('.') == Some((*place, *name))
                };
                if !known.iter().any(fits) {
                    let what = format!("the operation has no parameter {}", text::quote(key));
                    let found = self.diagnostics.report(&codes::DANGLING_LINK, &at, what).on_key();
                    let names = known.iter().map(|(_, name)| *name);
                    if let Some(near) = near::nearest(key, names) {
                        found.help(format!("did you mean {}?", text::quote(near)));
                    }
                }
            }
            self.check_value(response, value, &at, from);
        }
        if let Some(value) = link.get("requestBody") {
            self.check_value(response, value, &at.key("requestBody"), from);
        }
    }

    fn check_target(&mut self, link: &'d Node, at: &At<'_>) {
        // An operation that was skipped, or that nobody asks for, is no fault of the link.
        let whole = !self.is_filtered && self.diagnostics.count(&codes::SKIPPED_OPERATION) == 0;
        if !whole || self.target(link).is_some() {
            return;
        }
        if let Some(id) = node::text(link, "operationId") {
            let what = format!("no operation has the id {}", text::quote(id));
            let ids: Vec<_> = self
                .all_operations()
                .filter_map(|(_, operation)| node::text(operation, "operationId"))
                .collect();
            let at = at.key("operationId");
            let found = self.diagnostics.report(&codes::DANGLING_LINK, &at, what);
            if let Some(near) = near::nearest(id, ids) {
                found.help(format!("did you mean {}?", text::quote(near)));
            }
        } else if let Some(reference) = node::text(link, "operationRef") {
            // What another file has is not read for a link.
            let is_root = self.diagnostics.source(&at.pointer()).0 == FileId::ROOT;
            if is_root && fragment(reference).is_some() {
                let what = format!("{} leads to no operation", text::quote(reference));
                self.diagnostics.report(&codes::DANGLING_LINK, &at.key("operationRef"), what);
            }
        } else {
            let what = "a link has neither `operationId` nor `operationRef`";
            self.diagnostics.report(&codes::DANGLING_LINK, at, what);
        }
    }

    /// Checks the expressions of a value: alone, or between braces in a text.
    fn check_value(&mut self, response: &'d Node, value: &'d Node, at: &At<'_>, from: &str) {
        let Some(value) = value.as_str() else { return };
        let alone = value.starts_with('$').then_some(value);
        let inside = value.split("{$").skip(1).filter_map(|rest| rest.split('}').next());
        let inside: Vec<String> = inside.map(|rest| format!("${rest}")).collect();
        for expression in alone.into_iter().chain(inside.iter().map(String::as_str)) {
            let wrong = expression::in_link(expression)
                .or_else(|| self.unknown_source(response, expression, from));
            if let Some(what) = wrong {
                let what = format!("{} {what}", text::quote(expression));
                self.diagnostics.report(&codes::DANGLING_LINK, at, what);
            }
        }
    }

    /// What a well-formed expression names that this operation does not have.
    fn unknown_source(&self, response: &'d Node, expression: &str, from: &str) -> Option<String> {
        let (source, rest) = expression.split_once('.')?;
        let (place, name) = rest.split_once('.')?;
        if source == "$response" && place == "header" {
            let mut headers = node::object(response, "headers").into_iter().flatten();
            let known = headers.any(|(key, _)| key.eq_ignore_ascii_case(name));
            // The protocol's own are seldom described.
            let own = ["location", "link", "etag", "content-location", "content-type"];
            let known = known || own.iter().any(|own| name.eq_ignore_ascii_case(own));
            return (!known).then(|| "names a header that the response does not have".to_owned());
        }
        if source != "$request" || !matches!(place, "query" | "path") {
            return None;
        }
        let known = self.parameters_of(from).contains(&(place, name));
        (!known).then(|| format!("names a {place} parameter that this operation does not have"))
    }
}

/// A value as a reader of documentation sees it.
fn shown(value: &Node) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
