//! Maps places of a tree to places of the tree that it was made from. Everything below a place moves with it.

use std::collections::BTreeMap;

/// Places of a new tree and their places in the old tree.
#[derive(Clone, Default, Debug)]
pub struct Moves {
    to_old: BTreeMap<String, String>,
    to_new: BTreeMap<String, Vec<String>>,
}

impl Moves {
    /// Records a move from `old` to `new`.
    pub(crate) fn note(&mut self, new: impl Into<String>, old: impl Into<String>) {
        let (new, old) = (new.into(), old.into());
        if new != old {
            let places = self.to_new.entry(old.clone()).or_default();
            if places.last() != Some(&new) {
                places.push(new.clone());
            }
            self.to_old.entry(new).or_insert(old);
        }
    }

    /// Returns the place in the old tree of what the new tree has at `pointer`.
    pub(crate) fn old(&self, pointer: &str) -> Option<String> {
        carried(&self.to_old, pointer, |place| Some(place))
    }

    /// Returns the first place in the new tree of what the old tree has at `pointer`.
    pub(crate) fn new_place(&self, pointer: &str) -> Option<String> {
        carried(&self.to_new, pointer, |places| places.first())
    }

    /// Returns all places that the new tree may have for what the old tree has at `pointer`.
    pub(crate) fn new_places(&self, pointer: &str) -> Vec<String> {
        let ends = pointer.match_indices('/').map(|(end, _)| end).chain([pointer.len()]);
        let mut found = Vec::new();
        for (start, below) in ends.filter_map(|end| pointer.split_at_checked(end)) {
            let places = self.to_new.get(start).into_iter().flatten();
            found.extend(places.map(|place| format!("{place}{below}")));
        }
        found
    }
}

/// Replaces the longest known prefix of the pointer.
fn carried<T>(
    places: &BTreeMap<String, T>,
    pointer: &str,
    first: impl Fn(&T) -> Option<&String>,
) -> Option<String> {
    let mut end = pointer.len();
    loop {
        let start = pointer.get(..end)?;
        if let Some(place) = places.get(start).and_then(&first) {
            return Some(format!("{place}{}", pointer.get(end..)?));
        }
        end = start.rfind('/')?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_below_moves_along() {
        let mut moves = Moves::default();
        moves.note("/components/schemas", "/definitions");
        moves.note("/components/schemas/A/x", "/definitions/A/y");
        moves.note("/components/more", "/definitions");
        let old = |pointer| moves.old(pointer);
        assert_eq!(old("/components/schemas/A/z").as_deref(), Some("/definitions/A/z"));
        assert_eq!(old("/components/schemas/A/x/0").as_deref(), Some("/definitions/A/y/0"));
        assert_eq!(old("/components/schemasA"), None);
        assert_eq!(old("/info"), None);
        let new = |pointer| moves.new_place(pointer);
        assert_eq!(new("/definitions/B").as_deref(), Some("/components/schemas/B"));
        assert_eq!(new("/definitions/A/y/q").as_deref(), Some("/components/schemas/A/x/q"));
        assert_eq!(
            moves.new_places("/definitions/B"),
            ["/components/schemas/B", "/components/more/B"]
        );
    }
}
