//! Translates a `discriminator` without branches beside it: the schemas that extend this one with `allOf` are its
//! branches.
//!
//! ```yaml
//! Pet:  {type: object, discriminator: {propertyName: kind}, properties: {kind: {type: string}}}
//! Cat:  {allOf: [{$ref: '#/components/schemas/Pet'}, {properties: {lives: {type: integer}}}]}
//! ```
//!
//! The type `Pet` is a union of its subtypes and of `Pet base`, which is the schema itself and matches the values of
//! `kind` that no subtype has. If the schema lists the values of `kind`, and each has a subtype, there is no base.
//! A subtype with a discriminator of its own is a union too, and has its subtypes for itself.

use std::collections::{BTreeMap, BTreeSet};

use super::schema::Slot;
use super::{Lower, kinds, node};
use crate::api::{Kind, Shape, Type, TypeDef, TypeId, Union, Variant};
use crate::tree::pointer::{At, fragment};
use crate::tree::{Node, Object};

/// The number of ancestors of a schema that are followed.
const MOST_ANCESTORS: usize = 64;

/// The schemas with subtypes.
#[derive(Default)]
pub(super) struct Families {
    /// The subtypes of a schema that no other schema with subtypes stands between, by its name.
    members: BTreeMap<String, Vec<String>>,
    /// All subtypes of a schema, by its name.
    below: BTreeMap<String, BTreeSet<String>>,
}

impl Families {
    /// Finds the schemas with subtypes.
    pub(super) fn of(schemas: &Object) -> Self {
        let mut families = Self::default();
        for name in schemas.keys() {
            for (ancestor, is_next) in ancestors(schemas, name) {
                if schemas.get(ancestor).is_some_and(is_base) {
                    families.below.entry(ancestor.to_owned()).or_default().insert(name.clone());
                    if is_next {
                        families.members.entry(ancestor.to_owned()).or_default().push(name.clone());
                    }
                }
            }
        }
        families
    }

    /// Whether the schema is a subtype of another one.
    fn has_member(&self, name: &str) -> bool {
        self.below.values().any(|below| below.contains(name))
    }

    /// Returns the subtypes of a schema that no other schema with subtypes stands between.
    pub(super) fn members(&self, name: &str) -> &[String] {
        self.members.get(name).map_or(&[], Vec::as_slice)
    }

    /// Whether the first schema is a subtype of the second, at any distance.
    pub(super) fn is_below(&self, name: &str, base: &str) -> bool {
        self.below.get(base).is_some_and(|below| below.contains(name))
    }
}

/// Returns the schemas that a schema extends, at any distance, and whether no schema with subtypes is between them.
fn ancestors<'s>(schemas: &'s Object, name: &'s str) -> Vec<(&'s str, bool)> {
    let mut found: Vec<(&str, bool)> = Vec::new();
    let mut waiting: Vec<(&str, bool)> = vec![(name, true)];
    while let Some((here, is_next)) = waiting.pop()
        && found.len() < MOST_ANCESTORS
    {
        let is_next = is_next && (here == name || !schemas.get(here).is_some_and(is_base));
        for parent in schemas.get(here).into_iter().flat_map(parents) {
            let known = found.iter().any(|(known, next)| *known == parent && *next >= is_next);
            if parent != name && !known {
                found.retain(|(known, _)| *known != parent);
                found.push((parent, is_next));
                waiting.push((parent, is_next));
            }
        }
    }
    found
}

/// Whether a schema has a discriminator for its subtypes, and lists no branches itself.
pub(super) fn is_base(schema: &Node) -> bool {
    let has = |key: &str| schema.get(key).is_some();
    has("discriminator") && !has("oneOf") && !has("anyOf")
}

/// Returns the names of the schemas that a schema extends, also those inside its own parts.
pub(super) fn parents(schema: &Node) -> impl Iterator<Item = &str> {
    let mut parts: Vec<&Node> = node::list(schema, "allOf").collect();
    let mut next = 0;
    while let Some(part) = parts.get(next) {
        next += 1;
        parts.extend(node::list(part, "allOf"));
    }
    parts.into_iter().filter_map(component)
}

