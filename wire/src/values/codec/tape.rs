//! A parsed value: the text, and where in it each value begins.
//!
//! The tape is a list of words of 32 bits. A scalar or a key is one word: the offset of its first byte, which says what it
//! is. A list or an object is two words, its offset and the index after its last word, so that skipping one is a jump.
//! Text is borrowed; escapes and numbers are read when a type asks for them.
//!
//! Where values are so small that their words would outweigh the text, a list or object is folded: its words are made
//! when it is first looked at. So a value that nobody reads costs no more than its text.

mod keys;
mod number;
mod parse;
mod span;
mod string;
mod syntax;

use std::borrow::Cow;
use std::sync::OnceLock;

use super::{Value, Writer};
pub(crate) use number::Number;
#[cfg(feature = "xml")]
pub(crate) use parse::DEEPEST;
pub(super) use span::Member;
pub use syntax::SyntaxError;

/// The bits of an offset. Longer texts are refused.
const OFFSET: u32 = u32::MAX >> 1;
/// Marks a string with escapes, and a folded list or object.
const MARK: u32 = OFFSET + 1;
/// First byte of an untyped text. No JSON value begins with it. The second word is the length.
pub(super) const RAW: u8 = 1;

/// A parsed value, to be read with [`Decode`](super::Decode).
#[derive(Debug, Default)]
pub struct Tape<'a> {
    pub(super) text: Cow<'a, str>,
    top: Chunk,
    /// Indices of values that may be the only item of a list: a form repeats a name for each item. In ascending order.
    lone: Vec<u32>,
    /// Whether the text is JSON as a whole.
    pub(super) is_json: bool,
}

/// The words of a value.
#[derive(Debug, Default)]
pub(super) struct Chunk {
    words: Vec<u32>,
    /// The number of folded values.
    folds: u32,
    /// The words of folded values, each made on first use, as is the list.
    unfolded: OnceLock<Box<[OnceLock<Chunk>]>>,
    /// The offset after the text of this chunk.
    end: u32,
}

/// Where the parts of a list or an object are: a range of words.
#[derive(Debug, Clone, Copy)]
pub(super) struct Parts<'t> {
    pub(super) chunk: &'t Chunk,
    pub(super) start: u32,
    pub(super) end: u32,
}

impl Chunk {
    #[inline]
    fn word(&self, at: u32) -> u32 {
        self.words.get(at as usize).copied().unwrap_or(self.end)
    }

    /// Returns the offset of the value or key at `at`, or of the end.
    #[inline]
    pub(super) fn offset(&self, at: u32) -> u32 {
        self.word(at) & OFFSET
    }

    fn is_marked(&self, at: u32) -> bool {
        self.word(at) & MARK != 0
    }

    /// Returns the index after the value at `at`.
    #[inline]
    pub(super) fn after(&self, text: &str, at: u32) -> u32 {
        match first(text, self.offset(at)) {
            b'{' | b'[' if !self.is_marked(at) => self.word(at + 1),
            b'{' | b'[' | RAW => at + 2,
            _ => at + 1,
        }
    }

    /// Returns the parts of the list or object at `at`.
    pub(super) fn parts(&self, text: &str, at: u32) -> Parts<'_> {
        if !self.is_marked(at) {
            return Parts { chunk: self, start: at + 2, end: self.word(at + 1) };
        }
        let all = self.unfolded.get_or_init(|| (0..self.folds).map(|_| OnceLock::new()).collect());
        let Some(folded) = all.get(self.word(at + 1) as usize) else {
            return Parts { chunk: self, start: at, end: at };
        };
        let chunk = folded.get_or_init(|| parse::unfold(text, self.offset(at)));
        Parts { chunk, start: 2, end: chunk.word(1) }
    }

    /// Returns the text of the key or string at `at`.
    pub(super) fn string<'t>(&self, text: &'t str, at: u32) -> Cow<'t, str> {
        string::read(text, self.offset(at) as usize + 1, self.is_marked(at))
    }

    /// Returns the untyped text at `at`.
    pub(super) fn raw<'t>(&self, text: &'t str, at: u32) -> &'t str {
        let start = self.offset(at) as usize + 1;
        text.get(start..start + self.word(at + 1) as usize).unwrap_or_default()
    }

    /// Returns whether the key at `at` is `name`. Does not look for the end of the key.
    #[inline]
    pub(super) fn is_key(&self, text: &str, at: u32, name: &str) -> bool {
        if self.is_marked(at) {
            return self.string(text, at) == name;
        }
        let start = self.offset(at) as usize + 1;
        let end = start + name.len();
        text.as_bytes().get(end) == Some(&b'"')
            && text.as_bytes().get(start..end) == Some(name.as_bytes())
            // A name with a quote could go on behind the end of the key; written in JSON it has an escape.
            && !name.contains('"')
    }
}

/// Returns the byte at `offset`, which tells what is there.
#[inline]
pub(super) fn first(text: &str, offset: u32) -> u8 {
    text.as_bytes().get(offset as usize).copied().unwrap_or_default()
}

impl<'a> Tape<'a> {
    /// Parses a JSON text (RFC 8259), nested at most 127 deep. A key that occurs twice is kept twice.
    ///
    /// # Errors
    ///
    /// Returns the first syntax error, with its line and column.
    pub fn parse(json: &'a [u8]) -> Result<Self, SyntaxError> {
        let text = std::str::from_utf8(json).map_err(|_| SyntaxError::find(json))?;
        let top = parse::parse(text).ok_or_else(|| SyntaxError::find(json))?;
        Ok(Self { text: Cow::Borrowed(text), top, lone: Vec::new(), is_json: true })
    }

