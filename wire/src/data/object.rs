//! Reading an object field by field: in comes a place on a tape, out come typed fields or reports.

use std::cell::Cell;

use super::{Decode, Kind, Nullable, Report, Token, Unknown, Value};
use crate::pattern::Pattern;

/// An object on a tape. Fields are found fastest in the order of the wire, in any order all the same.
#[derive(Debug)]
pub struct Object<'t> {
    value: Value<'t>,
    end: u32,
    /// Where the next key is looked for first: documents and texts mostly agree on the order.
    next: Cell<u32>,
    /// The patterns of names that have a field of their own.
    patterns: &'static [Pattern],
}

impl<'t> Object<'t> {
    pub(crate) fn new(value: Value<'t>) -> Self {
        Self { value, end: value.after(), next: Cell::new(value.at + 1), patterns: &[] }
    }

    /// The same object, some of whose fields are gathered by their names.
    #[must_use]
    pub fn with_patterns(self, patterns: &'static [Pattern]) -> Self {
        Self { patterns, ..self }
    }

    /// The fields whose names match a pattern, and none before it.
    pub fn matching<T: Decode>(
        &self,
        index: usize,
        known: &[&str],
        report: &mut Report,
    ) -> Option<super::Map<T>> {
        let own = self.entries().filter(|(key, _)| {
            !known.contains(key)
                && self.patterns.iter().position(|pattern| pattern.matches(key)) == Some(index)
        });
        typed(own, report)
    }

    /// The fields that no name and no pattern takes.
    fn beyond(&self, known: &[&str]) -> impl Iterator<Item = (&'t str, Value<'t>)> {
        let is_free = |key: &str| !self.patterns.iter().any(|pattern| pattern.matches(key));
        self.entries().filter(move |(key, _)| !known.contains(key) && is_free(key))
    }

    /// A field that must be there.
    pub fn required<T: Decode>(&self, name: &str, report: &mut Report) -> Option<T> {
        if let Some(value) = self.find(name) {
            let read = T::decode(value, report);
            report.or_filled(read)
        } else {
            report.missing(self.value, name);
            report.fill()
        }
    }

    /// A field that may be absent but not null. A lenient report takes null for absent, where it is no value.
    #[allow(clippy::option_option)] // the outer level says whether reading went well
    pub fn optional<T: Decode>(&self, name: &str, report: &mut Report) -> Option<Option<T>> {
        match self.find(name) {
            None => Some(None),
            Some(value) if report.is_lenient() && matches!(value.token(), Token::Null) => {
                Some(T::attempt(value, report))
            }
            Some(value) => {
                let read = T::decode(value, report).map(Some);
                report.or_absent(read)
            }
        }
    }

    /// A field that may be absent, null or a value.
    pub fn nullable<T: Decode>(&self, name: &str, report: &mut Report) -> Option<Nullable<T>> {
        match self.find(name) {
            None => Some(Nullable::Absent),
            Some(value) if value.is(Kind::Null) => Some(Nullable::Null),
            Some(value) => {
                let read = T::decode(value, report).map(Nullable::Value);
                report.or_absent(read)
            }
        }
    }

    /// The fields that `known` does not name, kept as they are.
    pub fn unknown(&self, known: &[&str]) -> Unknown {
        let mut unknown = Unknown::default();
        for (key, value) in self.beyond(known) {
            unknown.insert(key.to_owned(), value.to_json());
        }
        unknown
    }

    /// The fields that `known` does not name, each of the type that the document gives them.
    pub fn additional<T: Decode>(
        &self,
        known: &[&str],
        report: &mut Report,
    ) -> Option<super::Map<T>> {
        typed(self.beyond(known), report)
    }

    /// Reports the fields that `known` does not name: the document closes this object.
    pub fn closed(&self, known: &[&str], report: &mut Report) -> Option<()> {
        if report.passes_over() {
            return Some(());
        }
        let mut whole = true;
        for (key, value) in self.beyond(known) {
            report.at(value, "unknown_field", format!("`{key}` is not a field of this object"));
            whole = false;
        }
        (whole || report.is_mending()).then_some(())
    }

    pub(crate) fn entries(&self) -> Entries<'t> {
        Entries { at: self.value.at + 1, end: self.end, value: self.value }
    }

    pub(crate) fn find(&self, name: &str) -> Option<Value<'t>> {
        let start = self.next.get();
        self.search(start, self.end, name).or_else(|| self.search(self.value.at + 1, start, name))
    }

    fn search(&self, from: u32, to: u32, name: &str) -> Option<Value<'t>> {
        let entries = Entries { at: from, end: to, value: self.value };
        for (key, value) in entries {
            if key == name {
                self.next.set(value.after());
                return Some(value);
            }
        }
        None
    }
}

/// The values of one type, by their keys.
fn typed<'t, T: Decode>(
    entries: impl Iterator<Item = (&'t str, Value<'t>)>,
    report: &mut Report,
) -> Option<super::Map<T>> {
    let mut rest = super::Map::new();
    let mut whole = true;
    for (key, value) in entries {
        match T::decode(value, report) {
            Some(value) => drop(rest.insert(key.to_owned(), value)),
            None => whole = false,
        }
    }
    (whole || report.is_mending()).then_some(rest)
}

/// The keys and values of an object in turn.
pub(crate) struct Entries<'t> {
    value: Value<'t>,
    at: u32,
    end: u32,
}

impl<'t> Iterator for Entries<'t> {
    type Item = (&'t str, Value<'t>);

    fn next(&mut self) -> Option<Self::Item> {
        if self.at >= self.end {
            return None;
        }
        let Some(Token::Key(key)) = self.value.tape.tokens.get(self.at as usize) else {
            return None;
        };
        let value = Value { tape: self.value.tape, at: self.at + 1 };
        self.at = value.after();
        Some((key, value))
    }
}
