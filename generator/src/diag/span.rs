//! Finds the text ranges of diagnostics: for each file, all of them in one pass.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::{Diagnostic, Part, Place, Trace};
use crate::source::locate::{Found, locate};
use crate::source::{FileId, Sources};

/// A range of text to show.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Span {
    pub(super) file: FileId,
    /// The range in bytes; `None` for the whole file.
    pub(super) range: Option<(usize, usize)>,
}

/// The positions of all diagnostics.
pub(super) struct Spans<'s> {
    trace: &'s Trace,
    sources: &'s Sources,
    found: BTreeMap<(FileId, String), Found>,
}

impl<'s> Spans<'s> {
    /// Finds the positions of all diagnostics.
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
        let mut spans = Spans { trace, sources, found: BTreeMap::new() };
        for (file, pointers) in wanted {
            let found = locate(sources.text(file), pointers.iter().map(String::as_str));
            let pairs = pointers.into_iter().zip(found);
            let found = pairs.filter_map(|(pointer, found)| Some(((file, pointer), found?)));
            spans.found.extend(found);
        }
        spans
    }

    /// Returns the range of text to show for a place.
    pub(super) fn span(&self, place: &Place) -> Span {
        match place {
            Place::File(file) => Span { file: *file, range: None },
            Place::Offset { file, range } => {
                Span { file: *file, range: Some((range.start, range.end)) }
            }
            Place::Pointer { pointer, part } => {
                let source = self.source(pointer);
                let file = source.0;
                let found = self.found.get(&source);
                let range = found.map(|found| underlined(found, *part, self.sources.text(file)));
                Span { file, range: range.map(|range| (range.start, range.end)) }
            }
        }
    }

    /// Returns the file and the JSON pointer in it that the resolved tree has at `pointer`.
    pub(super) fn source(&self, pointer: &str) -> (FileId, String) {
        self.trace.source(pointer)
    }
}

/// Returns the range to underline: the key if it is meant, or if the value does not fit on one line.
fn underlined(found: &Found, part: Part, text: &str) -> Range<usize> {
    let value = text.get(found.value.clone()).unwrap_or_default();
    let fits = found.is_scalar && !value.is_empty() && !value.contains('\n');
    match &found.key {
        Some(key) if part == Part::Key || !found.exact || !fits => key.clone(),
        _ => found.value.clone(),
    }
}
