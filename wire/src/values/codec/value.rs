//! A value on a tape: its type, its content and its JSON pointer.

use std::borrow::Cow;

use super::tape::{Chunk, Member, Number, Parts, RAW, first};
use super::{Object, Report, Tape};
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
    pub(super) tape: &'t Tape<'t>,
    pub(super) chunk: &'t Chunk,
    pub(super) at: u32,
}

impl<'t> Value<'t> {
    /// Returns the first byte of the value, which says what it is.
    #[inline]
    fn first(self) -> u8 {
        first(&self.tape.text, self.offset())
    }

    /// Returns where the value begins in the text.
    #[inline]
    pub(super) fn offset(self) -> u32 {
        self.chunk.offset(self.at)
    }

    /// Returns the JSON type.
    pub fn kind(self) -> Kind {
        match self.first() {
            b'n' => Kind::Null,
            b't' | b'f' => Kind::Bool,
            b'"' => Kind::String,
            b'[' => Kind::List,
            b'{' => Kind::Object,
            RAW => Kind::Raw,
            _ if self.read_number().is_integer() => Kind::Integer,
            _ => Kind::Number,
        }
    }

    /// Returns whether the value can be read as `kind`. Parameter text can be read as anything it parses as; an
    /// integer is a number.
    pub fn is(self, kind: Kind) -> bool {
        match (self.raw(), kind) {
            (Some(text), Kind::Integer) => text.parse::<i128>().is_ok(),
            (Some(text), Kind::Number) => super::decode::number(text).is_some(),
            (Some(text), Kind::Bool) => super::decode::boolean(text).is_some(),
            (Some(text), Kind::Null) => text.is_empty(),
            (Some(_), Kind::String) => true,
            (_, Kind::Number) => self.number().is_some(),
            (_, Kind::Null) => self.is_null(),
            _ => self.kind() == kind,
        }
    }

    /// Returns whether the value is `null` in JSON.
    pub(crate) fn is_null(self) -> bool {
        self.first() == b'n'
    }

    /// Returns whether this may be the only item of a list: parameters and forms repeat a name for each item.
    pub fn is_single_item(self) -> bool {
        self.first() == RAW || self.tape.is_single_item(self)
    }

    /// Returns the text of a parameter or form field.
    pub(crate) fn raw(self) -> Option<&'t str> {
        (self.first() == RAW).then(|| self.chunk.raw(&self.tape.text, self.at))
    }

    /// Returns a boolean. Parameter text is none.
    pub(crate) fn boolean(self) -> Option<bool> {
        match self.first() {
            b't' => Some(true),
            b'f' => Some(false),
            _ => None,
        }
    }

    /// Returns a number. Parameter text is none.
    #[inline]
    pub(crate) fn number(self) -> Option<Number> {
        matches!(self.first(), b'-' | b'0'..=b'9').then(|| self.read_number())
    }

    fn read_number(self) -> Number {
        Number::read(&self.tape.text, self.offset() as usize)
    }

    /// Returns the text of a string, without its escapes.
    pub fn text(self) -> Option<Cow<'t, str>> {
        match self.first() {
            b'"' => Some(self.chunk.string(&self.tape.text, self.at)),
            RAW => self.raw().map(Cow::Borrowed),
            _ => None,
        }
    }

    /// Returns whether this is a key, of this name.
    #[inline]
    pub(super) fn is_key(self, name: &str) -> bool {
        self.chunk.is_key(&self.tape.text, self.at, name)
    }

    /// Returns the value of this key.
    #[inline]
    pub(super) fn of_key(self) -> Self {
        Self { at: self.at + 1, ..self }
    }

    /// Returns the text of this key and its value, if it is JSON.
    pub(super) fn member(self) -> Option<Member<'t>> {
        let start = self.offset() as usize;
        self.tape.is_json.then(|| Member::at(&self.tape.text, start))
    }

    /// Returns the index after this value.
    #[inline]
    pub(super) fn after(self) -> u32 {
        self.chunk.after(&self.tape.text, self.at)
    }

    /// Returns the size of this value in bytes of text. Where it is the last of a list or an object, what closes that
    /// is counted too.
    pub(super) fn size(self) -> usize {
        (self.chunk.offset(self.after()).max(self.offset()) - self.offset()) as usize
    }

    /// Returns the parts of a list or an object.
    pub(super) fn parts(self) -> Parts<'t> {
        self.chunk.parts(&self.tape.text, self.at)
    }

    /// Returns the object at this place. Reports a violation and returns `None` for anything else.
    pub fn object(self, report: &mut Report) -> Option<Object<'t>> {
        let left_out = report.take_left_out();
        if self.first() == b'{' {
            Some(Object::new(self).without(left_out))
        } else {
            report.mismatch(self, "an object");
            None
        }
    }

    /// Returns the property `name` of an object, if present.
    pub fn get(self, name: &str) -> Option<Value<'t>> {
        if self.first() == b'{' { Object::new(self).find(name) } else { None }
    }

    /// Returns whether all these properties are present.
    pub fn has_fields(self, names: &[&str]) -> bool {
        names.iter().all(|name| self.get(name).is_some())
    }

    /// Returns the value if all these properties are present.
    pub fn with_fields(self, names: &[&str]) -> Option<Self> {
        self.has_fields(names).then_some(self)
    }

    /// Iterates over the items of a list. Anything else has none.
    pub(crate) fn items(self) -> Items<'t> {
        let parts = if self.first() == b'[' {
            self.parts()
        } else {
            Parts { chunk: self.chunk, start: self.at, end: self.at }
        };
        Items { tape: self.tape, parts }
    }

    /// Returns the JSON pointer of this value (RFC 6901). Walks from the root, so that it is computed only for
    /// violations.
    pub fn pointer(self) -> String {
        self.tape.root().pointer_to(self.offset())
    }

    /// Returns the JSON pointer of what begins at `offset` within this value.
    pub(super) fn pointer_to(self, offset: u32) -> String {
        let mut pointer = String::new();
        let mut here = self;
        while here.offset() < offset {
            let Some((step, next)) = child_holding(here, offset) else { break };
            pointer.push_str(&segment(&step));
            here = next;
        }
        pointer
    }
}

/// Returns the last child of `parent` that begins at or before `offset`, with its key or index.
fn child_holding(parent: Value<'_>, offset: u32) -> Option<(Cow<'_, str>, Value<'_>)> {
    let is_before = |value: &Value<'_>| value.offset() <= offset;
    match parent.first() {
        b'[' => {
            let items = parent.items().enumerate().take_while(|(_, item)| is_before(item));
            items.last().map(|(index, item)| (Cow::Owned(index.to_string()), item))
        }
        b'{' => {
            let object = Object::new(parent);
            let fields = object.keyed().take_while(|(_, value)| is_before(value));
            fields.last().map(|(key, value)| (key.text().unwrap_or_default(), value))
        }
        _ => None,
    }
}

/// Iterator over the items of a list.
#[derive(Debug, Clone)]
pub(crate) struct Items<'t> {
    tape: &'t Tape<'t>,
    parts: Parts<'t>,
}

impl<'t> Iterator for Items<'t> {
    type Item = Value<'t>;

    #[inline]
    fn next(&mut self) -> Option<Value<'t>> {
        let Parts { chunk, start, end } = self.parts;
        if start >= end {
            return None;
        }
        let item = Value { tape: self.tape, chunk, at: start };
        self.parts.start = item.after();
        Some(item)
    }
}
