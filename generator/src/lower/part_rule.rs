//! Decides which keywords of a part of an `allOf` its merged type does not express: a part sees only what it describes
//! itself, and the type has the properties of all parts.

use super::all_of::Part;
use super::enum_::type_of;
use super::rule::has_closing;
use super::{Lower, node};
use crate::api::{Shape, Type};
use crate::tree::{Node, Object};

impl<'d> Lower<'d, '_> {
    /// Returns the keywords of a part that the type of all parts does not express.
    pub(super) fn remaining_of_part(
        &self,
        part: &Part<'d>,
        parts: &[Part<'d>],
        ty: &Type,
    ) -> Vec<&'static str> {
        let is_struct = matches!(
            ty.named().map(|id| &self.api.ty(id).shape),
            Some(Shape::Struct(shape)) if !shape.is_list
        );
        let closes = has_closing(part.node, "unevaluatedProperties")
            && part.node.get("additionalProperties").is_none();
        if closes && !(is_struct && self.sees_all(part, parts)) {
            return vec!["all"];
        }
        let mut left = self.remaining(part.node, ty);
        if left == ["all"] {
            return left;
        }
        if part.chosen {
            left.retain(|key| !["oneOf", "anyOf"].contains(key));
        }
        if has_closing(part.node, "additionalProperties")
            && is_struct
            && parts.iter().any(|other| names_more(other.node, part.node))
        {
            left.push("closed");
        }
        if is_struct
            && !node::types(part.node).is_empty()
            && !node::types(part.node).contains(&"object")
        {
            left.push("type");
        }
        left
    }

    /// Returns the keywords by which a part restricts the type of another one, besides its limits.
    pub(super) fn restricting(&self, part: &Part<'d>, first: &Part<'d>) -> Vec<&'static str> {
        let mut left = Vec::new();
        let has = |key: &str| part.node.get(key).is_some();
        if has_closing(part.node, "additionalProperties") {
            left.push("closed");
        }
        left.extend(["patternProperties", "prefixItems"].iter().filter(|key| has(key)));
        if has("prefixItems") && has("items") {
            left.push("items");
        }
        let types = node::types(part.node);
        if !types.is_empty() && !has_only(first.node, &types) {
            left.push("type");
        }
        left
    }

    /// Whether `unevaluatedProperties` of a part sees all properties of the type: no other part and no branch evaluates
    /// others, and it is the schema around all parts.
    pub(super) fn sees_all(&self, part: &Part<'d>, parts: &[Part<'d>]) -> bool {
        let is_whole = parts.last().is_some_and(|last| std::ptr::eq(last.node, part.node));
        let evaluates = |other: &Part<'d>| {
            !std::ptr::eq(other.node, part.node)
                && ["additionalProperties", "unevaluatedProperties"]
                    .iter()
                    .any(|key| other.node.get(key).is_some())
        };
        is_whole && !parts.iter().any(evaluates) && !self.has_choice(part.node)
    }
}

/// Whether a schema describes properties that another one does not.
fn names_more(node: &Node, than: &Node) -> bool {
    ["properties", "patternProperties"].iter().any(|key| {
        let known = node::object(than, key);
        let names = node::object(node, key).into_iter().flat_map(Object::keys);
        names.into_iter().any(|name| known.is_none_or(|known| !known.contains_key(name)))
    })
}

/// Whether all values that a schema allows have one of the types, as far as its own keywords tell.
fn has_only(node: &Node, types: &[&str]) -> bool {
    let fits =
        |name: &str| types.contains(&name) || (name == "integer" && types.contains(&"number"));
    let mut listed = node::list(node, "enum").chain(node.get("const")).peekable();
    if listed.peek().is_some() {
        return listed.all(|value| type_of(value).is_none_or(fits));
    }
    let own = node::types(node);
    match own.as_slice() {
        [] => super::schema::implied(node).is_some_and(fits),
        own => own.iter().all(|name| *name == "null" || fits(name)),
    }
}