/// Returns the name of the component that a schema refers to.
fn component(schema: &Node) -> Option<&str> {
    node::text(schema, "$ref")?.strip_prefix("#/components/schemas/")
}

impl<'d> Lower<'d, '_> {
    /// Whether the type is a subtype in a family. Then it is a type of its own, even with a single part in `allOf`.
    pub(super) fn is_subtype(&self, slot: &Slot) -> bool {
        let Slot::Own(id) = slot else { return false };
        self.families.has_member(&self.api.ty(*id).name)
    }

    /// Translates a schema with subtypes: a union of these, and of the schema itself. Returns whether it has any.
    pub(super) fn family(&mut self, id: TypeId, node: &'d Node, at: &At<'_>) -> bool {
        let name = self.api.ty(id).name.clone();
        let Some(kinds) = self.kinds(&name, node) else { return false };
        let mut variants = Vec::new();
        for (member, selector) in kinds.members {
            let pointer = fragment(&format!("#/components/schemas/{member}"));
            if let Some(id) = pointer.and_then(|pointer| self.by_pointer.get(&pointer)) {
                variants.push(Variant { name: member, ty: Type::new(Kind::Named(*id)), selector });
            }
        }
        if let Some(selector) = kinds.base {
            let base = self.base(&name, id, node, at);
            let ty = Type::new(Kind::Named(base));
            variants.push(Variant { name: "base".to_owned(), ty, selector });
        }
        kinds::sort(&mut variants);
        let discriminator = Some(kinds.property);
        self.set_shape(id, Shape::Union(Union { discriminator, variants, ..Union::default() }));
        self.unions.push((id, node, at.pointer()));
        true
    }

    /// Declares the type of a schema with subtypes itself.
    fn base(&mut self, name: &str, union: TypeId, node: &'d Node, at: &At<'_>) -> TypeId {
        let base = self.declare(&super::joined(&[name, "base"]), Some(union), node, at);
        // Both have the same place; references mean the union.
        self.by_pointer.insert(at.pointer(), union);
        if let Some(TypeDef { is_inline, .. }) = self.api.types.get_mut(base.0 as usize) {
            *is_inline = true;
        }
        let ty = self.schema(node, at, &Slot::Own(base));
        if ty.named() != Some(base) {
            self.set_shape(base, Shape::Alias(Type { nullable: false, ..ty }));
        }
        base
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::Families;

    fn extends(name: &str) -> serde_json::Value {
        json!({"allOf": [{"$ref": format!("#/components/schemas/{name}")}, {}]})
    }

    #[test]
    fn indirect_subtypes_belong_to_the_family() {
        let schemas = json!({
            "Pet": {"discriminator": {"propertyName": "kind"}},
            "Cat": extends("Pet"),
            "Lion": extends("Cat"),
            "Stone": extends("Thing"),
            "Thing": {},
        });
        let found = Families::of(schemas.as_object().unwrap());
        assert_eq!(found.members("Pet"), ["Cat", "Lion"]);
        assert_eq!(found.members.len(), 1);
    }

    #[test]
    fn a_subtype_with_a_discriminator_has_its_subtypes_for_itself() {
        let mut shark = extends("Fish");
        shark["discriminator"] = json!({"propertyName": "sharktype"});
        let schemas = json!({
            "Fish": {"discriminator": {"propertyName": "kind"}},
            "Goblin": extends("Old"),
            "Old": extends("Shark"),
            "Shark": shark,
        });
        let found = Families::of(schemas.as_object().unwrap());
        assert_eq!(found.members("Fish"), ["Shark"]);
        assert_eq!(found.members("Shark"), ["Goblin", "Old"]);
        assert!(found.is_below("Goblin", "Fish"));
    }
}
