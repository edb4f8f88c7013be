//! Writing a form: in come fields and files, out comes one body that streams them.

use std::fmt::Write as _;

use futures_util::{StreamExt as _, stream};

use super::File;
use super::disposition::quoted;
use crate::body::Body;
use crate::data::{Encode, Kind, Nullable, Report, Tape, Value, to_json, to_text};

/// A form being written.
#[derive(Debug)]
pub struct FormWriter {
    boundary: String,
    parts: Vec<Body>,
}

impl FormWriter {
    pub(crate) fn new() -> Self {
        let mut random = [0_u8; 16];
        // Without randomness a boundary of zeros still is a boundary; contents that hold it are unheard of.
        let _ = getrandom::fill(&mut random);
        let mut boundary = String::from("counterpart-");
        for byte in random {
            let _ = write!(boundary, "{byte:02x}");
        }
        Self { boundary, parts: Vec::new() }
    }

    pub(crate) fn content_type(&self) -> String {
        format!("multipart/form-data; boundary={}", self.boundary)
    }

    /// Writes a field: a scalar as text, a list as a part an item, an object as JSON.
    pub fn field(&mut self, name: &str, value: &impl Encode) {
        let json = to_json(value);
        let Ok(tape) = Tape::parse(&json) else { return };
        // One list alone in a list would be read as the outer one, so lists of lists are not spread.
        let spread = tape.root().items().all(|item| item.kind() != Kind::List);
        match tape.root().kind() {
            Kind::List if spread => {
                for item in tape.root().items() {
                    let media_type = (item.kind() == Kind::Object).then_some("application/json");
                    self.part(name, None, media_type, to_text(&item.to_json()).into());
                }
            }
            Kind::List | Kind::Object => {
                self.part(name, None, Some("application/json"), json.into());
            }
            _ => self.part(name, None, None, to_text(value).into()),
        }
    }

    /// Writes an object whose fields only its value tells: a scalar as text, a list of scalars as a part an
    /// item, what is deeper as JSON, and so an empty list, which a form has no other way to say.
    pub fn fields(&mut self, value: &impl Encode) {
        self.spread(value, true);
    }

    /// Writes an object of which no schema says what its fields are: what is no text is JSON, so that it is
    /// read as what it was.
    pub(super) fn open_fields(&mut self, value: &impl Encode) {
        self.spread(value, false);
    }

    fn spread(&mut self, value: &impl Encode, typed: bool) {
        let json = to_json(value);
        let Ok(tape) = Tape::parse(&json) else { return };
        let Some(object) = tape.root().object(&mut Report::lenient()) else { return };
        for (name, value) in object.entries() {
            let is_plain = |item: Value<'_>| match item.kind() {
                Kind::String => true,
                Kind::List | Kind::Object => false,
                _ => typed,
            };
            let least = if typed { 1 } else { 2 };
            let is_list = value.kind() == Kind::List && value.items().all(is_plain);
            if is_list && value.items().count() >= least {
                for item in value.items() {
                    self.part(name, None, None, to_text(&item.to_json()).into());
                }
            } else if is_plain(value) {
                self.part(name, None, None, to_text(&value.to_json()).into());
            } else {
                let json = to_json(&value.to_json());
                self.part(name, None, Some("application/json"), json.into());
            }
        }
    }

    /// Writes a field that may be absent.
    pub fn optional(&mut self, name: &str, value: &Option<impl Encode>) {
        if let Some(value) = value {
            self.field(name, value);
        }
    }

    /// Writes a field that may be absent or null; a form has no null, so null is written as an empty field.
    pub fn nullable(&mut self, name: &str, value: &Nullable<impl Encode>) {
        if let Some(value) = value.present() {
            self.field(name, &value);
        }
    }

    /// Writes a file.
    pub fn file(&mut self, name: &str, file: File) {
        let file_name = file.name.as_deref().unwrap_or(name);
        let media_type = file.media_type.as_deref().unwrap_or("application/octet-stream");
        self.part(name, Some(file_name), Some(media_type), file.content);
    }

    /// Writes a file that may be absent.
    pub fn optional_file(&mut self, name: &str, file: Option<File>) {
        if let Some(file) = file {
            self.file(name, file);
        }
    }

    /// Writes a list of files, a part each.
    pub fn files(&mut self, name: &str, files: Vec<File>) {
        for file in files {
            self.file(name, file);
        }
    }

    fn part(&mut self, name: &str, file: Option<&str>, media_type: Option<&str>, content: Body) {
        let mut head = format!("--{}\r\nContent-Disposition: form-data", self.boundary);
        let _ = write!(head, "; name=\"{}\"", quoted(name));
        if let Some(file) = file {
            let _ = write!(head, "; filename=\"{}\"", quoted(file));
        }
        if let Some(media_type) = media_type {
            let _ = write!(head, "\r\nContent-Type: {}", media_type.replace(['\r', '\n'], ""));
        }
        head.push_str("\r\n\r\n");
        self.parts.extend([head.into(), content, Body::from("\r\n")]);
    }

    pub(crate) fn finish(mut self) -> Body {
        self.parts.push(format!("--{}--\r\n", self.boundary).into());
        if self.parts.iter().all(|part| part.as_bytes().is_some()) {
            let whole: Vec<u8> =
                self.parts.iter().filter_map(Body::as_bytes).flatten().copied().collect();
            return whole.into();
        }
        let chunks = stream::iter(self.parts).flat_map(Body::into_stream);
        Body::from_stream(chunks)
    }
}
