//! Finds the values of a discriminator that mean each subtype of a schema: by the mapping of the schema and of those
//! that it extends, else by the values that the subtype lists itself, else by its name.

use std::collections::BTreeSet;

use super::conjunction::values_of;
use super::family::{is_base, parents};
use super::{Lower, node};
use crate::api::{Selector, Variant};
use crate::tree::Node;
use crate::tree::pointer::{At, fragment};

/// The levels of schemas with discriminators that are followed.
const MAX_DEPTH: usize = 16;

/// How the values of a discriminator select a subtype.
pub(super) struct Kinds {
    /// The name of the property.
    pub(super) property: String,
    /// The subtypes, by name.
    pub(super) members: Vec<(String, Selector)>,
    /// The schema itself, unless each value that it lists means a subtype.
    pub(super) base: Option<Selector>,
}

/// Puts the branch for all other values last.
pub(super) fn sort(variants: &mut [Variant]) {
    variants.sort_by_key(|variant| match variant.selector {
        Selector::Default => 2,
        Selector::Try => 1,
        _ => 0,
    });
}

/// Returns the name of the component that a value of a mapping means.
pub(super) fn target(text: &str) -> String {
    let pointer = fragment(text);
    let name = pointer.as_deref().and_then(|pointer| pointer.strip_prefix("/components/schemas/"));
    name.unwrap_or(text).to_owned()
}

