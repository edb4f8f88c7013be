//! A Rust namespace in which each name is unique: further uses of a name get a number.

use std::collections::{BTreeMap, BTreeSet};

use super::ident::spelled_out;

/// The names that are taken.
#[derive(Debug, Default, Clone)]
pub(super) struct Scope {
    taken: BTreeSet<String>,
    /// The lowest number that may be free after a name, so that many uses of a name take linear time.
    next: BTreeMap<String, u32>,
}

impl Scope {
    /// Creates a scope in which some names are taken.
    pub(super) fn reserving(names: &[&str]) -> Self {
        let taken = names.iter().map(|name| (*name).to_owned()).collect();
        Self { taken, next: BTreeMap::new() }
    }

    /// Names all items of a kind, in their order: by the name in the settings, or by their text. If a text that starts
    /// with a sign would get a taken name, the sign becomes a word: `id` and `_id` become `id` and `underscore_id`.
    pub(super) fn take_all<'t>(
        &mut self,
        items: impl Iterator<Item = (Option<&'t String>, &'t str)>,
        case: fn(&str) -> String,
    ) -> Vec<String> {
        let items: Vec<_> = items
            .map(|(given, text)| (given, text, spelled_out(text).filter(|_| given.is_none())))
            .collect();
        let mut names = vec![String::new(); items.len()];
        for has_sign in [false, true] {
            for ((given, text, spelled), name) in items.iter().zip(&mut names) {
                if spelled.is_some() != has_sign {
                    continue;
                }
                let usual = given.map_or_else(|| case(text), Clone::clone);
                let spelled = spelled.as_deref().filter(|_| self.taken.contains(&usual));
                *name = self.take(&spelled.map_or(usual, case));
            }
        }
        names
    }

    /// Takes a name, or the first free one with a number after it.
    pub(super) fn take(&mut self, name: &str) -> String {
        if self.taken.insert(name.to_owned()) {
            return name.to_owned();
        }
        let stem = name.trim_end_matches('_');
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
