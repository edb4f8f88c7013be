//! Syntax errors: what is wrong with a JSON text, and where.
//!
//! The parser only says that a text is invalid. The text is then read again, slowly, to say why.

use std::fmt;

use super::{number, parse, string};

/// A JSON syntax error.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyntaxError {
    message: &'static str,
    line: usize,
    column: usize,
}

impl fmt::Display for SyntaxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { message, line, column } = self;
        write!(f, "invalid JSON: {message} at line {line} column {column}")
    }
}

impl std::error::Error for SyntaxError {}

impl SyntaxError {
    /// Returns the first error of a text that is invalid.
    #[cold]
    pub(super) fn find(json: &[u8]) -> Self {
        let mut reader = Reader { bytes: json, at: 0 };
        let found = reader.whole().err();
        let Wrong { message, at, column } =
            found.unwrap_or_else(|| reader.wrong("the text is too long"));
        let before = json.get(..at).unwrap_or(json);
        let start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |newline| newline + 1);
        let line = before.split(|byte| *byte == b'\n').count();
        Self { message, line, column: (before.len() - start).saturating_sub(column) }
    }
}

/// An error: the number of bytes up to it, and how far its column is before them.
struct Wrong {
    message: &'static str,
    at: usize,
    column: usize,
}

type Checked = Result<(), Wrong>;

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Reader<'_> {
    /// An error after the bytes that were read.
    fn wrong(&self, message: &'static str) -> Wrong {
        Wrong { message, at: self.at.min(self.bytes.len()), column: 0 }
    }

    /// An error at the next byte.
    fn wrong_next(&self, message: &'static str) -> Wrong {
        Wrong { message, at: self.bytes.len().min(self.at + 1), column: 0 }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn next(&mut self) -> Option<u8> {
        let byte = self.peek();
        self.at += usize::from(byte.is_some());
        byte
    }

    fn space(&mut self) -> Option<u8> {
        while let Some(b' ' | b'\n' | b'\t' | b'\r') = self.peek() {
            self.at += 1;
        }
        self.peek()
    }

    fn whole(&mut self) -> Checked {
        self.value(0)?;
        self.space().map_or(Ok(()), |_| Err(self.wrong_next("trailing characters")))
    }

    /// Reads a value inside of `depth` lists and objects.
    fn value(&mut self, depth: usize) -> Checked {
        let Some(byte) = self.space() else {
            return Err(self.wrong_next("EOF while parsing a value"));
        };
        match byte {
            b'"' => self.string(),
            b'{' | b'[' if depth == parse::DEEPEST => {
                Err(self.wrong_next("recursion limit exceeded"))
            }
            b'{' => self.object(depth + 1),
            b'[' => self.list(depth + 1),
            b'-' | b'0'..=b'9' => self.number(),
            b't' => self.literal(b"true"),
            b'f' => self.literal(b"false"),
            b'n' => self.literal(b"null"),
            _ => Err(self.wrong_next("expected value")),
        }
    }

    fn list(&mut self, depth: usize) -> Checked {
        self.at += 1;
        let mut is_first = true;
        loop {
            match self.space() {
                None => return Err(self.wrong_next("EOF while parsing a list")),
                Some(b']') => break,
                Some(_) if is_first => {}
                Some(b',') => {
                    self.at += 1;
                    match self.space() {
                        None => return Err(self.wrong_next("EOF while parsing a value")),
                        Some(b']') => return Err(self.wrong_next("trailing comma")),
                        Some(_) => {}
                    }
                }
                Some(_) => return Err(self.wrong_next("expected `,` or `]`")),
            }
            is_first = false;
            self.value(depth)?;
        }
        self.at += 1;
        Ok(())
    }

    fn object(&mut self, depth: usize) -> Checked {
        self.at += 1;
        let mut is_first = true;
        loop {
            let mut next = self.space();
            match next {
                None => return Err(self.wrong_next("EOF while parsing an object")),
                Some(b'}') => break,
                Some(_) if is_first => {}
                Some(b',') => {
                    self.at += 1;
                    next = self.space();
                    match next {
                        None => return Err(self.wrong_next("EOF while parsing a value")),
                        Some(b'}') => return Err(self.wrong_next("trailing comma")),
                        Some(_) => {}
                    }
                }
                Some(_) => return Err(self.wrong_next("expected `,` or `}`")),
            }
            if next != Some(b'"') {
                return Err(self.wrong_next("key must be a string"));
            }
            is_first = false;
            self.string()?;
            match self.space() {
                None => return Err(self.wrong_next("EOF while parsing an object")),
                Some(b':') => self.at += 1,
                Some(_) => return Err(self.wrong_next("expected `:`")),
            }
            self.value(depth)?;
        }
        self.at += 1;
        Ok(())
    }

    fn literal(&mut self, literal: &[u8]) -> Checked {
        for expected in literal {
            match self.next() {
                None => return Err(self.wrong("EOF while parsing a value")),
                Some(byte) if byte != *expected => return Err(self.wrong("expected ident")),
                Some(_) => {}
            }
        }
        Ok(())
    }

    fn number(&mut self) -> Checked {
        let start = self.at;
        self.at += usize::from(self.peek() == Some(b'-'));
        match self.next() {
            None => return Err(self.wrong("EOF while parsing a value")),
            Some(b'0') if matches!(self.peek(), Some(b'0'..=b'9')) => {
                return Err(self.wrong_next("invalid number"));
            }
            Some(b'0'..=b'9') => self.digits(),
            Some(_) => return Err(self.wrong("invalid number")),
        }
        if self.peek() == Some(b'.') {
            self.at += 1;
            match self.peek() {
                None => return Err(self.wrong_next("EOF while parsing a value")),
                Some(b'0'..=b'9') => self.digits(),
                Some(_) => return Err(self.wrong_next("invalid number")),
            }
        }
        if let Some(b'e' | b'E') = self.peek() {
            self.at += 1;
            self.at += usize::from(matches!(self.peek(), Some(b'+' | b'-')));
            let mut exponent = match self.next() {
                None => return Err(self.wrong("EOF while parsing a value")),
                Some(digit @ b'0'..=b'9') => i32::from(digit - b'0'),
                Some(_) => return Err(self.wrong("invalid number")),
            };
            while let Some(digit @ b'0'..=b'9') = self.peek() {
                self.at += 1;
                let next = exponent.checked_mul(10);
                let next = next.and_then(|next| next.checked_add(i32::from(digit - b'0')));
                match next {
                    Some(next) => exponent = next,
                    None => break,
                }
            }
        }
        if number::end(self.bytes, start).is_none() {
            return Err(self.wrong("number out of range"));
        }
        // An exponent beyond 32 bits was read only so far.
        self.digits();
        Ok(())
    }

    fn digits(&mut self) {
        while let Some(b'0'..=b'9') = self.peek() {
            self.at += 1;
        }
    }

    /// Reads a string with its quotes.
    fn string(&mut self) -> Checked {
        const CUT: &str = "EOF while parsing a string";
        self.at += 1;
        // What the string says so far.
        let mut text = Vec::new();
        loop {
            let end = string::plain_end(self.bytes, self.at);
            text.extend_from_slice(self.bytes.get(self.at..end).unwrap_or_default());
            self.at = end;
            match self.next() {
                None => return Err(self.wrong(CUT)),
                Some(b'"') => break,
                Some(b'\\') => match self.next() {
                    None => return Err(self.wrong(CUT)),
                    Some(b'u') => self.code_point(&mut text)?,
                    Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => text.push(b' '),
                    Some(_) => return Err(self.wrong("invalid escape")),
                },
                Some(_) => {
                    let message =
                        "control character (\\u0000-\\u001F) found while parsing a string";
                    return Err(self.wrong(message));
                }
            }
        }
        match std::str::from_utf8(&text) {
            Ok(_) => Ok(()),
            Err(error) => {
                let column = text.len() - error.valid_up_to();
                Err(Wrong { column, ..self.wrong("invalid unicode code point") })
            }
        }
    }

    /// Reads an escape after its `\u`, with the second one of a pair of surrogates.
    fn code_point(&mut self, text: &mut Vec<u8>) -> Checked {
        const LONE: &str = "lone leading surrogate in hex escape";
        let mut code = self.hex()?;
        if let 0xDC00..=0xDFFF = code {
            return Err(self.wrong(LONE));
        }
        if let 0xD800..=0xDBFF = code {
            for expected in [b'\\', b'u'] {
                match self.next() {
                    None => return Err(self.wrong("EOF while parsing a string")),
                    Some(byte) if byte != expected => {
                        return Err(self.wrong("unexpected end of hex escape"));
                    }
                    Some(_) => {}
                }
            }
            let second = self.hex()?;
            if !matches!(second, 0xDC00..=0xDFFF) {
                return Err(self.wrong(LONE));
            }
            code = 0x1_0000;
        }
        let character = char::from_u32(code).unwrap_or_default();
        text.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
        Ok(())
    }

    fn hex(&mut self) -> Result<u32, Wrong> {
        let start = self.at;
        if self.bytes.len() - start < 4 {
            self.at = self.bytes.len();
            return Err(self.wrong("EOF while parsing a string"));
        }
        self.at += 4;
        string::hex(self.bytes, start).ok_or_else(|| self.wrong("invalid escape"))
    }
}
