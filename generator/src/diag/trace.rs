//! The way from a node of the resolved tree back to its text: resolving moves some keywords of a
//! schema into the first branch of a new `anyOf`, and findings must still show what was written.

use std::collections::BTreeSet;

use crate::load::pointer::{push, segments};

/// Which places of the source were wrapped.
#[derive(Clone, Default, Debug)]
pub struct Trace {
    wrapped: BTreeSet<String>,
}

impl Trace {
    /// A trace for the schemas at these source pointers, each of which is now `anyOf/0` of itself.
    pub fn new(wrapped: BTreeSet<String>) -> Trace {
        Trace { wrapped }
    }

    /// Where the source has what the resolved tree has at `pointer`.
    pub fn source(&self, pointer: &str) -> String {
        if self.wrapped.is_empty() {
            return pointer.to_owned();
        }
        let mut source = String::new();
        let mut rest = segments(pointer).peekable();
        while let Some(segment) = rest.next() {
            let wrapped = segment == "anyOf" && self.wrapped.contains(&source);
            if wrapped && rest.peek().is_some_and(|next| next == "0") {
                rest.next();
            } else {
                push(&mut source, &segment);
            }
        }
        source
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrapped_place_is_unwrapped() {
        let wrapped = ["/a".to_owned(), "/a/allOf/0".to_owned()];
        let trace = Trace::new(wrapped.into_iter().collect());
        assert_eq!(trace.source("/a/anyOf/0/allOf/0/anyOf/0/type"), "/a/allOf/0/type");
        assert_eq!(trace.source("/a/anyOf/1"), "/a/anyOf/1");
        assert_eq!(trace.source("/b/anyOf/0"), "/b/anyOf/0");
    }
}
