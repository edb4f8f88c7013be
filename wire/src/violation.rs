//! What is wrong with a request: every finding, with its place.

use std::fmt;

use crate::param::Location;

/// One thing that is wrong with a value.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Violation {
    /// The part of the request.
    pub location: Location,
    /// The place inside that part, as a JSON pointer (RFC 6901); a parameter's name is its first segment.
    pub pointer: String,
    /// A stable word for programs: `required`, `type`, `min_length` and so on.
    pub code: &'static str,
    /// A sentence for people.
    pub message: String,
}

impl Violation {
    /// A finding.
    pub fn new(
        location: Location,
        pointer: impl Into<String>,
        code: &'static str,
        message: impl Into<String>,
    ) -> Self {
        Self { location, pointer: pointer.into(), code, message: message.into() }
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}: {}", self.location.as_str(), self.pointer, self.message)
    }
}

/// All that is wrong with a value, at most [`Violations::MOST`] findings.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Violations(Vec<Violation>);

impl Violations {
    /// More findings than this are not kept: an answer must not grow with what a caller sends.
    pub const MOST: usize = 100;

    pub(crate) fn push(&mut self, violation: Violation) {
        if !self.is_full() {
            self.0.push(violation);
        }
    }

    /// Whether further findings would be dropped: then the cost of finding their place can be saved.
    pub(crate) fn is_full(&self) -> bool {
        self.0.len() >= Self::MOST
    }

    /// Whether nothing was found.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The findings in the order of the request.
    pub fn iter(&self) -> std::slice::Iter<'_, Violation> {
        self.0.iter()
    }
}

impl<'a> IntoIterator for &'a Violations {
    type Item = &'a Violation;
    type IntoIter = std::slice::Iter<'a, Violation>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl FromIterator<Violation> for Violations {
    fn from_iter<I: IntoIterator<Item = Violation>>(findings: I) -> Self {
        Self(findings.into_iter().take(Self::MOST).collect())
    }
}

impl fmt::Display for Violations {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, violation) in self.0.iter().enumerate() {
            if index > 0 {
                f.write_str("; ")?;
            }
            violation.fmt(f)?;
        }
        Ok(())
    }
}

impl std::error::Error for Violations {}
