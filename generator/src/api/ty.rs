//! Uses of types, by a field, a parameter or an item. Limits and null belong to the use.

use super::{Format, TypeId};

/// The type of a value.
#[derive(Debug, Clone, PartialEq)]
pub struct Type {
    /// Its kind.
    pub kind: Kind,
    /// Whether null is allowed.
    pub nullable: bool,
    /// The limits of its values.
    pub limits: Limits,
}

/// The kind of a type.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    /// Any JSON value.
    Any,
    /// Null alone.
    Null,
    /// A boolean.
    Bool,
    /// An integer.
    Int(IntFormat),
    /// A number.
    Float(FloatFormat),
    /// A string.
    String(StringFormat),
    /// An array.
    List(Box<Type>),
    /// An object without fixed properties.
    Map(Box<Type>),
    /// A named type.
    Named(TypeId),
    /// A named type in a box, since it is recursive.
    Boxed(TypeId),
    /// A custom type from the settings.
    Custom(Box<CustomType>),
}

/// A custom type from the settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CustomType {
    /// The segments of its Rust path.
    pub path: Vec<String>,
    /// The JSON type of its values, if its schema has one.
    pub json: Option<JsonKind>,
}

/// The width of an integer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IntFormat {
    /// 32 bits, signed.
    I32,
    /// 64 bits, signed. The default.
    I64,
    /// 32 bits, unsigned.
    U32,
    /// 64 bits, unsigned.
    U64,
}

/// The width of a number. A `float` has 64 bits too, since 32 bits would change values such as 0.03.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FloatFormat {
    /// 64 bits.
    F64,
}

/// The format of a string.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StringFormat {
    /// A string without a format.
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
    /// Raw bytes: a file in a form, or a whole body.
    Binary,
    /// A string that must not appear in logs.
    Secret,
}

/// A JSON type, by which the branches of a union are distinguished.
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
    /// An array.
    List,
    /// An object.
    Object,
    /// A string.
    String,
}

/// A limit of a number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bound {
    /// The limit.
    pub value: f64,
    /// Whether the limit itself is excluded.
    pub exclusive: bool,
}

/// The limits of values.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Limits {
    /// The minimum number of characters.
    pub min_length: Option<u64>,
    /// The maximum number of characters.
    pub max_length: Option<u64>,
    /// A regular expression (ECMA-262).
    pub pattern: Option<String>,
    /// A format that is checked, for a string without a type of its own.
    pub format: Option<&'static Format>,
    /// The minimum.
    pub minimum: Option<Bound>,
    /// The maximum.
    pub maximum: Option<Bound>,
    /// The number that values are a multiple of.
    pub multiple_of: Option<f64>,
    /// The minimum number of items or properties.
    pub min_items: Option<u64>,
    /// The maximum number of items or properties.
    pub max_items: Option<u64>,
    /// Whether items must be unique.
    pub unique: bool,
    /// Other constraints, as JSON Schemas.
    pub rules: Vec<String>,
}

impl Limits {
    /// Whether there are no limits.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl Type {
    /// Creates a type without limits.
    pub fn new(kind: Kind) -> Self {
        Self { kind, nullable: false, limits: Limits::default() }
    }

    /// Creates a type for any JSON value.
    pub fn any() -> Self {
        Self::new(Kind::Any)
    }

    /// Returns the id, if it is a named type.
    pub fn named(&self) -> Option<TypeId> {
        match self.kind {
            Kind::Named(id) | Kind::Boxed(id) => Some(id),
            _ => None,
        }
    }

    /// Calls `visit` for every named type in this type.
    pub fn mentions(&self, visit: &mut impl FnMut(TypeId)) {
        match &self.kind {
            Kind::Named(id) | Kind::Boxed(id) => visit(*id),
            Kind::List(inner) | Kind::Map(inner) => inner.mentions(visit),
            _ => {}
        }
    }
}
