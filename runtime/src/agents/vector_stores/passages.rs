//! Splits a text into the passages of the search index: at paragraph boundaries if possible, at sentence boundaries if
//! a paragraph is too long, and at word boundaries if a sentence is too long.

use serde_json::{Map, Value};

/// The default length of a passage in characters.
const USUAL: usize = 1000;

/// The approximate number of characters in a token.
const TOKEN: u64 = 4;

/// The limits for the length of a passage.
const BOUNDS: (usize, usize) = (40, 16_000);

/// Returns the length of a passage for a chunking strategy.
pub(super) fn length(strategy: Option<&Map<String, Value>>) -> usize {
    let tokens = strategy
        .filter(|strategy| strategy.get("type").and_then(Value::as_str) == Some("static"))
        .and_then(|strategy| strategy.get("static")?.get("max_chunk_size_tokens")?.as_u64());
    let asked = tokens.and_then(|tokens| usize::try_from(tokens.saturating_mul(TOKEN)).ok());
    asked.unwrap_or(USUAL).clamp(BOUNDS.0, BOUNDS.1)
}

/// Returns the passages of a text, up to the given length in characters and never empty.
pub(super) fn cut(text: &str, length: usize) -> Vec<String> {
    let mut passages = Vec::new();
    let (mut open, mut letters) = (String::new(), 0);
    for piece in paragraphs(text).flat_map(|paragraph| pieces(paragraph, length)) {
        let more = piece.chars().count();
        if !open.is_empty() && letters + more + 1 > length {
            passages.push(std::mem::take(&mut open));
            letters = 0;
        }
        if !open.is_empty() {
            open.push('\n');
            letters += 1;
        }
        open.push_str(piece);
        letters += more;
    }
    if !open.is_empty() {
        passages.push(open);
    }
    passages
}

/// Splits a text at empty lines.
fn paragraphs(text: &str) -> impl Iterator<Item = &str> {
    let normal = text.split("\n\n").flat_map(|part| part.split("\r\n\r\n"));
    normal.map(str::trim).filter(|paragraph| !paragraph.is_empty())
}

/// Splits a paragraph into pieces that are short enough.
fn pieces(paragraph: &str, length: usize) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut rest = paragraph;
    while let Some((limit, _)) = rest.char_indices().nth(length) {
        let (head, _) = rest.split_at_checked(limit).unwrap_or((rest, ""));
        let sentence = head.rfind(". ").map(|at| at + 1);
        let cut = sentence.or_else(|| head.rfind(char::is_whitespace)).filter(|at| *at > 0);
        let (piece, left) = rest.split_at_checked(cut.unwrap_or(limit)).unwrap_or((rest, ""));
        pieces.push(piece.trim());
        rest = left.trim_start();
    }
    pieces.push(rest);
    pieces.retain(|piece| !piece.is_empty());
    pieces
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn short_paragraphs_stay_together() {
        let text = "One.\n\nTwo.\r\n\r\n\r\n\r\nThree.\n\n\n\n  ";
        assert_eq!(cut(text, 1000), ["One.\nTwo.\nThree."]);
        assert_eq!(cut(text, 9), ["One.\nTwo.", "Three."]);
        assert_eq!(cut(" \n\n ", 10), Vec::<String>::new());
    }

    #[test]
    fn long_paragraphs_are_split_at_the_best_boundary() {
        assert_eq!(cut("One two. Three four.", 12), ["One two.", "Three four."]);
        assert_eq!(cut("One two three four", 9), ["One two", "three", "four"]);
        assert_eq!(cut("größegröße日本", 5), ["größe", "größe", "日本"]);
    }

    #[test]
    fn every_word_is_in_a_passage() {
        let text = "The first day at work. Ask Ada for a key!\n\nLunch is at noon. ".repeat(50);
        let passages = cut(&text, 100);
        assert!(passages.iter().all(|passage| passage.chars().count() <= 100));
        let words: Vec<&str> =
            passages.iter().flat_map(|passage| passage.split_whitespace()).collect();
        assert_eq!(words, text.split_whitespace().collect::<Vec<_>>());
    }

    #[test]
    fn the_strategy_determines_the_length() {
        let of = |value: Value| length(value.as_object());
        assert_eq!(length(None), USUAL);
        assert_eq!(of(json!({"type": "auto"})), USUAL);
        assert_eq!(of(json!({"type": "static", "static": {"max_chunk_size_tokens": 100}})), 400);
        assert_eq!(of(json!({"type": "static", "static": {"max_chunk_size_tokens": 1}})), 40);
        assert_eq!(of(json!({"type": "static", "static": {"max_chunk_size_tokens": "x"}})), USUAL);
    }
}
