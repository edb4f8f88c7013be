//! What is generated, as one would draw it on a whiteboard: types, operations, security. No word of OpenAPI's
//! syntax and none of Rust's is in here; `lower` fills it, `pass` answers questions about it.

mod format;
mod layout;
mod operation;
mod paging;
mod print;
mod security;
mod segment;
mod server;
mod shape;
mod side;
mod spread;
mod ty;
mod visit;

use serde_json::Value as Json;

pub use format::Format;
pub use layout::{Nested, ParameterShape};
pub use operation::{
    Body, Codec, Content, Encoding, Events, Framing, HeaderSet, Link, Operation, Parameter,
    Payload, ProblemRule, ProblemValue, Response, Status, arms,
};
pub use paging::{Branch, Paging, Path, Step, Turn};
pub use print::print;
pub use security::{Scheme, SchemeId, SchemeKind, SecurityNeed};
pub use server::{Server, Variable};
pub use shape::{Direction, Enum, EnumValue, Field, Rest, Shape, Struct, Tell, Union, Variant};
pub use side::{Asked, Side};
pub use spread::{Clash, Named};
pub use ty::{Bound, FloatFormat, IntFormat, JsonKind, Kind, Limits, Own, StringFormat, Type};

use crate::tree::pointer::Origin;

/// One API.
#[derive(Debug, Clone, Default)]
pub struct Api {
    /// Its title.
    pub title: String,
    /// Its version.
    pub version: String,
    /// What it is, as its author says.
    pub docs: Docs,
    /// Where it is served, the first one first.
    pub servers: Vec<Server>,
    /// The groups of its operations, each a trait.
    pub tags: Vec<Tag>,
    /// Its named types, by [`TypeId`].
    pub types: Vec<TypeDef>,
    /// Its operations, in the order of the document.
    pub operations: Vec<Operation>,
    /// The headers of its answers.
    pub headers: Vec<HeaderSet>,
    /// Its security schemes, by [`SchemeId`].
    pub schemes: Vec<Scheme>,
}

/// Names a type of an [`Api`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TypeId(pub u32);

/// A named type.
#[derive(Debug, Clone)]
pub struct TypeDef {
    /// Its name in the document, or one made of its place.
    pub name: String,
    /// The named type that it was found in, if the document gives it no name of its own.
    pub parent: Option<TypeId>,
    /// Whether it is written out where it is used, and has no name in the document.
    pub is_inline: bool,
    /// What it is.
    pub docs: Docs,
    /// Where it stands.
    pub origin: Origin,
    /// What it looks like.
    pub shape: Shape,
    /// Whether it should no longer be used.
    pub deprecated: bool,
    /// A value of it.
    pub example: Option<Json>,
    /// What its values must keep to and no type can hold: texts of JSON Schemas.
    pub rules: Vec<String>,
}

/// A group of operations.
#[derive(Debug, Clone)]
pub struct Tag {
    /// Its name in the document.
    pub name: String,
    /// What it is for.
    pub docs: Docs,
    /// Who serves its operations.
    pub side: Side,
}

/// Text for people, from the document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Docs {
    /// One line.
    pub summary: Option<String>,
    /// The rest, in Markdown.
    pub description: Option<String>,
}

impl Api {
    /// The type that `id` names.
    pub fn ty(&self, id: TypeId) -> &TypeDef {
        match self.types.get(id.0 as usize) {
            Some(def) => def,
            None => unreachable!("a TypeId is made with its type"),
        }
    }

    /// Every type with its id.
    pub fn types(&self) -> impl Iterator<Item = (TypeId, &TypeDef)> {
        (0..).map(TypeId).zip(&self.types)
    }

    /// Who serves an operation.
    pub fn side(&self, operation: &Operation) -> Side {
        self.tags.get(operation.tag).map_or(Side::Api, |tag| tag.side)
    }

    /// The groups of a side, by index.
    pub fn tags_of(&self, side: Side) -> impl Iterator<Item = usize> + '_ {
        let tags = self.tags.iter().enumerate();
        tags.filter(move |(_, tag)| tag.side == side).map(|(index, _)| index)
    }

    /// The scheme that `id` names.
    pub fn scheme(&self, id: SchemeId) -> &Scheme {
        match self.schemes.get(id.0 as usize) {
            Some(scheme) => scheme,
            None => unreachable!("a SchemeId is made with its scheme"),
        }
    }

    /// What a type is once the names that stand for another type are looked through.
    pub fn resolved<'a>(&'a self, ty: &'a Type) -> &'a Type {
        let mut here = ty;
        // A chain of names is no longer than the list of types, or it is a circle.
        for _ in 0..=self.types.len() {
            match here.kind {
                Kind::Named(id) => match &self.ty(id).shape {
                    Shape::Alias(inner) => here = inner,
                    _ => return here,
                },
                _ => return here,
            }
        }
        here
    }
}
