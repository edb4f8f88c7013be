//! Diagnostics: errors and warnings about the document and the settings, collected by all stages.
//!
//! Each has a code, a place in a document, a message and help on how to fix it. Nothing is printed here:
//! [`Diagnostics::render`] returns the report as text, and [`Diagnostics::located`] as data. [`codes::all`] lists
//! every code.

use std::collections::{BTreeSet, HashSet};
use std::ops::Range;

use crate::source::{FileId, Sources};
use crate::tree::Node;
use crate::tree::pointer::{At, Origin, lookup};

pub mod codes;
mod excerpt;
mod gather;
pub mod levels;
pub mod located;
mod moves;
pub mod near;
mod origins;
mod refusal;
mod render;
mod span;
pub mod text;
pub mod trace;

pub use codes::Code;
pub use levels::{Group, Levels, Selector};
pub use located::Located;
pub use moves::Moves;
pub use origins::Origins;
pub use refusal::Refusal;
pub use trace::Trace;

/// How serious a diagnostic is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Severity {
    /// Something is wrong. The parts of the API that need it are not generated.
    Error,
    /// Something is doubtful or not supported. Code is generated without it, or with what is most likely meant.
    Warning,
    /// Something is valid, but has no effect on what is generated.
    Note,
}

impl Severity {
    /// Returns the word for it, such as `warning`.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        }
    }
}

/// Which part of an object member is meant.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Part {
    /// The key of the object member.
    Key,
    /// The value.
    Value,
}

/// The place that a diagnostic is about.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Place {
    /// A node of the resolved tree.
    Pointer {
        /// The JSON pointer of the node.
        pointer: String,
        /// Its key or its value.
        part: Part,
    },
    /// A range of text, for diagnostics of the parser.
    Offset {
        /// The file.
        file: FileId,
        /// The range in it, in bytes.
        range: Range<usize>,
    },
    /// A file as a whole.
    File(FileId),
}

/// A second place that explains a diagnostic, such as the first of two duplicates.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Related {
    /// The other place.
    pub place: Place,
    /// The text shown at the place, such as `first defined here`.
    pub label: String,
}

/// One error, warning or note.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Diagnostic {
    /// Its kind.
    pub code: &'static Code,
    /// The place it is about.
    pub place: Place,
    /// What is wrong: lower case, no full stop, text of the document in backticks.
    pub message: String,
    /// How to fix it; without it, the help of the code is shown.
    pub help: Option<String>,
    /// More places, which explain it.
    pub related: Vec<Related>,
    /// More places with the same fault, which are not shown.
    pub same: Vec<Origin>,
    /// More places of the document that have the same cause. They are counted.
    pub repeated: Vec<Place>,
    /// How serious it is: as its code says, unless the settings say otherwise.
    pub severity: Severity,
    /// Whether the settings deny it.
    pub is_denied: bool,
}

impl Diagnostic {
    /// Sets how to fix it, more specific than the help of the code.
    pub fn help(&mut self, help: impl Into<String>) -> &mut Self {
        self.help = Some(help.into());
        self
    }

    /// Underlines the key of the place instead of its value.
    pub fn on_key(&mut self) -> &mut Self {
        if let Place::Pointer { part, .. } = &mut self.place {
            *part = Part::Key;
        }
        self
    }

    /// Shows another place too, with a label.
    pub fn also(&mut self, origin: &Origin, label: impl Into<String>) -> &mut Self {
        let place = Place::Pointer { pointer: origin.pointer.clone(), part: Part::Value };
        self.related.push(Related { place, label: label.into() });
        self
    }

    /// Adds places with the same fault, which are not shown.
    pub fn same(&mut self, places: impl IntoIterator<Item = Origin>) -> &mut Self {
        self.same.extend(places);
        self
    }

