//! Renders diagnostics as text, in the style of rustc: message, place, the line it is about, then the JSON pointer
//! as a note and how to fix it as help.

use std::collections::BTreeMap;

use annotate_snippets::{
    Annotation, AnnotationKind, Group, Level, Origin, Padding, Renderer, Snippet,
};

use super::excerpt::{Excerpt, Lines};
use super::span::{Span, Spans};
use super::text::on_one_line;
use super::{Diagnostic, Place, Severity, Trace};
use crate::source::{FileId, Sources};

/// The number of diagnostics of one code that are shown in full; the others are counted. An author's habit
/// repeats the same mistake many times.
const SHOWN_ERRORS: usize = 20;
const SHOWN_WARNINGS: usize = 10;

/// The number of other places with the same cause that are named.
const SHOWN_PLACES: usize = 3;

/// Renders all diagnostics, by file and position.
pub(super) fn render(
    list: &[Diagnostic],
    trace: &Trace,
    sources: &Sources,
    colour: bool,
) -> String {
    let spans = Spans::find(list, trace, sources);
    let findings = spans.ordered(list);
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    let mut printer = Printer { renderer, sources, spans: &spans, lines: BTreeMap::new() };
    let mut counts: BTreeMap<&str, (&Diagnostic, usize)> = BTreeMap::new();
    let mut text = String::new();
    for (span, diagnostic) in &findings {
        let (_, count) = counts.entry(diagnostic.code.id).or_insert((diagnostic, 0));
        *count += 1;
        if *count <= shown(diagnostic) {
            text.push_str(&printer.finding(span, diagnostic));
            text.push_str("\n\n");
        }
    }
    for (first, count) in counts.into_values() {
        if let Some(more) = count.checked_sub(shown(first)).filter(|more| *more > 0) {
            text.push_str(&printer.more(first, more));
            text.push_str("\n\n");
        }
    }
    text
}

fn shown(diagnostic: &Diagnostic) -> usize {
    match diagnostic.severity() {
        Severity::Error => SHOWN_ERRORS,
        Severity::Warning | Severity::Note => SHOWN_WARNINGS,
    }
}

fn level(diagnostic: &Diagnostic) -> Level<'static> {
    match diagnostic.severity() {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    }
}

struct Printer<'r> {
    renderer: Renderer,
    sources: &'r Sources,
    spans: &'r Spans<'r>,
    lines: BTreeMap<FileId, Lines<'r>>,
}

impl<'r> Printer<'r> {
    fn finding(&mut self, span: &Span, diagnostic: &Diagnostic) -> String {
        let code = diagnostic.code;
        let title = level(diagnostic).primary_title(&diagnostic.message).id(code.id);
        let mut group = self.places(Group::with_title(title), span, diagnostic);
        if let Place::Pointer { pointer, .. } = self.spans.first(diagnostic) {
            let place = match self.spans.source(pointer) {
                (_, root) if root.is_empty() => "at the root of the document".to_owned(),
                (_, source) => format!("at {}", on_one_line(&source)),
            };
            group = group.element(Padding).element(Level::NOTE.message(place));
        }
        if !diagnostic.repeated.is_empty() {
            group = group.element(Level::NOTE.message(self.repeated(diagnostic)));
        }
        self.renderer
            .render(&[group.element(Level::HELP.message(on_one_line(diagnostic.advice())))])
    }

    /// Names the first other places with the same cause, and counts the rest.
    fn repeated(&mut self, diagnostic: &Diagnostic) -> String {
        let places = self.spans.places(diagnostic);
        let spans: Vec<Span> = places.iter().map(|place| self.spans.span(place)).collect();
        let Some((first, spans)) = spans.split_first() else { return String::new() };
        let mut named: Vec<String> = Vec::new();
        for span in spans.iter().take(SHOWN_PLACES) {
            let text = self.sources.text(span.file);
            let lines = self.lines.entry(span.file).or_insert_with(|| Lines::new(text));
            let (line, column) = lines.position(span.range.map_or(0, |(start, _)| start));
            let name = self.sources.name(span.file);
            let file = if span.file == first.file { String::new() } else { format!("{name}:") };
            named.push(format!("{file}{line}:{column}"));
        }
        match spans.len().checked_sub(named.len()).filter(|more| *more > 0) {
            None => format!("also at {}", named.join(", ")),
            Some(more) => format!("also at {} and {more} more places", named.join(", ")),
        }
    }

