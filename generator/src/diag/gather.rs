//! Makes one diagnostic of those that have the same cause: an unknown keyword that is used a thousand times is one
//! mistake of one author. The first one stays and counts the places of the others.

use std::collections::HashMap;

use super::{Diagnostic, Place};

/// Joins diagnostics with the same code, message and help. Those that show a second place stay apart.
pub(super) fn gather(list: &mut Vec<Diagnostic>) {
    let mut kept: Vec<Diagnostic> = Vec::with_capacity(list.len());
    let mut known: HashMap<(&'static str, String, Option<String>), usize> = HashMap::new();
    for found in list.drain(..) {
        let is_alone = found.related.is_empty() && found.same.is_empty();
        if !is_alone || !matches!(found.place, Place::Pointer { .. }) {
            kept.push(found);
            continue;
        }
        let key = (found.code.id, found.message.clone(), found.help.clone());
        match known.get(&key).and_then(|index| kept.get_mut(*index)) {
            Some(first) if first.place == found.place => {}
            Some(first) => {
                first.repeated.push(found.place);
                first.repeated.extend(found.repeated);
            }
            None => {
                known.insert(key, kept.len());
                kept.push(found);
            }
        }
    }
    *list = kept;
}

#[cfg(test)]
mod tests {
    use crate::diag::{Diagnostics, Levels, codes};
    use crate::tree::At;

    #[test]
    fn one_cause_is_one_diagnostic() {
        let root = At::root();
        let mut diagnostics = Diagnostics::new();
        for index in 0..3 {
            diagnostics.report(&codes::UNKNOWN_ANNOTATION, &root.index(index), "unknown `a`");
        }
        diagnostics.report(&codes::UNKNOWN_ANNOTATION, &root.index(3), "unknown `b`");
        let first = root.index(0).origin();
        for index in 4..6 {
            let found = diagnostics.report(&codes::DUPLICATE_VALUE, &root.index(index), "twice");
            found.also(&first, "first used here");
        }
        diagnostics.conclude(&Levels::default(), true);
        let repeated: Vec<usize> = diagnostics.iter().map(|found| found.repeated.len()).collect();
        assert_eq!(repeated, [2, 0, 0, 0]);
    }
}
