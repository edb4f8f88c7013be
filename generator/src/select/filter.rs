//! Filters operations by tag, id and path.

use std::collections::{BTreeSet, HashMap};

use crate::config::{Config, Selection, glob};
use crate::diag::{Diagnostics, codes, near, text};
use crate::tree::pointer::{escape, fragment, lookup};
use crate::tree::{Node, Object};

/// The methods with a keyword in path items.
const METHODS: &[&str] =
    &["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];

/// The sections with operations.
const SECTIONS: &[&str] = &["paths", "webhooks"];

/// The properties of an operation that filters match.
struct Labels<'o> {
    id: Option<&'o str>,
    /// `GET /pets`
    call: String,
    path: &'o str,
    tags: Vec<&'o str>,
}

/// Removes operations, and returns a tree of the removed ones.
pub(super) fn run(
    tree: &mut Node,
    config: &Config,
    diagnostics: &mut Diagnostics,
    lost: &mut BTreeSet<String>,
) -> Node {
    let mut filters = Filters::new(config);
    let mut removed = Object::new();
    let mut left = 0;
    for section in SECTIONS {
        let Some(paths) = tree.get(*section).and_then(Node::as_object) else { continue };
        let mut kept_paths = Object::new();
        let mut removed_paths = Object::new();
        for (path, item) in paths {
            if path.starts_with("x-") {
                kept_paths.insert(path.clone(), item.clone());
                continue;
            }
            let here = format!("/{section}/{}", escape(path));
            let (target, refers) = follow(tree, item);
            let split = split_item(target, path, &here, &mut filters, lost);
            left += split.left;
            if split.left == 0 {
                lost.insert(here);
                removed_paths.insert(path.clone(), target.clone());
                continue;
            }
            // A path item that refers to another one gets a copy of what is left of that.
            let is_changed = refers || !split.removed.is_empty();
            let item = if is_changed { Node::Object(split.kept) } else { item.clone() };
            kept_paths.insert(path.clone(), item);
            removed_paths.insert(path.clone(), Node::Object(split.removed));
        }
        removed.insert((*section).to_owned(), Node::Object(removed_paths));
        if let Node::Object(root) = &mut *tree {
            root.insert((*section).to_owned(), Node::Object(kept_paths));
        }
    }
    filters.report(diagnostics);
    if left == 0 && !filters.seen.is_empty() && filters.found_something() {
        let pointer = if config.settings.include.is_empty() { "/exclude" } else { "/include" };
        let message = "the filters exclude every operation";
        config.report_key(diagnostics, &codes::NOTHING_LEFT, pointer, message);
    }
    Node::Object(removed)
}

/// A path item, split into two parts.
#[derive(Default)]
struct Split {
    kept: Object,
    removed: Object,
    /// The number of operations that are left.
    left: usize,
}

/// Splits a path item into selected and removed operations, and records the places of the removed ones.
fn split_item(
    item: &Node,
    path: &str,
    here: &str,
    filters: &mut Filters<'_>,
    lost: &mut BTreeSet<String>,
) -> Split {
    let mut split = Split::default();
    for (key, value) in item.as_object().into_iter().flatten() {
        if let ("additionalOperations", Some(operations)) = (key.as_str(), value.as_object()) {
            let (mut kept, mut removed) = (Object::new(), Object::new());
            for (method, operation) in operations {
                if filters.selects(&labels(method, path, operation)) {
                    kept.insert(method.clone(), operation.clone());
                } else {
                    lost.insert(format!("{here}/{key}/{}", escape(method)));
                    removed.insert(method.clone(), operation.clone());
                }
            }
            split.left += kept.len();
            split.kept.insert(key.clone(), Node::Object(kept));
            if !removed.is_empty() {
                split.removed.insert(key.clone(), Node::Object(removed));
            }
        } else if METHODS.contains(&key.as_str()) {
            if filters.selects(&labels(key, path, value)) {
                split.left += 1;
                split.kept.insert(key.clone(), value.clone());
            } else {
                lost.insert(format!("{here}/{key}"));
                split.removed.insert(key.clone(), value.clone());
            }
        } else {
            split.kept.insert(key.clone(), value.clone());
        }
    }
    split
}

/// Follows references to a path item. Returns it, and whether there are any references.
fn follow<'t>(tree: &'t Node, item: &'t Node) -> (&'t Node, bool) {
    let mut here = item;
    let mut refers = false;
    for _ in 0..64 {
        let reference = here.get("$ref").and_then(Node::as_str).and_then(fragment);
        let Some(target) = reference.and_then(|pointer| lookup(tree, &pointer)) else { break };
        here = target;
        refers = true;
    }
    (here, refers)
}

fn labels<'o>(method: &str, path: &'o str, operation: &'o Node) -> Labels<'o> {
    let tags = operation.get("tags").and_then(Node::as_array).into_iter().flatten();
    let mut tags: Vec<&str> = tags.filter_map(Node::as_str).collect();
    if tags.is_empty() {
        tags.push("default");
    }
    Labels {
        id: operation.get("operationId").and_then(Node::as_str),
        call: format!("{} {path}", method.to_uppercase()),
        path,
        tags,
    }
}

