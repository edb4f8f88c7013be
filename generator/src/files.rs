//! The generated files: their texts by path, relative to the package, sorted by path.

mod fingerprint;
mod printed;

use std::collections::BTreeMap;
use std::path::Path;

pub use fingerprint::Fingerprint;
pub use printed::Printed;

/// The files of a package.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Files(BTreeMap<String, File>);

#[derive(Debug, Clone, PartialEq, Eq)]
enum File {
    /// A text.
    Text(String),
    /// The text of code.
    Printed(Printed),
}

impl File {
    fn text(&self) -> &str {
        match self {
            Self::Text(text) => text,
            Self::Printed(printed) => printed.text(),
        }
    }
}

impl Files {
    /// Adds a file. Paths have `/` between their parts on every system.
    pub fn insert(&mut self, path: impl Into<String>, text: impl Into<String>) {
        self.0.insert(path.into(), File::Text(text.into()));
    }

    /// Adds a file that was printed from code.
    pub fn insert_printed(&mut self, path: impl Into<String>, printed: Printed) {
        self.0.insert(path.into(), File::Printed(printed));
    }

    /// Returns the text of a file.
    pub fn get(&self, path: &str) -> Option<&str> {
        self.0.get(path).map(File::text)
    }

    /// Returns every path with its text.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(path, file)| (path.as_str(), file.text()))
    }

    /// Returns every path with its seal, if it was printed from code.
    pub fn seals(&self) -> impl Iterator<Item = (&str, Option<&str>)> {
        self.0.iter().map(|(path, file)| match file {
            File::Text(_) => (path.as_str(), None),
            File::Printed(printed) => (path.as_str(), Some(printed.seal())),
        })
    }

    /// Returns whether the text of a file was read from a folder.
    pub(crate) fn is_found_in(&self, path: &str, folder: &Path) -> bool {
        matches!(self.0.get(path), Some(File::Printed(printed)) if printed.is_found_in(folder))
    }

    /// Returns the number of files.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Returns whether there is no file.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
