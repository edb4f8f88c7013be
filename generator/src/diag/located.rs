//! Diagnostics with their places in the texts, for programs: file, line, column, and the JSON pointer in the file as it
//! was written.

use std::collections::BTreeMap;

use super::excerpt::Lines;
use super::span::{Span, Spans};
use super::{Diagnostic, Place, Trace};
use crate::source::{FileId, Sources};

/// A diagnostic with its places.
#[derive(Debug)]
pub struct Located<'d> {
    /// The diagnostic.
    pub diagnostic: &'d Diagnostic,
    /// Where it is.
    pub spot: Spot<'d>,
    /// The places that explain it, with their labels.
    pub related: Vec<(Spot<'d>, &'d str)>,
    /// The other places with the same cause.
    pub repeated: Vec<Spot<'d>>,
}

/// A place in a text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Spot<'d> {
    /// The name of the file, as the user gave it.
    pub file: &'d str,
    /// The range of text, or `None` for the file as a whole.
    pub region: Option<Region>,
    /// The JSON pointer in this file, or `None` where the file is not a document.
    pub pointer: Option<String>,
}

/// A range of text. Lines and columns are counted from one, columns in characters; the end is behind the last character.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Region {
    /// The line of the first character.
    pub line: usize,
    /// The column of the first character.
    pub column: usize,
    /// The line of the end.
    pub end_line: usize,
    /// The column of the end.
    pub end_column: usize,
}

/// Returns all diagnostics in the order of the report, with their places.
pub(super) fn located<'d>(
    list: &'d [Diagnostic],
    trace: &Trace,
    sources: &'d Sources,
) -> Vec<Located<'d>> {
    let spans = Spans::find(list, trace, sources);
    let mut texts = Texts { spans: &spans, sources, lines: BTreeMap::new() };
    let findings = spans.ordered(list);
    let located = findings.into_iter().map(|(span, diagnostic)| Located {
        diagnostic,
        spot: texts.spot(spans.first(diagnostic), &span),
        related: diagnostic
            .related
            .iter()
            .map(|related| (texts.at(&related.place), related.label.as_str()))
            .collect(),
        repeated: spans.places(diagnostic).iter().skip(1).map(|place| texts.at(place)).collect(),
    });
    located.collect()
}

struct Texts<'s, 'd> {
    spans: &'s Spans<'s>,
    sources: &'d Sources,
    lines: BTreeMap<FileId, Lines<'d>>,
}

impl<'d> Texts<'_, 'd> {
    fn at(&mut self, place: &Place) -> Spot<'d> {
        let span = self.spans.span(place);
        self.spot(place, &span)
    }

    fn spot(&mut self, place: &Place, span: &Span) -> Spot<'d> {
        let text = self.sources.text(span.file);
        let lines = self.lines.entry(span.file).or_insert_with(|| Lines::new(text));
        let region = span.range.map(|(start, end)| {
            let (line, column) = lines.position(start);
            let (end_line, end_column) = lines.position(end.max(start));
            Region { line, column, end_line, end_column }
        });
        let pointer = match place {
            Place::Pointer { pointer, .. } => Some(self.spans.source(pointer).1),
            Place::Offset { .. } | Place::File(_) => None,
        };
        Spot { file: self.sources.name(span.file), region, pointer }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::{Diagnostics, Moves, codes};
    use crate::tree::At;

    #[test]
    fn places_are_those_of_the_text() {
        let text = "swagger: '2.0'\ndefinitions:\n  é: {type: strin}\n";
        let sources = Sources::from_text("a.yaml", text);
        let mut diagnostics = Diagnostics::new();
        let mut moves = Moves::default();
        moves.note("/components/schemas", "/definitions");
        diagnostics.trace_mut().moved(moves);
        let at = At::of("/components/schemas/é/type");
        diagnostics.report(&codes::UNKNOWN_VALUE, &at, "unknown type");
        let found = diagnostics.located(&sources);
        let region = Region { line: 3, column: 13, end_line: 3, end_column: 18 };
        let pointer = Some("/definitions/é/type".to_owned());
        let [only] = found.as_slice() else { panic!("one diagnostic") };
        assert_eq!(only.spot, Spot { file: "a.yaml", region: Some(region), pointer });
    }
}
