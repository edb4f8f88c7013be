//! Maps places of the bundled tree to the documents that they come from.

use std::collections::BTreeMap;

use crate::source::FileId;

/// Places of the bundled tree, with their file and the JSON pointer in it.
#[derive(Clone, Default, Debug)]
pub struct Origins {
    places: BTreeMap<String, (FileId, String)>,
    /// The components that got another name, since theirs was taken: their own name, by their place.
    renamed: BTreeMap<String, String>,
}

impl Origins {
    /// Records that `place` in the bundled tree comes from `source` in `file`.
    pub(crate) fn note(&mut self, place: &str, file: FileId, source: &str) {
        self.places.insert(place.to_owned(), (file, source.to_owned()));
    }

    /// Records that the name of the component at `place` was taken.
    pub(crate) fn note_name(&mut self, place: &str, name: &str) {
        self.renamed.insert(place.to_owned(), name.to_owned());
    }

    /// Returns the own name of the component at a place, if it was taken.
    pub(crate) fn name(&self, place: &str) -> Option<&str> {
        self.renamed.get(place).map(String::as_str)
    }

    /// Returns the file and the JSON pointer in it that the bundled tree has at `pointer`.
    pub(crate) fn source(&self, pointer: &str) -> (FileId, String) {
        let mut end = pointer.len();
        while let Some(start) = pointer.get(..end) {
            if let Some((file, source)) = self.places.get(start) {
                return (*file, format!("{source}{}", pointer.get(end..).unwrap_or_default()));
            }
            match start.rfind('/') {
                Some(slash) => end = slash,
                None => break,
            }
        }
        (FileId::ROOT, pointer.to_owned())
    }
}
