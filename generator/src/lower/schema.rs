//! Schemas: which shape is this one? Each shape has a file of its own beside this one.

use super::{Lower, node};
use crate::api::{Kind, Type, TypeId};
use crate::tree::Node;
use crate::tree::pointer::{At, fragment, lookup};

/// What a type that needs a name is called.
#[derive(Debug, Clone)]
pub(super) enum Slot {
    /// It is this declared type.
    Own(TypeId),
    /// It is made on the way, named after its place.
    New {
        /// The words of the name.
        name: String,
        /// The type that it was found in.
        parent: Option<TypeId>,
    },
}

impl Slot {
    pub(super) fn named(name: impl Into<String>) -> Self {
        Self::New { name: name.into(), parent: None }
    }
}

/// Keywords that say nothing about the values of a schema.
const ANNOTATIONS: &[&str] = &[
    "$ref",
    "title",
    "description",
    "examples",
    "example",
    "default",
    "deprecated",
    "readOnly",
    "writeOnly",
    "externalDocs",
    "xml",
    "$comment",
    "summary",
];

impl<'d> Lower<'d, '_> {
    /// The type that a schema describes.
    pub(super) fn schema(&mut self, node: &'d Node, at: &At<'_>, slot: &Slot) -> Type {
        if let Some(pointer) = node::text(node, "$ref").and_then(fragment)
            && !self.owns.has(node)
        {
            return self.referring(node, &pointer, at, slot);
        }
        if let Some(own) = self.owns.schema(node) {
            return Type { nullable: is_nullable(node), ..own };
        }
        let nullable = is_nullable(node);
        // The parts of an `allOf` are held to one by one.
        let is_merged = node.get("allOf").is_some() || self.has_alternatives(node);
        let ty = if is_merged && !is_list_of_values(node) {
            self.all_of(node, at, slot)
        } else {
            let ty = self.unheld(node, at, slot);
            self.held(ty, node, at)
        };
        Type { nullable: ty.nullable || nullable, ..ty }
    }

    /// The type of a schema without `allOf`; what the type does not say of its values is left.
    pub(super) fn unheld(&mut self, node: &'d Node, at: &At<'_>, slot: &Slot) -> Type {
        if is_list_of_values(node) {
            self.listed(node, at, slot)
        } else if node.get("oneOf").is_some() || node.get("anyOf").is_some() {
            self.one_of(node, at, slot)
        } else {
            self.typed(node, at, slot)
        }
    }

    /// A schema by its `type`, or by what its keywords are for when it has none.
    pub(super) fn typed(&mut self, node: &'d Node, at: &At<'_>, slot: &Slot) -> Type {
        let types: Vec<&str> =
            node::types(node).into_iter().filter(|name| *name != "null").collect();
        match types.as_slice() {
            [] => match implied(node) {
                Some(name) => self.of_type(name, node, at, slot),
                None => Type::any(),
            },
            [name] => self.of_type(name, node, at, slot),
            several => self.of_types(several, node, at, slot),
        }
    }

    pub(super) fn of_type(&mut self, name: &str, node: &'d Node, at: &At<'_>, slot: &Slot) -> Type {
        match name {
            "object" => self.object(node, at, slot),
            "array" => self.list(node, at, slot),
            _ => {
                self.long_number(name, node, at);
                self.scalar(name, node)
            }
        }
    }

    fn list(&mut self, node: &'d Node, at: &At<'_>, slot: &Slot) -> Type {
        if node::list(node, "prefixItems").next().is_some() {
            return self.tuple(node, at, slot);
        }
        let item = match node.get("items") {
            Some(items) => {
                self.unhonoured_of_items(items, &at.key("items"));
                let slot = self.inner(slot, "item");
                self.schema(items, &at.key("items"), &slot)
            }
            _ => Type::any(),
        };
        Type { limits: super::scalar::limits(node), ..Type::new(Kind::List(Box::new(item))) }
    }

    /// The slot of a type that is found inside another one.
    pub(super) fn inner(&self, slot: &Slot, word: &str) -> Slot {
        match slot {
            Slot::Own(id) => Slot::New {
                name: super::joined(&[&self.api.ty(*id).name, word]),
                parent: Some(*id),
            },
            Slot::New { name, parent } => {
                Slot::New { name: super::joined(&[name, word]), parent: *parent }
            }
        }
    }

    /// The id of the type that a slot stands for; a new one is declared.
    pub(super) fn claim(&mut self, slot: &Slot, node: &Node, at: &At<'_>) -> TypeId {
        match slot {
            Slot::Own(id) => *id,
            Slot::New { name, parent } => self.declare(name, *parent, node, at),
        }
    }

    /// A reference, alone or with keywords beside it that narrow what it names.
    fn referring(&mut self, node: &'d Node, pointer: &str, at: &At<'_>, slot: &Slot) -> Type {
        let narrowing = node
            .as_object()
            .into_iter()
            .flatten()
            .any(|(key, _)| !ANNOTATIONS.contains(&key.as_str()) && !key.starts_with("x-"));
        if narrowing { self.all_of(node, at, slot) } else { self.reference(pointer, slot) }
    }

    /// The type that a pointer names.
    pub(super) fn reference(&mut self, pointer: &str, slot: &Slot) -> Type {
        let Some(target) = lookup(self.root, pointer) else { return Type::any() };
        let nullable = self.names_nullable(target);
        if let Some(id) = self.by_pointer.get(pointer) {
            return Type { nullable, ..Type::new(Kind::Named(*id)) };
        }
        // Somewhere else than among the components: it gets its name from whoever refers to it first.
        let at = At::of(pointer);
        let id = match slot {
            Slot::New { name, parent } => self.declare(name, *parent, target, &at),
            Slot::Own(id) => {
                let name = super::joined(&[&self.api.ty(*id).name, "value"]);
                self.declare(&name, Some(*id), target, &at)
            }
        };
        self.fill(id, target, &at);
        Type { nullable, ..Type::new(Kind::Named(id)) }
    }

    /// Whether a named schema takes null, itself or by what it refers to.
    fn names_nullable(&self, node: &'d Node) -> bool {
        let (target, _) = self.follow(node);
        is_nullable(target)
    }
}

/// Whether null is a value of a schema, as far as it says so itself.
pub(super) fn is_nullable(node: &Node) -> bool {
    let null_branch =
        |key| node::list(node, key).any(|branch| is_null(branch) || is_nullable(branch));
    let listed = |key| node::list(node, key).any(Node::is_null);
    if node.get("enum").is_some() {
        return listed("enum");
    }
    node::types(node).contains(&"null") || null_branch("anyOf") || null_branch("oneOf")
}

/// Whether a schema lists its values.
pub(super) fn is_list_of_values(node: &Node) -> bool {
    node.get("enum").is_some() || node.get("const").is_some()
}

/// Whether a schema takes null and nothing else.
pub(super) fn is_null(node: &Node) -> bool {
    node::types(node) == ["null"] || node.get("const").is_some_and(Node::is_null)
}

/// The type that a schema without `type` must mean by its keywords.
pub(super) fn implied(node: &Node) -> Option<&'static str> {
    let has = |keys: &[&str]| keys.iter().any(|key| node.get(key).is_some());
    if has(&["properties", "additionalProperties", "required", "patternProperties"]) {
        Some("object")
    } else if has(&["items", "prefixItems", "minItems", "maxItems", "uniqueItems"]) {
        Some("array")
    } else if has(&["pattern", "minLength", "maxLength"]) {
        Some("string")
    } else if has(&["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"]) {
        Some("number")
    } else {
        None
    }
}
