//! The shapes of named types.

use serde_json::Value as Json;

use super::{Docs, JsonKind, Type, TypeId};

/// The shape of a named type.
#[derive(Debug, Clone)]
pub enum Shape {
    /// An object with fixed properties, or a tuple.
    Struct(Struct),
    /// An enum of strings or integers.
    Enum(Enum),
    /// A union of several types.
    Union(Union),
    /// Another name for a type.
    Alias(Type),
}

impl Shape {
    /// Calls `visit` for every named type in this shape.
    pub fn mentions(&self, visit: &mut impl FnMut(TypeId)) {
        match self {
            Self::Struct(shape) => {
                shape.fields.iter().for_each(|field| field.ty.mentions(visit));
                if let Rest::Typed(ty) = &shape.rest {
                    ty.mentions(visit);
                }
            }
            Self::Union(union) => {
                union.variants.iter().for_each(|variant| variant.ty.mentions(visit));
            }
            Self::Alias(ty) => ty.mentions(visit),
            Self::Enum(_) => {}
        }
    }
}

/// An object with fixed properties, or a tuple.
#[derive(Debug, Clone, Default)]
pub struct Struct {
    /// Whether it is a tuple, which is sent as an array. Its fields are the items, named by position.
    pub is_list: bool,
    /// The fields, in the order of the document.
    pub fields: Vec<Field>,
    /// Which additional properties or items are allowed.
    pub rest: Rest,
    /// The names of properties that belong in the other direction only, and are ignored in this one.
    pub ignored: Vec<String>,
}

/// Which additional properties or items are allowed.
#[derive(Debug, Clone, Default)]
pub enum Rest {
    /// Any. They are kept.
    #[default]
    Kept,
    /// None.
    Closed,
    /// Values of one type.
    Typed(Type),
}

/// A field.
#[derive(Debug, Clone)]
pub struct Field {
    /// Its name on the wire.
    pub name: String,
    /// Its type.
    pub ty: Type,
    /// Whether it is required.
    pub required: bool,
    /// Its documentation.
    pub docs: Docs,
    /// Its default.
    pub default: Option<Json>,
    /// Whether it is deprecated.
    pub deprecated: bool,
    /// Whether it is read-only or write-only.
    pub direction: Direction,
    /// Whether a file with another name in a form is read as this field.
    pub any_name: bool,
    /// The pattern of the names that it collects, if it is one of `patternProperties`. Its type is a map.
    pub pattern: Option<String>,
}

/// The messages that contain a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Direction {
    /// Requests and responses.
    #[default]
    Both,
    /// Only responses (`readOnly`).
    Response,
    /// Only requests (`writeOnly`).
    Request,
}

/// An enum of strings or integers.
#[derive(Debug, Clone, Default)]
pub struct Enum {
    /// Whether they are integers.
    pub integers: bool,
    /// Whether requests may have other values too.
    pub is_open: bool,
    /// The values.
    pub values: Vec<EnumValue>,
}

/// A value of an enum.
#[derive(Debug, Clone)]
pub struct EnumValue {
    /// The value on the wire; an integer in decimal digits.
    pub text: String,
    /// Its name, if the document has one (`x-enum-varnames`).
    pub name: Option<String>,
    /// Its documentation.
    pub docs: Docs,
}

/// One of several types.
#[derive(Debug, Clone, Default)]
pub struct Union {
    /// The property whose value distinguishes the branches, if there is one.
    pub discriminator: Option<String>,
    /// The branches, in the order in which they are tried.
    pub variants: Vec<Variant>,
    /// Whether a value with the fields of one branch may fit another one instead.
    pub overlaps: bool,
}

/// A branch of a union.
#[derive(Debug, Clone)]
pub struct Variant {
    /// Its name.
    pub name: String,
    /// Its type.
    pub ty: Type,
    /// How it is distinguished from the others.
    pub selector: Selector,
}

/// How a branch is distinguished from the others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Selector {
    /// By its JSON type.
    Kind(JsonKind),
    /// By the value of the discriminator.
    Discriminator(Vec<String>),
    /// By the name of a server-sent event: its value is the data of the event.
    Event(String),
    /// By required fields that the others do not have.
    Fields(Vec<String>),
    /// Not at all: it is tried.
    Try,
    /// By no other branch: it has all other values of the discriminator, and the objects without one.
    Default,
}
