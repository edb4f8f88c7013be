//! What a named type looks like.

use serde_json::Value as Json;

use super::{Docs, JsonKind, Type, TypeId};

/// The shape of a named type.
#[derive(Debug, Clone)]
pub enum Shape {
    /// An object with known fields.
    Struct(Struct),
    /// One of several texts or integers.
    Enum(Enum),
    /// One of several types.
    Union(Union),
    /// Another name for a type.
    Alias(Type),
}

impl Shape {
    /// Calls `visit` with every named type that a field, a branch or the like mentions.
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

/// An object with known fields.
#[derive(Debug, Clone, Default)]
pub struct Struct {
    /// Whether it travels as a list: its fields are the items, named by their places.
    pub is_list: bool,
    /// The fields, in the order of the document.
    pub fields: Vec<Field>,
    /// What may stand beside them.
    pub rest: Rest,
}

/// What an object may hold beside its fields.
#[derive(Debug, Clone, Default)]
pub enum Rest {
    /// Anything; it is kept.
    #[default]
    Kept,
    /// Nothing.
    Closed,
    /// Values of a type.
    Typed(Type),
}

/// A field.
#[derive(Debug, Clone)]
pub struct Field {
    /// Its name on the wire.
    pub name: String,
    /// Its type.
    pub ty: Type,
    /// Whether it must be there.
    pub required: bool,
    /// What it is.
    pub docs: Docs,
    /// What its absence means.
    pub default: Option<Json>,
    /// Whether it should no longer be used.
    pub deprecated: bool,
    /// Which way it goes.
    pub direction: Direction,
    /// Whether a file of another name in a form is taken as this one.
    pub any_name: bool,
    /// The names that it gathers, if it is no single one: its type is a map.
    pub pattern: Option<String>,
}

/// Which way a field goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Direction {
    /// In requests and responses.
    #[default]
    Both,
    /// In responses alone (`readOnly`).
    Response,
    /// In requests alone (`writeOnly`).
    Request,
}

/// One of several texts, or of several integers.
#[derive(Debug, Clone, Default)]
pub struct Enum {
    /// Whether they are integers.
    pub integers: bool,
    /// The values.
    pub values: Vec<EnumValue>,
}

/// A value of an enum.
#[derive(Debug, Clone)]
pub struct EnumValue {
    /// The text on the wire; an integer in decimal digits.
    pub text: String,
    /// A name for it, if the document has one (`x-enum-varnames`).
    pub name: Option<String>,
    /// What it means.
    pub docs: Docs,
}

/// One of several types.
#[derive(Debug, Clone, Default)]
pub struct Union {
    /// The property whose text tells the branches apart, if there is one.
    pub discriminator: Option<String>,
    /// The branches, in the order in which they are tried.
    pub variants: Vec<Variant>,
}

/// A branch of a union.
#[derive(Debug, Clone)]
pub struct Variant {
    /// A name for it.
    pub name: String,
    /// Its type.
    pub ty: Type,
    /// How it is told from the others.
    pub tell: Tell,
}

/// How a branch is told from the others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Tell {
    /// By its JSON type.
    Kind(JsonKind),
    /// By the text of the discriminator.
    Tags(Vec<String>),
    /// By fields that the others do not have or need.
    Fields(Vec<String>),
    /// By trying it.
    Attempt,
}
