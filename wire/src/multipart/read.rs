//! Reading a form: in come its parts, out come typed fields and files.

use indexmap::IndexMap;

use super::{File, Part};
use crate::data::{Decode, Kind, Nullable, Report, Tape, Token, Value};
use crate::media::MediaType;
use crate::param::{Malformed, Pairs, Param, Style};

/// The parts of a form, in the order in which they came.
#[derive(Debug, Default)]
pub struct FormReader {
    parts: Vec<(String, File)>,
}

impl FormReader {
    /// Reads a field that must be there.
    pub fn required<T: Decode>(&mut self, part: impl Into<Part>, report: &mut Report) -> Option<T> {
        let part = part.into();
        match self.field(&part, report)? {
            Some(tape) => T::decode(value(&tape), report),
            None => missing(part.name, report),
        }
    }

    /// Reads a field that may be absent.
    #[allow(clippy::option_option)] // the outer level says whether reading went well
    pub fn optional<T: Decode>(
        &mut self,
        part: impl Into<Part>,
        report: &mut Report,
    ) -> Option<Option<T>> {
        match self.field(&part.into(), report)? {
            Some(tape) => T::decode(value(&tape), report).map(Some),
            None => Some(None),
        }
    }

    /// Reads a field that may be absent or null.
    pub fn nullable<T: Decode>(
        &mut self,
        part: impl Into<Part>,
        report: &mut Report,
    ) -> Option<Nullable<T>> {
        Some(match self.optional::<Option<T>>(part, report)? {
            None => Nullable::Absent,
            Some(None) => Nullable::Null,
            Some(Some(value)) => Nullable::Value(value),
        })
    }

    /// Reads an object of all fields that are left, whatever their names.
    pub fn fields<T: Decode>(&mut self, report: &mut Report) -> Option<T> {
        let mut fields: IndexMap<String, Vec<Tape<'static>>> = IndexMap::new();
        let mut whole = true;
        for (name, part) in std::mem::take(&mut self.parts) {
            match read_part(&part, false) {
                Ok(item) => fields.entry(name).or_default().push(item),
                Err((code, message)) => {
                    report.field(&name, code, message);
                    whole = false;
                }
            }
        }
        let mut tape = Tape::default();
        let object = tape.open(Token::Object { end: 0 });
        for (name, items) in fields {
            tape.push(Token::Key(name.into()));
            let list = (items.len() != 1).then(|| tape.open(Token::List { end: 0 }));
            for item in items {
                tape.append(item);
            }
            if let Some(list) = list {
                tape.close(list);
            }
        }
        tape.close(object);
        let read = T::decode(tape.root(), report);
        read.filter(|_| whole)
    }

    /// Takes a file that must be there.
    pub fn file(&mut self, name: &str, report: &mut Report) -> Option<File> {
        self.take_file(name).or_else(|| missing(name, report))
    }

    /// Takes a file that may be absent.
    #[allow(clippy::option_option)]
    pub fn optional_file(&mut self, name: &str, _: &mut Report) -> Option<Option<File>> {
        Some(self.take_file(name))
    }

    /// Takes a file that must be there, of whatever name when there is none of this one.
    pub fn any_file(&mut self, name: &str, report: &mut Report) -> Option<File> {
        self.take_any_file(name).or_else(|| missing(name, report))
    }

    /// Takes a file that may be absent, of whatever name when there is none of this one.
    #[allow(clippy::option_option)]
    pub fn optional_any_file(&mut self, name: &str, _: &mut Report) -> Option<Option<File>> {
        Some(self.take_any_file(name))
    }

    /// Takes every file of a name, if there are any.
    #[allow(clippy::option_option)]
    pub fn optional_files(&mut self, name: &str, report: &mut Report) -> Option<Option<Vec<File>>> {
        Some(self.files(name, report).filter(|files| !files.is_empty()))
    }

    /// Takes every file of a name.
    pub fn files(&mut self, name: &str, _: &mut Report) -> Option<Vec<File>> {
        let files = std::iter::from_fn(|| self.take_file(name));
        Some(files.collect())
    }