    /// Shows another range of text too, with a label.
    pub fn also_text(
        &mut self,
        file: FileId,
        range: Range<usize>,
        label: impl Into<String>,
    ) -> &mut Self {
        let place = Place::Offset { file, range };
        self.related.push(Related { place, label: label.into() });
        self
    }

    /// Returns how to fix it: its own help, or that of its code.
    pub fn advice(&self) -> &str {
        self.help.as_deref().unwrap_or(self.code.help)
    }

    /// How serious it is.
    pub fn severity(&self) -> Severity {
        self.severity
    }

    /// Whether it reports an operation or a part that was left out because of an error.
    pub fn is_consequence(&self) -> bool {
        [codes::SKIPPED_OPERATION.id, codes::SKIPPED_PART.id].contains(&self.code.id)
    }
}

/// All diagnostics of a run, in the order in which they were reported.
#[derive(Clone, Default, Debug)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
    trace: Trace,
}

impl Diagnostics {
    /// Creates an empty list.
    pub fn new() -> Diagnostics {
        Diagnostics::default()
    }

    /// Adds a diagnostic about the value at `at`.
    pub fn report(
        &mut self,
        code: &'static Code,
        at: &At<'_>,
        message: impl Into<String>,
    ) -> &mut Diagnostic {
        self.add(code, Place::Pointer { pointer: at.pointer(), part: Part::Value }, message)
    }

    /// Adds a diagnostic about the value at `origin`.
    pub fn report_at(
        &mut self,
        code: &'static Code,
        origin: &Origin,
        message: impl Into<String>,
    ) -> &mut Diagnostic {
        let place = Place::Pointer { pointer: origin.pointer.clone(), part: Part::Value };
        self.add(code, place, message)
    }

    /// Adds a diagnostic about any place.
    pub fn add(
        &mut self,
        code: &'static Code,
        place: Place,
        message: impl Into<String>,
    ) -> &mut Diagnostic {
        self.list.push(Diagnostic {
            code,
            place,
            message: message.into(),
            help: None,
            related: Vec::new(),
            same: Vec::new(),
            repeated: Vec::new(),
            severity: code.severity,
            is_denied: false,
        });
        self.list.last_mut().unwrap_or_else(|| unreachable!("the list has what was pushed"))
    }

    /// The record of how the resolved tree was made, by which places are traced back to the text.
    pub fn trace_mut(&mut self) -> &mut Trace {
        &mut self.trace
    }

    /// Returns the places that the resolved tree may have for a place of the bundled tree.
    pub(crate) fn resolved_places(&self, pointer: &str) -> Vec<String> {
        self.trace.resolved_places(pointer)
    }

    /// Returns the own name of a component of another document that got another one, since its name was taken.
    pub(crate) fn own_name(&self, pointer: &str) -> Option<&str> {
        self.trace.own_name(pointer)
    }

    /// Returns the file and the JSON pointer in it that the resolved tree has at `pointer`.
    pub fn source(&self, pointer: &str) -> (FileId, String) {
        self.trace.source(pointer)
    }

    /// Removes the diagnostics about parts that were removed from the resolved tree, which is now `tree`.
    pub fn forget(&mut self, lost: &BTreeSet<String>, tree: &Node) {
        if lost.is_empty() || self.list.is_empty() {
            return;
        }
        let sources: BTreeSet<(FileId, String)> =
            lost.iter().map(|pointer| self.trace.source(pointer)).collect();
        let trace = &self.trace;
        let is_lost = |pointer: &str| {
            let above = |pointer: &str, is: &dyn Fn(&str) -> bool| {
                let ends = pointer.match_indices('/').map(|(end, _)| end).chain([pointer.len()]);
                ends.filter_map(|end| pointer.get(..end)).any(is)
            };
            if above(pointer, &|place| lost.contains(place)) {
                return true;
            }
            // Diagnostics from before the document was converted have the places of that time.
            let (file, source) = trace.source(pointer);
            lookup(tree, pointer).is_none()
                && above(&source, &|place| sources.contains(&(file, place.to_owned())))
        };
        self.list.retain_mut(|found| {
            found.same.retain(|origin| !is_lost(&origin.pointer));
            let Place::Pointer { pointer, .. } = &mut found.place else { return true };
            if !is_lost(pointer) {
                return true;
            }
            if found.same.is_empty() {
                return false;
            }
            *pointer = found.same.remove(0).pointer;
            true
        });
    }

