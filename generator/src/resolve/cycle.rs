//! Finds circular references: chains of references that lead back to their start without a property or an array
//! item in between. Such an object has no meaning, and a walk that follows it does not end.

use std::collections::HashMap;

use indexmap::{IndexMap, IndexSet};

use crate::diag::{Diagnostics, codes, text::quote};
use crate::tree::pointer::{fragment, lookup, push};
use crate::tree::{Node, Object, Origin};

/// Schemas under these keywords apply to the same value as the schema around them.
const IN_PLACE_LISTS: [&str; 3] = ["allOf", "anyOf", "oneOf"];
const IN_PLACE: [&str; 4] = ["not", "if", "then", "else"];

/// The number of members of a cycle that are shown.
const MOST_SHOWN: usize = 6;

/// Reports each target that leads back to itself. The cycles through one target are one finding.
pub(super) fn check(tree: &Node, targets: &IndexSet<String>, diagnostics: &mut Diagnostics) {
    let mut walk = Walk { tree, states: HashMap::new(), open: Vec::new(), cycles: IndexMap::new() };
    for target in targets {
        walk.from(target);
    }
    for (target, cycle) in walk.cycles {
        cycle.report(&target, diagnostics);
    }
}

struct Walk<'t> {
    tree: &'t Node,
    states: HashMap<String, State>,
    /// The targets from the start of the walk to its current place. A list instead of recursion, since a chain of
    /// references may be as long as the document.
    open: Vec<(String, std::vec::IntoIter<Edge>)>,
    /// The cycles that were found, by the target that they lead back to.
    cycles: IndexMap<String, Cycle>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    /// The walk is below this target, which has this place in `open`.
    Open(usize),
    Done,
}

/// The cycles through one target.
struct Cycle {
    /// The references that lead back.
    back: Vec<Origin>,
    /// The number of references of the first cycle, and the first targets on it.
    len: usize,
    through: Vec<String>,
}

/// A reference from one target to another.
struct Edge {
    to: String,
    /// Where the `$ref` is.
    at: String,
}

impl Walk<'_> {
    fn from(&mut self, target: &str) {
        self.enter(target.to_owned());
        while let Some((_, edges)) = self.open.last_mut() {
            let Some(edge) = edges.next() else {
                if let Some((target, _)) = self.open.pop() {
                    self.states.insert(target, State::Done);
                }
                continue;
            };
            match self.states.get(&edge.to) {
                Some(State::Open(start)) => self.note(*start, edge),
                Some(State::Done) => {}
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
        self.states.insert(target.clone(), State::Open(self.open.len()));
        self.open.push((target, edges.into_iter()));
    }

    /// Notes a reference back to the target that is open at `start`.
    fn note(&mut self, start: usize, edge: Edge) {
        let open = self.open.get(start..).unwrap_or_default();
        let cycle = self.cycles.entry(edge.to).or_insert_with(|| {
            let through = open.iter().skip(1).take(MOST_SHOWN);
            let through = through.map(|(target, _)| target.clone()).collect();
            Cycle { back: Vec::new(), len: open.len(), through }
        });
        cycle.back.push(Origin { pointer: edge.at });
    }
}

impl Cycle {
    fn report(self, target: &str, diagnostics: &mut Diagnostics) {
        let mut back = self.back.into_iter();
        let Some(first) = back.next() else { return };
        let name = quote(&format!("#{target}"));
        let mut message = match self.len {
            0 | 1 => format!("circular reference: {name} refers to itself"),
            len => format!("circular reference: {name} refers to itself through {len} references"),
        };
        match back.len() {
            0 => {}
            1 => message.push_str(" (and 1 more place)"),
            more => message = format!("{message} (and {more} more places)"),
        }
        let found = diagnostics.report_at(&codes::REFERENCE_CYCLE, &first, message);
        found.same(back);
        for target in self.through {
            found.also(&Origin { pointer: target }, "through this");
        }
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
