//! The model of an API: types, operations and security, independent of the syntax of OpenAPI and of Rust. `lower`
//! creates it, and `pass` analyses it.

mod discriminator;
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
mod xml;

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
pub use shape::{Direction, Enum, EnumValue, Field, Rest, Selector, Shape, Struct, Union, Variant};
pub use side::{CallbackOwner, Side};
pub use spread::{Clash, Named};
pub use ty::{
    Bound, CustomType, FloatFormat, IntFormat, JsonKind, Kind, Limits, StringFormat, Type,
};
pub use xml::{
    Xml, XmlContent, XmlElement, XmlMember, XmlName, XmlNode, XmlObject, XmlRoot, XmlScalar,
};

use crate::tree::pointer::Origin;

/// An API.
#[derive(Debug, Clone, Default)]
pub struct Api {
    /// Its title.
    pub title: String,
    /// Its version.
    pub version: String,
    /// The description of its author.
    pub docs: Docs,
    /// Its servers. Clients use the first one by default.
    pub servers: Vec<Server>,
    /// The groups of its operations. Each becomes a trait.
    pub tags: Vec<Tag>,
    /// Its named types, by [`TypeId`].
    pub types: Vec<TypeDef>,
    /// Its operations, in the order of the document.
    pub operations: Vec<Operation>,
    /// The headers of its responses.
    pub headers: Vec<HeaderSet>,
    /// Its security schemes, by [`SchemeId`].
    pub schemes: Vec<Scheme>,
    /// The elements of its XML bodies.
    pub xml: Xml,
}

/// Identifies a type of an [`Api`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TypeId(pub u32);

/// A named type.
#[derive(Debug, Clone)]
pub struct TypeDef {
    /// Its name in the document, or one derived from its place.
    pub name: String,
    /// The named type that contains it, if it is not a component.
    pub parent: Option<TypeId>,
    /// Whether it is an inline schema, without a name in the document.
    pub is_inline: bool,
    /// Its documentation.
    pub docs: Docs,
    /// Its place in the document.
    pub origin: Origin,
    /// Its shape.
    pub shape: Shape,
    /// Whether it is deprecated.
    pub deprecated: bool,
    /// An example.
    pub example: Option<Json>,
    /// Constraints that no Rust type can express, as JSON Schemas.
    pub rules: Vec<String>,
}

/// A tag: a group of operations.
#[derive(Debug, Clone)]
pub struct Tag {
    /// Its name in the document.
    pub name: String,
    /// Its documentation.
    pub docs: Docs,
    /// The side that serves its operations.
    pub side: Side,
}

/// Documentation from the document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Docs {
    /// One line.
    pub summary: Option<String>,
    /// More text, in Markdown.
    pub description: Option<String>,
}

impl Api {
    /// Returns the type with an id.
    pub fn ty(&self, id: TypeId) -> &TypeDef {
        match self.types.get(id.0 as usize) {
            Some(def) => def,
            None => unreachable!("a TypeId is made with its type"),
        }
    }

    /// Iterates over all types with their ids.
    pub fn types(&self) -> impl Iterator<Item = (TypeId, &TypeDef)> {
        (0..).map(TypeId).zip(&self.types)
    }

    /// Returns the side that serves an operation.
    pub fn side(&self, operation: &Operation) -> Side {
        self.tags.get(operation.tag).map_or(Side::Api, |tag| tag.side)
    }

    /// Returns the indices of the tags of a side.
    pub fn tags_of(&self, side: Side) -> impl Iterator<Item = usize> + '_ {
        let tags = self.tags.iter().enumerate();
        tags.filter(move |(_, tag)| tag.side == side).map(|(index, _)| index)
    }

    /// Returns the security scheme with an id.
    pub fn scheme(&self, id: SchemeId) -> &Scheme {
        match self.schemes.get(id.0 as usize) {
            Some(scheme) => scheme,
            None => unreachable!("a SchemeId is made with its scheme"),
        }
    }

    /// Follows aliases to the type that they stand for.
    pub fn resolved<'a>(&'a self, ty: &'a Type) -> &'a Type {
        let mut here = ty;
        // A longer chain than the list of types is a cycle.
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
