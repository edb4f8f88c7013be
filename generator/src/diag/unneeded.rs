//! References to documents that cannot be read, in components that no operation needs. Nothing that is generated depends on
//! them, so they are warnings.

use std::collections::BTreeSet;

use super::{Diagnostic, Place, Severity, codes};

/// Makes warnings of such errors. Operations and parts that they cost have been reported.
pub(super) fn lower(list: &mut [Diagnostic]) {
    let mut needed: BTreeSet<String> = BTreeSet::new();
    for found in list.iter().filter(|found| found.is_consequence()) {
        let is_component = found.code.id == codes::SKIPPED_PART.id
            && pointer(&found.place)
                .is_some_and(|it| it.starts_with("/components/") && it.matches('/').count() == 3);
        let cause = found.related.first().map(|related| &related.place);
        if !is_component && let Some(cause) = cause.and_then(pointer) {
            needed.insert(cause.to_owned());
        }
    }
    for found in list.iter_mut().filter(|found| found.code.id == codes::EXTERNAL_REFERENCE.id) {
        let places = std::iter::once(&found.place).chain(&found.repeated);
        let is_unneeded = |place: &Place| {
            pointer(place).is_some_and(|it| it.starts_with("/components/") && !needed.contains(it))
        };
        if places.into_iter().all(is_unneeded) {
            found.severity = Severity::Warning;
        }
    }
}

fn pointer(place: &Place) -> Option<&str> {
    match place {
        Place::Pointer { pointer, .. } => Some(pointer),
        Place::Offset { .. } | Place::File(_) => None,
    }
}
