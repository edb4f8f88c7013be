//! A Rust namespace: a name is given out once, a second wish for it gets a number.

use std::collections::{BTreeMap, BTreeSet};

use super::ident::outspoken;

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

    /// Names for all of one kind, in their order: what the user gave, or what the text becomes. Where one that begins
    /// with a sign would be called as another one is, the sign is said: `id` and `_id` are `id` and `underscore_id`.
    pub(super) fn take_all<'t>(
        &mut self,
        wishes: impl Iterator<Item = (Option<&'t String>, &'t str)>,
        case: fn(&str) -> String,
    ) -> Vec<String> {
        let wishes: Vec<_> = wishes
            .map(|(given, text)| (given, text, outspoken(text).filter(|_| given.is_none())))
            .collect();
        let mut names = vec![String::new(); wishes.len()];
        for signed in [false, true] {
            for ((given, text, said), name) in wishes.iter().zip(&mut names) {
                if said.is_some() != signed {
                    continue;
                }
                let wish = given.map_or_else(|| case(text), Clone::clone);
                let said = said.as_deref().filter(|_| self.taken.contains(&wish));
                *name = self.take(&said.map_or(wish, case));
            }
        }
        names
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
