//! What is wrong with a value that is read: every finding, each with its place.

use super::{Kind, Value};
use crate::param::Location;
use crate::violation::{Violation, Violations};

/// Collects what decoding finds. Reading goes on after a finding, so that a caller learns all of them at once.
#[derive(Debug)]
pub struct Report {
    violations: Violations,
    location: Location,
    /// Where the value being read stands in its location: empty for a body, `/name` for a parameter.
    prefix: String,
    lenient: bool,
}

impl Report {
    /// A report on what a caller sent: the document is held to.
    pub fn strict(location: Location) -> Self {
        Self { violations: Violations::default(), location, prefix: String::new(), lenient: false }
    }

    /// A report on what a server answered: null stands for absent, additions are ignored.
    pub fn lenient() -> Self {
        Self { lenient: true, ..Self::strict(Location::Body) }
    }

    /// A report that is thrown away, as strict as this one.
    pub(super) fn scratch(&self) -> Self {
        Self { lenient: self.lenient, ..Self::strict(self.location) }
    }

    pub(crate) fn is_lenient(&self) -> bool {
        self.lenient
    }

    /// Turns to another place of the request; what is found from here on is found there.
    pub(crate) fn turn_to(&mut self, location: Location, name: &str) {
        self.location = location;
        self.prefix.clear();
        if !name.is_empty() {
            self.prefix = segment(name);
        }
    }

    /// What was found.
    pub fn into_violations(self) -> Violations {
        self.violations
    }

    pub(crate) fn violations_mut(&mut self) -> &mut Violations {
        &mut self.violations
    }

    /// A finding about `value`; `code` is a stable word such as `type` or `required`.
    pub fn at(&mut self, value: Value<'_>, code: &'static str, message: impl Into<String>) {
        self.push(|| (value.pointer(), code, message.into()));
    }

    /// A finding about the place that the report stands at.
    pub(crate) fn here(&mut self, code: &'static str, message: impl Into<String>) {
        self.push(|| (String::new(), code, message.into()));
    }

    /// A finding about the field `name` of the place that the report stands at.
    pub(crate) fn field(&mut self, name: &str, code: &'static str, message: impl Into<String>) {
        self.push(|| (segment(name), code, message.into()));
    }

    /// `value` is not of the expected kind.
    pub fn mismatch(&mut self, value: Value<'_>, expected: &str) {
        self.push(|| {
            let message = match value.text() {
                Some(text) if value.kind() == Kind::Raw => {
                    format!("expected {expected}, found `{}`", shorten(text))
                }
                _ => format!("expected {expected}, found {}", value.kind().describe()),
            };
            (value.pointer(), "type", message)
        });
    }

    /// The required field `name` is missing from `object`.
    pub(crate) fn missing(&mut self, object: Value<'_>, name: &str) {
        self.push(|| {
            let pointer = format!("{}{}", object.pointer(), segment(name));
            (pointer, "required", "this field is required".to_owned())
        });
    }

    /// Finding a pointer walks the tape, so it is not found for what is not kept: a long list of wrong items
    /// would cost its length squared.
    fn push(&mut self, finding: impl FnOnce() -> (String, &'static str, String)) {
        if self.violations.is_full() {
            return;
        }
        let (pointer, code, message) = finding();
        let pointer = format!("{}{pointer}", self.prefix);
        self.violations.push(Violation::new(self.location, pointer, code, message));
    }
}

/// One segment of a JSON pointer (RFC 6901, section 3).
pub(crate) fn segment(name: &str) -> String {
    format!("/{}", name.replace('~', "~0").replace('/', "~1"))
}

/// A caller's text is quoted back in part only: it may be long.
fn shorten(text: &str) -> String {
    match text.char_indices().nth(40) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}
