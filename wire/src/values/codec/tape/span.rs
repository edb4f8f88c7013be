//! Values as the text they are written in.

use super::string;

/// Appends a member of an object to `to`, without white space around its parts: `"key":value`. The text is valid;
/// `start` is the offset of its key.
pub(in super::super) fn copy_member(text: &str, start: usize, to: &mut String) {
    let bytes = text.as_bytes();
    let key = string::escaped_end(bytes, start + 1) + 1;
    let value = end(bytes, key);
    let (end, is_compact) = value;
    let written = text.get(start..end).unwrap_or_default();
    if to.capacity() - to.len() < written.len() + 1 {
        to.reserve_exact(written.len() + 1 + to.len() / 8);
    }
    if !to.is_empty() {
        to.push(',');
    }
    if is_compact {
        to.push_str(written);
    } else {
        copy_compact(written, to);
    }
}

/// Returns the place after the value that begins at or after `at`, behind white space and a colon, and whether there is
/// no white space in it or before it.
fn end(bytes: &[u8], mut at: usize) -> (usize, bool) {
    let mut depth = 0_usize;
    let mut is_compact = true;
    while let Some(byte) = bytes.get(at) {
        at += 1;
        match byte {
            b'"' => at = string::escaped_end(bytes, at) + 1,
            b'{' | b'[' => {
                depth += 1;
                continue;
            }
            b'}' | b']' => depth = depth.saturating_sub(1),
            b' ' | b'\n' | b'\t' | b'\r' => {
                is_compact = false;
                continue;
            }
            b':' | b',' => continue,
            // A number or a literal.
            _ => {
                let rest = bytes.get(at..).unwrap_or_default();
                let is_end =
                    |byte: &u8| matches!(byte, b',' | b'}' | b']' | b' ' | b'\n' | b'\t' | b'\r');
                at += rest.iter().position(is_end).unwrap_or(rest.len());
            }
        }
        if depth == 0 {
            break;
        }
    }
    (at, is_compact)
}

/// Copies a text without the white space between its tokens.
fn copy_compact(written: &str, to: &mut String) {
    let bytes = written.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let rest = bytes.get(at..).unwrap_or_default();
        let is_special = |byte: &u8| matches!(byte, b'"' | b' ' | b'\n' | b'\t' | b'\r');
        let plain = at + rest.iter().position(is_special).unwrap_or(rest.len());
        let end = match bytes.get(plain) {
            Some(b'"') => string::escaped_end(bytes, plain + 1) + 1,
            _ => plain,
        };
        to.push_str(written.get(at..end).unwrap_or_default());
        at = if end == plain { plain + 1 } else { end };
    }
}
