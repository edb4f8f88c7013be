//! Parses a sequence of JSON texts: one a line, or one a record (RFC 7464).

use bytes::{Buf as _, Bytes};

/// The byte before each record of `application/json-seq`.
pub(super) const SEPARATOR: u8 = 0x1E;

/// Parser state between chunks.
#[derive(Debug)]
pub(super) struct Texts {
    text: Vec<u8>,
    /// Whether texts may span several lines, as in `application/json-seq`.
    records: bool,
    depth: usize,
    quoted: bool,
    escaped: bool,
}

impl Texts {
    pub(super) fn lines() -> Self {
        Self { text: Vec::new(), records: false, depth: 0, quoted: false, escaped: false }
    }

    pub(super) fn records() -> Self {
        Self { records: true, ..Self::lines() }
    }

    /// Returns the next complete text. The rest of the data stays in `chunk`.
    pub(super) fn take(&mut self, chunk: &mut Bytes) -> Option<String> {
        while !chunk.is_empty() {
            let Some(end) = chunk.iter().position(|byte| self.ends(*byte)) else {
                self.text.extend_from_slice(&std::mem::take(chunk));
                return None;
            };
            self.text.extend_from_slice(&chunk.split_to(end));
            chunk.advance(1);
            if let Some(text) = self.finish() {
                return Some(text);
            }
        }
        None
    }

    /// Returns the last text when the stream ends; its line end is optional.
    pub(super) fn finish(&mut self) -> Option<String> {
        (self.depth, self.quoted, self.escaped) = (0, false, false);
        let text = std::mem::take(&mut self.text);
        let text = text.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&text).trim_ascii();
        (!text.is_empty()).then(|| String::from_utf8_lossy(text).into_owned())
    }

    /// Returns the size of the incomplete text, in bytes.
    pub(super) fn buffered(&self) -> usize {
        self.text.len()
    }

    /// Returns whether a text ends before `byte`. A line feed within a value does not end it.
    fn ends(&mut self, byte: u8) -> bool {
        if !self.records {
            return byte == b'\n';
        }
        if byte == SEPARATOR {
            return true;
        }
        if self.quoted {
            let escaped = std::mem::take(&mut self.escaped);
            match byte {
                b'"' if !escaped => self.quoted = false,
                b'\\' => self.escaped = !escaped,
                _ => {}
            }
            return false;
        }
        match byte {
            b'"' => self.quoted = true,
            b'{' | b'[' => self.depth += 1,
            b'}' | b']' => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
        byte == b'\n' && self.depth == 0
    }
}
