//! What is generated: texts by their path, relative to the package, in the order of their paths.

mod fingerprint;

use std::collections::BTreeMap;

pub use fingerprint::Fingerprint;

/// The files of a package.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Files(BTreeMap<String, File>);

#[derive(Debug, Clone, PartialEq, Eq)]
struct File {
    text: String,
    code: Option<Fingerprint>,
}

impl Files {
    /// Adds a file. Paths have `/` between their parts on every system.
    pub fn insert(&mut self, path: impl Into<String>, text: impl Into<String>) {
        self.0.insert(path.into(), File { text: text.into(), code: None });
    }

    /// Adds a file that was printed from code with this fingerprint.
    pub fn insert_printed(&mut self, path: impl Into<String>, text: String, code: Fingerprint) {
        self.0.insert(path.into(), File { text, code: Some(code) });
    }

    /// Returns the text of a file.
    pub fn get(&self, path: &str) -> Option<&str> {
        self.0.get(path).map(|file| file.text.as_str())
    }

    /// Returns every path with its text.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(path, file)| (path.as_str(), file.text.as_str()))
    }

    /// Returns every path with the seal of its code and text, for files that were printed from code.
    pub fn seals(&self) -> impl Iterator<Item = (&str, Option<String>)> {
        self.0.iter().map(|(path, file)| {
            (path.as_str(), file.code.as_ref().map(|code| code.seal(&file.text)))
        })
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
