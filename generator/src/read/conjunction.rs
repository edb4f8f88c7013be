//! The properties of the other parts of a conjunction. A schema that is a branch of an `allOf` may require a property that
//! only another part of it declares.

use std::collections::{BTreeSet, HashMap, HashSet};

use crate::resolve::dialect::{Kind, each_child};
use crate::tree::pointer::{At, fragment, lookup};
use crate::tree::{Node, Object};

/// Keywords with schemas that apply to the same value as the schema around them.
const BRANCHES: [&str; 3] = ["allOf", "anyOf", "oneOf"];

/// The nesting of branches that is followed, since a schema may contain itself.
const MAX_DEPTH: usize = 32;

/// The properties of whole conjunctions, by the pointer of a component that is a part of one.
#[derive(Default)]
pub(super) struct Conjunctions<'r>(HashMap<String, HashSet<&'r str>>);

impl<'r> Conjunctions<'r> {
    /// Collects the conjunctions of a document.
    pub(super) fn of(root: &'r Node) -> Self {
        let mut found = Self::default();
        found.node(root, Kind::OpenApi, root, &At::root());
        found
    }

    /// Whether a part of a conjunction declares a property of the schema at a pointer.
    pub(super) fn declares(&self, pointer: &str, name: &str) -> bool {
        self.0.get(pointer).is_some_and(|names| names.contains(name))
    }

    fn node(&mut self, root: &'r Node, kind: Kind, node: &'r Node, at: &At<'_>) {
        let Some(object) = node.as_object() else { return };
        if kind == Kind::Schema && BRANCHES.iter().any(|keyword| object.contains_key(*keyword)) {
            let mut parts = Parts::default();
            parts.gather(root, object, 0);
            for target in parts.targets {
                self.0.entry(target).or_default().extend(&parts.names);
            }
        }
        each_child(kind, object, at, &mut |kind, node, at| self.node(root, kind, node, at));
    }
}

/// The parts of one conjunction.
#[derive(Default)]
struct Parts<'r> {
    names: HashSet<&'r str>,
    /// The pointers of the parts that are references.
    targets: BTreeSet<String>,
}

impl<'r> Parts<'r> {
    fn gather(&mut self, root: &'r Node, schema: &'r Object, depth: usize) {
        if depth > MAX_DEPTH {
            return;
        }
        let own = schema.get("properties").and_then(Node::as_object);
        self.names.extend(own.into_iter().flat_map(Object::keys).map(String::as_str));
        if let Some(target) = schema.get("$ref").and_then(Node::as_str).and_then(fragment)
            && let Some(part) = lookup(root, &target).and_then(Node::as_object)
            && self.targets.insert(target)
        {
            self.gather(root, part, depth + 1);
        }
        for branches in BRANCHES.iter().filter_map(|keyword| schema.get(*keyword)?.as_array()) {
            for branch in branches.iter().filter_map(Node::as_object) {
                self.gather(root, branch, depth + 1);
            }
        }
    }
}