/// The filters, with what each of them has matched so far.
struct Filters<'c> {
    config: &'c Config,
    rules: Vec<Rule<'c>>,
    /// The names in the document, by kind.
    seen: HashMap<&'static str, BTreeSet<String>>,
}

struct Rule<'c> {
    include: bool,
    kind: &'static str,
    pattern: &'c str,
    pointer: String,
    found: bool,
}

impl<'c> Filters<'c> {
    fn new(config: &'c Config) -> Self {
        let mut rules = Vec::new();
        let settings = &config.settings;
        let mut add = |include: bool, name: &str, selection: &'c Selection| {
            let lists = [
                ("tags", &selection.tags),
                ("operations", &selection.operations),
                ("paths", &selection.paths),
            ];
            for (kind, patterns) in lists {
                for (index, pattern) in patterns.iter().enumerate() {
                    let pointer = format!("/{name}/{kind}/{index}");
                    rules.push(Rule { include, kind, pattern, pointer, found: false });
                }
            }
        };
        add(true, "include", &settings.include);
        add(false, "exclude", &settings.exclude);
        Filters { config, rules, seen: HashMap::new() }
    }

    /// Whether an operation is selected.
    fn selects(&mut self, labels: &Labels<'_>) -> bool {
        let id = labels.id.map(str::to_owned);
        self.seen
            .entry("operations")
            .or_default()
            .extend(id.into_iter().chain([labels.call.clone()]));
        self.seen.entry("paths").or_default().insert(labels.path.to_owned());
        self.seen
            .entry("tags")
            .or_default()
            .extend(labels.tags.iter().map(|tag| (*tag).to_owned()));
        let mut included = self.config.settings.include.is_empty();
        let mut excluded = false;
        for rule in &mut self.rules {
            let fits = match rule.kind {
                "tags" => labels.tags.iter().any(|tag| glob::name(rule.pattern, tag)),
                "paths" => glob::path(rule.pattern, labels.path),
                _ => {
                    labels.id.is_some_and(|id| glob::name(rule.pattern, id))
                        || glob::path(rule.pattern, &labels.call)
                }
            };
            if fits {
                rule.found = true;
                *(if rule.include { &mut included } else { &mut excluded }) = true;
            }
        }
        included && !excluded
    }

    fn found_something(&self) -> bool {
        let mut included = self.rules.iter().filter(|rule| rule.include).peekable();
        included.peek().is_none() || included.any(|rule| rule.found)
    }

    /// Reports the filters that match nothing.
    fn report(&self, diagnostics: &mut Diagnostics) {
        for rule in self.rules.iter().filter(|rule| !rule.found) {
            let what = match rule.kind {
                "tags" => "tag",
                "paths" => "path",
                _ => "operation",
            };
            let code = if rule.include { &codes::NO_MATCH } else { &codes::USELESS_SETTING };
            let message = format!("no {what} matches {}", text::quote(rule.pattern));
            let place = (rule.pointer.as_str(), rule.pattern);
            let found = self.config.report_text(diagnostics, code, place, message);
            let names = self.seen.get(rule.kind).into_iter().flatten().map(String::as_str);
            if let Some(near) = near::nearest(rule.pattern, names) {
                found.help(format!("did you mean {}?", text::quote(near)));
            }
        }
    }
}

/// Keeps the parts of removed operations that others refer to, in a place outside of operations.
pub(super) fn keep_referenced(tree: &mut Node, removed: &Node) {
    let mut kept: Vec<(String, Node)> = Vec::new();
    redirect(tree, removed, &mut kept);
    let mut index = 0;
    while index < kept.len() {
        let Some((_, node)) = kept.get(index) else { break };
        let mut node = node.clone();
        redirect(&mut node, removed, &mut kept);
        if let Some(place) = kept.get_mut(index) {
            place.1 = node;
        }
        index += 1;
    }
    if let (Node::Object(root), false) = (tree, kept.is_empty()) {
        let kept = kept.into_iter().map(|(_, node)| node).collect();
        root.insert("x-kept".to_owned(), Node::Array(kept));
    }
}

fn redirect(node: &mut Node, removed: &Node, kept: &mut Vec<(String, Node)>) {
    match node {
        Node::Object(members) => {
            if let Some(Node::String(reference)) = members.get_mut("$ref")
                && let Some(pointer) = fragment(reference)
                && let Some(target) = lookup(removed, &pointer)
            {
                let known = kept.iter().position(|(known, _)| *known == pointer);
                let index = known.unwrap_or_else(|| {
                    kept.push((pointer, target.clone()));
                    kept.len() - 1
                });
                *reference = format!("#/x-kept/{index}");
            }
            members.values_mut().for_each(|member| redirect(member, removed, kept));
        }
        Node::Array(items) => items.iter_mut().for_each(|item| redirect(item, removed, kept)),
        _ => {}
    }
}