    /// Adds all diagnostics of another list.
    pub fn extend(&mut self, others: Diagnostics) {
        self.list.extend(others.list);
    }

    /// Removes repeated diagnostics: those equal to an earlier one in all parts.
    pub fn forget_repeated(&mut self) {
        let mut seen = HashSet::new();
        let is_new: Vec<bool> = self.list.iter().map(|found| seen.insert(found)).collect();
        let mut is_new = is_new.into_iter();
        self.list.retain(|_| is_new.next().unwrap_or(true));
    }

    /// Whether any diagnostic is an error.
    pub fn has_errors(&self) -> bool {
        self.iter().any(|diagnostic| diagnostic.severity() == Severity::Error)
    }

    /// Iterates over the diagnostics in the order in which they were reported.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.list.iter()
    }

    /// The number of diagnostics with a code.
    pub fn count(&self, code: &Code) -> usize {
        self.iter().filter(|found| found.code.id == code.id).count()
    }

    /// The number of diagnostics with a severity.
    pub fn count_of(&self, severity: Severity) -> usize {
        self.iter().filter(|found| found.severity() == severity).count()
    }

    /// The number of errors and the number of warnings.
    pub fn counts(&self) -> (usize, usize) {
        (self.count_of(Severity::Error), self.count_of(Severity::Warning))
    }

    /// The counts as text, such as `2 errors, 1 warning`.
    pub fn summary(&self) -> String {
        let part = |severity: Severity| match self.count_of(severity) {
            0 => None,
            1 => Some(format!("1 {}", severity.name())),
            count => Some(format!("{count} {}s", severity.name())),
        };
        let parts = [Severity::Error, Severity::Warning, Severity::Note].map(part);
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        if parts.is_empty() { "no findings".to_owned() } else { parts.join(", ") }
    }

    /// Returns the report: all diagnostics by file and position, with the lines they are about. An operation that is
    /// left out comes after the error that is the cause.
    ///
    /// `colour` adds ANSI escape codes.
    pub fn render(&self, sources: &Sources, colour: bool) -> String {
        render::render(&self.list, &self.trace, sources, colour)
    }

    /// Returns the report without notes.
    pub fn render_without_notes(&self, sources: &Sources, colour: bool) -> String {
        let is_shown = |found: &&Diagnostic| found.severity() != Severity::Note;
        let shown: Vec<Diagnostic> = self.list.iter().filter(is_shown).cloned().collect();
        render::render(&shown, &self.trace, sources, colour)
    }

    /// Returns all diagnostics in the order of the report, with their places in the texts.
    pub fn located<'d>(&'d self, sources: &'d Sources) -> Vec<Located<'d>> {
        located::located(&self.list, &self.trace, sources)
    }

    /// Makes one diagnostic of those that have the same cause, and applies the levels of the settings. `is_complete` says
    /// whether anything is generated: if not, no error can be allowed.
    pub fn conclude(&mut self, levels: &Levels, is_complete: bool) {
        gather::gather(&mut self.list);
        levels.apply(&mut self.list, is_complete);
    }

    /// Returns the names of the operations that are left out because of errors, such as `GET /pets`.
    pub fn left_out(&self) -> Vec<String> {
        refusal::lost(self)
    }

    /// Returns why nothing may be written, if there are errors or denied diagnostics. With `keep_going`, errors of the
    /// document are no reason.
    pub fn refusal(&self, keep_going: bool) -> Option<Refusal> {
        Refusal::of(self, keep_going)
    }
}
