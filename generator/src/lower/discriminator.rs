//! Distinguishes the branches of a union by its discriminator: by the values that the mapping has for a branch or for a
//! branch inside it, else by those that the branch lists for the property, else by the name of the branch.
//!
//! A branch may leave the property undeclared. Then the Rust type of the branch has no field for it, and the union writes it.

use std::collections::BTreeSet;

use super::distinguish::set_tags;
use super::{Lower, kinds, node};
use crate::api::{Selector, Shape, Type, Union, Variant};
use crate::diag::{codes, text};
use crate::tree::pointer::{At, fragment};
use crate::tree::{Node, Object};

/// The nesting of unions in unions that is followed.
const MAX_DEPTH: usize = 8;

impl<'d> Lower<'d, '_> {
    /// Distinguishes by the discriminator. Returns whether there is one.
    pub(super) fn by_discriminator(
        &mut self,
        union: &mut Union,
        node: &'d Node,
        at: &At<'_>,
    ) -> bool {
        let Some(discriminator) = node.get("discriminator") else { return false };
        let Some(property) = node::text(discriminator, "propertyName") else { return false };
        // The subtypes of a schema are distinguished already.
        if union.variants.iter().all(|variant| variant.selector == Selector::Try) {
            let all = self.tags(union, discriminator, property);
            if all.iter().all(Option::is_none) {
                union.discriminator = None;
                return false;
            }
            set_tags(union, property, all);
            if let Some(otherwise) = node::text(discriminator, "defaultMapping") {
                for variant in &mut union.variants {
                    if self.is_meant(&variant.ty, otherwise) {
                        variant.selector = Selector::Default;
                    }
                }
                kinds::sort(&mut union.variants);
            }
            self.split(union, property);
        }
        let declares = |variant: &Variant| self.api.declares(&variant.ty, property);
        if !union.variants.iter().any(declares) && self.reported.insert(at.pointer()) {
            let what = format!("no branch declares the discriminator {}", text::quote(property));
            let at = at.key("discriminator");
            self.diagnostics.report(&codes::UNDECLARED_DISCRIMINATOR, &at, what);
        }
        true
    }

    /// Returns the values of the discriminator that mean each branch. Each value means one branch.
    fn tags(
        &self,
        union: &Union,
        discriminator: &'d Node,
        property: &str,
    ) -> Vec<Option<Vec<String>>> {
        let mapping = node::object(discriminator, "mapping");
        let entries = || mapping.into_iter().flat_map(Object::iter);
        let entries = || entries().filter_map(|(tag, to)| Some((tag, to.as_str()?)));
        let mut taken: BTreeSet<String> = BTreeSet::new();
        let mut all: Vec<Vec<String>> = Vec::new();
        for variant in &union.variants {
            let own = entries().filter(|(_, to)| self.is_meant(&variant.ty, to));
            let own = own.map(|(tag, _)| tag.clone()).filter(|tag| taken.insert(tag.clone()));
            all.push(own.collect());
        }
        for (variant, tags) in union.variants.iter().zip(&mut all) {
            let inside = entries().filter(|(_, to)| self.is_meant_inside(&variant.ty, to, 0));
            let inside = inside.map(|(tag, _)| tag.clone());
            tags.extend(inside.filter(|tag| taken.insert(tag.clone())));
        }
        let found = union.variants.iter().zip(all).map(|(variant, mapped)| {
            let own = || self.values_of(&variant.ty, property, false, 0);
            let found = Some(mapped).filter(|mapped| !mapped.is_empty());
            let is_mapped = found.is_some();
            let mut found = found.or_else(own).or_else(|| self.named_tag(variant))?;
            found.retain(|tag| is_mapped || taken.insert(tag.clone()));
            Some(found).filter(|found| !found.is_empty())
        });
        found.collect()
    }

    /// Returns the name of the component of a branch, which is the value without a mapping.
    fn named_tag(&self, variant: &Variant) -> Option<Vec<String>> {
        let id = variant.ty.named()?;
        let def = self.api.ty(id);
        match self.branch_component(&variant.ty) {
            Some(name) => Some(vec![name.to_owned()]),
            None => (!def.is_inline).then(|| vec![def.name.clone()]),
        }
    }

    /// Returns the component of a branch that was merged with other parts.
    fn branch_component(&self, ty: &Type) -> Option<&str> {
        self.branches.get(&ty.named()?)?.strip_prefix("/components/schemas/")
    }

    /// Whether a value of a mapping means a branch.
    fn is_meant(&self, ty: &Type, target: &str) -> bool {
        let Some(id) = ty.named() else { return false };
        let def = self.api.ty(id);
        let origin = self.branches.get(&id).unwrap_or(&def.origin.pointer);
        let name = self.branch_component(ty).unwrap_or(&def.name);
        target == name || fragment(target).as_ref() == Some(origin)
    }

    /// Whether a value of a mapping means a branch of a branch.
    fn is_meant_inside(&self, ty: &Type, target: &str, depth: usize) -> bool {
        let id = self.api.resolved(ty).named().filter(|_| depth < MAX_DEPTH);
        let Some(Shape::Union(inner)) = id.map(|id| &self.api.ty(id).shape) else { return false };
        inner.variants.iter().any(|variant| {
            self.is_meant(&variant.ty, target)
                || self.is_meant_inside(&variant.ty, target, depth + 1)
        })
    }

    /// Makes a branch for each value, where the branch itself does not hold the value.
    fn split(&self, union: &mut Union, property: &str) {
        let mut variants = Vec::with_capacity(union.variants.len());
        for variant in std::mem::take(&mut union.variants) {
            let tags = match &variant.selector {
                Selector::Discriminator(tags) if !self.api.declares(&variant.ty, property) => tags,
                _ => {
                    variants.push(variant);
                    continue;
                }
            };
            for (index, tag) in tags.iter().enumerate() {
                let name = match index {
                    0 => variant.name.clone(),
                    _ => super::joined(&[&variant.name, tag]),
                };
                let selector = Selector::Discriminator(vec![tag.clone()]);
                variants.push(Variant { name, selector, ty: variant.ty.clone() });
            }
        }
        union.variants = variants;
    }
}
