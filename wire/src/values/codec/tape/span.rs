//! Values as the text they are written in.

use super::string;

/// A member of an object, as it is written.
pub(in super::super) struct Member<'t> {
    written: &'t str,
    /// Its length without white space between tokens.
    pub(in super::super) length: usize,
}

impl<'t> Member<'t> {
    /// Finds the end of the member whose key begins at `start`. The text is valid.
    pub(in super::super) fn at(text: &'t str, start: usize) -> Self {
        let bytes = text.as_bytes();
        let (mut at, mut spaces, mut depth) =
            (string::escaped_end(bytes, start + 1) + 1, 0, 0_usize);
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
                    spaces += 1;
                    continue;
                }
                b':' | b',' => continue,
                // A number or a literal.
                _ => at += scalar_rest(bytes, at),
            }
            if depth == 0 {
                break;
            }
        }
        let written = text.get(start..at).unwrap_or_default();
        Self { written, length: written.len().saturating_sub(spaces) }
    }

    /// Appends the member without white space between tokens.
    pub(in super::super) fn copy_to(self, to: &mut String) {
        if self.length == self.written.len() {
            to.push_str(self.written);
        } else {
            copy_compact(self.written, to);
        }
    }
}

/// Returns the number of bytes up to the end of a number or literal.
fn scalar_rest(bytes: &[u8], at: usize) -> usize {
    let rest = bytes.get(at..).unwrap_or_default();
    let is_end = |byte: &u8| matches!(byte, b',' | b'}' | b']' | b' ' | b'\n' | b'\t' | b'\r');
    rest.iter().position(is_end).unwrap_or(rest.len())
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
