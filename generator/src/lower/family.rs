//! Translates a `discriminator` without branches beside it: the schemas that extend this one with `allOf` are its
//! branches.
//!
//! ```yaml
//! Pet:  {type: object, discriminator: {propertyName: kind}, properties: {kind: {type: string}}}
//! Cat:  {allOf: [{$ref: '#/components/schemas/Pet'}, {properties: {lives: {type: integer}}}]}
//! ```
//!
//! The type `Pet` is a union of its subtypes and of `Pet base`, which is the schema itself and matches subtypes
//! that a later version adds.

use std::collections::BTreeMap;

use super::schema::Slot;
use super::{Lower, node};
use crate::api::{Selector, Shape, Type, TypeDef, TypeId, Union, Variant};
use crate::tree::pointer::{At, fragment};
use crate::tree::{Node, Object};

/// The levels of subtypes that are followed.
const MAX_DEPTH: usize = 16;

/// The names of the subtypes of a schema, by its name.
pub(super) type Families = BTreeMap<String, Vec<String>>;

/// Finds the schemas with subtypes.
pub(super) fn families(schemas: &Object) -> Families {
    let mut families = Families::new();
    for name in schemas.keys() {
        let mut subtypes = vec![name.as_str()];
        let mut depth = 0;
        while let Some(subtype) = subtypes.pop()
            && depth < MAX_DEPTH
        {
            depth += 1;
            for parent in schemas.get(subtype).into_iter().flat_map(parents) {
                if schemas.get(parent).is_some_and(is_base) {
                    let members = families.entry(parent.to_owned()).or_default();
                    if parent != name && !members.contains(name) {
                        members.push(name.clone());
                    }
                }
                subtypes.push(parent);
            }
        }
    }
    families.retain(|_, members| !members.is_empty());
    families
}

/// Whether a schema has a discriminator for its subtypes, and lists no branches itself.
fn is_base(schema: &Node) -> bool {
    let has = |key: &str| schema.get(key).is_some();
    has("discriminator") && !has("oneOf") && !has("anyOf")
}

/// Returns the names of the schemas that a schema extends.
fn parents(schema: &Node) -> impl Iterator<Item = &str> {
    node::list(schema, "allOf")
        .filter_map(|part| node::text(part, "$ref")?.strip_prefix("#/components/schemas/"))
}

impl<'d> Lower<'d, '_> {
    /// Whether the type is a subtype in a family. Then it is a type of its own, even with a single part in `allOf`.
    pub(super) fn is_subtype(&self, slot: &Slot) -> bool {
        let Slot::Own(id) = slot else { return false };
        let name = &self.api.ty(*id).name;
        self.families.values().any(|members| members.contains(name))
    }

    /// Translates a schema with subtypes: a union of these, and of the schema itself. Returns whether it has any.
    pub(super) fn family(&mut self, id: TypeId, node: &'d Node, at: &At<'_>) -> bool {
        let Some(members) = self.families.get(&self.api.ty(id).name) else { return false };
        let member = |name: &String| {
            let pointer = fragment(&format!("#/components/schemas/{name}"))?;
            self.by_pointer.get(&pointer).copied().map(|id| (name.clone(), id))
        };
        let members: Vec<(String, TypeId)> = members.iter().filter_map(member).collect();
        let name = super::joined(&[&self.api.ty(id).name, "base"]);
        let base = self.declare(&name, Some(id), node, at);
        // Both have the same place; references mean the union.
        self.by_pointer.insert(at.pointer(), id);
        if let Some(TypeDef { is_inline, .. }) = self.api.types.get_mut(base.0 as usize) {
            *is_inline = true;
        }
        let ty = self.schema(node, at, &Slot::Own(base));
        if ty.named() != Some(base) {
            self.set_shape(base, Shape::Alias(Type { nullable: false, ..ty }));
        }
        let variants = members.into_iter().chain([("base".to_owned(), base)]);
        let variants = variants
            .map(|(name, id)| Variant {
                name,
                ty: Type::new(crate::api::Kind::Named(id)),
                selector: Selector::Try,
            })
            .collect();
        self.set_shape(id, Shape::Union(Union { variants, ..Union::default() }));
        self.unions.push((id, node, at.pointer()));
        true
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::families;

    #[test]
    fn indirect_subtypes_belong_to_the_family() {
        let pet = "#/components/schemas/Pet";
        let schemas = json!({
            "Pet": {"discriminator": {"propertyName": "kind"}},
            "Cat": {"allOf": [{"$ref": pet}, {}]},
            "Lion": {"allOf": [{"$ref": "#/components/schemas/Cat"}]},
            "Stone": {"allOf": [{"$ref": "#/components/schemas/Thing"}]},
            "Thing": {},
        });
        let found = families(schemas.as_object().unwrap());
        assert_eq!(
            found.into_iter().collect::<Vec<_>>(),
            [("Pet".to_owned(), vec!["Cat".to_owned(), "Lion".to_owned()])]
        );
    }
}