    /// Parses a JSON text as [`Tape::parse`] does, and returns the pointer of the first key that occurs twice in its
    /// object, if there is one.
    pub(crate) fn parse_with_keys(json: &'a [u8]) -> Result<(Self, Option<String>), SyntaxError> {
        let text = std::str::from_utf8(json).map_err(|_| SyntaxError::find(json))?;
        let parsed = parse::parse_with_keys(text).ok_or_else(|| SyntaxError::find(json))?;
        let (top, twin) = parsed;
        let tape = Self { text: Cow::Borrowed(text), top, lone: Vec::new(), is_json: true };
        let pointer = twin.map(|end| {
            let rest = text.get(end as usize..).unwrap_or_default();
            let value = rest.trim_start_matches([' ', '\n', '\t', '\r', ':']);
            tape.root().pointer_to(count(text.len() - value.len()))
        });
        Ok((tape, pointer))
    }

    /// Creates a tape of one untyped text, such as a parameter value.
    pub fn raw(text: impl Into<Cow<'a, str>>) -> Self {
        let mut tape = Self::default();
        tape.push_raw(&text.into());
        tape
    }

    /// Creates a tape of an empty object.
    pub(crate) fn empty_object() -> Tape<'static> {
        let mut tape = Tape::default();
        let opened = tape.open_object();
        tape.close(opened);
        tape
    }

    /// Copies borrowed text.
    pub(crate) fn into_owned(self) -> Tape<'static> {
        Tape { text: Cow::Owned(self.text.into_owned()), ..self }
    }

    /// Returns the top-level value.
    pub fn root(&self) -> Value<'_> {
        Value { tape: self, chunk: &self.top, at: 0 }
    }

    /// Returns whether an object or list was opened and nothing was added to it.
    pub(crate) fn is_empty(&self) -> bool {
        self.top.words.len() <= 2
    }

    /// Returns whether the value at `at` may be the only item of a list.
    pub(super) fn is_single_item(&self, value: Value<'_>) -> bool {
        std::ptr::eq(value.chunk, &raw const self.top) && self.lone.binary_search(&value.at).is_ok()
    }

    /// Marks the next value as one that may be the only item of a list.
    pub(crate) fn mark_lone(&mut self) {
        self.lone.push(count(self.top.words.len()));
    }

    /// Appends untyped text.
    pub(crate) fn push_raw(&mut self, text: &str) {
        self.begin(char::from(RAW));
        self.top.words.push(count(text.len()));
        self.text.to_mut().push_str(text);
        self.grown();
    }

    /// Appends the key of the next value.
    pub(crate) fn push_key(&mut self, key: &str) {
        let mut writer = Writer::json();
        writer.string(key);
        let json = String::from_utf8(writer.finish()).unwrap_or_default();
        let mark = if json.contains('\\') { MARK } else { 0 };
        self.top.words.push(count(self.text.len()) | mark);
        self.text.to_mut().push_str(&json);
        self.grown();
    }

    /// Opens a list. Pass the result to [`Tape::close`].
    pub(crate) fn open_list(&mut self) -> Opened {
        self.open('[')
    }

    /// Opens an object. Pass the result to [`Tape::close`].
    pub(crate) fn open_object(&mut self) -> Opened {
        self.open('{')
    }

    fn open(&mut self, bracket: char) -> Opened {
        self.begin(bracket);
        self.top.words.push(0);
        self.grown();
        Opened(self.top.words.len() - 1)
    }

    /// Closes a list or an object.
    pub(crate) fn close(&mut self, opened: Opened) {
        let end = count(self.top.words.len());
        if let Some(word) = self.top.words.get_mut(opened.0) {
            *word = end;
        }
    }

    fn begin(&mut self, first: char) {
        self.top.words.push(count(self.text.len()));
        self.text.to_mut().push(first);
    }

    fn grown(&mut self) {
        self.top.end = count(self.text.len());
    }

    /// Appends the values of a repeated name: a text, or a list of texts if there are several.
    pub(crate) fn push_values(&mut self, values: Vec<String>) {
        let list = (values.len() != 1).then(|| self.open_list());
        for value in values {
            self.push_raw(&value);
        }
        if let Some(list) = list {
            self.close(list);
        }
    }

    /// Appends the value of another tape.
    pub(crate) fn append(&mut self, value: &Tape<'_>) {
        let text = count(self.text.len());
        let base = count(self.top.words.len());
        self.lone.extend(value.lone.iter().map(|at| at + base));
        let mut words = value.top.words.iter().copied();
        while let Some(word) = words.next() {
            self.top.words.push(word + text);
            let second = match first(&value.text, word & OFFSET) {
                b'{' | b'[' if word & MARK != 0 => words.next().map(|index| index + self.top.folds),
                b'{' | b'[' => words.next().map(|end| end + base),
                RAW => words.next(),
                _ => None,
            };
            self.top.words.extend(second);
        }
        // What was unfolded is left: its offsets have moved.
        self.top.folds += value.top.folds;
        self.text.to_mut().push_str(&value.text);
        self.grown();
    }
}

/// A list or an object that is being built.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Opened(usize);

/// Messages are shorter than the bits of an offset: limits on their size are far below.
fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(OFFSET).min(OFFSET)
}
