//! Decoding an object property by property.

use std::borrow::Cow;
use std::cell::Cell;

use super::tape::Parts;
use super::{Decode, Kind, Nullable, Report, Unknown, Value};
use crate::values::budget::{Budget, TOO_COMPLEX, TOO_COMPLEX_MESSAGE};
use crate::values::pattern::Pattern;

/// An object on a tape. Properties are found in any order, fastest in the order of the input.
#[derive(Debug)]
pub struct Object<'t> {
    value: Value<'t>,
    parts: Parts<'t>,
    /// Where to look for the next key first: most inputs have the order of the schema.
    next: Cell<u32>,
    /// The patterns whose properties are collected separately (`patternProperties`).
    patterns: &'static [Pattern],
    /// The property that is read by the union around this object.
    left_out: Option<&'static str>,
}

impl<'t> Object<'t> {
    pub(crate) fn new(value: Value<'t>) -> Self {
        let parts = value.parts();
        Self { value, parts, next: Cell::new(parts.start), patterns: &[], left_out: None }
    }

    /// Leaves out a property, which is read by the union around this object.
    pub(super) fn without(self, left_out: Option<&'static str>) -> Self {
        Self { left_out, ..self }
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
            .others(known)
            .filter(|(key, value)| {
                let found = self.pattern_of(*key, &report.budget);
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

    /// Returns the properties not in `known`.
    fn others(&self, known: &[&str]) -> impl Iterator<Item = (Value<'t>, Value<'t>)> {
        // Most inputs have the order of the schema.
        let mut next = 0;
        let left_out = self.left_out;
        self.keyed().filter(move |(key, _)| {
            if left_out.is_some_and(|name| key.is_key(name)) {
                return false;
            }
            let (before, after) = known.split_at_checked(next).unwrap_or_default();
            let found = after.iter().chain(before).position(|name| key.is_key(name));
            if let Some(distance) = found {
                next = (next + distance + 1) % known.len();
            }
            found.is_none()
        })
    }

    /// Returns the index of the first pattern that a name matches. The outer `None` means that it takes too many steps.
    #[allow(clippy::option_option)]
    fn pattern_of(&self, key: Value<'_>, budget: &Cell<Budget>) -> Option<Option<usize>> {
        if self.patterns.is_empty() {
            return Some(None);
        }
        let key = key.text().unwrap_or_default();
        for (index, pattern) in self.patterns.iter().enumerate() {
            if pattern.find_within(&key, budget)? {
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
    ) -> impl Iterator<Item = (Value<'t>, Value<'t>)> {
        self.others(known).filter(|(key, _)| self.pattern_of(*key, budget) == Some(None))
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
            Some(value) if report.is_lenient() && value.is_null() => {
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

    /// Returns the properties not in `known`, as the text they are written in.
    pub fn unknown(&self, known: &[&str]) -> Unknown {
        let budget = Cell::default();
        Unknown::of(|| self.beyond(known, &budget))
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
            let key = key.text().unwrap_or_default();
            report.at(value, "unknown_field", format!("unknown field `{key}`"));
            whole = false;
        }
        report.budget.set(budget.get());
        (whole || report.has_placeholders()).then_some(())
    }

    /// Iterates over the keys and values.
    pub(crate) fn entries(&self) -> impl Iterator<Item = (Cow<'t, str>, Value<'t>)> + use<'t> {
        self.keyed().map(|(key, value)| (key.text().unwrap_or_default(), value))
    }

    /// Iterates over the keys, which are strings on the tape, and values.
    pub(crate) fn keyed(&self) -> Entries<'t> {
        Entries { value: self.value, parts: self.parts }
    }

    pub(crate) fn find(&self, name: &str) -> Option<Value<'t>> {
        let Parts { start, end, .. } = self.parts;
        let next = self.next.get();
        self.search(next, end, name).or_else(|| self.search(start, next, name))
    }

    fn search(&self, mut from: u32, to: u32, name: &str) -> Option<Value<'t>> {
        let (tape, chunk) = (self.value.tape, self.parts.chunk);
        while from < to {
            let key = Value { tape, chunk, at: from };
            let value = key.of_key();
            from = value.after();
            if key.is_key(name) {
                self.next.set(from);
                return Some(value);
            }
        }
        None
    }
}

/// Decodes the values of a map.
fn typed<'t, T: Decode>(
    entries: impl Iterator<Item = (Value<'t>, Value<'t>)>,
    report: &mut Report,
) -> Option<super::Map<T>> {
    let mut rest = super::Map::new();
    let mut whole = true;
    for (key, value) in entries {
        match T::decode(value, report) {
            Some(value) => {
                rest.insert(key.text().unwrap_or_default().into_owned(), value);
            }
            None => whole = false,
        }
    }
    (whole || report.has_placeholders()).then_some(rest)
}

/// Iterator over the keys and values of an object.
#[derive(Debug, Clone)]
pub(crate) struct Entries<'t> {
    value: Value<'t>,
    parts: Parts<'t>,
}

impl<'t> Iterator for Entries<'t> {
    type Item = (Value<'t>, Value<'t>);

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        let Parts { chunk, start, end } = self.parts;
        if start >= end {
            return None;
        }
        let key = Value { tape: self.value.tape, chunk, at: start };
        let value = key.of_key();
        self.parts.start = value.after();
        Some((key, value))
    }
}
