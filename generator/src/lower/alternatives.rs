//! Translates alternatives beside other parts of an object: each becomes a type with all parts, and the schema a
//! union of these.
//!
//! ```yaml
//! allOf:
//!   - {type: object, properties: {id: {type: string}}}
//!   - oneOf: [{$ref: '#/components/schemas/Card'}, {$ref: '#/components/schemas/Cash'}]
//! ```

use super::all_of::Part;
use super::schema::{Slot, is_null};
use super::union::only_narrows;
use super::{Lower, node};
use crate::api::{Kind, Selector, Shape, Type, TypeDef, TypeId, Union, Variant};
use crate::tree::Node;
use crate::tree::pointer::At;

/// The number of alternatives that become types. With more, they become a rule.
const MOST: usize = 64;
/// The number of choices beside one another that become types.
const MOST_CHOICES: usize = 2;

/// A part with alternatives, none of which is chosen yet.
pub(super) struct Alternatives<'d> {
    /// Its index among the parts.
    part: usize,
    key: &'static str,
    branches: Vec<(usize, &'d Node)>,
}

impl<'d> Lower<'d, '_> {
    /// Whether an object has properties and alternatives with properties of their own.
    pub(super) fn has_alternatives(&self, node: &'d Node) -> bool {
        node::has_properties(node) && self.choice(node).is_some()
    }

    /// Returns the first part with alternatives that are objects.
    pub(super) fn alternatives(&self, parts: &[Part<'d>]) -> Option<Alternatives<'d>> {
        let chosen = parts.iter().filter(|part| part.chosen).count();
        let has_fields = |part: &Part<'_>| node::has_properties(part.node);
        let unchosen = || {
            let unchosen = parts.iter().enumerate().filter(|(_, part)| !part.chosen);
            unchosen.filter_map(|(index, part)| Some((index, self.choice(part.node)?)))
        };
        let beside = parts.iter().any(has_fields) || unchosen().count() > 1;
        let (part, (key, branches)) = unchosen().next()?;
        (beside && chosen < MOST_CHOICES).then_some(Alternatives { part, key, branches })
    }

    /// Marks choices as made if one of their branches extends the whole schema, which then is that branch.
    pub(super) fn mark_chosen(&self, parts: &mut [Part<'d>]) {
        let nodes: Vec<&'d Node> = parts.iter().map(|part| part.node).collect();
        for part in parts.iter_mut().filter(|part| !part.chosen) {
            let branches =
                ["oneOf", "anyOf"].into_iter().flat_map(|key| node::list(part.node, key));
            let is_part = |branch: &'d Node| {
                let (target, _) = self.follow(branch);
                nodes.iter().any(|node| std::ptr::eq(*node, target))
            };
            part.chosen = branches.into_iter().any(is_part);
        }
    }

    /// Returns the alternatives of a schema, if they are objects.
    fn choice(&self, node: &'d Node) -> Option<(&'static str, Vec<(usize, &'d Node)>)> {
        let key = ["oneOf", "anyOf"].into_iter().find(|key| node.get(*key).is_some())?;
        let all: Vec<_> = node::list(node, key).enumerate().collect();
        let is_object = |branch: &'d Node| {
            let (target, _) = self.follow(branch);
            let has = |key: &str| target.get(key).is_some();
            has("properties") || (has("allOf") && !has("enum"))
        };
        let fit = all.len() > 1
            && all.len() <= MOST
            && all.iter().all(|(_, branch)| is_object(branch) && !is_null(branch))
            && !all.iter().all(|(_, branch)| only_narrows(branch));
        fit.then_some((key, all))
    }

    /// Returns the union of the parts with each of the alternatives.
    pub(super) fn with_alternatives(
        &mut self,
        parts: &[Part<'d>],
        alternatives: Alternatives<'d>,
        node: &'d Node,
        at: &At<'_>,
        slot: &Slot,
    ) -> Type {
        let Alternatives { part: index, key, branches } = alternatives;
        let Some(part) = parts.get(index).cloned() else { return Type::any() };
        let id = self.claim(slot, node, at);
        let place = At::of(&part.pointer);
        let place = place.key(key);
        let mut variants = Vec::with_capacity(branches.len());
        for (number, branch) in branches {
            let name = self.branch_name(branch, number);
            let branch_at = place.index(number);
            let own = self.alternative(&name, id, branch, &branch_at);
            let mut all = parts.to_vec();
            if let Some(part) = all.get_mut(index) {
                part.chosen = true;
            }
            self.gather(branch, &branch_at, &mut all, 0);
            let ty = self.of_parts(all, node, at, &Slot::Own(own));
            variants.push(Variant { name, ty, selector: Selector::Try });
        }
        let discriminator = node::discriminator(part.node).map(str::to_owned);
        self.set_shape(id, Shape::Union(Union { discriminator, variants, ..Union::default() }));
        self.unions.push((id, part.node, at.pointer()));
        Type::new(Kind::Named(id))
    }

    /// Declares the type of an alternative.
    fn alternative(&mut self, name: &str, parent: TypeId, node: &'d Node, at: &At<'_>) -> TypeId {
        let id = TypeId(u32::try_from(self.api.types.len()).unwrap_or(u32::MAX));
        let (target, pointer) = self.follow(node);
        let name = super::joined(&[&self.api.ty(parent).name, name]);
        self.branches.insert(id, pointer.unwrap_or_else(|| at.pointer()));
        self.api.types.push(TypeDef {
            name,
            parent: Some(parent),
            is_inline: true,
            docs: node::docs_of_schema(target),
            origin: at.origin(),
            shape: Shape::Alias(Type::any()),
            deprecated: node::flag(target, "deprecated"),
            example: node::example_of_schema(target),
            rules: Vec::new(),
        });
        id
    }
}
