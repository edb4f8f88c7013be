//! Translates `allOf`: its parts become one type.
//!
//! Objects are merged field by field. A part that only restricts another one does not change its type.

use std::collections::HashMap;

use serde_json::Map;

use super::conjunction::Operand;
use super::schema::Slot;
use super::{Lower, node};
use crate::api::{Bound, Kind, Limits, Rest, Shape, Struct, Type};
use crate::diag::codes;
use crate::tree::Node;
use crate::tree::pointer::{At, fragment, lookup};

/// The nesting of parts in parts that is followed.
const MAX_DEPTH: usize = 32;

/// The limits for merges inside merges: their nesting, and the number of types.
const DEEPEST_MERGE: usize = 8;
const MOST_TYPES: usize = 100_000;

/// A part of an `allOf`, with its place.
#[derive(Clone)]
pub(super) struct Part<'d> {
    pub(super) node: &'d Node,
    pub(super) pointer: String,
    /// Whether one of its alternatives is chosen, and is a part too.
    pub(super) chosen: bool,
}

impl<'d> Lower<'d, '_> {
    /// Returns the type of a schema with `allOf`.
    pub(super) fn all_of(&mut self, node: &'d Node, at: &At<'_>, slot: &Slot) -> Type {
        if let Some(part) = only_part(node).filter(|_| !self.is_subtype(slot)) {
            return self.schema(part, &at.key("allOf").index(0), slot);
        }
        self.report_contradiction(&[node], at, "the value");
        let mut parts = Vec::new();
        self.gather(node, at, &mut parts, 0);
        self.of_parts(parts, node, at, slot)
    }

    /// Returns the type of values that match all parts of `node`.
    pub(super) fn of_parts(
        &mut self,
        mut parts: Vec<Part<'d>>,
        node: &'d Node,
        at: &At<'_>,
        slot: &Slot,
    ) -> Type {
        self.mark_chosen(&mut parts);
        if let Some(alternatives) = self.alternatives(&parts) {
            return self.with_alternatives(&parts, alternatives, node, at, slot);
        }
        let objects = parts.iter().any(|part| node::has_properties(part.node));
        if !objects {
            return self.narrowed(&parts, at, slot);
        }
        // A part may contain this schema again. Each choice of alternatives is a type of its own.
        let chosen = parts.iter().filter(|part| part.chosen);
        let pointer = std::iter::once(at.pointer().as_str())
            .chain(chosen.chain(&parts).map(|part| part.pointer.as_str()))
            .collect::<Vec<_>>()
            .join(" ");
        if let Some(id) = self.merging.get(&pointer) {
            return Type::new(Kind::Named(*id));
        }
        // Parts inside parts are repeated, so their number doubles with each level.
        if self.merging.len() >= DEEPEST_MERGE || self.api.types.len() > MOST_TYPES {
            let what = "`allOf` is nested too deeply, so the value is not typed";
            if self.reported.insert(at.pointer()) {
                self.diagnostics
                    .report(&codes::UNSUPPORTED_KEYWORD, at, what)
                    .help("repeat the properties of the parts instead of nesting `allOf`");
            }
            return Type::any();
        }
        let id = self.claim(slot, node, at);
        self.merging.insert(pointer.clone(), id);
        let own = Slot::Own(id);
        let merged = self.merged(&parts, &own);
        self.set_shape(id, Shape::Struct(merged));
        self.merging.remove(&pointer);
        let ty = Type::new(Kind::Named(id));
        let left: Vec<_> = parts
            .iter()
            .map(|part| (part.node, self.remaining_of_part(part, &parts, &ty)))
            .collect();
        self.add_own_rule(ty, &left, at)
    }

    /// Collects the parts of a schema and of its parts, itself last.
    pub(super) fn gather(
        &self,
        node: &'d Node,
        at: &At<'_>,
        parts: &mut Vec<Part<'d>>,
        depth: usize,
    ) {
        if depth > MAX_DEPTH || parts.iter().any(|part| std::ptr::eq(part.node, node)) {
            return;
        }
        if let Some(pointer) = node::text(node, "$ref").and_then(fragment)
            && let Some(target) = lookup(self.root, &pointer)
        {
            self.gather(target, &At::of(&pointer), parts, depth + 1);
        }
        let here = at.key("allOf");
        for (index, part) in node::list(node, "allOf").enumerate() {
            self.gather(part, &here.index(index), parts, depth + 1);
        }
        parts.push(Part { node, pointer: at.pointer(), chosen: false });
    }

    /// Merges objects: each property gets the type that all parts allow.
    fn merged(&mut self, parts: &[Part<'d>], own: &Slot) -> Struct {
        let required: Vec<&str> =
            parts.iter().flat_map(|part| node::texts(part.node, "required")).collect();
        let mut fields = Vec::new();
        for (name, schemas) in members(parts, "properties") {
            fields.push(self.joint_field(name, &schemas, own, required.contains(&name)));
        }
        for (pattern, schemas) in members(parts, "patternProperties") {
            fields.push(self.pattern_field(pattern, &schemas, own));
        }
        Struct { fields, rest: self.joint_rest(parts, own), ..Struct::default() }
    }

    /// Returns the additional properties that all parts allow.
    fn joint_rest(&mut self, parts: &[Part<'d>], own: &Slot) -> Rest {
        let mut schemas = Vec::new();
        for part in parts {
            let rest = self
                .rest_of(part.node)
                .filter(|(key, _)| *key == "additionalProperties" || self.sees_all(part, parts));
            match rest {
                Some((_, Node::Bool(false))) => return Rest::Closed,
                Some((key, node)) => {
                    let pointer = At::of(&part.pointer).key(key).pointer();
                    schemas.push(Operand { node, pointer });
                }
                None => {}
            }
        }
        if schemas.is_empty() {
            return Rest::Kept;
        }
        let slot = self.inner(own, "additional");
        Rest::Typed(self.conjunction(&schemas, "additional properties", &slot))
    }
}

/// Returns the members of a keyword by name, in the order in which the parts name them first.
fn members<'d>(parts: &[Part<'d>], key: &str) -> Vec<(&'d str, Vec<Operand<'d>>)> {
    let mut found: Vec<(&'d str, Vec<Operand<'d>>)> = Vec::new();
    let mut places: HashMap<&'d str, usize> = HashMap::new();
    for part in parts {
        let at = At::of(&part.pointer);
        let here = at.key(key);
        for (name, node) in node::object(part.node, key).into_iter().flatten() {
            let schema = Operand { node, pointer: here.key(name).pointer() };
            let place = *places.entry(name).or_insert(found.len());
            match found.get_mut(place) {
                Some((_, schemas)) => schemas.push(schema),
                None => found.push((name, vec![schema])),
            }
        }
    }
    found
}

