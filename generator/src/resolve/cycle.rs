//! Finds circular references: chains of references that lead back to their start without a property or an array
//! item in between. Such an object has no meaning, and a walk that follows it does not end.

use std::collections::HashMap;

use indexmap::IndexSet;

use crate::diag::{Diagnostics, codes, text::quote};
use crate::tree::pointer::{fragment, lookup, push};
use crate::tree::{Node, Object, Origin};

/// Schemas under these keywords apply to the same value as the schema around them.
const IN_PLACE_LISTS: [&str; 3] = ["allOf", "anyOf", "oneOf"];
const IN_PLACE: [&str; 4] = ["not", "if", "then", "else"];

/// The number of cycles that are reported. With more, they are most likely combinations of a few.
const MOST: usize = 40;

/// The number of members of a cycle that are shown.
const MOST_SHOWN: usize = 6;

/// Reports each cycle once.
pub(super) fn check(tree: &Node, targets: &IndexSet<String>, diagnostics: &mut Diagnostics) {
    let mut walk = Walk { tree, states: HashMap::new(), open: Vec::new(), reported: 0 };
    for target in targets {
        walk.from(target, diagnostics);
    }
}

struct Walk<'t> {
    tree: &'t Node,
    states: HashMap<String, State>,
    /// The targets from the start of the walk to its current place. A list instead of recursion, since a chain of
    /// references may be as long as the document.
    open: Vec<(String, std::vec::IntoIter<Edge>)>,
    reported: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Open,
    Done,
}

/// A reference from one target to another.
struct Edge {
    to: String,
    /// Where the `$ref` is.
    at: String,
}

impl Walk<'_> {
    fn from(&mut self, target: &str, diagnostics: &mut Diagnostics) {
        self.enter(target.to_owned());
        while let Some((_, edges)) = self.open.last_mut() {
            let Some(edge) = edges.next() else {
                if let Some((target, _)) = self.open.pop() {
                    self.states.insert(target, State::Done);
                }
                continue;
            };
            match self.states.get(&edge.to) {
                Some(State::Open) if self.reported < MOST => self.report(&edge, diagnostics),
                Some(State::Open | State::Done) => {}
                None => self.enter(edge.to),
            }
        }
    }

    fn enter(&mut self, target: String) {
        if self.states.contains_key(&target) {
            return;
        }
        let mut edges = Vec::new();
        if let Some(object) = lookup(self.tree, &target).and_then(Node::as_object) {
            collect(object, &mut target.clone(), &mut edges);
        }
        self.states.insert(target.clone(), State::Open);
        self.open.push((target, edges.into_iter()));
    }

    fn report(&mut self, edge: &Edge, diagnostics: &mut Diagnostics) {
        let targets = self.open.iter().map(|(target, _)| target);
        let cycle: Vec<&String> = targets.skip_while(|target| **target != edge.to).collect();
        let name = quote(&format!("#{}", edge.to));
        let message = match cycle.len() {
            0 | 1 => format!("circular reference: {name} refers to itself"),
            len => format!("circular reference: {name} refers to itself through {len} references"),
        };
        let origin = Origin { pointer: edge.at.clone() };
        let found = diagnostics.report_at(&codes::REFERENCE_CYCLE, &origin, message);
        for target in cycle.into_iter().skip(1).take(MOST_SHOWN) {
            found.also(&Origin { pointer: target.clone() }, "through this");
        }
        self.reported += 1;
    }
}

/// Collects the references that apply to the same value as `object`.
fn collect(object: &Object, pointer: &mut String, edges: &mut Vec<Edge>) {
    let len = pointer.len();
    if let Some(to) = object.get("$ref").and_then(Node::as_str).and_then(fragment) {
        edges.push(Edge { to, at: format!("{pointer}/$ref") });
    }
    for keyword in IN_PLACE_LISTS {
        let branches = object.get(keyword).and_then(Node::as_array).into_iter().flatten();
        for (index, branch) in branches.enumerate() {
            if let Some(branch) = branch.as_object() {
                push(pointer, keyword);
                push(pointer, &index.to_string());
                collect(branch, pointer, edges);
                pointer.truncate(len);
            }
        }
    }
    for keyword in IN_PLACE {
        if let Some(branch) = object.get(keyword).and_then(Node::as_object) {
            push(pointer, keyword);
            collect(branch, pointer, edges);
            pointer.truncate(len);
        }
    }
}
