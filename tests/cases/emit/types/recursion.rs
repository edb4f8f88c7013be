// ==== src/types/branch.rs ====

use counterpart_wire as wire;

#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Branch {
    pub of: Box<super::Tree>,
    /// Properties not described by the OpenAPI document.
    pub unknown: wire::Unknown,
}

impl Branch {
    /// Creates a value from its required fields.
    #[must_use]
    pub fn new(of: Box<super::Tree>) -> Self {
        Self {
            of,
            unknown: wire::Unknown::default(),
        }
    }
}

impl wire::Encode for Branch {
    fn encode(&self, to: &mut wire::Writer) {
        to.begin_object();
        to.field("of", &self.of);
        to.unknown(&self.unknown);
        to.end_object();
    }
}

impl wire::Decode for Branch {
    fn decode(value: wire::Value<'_>, report: &mut wire::Report) -> Option<Self> {
        let object = value.object(report)?;
        let of = object.required("of", report);
        Some(Self {
            of: of?,
            unknown: object.unknown(&["of"]),
        })
    }
}

// ==== src/types/formula.rs ====

use counterpart_wire as wire;

#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Formula {
    Number(f64),
    Product(Box<super::Product>),
}

impl wire::Encode for Formula {
    fn encode(&self, to: &mut wire::Writer) {
        match self {
            Self::Number(value) => value.encode(to),
            Self::Product(value) => value.encode(to),
        }
    }
}

impl wire::Decode for Formula {
    fn decode(value: wire::Value<'_>, report: &mut wire::Report) -> Option<Self> {
        if value.is(wire::Kind::Number) {
            return wire::Decode::decode(value, report).map(Self::Number);
        }
        if value.is(wire::Kind::Object) {
            return wire::Decode::decode(value, report).map(Self::Product);
        }
        report.no_branch_matches(value, "a number or an object").map(Self::Number)
    }
}

impl From<f64> for Formula {
    fn from(value: f64) -> Self {
        Self::Number(value)
    }
}

impl From<Box<super::Product>> for Formula {
    fn from(value: Box<super::Product>) -> Self {
        Self::Product(value)
    }
}

// ==== src/types/left.rs ====

use counterpart_wire as wire;

#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Left {
    pub right: Option<Box<super::Right>>,
    /// Properties not described by the OpenAPI document.
    pub unknown: wire::Unknown,
}

impl Left {
    /// Creates an empty value.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    #[must_use]
    pub fn with_right(mut self, right: Box<super::Right>) -> Self {
        self.right = Some(right);
        self
    }
}

impl wire::Encode for Left {
    fn encode(&self, to: &mut wire::Writer) {
        to.begin_object();
        to.optional("right", &self.right);
        to.unknown(&self.unknown);
        to.end_object();
    }
}

impl wire::Decode for Left {
    fn decode(value: wire::Value<'_>, report: &mut wire::Report) -> Option<Self> {
        let object = value.object(report)?;
        let right = object.optional("right", report);
        Some(Self {
            right: right?,
            unknown: object.unknown(&["right"]),
        })
    }
}

// ==== src/types/node.rs ====

use counterpart_wire as wire;

#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Node {
    /// At least 1 character.
    pub name: String,
    pub next: Option<Box<Node>>,
    pub children: Option<Vec<Node>>,
    pub named: Option<wire::Map<Node>>,
    pub other: Option<super::Left>,
    pub tree: Option<super::Tree>,
    pub formula: Option<super::Formula>,
    /// Properties not described by the OpenAPI document.
    pub unknown: wire::Unknown,
}

impl Node {
    /// Creates a value from its required fields.
    #[must_use]
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            next: None,
            children: None,
            named: None,
            other: None,
            tree: None,
            formula: None,
            unknown: wire::Unknown::default(),
        }
    }

    #[must_use]
    pub fn with_next(mut self, next: Box<Node>) -> Self {
        self.next = Some(next);
        self
    }

    #[must_use]
    pub fn with_children(mut self, children: Vec<Node>) -> Self {
        self.children = Some(children);
        self
    }

    #[must_use]
    pub fn with_named(mut self, named: wire::Map<Node>) -> Self {
        self.named = Some(named);
        self
    }

    #[must_use]
    pub fn with_other(mut self, other: super::Left) -> Self {
        self.other = Some(other);
        self
    }

    #[must_use]
    pub fn with_tree(mut self, tree: super::Tree) -> Self {
        self.tree = Some(tree);
        self
    }

    #[must_use]
    pub fn with_formula(mut self, formula: super::Formula) -> Self {
        self.formula = Some(formula);
        self
    }
}

impl wire::Encode for Node {
    fn encode(&self, to: &mut wire::Writer) {
        to.begin_object();
        to.field("name", &self.name);
        to.optional("next", &self.next);
        to.optional("children", &self.children);
        to.optional("named", &self.named);
        to.optional("other", &self.other);
        to.optional("tree", &self.tree);
        to.optional("formula", &self.formula);
        to.unknown(&self.unknown);
        to.end_object();
    }
}

