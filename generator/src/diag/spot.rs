//! The places of findings become pieces of text, all those of a file in one pass over it.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::{Diagnostic, Part, Place, Trace};
use crate::load::locate::{Found, locate};
use crate::load::source::{FileId, Sources};

/// A piece of text to be shown.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Spot {
    pub(super) file: FileId,
    /// The bytes; nothing when the file as a whole is meant.
    pub(super) range: Option<(usize, usize)>,
}

/// Where the findings are.
pub(super) struct Spots<'s> {
    trace: &'s Trace,
    sources: &'s Sources,
    found: BTreeMap<(FileId, String), Found>,
}

impl<'s> Spots<'s> {
    /// Finds the places of all findings.
    pub(super) fn find(list: &[Diagnostic], trace: &'s Trace, sources: &'s Sources) -> Self {
        let places = list.iter().flat_map(|finding| {
            let related = finding.related.iter().map(|related| &related.place);
            std::iter::once(&finding.place).chain(related)
        });
        let mut wanted: BTreeMap<FileId, BTreeSet<String>> = BTreeMap::new();
        for place in places {
            if let Place::Pointer { pointer, .. } = place {
                let (file, pointer) = trace.source(pointer);
                wanted.entry(file).or_default().insert(pointer);
            }
        }
        let mut spots = Spots { trace, sources, found: BTreeMap::new() };
        for (file, pointers) in wanted {
            let found = locate(sources.text(file), pointers.iter().map(String::as_str));
            let pairs = pointers.into_iter().zip(found);
            let found = pairs.filter_map(|(pointer, found)| Some(((file, pointer), found?)));
            spots.found.extend(found);
        }
        spots
    }

    /// What is to be shown of a place.
    pub(super) fn spot(&self, place: &Place) -> Spot {
        match place {
            Place::File(file) => Spot { file: *file, range: None },
            Place::Offset { file, range } => {
                Spot { file: *file, range: Some((range.start, range.end)) }
            }
            Place::Pointer { pointer, part } => {
                let source = self.source(pointer);
                let file = source.0;
                let found = self.found.get(&source);
                let range = found.map(|found| underlined(found, *part, self.sources.text(file)));
                Spot { file, range: range.map(|range| (range.start, range.end)) }
            }
        }
    }

    /// The text, and the pointer that leads to a place in it.
    pub(super) fn source(&self, pointer: &str) -> (FileId, String) {
        self.trace.source(pointer)
    }
}

/// What is underlined: the key where that is meant, or where the value does not fit on the line.
fn underlined(found: &Found, part: Part, text: &str) -> Range<usize> {
    let value = text.get(found.value.clone()).unwrap_or_default();
    let fits = found.is_scalar && !value.is_empty() && !value.contains('\n');
    match &found.key {
        Some(key) if part == Part::Key || !found.exact || !fits => key.clone(),
        _ => found.value.clone(),
    }
}