    /// The values of a field, a part each.
    fn values(&mut self, part: &Part) -> Result<Vec<Tape<'static>>, Malformed> {
        let parts = std::iter::from_fn(|| self.take(part.name));
        parts.map(|file| read_part(&file, part.is_json())).collect()
    }

    /// The value of a field in a style, whose names are several in some.
    fn styled(&mut self, style: &Param) -> Result<Option<Tape<'static>>, Malformed> {
        let is_deep = |name: &str| {
            style.style == Style::DeepObject
                && name.strip_prefix(style.name).is_some_and(|rest| rest.starts_with('['))
        };
        let mut parts = Vec::new();
        let mut rest = Vec::new();
        for (name, file) in std::mem::take(&mut self.parts) {
            if name == style.name || style.spreads(&name) || is_deep(&name) {
                let text = read_part(&file, false)?.root().text().unwrap_or_default().to_owned();
                parts.push((name, text));
            } else {
                rest.push((name, file));
            }
        }
        self.parts = rest;
        Pairs::read_parts(style, parts)
    }

    #[cfg(feature = "server")]
    pub(super) fn push(&mut self, name: String, part: File) {
        self.parts.push((name, part));
    }

    #[cfg(feature = "server")]
    pub(super) fn len(&self) -> usize {
        self.parts.len()
    }

    fn take(&mut self, name: &str) -> Option<File> {
        let at = self.parts.iter().position(|(key, _)| key == name)?;
        Some(self.parts.remove(at).1)
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

    /// The values of a name, as the one field of an object, so that findings have their pointer.
    #[allow(clippy::option_option)]
    fn field(&mut self, part: &Part, report: &mut Report) -> Option<Option<Tape<'static>>> {
        let name = part.name;
        let items = match &part.style {
            Some(style) => self.styled(style).map(|item| item.into_iter().collect()),
            None => self.values(part),
        };
        let items: Vec<Tape<'static>> = match items {
            Ok(items) => items,
            Err((code, message)) => {
                report.field(name, code, message);
                return None;
            }
        };
        let mut tape = Tape::default();
        let object = tape.open(Token::Object { end: 0 });
        tape.push(Token::Key(name.to_owned().into()));
        let list = match items.len() {
            0 => return Some(None),
            // What a style takes apart is a list already.
            1 => {
                tape.lone = part.style.is_none().then(|| tape.position());
                None
            }
            _ => Some(tape.open(Token::List { end: 0 })),
        };
        for item in items {
            tape.append(item);
        }
        if let Some(list) = list {
            tape.close(list);
        }
        tape.close(object);
        Some(Some(tape))
    }
}

fn read_part(part: &File, json: bool) -> Result<Tape<'static>, (&'static str, String)> {
    let Some(bytes) = part.content.as_bytes() else {
        return Err(("max_length", "this field is too long".to_owned()));
    };
    if part.media_type.as_deref().map_or(json, |text| MediaType::new(text).is_json()) {
        let tape = Tape::parse(bytes).map_err(|error| ("json", error.to_string()))?;
        return Ok(tape.into_owned());
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(Tape::raw(text.to_owned())),
        Err(_) => Err(("encoding", "the text is not UTF-8".to_owned())),
    }
}

/// The value in an object of one field.
fn value<'t>(tape: &'t Tape<'t>) -> Value<'t> {
    let root = tape.root();
    debug_assert_eq!(root.kind(), Kind::Object, "a field is read as an object of one");
    Value { tape, at: root.at + 2 }
}

fn missing<T>(name: &str, report: &mut Report) -> Option<T> {
    report.field(name, "required", "this field is required");
    None
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

    fn taken(parts: &[(&str, Option<&str>, &'static str)]) -> Option<Vec<u8>> {
        let mut report = Report::lenient();
        let file = form(parts).any_file("file", &mut report)?;
        file.content.as_bytes().map(<[u8]>::to_vec)
    }

    #[test]
    fn a_file_of_any_name_is_the_named_one_or_the_first_or_the_only_part() {
        let note = ("note", None, "n");
        let photo = ("photo", Some("a.png"), "p");
        let named = ("file", Some("b.png"), "f");
        assert_eq!(taken(&[note, photo, named]).as_deref(), Some(b"f".as_slice()));
        assert_eq!(taken(&[note, photo]).as_deref(), Some(b"p".as_slice()));
        assert_eq!(taken(&[("data", None, "d")]).as_deref(), Some(b"d".as_slice()));
        assert_eq!(taken(&[note, ("more", None, "m")]), None);
        assert_eq!(taken(&[]), None);
    }
}