impl wire::Decode for Node {
    fn decode(value: wire::Value<'_>, report: &mut wire::Report) -> Option<Self> {
        let object = value.object(report)?;
        let name = object.required("name", report);
        let next = object.optional("next", report);
        let children = object.optional("children", report);
        let named = object.optional("named", report);
        let other = object.optional("other", report);
        let tree = object.optional("tree", report);
        let formula = object.optional("formula", report);
        Some(Self {
            name: name?,
            next: next?,
            children: children?,
            named: named?,
            other: other?,
            tree: tree?,
            formula: formula?,
            unknown: object
                .unknown(
                    &["name", "next", "children", "named", "other", "tree", "formula"],
                ),
        })
    }
}

impl wire::Validate for Node {
    fn validate(&self, checks: &mut wire::Checks) {
        checks.field("name").length(&self.name, 1, None);
        if let Some(value) = &self.next {
            checks.field("next").validate(value);
        }
        if let Some(value) = &self.children {
            checks.field("children").validate(value);
        }
        if let Some(value) = &self.named {
            checks.field("named").validate(value);
        }
    }
}

// ==== src/types/product.rs ====

use counterpart_wire as wire;

#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Product {
    pub left: Box<super::Formula>,
    pub right: Box<super::Formula>,
    /// Properties not described by the OpenAPI document.
    pub unknown: wire::Unknown,
}

impl Product {
    /// Creates a value from its required fields.
    #[must_use]
    pub fn new(left: Box<super::Formula>, right: Box<super::Formula>) -> Self {
        Self {
            left,
            right,
            unknown: wire::Unknown::default(),
        }
    }
}

impl wire::Encode for Product {
    fn encode(&self, to: &mut wire::Writer) {
        to.begin_object();
        to.field("left", &self.left);
        to.field("right", &self.right);
        to.unknown(&self.unknown);
        to.end_object();
    }
}

impl wire::Decode for Product {
    fn decode(value: wire::Value<'_>, report: &mut wire::Report) -> Option<Self> {
        let object = value.object(report)?;
        let left = object.required("left", report);
        let right = object.required("right", report);
        Some(Self {
            left: left?,
            right: right?,
            unknown: object.unknown(&["left", "right"]),
        })
    }
}

// ==== src/types/right.rs ====

use counterpart_wire as wire;

#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct Right {
    pub left: Option<Box<super::Left>>,
    /// Properties not described by the OpenAPI document.
    pub unknown: wire::Unknown,
}

impl Right {
    /// Creates an empty value.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    #[must_use]
    pub fn with_left(mut self, left: Box<super::Left>) -> Self {
        self.left = Some(left);
        self
    }
}

impl wire::Encode for Right {
    fn encode(&self, to: &mut wire::Writer) {
        to.begin_object();
        to.optional("left", &self.left);
        to.unknown(&self.unknown);
        to.end_object();
    }
}

impl wire::Decode for Right {
    fn decode(value: wire::Value<'_>, report: &mut wire::Report) -> Option<Self> {
        let object = value.object(report)?;
        let left = object.optional("left", report);
        Some(Self {
            left: left?,
            unknown: object.unknown(&["left"]),
        })
    }
}

// ==== src/types/tree.rs ====

use counterpart_wire as wire;

#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Tree {
    Array(Vec<Tree>),
    Branch(Box<super::Branch>),
    String(String),
}

impl wire::Encode for Tree {
    fn encode(&self, to: &mut wire::Writer) {
        match self {
            Self::Array(value) => value.encode(to),
            Self::Branch(value) => value.encode(to),
            Self::String(value) => value.encode(to),
        }
    }
}

impl wire::Decode for Tree {
    fn decode(value: wire::Value<'_>, report: &mut wire::Report) -> Option<Self> {
        if value.is(wire::Kind::List) {
            return wire::Decode::decode(value, report).map(Self::Array);
        }
        if value.is(wire::Kind::Object) {
            return wire::Decode::decode(value, report).map(Self::Branch);
        }
        if value.is(wire::Kind::String) {
            return wire::Decode::decode(value, report).map(Self::String);
        }
        if value.is_single_item() {
            return wire::Decode::decode(value, report).map(Self::Array);
        }
        report
            .no_branch_matches(value, "a list or an object or a string")
            .map(Self::Array)
    }
}

impl From<Vec<Tree>> for Tree {
    fn from(value: Vec<Tree>) -> Self {
        Self::Array(value)
    }
}

impl From<Box<super::Branch>> for Tree {
    fn from(value: Box<super::Branch>) -> Self {
        Self::Branch(value)
    }
}

impl From<String> for Tree {
    fn from(value: String) -> Self {
        Self::String(value)
    }
}
