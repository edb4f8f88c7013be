//! A Rust namespace: a name is given out once, a second wish for it gets a number.

use std::collections::{BTreeMap, BTreeSet};

/// The names that are taken.
#[derive(Debug, Default, Clone)]
pub(super) struct Scope {
    taken: BTreeSet<String>,
    /// The lowest number that may be free behind a name: a thousand wishes for one name are not a million questions.
    next: BTreeMap<String, u32>,
}

impl Scope {
    /// A scope in which some names are taken from the start.
    pub(super) fn reserving(names: &[&str]) -> Self {
        let taken = names.iter().map(|name| (*name).to_owned()).collect();
        Self { taken, next: BTreeMap::new() }
    }

    /// The wished name, or the first free one with a number behind it.
    pub(super) fn take(&mut self, wish: &str) -> String {
        if self.taken.insert(wish.to_owned()) {
            return wish.to_owned();
        }
        let stem = wish.trim_end_matches('_');
        let next = self.next.entry(stem.to_owned()).or_insert(2);
        loop {
            let name = format!("{stem}{next}");
            *next = next.saturating_add(1);
            if *next == u32::MAX || self.taken.insert(name.clone()) {
                return name;
            }
        }
    }
}
