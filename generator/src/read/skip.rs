//! Removes parts with errors, and the operations that need them. In go the checked tree and its diagnostics. The
//! parts with an error and everything that refers to them are removed from the tree, and each removed operation is
//! reported with the error that is the cause.

use std::collections::{BTreeMap, BTreeSet};

use super::edit::remove;
use super::path::METHODS;
use crate::diag::{Diagnostics, Place, Severity};
use crate::resolve::dialect::{Form, Kind, each_child};
use crate::tree::pointer::{At, child_mut, fragment, lookup, push, security_scheme, segments};
use crate::tree::{Node, Object};

mod leaf;
mod report;

use leaf::{is_independent, leaf};

/// Removes the parts that cannot be generated.
pub(super) fn skip(tree: &mut Node, diagnostics: &mut Diagnostics) {
    let faults = faults(tree, diagnostics);
    if faults.is_empty() {
        return;
    }
    let uses = Uses::of(tree);
    let broken = propagate(tree, faults, &uses);
    let mut lost: BTreeMap<String, usize> = BTreeMap::new();
    for (pointer, cause) in broken {
        for part in parts(tree, &uses, &pointer) {
            lost.entry(part).or_insert(cause);
        }
    }
    report::report(tree, &lost, diagnostics);
    for pointer in lost.keys() {
        remove(tree, pointer);
        forget_parameter(tree, pointer);
    }
}

/// Makes a removed parameter null, so that the others of its list keep their pointers.
fn forget_parameter(tree: &mut Node, pointer: &str) {
    let Some((list, index)) = pointer.rsplit_once('/') else { return };
    let Ok(index) = index.parse::<usize>() else { return };
    let is_list = list.ends_with("/parameters");
    let list = segments(list).try_fold(tree, |node, segment| child_mut(node, &segment));
    if let Some(Node::Array(parameters)) = list.filter(|_| is_list)
        && let Some(parameter) = parameters.get_mut(index)
    {
        *parameter = Node::Null;
    }
}

/// Returns the places of all errors, with the index of their diagnostic.
fn faults(tree: &Node, diagnostics: &Diagnostics) -> Vec<(String, usize)> {
    let mut faults = Vec::new();
    let mut add = |pointer: &str, index: usize| {
        if lookup(tree, pointer).is_some() {
            faults.push((pointer.to_owned(), index));
            return;
        }
        // Errors from before the document was converted have the places of that time.
        let moved = diagnostics.resolved_places(pointer);
        let known = moved.iter().filter(|place| lookup(tree, place).is_some()).count();
        let places = moved.into_iter().filter(|place| known == 0 || lookup(tree, place).is_some());
        faults.extend(places.map(|place| (place, index)));
    };
    for (index, found) in diagnostics.iter().enumerate() {
        if found.severity() != Severity::Error {
            continue;
        }
        if let Place::Pointer { pointer, .. } = &found.place {
            add(pointer, index);
        }
        for origin in &found.same {
            add(&origin.pointer, index);
        }
    }
    faults
}

/// The places of references, by target.
#[derive(Default)]
struct Uses(BTreeMap<String, BTreeSet<String>>);

impl Uses {
    fn of(tree: &Node) -> Uses {
        let mut uses = Uses::default();
        uses.node(Kind::OpenApi, tree, &At::root());
        uses
    }

    fn node(&mut self, kind: Kind, node: &Node, at: &At<'_>) {
        let Some(object) = node.as_object() else { return };
        // A path item that refers to another one has the operations of that, and loses those that it loses.
        if !is_independent(kind) && kind != Kind::PathItem {
            let reference = kind.reference(object).and_then(Node::as_str);
            if let Some(target) = reference.and_then(fragment) {
                self.add(target, at);
            }
        }
        if kind == Kind::SecurityRequirement {
            for name in object.keys() {
                self.add(security_scheme(name), &at.key(name));
            }
        }
        each_child(kind, object, at, &mut |kind, node, at| self.node(kind, node, at));
    }

    fn add(&mut self, target: String, at: &At<'_>) {
        self.0.entry(target).or_default().insert(at.pointer());
    }
}

/// Returns all places that depend on an error, each with the first error that it depends on.
fn propagate(
    tree: &Node,
    mut waiting: Vec<(String, usize)>,
    uses: &Uses,
) -> BTreeMap<String, usize> {
    let mut broken = BTreeMap::new();
    let mut passed = BTreeSet::new();
    waiting.reverse();
    while let Some((pointer, cause)) = waiting.pop() {
        if broken.contains_key(&pointer) {
            continue;
        }
        let ends = pointer.match_indices('/').map(|(end, _)| end).chain([pointer.len()]);
        // What contains a leaf does not need it.
        let start = leaf(tree, uses, &pointer).map_or(0, |leaf| leaf.len());
        for target in ends.filter(|end| *end >= start).filter_map(|end| pointer.get(..end)) {
            // Everything that needs a target is broken by the first error in it.
            if let Some(places) = uses.0.get(target).filter(|_| passed.insert(target.to_owned())) {
                waiting.extend(places.iter().map(|place| (place.clone(), cause)));
            }
        }
        broken.insert(pointer, cause);
    }
    broken
}

