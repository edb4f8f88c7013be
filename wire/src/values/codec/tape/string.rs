//! Strings of a JSON text (RFC 8259, section 7): their end, and their escapes.

use std::borrow::Cow;

/// Returns what the string says that begins at `start`, after its quote.
pub(super) fn read(text: &str, start: usize, has_escapes: bool) -> Cow<'_, str> {
    let bytes = text.as_bytes();
    let end = if has_escapes { escaped_end(bytes, start) } else { plain_end(bytes, start) };
    let written = text.get(start..end).unwrap_or_default();
    if has_escapes { Cow::Owned(unescape(written)) } else { Cow::Borrowed(written) }
}

/// Repeats a byte in each byte of a word.
const fn each(byte: u8) -> u64 {
    u64::MAX / 255 * byte as u64
}

/// Returns the place of the first quote, backslash or control character from `at` on.
///
/// Eight bytes at a time: a byte minus one borrows from its highest bit only if it is zero (Mycroft's test).
#[inline]
pub(super) fn plain_end(bytes: &[u8], mut at: usize) -> usize {
    while let Some(chunk) = bytes.get(at..).and_then(<[u8]>::first_chunk::<8>) {
        let chunk = u64::from_le_bytes(*chunk);
        let zero = |word: u64| word.wrapping_sub(each(1)) & !word;
        let control = chunk.wrapping_sub(each(b' ')) & !chunk;
        let found = (control | zero(chunk ^ each(b'"')) | zero(chunk ^ each(b'\\'))) & each(0x80);
        if found != 0 {
            return at + found.trailing_zeros() as usize / 8;
        }
        at += 8;
    }
    let rest = bytes.get(at..).unwrap_or_default();
    let is_end = |byte: &u8| matches!(byte, b'"' | b'\\' | 0..=0x1F);
    at + rest.iter().position(is_end).unwrap_or(rest.len())
}

/// Returns the place of the closing quote of a valid string.
pub(super) fn escaped_end(bytes: &[u8], mut at: usize) -> usize {
    loop {
        at = plain_end(bytes, at);
        if bytes.get(at) != Some(&b'\\') {
            return at;
        }
        at += 2;
    }
}

/// Returns the place after the escape whose backslash is at `at`, or `None` if it is invalid. Surrogates must be pairs.
pub(super) fn escape(bytes: &[u8], at: usize) -> Option<usize> {
    match bytes.get(at + 1)? {
        b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => Some(at + 2),
        b'u' => match hex(bytes, at + 2)? {
            0xD800..=0xDBFF => {
                let is_pair = bytes.get(at + 6..)?.starts_with(b"\\u")
                    && matches!(hex(bytes, at + 8)?, 0xDC00..=0xDFFF);
                is_pair.then_some(at + 12)
            }
            0xDC00..=0xDFFF => None,
            _ => Some(at + 6),
        },
        _ => None,
    }
}

/// Returns the number of four hexadecimal digits.
pub(super) fn hex(bytes: &[u8], at: usize) -> Option<u32> {
    let digits = bytes.get(at..at + 4)?;
    digits.iter().try_fold(0, |number, digit| Some(number * 16 + char::from(*digit).to_digit(16)?))
}

/// Replaces the escapes of a valid string.
fn unescape(written: &str) -> String {
    let mut text = String::with_capacity(written.len());
    let mut rest = written;
    while let Some((before, after)) = rest.split_once('\\') {
        text.push_str(before);
        let mut characters = after.chars();
        let escaped = match characters.next() {
            Some('b') => '\x08',
            Some('f') => '\x0C',
            Some('n') => '\n',
            Some('r') => '\r',
            Some('t') => '\t',
            Some('u') => {
                let bytes = after.as_bytes();
                let code = hex(bytes, 1).unwrap_or_default();
                let (code, length) = match code {
                    0xD800..=0xDBFF => {
                        let second = hex(bytes, 7).unwrap_or_default();
                        (0x1_0000 + ((code - 0xD800) << 10) + second.saturating_sub(0xDC00), 11)
                    }
                    _ => (code, 5),
                };
                characters = after.get(length..).unwrap_or_default().chars();
                char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER)
            }
            // A quote, a backslash or a slash.
            other => other.unwrap_or_default(),
        };
        text.push(escaped);
        rest = characters.as_str();
    }
    text.push_str(rest);
    text
}
