//! Translates objects: with properties they become a struct, without a map.
//!
//! ```yaml
//! type: object
//! required: [id]
//! properties:
//!   id: {type: integer}
//! additionalProperties: false
//! ```

use super::schema::Slot;
use super::{Lower, node};
use crate::api::{Direction, Field, Kind, Rest, Shape, StringFormat, Struct, Type};
use crate::tree::pointer::At;
use crate::tree::{Node, Object};

impl<'d> Lower<'d, '_> {
    /// Returns the type of an object.
    pub(super) fn object(&mut self, node: &'d Node, at: &At<'_>, slot: &Slot) -> Type {
        let properties = node::object(node, "properties").filter(|found| !found.is_empty());
        let patterns = node::object(node, "patternProperties").filter(|found| !found.is_empty());
        let properties = match (properties, patterns) {
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
        self.set_shape(id, Shape::Struct(Struct { is_list: false, fields, rest }));
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
            let title = node::text(value, "title").map(str::to_owned);
            let component = node::text(value, "$ref").and_then(|text| text.rsplit('/').next());
            let name = title.or_else(|| component.map(str::to_owned));
            let name = name.unwrap_or_else(|| "matching".to_owned());
            let field = self.field(&name, value, &here.key(pattern), owner, false);
            let ty = Type::new(Kind::Map(Box::new(field.ty)));
            fields.push(Field { ty, default: None, pattern: Some(pattern.clone()), ..field });
        }
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
        let slot = self.inner(owner, name);
        let mut ty = self.schema(node, at, &slot);
        let direction = match (node::flag(node, "readOnly"), node::flag(node, "writeOnly")) {
            (true, false) => Direction::Response,
            (false, true) => Direction::Request,
            _ => Direction::Both,
        };
        // A write-only string, such as a password, must not appear in logs.
        if direction == Direction::Request && ty.kind == Kind::String(StringFormat::Plain) {
            ty.kind = Kind::String(StringFormat::Secret);
        }
        Field {
            name: name.to_owned(),
            ty,
            required,
            docs: node::docs_of_schema(node),
            default: node.get("default").filter(|value| !value.is_null()).cloned(),
            deprecated: node::flag(node, "deprecated"),
            direction,
            any_name: node::flag(node, "x-any-name"),
            pattern: None,
        }
    }

    pub(super) fn rest(&mut self, node: &'d Node, at: &At<'_>, owner: &Slot) -> Rest {
        let unevaluated = || Some("unevaluatedProperties").filter(|_| !self.has_choice(node));
        let key = Some("additionalProperties").filter(|key| node.get(key).is_some());
        let Some(key) = key.or_else(unevaluated) else { return Rest::Kept };
        match node.get(key) {
            Some(Node::Bool(false)) => Rest::Closed,
            Some(schema @ Node::Object(keywords)) if !keywords.is_empty() => {
                let slot = self.inner(owner, "additional");
                Rest::Typed(self.schema(schema, &at.key(key), &slot))
            }
            _ => Rest::Kept,
        }
    }

    /// Returns the type of an object without properties: a map.
    fn map(&mut self, node: &'d Node, at: &At<'_>, slot: &Slot) -> Type {
        let key = if sees_all_values(node) { "unevaluatedProperties" } else { "additionalProperties" };
        let value = match node.get(key) {
            Some(schema @ Node::Object(_)) => {
                let slot = self.inner(slot, "value");
                self.schema(schema, &at.key(key), &slot)
            }
            _ => Type::any(),
        };
        Type { limits: super::scalar::limits(node), ..Type::new(Kind::Map(Box::new(value))) }
    }
}

/// Whether `unevaluatedProperties` gives the schema of all values of a map: no other keyword evaluates a property (JSON
/// Schema, section 11.3).
pub(super) fn sees_all_values(node: &Node) -> bool {
    const OTHERS: &[&str] = &[
        "$ref",
        "$dynamicRef",
        "additionalProperties",
        "allOf",
        "anyOf",
        "dependentSchemas",
        "if",
        "not",
        "oneOf",
        "patternProperties",
    ];
    let values = node.get("unevaluatedProperties");
    matches!(values, Some(Node::Object(keywords)) if !keywords.is_empty())
        && !OTHERS.iter().any(|key| node.get(key).is_some())
}

/// Whether an object allows no other properties than those it lists.
pub(super) fn is_closed(node: &Node) -> bool {
    ["additionalProperties", "unevaluatedProperties"]
        .iter()
        .any(|key| node.get(key) == Some(&Node::Bool(false)))
}
