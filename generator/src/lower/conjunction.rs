//! Translates a conjunction: a property, an item or an additional property that several parts of an `allOf` describe.
//!
//! ```yaml
//! allOf:
//!   - {properties: {event: {type: object}}}
//!   - {properties: {event: {$ref: '#/components/schemas/Payload'}}}
//! ```
//!
//! If one of the schemas says everything that the others say, its type is the type. Else their parts become one type,
//! as those of an `allOf` do. The order of the schemas does not matter.

use super::schema::{Slot, is_nullable};
use super::{Lower, node};
use crate::api::{Kind, Type};
use crate::diag::codes;
use crate::tree::Node;
use crate::tree::pointer::At;

/// The nesting of schemas that is followed to find the types of their values.
const MAX_DEPTH: usize = 8;

/// The JSON types, each with its bits. A number includes integers.
const TYPES: &[(&str, u8)] = &[
    ("null", NULL),
    ("boolean", 1 << 1),
    ("integer", 1 << 2),
    ("number", 1 << 2 | 1 << 3),
    ("string", 1 << 4),
    ("array", 1 << 5),
    ("object", 1 << 6),
];
const NULL: u8 = 1;
const ALL: u8 = u8::MAX >> 1;

/// A schema with its place.
#[derive(Clone)]
pub(super) struct Operand<'d> {
    pub(super) node: &'d Node,
    pub(super) pointer: String,
}

impl<'d> Lower<'d, '_> {
    /// Returns the type of values that match all of these schemas. `what` names them in a finding.
    pub(super) fn conjunction(
        &mut self,
        operands: &[Operand<'d>],
        what: &str,
        slot: &Slot,
    ) -> Type {
        let Some(last) = operands.last() else { return Type::any() };
        let nullable = operands.iter().all(|operand| self.accepts_null(operand.node, 0));
        let says_all = |one: &&Operand<'d>| {
            operands.iter().all(|other| {
                std::ptr::eq(one.node, other.node) || self.covers(one.node, other.node)
            })
        };
        // Of schemas that say the same, one with a name is taken.
        let (named, others): (Vec<_>, Vec<_>) =
            operands.iter().partition(|operand| operand.node.get("$ref").is_some());
        if let Some(narrowest) = named.into_iter().chain(others).find(says_all) {
            let ty = self.schema(narrowest.node, &At::of(&narrowest.pointer), slot);
            return Type { nullable: ty.nullable && nullable, ..ty };
        }
        let at = At::of(&last.pointer);
        let mut parts = Vec::new();
        for operand in operands {
            self.gather(operand.node, &At::of(&operand.pointer), &mut parts, 0);
        }
        let nodes: Vec<&'d Node> = operands.iter().map(|operand| operand.node).collect();
        self.report_contradiction(&nodes, &at, what);
        if nodes.iter().fold(ALL, |types, node| types & self.types_of(node, 0)) == NULL {
            return Type::new(Kind::Null);
        }
        // The place belongs to the last schema alone.
        let known = self.by_pointer.get(&last.pointer).copied();
        let ty = self.of_parts(parts, last.node, &at, slot);
        match known {
            Some(id) => self.by_pointer.insert(last.pointer.clone(), id),
            None => self.by_pointer.remove(&last.pointer),
        };
        Type { nullable, ..ty }
    }

    /// Reports schemas that no value satisfies together.
    pub(super) fn report_contradiction(&mut self, nodes: &[&'d Node], at: &At<'_>, what: &str) {
        let types = nodes.iter().fold(ALL, |types, node| types & self.types_of(node, 0));
        let mut listed = Vec::new();
        for node in nodes {
            self.gather(node, at, &mut listed, 0);
        }
        let mut lists = listed.iter().filter_map(|part| values_of(part.node));
        let contradicts = types == 0
            || lists.next().is_some_and(|mut values| {
                for list in lists {
                    values.retain(|value| list.contains(value));
                }
                values.is_empty()
            });
        if contradicts {
            self.diagnostics.report(
                &codes::ALL_OF_CONFLICT,
                at,
                format!("conflicting types for {what} in the branches of `allOf`"),
            );
        }
    }

    /// Returns the JSON types that a schema allows, as bits.
    fn types_of(&self, node: &'d Node, depth: usize) -> u8 {
        let bits =
            |name: &str| TYPES.iter().find(|(own, _)| *own == name).map_or(0, |(_, bits)| *bits);
        if depth > MAX_DEPTH {
            return ALL;
        }
        let names = node::types(node);
        let mut types = if names.is_empty() {
            ALL
        } else {
            names.into_iter().fold(0, |types, name| types | bits(name))
        };
        if let Some(values) = values_of(node) {
            types &= values.into_iter().fold(0, |types, value| types | bits(type_of(value)));
        }
        let (target, place) = self.follow(node);
        if place.is_some() {
            types &= self.types_of(target, depth + 1);
        }
        for part in node::list(node, "allOf") {
            types &= self.types_of(part, depth + 1);
        }
        for key in ["oneOf", "anyOf"].into_iter().filter(|key| node.get(key).is_some()) {
            let branches = node::list(node, key);
            types &= branches.fold(0, |types, branch| types | self.types_of(branch, depth + 1));
        }
        types
    }

    /// Whether a schema accepts null. One that says nothing of types does.
    fn accepts_null(&self, node: &'d Node, depth: usize) -> bool {
        let (target, place) = self.follow(node);
        let own = |node: &'d Node| {
            let typed = ["type", "enum", "const", "oneOf", "anyOf", "properties", "items"];
            let is_silent = !typed.iter().any(|key| node.get(key).is_some());
            (is_silent || is_nullable(node))
                && (depth > MAX_DEPTH
                    || node::list(node, "allOf").all(|part| self.accepts_null(part, depth + 1)))
        };
        own(node) && (place.is_none() || own(target))
    }
}

/// Returns the values that a schema lists.
pub(super) fn values_of(node: &Node) -> Option<Vec<&Node>> {
    let constant = || node.get("const").map(|value| vec![value]);
    node.get("enum").and_then(Node::as_array).map(|list| list.iter().collect()).or_else(constant)
}

fn type_of(value: &Node) -> &'static str {
    match value {
        Node::Null => "null",
        Node::Bool(_) => "boolean",
        Node::Number(number) if number.as_f64().is_some_and(|float| float.fract() == 0.0) => {
            "integer"
        }
        Node::Number(_) => "number",
        Node::String(_) => "string",
        Node::Array(_) => "array",
        Node::Object(_) => "object",
    }
}
