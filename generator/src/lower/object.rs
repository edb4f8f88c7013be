//! Translates objects: with properties they become a struct, without a map.
//!
//! ```yaml
//! type: object
//! required: [id]
//! properties:
//!   id: {type: integer}
//! additionalProperties: false
//! ```

use super::conjunction::Operand;
use super::schema::Slot;
use super::{Lower, node};
use crate::api::{Direction, Field, Kind, Rest, Shape, StringFormat, Struct, Type};
use crate::diag::text;
use crate::tree::pointer::At;
use crate::tree::{Node, Object};

impl<'d> Lower<'d, '_> {
    /// Returns the type of an object.
    pub(super) fn object(&mut self, node: &'d Node, at: &At<'_>, slot: &Slot) -> Type {
        let properties = node::object(node, "properties").filter(|found| !found.is_empty());
        let patterns = node::object(node, "patternProperties").filter(|found| !found.is_empty());
        let properties = match (properties, patterns) {
            (None, None) if self.rest_of(node).is_some_and(|(_, rest)| rest.is_boolean()) => None,
            (None, None) => return self.map(node, at, slot),
            (None, Some(patterns)) if patterns.len() == 1 && is_closed(node) => {
                return self.map_of_pattern(node, patterns, at, slot);
            }
            (properties, _) => properties,
        };
        let required: Vec<&str> = node::texts(node, "required").collect();
        let id = self.claim(slot, node, at);
        let own = Slot::Own(id);
        let here = at.key("properties");
        let mut fields = Vec::new();
        for (name, property) in properties.into_iter().flatten() {
            let is_required = required.contains(&name.as_str());
            fields.push(self.field(name, property, &here.key(name), &own, is_required));
        }
        self.pattern_fields(node, at, &own, &mut fields);
        let rest = self.rest(node, at, &own);
        self.set_shape(id, Shape::Struct(Struct { fields, rest, ..Struct::default() }));
        Type::new(Kind::Named(id))
    }

    /// Adds a field for each of `patternProperties`.
    pub(super) fn pattern_fields(
        &mut self,
        node: &'d Node,
        at: &At<'_>,
        owner: &Slot,
        fields: &mut Vec<Field>,
    ) {
        let here = at.key("patternProperties");
        for (pattern, value) in node::object(node, "patternProperties").into_iter().flatten() {
            let pointer = here.key(pattern).pointer();
            fields.push(self.pattern_field(pattern, &[Operand { node: value, pointer }], owner));
        }
    }

    /// Returns the field for the properties whose names match a pattern, of one schema or several.
    pub(super) fn pattern_field(
        &mut self,
        pattern: &str,
        values: &[Operand<'d>],
        owner: &Slot,
    ) -> Field {
        let title = values.iter().find_map(|value| node::text(value.node, "title"));
        let component = || values.iter().find_map(|value| node::text(value.node, "$ref"));
        let component = || component().and_then(|text| text.rsplit('/').next());
        let name = title.or_else(component).unwrap_or("matching");
        let field = self.joint_field(name, values, owner, false);
        let ty = Type::new(Kind::Map(Box::new(field.ty)));
        Field { ty, default: None, pattern: Some(pattern.to_owned()), ..field }
    }

    /// Returns the type of an object whose names all match one pattern: a map.
    fn map_of_pattern(
        &mut self,
        node: &'d Node,
        patterns: &'d Object,
        at: &At<'_>,
        slot: &Slot,
    ) -> Type {
        let slot = self.inner(slot, "value");
        let here = at.key("patternProperties");
        let mut values = patterns.iter();
        let value = values.next().map_or_else(Type::any, |(pattern, value)| {
            self.schema(value, &here.key(pattern), &slot)
        });
        Type { limits: super::scalar::limits(node), ..Type::new(Kind::Map(Box::new(value))) }
    }

    pub(super) fn field(
        &mut self,
        name: &str,
        node: &'d Node,
        at: &At<'_>,
        owner: &Slot,
        required: bool,
    ) -> Field {
        self.joint_field(name, &[Operand { node, pointer: at.pointer() }], owner, required)
    }

    /// Returns the field for a property that one schema describes, or several at once.
    pub(super) fn joint_field(
        &mut self,
        name: &str,
        schemas: &[Operand<'d>],
        owner: &Slot,
        required: bool,
    ) -> Field {
        let slot = self.inner(owner, name);
        let what = format!("property {}", text::quote(name));
        let mut ty = match schemas {
            [only] => self.schema(only.node, &At::of(&only.pointer), &slot),
            several => self.conjunction(several, &what, &slot),
        };
        let mut parts = Vec::new();
        for schema in schemas {
            self.gather(schema.node, &At::of(&schema.pointer), &mut parts, 0);
        }
        let is_set = |key: &str| parts.iter().any(|part| node::flag(part.node, key));
        let direction = match (is_set("readOnly"), is_set("writeOnly")) {
            (true, false) => Direction::Response,
            (false, true) => Direction::Request,
            _ => Direction::Both,
        };
        // A write-only string, such as a password, must not appear in logs.
        if direction == Direction::Request && ty.kind == Kind::String(StringFormat::Plain) {
            ty.kind = Kind::String(StringFormat::Secret);
        }
        // What a later part says replaces what an earlier one says.
        let later = || schemas.iter().rev().map(|schema| schema.node);
        let default = later().find_map(|node| node.get("default").filter(|value| !value.is_null()));
        let described = later().find(|node| node.get("description").is_some());
        let docs = described.or_else(|| schemas.first().map(|schema| schema.node));
        Field {
            name: name.to_owned(),
            ty,
            required,
            docs: docs.map(node::docs_of_schema).unwrap_or_default(),
            default: default.cloned(),
            deprecated: schemas.iter().any(|schema| node::flag(schema.node, "deprecated")),
            direction,
            any_name: is_set("x-any-name"),
            pattern: None,
        }
    }

    pub(super) fn rest(&mut self, node: &'d Node, at: &At<'_>, owner: &Slot) -> Rest {
        match self.rest_of(node) {
            None => Rest::Kept,
            Some((_, Node::Bool(false))) => Rest::Closed,
            Some((key, schema)) => {
                let slot = self.inner(owner, "additional");
                Rest::Typed(self.schema(schema, &at.key(key), &slot))
            }
        }
    }

    /// Returns what a schema says of additional properties, with the keyword: `false` or a schema that is not empty.
    pub(super) fn rest_of(&self, node: &'d Node) -> Option<(&'static str, &'d Node)> {
        let own = || Some(("additionalProperties", node.get("additionalProperties")?));
        let unevaluated = || {
            let value = node.get("unevaluatedProperties")?;
            (!self.has_choice(node)).then_some(("unevaluatedProperties", value))
        };
        own().or_else(unevaluated).filter(|(_, value)| match value {
            Node::Object(keywords) => !keywords.is_empty(),
            value => *value == &Node::Bool(false),
        })
    }

    /// Returns the type of an object without properties: a map.
    fn map(&mut self, node: &'d Node, at: &At<'_>, slot: &Slot) -> Type {
        let value = match self.rest_of(node) {
            Some((key, schema @ Node::Object(_))) => {
                let slot = self.inner(slot, "value");
                self.schema(schema, &at.key(key), &slot)
            }
            _ => Type::any(),
        };
        Type { limits: super::scalar::limits(node), ..Type::new(Kind::Map(Box::new(value))) }
    }
}

/// Whether an object allows no other properties than those it lists.
pub(super) fn is_closed(node: &Node) -> bool {
    ["additionalProperties", "unevaluatedProperties"]
        .iter()
        .any(|key| node.get(key) == Some(&Node::Bool(false)))
}
