//! Reports the removed parts. Each operation is named by its method and path, also where a path item in another place
//! describes it.

use std::collections::BTreeMap;

use super::METHODS;
use crate::diag::{Code, Diagnostic, Diagnostics, Place, Related, codes, text};
use crate::tree::Node;
use crate::tree::pointer::{Origin, fragment, lookup, push, segments};

/// The number of references that are followed. Longer chains are cycles, which have been reported.
const MOST_HOPS: usize = 64;

/// Reports the removed operations and other parts, with the cause.
pub(super) fn report(tree: &Node, lost: &BTreeMap<String, usize>, diagnostics: &mut Diagnostics) {
    let causes: Vec<Diagnostic> = diagnostics.iter().cloned().collect();
    let users = users(tree);
    for (pointer, cause) in lost {
        let Some(cause) = causes.get(*cause) else { continue };
        if lookup(tree, pointer).is_none() {
            continue;
        }
        for (code, what) in names(pointer, &users) {
            let message = format!("skipped {what}: {}", cause.message);
            let found = diagnostics.report_at(code, &Origin { pointer: pointer.clone() }, message);
            found.on_key();
            if let Place::Pointer { pointer: place, part } = &cause.place
                && place != pointer
            {
                let place = Place::Pointer { pointer: place.clone(), part: *part };
                found.related.push(Related { place, label: "caused by this error".to_owned() });
            }
        }
    }
}

/// Returns the paths that have the operations of each path item through a reference.
fn users(tree: &Node) -> BTreeMap<String, Vec<String>> {
    let mut users: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for section in ["paths", "webhooks"] {
        let items = tree.get(section).and_then(Node::as_object).into_iter().flatten();
        for (path, item) in items {
            let mut item = Some(item);
            for _ in 0..MOST_HOPS {
                let target = item.and_then(|item| item.get("$ref")?.as_str()).and_then(fragment);
                let Some(target) = target else { break };
                item = lookup(tree, &target);
                users.entry(target).or_default().push(path.clone());
            }
        }
    }
    users
}

/// Returns what a removed part is called: an operation by each of its paths.
fn names(pointer: &str, users: &BTreeMap<String, Vec<String>>) -> Vec<(&'static Code, String)> {
    let path: Vec<_> = segments(pointer).collect();
    let path: Vec<&str> = path.iter().map(AsRef::as_ref).collect();
    let (section, own, method, rest) = match path.as_slice() {
        [section, own, "additionalOperations", method, rest @ ..] => {
            (*section, *own, *method, rest)
        }
        [section, own, method, rest @ ..] if METHODS.contains(method) => {
            (*section, *own, *method, rest)
        }
        ["components", section @ "pathItems", own, "additionalOperations", method, rest @ ..] => {
            (*section, *own, *method, rest)
        }
        ["components", section @ "pathItems", own, method, rest @ ..]
            if METHODS.contains(method) =>
        {
            (*section, *own, *method, rest)
        }
        [] => return Vec::new(),
        [.., name] => return vec![(&codes::SKIPPED_PART, part(&path, name))],
    };
    let is_path = matches!(section, "paths" | "webhooks");
    let mut item = if is_path { String::new() } else { "/components".to_owned() };
    push(&mut item, section);
    push(&mut item, own);
    let others = users.get(&item).into_iter().flatten().map(String::as_str);
    let paths = is_path.then_some(own).into_iter().chain(others);
    let mut operations: Vec<String> = paths.map(|path| named(method, path)).collect();
    if operations.is_empty() {
        operations.push(format!("{} of path item {}", named(method, ""), text::quote(own)));
    }
    let code = match rest {
        [] => &codes::SKIPPED_OPERATION,
        _ => &codes::SKIPPED_PART,
    };
    let of = |operation: String| match rest.last() {
        None => operation,
        Some(name) => format!("{} of {operation}", part(rest, name)),
    };
    operations.into_iter().map(|operation| (code, of(operation))).collect()
}

/// Returns what a part other than an operation is called.
fn part(path: &[&str], name: &str) -> String {
    let name = text::quote(name);
    match path {
        [.., "headers", _] => format!("header {name}"),
        [.., "content", _] => format!("body {name}"),
        [.., "responses", _] => format!("response {name}"),
        [.., "parameters", index] => match index.parse::<usize>() {
            Ok(index) => format!("parameter {}", index.saturating_add(1)),
            Err(_) => format!("parameter {name}"),
        },
        _ => name,
    }
}

fn named(method: &str, path: &str) -> String {
    text::quote(format!("{} {path}", method.to_uppercase()).trim_end())
}
