//! Translates `allOf`: its parts become one type.
//!
//! Objects are merged field by field. A part that only restricts another one does not change its type.

use serde_json::Map;

use super::rule::LIMITS;
use super::schema::Slot;
use super::{Lower, node};
use crate::api::{Bound, Field, Kind, Limits, Rest, Shape, StringFormat, Struct, Type};
use crate::diag::{codes, text};
use crate::tree::pointer::{At, fragment, lookup};
use crate::tree::{Node, Object};

/// The nesting of parts in parts that is followed.
const MAX_DEPTH: usize = 32;

/// The limits for merges inside merges: their nesting, and the number of types.
const DEEPEST_MERGE: usize = 8;
const MOST_TYPES: usize = 100_000;

/// Keywords by which a part can restrict the type of another part, besides the limits of both.
const NARROWING: &[&str] = &["enum", "const", "oneOf", "anyOf", "items"];
/// Keywords by which a part can restrict a named type.
const EVERYTHING: &[&[&str]] = &[&["type"], NARROWING, LIMITS];

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
        let objects = parts.iter().any(|part| part.node.get("properties").is_some());
        if !objects {
            return self.narrowed(&parts, at, slot);
        }
        // A part may contain this schema again. Each choice of alternatives is a type of its own.
        let chosen = parts.iter().filter(|part| part.chosen).map(|part| part.pointer.as_str());
        let pointer = std::iter::once(at.pointer().as_str())
            .chain(chosen)
            .chain(parts.last().map(|part| part.pointer.as_str()))
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
        self.report_excluded(&parts);
        let id = self.claim(slot, node, at);
        self.merging.insert(pointer.clone(), id);
        let own = Slot::Own(id);
        let mut merged = Struct::default();
        for part in &parts {
            let place = At::of(&part.pointer);
            let mut scratch = self.object_part(part.node, &place, &own);
            if part.node.get("additionalProperties").is_none() && !self.sees_all(part, &parts) {
                scratch.rest = Rest::Kept;
            }
            self.merge(&mut merged, scratch, &place);
        }
        let required: Vec<&str> =
            parts.iter().flat_map(|part| node::texts(part.node, "required")).collect();
        for field in &mut merged.fields {
            field.required |= required.contains(&field.name.as_str());
        }
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

    fn object_part(&mut self, node: &'d Node, at: &At<'_>, own: &Slot) -> Struct {
        let empty = Map::new();
        let properties: &Object = node::object(node, "properties").unwrap_or(&empty);
        let here = at.key("properties");
        let required: Vec<&str> = node::texts(node, "required").collect();
        let names: Vec<&String> = properties.keys().collect();
        let fields: Vec<Field> = names
            .into_iter()
            .filter_map(|name| {
                let property = node.get("properties")?.get(name)?;
                let is_required = required.contains(&name.as_str());
                Some(self.field(name, property, &here.key(name), own, is_required))
            })
            .collect();
        let mut fields = fields;
        self.pattern_fields(node, at, own, &mut fields);
        Struct { is_list: false, fields, rest: self.rest(node, at, own) }
    }

    fn merge(&mut self, into: &mut Struct, part: Struct, at: &At<'_>) {
        for field in part.fields {
            let same =
                |known: &&mut Field| known.name == field.name && known.pattern == field.pattern;
            match into.fields.iter_mut().find(same) {
                None => into.fields.push(field),
                Some(known) if self.is_list_of(&field.ty, &known.ty) => {
                    let nullable = known.ty.nullable && field.ty.nullable;
                    known.ty = Type { nullable, ..field.ty.clone() };
                    narrow(known, field);
                }
                Some(known) => {
                    let conflict = known.ty.kind != field.ty.kind
                        && known.ty.kind != Kind::Any
                        && field.ty.kind != Kind::Any;
                    if conflict {
                        let what = format!(
                            "conflicting types for property {} in the branches of `allOf`",
                            text::quote(&field.name)
                        );
                        let place = at.key("properties");
                        self.diagnostics.report(
                            &codes::ALL_OF_CONFLICT,
                            &place.key(&field.name),
                            what,
                        );
                    }
                    narrow(known, field);
                }
            }
        }
        match (&into.rest, part.rest) {
            (Rest::Kept, rest) => into.rest = rest,
            (Rest::Typed(_), Rest::Closed) => into.rest = Rest::Closed,
            _ => {}
        }
    }

    /// Whether one type is an enum of values of the other.
    fn is_list_of(&self, one: &Type, other: &Type) -> bool {
        let id = self.api.resolved(one).named();
        match id.map(|id| &self.api.ty(id).shape) {
            Some(Shape::Enum(listed)) if listed.integers => matches!(other.kind, Kind::Int(_)),
            Some(Shape::Enum(_)) => other.kind == Kind::String(StringFormat::Plain),
            _ => false,
        }
    }

    /// Returns the type of parts without properties: the first part with a type, restricted by the others.
    fn narrowed(&mut self, parts: &[Part<'d>], at: &At<'_>, slot: &Slot) -> Type {
        let has =
            |part: &Part<'_>, keys: &[&str]| keys.iter().any(|key| part.node.get(key).is_some());
        let chosen = |keys: &[&str]| parts.iter().position(|part| has(part, keys));
        // Listed values are more specific than alternatives, and these more than a type.
        let chosen = chosen(&["enum", "const"])
            .or_else(|| chosen(&["oneOf", "anyOf"]))
            .or_else(|| chosen(&["type"]))
            .or_else(|| parts.iter().position(|part| super::schema::implied(part.node).is_some()));
        let index = chosen.unwrap_or(parts.len());
        let (mut ty, of_name) = match parts.get(index) {
            // A part with a name keeps it.
            Some(first)
                if self.by_pointer.contains_key(&first.pointer)
                    && first.pointer != at.pointer() =>
            {
                (self.reference(&first.pointer, slot), true)
            }
            Some(first) => {
                (self.type_without_rule(first.node, &At::of(&first.pointer), slot), false)
            }
            None => (Type::any(), false),
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
        let mut left = Vec::new();
        for (place, part) in
            parts.iter().enumerate().filter(|(place, _)| !of_name || *place != index)
        {
            let mut keys = self.remaining_of_part(part, parts, &ty);
            if place != index && keys != ["all"] {
                let first = parts.get(index).unwrap_or(part);
                keys.extend(self.restricting(part, first));
                let more: &[&[&'static str]] = if scalar { &[NARROWING] } else { EVERYTHING };
                let more = more.iter().copied().flatten();
                keys.extend(more.filter(|key| self.has_keyword(part.node, key)));
                keys.sort_unstable();
                keys.dedup();
            }
            left.push((part.node, keys));
        }
        self.add_rule(ty, &left, at)
    }
}

/// Merges a field with the same field of a later part.
fn narrow(known: &mut Field, later: Field) {
    if known.ty.kind == Kind::Any {
        known.ty = later.ty;
    } else {
        known.ty.nullable &= later.ty.nullable;
        if later.ty.kind == known.ty.kind || later.ty.kind == Kind::Any {
            tighten(&mut known.ty.limits, later.ty.limits);
        }
    }
    known.required |= later.required;
    known.deprecated |= later.deprecated;
    known.default = later.default.or(known.default.take());
    if later.docs.description.is_some() {
        known.docs = later.docs;
    }
}

/// Merges limits: of two limits of a kind, the tighter one counts.
fn tighten(own: &mut Limits, later: Limits) {
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