/// Merges limits: of two limits of a kind, the tighter one counts.
pub(super) fn tighten(own: &mut Limits, later: Limits) {
    own.min_length = own.min_length.max(later.min_length);
    own.max_length = least(own.max_length, later.max_length);
    own.min_items = own.min_items.max(later.min_items);
    own.max_items = least(own.max_items, later.max_items);
    own.minimum = tighter(own.minimum, later.minimum, f64::gt);
    own.maximum = tighter(own.maximum, later.maximum, f64::lt);
    if let (Some(own_pattern), Some(pattern)) = (&own.pattern, &later.pattern)
        && own_pattern != pattern
    {
        let rule = Map::from_iter([("pattern".to_owned(), Node::from(pattern.as_str()))]);
        own.rules.push(Node::Object(rule).to_string());
    }
    own.pattern = own.pattern.take().or(later.pattern);
    if let (Some(own_format), Some(format)) = (own.format, later.format)
        && own_format != format
    {
        let rule = Map::from_iter([("format".to_owned(), Node::from(format.name))]);
        own.rules.push(Node::Object(rule).to_string());
    }
    own.format = own.format.or(later.format);
    if let (Some(own_step), Some(step)) = (own.multiple_of, later.multiple_of) {
        let rule = Map::from_iter([("multipleOf".to_owned(), Node::from(step))]);
        #[allow(clippy::float_cmp)] // the same text of a document is the same number
        own.rules.extend((own_step != step).then(|| Node::Object(rule).to_string()));
    }
    own.multiple_of = own.multiple_of.or(later.multiple_of);
    own.unique |= later.unique;
    own.rules.extend(later.rules);
}

fn least(one: Option<u64>, other: Option<u64>) -> Option<u64> {
    one.into_iter().chain(other).min()
}

fn tighter(
    one: Option<Bound>,
    other: Option<Bound>,
    beyond: fn(&f64, &f64) -> bool,
) -> Option<Bound> {
    let (Some(first), Some(second)) = (one, other) else { return one.or(other) };
    let equal = !beyond(&first.value, &second.value) && !beyond(&second.value, &first.value);
    let wins = beyond(&second.value, &first.value) || (equal && second.exclusive);
    Some(if wins { second } else { first })
}

/// Returns the only part of an `allOf` with nothing but annotations beside it, which is the type itself.
fn only_part(node: &Node) -> Option<&Node> {
    let [part] = node.get("allOf")?.as_array()?.as_slice() else { return None };
    let silent = |key: &str| {
        ["allOf", "title", "description", "default", "deprecated", "readOnly", "writeOnly"]
            .contains(&key)
            || key.starts_with("x-")
            || key.starts_with("example")
    };
    node.as_object()?.keys().all(|key| silent(key)).then_some(part)
}
