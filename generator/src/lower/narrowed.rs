//! Translates parts of an `allOf` without properties: the part that says most gives the type, and the others restrict
//! it.

use serde_json::Map;

use super::all_of::{Part, tighten};
use super::conjunction::{Operand, values_of};
use super::covers::{is_of, is_open};
use super::rule::LIMITS;
use super::schema::{Slot, implied};
use super::{Lower, node};
use crate::api::{Kind, Shape, StringFormat, Type};
use crate::tree::Node;
use crate::tree::pointer::At;

/// Keywords by which a part can restrict the type of another part, besides the limits of both.
const NARROWING: &[&str] = &["enum", "const", "oneOf", "anyOf", "items"];
/// Keywords that list values.
const LISTING: &[&str] = &["enum", "const"];
/// Keywords by which a part can restrict a named type.
const EVERYTHING: &[&[&str]] = &[&["type"], NARROWING, LIMITS];

impl<'d> Lower<'d, '_> {
    /// Returns the type of parts without properties: that of the narrowest part, restricted by the others.
    pub(super) fn narrowed(&mut self, parts: &[Part<'d>], at: &At<'_>, slot: &Slot) -> Type {
        let index = narrowest(parts).unwrap_or(parts.len());
        let mut typed: &[&'static str] = &[];
        let joint = parts.get(index).and_then(|part| self.joint(parts, part, at, slot));
        let (mut ty, of_name) = match (joint, parts.get(index)) {
            (Some((ty, keys)), _) => {
                typed = keys;
                (ty, false)
            }
            // A part with a name keeps it.
            (None, Some(first))
                if self.by_pointer.contains_key(&first.pointer)
                    && first.pointer != at.pointer() =>
            {
                (self.reference(&first.pointer, slot), true)
            }
            (None, Some(first)) => {
                (self.type_without_rule(first.node, &At::of(&first.pointer), slot), false)
            }
            (None, None) => (Type::any(), false),
        };
        let scalar = ty.named().is_none();
        let is_text = self.api.resolved(&ty).kind == Kind::String(StringFormat::Plain);
        for part in parts {
            let mut limits = super::scalar::limits(part.node);
            if is_text {
                limits.format = self.text_format(part.node).filter(|format| format.is_checked());
            }
            tighten(&mut ty.limits, limits);
        }
        let listed = parts.get(index).and_then(|part| values_of(part.node));
        if let Some(own) = &listed
            && matches!(ty.named().map(|id| &self.api.ty(id).shape), Some(Shape::Enum(_)))
        {
            let in_all = |value| lists(parts).iter().all(|list| list.contains(value));
            typed = if own.iter().all(in_all) { LISTING } else { typed };
        }
        let mut left = Vec::new();
        for (place, part) in
            parts.iter().enumerate().filter(|(place, _)| !of_name || *place != index)
        {
            let mut keys = self.remaining_of_part(part, parts, &ty);
            if place != index && keys != ["all"] {
                keys.extend(self.restricting(part, parts.get(index).unwrap_or(part)));
                let more: &[&[&'static str]] =
                    if scalar { &[&["type"], NARROWING] } else { EVERYTHING };
                let more = more.iter().copied().flatten();
                keys.extend(more.filter(|key| self.has_keyword(part.node, key)));
                keys.sort_unstable();
                keys.dedup();
            }
            let first = parts.get(index).map(|first| first.node);
            let is_said = |key: &str| match key {
                "closed" => typed.contains(&"additionalProperties"),
                "items" => part.node.get(key).is_some_and(is_open),
                "type" => first.is_some_and(|first| is_of(first, &node::types(part.node))),
                _ => typed.contains(&key),
            };
            keys.retain(|key| !is_said(key) && !typed.contains(key));
            left.push((part.node, keys));
        }
        self.add_rule(ty, &left, at)
    }

    /// Returns the type to which several parts contribute, with the keywords that it expresses: values that several
    /// lists have in common, the items of an array, the values of a map.
    fn joint(
        &mut self,
        parts: &[Part<'d>],
        first: &Part<'d>,
        at: &At<'_>,
        slot: &Slot,
    ) -> Option<(Type, &'static [&'static str])> {
        if let Some(own) = values_of(first.node) {
            return self.listed_in_all(parts, first, &own, at, slot);
        }
        let has = |keys: &[&str]| keys.iter().any(|key| first.node.get(key).is_some());
        if has(&["oneOf", "anyOf", "prefixItems", "patternProperties"]) {
            return None;
        }
        let schemas = |key: &str| -> Vec<Operand<'d>> {
            let open = |node: &Node| node.as_object().is_none_or(Map::is_empty);
            let found = parts.iter().filter_map(|part| Some((part, part.node.get(key)?)));
            let found = found.filter(|(_, node)| !open(node));
            let place = |part: &Part<'_>| At::of(&part.pointer).key(key).pointer();
            found.map(|(part, node)| Operand { node, pointer: place(part) }).collect()
        };
        let names = node::types(first.node);
        let is = |name: &str| {
            names.iter().all(|own| ["null", name].contains(own))
                && (!names.is_empty() || implied(first.node) == Some(name))
        };
        let (items, values) = (schemas("items"), schemas("additionalProperties"));
        if is("array") && items.len() > 1 {
            let item = self.conjunction(&items, "the items", &self.inner(slot, "item"));
            return Some((Type::new(Kind::List(Box::new(item))), &["items"]));
        }
        if is("object") && values.len() > 1 {
            let value = self.conjunction(&values, "the values", &self.inner(slot, "value"));
            return Some((Type::new(Kind::Map(Box::new(value))), &["additionalProperties"]));
        }
        None
    }

    /// Returns the enum of the values that all lists have, if the list of `first` has others too.
    fn listed_in_all(
        &mut self,
        parts: &[Part<'d>],
        first: &Part<'d>,
        own: &[&'d Node],
        at: &At<'_>,
        slot: &Slot,
    ) -> Option<(Type, &'static [&'static str])> {
        let lists = lists(parts);
        let in_all = |value: &Node| lists.iter().all(|list| list.contains(&value));
        let kept = own.iter().filter(|value| in_all(value)).count();
        if kept == own.len() || kept == 0 {
            return None;
        }
        let id = self.claim(slot, first.node, at);
        let ty = self.listed(first.node, &At::of(&first.pointer), &Slot::Own(id));
        let mut shape = self.api.ty(ty.named()?).shape.clone();
        if let Shape::Enum(listed) = &mut shape {
            let texts: Vec<String> = own
                .iter()
                .filter(|value| in_all(value))
                .map(|value| value.as_str().map_or_else(|| value.to_string(), str::to_owned))
                .collect();
            listed.values.retain(|value| texts.contains(&value.text));
        }
        self.set_shape(id, shape);
        Some((ty, LISTING))
    }
}

/// Returns the index of the part whose type says most. Listed values say more than alternatives, and these more
/// than a type.
fn narrowest(parts: &[Part<'_>]) -> Option<usize> {
    let has = |part: &Part<'_>, keys: &[&str]| keys.iter().any(|key| part.node.get(key).is_some());
    let chosen = |keys: &[&str]| parts.iter().position(|part| has(part, keys));
    // Of several lists, the one whose values are in all others.
    let lists = lists(parts);
    let is_shortest = |part: &Part<'_>| {
        values_of(part.node).is_some_and(|own| {
            lists.iter().all(|list| own.iter().all(|value| list.contains(value)))
        })
    };
    let weight = |part: &Part<'_>| super::scalar::weight(part.node);
    let heaviest = parts.iter().map(weight).max().filter(|weight| *weight > 0);
    parts
        .iter()
        .position(is_shortest)
        .or_else(|| chosen(&["enum", "const"]))
        .or_else(|| chosen(&["oneOf", "anyOf"]))
        .or_else(|| parts.iter().position(|part| Some(weight(part)) == heaviest))
}

/// Returns the values that parts list.
fn lists<'d>(parts: &[Part<'d>]) -> Vec<Vec<&'d Node>> {
    parts.iter().filter_map(|part| values_of(part.node)).collect()
}
