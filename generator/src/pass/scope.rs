//! A Rust namespace: a name is given out once, a second wish for it gets a number.

use std::collections::BTreeSet;

/// The names that are taken.
#[derive(Debug, Default, Clone)]
pub(super) struct Scope(BTreeSet<String>);

impl Scope {
    /// A scope in which some names are taken from the start.
    pub(super) fn reserving(names: &[&str]) -> Self {
        Self(names.iter().map(|name| (*name).to_owned()).collect())
    }

    /// The wished name, or the first free one with a number behind it.
    pub(super) fn take(&mut self, wish: &str) -> String {
        let free = |name: &String| !self.0.contains(name);
        let numbered =
            (2_u32..=u32::MAX).map(|number| format!("{}{number}", wish.trim_end_matches('_')));
        let name = std::iter::once(wish.to_owned())
            .chain(numbered)
            .find(free)
            .unwrap_or_else(|| wish.to_owned());
        self.0.insert(name.clone());
        name
    }
}
