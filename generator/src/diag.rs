//! What is said to the user: findings about the document, collected by all stages, each with a
//! code, a place and advice. Nothing is printed here; [`Diagnostics::render`] makes the text.

use std::collections::{BTreeSet, HashSet};
use std::ops::Range;

use crate::load::Node;
use crate::load::pointer::{At, Origin, lookup};
use crate::load::source::{FileId, Sources};

pub mod codes;
mod excerpt;
mod moves;
pub mod near;
mod origins;
mod render;
mod spot;
pub mod text;
pub mod trace;

pub use codes::Code;
pub use moves::Moves;
pub use origins::Origins;
pub use trace::Trace;

/// How much a finding weighs.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Severity {
    /// The document says something wrong; what needs it is not generated.
    Error,
    /// Something is doubtful, or cannot be honoured; the rest is generated.
    Warning,
}

/// Which part of the place is meant.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Part {
    /// The key of the object member.
    Key,
    /// The value.
    Value,
}

/// What a finding is about.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Place {
    /// A node of the resolved tree.
    Pointer {
        /// The JSON pointer of the node.
        pointer: String,
        /// Its key or its value.
        part: Part,
    },
    /// A piece of text, for findings from before there is a tree.
    Offset {
        /// The text.
        file: FileId,
        /// The bytes in it.
        range: Range<usize>,
    },
    /// A file as a whole.
    File(FileId),
}

/// A second place that explains a finding, such as the first of two duplicates.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Related {
    /// The other place.
    pub place: Place,
    /// What is there.
    pub label: String,
}

/// One finding.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Diagnostic {
    /// What kind of finding it is.
    pub code: &'static Code,
    /// Where it is.
    pub place: Place,
    /// What was found: lower case, no final dot, text of the document between backticks.
    pub message: String,
    /// What to do about it; the advice of the code when there is none.
    pub advice: Option<String>,
    /// Other places that explain it.
    pub related: Vec<Related>,
    /// Further places with the same fault, which are not shown.
    pub same: Vec<Origin>,
}

impl Diagnostic {
    /// Says what to do, better than the general advice of the code.
    pub fn advice(&mut self, advice: impl Into<String>) -> &mut Self {
        self.advice = Some(advice.into());
        self
    }

    /// Underlines the key of the place, not its value.
    pub fn on_key(&mut self) -> &mut Self {
        if let Place::Pointer { part, .. } = &mut self.place {
            *part = Part::Key;
        }
        self
    }

    /// Shows another place too, with what is there.
    pub fn also(&mut self, origin: &Origin, label: impl Into<String>) -> &mut Self {
        let place = Place::Pointer { pointer: origin.pointer.clone(), part: Part::Value };
        self.related.push(Related { place, label: label.into() });
        self
    }

    /// Notes further places with the same fault.
    pub fn same(&mut self, places: impl IntoIterator<Item = Origin>) -> &mut Self {
        self.same.extend(places);
        self
    }

    /// Shows another piece of text too.
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

    /// How much it weighs.
    pub fn severity(&self) -> Severity {
        self.code.severity
    }
}

/// The findings of a generation, in the order in which they were made.
#[derive(Clone, Default, Debug)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
    trace: Trace,
}

impl Diagnostics {
    /// No findings.
    pub fn new() -> Diagnostics {
        Diagnostics::default()
    }

    /// Adds a finding about the value at `at`.
    pub fn report(
        &mut self,
        code: &'static Code,
        at: &At<'_>,
        message: impl Into<String>,
    ) -> &mut Diagnostic {
        self.add(code, Place::Pointer { pointer: at.pointer(), part: Part::Value }, message)
    }

    /// Adds a finding about the value at `origin`.
    pub fn report_at(
        &mut self,
        code: &'static Code,
        origin: &Origin,
        message: impl Into<String>,
    ) -> &mut Diagnostic {
        let place = Place::Pointer { pointer: origin.pointer.clone(), part: Part::Value };
        self.add(code, place, message)
    }

    /// Adds a finding about any place.
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
            advice: None,
            related: Vec::new(),
            same: Vec::new(),
        });
        self.list.last_mut().unwrap_or_else(|| unreachable!("the list has what was pushed"))
    }

    /// Says where the nodes come from that the resolved tree holds elsewhere than the text does.
    pub fn trace_mut(&mut self) -> &mut Trace {
        &mut self.trace
    }

    /// The document, and where it has what the resolved tree has at `pointer`.
    pub fn source(&self, pointer: &str) -> (FileId, String) {
        self.trace.source(pointer)
    }

    /// Forgets the findings about parts that were taken out of the resolved tree, which is now `tree`.
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
            // Findings from before the document was raised have the places of that time.
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

    /// Adds the findings of others.
    pub fn extend(&mut self, others: Diagnostics) {
        self.list.extend(others.list);
    }

    /// Forgets each finding that was made before: of the same kind, at the same place, in the same words.
    pub fn forget_repeated(&mut self) {
        let mut seen = HashSet::new();
        let is_new: Vec<bool> = self.list.iter().map(|found| seen.insert(found)).collect();
        let mut is_new = is_new.into_iter();
        self.list.retain(|_| is_new.next().unwrap_or(true));
    }

    /// Whether any finding is an error.
    pub fn has_errors(&self) -> bool {
        self.iter().any(|diagnostic| diagnostic.severity() == Severity::Error)
    }

    /// The findings in the order in which they were made.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.list.iter()
    }

    /// How many findings are of a kind.
    pub fn count(&self, code: &Code) -> usize {
        self.iter().filter(|found| found.code.id == code.id).count()
    }

    /// The number of errors and of warnings.
    pub fn counts(&self) -> (usize, usize) {
        let errors = self.iter().filter(|found| found.severity() == Severity::Error).count();
        (errors, self.list.len() - errors)
    }

    /// The counts in words, such as `2 errors, 1 warning`.
    pub fn summary(&self) -> String {
        let (errors, warnings) = self.counts();
        let part = |count: usize, word: &str| match count {
            0 => None,
            1 => Some(format!("1 {word}")),
            _ => Some(format!("{count} {word}s")),
        };
        let parts = [part(errors, "error"), part(warnings, "warning")];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        if parts.is_empty() { "no findings".to_owned() } else { parts.join(", ") }
    }

    /// The findings as text for people, by file and position, with excerpts.
    pub fn render(&self, sources: &Sources, colour: bool) -> String {
        render::render(&self.list, &self.trace, sources, colour)
    }
}
