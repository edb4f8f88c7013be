//! Reads a form: takes its parts, returns typed fields and files.

use indexmap::IndexMap;

use super::write::EMPTY_LIST;
use super::{File, Part};
use crate::messages::media::MediaType;
use crate::messages::param::{Malformed, Pairs, Param, Style};
use crate::values::budget::{TOO_COMPLEX, TOO_COMPLEX_MESSAGE};
use crate::values::codec::{Decode, Nullable, Object, Report, Tape, Value, parse_unique};
use crate::values::pattern::Pattern;

/// The remaining parts of a form, in the order received.
#[derive(Debug, Default)]
pub struct FormReader {
    pub(super) parts: Vec<(String, File)>,
}

impl FormReader {
    /// Reads a required field.
    pub fn required<T: Decode>(&mut self, part: impl Into<Part>, report: &mut Report) -> Option<T> {
        let part = part.into();
        match self.field(&part, report) {
            Some(Some(tape)) => {
                let read = T::decode(value(&tape), report);
                report.or_placeholder(read)
            }
            Some(None) => {
                missing(part.name, report);
                report.placeholder()
            }
            None => report.placeholder(),
        }
    }

    /// Reads an optional field.
    #[allow(clippy::option_option)] // the outer level says whether reading went well
    pub fn optional<T: Decode>(
        &mut self,
        part: impl Into<Part>,
        report: &mut Report,
    ) -> Option<Option<T>> {
        let read = match self.field(&part.into(), report) {
            Some(Some(tape)) => T::decode(value(&tape), report).map(Some),
            Some(None) => Some(None),
            None => None,
        };
        report.or_absent(read)
    }

    /// Reads an optional field that may be null.
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

    /// Reads all remaining fields as an object.
    pub fn fields<T: Decode>(&mut self, report: &mut Report) -> Option<T> {
        let left = std::mem::take(&mut self.parts);
        Self::object(left, report)
    }

    /// Reads all remaining fields whose names match a pattern as an object.
    pub fn matching<T: Decode>(&mut self, pattern: &Pattern, report: &mut Report) -> Option<T> {
        let (mut own, mut whole) = (Vec::new(), true);
        for (name, part) in std::mem::take(&mut self.parts) {
            match pattern.find_within(&name, &report.budget) {
                Some(true) => own.push((name, part)),
                Some(false) => self.parts.push((name, part)),
                None => {
                    report.field(&name, TOO_COMPLEX, TOO_COMPLEX_MESSAGE);
                    whole = false;
                }
            }
        }
        Self::object(own, report).filter(|_| whole || report.has_placeholders())
    }

    /// Drops the fields with these names, which belong in responses only.
    pub fn ignore(&mut self, names: &[&str]) {
        self.parts.retain(|(name, _)| !names.contains(&name.as_str()));
    }

    /// Reports all remaining parts (`additionalProperties: false`).
    pub fn deny_unknown(&mut self, report: &mut Report) -> Option<()> {
        for (name, _) in &self.parts {
            report.field(name, "unknown_field", format!("unknown field `{name}`"));
        }
        (self.parts.is_empty() || report.has_placeholders()).then_some(())
    }

    fn object<T: Decode>(parts: Vec<(String, File)>, report: &mut Report) -> Option<T> {
        let mut fields: IndexMap<String, Vec<Tape<'static>>> = IndexMap::new();
        let mut whole = true;
        for (name, part) in parts {
            match read_part(&part, false) {
                Ok(item) => fields.entry(name).or_default().push(item),
                Err((code, message)) => {
                    report.field(&name, code, message);
                    whole = false;
                }
            }
        }
        let mut tape = Tape::default();
        let object = tape.open_object();
        for (name, items) in fields {
            tape.push_key(&name);
            let list = (items.len() != 1).then(|| tape.open_list());
            for item in items {
                tape.append(&item);
            }
            if let Some(list) = list {
                tape.close(list);
            }
        }
        tape.close(object);
        let read = T::decode(tape.root(), report);
        read.filter(|_| whole || report.has_placeholders())
    }

