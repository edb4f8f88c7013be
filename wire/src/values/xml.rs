//! XML bodies (XML 1.0, Namespaces in XML 1.0), read and written by a schema and its `xml` objects (OpenAPI 3.2, XML
//! Object).
//!
//! An XML text is parsed into a tree, and the tree is translated into the JSON text that the schema describes. So XML
//! is decoded by the same types as JSON, and a violation has the same JSON pointer. An answer goes the other way.
//!
//! What has no place in the schema gets a name that no property has: `@name` for an attribute, `#text` for text beside
//! elements, and `<name>` for an element whose name is that of a property which another element is read as.
//!
//! A document type declaration is refused, and so is every entity but the five predefined ones: neither is needed
//! for data, and both let a small text become a large one.

mod free;
mod read;
mod scope;
mod shape;
mod text;
mod tree;
mod write;

#[cfg(feature = "roundtrip")]
pub(crate) use free::meaning;
pub(crate) use read::read;
pub use shape::{Content, Element, Member, Name, Node, Object, Rest, Root, Scalar};
pub(crate) use write::write;

/// The namespace of `xsi:nil` (XML Schema Part 1, section 2.6.2).
const INSTANCE: &str = "http://www.w3.org/2001/XMLSchema-instance";
/// The namespace of `xml:lang` and others (Namespaces in XML 1.0, section 3).
const XML: &str = "http://www.w3.org/XML/1998/namespace";

/// The key of text beside elements.
const TEXT: &str = "#text";
/// The sign before the name of an attribute that no property describes.
const ATTRIBUTE: char = '@';

#[cfg(test)]
mod tests;
