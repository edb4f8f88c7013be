//! Which document the parts of a bundled tree come from, and where they are in it.

use std::collections::BTreeMap;

use crate::load::source::FileId;

/// Places of the bundled tree, with the documents that their parts come from.
#[derive(Clone, Default, Debug)]
pub struct Origins(BTreeMap<String, (FileId, String)>);

impl Origins {
    /// Notes that what stands at `place` stands at `source` in `file`.
    pub(crate) fn note(&mut self, place: &str, file: FileId, source: &str) {
        self.0.insert(place.to_owned(), (file, source.to_owned()));
    }

    /// Where the documents have what the bundled tree has at `pointer`.
    pub(crate) fn source(&self, pointer: &str) -> (FileId, String) {
        let mut end = pointer.len();
        while let Some(start) = pointer.get(..end) {
            if let Some((file, source)) = self.0.get(start) {
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
