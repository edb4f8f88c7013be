//! Decoding an object property by property.

use std::cell::Cell;

use super::{Decode, Kind, Nullable, Report, Token, Unknown, Value};
use crate::values::budget::{Budget, TOO_COMPLEX, TOO_COMPLEX_MESSAGE};
use crate::values::pattern::Pattern;

/// An object on a tape. Properties are found in any order, fastest in the order of the input.
#[derive(Debug)]
pub struct Object<'t> {
    value: Value<'t>,
    end: u32,
    /// Where to look for the next key first: most inputs have the order of the schema.
    next: Cell<u32>,
    /// The patterns whose properties are collected separately (`patternProperties`).
    patterns: &'static [Pattern],
}

impl<'t> Object<'t> {
    pub(crate) fn new(value: Value<'t>) -> Self {
        Self { value, end: value.after(), next: Cell::new(value.at + 1), patterns: &[] }
    }

    /// Sets the patterns whose properties are collected separately (`patternProperties`).
    #[must_use]
    pub fn with_patterns(self, patterns: &'static [Pattern]) -> Self {
        Self { patterns, ..self }
    }

    /// Decodes the properties whose names match the pattern at `index` and none before it.
    pub fn matching<T: Decode>(
        &self,
        index: usize,
        known: &[&str],
        report: &mut Report,
    ) -> Option<super::Map<T>> {
        let mut too_complex = None;
        let own: Vec<_> = self
            .entries()
            .filter(|(key, _)| !known.contains(key))
            .filter(|(key, value)| {
                let found = self.pattern_of(key, &report.budget);
                if found.is_none() {
                    too_complex.get_or_insert(*value);
                }
                found == Some(Some(index))
            })
            .collect();
        if let Some(value) = too_complex {
            report.at(value, TOO_COMPLEX, TOO_COMPLEX_MESSAGE);
            return report.has_placeholders().then(super::Map::new);
        }
        typed(own.into_iter(), report)
    }

    /// Returns the index of the first pattern that a name matches. The outer `None` means that it takes too many steps.
    #[allow(clippy::option_option)]
    fn pattern_of(&self, key: &str, budget: &Cell<Budget>) -> Option<Option<usize>> {
        for (index, pattern) in self.patterns.iter().enumerate() {
            if pattern.find_within(key, budget)? {
                return Some(Some(index));
            }
        }
        Some(None)
    }

    /// Returns the properties matched by no name and no pattern. One that takes too many steps to match is reported by
    /// [`Object::matching`], so that it does not matter here.
    fn beyond(
        &self,
        known: &[&str],
        budget: &Cell<Budget>,
    ) -> impl Iterator<Item = (&'t str, Value<'t>)> {
        self.entries().filter(move |(key, _)| {
            !known.contains(key) && self.pattern_of(key, budget) == Some(None)
        })
    }

    /// Decodes a required property.
    pub fn required<T: Decode>(&self, name: &str, report: &mut Report) -> Option<T> {
        if let Some(value) = self.find(name) {
            let read = T::decode(value, report);
            report.or_placeholder(read)
        } else {
            report.missing(self.value, name);
            report.placeholder()
        }
    }

    /// Decodes a property that may be absent but not null. In a response, null counts as absent if `T` has no null.
    #[allow(clippy::option_option)] // the outer level says whether reading went well
    pub fn optional<T: Decode>(&self, name: &str, report: &mut Report) -> Option<Option<T>> {
        match self.find(name) {
            None => Some(None),
            Some(value) if report.is_lenient() && matches!(value.token(), Token::Null) => {
                Some(T::try_decode(value, report))
            }
            Some(value) => {
                let read = T::decode(value, report).map(Some);
                report.or_absent(read)
            }
        }
    }

    /// Decodes a property that may be absent, null or a value.
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

    /// Returns the properties not in `known`, as they are.
    pub fn unknown(&self, known: &[&str]) -> Unknown {
        let mut unknown = Unknown::default();
        for (key, value) in self.beyond(known, &Cell::default()) {
            unknown.insert(key.to_owned(), value.to_json());
        }
        unknown
    }

    /// Decodes the properties not in `known` (`additionalProperties`).
    pub fn additional<T: Decode>(
        &self,
        known: &[&str],
        report: &mut Report,
    ) -> Option<super::Map<T>> {
        let own: Vec<_> = self.beyond(known, &report.budget).collect();
        typed(own.into_iter(), report)
    }

    /// Reports the properties not in `known` (`additionalProperties: false`). In a response they are ignored.
    pub fn deny_unknown(&self, known: &[&str], report: &mut Report) -> Option<()> {
        if report.ignores_unknown() {
            return Some(());
        }
        let budget = report.budget.clone();
        let mut whole = true;
        for (key, value) in self.beyond(known, &budget) {
            report.at(value, "unknown_field", format!("unknown field `{key}`"));
            whole = false;
        }
        report.budget.set(budget.get());
        (whole || report.has_placeholders()).then_some(())
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

/// Decodes the values of a map.
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
    (whole || report.has_placeholders()).then_some(rest)
}

/// Iterator over the keys and values of an object.
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
