//! Writes a form: takes fields and files, returns a body that streams them.

use std::fmt::Write as _;

use futures_util::{StreamExt as _, stream};

use http::{HeaderMap, header};

use super::{File, Part};
use crate::messages::body::Body;
use crate::messages::disposition::quoted;
use crate::messages::param::Pairs;
use crate::values::codec::{Encode, Kind, Map, Nullable, Report, Tape, Value, to_json, to_text};

/// An empty list, which is one part of JSON.
pub(super) const EMPTY_LIST: &str = "[]";

/// Writes the parts of a form.
#[derive(Debug)]
pub struct FormWriter {
    boundary: String,
    parts: Vec<Body>,
    /// The headers of the next parts.
    pub(super) heads: std::vec::IntoIter<HeaderMap>,
    /// Why a field cannot be written.
    pub(crate) fault: Option<String>,
}

impl FormWriter {
    pub(crate) fn new() -> Self {
        let mut random = [0_u8; 16];
        // If no randomness is available, the boundary consists of zeros. Content that contains it is very unlikely.
        let _ = getrandom::fill(&mut random);
        let mut boundary = String::from("counterpart-");
        for byte in random {
            let _ = write!(boundary, "{byte:02x}");
        }
        let heads = Vec::new().into_iter();
        Self { boundary, parts: Vec::new(), heads, fault: None }
    }

    pub(crate) fn content_type(&self) -> String {
        format!("multipart/form-data; boundary={}", self.boundary)
    }

    /// Writes a field: a scalar as text, a list as one part for each item, an object as JSON, unless the Encoding
    /// Object says otherwise.
    pub fn field(&mut self, part: impl Into<Part>, value: &impl Encode) {
        let part = part.into();
        let json = to_json(value);
        let Ok(tape) = Tape::parse(&json) else { return };
        if tape.root().kind() == Kind::List && tape.root().items().next().is_none() {
            // No part at all would be a form without the field.
            return self.plain(part.name, Some("application/json"), EMPTY_LIST.into());
        }
        if let Some(style) = &part.style {
            return match Pairs::parts_of(style, tape.root()) {
                Ok(parts) => parts.into_iter().for_each(|(name, text)| {
                    self.part(&name, None, None, &HeaderMap::new(), text.into());
                }),
                Err(why) => drop(self.fault.get_or_insert_with(|| why.to_owned())),
            };
        }
        let name = part.name;
        // A list that contains a single list would be read as that list, so lists of lists are one JSON part.
        let spread = tape.root().items().all(|item| item.kind() != Kind::List);
        match tape.root().kind() {
            Kind::List if spread => {
                for item in tape.root().items() {
                    let text = if part.is_json() {
                        item.to_json().to_string().into()
                    } else {
                        to_text(&item.to_json()).into()
                    };
                    self.value(&part, item.kind(), text);
                }
            }
            Kind::List | Kind::Object => self.value(&part, Kind::Object, json.into()),
            kind if part.is_json() => self.value(&part, kind, json.into()),
            _ => self.plain(name, part.sent(), to_text(value).into()),
        }
    }

    /// Writes an object whose fields are known only at run time: scalars as text, lists of scalars as one part for
    /// each item, anything else as JSON. An empty list is JSON too, since a form cannot express it otherwise.
    pub fn fields(&mut self, value: &impl Encode) {
        self.spread(value, true);
    }

    /// Writes an object without a schema. Anything but strings is JSON, so that it is read back with its type.
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
                    self.plain(&name, None, to_text(&item.to_json()).into());
                }
            } else if is_plain(value) {
                self.plain(&name, None, to_text(&value.to_json()).into());
            } else {
                let json = to_json(&value.to_json());
                self.plain(&name, Some("application/json"), json.into());
            }
        }
    }

    /// Writes a part: objects as JSON, anything else with the documented media type.
    fn value(&mut self, part: &Part, kind: Kind, content: Body) {
        let media = if kind == Kind::Object { Some(part.json()) } else { part.sent() };
        self.plain(part.name, media, content);
    }

    fn plain(&mut self, name: &str, media: Option<&str>, content: Body) {
        let headers = self.heads.next().unwrap_or_default();
        self.part(name, None, media, &headers, content);
    }

    /// Writes an optional field.
    pub fn optional(&mut self, part: impl Into<Part>, value: &Option<impl Encode>) {
        if let Some(value) = value {
            self.field(part, value);
        }
    }

    /// Writes an optional field that may be null. A form has no null: it is written as an empty field.
    pub fn nullable(&mut self, part: impl Into<Part>, value: &Nullable<impl Encode>) {
        if let Some(value) = value.present() {
            self.field(part, &value);
        }
    }

    /// Writes a file.
    pub fn file(&mut self, part: impl Into<Part>, file: File) {
        let part = part.into();
        self.fault = self.fault.take().or(file.fault);
        let file_name = file.name.as_deref().unwrap_or(part.name);
        let media_type = file.media_type.as_deref().unwrap_or_else(|| part.of_file(file_name));
        self.part(part.name, Some(file_name), Some(media_type), &file.headers, file.content);
    }

    /// Writes an optional file.
    pub fn optional_file(&mut self, part: impl Into<Part>, file: Option<File>) {
        if let Some(file) = file {
            self.file(part, file);
        }
    }

    /// Writes files whose names are known only at run time.
    pub fn remaining_files(&mut self, files: Map<File>) {
        for (name, file) in files {
            self.fault = self.fault.take().or(file.fault);
            let file_name = file.name.as_deref().unwrap_or(&name);
            let media_type = file.media_type.as_deref().unwrap_or("application/octet-stream");
            self.part(&name, Some(file_name), Some(media_type), &file.headers, file.content);
        }
    }

    /// Writes a list of files, with one part each.
    pub fn files(&mut self, part: impl Into<Part>, files: Vec<File>) {
        let part = part.into();
        for file in files {
            self.file(part, file);
        }
    }

    fn part(
        &mut self,
        name: &str,
        file: Option<&str>,
        media_type: Option<&str>,
        headers: &HeaderMap,
        content: Body,
    ) {
        let mut head = format!("--{}\r\nContent-Disposition: form-data", self.boundary);
        let _ = write!(head, "; name=\"{}\"", quoted(name));
        if let Some(file) = file {
            let _ = write!(head, "; filename=\"{}\"", quoted(file));
        }
        if let Some(media_type) = media_type {
            let _ = write!(head, "\r\nContent-Type: {}", media_type.replace(['\r', '\n'], ""));
        }
        let mut head = head.into_bytes();
        // These two are already written.
        let said = [&header::CONTENT_DISPOSITION, &header::CONTENT_TYPE];
        for (name, value) in headers.iter().filter(|(name, _)| !said.contains(name)) {
            head.extend_from_slice(b"\r\n");
            head.extend_from_slice(name.as_str().as_bytes());
            head.extend_from_slice(b": ");
            head.extend_from_slice(value.as_bytes());
        }
        head.extend_from_slice(b"\r\n\r\n");
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
