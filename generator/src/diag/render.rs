//! Findings become text for people, in the form of rustc: message, place, excerpt, then the JSON
//! pointer as a note and what to do as help.

use std::collections::BTreeMap;
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Padding, Renderer, Snippet};

use super::excerpt::Lines;
use super::text::on_one_line;
use super::{Code, Diagnostic, Part, Place, Severity, Trace};
use crate::load::locate::{Found, locate};
use crate::load::source::{FileId, Sources};

/// Findings of one kind that are shown in full: an author's habit makes the same one many times.
const SHOWN_ERRORS: usize = 20;
const SHOWN_WARNINGS: usize = 10;

/// All findings as text, by file and position.
pub(super) fn render(
    list: &[Diagnostic],
    trace: &Trace,
    sources: &Sources,
    colour: bool,
) -> String {
    let spots = spots(list, trace, sources);
    let mut findings: Vec<(Spot, &Diagnostic)> =
        list.iter().map(|found| (spot(&found.place, trace, &spots, sources), found)).collect();
    findings.sort_by(|(a, one), (b, other)| {
        (a.file, a.range.start, one.code.id).cmp(&(b.file, b.range.start, other.code.id))
    });
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    let mut printer = Printer { renderer, sources, trace, spots: &spots, lines: BTreeMap::new() };
    // What is written once and used by aliases is found at each use.
    findings.dedup_by(|(b, other), (a, one)| {
        (a.file, &a.range, one.code, &one.message) == (b.file, &b.range, other.code, &other.message)
            && !a.whole_file
    });
    let mut counts: BTreeMap<&str, (&Code, usize)> = BTreeMap::new();
    let mut text = String::new();
    for (spot, diagnostic) in &findings {
        let count = &mut counts.entry(diagnostic.code.id).or_insert((diagnostic.code, 0)).1;
        *count += 1;
        if *count <= shown(diagnostic.code) {
            text.push_str(&printer.print(spot, diagnostic));
            text.push_str("\n\n");
        }
    }
    for (code, count) in counts.into_values().filter(|(code, count)| *count > shown(code)) {
        let more = count - shown(code);
        let title = format!("{more} more of the kind: {}", code.title);
        let group = Group::with_title(level(code.severity).primary_title(title).id(code.id));
        text.push_str(&printer.renderer.render(&[group]));
        text.push_str("\n\n");
    }
    text
}

fn shown(code: &Code) -> usize {
    match code.severity {
        Severity::Error => SHOWN_ERRORS,
        Severity::Warning => SHOWN_WARNINGS,
    }
}

/// A place in a text.
#[derive(Clone)]
struct Spot {
    file: FileId,
    range: Range<usize>,
    /// Whether the text has nothing to show there.
    whole_file: bool,
}

/// Finds all pointers of the findings in the text of the root document, in one pass.
fn spots(list: &[Diagnostic], trace: &Trace, sources: &Sources) -> BTreeMap<String, Found> {
    let places = list.iter().flat_map(|found| {
        std::iter::once(&found.place).chain(found.related.iter().map(|related| &related.place))
    });
    let mut pointers: Vec<String> = places
        .filter_map(|place| match place {
            Place::Pointer { pointer, .. } => Some(trace.source(pointer)),
            Place::Offset { .. } | Place::File(_) => None,
        })
        .collect();
    pointers.sort_unstable();
    pointers.dedup();
    if pointers.is_empty() {
        return BTreeMap::new();
    }
    let found = locate(sources.text(sources.root()), pointers.iter().map(String::as_str));
    let found: Vec<Option<Found>> = found;
    pointers.into_iter().zip(found).filter_map(|(pointer, found)| Some((pointer, found?))).collect()
}

fn spot(place: &Place, trace: &Trace, spots: &BTreeMap<String, Found>, sources: &Sources) -> Spot {
    match place {
        Place::File(file) => Spot { file: *file, range: 0..0, whole_file: true },
        Place::Offset { file, range } => {
            Spot { file: *file, range: range.clone(), whole_file: false }
        }
        Place::Pointer { pointer, part } => {
            let file = sources.root();
            match spots.get(&trace.source(pointer)) {
                Some(found) => {
                    let range = underlined(found, *part, sources.text(file));
                    Spot { file, range, whole_file: false }
                }
                None => Spot { file, range: 0..0, whole_file: true },
            }
        }
    }
}

/// What is underlined: the key where it is meant, or where the value has more than one line.
fn underlined(found: &Found, part: Part, text: &str) -> Range<usize> {
    let Some(key) = &found.key else { return found.value.clone() };
    let value = text.get(found.value.clone()).unwrap_or_default();
    let is_long = value.contains('\n') || value.starts_with(['{', '[']) || value.is_empty();
    if part == Part::Key || !found.exact || is_long { key.clone() } else { found.value.clone() }
}

struct Printer<'r> {
    renderer: Renderer,
    sources: &'r Sources,
    trace: &'r Trace,
    spots: &'r BTreeMap<String, Found>,
    lines: BTreeMap<FileId, Lines<'r>>,
}

impl Printer<'_> {
    fn print(&mut self, spot: &Spot, diagnostic: &Diagnostic) -> String {
        let code = diagnostic.code;
        let title = level(code.severity).primary_title(&diagnostic.message).id(code.id);
        let mut group = self.excerpt(Group::with_title(title), spot, None);
        for related in &diagnostic.related {
            let spot = spot_of(&related.place, self);
            group = self.excerpt(group, &spot, Some(&related.label));
        }
        if let Place::Pointer { pointer, .. } = &diagnostic.place {
            let place = match self.trace.source(pointer) {
                root if root.is_empty() => "at the root of the document".to_owned(),
                source => format!("at {}", on_one_line(&source)),
            };
            group = group.element(Padding).element(Level::NOTE.message(place));
        }
        let advice = diagnostic.advice.as_deref().unwrap_or(code.advice);
        group = group.element(Level::HELP.message(advice.to_owned()));
        self.renderer.render(&[group])
    }

    /// Adds the line of a place; with a label it is a second place.
    fn excerpt<'g>(&mut self, group: Group<'g>, spot: &Spot, label: Option<&'g str>) -> Group<'g> {
        let name = self.sources.name(spot.file).to_owned();
        if spot.whole_file {
            return group.element(Origin::path(name));
        }
        let text = self.sources.text(spot.file);
        let lines = self.lines.entry(spot.file).or_insert_with(|| Lines::new(text));
        let excerpt = lines.excerpt(&spot.range);
        let kind = if label.is_some() { AnnotationKind::Context } else { AnnotationKind::Primary };
        let snippet = Snippet::source(excerpt.text)
            .line_start(excerpt.line)
            .annotation(kind.span(excerpt.span).label(label));
        if excerpt.is_cut {
            // The column in what is shown is not the column in the line.
            let origin = Origin::path(name).line(excerpt.line).char_column(excerpt.column);
            group.element(origin).element(snippet)
        } else {
            group.element(snippet.path(name))
        }
    }
}

fn spot_of(place: &Place, printer: &Printer<'_>) -> Spot {
    spot(place, printer.trace, printer.spots, printer.sources)
}

fn level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    }
}
