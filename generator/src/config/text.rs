//! Parses the text of `counterpart.toml` to a tree, with the position of each key and value.

use std::collections::BTreeMap;
use std::ops::Range;

use serde_json::Value as Json;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::diag::{Diagnostics, Place, codes};
use crate::source::FileId;
use crate::tree::pointer::push;

/// The positions of the settings in their file.
#[derive(Debug, Clone)]
pub struct Written {
    pub(super) file: FileId,
    /// The ranges of keys and values in bytes, by pointer.
    places: BTreeMap<String, Spot>,
}

#[derive(Debug, Clone)]
struct Spot {
    key: Option<Range<usize>>,
    value: Range<usize>,
    /// The value, if it is a string.
    text: Option<String>,
}

impl Written {
    /// Returns the position of a value, or of the nearest one around it.
    pub(super) fn value(&self, pointer: &str) -> Place {
        self.place(pointer, |spot| spot.value.clone())
    }

    /// Returns the position of a key.
    pub(super) fn key(&self, pointer: &str) -> Place {
        self.place(pointer, |spot| spot.key.clone().unwrap_or_else(|| spot.value.clone()))
    }

    /// Whether a string is in the file at this place, and not set by a flag or a program.
    pub(crate) fn says(&self, pointer: &str, text: &str) -> bool {
        self.places.get(pointer).is_some_and(|spot| spot.text.as_deref() == Some(text))
    }

    fn place(&self, pointer: &str, range: impl Fn(&Spot) -> Range<usize>) -> Place {
        let mut here = pointer;
        loop {
            if let Some(spot) = self.places.get(here) {
                return Place::Offset { file: self.file, range: range(spot) };
            }
            match here.rsplit_once('/') {
                Some((outer, _)) => here = outer,
                None => return Place::File(self.file),
            }
        }
    }
}

/// Parses a text, and reports syntax errors.
pub(super) fn read(
    text: &str,
    file: FileId,
    diagnostics: &mut Diagnostics,
) -> Option<(Json, Written)> {
    let (table, errors) = DeTable::parse_recoverable(text);
    for error in &errors {
        let range = error.span().unwrap_or(0..text.len().min(1));
        let message = error.message().lines().collect::<Vec<_>>().join(", ");
        diagnostics.add(&codes::CONFIG_SYNTAX, Place::Offset { file, range }, message);
    }
    if !errors.is_empty() {
        return None;
    }
    let mut written = Written { file, places: BTreeMap::new() };
    let tree = members(table.get_ref(), "", &mut written);
    Some((tree, written))
}

fn members(table: &DeTable<'_>, pointer: &str, written: &mut Written) -> Json {
    let members = table.iter().map(|(key, value)| {
        let name = key.get_ref().as_ref();
        let mut place = pointer.to_owned();
        push(&mut place, name);
        (name.to_owned(), node(value, Some(key.span()), place, written))
    });
    Json::Object(members.collect())
}

fn node(
    value: &Spanned<DeValue<'_>>,
    key: Option<Range<usize>>,
    pointer: String,
    written: &mut Written,
) -> Json {
    let tree = match value.get_ref() {
        DeValue::String(text) => Json::from(text.as_ref()),
        DeValue::Boolean(flag) => Json::from(*flag),
        DeValue::Integer(number) => serde_json::from_str(number.as_str()).unwrap_or(Json::from(0)),
        DeValue::Float(number) => serde_json::from_str(number.as_str()).unwrap_or(Json::from(0.5)),
        // No setting is a date, so its value does not matter.
        DeValue::Datetime(_) => Json::Null,
        DeValue::Array(items) => {
            let items = items.iter().enumerate().map(|(index, item)| {
                let mut place = pointer.clone();
                push(&mut place, &index.to_string());
                node(item, None, place, written)
            });
            Json::Array(items.collect())
        }
        DeValue::Table(table) => members(table, &pointer, written),
    };
    let text = tree.as_str().map(str::to_owned);
    written.places.insert(pointer, Spot { key, value: value.span(), text });
    tree
}
