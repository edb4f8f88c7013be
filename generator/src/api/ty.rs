//! Types as they are used: by a field, a parameter, an item. Limits and null belong to the use.

use super::{Format, TypeId};

/// The type of a value.
#[derive(Debug, Clone, PartialEq)]
pub struct Type {
    /// What it is.
    pub kind: Kind,
    /// Whether it can be null.
    pub nullable: bool,
    /// What its values must keep to.
    pub limits: Limits,
}

/// What a value is.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    /// Any JSON.
    Any,
    /// True or false.
    Bool,
    /// An integer.
    Int(IntFormat),
    /// A number.
    Float(FloatFormat),
    /// A text.
    String(StringFormat),
    /// A list.
    List(Box<Type>),
    /// An object whose keys are not known.
    Map(Box<Type>),
    /// A named type.
    Named(TypeId),
    /// A named type behind a pointer: it holds itself.
    Boxed(TypeId),
    /// A type of the user's own.
    Own(Box<Own>),
}

/// A type of the user's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Own {
    /// Its path in Rust, part by part.
    pub path: Vec<String>,
    /// What its values are in JSON, if the schema that it stands for says so.
    pub json: Option<JsonKind>,
}

/// The width of an integer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IntFormat {
    /// 32 bits, signed.
    I32,
    /// 64 bits, signed: also what has no format.
    I64,
    /// 32 bits, from zero.
    U32,
    /// 64 bits, from zero.
    U64,
}

/// The width of a number. A `float` is held in 64 bits too: 0.03 would not survive 32.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FloatFormat {
    /// 64 bits.
    F64,
}

/// What a text stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StringFormat {
    /// Itself.
    Plain,
    /// A calendar date.
    Date,
    /// A time of day.
    Time,
    /// An instant.
    DateTime,
    /// A UUID.
    Uuid,
    /// Bytes, as base64.
    Base64,
    /// Bytes, as they are: a file in a form, a whole body.
    Binary,
    /// A text that must not be shown.
    Secret,
}

/// The JSON type that tells the branches of a union apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum JsonKind {
    /// `null`
    Null,
    /// A boolean.
    Bool,
    /// An integer.
    Integer,
    /// A number.
    Number,
    /// A list.
    List,
    /// An object.
    Object,
    /// A string.
    String,
}

/// A bound of a number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bound {
    /// The bound.
    pub value: f64,
    /// Whether the bound itself is out.
    pub exclusive: bool,
}

/// What values must keep to.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Limits {
    /// The least number of characters.
    pub min_length: Option<u64>,
    /// The greatest number of characters.
    pub max_length: Option<u64>,
    /// A regular expression (ECMA-262).
    pub pattern: Option<String>,
    /// What a text stands for that is kept as it is.
    pub format: Option<&'static Format>,
    /// The least number.
    pub minimum: Option<Bound>,
    /// The greatest number.
    pub maximum: Option<Bound>,
    /// A step.
    pub multiple_of: Option<f64>,
    /// The least number of items, or of properties.
    pub min_items: Option<u64>,
    /// The greatest number of items, or of properties.
    pub max_items: Option<u64>,
    /// Whether items must differ.
    pub unique: bool,
    /// What no other limit can hold: texts of JSON Schemas.
    pub rules: Vec<String>,
}

impl Limits {
    /// Whether there is nothing to keep to.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl Type {
    /// A type without limits.
    pub fn new(kind: Kind) -> Self {
        Self { kind, nullable: false, limits: Limits::default() }
    }

    /// Any JSON.
    pub fn any() -> Self {
        Self::new(Kind::Any)
    }

    /// The named type behind this one, if it is one.
    pub fn named(&self) -> Option<TypeId> {
        match self.kind {
            Kind::Named(id) | Kind::Boxed(id) => Some(id),
            _ => None,
        }
    }

    /// Calls `visit` with every named type that this type mentions.
    pub fn mentions(&self, visit: &mut impl FnMut(TypeId)) {
        match &self.kind {
            Kind::Named(id) | Kind::Boxed(id) => visit(*id),
            Kind::List(inner) | Kind::Map(inner) => inner.mentions(visit),
            _ => {}
        }
    }
}
