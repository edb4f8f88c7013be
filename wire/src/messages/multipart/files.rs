//! Taking files out of a form: by their names, or of whatever name, if their media types are those of the document.

use super::read::missing_file;
use super::{File, FormReader, Part};
use crate::values::codec::{Map, Report};

impl FormReader {
    /// Takes a file that must be there.
    pub fn file(&mut self, part: impl Into<Part>, report: &mut Report) -> Option<File> {
        let part = part.into();
        let Some(file) = self.take_file(part.name) else { return missing_file(part.name, report) };
        taken(&part, file, report)
    }

    /// Takes a file that may be absent.
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

    /// Takes a file that must be there, of whatever name when there is none of this one.
    pub fn any_file(&mut self, part: impl Into<Part>, report: &mut Report) -> Option<File> {
        let part = part.into();
        let Some(file) = self.take_any_file(part.name) else {
            return missing_file(part.name, report);
        };
        taken(&part, file, report)
    }

    /// Takes a file that may be absent, of whatever name when there is none of this one.
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

    /// Takes every file of a name, if there are any.
    #[allow(clippy::option_option)]
    pub fn optional_files(
        &mut self,
        part: impl Into<Part>,
        report: &mut Report,
    ) -> Option<Option<Vec<File>>> {
        Some(Some(self.files(part, report)?).filter(|files| !files.is_empty()))
    }

    /// Takes every file of a name.
    pub fn files(&mut self, part: impl Into<Part>, report: &mut Report) -> Option<Vec<File>> {
        let part = part.into();
        let files: Vec<File> = std::iter::from_fn(|| self.take_file(part.name)).collect();
        // All that are wrong are told at once.
        let files: Vec<_> = files.into_iter().map(|file| taken(&part, file, report)).collect();
        files.into_iter().collect()
    }

    /// Takes every file that is left, by its name; of several with one name the first.
    pub fn more_files(&mut self) -> Option<Map<File>> {
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

    /// The next file of a name. A browser sends a file that was not chosen as one without name and content.
    fn take_file(&mut self, name: &str) -> Option<File> {
        std::iter::from_fn(|| self.take(name))
            .find(|file| file.name.as_deref() != Some("") || file.content.as_bytes() != Some(b""))
    }

    /// A part is a file when it has a file name (RFC 7578, section 4.2); a form of one part means that part.
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

/// A file, if its media type is one of the document.
fn taken(part: &Part, file: File, report: &mut Report) -> Option<File> {
    if let Err((code, message)) = part.check(&file) {
        report.field(part.name, code, message);
        return report.stand_in(|| Some(file));
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
