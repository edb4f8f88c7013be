//! A `discriminator` without branches beside it: the schemas that build on this one by `allOf` are its branches.
//!
//! ```yaml
//! Pet:  {type: object, discriminator: {propertyName: kind}, properties: {kind: {type: string}}}
//! Cat:  {allOf: [{$ref: '#/components/schemas/Pet'}, {properties: {lives: {type: integer}}}]}
//! ```
//!
//! Where `Pet` is a type it is one of these, or what a later version adds: the schema itself, as `Pet base`.

use std::collections::BTreeMap;

use super::schema::Slot;
use super::{Lower, node};
use crate::api::{Shape, Tell, Type, TypeDef, TypeId, Union, Variant};
use crate::tree::pointer::{At, fragment};
use crate::tree::{Node, Object};

/// Descent is followed so far.
const MAX_DEPTH: usize = 16;

/// The names of the schemas that build on a schema, by its name.
pub(super) type Families = BTreeMap<String, Vec<String>>;

/// Finds the families among the schemas of the document.
pub(super) fn families(schemas: &Object) -> Families {
    let mut families = Families::new();
    for name in schemas.keys() {
        let mut heirs = vec![name.as_str()];
        let mut depth = 0;
        while let Some(heir) = heirs.pop()
            && depth < MAX_DEPTH
        {
            depth += 1;
            for parent in schemas.get(heir).into_iter().flat_map(parents) {
                if schemas.get(parent).is_some_and(is_head) {
                    let members = families.entry(parent.to_owned()).or_default();
                    if parent != name && !members.contains(name) {
                        members.push(name.clone());
                    }
                }
                heirs.push(parent);
            }
        }
    }
    families.retain(|_, members| !members.is_empty());
    families
}

/// Whether a schema tells its heirs apart, and lists no branches itself.
fn is_head(schema: &Node) -> bool {
    let has = |key: &str| schema.get(key).is_some();
    has("discriminator") && !has("oneOf") && !has("anyOf")
}

/// The names of the schemas that a schema builds on.
fn parents(schema: &Node) -> impl Iterator<Item = &str> {
    node::list(schema, "allOf")
        .filter_map(|part| node::text(part, "$ref")?.strip_prefix("#/components/schemas/"))
}

impl<'d> Lower<'d, '_> {
    /// Whether the type is one of a family: then a single part of its `allOf` does not make it that part.
    pub(super) fn is_heir(&self, slot: &Slot) -> bool {
        let Slot::Own(id) = slot else { return false };
        let name = &self.api.ty(*id).name;
        self.families.values().any(|members| members.contains(name))
    }

    /// Fills the head of a family: a union of its members, and of itself.
    pub(super) fn head(&mut self, id: TypeId, node: &'d Node, at: &At<'_>) -> bool {
        let Some(members) = self.families.get(&self.api.ty(id).name) else { return false };
        let member = |name: &String| {
            let pointer = fragment(&format!("#/components/schemas/{name}"))?;
            self.by_pointer.get(&pointer).copied().map(|id| (name.clone(), id))
        };
        let members: Vec<(String, TypeId)> = members.iter().filter_map(member).collect();
        let name = super::joined(&[&self.api.ty(id).name, "base"]);
        let base = self.declare(&name, Some(id), node, at);
        // It stands where the head does, which keeps the place.
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
                tell: Tell::Attempt,
            })
            .collect();
        self.set_shape(id, Shape::Union(Union { discriminator: None, variants }));
        self.unions.push((id, node, at.pointer()));
        true
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::families;

    #[test]
    fn heirs_of_heirs_belong_to_the_family() {
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
