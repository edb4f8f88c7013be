//! The text that code was printed to, with the seal that tells later that it is the text of this code.

use std::path::Path;
use std::sync::Arc;

use super::Fingerprint;

/// The text of a file that is printed from code.
#[derive(Debug, Clone)]
pub struct Printed {
    text: String,
    seal: String,
    /// The folder that the text was read from.
    folder: Option<Arc<Path>>,
}

impl Printed {
    /// Creates the text of code that was just printed.
    pub fn new(text: String, code: Fingerprint) -> Self {
        Self { seal: code.seal(&text), text, folder: None }
    }

    /// Takes a text in a folder for that of the code, if it has its seal.
    pub(crate) fn find(
        text: String,
        seal: &str,
        code: Fingerprint,
        folder: &Arc<Path>,
    ) -> Option<Self> {
        let found = Self { folder: Some(Arc::clone(folder)), ..Self::new(text, code) };
        (found.seal == seal).then_some(found)
    }

    /// Returns the text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns the seal of the code and the text, as [`Fingerprint::seal`] computes it.
    pub fn seal(&self) -> &str {
        &self.seal
    }

    pub(super) fn is_found_in(&self, folder: &Path) -> bool {
        self.folder.as_deref() == Some(folder)
    }
}

/// Two are equal when their files are, wherever these come from.
impl PartialEq for Printed {
    fn eq(&self, other: &Self) -> bool {
        (&self.text, &self.seal) == (&other.text, &other.seal)
    }
}

impl Eq for Printed {}
