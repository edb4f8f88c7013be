//! Why nothing was generated.

use std::fmt;

/// Why nothing was generated, as text for people.
pub struct BuildError {
    text: String,
    /// Whether it is about what the document or the settings say.
    is_finding: bool,
}

impl BuildError {
    pub(super) fn finding(text: String) -> Self {
        Self { text, is_finding: true }
    }

    pub(super) fn other(text: impl Into<String>) -> Self {
        Self { text: text.into(), is_finding: false }
    }

    /// Whether the document or the settings are at fault; else a file cannot be read or written, or the like.
    pub fn is_finding(&self) -> bool {
        self.is_finding
    }
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text.trim_end())
    }
}

/// As a `main` shows it: the text, whose lines must stay lines.
impl fmt::Debug for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for BuildError {}
