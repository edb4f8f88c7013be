//! The text of tokens, token by token.

use std::ops::Range;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token {
    /// A delimiter that opens a group.
    Open,
    /// A delimiter that closes one.
    Close,
    /// An identifier or a keyword.
    Word,
    /// A text, a character or a number.
    Literal,
    /// An operator, or another sign.
    Sign,
}

/// The next token from a place on, with where it stands.
pub(super) fn next(text: &str, from: usize) -> Option<(Token, Range<usize>)> {
    let bytes = text.as_bytes();
    let behind = bytes.get(from..)?;
    let start = from + behind.iter().position(|byte| !byte.is_ascii_whitespace())?;
    let rest = bytes.get(start..)?;
    let (token, length) = match rest {
        [b'(' | b'[' | b'{', ..] => (Token::Open, 1),
        [b')' | b']' | b'}', ..] => (Token::Close, 1),
        [b'"', ..] => (Token::Literal, quoted(rest, b'"')),
        [b'\'', b'\\', ..] | [b'\'', _, b'\'', ..] => (Token::Literal, quoted(rest, b'\'')),
        [b'r', b'"' | b'#', ..] => (Token::Literal, raw(rest)),
        [b'0'..=b'9', ..] => (Token::Literal, number(rest)),
        [byte, ..] if is_word(*byte) => (Token::Word, word(rest)),
        _ => (Token::Sign, sign(rest)),
    };
    Some((token, start..start + length))
}

/// The words of a text that are no part of a literal.
pub(in super::super) fn words(text: &str) -> impl Iterator<Item = &str> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let (token, place) = next(text, at)?;
            at = place.end;
            if token == Token::Word {
                return text.get(place);
            }
        }
    })
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || !byte.is_ascii()
}

fn word(bytes: &[u8]) -> usize {
    bytes.iter().position(|byte| !is_word(*byte)).unwrap_or(bytes.len())
}

/// A literal up to the mark that ends it, which stands behind no backslash.
fn quoted(bytes: &[u8], mark: u8) -> usize {
    let mut at = 1;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'\\' => at += 2,
            byte if *byte == mark => return at + 1,
            _ => at += 1,
        }
    }
    bytes.len()
}

/// `r"..."`, with as many `#` on both sides as it needs.
fn raw(bytes: &[u8]) -> usize {
    let marks = bytes.iter().skip(1).take_while(|byte| **byte == b'#').count();
    let head = marks + 2;
    let ends = |tail: &[u8]| matches!(tail, [b'"', tail @ ..] if tail.iter().take(marks).all(|byte| *byte == b'#') && tail.len() >= marks);
    let end = (head..bytes.len()).find(|at| bytes.get(*at..).is_some_and(ends));
    end.map_or(bytes.len(), |end| end + 1 + marks)
}

/// A number: what is behind a point belongs to it if it is a digit.
fn number(bytes: &[u8]) -> usize {
    let whole = word(bytes);
    match bytes.get(whole..) {
        Some([b'.', b'0'..=b'9', ..]) => whole + 1 + bytes.get(whole + 1..).map_or(0, word),
        _ => whole,
    }
}

/// The longest operator that the signs begin with.
fn sign(bytes: &[u8]) -> usize {
    match bytes {
        [b'.', b'.', b'=', ..] => 3,
        [b':', b':', ..]
        | [b'-' | b'=', b'>', ..]
        | [b'=' | b'!' | b'<' | b'>' | b'+' | b'-', b'=', ..]
        | [b'&', b'&', ..]
        | [b'|', b'|', ..]
        | [b'.', b'.', ..] => 2,
        _ => 1,
    }
}
