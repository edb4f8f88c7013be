//! The error of a builder.

use std::fmt;

/// The reason why nothing was generated, as text for people. The text may have several lines.
pub struct BuildError {
    text: String,
    /// Whether it is about the content of the document or the settings.
    is_finding: bool,
}

impl BuildError {
    pub(crate) fn finding(text: String) -> Self {
        Self { text, is_finding: true }
    }

    pub(crate) fn other(text: impl Into<String>) -> Self {
        Self { text: text.into(), is_finding: false }
    }

    /// Returns `true` when the document or the settings are at fault, and `false` for anything else, such as a file that
    /// cannot be read or written.
    pub fn is_finding(&self) -> bool {
        self.is_finding
    }
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text.trim_end())
    }
}

/// Writes the plain text, because `main` prints its error with `Debug`, and the lines must stay lines.
impl fmt::Debug for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for BuildError {}
