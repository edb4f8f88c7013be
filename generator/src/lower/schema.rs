//! Translates schemas: decides on the shape of a schema. Each shape has a file of its own beside this one.

use super::{Lower, node};
use crate::api::{Kind, Type, TypeId};
use crate::tree::Node;
use crate::tree::pointer::{At, fragment, lookup};

/// The name for a type that needs one.
#[derive(Debug, Clone)]
pub(super) enum Slot {
    /// The type is declared already.
    Own(TypeId),
    /// The type is declared when needed, and named after its place.
    New {
        /// The words of the name.
        name: String,
        /// The type that contains it.
        parent: Option<TypeId>,
    },
}

impl Slot {
    pub(super) fn named(name: impl Into<String>) -> Self {
        Self::New { name: name.into(), parent: None }
    }
}

/// Keywords that do not constrain values.
pub(super) const ANNOTATIONS: &[&str] = &[
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
    /// Returns the type of a schema.
    pub(super) fn schema(&mut self, node: &'d Node, at: &At<'_>, slot: &Slot) -> Type {
        if let Some(pointer) = node::text(node, "$ref").and_then(fragment)
            && !self.custom.has(node)
        {
            return self.referring(node, &pointer, at, slot);
        }
        if let Some(own) = self.custom.schema(node) {
            return Type { nullable: is_nullable(node), ..own };
        }
        let nullable = is_nullable(node);
        // The rules of the parts of an `allOf` are added one by one.
        let is_merged = node.get("allOf").is_some() || self.has_alternatives(node);
        let ty = if is_merged && !is_list_of_values(node) {
            self.all_of(node, at, slot)
        } else {
            let ty = self.type_without_rule(node, at, slot);
            self.with_remaining(ty, node, at)
        };
        Type { nullable: (ty.nullable || nullable) && ty.kind != Kind::Null, ..ty }
    }

    /// Returns the type of a schema without `allOf`, without a rule for the remaining keywords.
    pub(super) fn type_without_rule(&mut self, node: &'d Node, at: &At<'_>, slot: &Slot) -> Type {
        if is_list_of_values(node) {
            self.listed(node, at, slot)
        } else if let Some(constants) = self.constants(node) {
            self.enum_of(constants, node, at, slot)
        } else if node.get("oneOf").is_some() || node.get("anyOf").is_some() {
            self.one_of(node, at, slot)
        } else {
            self.typed(node, at, slot)
        }
    }

    /// Returns the type by the keyword `type`, or by the keywords that imply a type.
    pub(super) fn typed(&mut self, node: &'d Node, at: &At<'_>, slot: &Slot) -> Type {
        let types: Vec<&str> =
            node::types(node).into_iter().filter(|name| *name != "null").collect();
        match types.as_slice() {
            [] if !node::types(node).is_empty() => Type::new(Kind::Null),
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
                self.check_items(items, &at.key("items"));
                let slot = self.inner(slot, "item");
                self.schema(items, &at.key("items"), &slot)
            }
            _ => Type::any(),
        };
        Type { limits: super::scalar::limits(node), ..Type::new(Kind::List(Box::new(item))) }
    }

    /// Returns the slot of a type inside another one.
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

    /// Returns the type of a slot; declares it if it is new.
    pub(super) fn claim(&mut self, slot: &Slot, node: &Node, at: &At<'_>) -> TypeId {
        match slot {
            Slot::Own(id) => *id,
            Slot::New { name, parent } => self.declare(name, *parent, node, at),
        }
    }

    /// Returns the type of a reference, restricted by the keywords beside it.
    fn referring(&mut self, node: &'d Node, pointer: &str, at: &At<'_>, slot: &Slot) -> Type {
        let narrowing = node
            .as_object()
            .into_iter()
            .flatten()
            .any(|(key, _)| !ANNOTATIONS.contains(&key.as_str()) && !key.starts_with("x-"));
        if narrowing { self.all_of(node, at, slot) } else { self.reference(pointer, slot) }
    }

    /// Returns the type of the schema at a pointer.
    pub(super) fn reference(&mut self, pointer: &str, slot: &Slot) -> Type {
        let Some(target) = lookup(self.root, pointer) else { return Type::any() };
        let nullable = self.target_is_nullable(target);
        if let Some(id) = self.by_pointer.get(pointer) {
            return Type { nullable, ..Type::new(Kind::Named(*id)) };
        }
        // Not a component: it is named after the first place that refers to it.
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

    /// Whether a named schema or its target accepts null.
    fn target_is_nullable(&self, node: &'d Node) -> bool {
        let (target, _) = self.follow(node);
        is_nullable(target) && !is_null(target)
    }
}

/// Whether a schema accepts null, without following references.
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

/// Whether a schema accepts null only.
pub(super) fn is_null(node: &Node) -> bool {
    let mut listed = node::list(node, "enum").peekable();
    node::types(node) == ["null"]
        || node.get("const").is_some_and(Node::is_null)
        || (listed.peek().is_some() && listed.all(Node::is_null))
}

/// Returns the type that the keywords of a schema without `type` imply.
pub(super) fn implied(node: &Node) -> Option<&'static str> {
    let has = |keys: &[&str]| keys.iter().any(|key| node.get(key).is_some());
    let is_map = node.get("unevaluatedProperties").is_some_and(Node::is_object);
    if is_map || has(&["properties", "additionalProperties", "required", "patternProperties"]) {
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