/// Returns the parts of the document to remove for the place at `pointer`.
fn parts(tree: &Node, uses: &Uses, pointer: &str) -> Vec<String> {
    if let Some(leaf) = leaf(tree, uses, pointer) {
        return vec![leaf];
    }
    let mut form = Form::One(Kind::OpenApi);
    let mut here = String::new();
    let mut lost: Option<Vec<String>> = None;
    for segment in segments(pointer) {
        let next = match form {
            Form::One(kind) => kind.form(&segment),
            Form::Many(kind) | Form::Map(kind) => Some(Form::One(kind)),
            _ => None,
        };
        push(&mut here, &segment);
        match next {
            Some(Form::One(Kind::Operation)) => {
                lost.get_or_insert_with(|| vec![here.clone()]);
            }
            Some(Form::One(Kind::PathItem)) if !is_in_operation(tree, pointer, &here) => {
                let mut operations = operations(tree, &here);
                if operations.is_empty() {
                    operations.push(here.clone());
                }
                lost.get_or_insert(operations);
            }
            Some(_) => {}
            None => break,
        }
        form = next.unwrap_or(form);
    }
    if let Some(lost) = lost {
        return lost;
    }
    let depth = segments(pointer).take(3).count();
    if pointer.starts_with("/components/") && depth == 3 {
        let end = pointer.match_indices('/').nth(3).map_or(pointer.len(), |(end, _)| end);
        return pointer.get(..end).map(str::to_owned).into_iter().collect();
    }
    let is_of_all = pointer == "/security" || pointer.starts_with("/security/");
    if is_of_all { open_operations(tree) } else { Vec::new() }
}

/// Whether a place below a path item is below one of its operations.
fn is_in_operation(tree: &Node, pointer: &str, path: &str) -> bool {
    let below = pointer.get(path.len()..).unwrap_or_default();
    let mut rest = segments(below);
    let first = rest.next().unwrap_or_default();
    let is_operation = Kind::PathItem.form(&first) == Some(Form::One(Kind::Operation))
        || (first == "additionalOperations" && rest.next().is_some());
    is_operation && lookup(tree, path).is_some_and(Node::is_object)
}

/// Returns the operations of a path item, except those behind a reference.
fn operations(tree: &Node, path: &str) -> Vec<String> {
    let Some(item) = lookup(tree, path).and_then(Node::as_object) else {
        return Vec::new();
    };
    let mut found: Vec<String> = METHODS
        .iter()
        .filter(|method| item.contains_key(**method))
        .map(|method| format!("{path}/{method}"))
        .collect();
    let more = item.get("additionalOperations").and_then(Node::as_object);
    for method in more.into_iter().flat_map(Object::keys) {
        let mut pointer = format!("{path}/additionalOperations");
        push(&mut pointer, method);
        found.push(pointer);
    }
    found
}

/// Returns the operations without their own `security`, which use that of the document.
fn open_operations(tree: &Node) -> Vec<String> {
    let mut found = Vec::new();
    for section in ["/paths", "/webhooks", "/components/pathItems"] {
        let paths = lookup(tree, section).and_then(Node::as_object);
        for path in paths.into_iter().flat_map(Object::keys) {
            let mut pointer = section.to_owned();
            push(&mut pointer, path);
            let own = |at: &String| lookup(tree, at).is_some_and(|it| it.get("security").is_some());
            found.extend(operations(tree, &pointer).into_iter().filter(|at| !own(at)));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn tree() -> Node {
        json!({
            "security": [{"key": []}],
            "paths": {
                "/a": {
                    "get": {"responses": {"200": {"$ref": "#/components/responses/R"}}},
                    "put": {"security": [], "callbacks": {"c": {"$ref": "#/nowhere"}}}
                },
                "/b": {"$ref": "#/paths/~1a"}
            },
            "components": {
                "responses": {"R": {"content": {"a/b": {"schema":
                    {"properties": {"x": {"$ref": "#/components/schemas/S/properties/y"}}}}}}},
                "schemas": {"S": {"properties": {"y": {}, "z": {}}}}
            }
        })
    }

    fn lost(fault: &str) -> Vec<String> {
        let tree = tree();
        let uses = Uses::of(&tree);
        let broken = propagate(&tree, vec![(fault.to_owned(), 0)], &uses);
        let lost: BTreeSet<String> =
            broken.keys().flat_map(|pointer| parts(&tree, &uses, pointer)).collect();
        lost.into_iter().collect()
    }

    #[test]
    fn an_error_removes_what_needs_it() {
        let all = ["/components/responses/R", "/components/schemas/S", "/paths/~1a/get"];
        assert_eq!(lost("/components/schemas/S/properties/y/type"), all);
        assert_eq!(lost("/components/schemas/S/properties/z"), ["/components/schemas/S"]);
        assert_eq!(
            lost("/components/securitySchemes/key"),
            ["/components/securitySchemes/key", "/paths/~1a/get"]
        );
        assert_eq!(lost("/paths/~1a/put/callbacks/c/$ref"), ["/paths/~1a/put/callbacks/c"]);
        assert_eq!(lost("/paths/~1a/parameters/0"), ["/paths/~1a/get", "/paths/~1a/put"]);
        assert_eq!(lost("/paths/~1b/$ref"), ["/paths/~1b"]);
        assert_eq!(lost("/paths/~1a/get/summary/$ref"), ["/paths/~1a/get/summary"]);
        assert_eq!(lost("/info/title"), ["/info"]);
    }
}
