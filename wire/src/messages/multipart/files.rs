//! Reads files of a form, by name or under any name, and checks their media types.

use super::read::{UNNAMED, missing_file};
use super::{File, FormReader, Part};
use crate::values::codec::{Map, Report};

impl FormReader {
    /// Reads a required file.
    pub fn file(&mut self, part: impl Into<Part>, report: &mut Report) -> Option<File> {
        let part = part.into();
        let Some(file) = self.take_file(part.name) else { return missing_file(part.name, report) };
        taken(&part, file, report)
    }

    /// Reads an optional file.
    #[allow(clippy::option_option)]
    pub fn optional_file(
        &mut self,
        part: impl Into<Part>,
        report: &mut Report,
    ) -> Option<Option<File>> {
        let part = part.into();
        let Some(file) = self.take_file(part.name) else { return Some(None) };
        taken(&part, file, report).map(Some)
    }

    /// Reads a required file. If none has the name, a file with another name is taken.
    pub fn any_file(&mut self, part: impl Into<Part>, report: &mut Report) -> Option<File> {
        let part = part.into();
        let Some(file) = self.take_any_file(part.name) else {
            return missing_file(part.name, report);
        };
        taken(&part, file, report)
    }

    /// Reads an optional file. If none has the name, a file with another name is taken.
    #[allow(clippy::option_option)]
    pub fn optional_any_file(
        &mut self,
        part: impl Into<Part>,
        report: &mut Report,
    ) -> Option<Option<File>> {
        let part = part.into();
        let Some(file) = self.take_any_file(part.name) else { return Some(None) };
        taken(&part, file, report).map(Some)
    }

    /// Reads all files with a name; `None` if there are none.
    #[allow(clippy::option_option)]
    pub fn optional_files(
        &mut self,
        part: impl Into<Part>,
        report: &mut Report,
    ) -> Option<Option<Vec<File>>> {
        Some(Some(self.files(part, report)?).filter(|files| !files.is_empty()))
    }

    /// Reads all files with a name.
    pub fn files(&mut self, part: impl Into<Part>, report: &mut Report) -> Option<Vec<File>> {
        let part = part.into();
        let files: Vec<File> = std::iter::from_fn(|| self.take_file(part.name)).collect();
        // Collected before returning, so that every invalid file is reported.
        let files: Vec<_> = files.into_iter().map(|file| taken(&part, file, report)).collect();
        files.into_iter().collect()
    }

    /// Reads all remaining files by name; the first one of each name.
    pub fn remaining_files(&mut self) -> Option<Map<File>> {
        let mut files = Map::new();
        while let Some((name, _)) = self.parts.first() {
            let name = name.clone();
            let file = self.take_file(&name);
            while self.take(&name).is_some() {}
            if let Some(file) = file {
                files.insert(name, file);
            }
        }
        Some(files)
    }

    /// Takes the next file with a name. Browsers send a file input without a choice as a file without name and
    /// content.
    fn take_file(&mut self, name: &str) -> Option<File> {
        std::iter::from_fn(|| self.take(name).or_else(|| self.take(UNNAMED)))
            .find(|file| file.name.as_deref() != Some("") || file.content.as_bytes() != Some(b""))
    }

    /// Takes any file: a part with a file name (RFC 7578, section 4.2), or the only part of the form.
    fn take_any_file(&mut self, name: &str) -> Option<File> {
        self.take_file(name).or_else(|| {
            let named = |(_, file): &(String, File)| {
                file.name.as_deref().is_some_and(|name| !name.is_empty())
            };
            let lone = (self.parts.len() == 1).then_some(0);
            let at = self.parts.iter().position(named).or(lone)?;
            Some(self.parts.remove(at).1)
        })
    }
}

/// Checks the media type of a file.
fn taken(part: &Part, file: File, report: &mut Report) -> Option<File> {
    if let Err((code, message)) = part.check(&file) {
        report.field(part.name, code, message);
        return report.scalar_placeholder(|| Some(file));
    }
    Some(file)
}

#[cfg(all(test, feature = "server"))]
mod tests {
    use super::*;

    fn form(parts: &[(&str, Option<&str>, &'static str)]) -> FormReader {
        let mut form = FormReader::default();
        for (name, file_name, content) in parts {
            let mut part = File::new(*content);
            part.name = file_name.map(str::to_owned);
            form.push((*name).to_owned(), part);
        }
        form
    }

    fn found(parts: &[(&str, Option<&str>, &'static str)]) -> Option<Vec<u8>> {
        let mut report = Report::lenient();
        let file = form(parts).any_file("file", &mut report)?;
        file.content.as_bytes().map(<[u8]>::to_vec)
    }

    #[test]
    fn a_file_of_any_name_is_the_named_one_or_the_first_or_the_only_part() {
        let note = ("note", None, "n");
        let photo = ("photo", Some("a.png"), "p");
        let named = ("file", Some("b.png"), "f");
        assert_eq!(found(&[note, photo, named]).as_deref(), Some(b"f".as_slice()));
        assert_eq!(found(&[note, photo]).as_deref(), Some(b"p".as_slice()));
        assert_eq!(found(&[("data", None, "d")]).as_deref(), Some(b"d".as_slice()));
        assert_eq!(found(&[note, ("more", None, "m")]), None);
        assert_eq!(found(&[]), None);
    }
}
