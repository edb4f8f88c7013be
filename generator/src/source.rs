//! The documents of a run: files and texts, read on demand. This module is the only one that reads files.
//! Each document has a [`FileId`]; the first one is the root document.

use std::io;
use std::path::Path;
use std::sync::{Arc, OnceLock};

pub mod access;
pub mod locate;
pub(crate) mod location;
#[cfg(feature = "http")]
pub mod web;

pub use access::{Access, Fetch};
#[cfg(feature = "http")]
pub use web::Web;

use access::AccessError;

use crate::tree::Node;

/// Identifies a document of [`Sources`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct FileId(u32);

impl FileId {
    /// The root document.
    pub const ROOT: FileId = FileId(0);
}

/// Why a file cannot be read as text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unreadable {
    /// It starts with a byte order mark of UTF-16 or UTF-32.
    Wide,
    /// It is not valid UTF-8; the number of valid bytes before the first invalid one.
    Binary(usize),
}

/// The documents of a run: the root document, and those that references lead to.
#[derive(Clone, Debug)]
pub struct Sources {
    files: Vec<Source>,
    access: Access,
}

#[derive(Clone, Debug)]
struct Source {
    name: String,
    text: OnceLock<String>,
    /// The document itself, if it was never text. Its text is written when a finding shows a piece of it.
    value: Option<Arc<Node>>,
    unreadable: Option<Unreadable>,
}

impl Sources {
    /// Reads the root document from a file. References may lead to files in its folder and below.
    pub fn open(path: &Path) -> io::Result<Sources> {
        let bytes = access::read(path)?;
        let name = path.display().to_string();
        let folder = path.parent().map(Path::to_owned).unwrap_or_default();
        Ok(Sources { files: vec![Source::decode(name, bytes)], access: Access::folder(folder) })
    }

    /// Uses a text in memory as the root document.
    ///
    /// References may only lead to documents added by [`with_text`](Sources::with_text).
    pub fn from_text(name: &str, text: &str) -> Sources {
        let source = Source::decode(name.to_owned(), text.as_bytes().to_vec());
        Sources { files: vec![source], access: Access::default() }
    }

    /// Creates sources whose root document is a value in memory. Diagnostics show it as JSON.
    pub fn from_value(name: &str, value: Arc<Node>) -> Sources {
        let source = Source {
            name: name.to_owned(),
            text: OnceLock::new(),
            value: Some(value),
            unreadable: None,
        };
        Sources { files: vec![source], access: Access::default() }
    }

    /// Adds a document in memory that references may lead to by its name.
    #[must_use]
    pub fn with_text(mut self, name: &str, text: &str) -> Sources {
        self.access.add_text(name, text);
        self
    }

    /// Adds a text that is not an OpenAPI document, such as the settings, so that diagnostics can show it.
    pub fn add(&mut self, name: &str, text: &str) -> FileId {
        self.files.push(Source::decode(name.to_owned(), text.as_bytes().to_vec()));
        FileId(u32::try_from(self.files.len() - 1).unwrap_or(u32::MAX))
    }

    /// Iterates over the names of all documents read so far.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.files.iter().map(|file| file.name.as_str())
    }

    /// Returns the rules for where references may lead, to change them.
    pub fn access_mut(&mut self) -> &mut Access {
        &mut self.access
    }

    /// Returns the document at a location, such as `models/pet.yaml`; reads it the first time.
    pub(crate) fn at(&mut self, place: &str) -> Result<FileId, AccessError> {
        let id = |index: usize| FileId(u32::try_from(index).unwrap_or(u32::MAX));
        if let Some(known) = self.files.iter().position(|file| file.name == place) {
            return Ok(id(known));
        }
        let bytes = self.access.fetch(place)?;
        self.files.push(Source::decode(place.to_owned(), bytes));
        Ok(id(self.files.len() - 1))
    }

    /// The root document.
    pub fn root(&self) -> FileId {
        FileId::ROOT
    }

    /// Returns the name of a file as the user gave it.
    pub fn name(&self, file: FileId) -> &str {
        self.source(file).map_or("", |source| &source.name)
    }

    /// Returns the text of a file, without a byte order mark.
    pub fn text(&self, file: FileId) -> &str {
        self.source(file).map_or("", Source::text)
    }

    /// Returns the document, if it was given as a value.
    pub(crate) fn value(&self, file: FileId) -> Option<&Node> {
        self.source(file)?.value.as_deref()
    }

    /// Returns why a file cannot be read as text, if it cannot.
    pub fn unreadable(&self, file: FileId) -> Option<Unreadable> {
        self.source(file)?.unreadable
    }

    fn source(&self, file: FileId) -> Option<&Source> {
        self.files.get(usize::try_from(file.0).ok()?)
    }
}

impl Source {
    fn text(&self) -> &str {
        self.text.get_or_init(|| match &self.value {
            Some(value) => serde_json::to_string_pretty(&**value).unwrap_or_default(),
            None => String::new(),
        })
    }

    fn decode(name: String, bytes: Vec<u8>) -> Source {
        let wide = bytes.starts_with(&[0xFF, 0xFE])
            || bytes.starts_with(&[0xFE, 0xFF])
            || bytes.starts_with(&[0, 0, 0xFE, 0xFF]);
        let without_mark = match bytes.strip_prefix(&[0xEF, 0xBB, 0xBF]) {
            Some(rest) => rest.to_vec(),
            None => bytes,
        };
        let zero = without_mark.iter().position(|&byte| byte == 0);
        match (String::from_utf8(without_mark), zero) {
            (Ok(text), None) => Source { name, text: text.into(), value: None, unreadable: None },
            _ if wide => Source::none(name, Unreadable::Wide),
            (Ok(_), Some(offset)) => Source::none(name, Unreadable::Binary(offset)),
            (Err(error), zero) => {
                let offset = error.utf8_error().valid_up_to();
                let offset = zero.map_or(offset, |zero| zero.min(offset));
                Source::none(name, Unreadable::Binary(offset))
            }
        }
    }

    fn none(name: String, unreadable: Unreadable) -> Source {
        let text = String::new().into();
        Source { name, text, value: None, unreadable: Some(unreadable) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decode(bytes: &[u8]) -> (String, Option<Unreadable>) {
        let source = Source::decode(String::new(), bytes.to_vec());
        (source.text().to_owned(), source.unreadable)
    }

    #[test]
    fn text_is_told_from_bytes() {
        assert_eq!(decode(b"\xEF\xBB\xBFa: 1"), ("a: 1".to_owned(), None));
        assert_eq!(decode(b"\xFF\xFEa\0"), (String::new(), Some(Unreadable::Wide)));
        assert_eq!(decode(b"ab\xFF"), (String::new(), Some(Unreadable::Binary(2))));
        assert_eq!(decode(b"a\0b"), (String::new(), Some(Unreadable::Binary(1))));
    }
}