    fn more(&self, first: &Diagnostic, more: usize) -> String {
        let title = format!("{more} more of this kind: {}", first.code.title);
        let title = level(first).primary_title(title).id(first.code.id);
        self.renderer.render(&[Group::with_title(title)])
    }

    /// Adds the lines that a diagnostic is about, and those that explain it.
    fn places<'g>(
        &mut self,
        mut group: Group<'g>,
        span: &Span,
        diagnostic: &'g Diagnostic,
    ) -> Group<'g>
    where
        'r: 'g,
    {
        let name = self.sources.name(span.file);
        let Some(excerpt) = self.excerpt(span) else {
            return group.element(Origin::path(name));
        };
        let mut annotations = vec![AnnotationKind::Primary.span(excerpt.span.clone())];
        let mut others = Vec::new();
        for related in &diagnostic.related {
            let there = self.spans.span(&related.place);
            let Some(other) = self.excerpt(&there) else { continue };
            let annotation =
                AnnotationKind::Context.span(other.span.clone()).label(related.label.as_str());
            if (there.file, other.line, &other.text) == (span.file, excerpt.line, &excerpt.text) {
                annotations.push(annotation);
            } else {
                others.push((self.sources.name(there.file), other, annotation));
            }
        }
        group = with_excerpt(group, name, excerpt, annotations);
        for (name, excerpt, annotation) in others {
            group = with_excerpt(group, name, excerpt, vec![annotation]);
        }
        group
    }

    fn excerpt(&mut self, span: &Span) -> Option<Excerpt> {
        let (start, end) = span.range?;
        let text = self.sources.text(span.file);
        let lines = self.lines.entry(span.file).or_insert_with(|| Lines::new(text));
        Some(lines.excerpt(&(start..end)))
    }
}

fn with_excerpt<'g>(
    group: Group<'g>,
    name: &'g str,
    excerpt: Excerpt,
    annotations: Vec<Annotation<'g>>,
) -> Group<'g> {
    let snippet = Snippet::source(excerpt.text).line_start(excerpt.line).annotations(annotations);
    if excerpt.is_cut {
        // The line is cut, so its column is given explicitly.
        let origin = Origin::path(name).line(excerpt.line).char_column(excerpt.column);
        group.element(origin).element(snippet)
    } else {
        group.element(snippet.path(name))
    }
}

#[cfg(test)]
mod tests {
    use crate::diag::{Diagnostics, codes};
    use crate::source::Sources;
    use crate::tree::At;

    #[test]
    fn findings_are_shown_in_the_order_of_the_text() {
        let text = "a:\n  b: 1\nc: [2, 3]\n";
        let sources = Sources::from_text("x.yaml", text);
        let mut diagnostics = Diagnostics::new();
        let root = At::root();
        let c = root.key("c");
        diagnostics
            .report(&codes::BOUNDS, &c.index(0), "`c` is small")
            .also(&c.index(1).origin(), "this is more");
        diagnostics
            .report(&codes::UNKNOWN_KEYWORD, &root.key("a").key("b"), "`b` is unknown")
            .on_key()
            .help("did you mean `d`?");
        let expected = "\
error[E0301]: `b` is unknown
 --> x.yaml:2:3
  |
2 |   b: 1
  |   ^
  |
  = note: at /a/b
  = help: did you mean `d`?

warning[W0350]: `c` is small
 --> x.yaml:3:5
  |
3 | c: [2, 3]
  |     ^  - this is more
  |
  = note: at /c/0
  = help: correct one of the two limits

";
        assert_eq!(diagnostics.render(&sources, false), expected);
        assert_eq!(diagnostics.summary(), "2 errors");
        assert!(diagnostics.render(&sources, true).contains("\u{1b}["));
    }

    #[test]
    fn many_findings_in_one_long_line_are_short() {
        let text = format!("{{\"k\":0,\"x\":[{}0]}}", "0,".repeat(20_000));
        let sources = Sources::from_text("x.json", &text);
        let mut diagnostics = Diagnostics::new();
        for index in 0..5_000 {
            let root = At::root();
            diagnostics.report(&codes::NULL_VALUE, &root.key("x").index(index), "wrong");
        }
        let rendered = diagnostics.render(&sources, false);
        assert!(rendered.len() < 10_000, "{}", rendered.len());
        assert!(rendered.contains("warning[W0309]: 4990 more of this kind"));
        assert!(rendered.contains("--> x.json:1:13"), "{rendered}");
    }
}
