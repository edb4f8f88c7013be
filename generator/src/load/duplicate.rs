//! Finds duplicate keys, and keys that are null, in a text. The parser only notices that there are some; this pass over
//! the text finds the positions.

use std::collections::HashMap;
use std::ops::Range;

use granit_parser::{Event, Parser, ScalarStyle};

use crate::diag::{Diagnostics, Place, codes, text::quote};
use crate::source::FileId;

/// Reports each duplicate key, with the position of the first one.
pub(super) fn report(file: FileId, text: &str, diagnostics: &mut Diagnostics) {
    for Duplicate { key, first, again } in find(text).duplicates {
        let message = format!("duplicate key {}", quote(&key));
        diagnostics
            .add(&codes::DUPLICATE_KEY, Place::Offset { file, range: again }, message)
            .also_text(file, first, "first defined here");
    }
    if !diagnostics.has_errors() {
        let message = "duplicate key in an object";
        diagnostics.add(&codes::DUPLICATE_KEY, Place::File(file), message);
    }
}

/// Reports each key that is null.
pub(super) fn report_null_keys(file: FileId, text: &str, diagnostics: &mut Diagnostics) {
    let message = "key is null, and is read as the text `null`";
    let nulls = find(text).nulls;
    if nulls.is_empty() {
        diagnostics.add(&codes::NULL_KEY, Place::File(file), message);
    }
    for range in nulls {
        diagnostics.add(&codes::NULL_KEY, Place::Offset { file, range }, message);
    }
}

/// The keys that are found.
#[derive(Default)]
struct Found {
    duplicates: Vec<Duplicate>,
    nulls: Vec<Range<usize>>,
}

struct Duplicate {
    key: String,
    first: Range<usize>,
    again: Range<usize>,
}

/// An open object with its keys so far, or an open array.
enum Frame {
    Object { keys: HashMap<String, Range<usize>>, before_key: bool },
    Array,
}

/// The plain scalars that YAML reads as null.
const NULLS: [&str; 5] = ["null", "Null", "NULL", "~", ""];

fn find(text: &str) -> Found {
    let mut found = Found::default();
    let mut frames: Vec<Frame> = Vec::new();
    for event in Parser::new_from_str(text) {
        let Ok((event, span)) = event else { break };
        let range = span.byte_range().unwrap_or_default();
        match event {
            Event::Scalar(key, style, _, tag) => {
                if let Some(Frame::Object { keys, before_key: true }) = frames.last_mut() {
                    let is_plain = style == ScalarStyle::Plain && tag.is_none();
                    let is_null = is_plain && NULLS.contains(&key.as_ref());
                    let key = if is_null { "null".to_owned() } else { key.into_owned() };
                    if is_null {
                        found.nulls.push(range.clone());
                    }
                    match keys.get(&key) {
                        // Several merges into one object are allowed.
                        Some(_) if key == "<<" => {}
                        Some(first) => {
                            let first = first.clone();
                            found.duplicates.push(Duplicate { key, first, again: range });
                        }
                        None => drop(keys.insert(key, range)),
                    }
                }
                step(&mut frames);
            }
            Event::Alias(_) => step(&mut frames),
            Event::SequenceStart(..) => {
                step(&mut frames);
                frames.push(Frame::Array);
            }
            Event::MappingStart(..) => {
                step(&mut frames);
                frames.push(Frame::Object { keys: HashMap::new(), before_key: true });
            }
            Event::SequenceEnd | Event::MappingEnd => drop(frames.pop()),
            _ => {}
        }
    }
    found
}

/// Advances the state at the start of a node: in an object, keys and values alternate.
fn step(frames: &mut [Frame]) {
    if let Some(Frame::Object { before_key, .. }) = frames.last_mut() {
        *before_key = !*before_key;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_places_are_found() {
        let text = "é:\n  a: {x: [a, a], a: 1}\n  200: 1\n  \"200\": 2\nb: 1\n";
        let found = find(text);
        let [only] = found.duplicates.as_slice() else { panic!("one duplicate") };
        assert_eq!(only.key, "200");
        assert_eq!(&text[only.first.clone()], "200");
        assert_eq!(&text[only.again.clone()], "\"200\"");
    }
}
