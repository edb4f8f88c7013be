//! `oneOf`, `anyOf` and several `type`s: one of several types.
//!
//! Branches are told apart by a discriminator, else by their JSON type, else by the properties that only one of
//! them needs, and else by trying them in turn, which is reported.

use super::schema::{Slot, is_null};
use super::{Lower, node};
use crate::api::{JsonKind, Kind, Shape, Tell, Type, Union, Variant};
use crate::diag::codes;
use crate::load::node::Node;
use crate::load::pointer::{At, fragment};

impl<'d> Lower<'d, '_> {
    /// A schema with `oneOf` or `anyOf`. Null among the branches makes the whole nullable, and is no branch.
    pub(super) fn one_of(&mut self, node: &'d Node, at: &At<'_>, slot: &Slot) -> Type {
        let key = if node.get("oneOf").is_some() { "oneOf" } else { "anyOf" };
        let place = at.key(key);
        let branches: Vec<(usize, &'d Node)> =
            node::list(node, key).enumerate().filter(|(_, branch)| !is_null(branch)).collect();
        let nullable = branches.len() < node::list(node, key).count();
        let ty = match branches.as_slice() {
            [] => Type::any(),
            // Properties beside branches that only choose which of them are required: an object.
            _ if node.get("properties").is_some() => self.object(node, at, slot),
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
                variants.push(Variant { name, ty, tell: Tell::Attempt });
            }
        }
        self.set_shape(id, Shape::Union(Union { discriminator: None, variants }));
        self.unions.push((id, node, at.pointer()));
        Type::new(Kind::Named(id))
    }

    /// Several names in `type`.
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
        // Every integer is a number.
        let redundant = |name: &&str| *name == "integer" && types.contains(&"number");
        for name in types.iter().filter(|name| !redundant(name)) {
            let slot = self.inner(&own, name);
            let ty = self.of_type(name, node, at, &slot);
            variants.push(Variant { name: (*name).to_owned(), ty, tell: Tell::Attempt });
        }
        self.set_shape(id, Shape::Union(Union { discriminator: None, variants }));
        self.unions.push((id, node, at.pointer()));
        Type::new(Kind::Named(id))
    }

    /// A name for a branch: that of its component, its title, or what it is.
    fn branch_name(&self, branch: &'d Node, index: usize) -> String {
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

    /// Finds out how the branches of every union are told apart, once every type has its shape.
    pub(super) fn tell_unions(&mut self) {
        for (id, node, pointer) in std::mem::take(&mut self.unions) {
            let Shape::Union(mut union) = self.api.ty(id).shape.clone() else { continue };
            let told = self.by_discriminator(&mut union, node)
                || self.by_kind(&mut union)
                || self.by_fields(&mut union);
            if !told {
                let what = "the first branch that fits is taken";
                self.diagnostics.report(&codes::AMBIGUOUS_UNION, &At::of(&pointer), what);
            }
            self.set_shape(id, Shape::Union(union));
        }
    }

    fn by_discriminator(&self, union: &mut Union, node: &'d Node) -> bool {
        let Some(discriminator) = node.get("discriminator") else { return false };
        let Some(property) = node::text(discriminator, "propertyName") else { return false };
        let mapping = node::object(discriminator, "mapping");
        let tags = |variant: &Variant| -> Option<Vec<String>> {
            let id = variant.ty.named()?;
            let name = &self.api.ty(id).name;
            let pointer = &self.api.ty(id).origin.pointer;
            let mapped: Vec<String> = mapping
                .into_iter()
                .flatten()
                .filter(|(_, target)| {
                    let target = target.as_str().unwrap_or_default();
                    target == name || fragment(target).as_ref() == Some(pointer)
                })
                .map(|(tag, _)| tag.clone())
                .collect();
            Some(if mapped.is_empty() { vec![name.clone()] } else { mapped })
        };
        let Some(all) = union.variants.iter().map(tags).collect::<Option<Vec<_>>>() else {
            return false;
        };
        for (variant, tags) in union.variants.iter_mut().zip(all) {
            variant.tell = Tell::Tags(tags);
        }
        union.discriminator = Some(property.to_owned());
        true
    }

    fn by_kind(&self, union: &mut Union) -> bool {
        let kinds: Option<Vec<JsonKind>> =
            union.variants.iter().map(|variant| self.json_kind(&variant.ty)).collect();
        let Some(kinds) = kinds else { return false };
        let mut distinct = kinds.clone();
        distinct.sort_unstable();
        distinct.dedup();
        let both = |one, other| distinct.contains(&one) && distinct.contains(&other);
        if distinct.len() < kinds.len() || both(JsonKind::Integer, JsonKind::Number) {
            return false;
        }
        for (variant, kind) in union.variants.iter_mut().zip(kinds) {
            variant.tell = Tell::Kind(kind);
        }
        // Parameter text can be read as a string whatever it is, so strings are tried last.
        union.variants.sort_by_key(|variant| match variant.tell {
            Tell::Kind(kind) => kind,
            _ => JsonKind::String,
        });
        true
    }

    fn json_kind(&self, ty: &Type) -> Option<JsonKind> {
        Some(match &self.api.resolved(ty).kind {
            Kind::Bool => JsonKind::Bool,
            Kind::Int(_) => JsonKind::Integer,
            Kind::Float(_) => JsonKind::Number,
            Kind::String(_) => JsonKind::String,
            Kind::List(_) => JsonKind::List,
            Kind::Map(_) => JsonKind::Object,
            Kind::Any => return None,
            Kind::Named(id) | Kind::Boxed(id) => match &self.api.ty(*id).shape {
                Shape::Struct(_) => JsonKind::Object,
                Shape::Enum(_) => JsonKind::String,
                Shape::Union(_) | Shape::Alias(_) => return None,
            },
        })
    }

    /// Each branch by the required fields that no other branch has; the one without such fields comes last.
    fn by_fields(&self, union: &mut Union) -> bool {
        let fields = |variant: &Variant, required: bool| -> Option<Vec<String>> {
            let Shape::Struct(shape) = &self.api.ty(self.api.resolved(&variant.ty).named()?).shape
            else {
                return None;
            };
            let chosen = shape.fields.iter().filter(|field| field.required || !required);
            Some(chosen.map(|field| field.name.clone()).collect())
        };
        let all: Option<Vec<(Vec<String>, Vec<String>)>> = union
            .variants
            .iter()
            .map(|variant| Some((fields(variant, true)?, fields(variant, false)?)))
            .collect();
        let Some(all) = all else { return false };
        let tells: Vec<Vec<String>> = all
            .iter()
            .enumerate()
            .map(|(own, (required, _))| {
                let elsewhere = |name: &&String| {
                    all.iter().enumerate().any(|(at, (_, known))| at != own && known.contains(name))
                };
                required.iter().filter(|name| !elsewhere(name)).cloned().collect()
            })
            .collect();
        if tells.iter().filter(|tell| tell.is_empty()).count() > 1 {
            return false;
        }
        for (variant, tell) in union.variants.iter_mut().zip(tells) {
            variant.tell = if tell.is_empty() { Tell::Attempt } else { Tell::Fields(tell) };
        }
        union.variants.sort_by_key(|variant| variant.tell == Tell::Attempt);
        true
    }
}
