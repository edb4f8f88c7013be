//! Translates links: the operations that can follow a response, and their parameters. They become documentation, and
//! are checked against the document.
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

/// The methods with a keyword in path items.
const METHODS: &[&str] =
    &["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];

impl<'d> Lower<'d, '_> {
    /// Returns the links of a response of the operation at `from`.
    pub(super) fn links(&mut self, response: &'d Node, at: &At<'_>, from: &str) -> Vec<Link> {
        let place = at.key("links");
        let mut links = Vec::new();
        for (name, link) in node::object(response, "links").into_iter().flatten() {
            if name.starts_with("x-") {
                continue;
            }
            links.extend(self.at_target(link, &place.key(name), |lower, link, at| {
                // A link that several responses refer to is checked once.
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

    /// Returns the operation that a link leads to, with its place.
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

    /// Returns the locations and names of an operation's parameters, including those of its path.
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
                    let what =
                        format!("unknown parameter {} of the linked operation", text::quote(key));
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
        // The operation may have been skipped, or removed by a filter.
        let whole = !self.is_filtered && self.diagnostics.count(&codes::SKIPPED_OPERATION) == 0;
        if !whole || self.target(link).is_some() {
            return;
        }
        if let Some(id) = node::text(link, "operationId") {
            let what = format!("unknown `operationId` {}", text::quote(id));
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
            // Other files are not read for a link.
            let is_root = self.diagnostics.source(&at.pointer()).0 == FileId::ROOT;
            if is_root && fragment(reference).is_some() {
                let what = format!(
                    "`operationRef` {} does not lead to an operation",
                    text::quote(reference)
                );
                self.diagnostics
                    .report(&codes::DANGLING_LINK, &at.key("operationRef"), what)
                    .help("write a reference to an operation, such as `#/paths/~1pets/get`");
            }
        } else {
            let what = "missing `operationId` or `operationRef` in link";
            self.diagnostics
                .report(&codes::DANGLING_LINK, at, what)
                .help("add the `operationId` of the operation that can follow");
        }
    }

    /// Checks the expressions of a value: alone, or in braces inside a string.
    fn check_value(&mut self, response: &'d Node, value: &'d Node, at: &At<'_>, from: &str) {
        let Some(value) = value.as_str() else { return };
        let alone = value.starts_with('$').then_some(value);
        let inside = value.split("{$").skip(1).filter_map(|rest| rest.split('}').next());
        let inside: Vec<String> = inside.map(|rest| format!("${rest}")).collect();
        for expression in alone.into_iter().chain(inside.iter().map(String::as_str)) {
            let wrong = expression::in_link(expression)
                .or_else(|| self.unknown_source(response, expression, from));
            if let Some(what) = wrong {
                let what = format!("invalid expression {}: {what}", text::quote(expression));
                self.diagnostics.report(&codes::DANGLING_LINK, at, what).help(
                    "write a runtime expression for a value of the request or response, such as `$response.body#/id`",
                );
            }
        }
    }

    /// Returns why the source of a valid expression does not exist, if it does not.
    fn unknown_source(&self, response: &'d Node, expression: &str, from: &str) -> Option<String> {
        let (source, rest) = expression.split_once('.')?;
        let (place, name) = rest.split_once('.')?;
        if source == "$response" && place == "header" {
            let mut headers = node::object(response, "headers").into_iter().flatten();
            let known = headers.any(|(key, _)| key.eq_ignore_ascii_case(name));
            // Standard headers are seldom described.
            let own = ["location", "link", "etag", "content-location", "content-type"];
            let known = known || own.iter().any(|own| name.eq_ignore_ascii_case(own));
            return (!known).then(|| "the response has no such header".to_owned());
        }
        if source != "$request" || !matches!(place, "query" | "path") {
            return None;
        }
        let known = self.parameters_of(from).contains(&(place, name));
        (!known).then(|| format!("the operation has no such {place} parameter"))
    }
}

/// Formats a value for documentation.
fn shown(value: &Node) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
