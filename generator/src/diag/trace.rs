//! Traces places of the resolved tree back to the documents: resolving moves nodes, and diagnostics must show
//! the text that the author wrote.

use std::collections::BTreeSet;

use super::{Moves, Origins};
use crate::source::FileId;
use crate::tree::pointer::{push, segments};

/// The steps by which the resolved tree was made.
#[derive(Clone, Default, Debug)]
pub struct Trace {
    origins: Origins,
    steps: Vec<Step>,
}

#[derive(Clone, Debug)]
enum Step {
    /// The keywords of these schemas were moved into the first branch of a new `anyOf`.
    Wrapped(BTreeSet<String>),
    /// Parts were moved to other places.
    Moved(Moves),
}

impl Trace {
    /// Records that each of the schemas at these places is now `anyOf/0` of itself.
    pub fn wrapped(&mut self, places: BTreeSet<String>) {
        if !places.is_empty() {
            self.steps.push(Step::Wrapped(places));
        }
    }

    /// Records that parts were moved.
    pub fn moved(&mut self, moves: Moves) {
        self.steps.push(Step::Moved(moves));
    }

    /// Records which documents the parts come from.
    pub fn bundled(&mut self, origins: Origins) {
        self.origins = origins;
    }

    /// Returns the file and the JSON pointer in it that the resolved tree has at `pointer`.
    pub fn source(&self, pointer: &str) -> (FileId, String) {
        self.origins.source(&self.bundled_place(pointer))
    }

    /// Returns the own name of a component that got another one, since its name was taken.
    pub(crate) fn own_name(&self, pointer: &str) -> Option<&str> {
        self.origins.name(&self.bundled_place(pointer))
    }

    /// Returns the places that the resolved tree may have for a place of the bundled tree.
    pub(crate) fn resolved_places(&self, pointer: &str) -> Vec<String> {
        let mut places = vec![pointer.to_owned()];
        for step in &self.steps {
            if let Step::Moved(moves) = step {
                let moved: Vec<String> =
                    places.iter().flat_map(|place| moves.new_places(place)).collect();
                places.extend(moved);
            }
        }
        places
    }

    /// Returns the place that the bundled tree had for a place of the resolved tree.
    fn bundled_place(&self, pointer: &str) -> String {
        let back = |pointer: String, step: &Step| match step {
            Step::Wrapped(places) => unwrapped(places, &pointer),
            Step::Moved(moves) => moves.old(&pointer).unwrap_or(pointer),
        };
        self.steps.iter().rev().fold(pointer.to_owned(), back)
    }
}

fn unwrapped(places: &BTreeSet<String>, pointer: &str) -> String {
    let mut source = String::new();
    let mut rest = segments(pointer).peekable();
    while let Some(segment) = rest.next() {
        let wrapped = segment == "anyOf" && places.contains(&source);
        if wrapped && rest.peek().is_some_and(|next| next == "0") {
            rest.next();
        } else {
            push(&mut source, &segment);
        }
    }
    source
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrapped_place_is_unwrapped() {
        let places = ["/a".to_owned(), "/a/allOf/0".to_owned()];
        let mut trace = Trace::default();
        trace.wrapped(places.into_iter().collect());
        let source = |pointer| trace.source(pointer).1;
        assert_eq!(source("/a/anyOf/0/allOf/0/anyOf/0/type"), "/a/allOf/0/type");
        assert_eq!(source("/a/anyOf/1"), "/a/anyOf/1");
        assert_eq!(source("/b/anyOf/0"), "/b/anyOf/0");
    }
}
