//! Parses JSON.

use std::sync::atomic::Ordering::Relaxed;

use serde::de::DeserializeSeed;

use crate::diag::{Diagnostics, Place, codes};
use crate::load::value::{Reader, Seen};
use crate::source::FileId;
use crate::tree::{MAX_DEPTH, Node};
use crate::utf8::floor_char_boundary;

/// Parses JSON, and reports the first syntax error.
pub(super) fn read(
    file: FileId,
    text: &str,
    seen: &Seen,
    diagnostics: &mut Diagnostics,
) -> Option<Node> {
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let result = Reader::new(seen).deserialize(&mut deserializer);
    let error = match result.and_then(|node| deserializer.end().map(|()| node)) {
        Ok(node) => return Some(node),
        Err(error) => error,
    };
    let offset = offset(text, error.line(), error.column());
    let place = Place::Offset { file, range: offset..offset };
    let message = without_place(&error.to_string());
    if seen.too_deep.load(Relaxed) || message.starts_with("recursion limit") {
        let message = format!("objects and arrays are nested more than {MAX_DEPTH} levels deep");
        diagnostics.add(&codes::TOO_DEEP, place, message);
    } else if message.starts_with("number out of range") {
        let message = "number is too large for a 64-bit float";
        diagnostics.add(&codes::NUMBER_TOO_LARGE, place, message);
    } else {
        diagnostics.add(&codes::SYNTAX, place, message);
    }
    None
}

/// Returns the message without ` at line 1 column 2`, which the diagnostic shows itself.
fn without_place(message: &str) -> String {
    let end = message.rfind(" at line ").unwrap_or(message.len());
    message.get(..end).unwrap_or(message).to_owned()
}

/// Returns the offset in bytes of a line and a column, both from one, the column in bytes.
fn offset(text: &str, line: usize, column: usize) -> usize {
    let mut start = 0;
    for _ in 1..line {
        let rest = text.get(start..).unwrap_or_default();
        match rest.find('\n') {
            Some(end) => start += end + 1,
            None => break,
        }
    }
    let offset = (start + column.saturating_sub(1)).min(text.len());
    floor_char_boundary(text, offset)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_and_a_column_become_an_offset() {
        assert_eq!(offset("ab\ncd", 2, 2), 4);
        assert_eq!(offset("ab\ncd", 1, 1), 0);
        assert_eq!(offset("ab", 9, 9), 2);
        assert_eq!(offset("é", 1, 2), 0);
        assert_eq!(without_place("expected value at line 1 column 2"), "expected value");
    }
}
