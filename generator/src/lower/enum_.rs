//! `enum` and `const`: texts become an enum, anything else keeps the type that it has.
//!
//! ```yaml
//! type: string
//! enum: [fuzzy_search, strict_search]
//! ```

use super::schema::Slot;
use super::{Lower, node};
use crate::api::{Docs, Enum, EnumValue, Kind, Shape, StringFormat, Type};
use crate::diag::codes;
use crate::load::node::Node;
use crate::load::pointer::At;

impl<'d> Lower<'d, '_> {
    /// A schema that lists its values.
    pub(super) fn listed(&mut self, node: &'d Node, at: &At<'_>, slot: &Slot) -> Type {
        let constant = node.get("const");
        let values = || node::list(node, "enum").chain(constant).filter(|value| !value.is_null());
        if values().next().is_none() {
            return Type { nullable: true, ..Type::any() };
        }
        if !values().all(Node::is_string) {
            let what = "values other than texts are not held to their list";
            self.unsupported(&codes::UNSUPPORTED_KEYWORD, at, what);
            return self.unlisted(node, at, slot);
        }
        let names: Vec<&str> = node::texts(node, "x-enum-varnames").collect();
        let meanings: Vec<&str> = node::texts(node, "x-enum-descriptions").collect();
        let mut found: Vec<EnumValue> = Vec::new();
        for (index, text) in values().filter_map(Node::as_str).enumerate() {
            if found.iter().all(|value| value.text != text) {
                let description = meanings.get(index).map(|text| (*text).to_owned());
                found.push(EnumValue {
                    text: text.to_owned(),
                    name: names.get(index).map(|name| (*name).to_owned()),
                    docs: Docs { summary: None, description },
                });
            }
        }
        let id = self.claim(slot, node, at);
        self.set_shape(id, Shape::Enum(Enum { values: found }));
        Type::new(Kind::Named(id))
    }

    /// The type of a schema whose list of values is not looked at.
    fn unlisted(&mut self, node: &'d Node, at: &At<'_>, slot: &Slot) -> Type {
        if !node::types(node).is_empty() {
            return self.typed(node, at, slot);
        }
        let values = || node::list(node, "enum").chain(node.get("const"));
        if values().all(Node::is_boolean) {
            Type::new(Kind::Bool)
        } else if values().all(|value| value.is_i64() || value.is_u64()) {
            self.scalar("integer", node)
        } else if values().all(Node::is_number) {
            self.scalar("number", node)
        } else if values().all(Node::is_string) {
            Type::new(Kind::String(StringFormat::Plain))
        } else {
            Type::any()
        }
    }
}
