//! How values are written in XML: the elements of the bodies that have a schema. Independent of their types, which know
//! the names in JSON only.

/// The XML of an API.
#[derive(Debug, Clone, Default)]
pub struct Xml {
    /// The root elements of bodies.
    pub roots: Vec<XmlRoot>,
    /// The objects in them.
    pub objects: Vec<XmlObject>,
}

/// The root element of a body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct XmlRoot {
    /// The words of its name in generated code.
    pub name: String,
    /// The element.
    pub element: XmlElement,
    /// Whether the document names the element.
    pub is_named: bool,
    /// The property whose element it is, if that of the value has no name.
    pub property: Option<String>,
}

/// An element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct XmlElement {
    /// Its name.
    pub name: XmlName,
    /// The content of the element.
    pub content: XmlContent,
}

/// The name of an element or an attribute.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct XmlName {
    /// The local name.
    pub local: String,
    /// The IRI of its namespace, or an empty string.
    pub namespace: String,
    /// The prefix, or an empty string.
    pub prefix: String,
}

/// The content of an element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum XmlContent {
    /// Anything.
    Any,
    /// Text.
    Scalar(XmlScalar),
    /// An object, by its index.
    Object(usize),
    /// An element for each item.
    List(Box<XmlElement>),
}

/// The JSON types that text may have, beside that of a string.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct XmlScalar {
    /// Whether it may be a boolean.
    pub boolean: bool,
    /// Whether it may be a number.
    pub number: bool,
}

/// An object.
#[derive(Debug, Clone)]
pub struct XmlObject {
    /// The words of its name in generated code.
    pub name: String,
    /// Its properties.
    pub members: Vec<XmlMember>,
    /// How its other properties are written, if they have a schema.
    pub rest: Option<XmlNode>,
    /// The type of a value that is text instead, if there may be one.
    pub or_text: Option<XmlScalar>,
}

/// A property.
#[derive(Debug, Clone)]
pub struct XmlMember {
    /// Its name in JSON.
    pub property: String,
    /// How it is written.
    pub node: XmlNode,
    /// Whether it is required.
    pub required: bool,
    /// Whether it may be null.
    pub nullable: bool,
}

/// How a property is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum XmlNode {
    /// As an element.
    Element(XmlElement),
    /// As an element for each item.
    Items(XmlElement),
    /// As an attribute.
    Attribute(XmlName, XmlScalar),
    /// As text.
    Text(XmlScalar),
    /// As text in a CDATA section.
    CData(XmlScalar),
    /// As what is in it, an object.
    Inline(usize),
}
