//! Finds the text ranges of diagnostics, for each file all of them in one pass, and puts diagnostics in order.

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
            std::iter::once(&finding.place).chain(related).chain(&finding.repeated)
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

    /// Returns all places of a diagnostic by file and position.
    pub(super) fn places<'d>(&self, found: &'d Diagnostic) -> Vec<&'d Place> {
        let mut places: Vec<&Place> =
            std::iter::once(&found.place).chain(&found.repeated).collect();
        places.sort_by_cached_key(|place| self.span(place));
        places
    }

    /// Returns the first place of a diagnostic.
    pub(super) fn first<'d>(&self, found: &'d Diagnostic) -> &'d Place {
        let places = std::iter::once(&found.place).chain(&found.repeated);
        places.min_by_key(|place| self.span(place)).unwrap_or(&found.place)
    }

    /// Returns all diagnostics by file and position. A diagnostic about a part that is left out comes after its cause.
    pub(super) fn ordered<'d>(&self, list: &'d [Diagnostic]) -> Vec<(Span, &'d Diagnostic)> {
        let key = |found: &Diagnostic, own: &Span| match found.related.first() {
            Some(cause) if found.is_consequence() => self.span(&cause.place),
            _ => own.clone(),
        };
        let mut findings: Vec<(Span, bool, Span, &Diagnostic)> = list
            .iter()
            .map(|found| {
                let own = self.span(self.first(found));
                (key(found, &own), found.is_consequence(), own, found)
            })
            .collect();
        findings.sort_by(|(a, first, own, one), (b, second, others, other)| {
            (a, first, own, one.code.id).cmp(&(b, second, others, other.code.id))
        });
        let mut findings: Vec<(Span, &Diagnostic)> =
            findings.into_iter().map(|(_, _, own, found)| (own, found)).collect();
        // A mistake in a part that is used by YAML aliases is found at each use.
        findings.dedup_by(|(a, one), (b, other)| {
            a == b && a.range.is_some() && one.code == other.code && one.message == other.message
        });
        findings
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
