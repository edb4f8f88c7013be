//! Translates `oneOf`, `anyOf` and several `type`s to a union. How its branches are distinguished is decided in
//! `distinguish`.

use super::schema::{Slot, is_null};
use super::{Lower, node};
use crate::api::{Kind, Selector, Shape, Type, Union, Variant};
use crate::tree::Node;
use crate::tree::pointer::{At, fragment};

impl<'d> Lower<'d, '_> {
    /// Returns the type of a schema with `oneOf` or `anyOf`. Null among the branches makes the type nullable.
    pub(super) fn one_of(&mut self, node: &'d Node, at: &At<'_>, slot: &Slot) -> Type {
        let key = if node.get("oneOf").is_some() { "oneOf" } else { "anyOf" };
        let place = at.key(key);
        let branches: Vec<(usize, &'d Node)> =
            node::list(node, key).enumerate().filter(|(_, branch)| !is_null(branch)).collect();
        let nullable = branches.len() < node::list(node, key).count();
        let ty = match branches.as_slice() {
            [] => Type::new(Kind::Null),
            // With properties beside them, the branches only choose which are required.
            _ if node::has_properties(node) => self.object(node, at, slot),
            branches if branches.iter().all(|(_, branch)| only_narrows(branch)) => {
                self.typed(node, at, slot)
            }
            [(index, only)] => self.schema(only, &place.index(*index), slot),
            _ => self.union(node, &branches, &place, at, slot),
        };
        Type { nullable: ty.nullable || nullable, ..ty }
    }

    fn union(
        &mut self,
        node: &'d Node,
        branches: &[(usize, &'d Node)],
        place: &At<'_>,
        at: &At<'_>,
        slot: &Slot,
    ) -> Type {
        let id = self.claim(slot, node, at);
        let own = Slot::Own(id);
        let mut variants: Vec<Variant> = Vec::with_capacity(branches.len());
        for (index, branch) in branches {
            let name = self.branch_name(branch, *index);
            let slot = self.inner(&own, &name);
            let ty = self.schema(branch, &place.index(*index), &slot);
            let ty = Type { nullable: false, ..ty };
            if variants.iter().all(|known| known.ty != ty) {
                variants.push(Variant { name, ty, selector: Selector::Try });
            }
        }
        let discriminator = node::discriminator(node).map(str::to_owned);
        self.set_shape(id, Shape::Union(Union { discriminator, variants, ..Union::default() }));
        self.unions.push((id, node, at.pointer()));
        Type::new(Kind::Named(id))
    }

    /// Returns the type of a schema with several names in `type`.
    pub(super) fn of_types(
        &mut self,
        types: &[&str],
        node: &'d Node,
        at: &At<'_>,
        slot: &Slot,
    ) -> Type {
        let id = self.claim(slot, node, at);
        let own = Slot::Own(id);
        let mut variants = Vec::new();
        // A number includes integers.
        let redundant = |name: &&str| *name == "integer" && types.contains(&"number");
        for name in types.iter().filter(|name| !redundant(name)) {
            let slot = self.inner(&own, name);
            let ty = self.of_type(name, node, at, &slot);
            variants.push(Variant { name: (*name).to_owned(), ty, selector: Selector::Try });
        }
        self.set_shape(id, Shape::Union(Union { variants, ..Union::default() }));
        self.unions.push((id, node, at.pointer()));
        Type::new(Kind::Named(id))
    }

    /// Returns a name for a branch: the name of its component, its title, or its type.
    pub(super) fn branch_name(&self, branch: &'d Node, index: usize) -> String {
        let component = node::text(branch, "$ref")
            .and_then(fragment)
            .and_then(|pointer| self.by_pointer.get(&pointer).copied());
        if let Some(id) = component {
            return self.api.ty(id).name.clone();
        }
        let title = node::text(branch, "title").filter(|title| !title.trim().is_empty());
        if let Some(title) = title {
            return title.to_owned();
        }
        match node::types(branch).as_slice() {
            [name] if *name != "object" => match node::text(branch, "format") {
                Some(format) if *name == "string" => format.to_owned(),
                _ => (*name).to_owned(),
            },
            _ => format!("variant {}", index + 1),
        }
    }
}

/// Whether a branch only restricts values, and does not describe their type.
pub(super) fn only_narrows(branch: &Node) -> bool {
    const NARROWING: &[&str] = &[
        "required",
        "not",
        "minProperties",
        "maxProperties",
        "dependentRequired",
        "minLength",
        "maxLength",
        "pattern",
        "description",
        "title",
    ];
    branch.as_object().is_some_and(|keys| keys.keys().all(|key| NARROWING.contains(&key.as_str())))
}
