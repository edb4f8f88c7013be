//! Translates tuples: arrays whose items have types by position.
//!
//! ```yaml
//! type: array
//! prefixItems: [{type: number}, {type: string}]
//! items: false
//! minItems: 1
//! ```
//!
//! A tuple becomes a struct that is sent as an array. Items beyond `minItems` are optional.

use super::schema::Slot;
use super::{Lower, node};
use crate::api::{Field, Kind, Rest, Shape, Struct, Type};
use crate::tree::Node;
use crate::tree::pointer::At;

impl<'d> Lower<'d, '_> {
    /// Returns the type of an array with `prefixItems`.
    pub(super) fn tuple(&mut self, node: &'d Node, at: &At<'_>, slot: &Slot) -> Type {
        let id = self.claim(slot, node, at);
        let own = Slot::Own(id);
        let place = at.key("prefixItems");
        let least = node::count(node, "minItems").unwrap_or_default();
        let mut fields: Vec<Field> = Vec::new();
        for (index, item) in (0_u64..).zip(node::list(node, "prefixItems")) {
            let name = index.to_string();
            let at = place.index(fields.len());
            fields.push(Field {
                name: name.clone(),
                default: None,
                ..self.field(&super::joined(&["item", &name]), item, &at, &own, index < least)
            });
        }
        let full = node::count(node, "maxItems").is_some_and(|most| most <= fields.len() as u64);
        let rest = match node.get("items") {
            Some(items @ Node::Object(_)) if !full => {
                let slot = self.inner(&own, "item");
                Rest::Typed(self.schema(items, &at.key("items"), &slot))
            }
            items if full || items == Some(&Node::Bool(false)) => Rest::Closed,
            _ => Rest::Typed(Type::any()),
        };
        self.set_shape(
            id,
            Shape::Struct(Struct { is_list: true, fields, rest, ..Struct::default() }),
        );
        Type::new(Kind::Named(id))
    }
}
