//! How the values of a schema are written in XML. Plain data, made by generated code as statics, which may refer to each
//! other.

/// The root element of a body.
#[derive(Debug, Clone, Copy)]
pub struct Root {
    /// The element.
    pub element: Element,
    /// Whether the document names it. An element of another name is read too if not: an inferred name is a guess.
    pub is_named: bool,
    /// The property whose element it is, if the value is an object without an element of its own.
    pub property: Option<&'static str>,
}

impl Root {
    /// The root element of a value.
    pub const fn new(element: Element, is_named: bool) -> Self {
        Self { element, is_named, property: None }
    }

    /// The root element of an object that has none: that of its only property.
    #[must_use]
    pub const fn of_property(self, property: &'static str) -> Self {
        Self { property: Some(property), ..self }
    }
}

/// An element.
#[derive(Debug, Clone, Copy)]
pub struct Element {
    /// Its name.
    pub name: Name,
    /// The content of the element.
    pub content: Content,
}

impl Element {
    /// An element without a namespace.
    pub const fn new(local: &'static str, content: Content) -> Self {
        Self { name: Name::local(local), content }
    }

    /// An element of text, without a namespace.
    pub const fn text(local: &'static str, kind: Scalar) -> Self {
        Self::new(local, Content::Scalar(kind))
    }

    /// The same element in a namespace.
    #[must_use]
    pub const fn within(self, namespace: &'static str, prefix: &'static str) -> Self {
        Self { name: Name { local: self.name.local, namespace, prefix }, content: self.content }
    }
}

/// The name of an element or an attribute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Name {
    /// The local name.
    pub local: &'static str,
    /// The IRI of the namespace. If it is empty, a name in any namespace is read.
    pub namespace: &'static str,
    /// The prefix that is written.
    pub prefix: &'static str,
}

impl Name {
    /// A name without a namespace.
    pub const fn local(local: &'static str) -> Self {
        Self { local, namespace: "", prefix: "" }
    }
}

/// The content of an element.
#[derive(Debug, Clone, Copy)]
pub enum Content {
    /// Anything: text, or an object of attributes and elements.
    Any,
    /// Text.
    Scalar(Scalar),
    /// Attributes, elements and text, each of which is a property.
    Object(&'static Object),
    /// An element for each item.
    List(&'static Element),
}

/// The JSON types that text may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Scalar {
    /// Whether text may be a boolean.
    pub boolean: bool,
    /// Whether text may be a number.
    pub number: bool,
}

impl Scalar {
    /// Text.
    pub const STRING: Self = Self { boolean: false, number: false };
    /// A number.
    pub const NUMBER: Self = Self { boolean: false, number: true };
    /// A boolean.
    pub const BOOLEAN: Self = Self { boolean: true, number: false };
    /// A number, a boolean or text.
    pub const ANY: Self = Self { boolean: true, number: true };
}

/// An object.
#[derive(Debug)]
pub struct Object {
    /// Its properties, in the order in which they are written.
    pub members: &'static [Member],
    /// Its other properties.
    pub rest: Rest,
    /// The type of a value that is text instead of an object, if there may be one.
    pub or_text: Option<Scalar>,
}

/// A property.
#[derive(Debug, Clone, Copy)]
pub struct Member {
    /// Its name in JSON.
    pub property: &'static str,
    /// How it is written.
    pub node: Node,
    /// Whether it is required. A list without an element is empty if it is, and absent if not.
    pub is_required: bool,
    /// Whether it may be null. A missing attribute then is null (OpenAPI 3.2, Handling `null` Values).
    pub is_nullable: bool,
}

impl Member {
    /// A property that may be absent but not null.
    pub const fn new(property: &'static str, node: Node) -> Self {
        Self { property, node, is_required: false, is_nullable: false }
    }

    /// The same property, required.
    #[must_use]
    pub const fn required(self) -> Self {
        Self { is_required: true, ..self }
    }

    /// The same property, which may be null.
    #[must_use]
    pub const fn nullable(self) -> Self {
        Self { is_nullable: true, ..self }
    }
}

/// How a property is written (OpenAPI 3.2, XML Node Types).
#[derive(Debug, Clone, Copy)]
pub enum Node {
    /// As an element.
    Element(Element),
    /// As an element for each item, without one around them.
    Items(Element),
    /// As an attribute.
    Attribute(Name, Scalar),
    /// As the text of the object's element.
    Text(Scalar),
    /// As text of the object's element, in a CDATA section.
    CData(Scalar),
    /// As what is in it: its attributes and elements are those of the object's element.
    Inline(&'static Object),
}

/// The properties of an object that are not listed.
#[derive(Debug, Clone, Copy)]
pub enum Rest {
    /// Any elements and attributes, kept as they are, or refused when they are decoded.
    Any,
    /// Elements of one type. Its name does not matter.
    Typed(&'static Node),
}