    /// Reads the parts of a field.
    fn values(&mut self, part: &Part) -> Result<Vec<Tape<'static>>, Malformed> {
        let parts = std::mem::take(&mut self.parts).into_iter();
        let (own, other) = parts.partition::<Vec<_>, _>(|(name, _)| name == part.name);
        self.parts = other;
        let read = |(_, file): &(String, File)| {
            if !is_empty_list(file) {
                part.check(file)?;
            }
            read_part(file, part.object || part.is_json())
        };
        own.iter().map(read).collect()
    }

    /// Reads a field with a style, which may use several names.
    fn styled(&mut self, style: &Param) -> Result<Option<Tape<'static>>, Malformed> {
        let is_deep = |name: &str| {
            style.style == Style::DeepObject
                && name.strip_prefix(style.name).is_some_and(|rest| rest.starts_with('['))
        };
        let mut parts = Vec::new();
        let mut rest = Vec::new();
        let mut empty = None;
        for (name, file) in std::mem::take(&mut self.parts) {
            if name == style.name && is_empty_list(&file) {
                empty = Some(read_part(&file, false)?);
            } else if name == style.name || style.has_property(&name) || is_deep(&name) {
                let text = read_part(&file, false)?.root().text().unwrap_or_default().into_owned();
                parts.push((name, text));
            } else {
                rest.push((name, file));
            }
        }
        self.parts = rest;
        if let Some(empty) = empty {
            return Ok(Some(empty));
        }
        Pairs::read_parts(style, parts)
    }

    #[cfg(feature = "server")]
    pub(super) fn push(&mut self, name: String, part: File) {
        self.parts.push((name, part));
    }

    /// Returns the number of parts.
    pub(crate) fn len(&self) -> usize {
        self.parts.len()
    }

    pub(super) fn take(&mut self, name: &str) -> Option<File> {
        let at = self.parts.iter().position(|(key, _)| key == name)?;
        Some(self.parts.remove(at).1)
    }

    /// Returns the values of a name as an object with one field, so that violations have the right pointer.
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
        let object = tape.open_object();
        tape.push_key(name);
        let list = match items.len() {
            0 => return Some(None),
            // With a style, lists are recognized already.
            1 => {
                if part.style.is_none() {
                    tape.mark_lone();
                }
                None
            }
            _ => Some(tape.open_list()),
        };
        for item in items {
            tape.append(&item);
        }
        if let Some(list) = list {
            tape.close(list);
        }
        tape.close(object);
        Some(Some(tape))
    }
}

/// Returns whether a part is an empty list, which has no other form.
fn is_empty_list(part: &File) -> bool {
    let is_json = part.media_type.as_deref().is_some_and(|text| MediaType::new(text).is_json());
    is_json && part.content.as_bytes() == Some(EMPTY_LIST.as_bytes())
}

fn read_part(part: &File, json: bool) -> Result<Tape<'static>, (&'static str, String)> {
    let Some(bytes) = part.content.as_bytes() else {
        return Err(("max_length", "this field is too large".to_owned()));
    };
    // Null is written as an empty field, which is not JSON.
    let json = json && !bytes.is_empty();
    if part.media_type.as_deref().map_or(json, |text| MediaType::new(text).is_json()) {
        return parse_unique(bytes).map(Tape::into_owned);
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(Tape::raw(text.to_owned())),
        Err(_) => Err(("encoding", "the text is not UTF-8".to_owned())),
    }
}

/// Returns the value of an object with one field.
fn value<'t>(tape: &'t Tape<'t>) -> Value<'t> {
    let mut entries = Object::new(tape.root()).entries();
    entries.next().map_or_else(|| tape.root(), |(_, value)| value)
}

fn missing(name: &str, report: &mut Report) {
    report.field(name, "required", "this field is required");
}

pub(super) fn missing_file(name: &str, report: &mut Report) -> Option<File> {
    missing(name, report);
    report.scalar_placeholder(|| Some(File::new("")))
}
