//! A value on a tape: its type, its content and its JSON pointer.

use std::borrow::Cow;

use super::{Object, Report, Tape, Token};
use crate::values::violation::segment;

/// The JSON type of a value (RFC 8259, section 3). Integers are distinguished from other numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// `null`
    Null,
    /// `true` or `false`
    Bool,
    /// A number without a fraction.
    Integer,
    /// Any other number.
    Number,
    /// A string.
    String,
    /// Text of a parameter or form field. The decoded type decides what it means.
    Raw,
    /// A list.
    List,
    /// An object.
    Object,
}

impl Kind {
    pub(crate) fn describe(self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool => "a boolean",
            Self::Integer => "an integer",
            Self::Number => "a number",
            Self::String | Self::Raw => "a string",
            Self::List => "a list",
            Self::Object => "an object",
        }
    }
}

/// A reference to a value on a tape.
#[derive(Debug, Clone, Copy)]
pub struct Value<'t> {
    pub(crate) tape: &'t Tape<'t>,
    pub(crate) at: u32,
}

impl<'t> Value<'t> {
    pub(crate) fn token(self) -> &'t Token<'t> {
        self.tape.tokens.get(self.at as usize).unwrap_or(&Token::Null)
    }

    /// Returns the JSON type.
    pub fn kind(self) -> Kind {
        match self.token() {
            Token::Null => Kind::Null,
            Token::Bool(_) => Kind::Bool,
            Token::Int(_) | Token::UInt(_) => Kind::Integer,
            Token::Float(value) if value.fract() == 0.0 => Kind::Integer,
            Token::Float(_) => Kind::Number,
            Token::Text(_) | Token::Key(_) => Kind::String,
            Token::Raw(_) => Kind::Raw,
            Token::List { .. } => Kind::List,
            Token::Object { .. } => Kind::Object,
        }
    }

    /// Returns whether the value can be read as `kind`. Parameter text can be read as anything it parses as; an
    /// integer is a number.
    pub fn is(self, kind: Kind) -> bool {
        match (self.token(), kind) {
            (Token::Raw(text), Kind::Integer) => text.parse::<i128>().is_ok(),
            (Token::Raw(text), Kind::Number) => super::decode::number(text).is_some(),
            (Token::Raw(text), Kind::Bool) => super::decode::boolean(text).is_some(),
            (Token::Raw(text), Kind::Null) => text.is_empty(),
            (Token::Raw(_), Kind::String) => true,
            (_, Kind::Number) => matches!(self.kind(), Kind::Number | Kind::Integer),
            _ => self.kind() == kind,
        }
    }

    /// Returns whether this may be the only item of a list: parameters and forms repeat a name for each item.
    pub fn is_single_item(self) -> bool {
        matches!(self.token(), Token::Raw(_)) || self.tape.lone.binary_search(&self.at).is_ok()
    }

    /// Returns the text of a string.
    pub fn text(self) -> Option<&'t str> {
        match self.token() {
            Token::Text(text) | Token::Raw(text) => Some(text),
            _ => None,
        }
    }

    /// Returns the index after this value.
    pub(crate) fn after(self) -> u32 {
        match self.token() {
            Token::List { end } | Token::Object { end } => *end,
            _ => self.at + 1,
        }
    }

    /// Returns the object at this place. Reports a violation and returns `None` for anything else.
    pub fn object(self, report: &mut Report) -> Option<Object<'t>> {
        if matches!(self.token(), Token::Object { .. }) {
            Some(Object::new(self))
        } else {
            report.mismatch(self, "an object");
            None
        }
    }

    /// Returns the property `name` of an object, if present.
    pub fn get(self, name: &str) -> Option<Value<'t>> {
        match self.token() {
            Token::Object { .. } => Object::new(self).find(name),
            _ => None,
        }
    }

    /// Returns whether the property `name` has one of these values, as the discriminator of a union. Integers and
    /// booleans are compared by their text.
    pub fn has_discriminator(self, name: &str, tags: &[&str]) -> bool {
        self.get(name).is_some_and(|value| match value.token() {
            Token::Text(text) | Token::Raw(text) => tags.contains(&text.as_ref()),
            Token::Int(number) => tags.contains(&number.to_string().as_str()),
            Token::Bool(flag) => tags.contains(&if *flag { "true" } else { "false" }),
            _ => false,
        })
    }

    /// Returns whether all these properties are present.
    pub fn has_fields(self, names: &[&str]) -> bool {
        names.iter().all(|name| self.get(name).is_some())
    }

    /// Iterates over the items of a list. Anything else has none.
    pub(crate) fn items(self) -> Items<'t> {
        match self.token() {
            Token::List { end } => Items { tape: self.tape, at: self.at + 1, end: *end },
            _ => Items { tape: self.tape, at: self.at, end: self.at },
        }
    }

    /// Returns the JSON pointer of this value (RFC 6901). Walks from the root, so that it is computed only for
    /// violations.
    pub fn pointer(self) -> String {
        let mut pointer = String::new();
        let mut here = Value { tape: self.tape, at: 0 };
        while here.at < self.at {
            let Some((step, next)) = child_holding(here, self.at) else { break };
            pointer.push_str(&segment(&step));
            here = next;
        }
        pointer
    }
}

/// Returns the child of `parent` at or around index `at`, with its key or index.
fn child_holding(parent: Value<'_>, at: u32) -> Option<(Cow<'_, str>, Value<'_>)> {
    match parent.token() {
        Token::List { .. } => parent
            .items()
            .enumerate()
            .find(|(_, item)| at < item.after())
            .map(|(index, item)| (Cow::Owned(index.to_string()), item)),
        Token::Object { .. } => Object::new(parent)
            .entries()
            .find(|(_, value)| at < value.after())
            .map(|(key, value)| (Cow::Borrowed(key), value)),
        _ => None,
    }
}

/// Iterator over the items of a list.
pub(crate) struct Items<'t> {
    tape: &'t Tape<'t>,
    at: u32,
    end: u32,
}

impl<'t> Iterator for Items<'t> {
    type Item = Value<'t>;

    fn next(&mut self) -> Option<Value<'t>> {
        if self.at >= self.end {
            return None;
        }
        let item = Value { tape: self.tape, at: self.at };
        self.at = item.after();
        Some(item)
    }
}
