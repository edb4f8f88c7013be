//! A parsed value as a flat list of tokens.
//!
//! `serde_json` does the parsing (syntax, numbers, escapes, its limit of 128 levels); strings without escapes are
//! borrowed. A list or object token knows where it ends, so that skipping one is a jump.

use std::borrow::Cow;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use super::Value;

/// An element of a tape.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Token<'a> {
    Null,
    Bool(bool),
    Int(i64),
    UInt(u64),
    Float(f64),
    /// A JSON string.
    Text(Cow<'a, str>),
    /// Text of a parameter or form field. The decoded type decides what it means.
    Raw(Cow<'a, str>),
    /// A list. `end` is the index after its last token.
    List {
        end: u32,
    },
    /// An object: keys and values in turn. `end` is the index after its last token.
    Object {
        end: u32,
    },
    Key(Cow<'a, str>),
}

impl Token<'_> {
    fn into_owned(self) -> Token<'static> {
        match self {
            Token::Text(text) => Token::Text(Cow::Owned(text.into_owned())),
            Token::Raw(text) => Token::Raw(Cow::Owned(text.into_owned())),
            Token::Key(text) => Token::Key(Cow::Owned(text.into_owned())),
            Token::Null => Token::Null,
            Token::Bool(value) => Token::Bool(value),
            Token::Int(value) => Token::Int(value),
            Token::UInt(value) => Token::UInt(value),
            Token::Float(value) => Token::Float(value),
            Token::List { end } => Token::List { end },
            Token::Object { end } => Token::Object { end },
        }
    }
}

/// A JSON syntax error.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SyntaxError {
    message: String,
}

impl fmt::Display for SyntaxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "invalid JSON: {}", self.message)
    }
}

impl std::error::Error for SyntaxError {}

/// A parsed value, to be read with [`Decode`](super::Decode).
#[derive(Debug, Default)]
pub struct Tape<'a> {
    pub(crate) tokens: Vec<Token<'a>>,
    /// Indices of values that may be the only item of a list: a form repeats a name for each item.
    /// In ascending order.
    pub(crate) lone: Vec<u32>,
}

impl<'a> Tape<'a> {
    /// Parses a JSON text (RFC 8259).
    ///
    /// # Errors
    ///
    /// Returns the first syntax error.
    pub fn parse(json: &'a [u8]) -> Result<Self, SyntaxError> {
        let mut tape = Self { tokens: Vec::with_capacity(json.len() / 12 + 1), lone: Vec::new() };
        let mut deserializer = serde_json::Deserializer::from_slice(json);
        Fill(&mut tape)
            .deserialize(&mut deserializer)
            .and_then(|()| deserializer.end())
            .map_err(|error| SyntaxError { message: error.to_string() })?;
        Ok(tape)
    }

    /// Creates a tape of one untyped text, such as a parameter value.
    pub fn raw(text: impl Into<Cow<'a, str>>) -> Self {
        Self { tokens: vec![Token::Raw(text.into())], lone: Vec::new() }
    }

    /// Creates a tape of an empty object.
    pub(crate) fn empty_object() -> Tape<'static> {
        let mut tape = Tape::default();
        let opened = tape.open(Token::Object { end: 0 });
        tape.close(opened);
        tape
    }

    /// Copies borrowed text.
    pub(crate) fn into_owned(self) -> Tape<'static> {
        let tokens = self.tokens.into_iter().map(Token::into_owned).collect();
        Tape { tokens, lone: self.lone }
    }

    /// Returns the top-level value.
    pub fn root(&self) -> Value<'_> {
        Value { tape: self, at: 0 }
    }

    pub(crate) fn position(&self) -> u32 {
        u32::try_from(self.tokens.len()).unwrap_or(u32::MAX)
    }

    pub(crate) fn push(&mut self, token: Token<'a>) {
        self.tokens.push(token);
    }

    /// Opens a list or object. Pass the result to [`Tape::close`].
    pub(crate) fn open(&mut self, token: Token<'a>) -> usize {
        self.tokens.push(token);
        self.tokens.len() - 1
    }

    /// Appends the values of a repeated name: a text, or a list of texts if there are several.
    pub(crate) fn push_values(&mut self, values: Vec<String>) {
        let list = (values.len() != 1).then(|| self.open(Token::List { end: 0 }));
        for value in values {
            self.push(Token::Raw(value.into()));
        }
        if let Some(list) = list {
            self.close(list);
        }
    }

    /// Appends the tokens of another tape.
    pub(crate) fn append(&mut self, value: Tape<'a>) {
        let offset = self.position();
        self.lone.extend(value.lone.iter().map(|at| at + offset));
        self.tokens.extend(value.tokens.into_iter().map(|token| match token {
            Token::List { end } => Token::List { end: end + offset },
            Token::Object { end } => Token::Object { end: end + offset },
            other => other,
        }));
    }

    pub(crate) fn close(&mut self, opened: usize) {
        let position = self.position();
        match self.tokens.get_mut(opened) {
            Some(Token::List { end } | Token::Object { end }) => *end = position,
            _ => unreachable!("only a list or an object is opened"),
        }
    }
}

struct Fill<'t, 'a>(&'t mut Tape<'a>);

impl<'de> DeserializeSeed<'de> for Fill<'_, 'de> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Fill<'_, 'de> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        self.0.push(Token::Null);
        Ok(())
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<(), E> {
        self.0.push(Token::Bool(value));
        Ok(())
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<(), E> {
        self.0.push(Token::Int(value));
        Ok(())
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<(), E> {
        self.0.push(i64::try_from(value).map_or(Token::UInt(value), Token::Int));
        Ok(())
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<(), E> {
        self.0.push(Token::Float(value));
        Ok(())
    }

    fn visit_borrowed_str<E: Error>(self, value: &'de str) -> Result<(), E> {
        self.0.push(Token::Text(Cow::Borrowed(value)));
        Ok(())
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<(), E> {
        self.0.push(Token::Text(Cow::Owned(value.to_owned())));
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        let opened = self.0.open(Token::List { end: 0 });
        while items.next_element_seed(Fill(self.0))?.is_some() {}
        self.0.close(opened);
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<(), A::Error> {
        let opened = self.0.open(Token::Object { end: 0 });
        while entries.next_key_seed(FillKey(self.0))?.is_some() {
            entries.next_value_seed(Fill(self.0))?;
        }
        self.0.close(opened);
        Ok(())
    }
}

struct FillKey<'t, 'a>(&'t mut Tape<'a>);

impl<'de> DeserializeSeed<'de> for FillKey<'_, 'de> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for FillKey<'_, 'de> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_borrowed_str<E: Error>(self, key: &'de str) -> Result<(), E> {
        self.0.push(Token::Key(Cow::Borrowed(key)));
        Ok(())
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<(), E> {
        self.0.push(Token::Key(Cow::Owned(key.to_owned())));
        Ok(())
    }
}