impl<'d> Lower<'d, '_> {
    /// Returns how the subtypes of a schema are selected, if it has any.
    pub(super) fn kinds(&self, name: &str, node: &'d Node) -> Option<Kinds> {
        let members = self.families.members(name);
        let discriminator = node.get("discriminator").filter(|_| !members.is_empty())?;
        let property = node::text(discriminator, "propertyName")?;
        let otherwise = node::text(discriminator, "defaultMapping").map(target);
        let mapping = self.mapping(name, property, 0);
        let mut taken = BTreeSet::new();
        let mut all: Vec<Option<Vec<String>>> = Vec::new();
        for member in members {
            let tags = self.mapped(member, &mapping);
            taken.extend(tags.iter().cloned());
            all.push(Some(tags).filter(|tags| !tags.is_empty()));
        }
        // A value that the mapping has means what it is mapped to.
        for (member, tags) in members.iter().zip(&mut all).filter(|(_, tags)| tags.is_none()) {
            let mut own = self.unmapped(name, member, property, 0);
            own.retain(|tag| taken.insert(tag.clone()));
            *tags = Some(own);
        }
        let select = |(member, tags): (&String, Option<Vec<String>>)| {
            let selector = match tags.unwrap_or_default() {
                _ if otherwise.as_ref() == Some(member) => Selector::Default,
                tags if tags.is_empty() => Selector::Try,
                tags => Selector::Discriminator(tags),
            };
            (member.clone(), selector)
        };
        let members: Vec<_> = members.iter().zip(all).map(select).collect();
        let itself = mapping.iter().filter(|(_, to)| to == name).map(|(tag, _)| tag.clone());
        let mut itself: Vec<String> = itself.collect();
        let listed = self.listed_kinds(node, property);
        itself.extend(listed.iter().flatten().filter(|tag| !taken.contains(*tag)).cloned());
        itself.dedup();
        let is_default = members.iter().any(|(_, selector)| *selector == Selector::Default);
        let base = if itself.is_empty() && (listed.is_some() || is_default) {
            None
        } else if listed.is_some() || is_default {
            Some(Selector::Discriminator(itself))
        } else {
            Some(Selector::Default)
        };
        Some(Kinds { property: property.to_owned(), members, base })
    }

    /// Returns the values of a property and the components that they mean: by the mapping of a schema, and of those
    /// that it extends and that have the same discriminator.
    fn mapping(&self, name: &str, property: &str, depth: usize) -> Vec<(String, String)> {
        let Some(schema) = self.component(name).filter(|_| depth < MAX_DEPTH) else {
            return Vec::new();
        };
        let mut found: Vec<(String, String)> = Vec::new();
        let discriminator = schema.get("discriminator").filter(|_| is_base(schema));
        if let Some(discriminator) = discriminator
            && node::text(discriminator, "propertyName") == Some(property)
        {
            let mapping = node::object(discriminator, "mapping").into_iter().flatten();
            found.extend(mapping.filter_map(|(tag, to)| Some((tag.clone(), target(to.as_str()?)))));
        }
        for parent in parents(schema) {
            for (tag, to) in self.mapping(parent, property, depth + 1) {
                if found.iter().all(|(known, _)| *known != tag) {
                    found.push((tag, to));
                }
            }
        }
        found
    }

    /// Returns the values that are mapped to a schema or, if it has a discriminator itself, to one of its subtypes.
    fn mapped(&self, name: &str, mapping: &[(String, String)]) -> Vec<String> {
        let means = |to: &str| to == name || self.families.is_below(to, name);
        mapping.iter().filter(|(_, to)| means(to)).map(|(tag, _)| tag.clone()).collect()
    }

    /// Returns the values that mean a subtype that no mapping names.
    fn unmapped(&self, base: &str, name: &str, property: &str, depth: usize) -> Vec<String> {
        let members = self.families.members(name);
        if depth > MAX_DEPTH {
            return Vec::new();
        }
        let own = self.own_kinds(base, name, property);
        let is_named = own.is_none();
        let mut tags = own.unwrap_or_else(|| vec![name.to_owned()]);
        let schema = self.component(name).and_then(|schema| schema.get("discriminator"));
        let is_same = schema.and_then(|node| node::text(node, "propertyName")) == Some(property);
        if is_same || is_named {
            for member in members {
                let mapping = self.mapping(name, property, 0);
                let mapped = self.mapped(member, &mapping);
                tags.extend(if mapped.is_empty() {
                    self.unmapped(name, member, property, depth + 1)
                } else {
                    mapped
                });
            }
        }
        tags
    }

    /// Returns the values of a property that a subtype lists itself, not one of the schemas that it extends.
    fn own_kinds(&self, base: &str, name: &str, property: &str) -> Option<Vec<String>> {
        let parts = |name: &str| {
            let mut parts = Vec::new();
            if let Some(schema) = self.component(name) {
                self.gather(schema, &At::root(), &mut parts, 0);
            }
            parts
        };
        let own = parts(name);
        let inherited: Vec<&Node> = parents(self.component(name)?)
            .filter(|parent| *parent == base || self.families.is_below(parent, base))
            .flat_map(|parent| parts(parent).into_iter().map(|part| part.node))
            .collect();
        let own = own.into_iter().map(|part| part.node);
        let own = own.filter(|part| !inherited.iter().any(|known| std::ptr::eq(*known, *part)));
        own.filter_map(|part| self.listed_in(part, property)).next_back()
    }

    /// Returns the values of a property that a schema lists, itself or by what it extends.
    fn listed_kinds(&self, node: &'d Node, property: &str) -> Option<Vec<String>> {
        let mut parts = Vec::new();
        self.gather(node, &At::root(), &mut parts, 0);
        parts.into_iter().filter_map(|part| self.listed_in(part.node, property)).next_back()
    }

    /// Returns the values that one schema lists for a property, null aside.
    fn listed_in(&self, node: &'d Node, property: &str) -> Option<Vec<String>> {
        let schema = node::object(node, "properties")?.get(property)?;
        let mut parts = Vec::new();
        self.gather(schema, &At::root(), &mut parts, 0);
        let values = parts.into_iter().find_map(|part| values_of(part.node))?;
        let text = |value: &Node| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        Some(values.into_iter().filter(|value| !value.is_null()).map(text).collect())
    }

    fn component(&self, name: &str) -> Option<&'d Node> {
        self.root.get("components")?.get("schemas")?.get(name)
    }
}
