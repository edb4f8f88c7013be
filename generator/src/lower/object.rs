//! Objects: with known fields a struct, without them a map.
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
use crate::load::node::Node;
use crate::load::pointer::At;

impl<'d> Lower<'d, '_> {
    /// The type of an object.
    pub(super) fn object(&mut self, node: &'d Node, at: &At<'_>, slot: &Slot) -> Type {
        let properties = node::object(node, "properties").filter(|found| !found.is_empty());
        let Some(properties) = properties else {
            return self.map(node, at, slot);
        };
        let required: Vec<&str> = node::texts(node, "required").collect();
        let id = self.claim(slot, node, at);
        let own = Slot::Own(id);
        let here = at.key("properties");
        let mut fields = Vec::with_capacity(properties.len());
        for (name, property) in properties {
            let is_required = required.contains(&name.as_str());
            fields.push(self.field(name, property, &here.key(name), &own, is_required));
        }
        let rest = self.rest(node, at, &own);
        self.set_shape(id, Shape::Struct(Struct { fields, rest }));
        Type::new(Kind::Named(id))
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
        // What is only ever written is not to be read by people either.
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
        }
    }

    pub(super) fn rest(&mut self, node: &'d Node, at: &At<'_>, owner: &Slot) -> Rest {
        if node.get("patternProperties").is_some() {
            return Rest::Kept;
        }
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

    /// An object without known fields.
    fn map(&mut self, node: &'d Node, at: &At<'_>, slot: &Slot) -> Type {
        let value = match node.get("additionalProperties") {
            Some(schema @ Node::Object(_)) if node.get("patternProperties").is_none() => {
                let slot = self.inner(slot, "value");
                self.schema(schema, &at.key("additionalProperties"), &slot)
            }
            _ => Type::any(),
        };
        Type { limits: super::scalar::limits(node), ..Type::new(Kind::Map(Box::new(value))) }
    }
}
