//! Translates alternatives that each list values: they become one enum, documented by the title or the description of
//! each.
//!
//! ```yaml
//! oneOf:
//!   - {const: active, description: In use.}
//!   - {const: gone, description: No longer in use.}
//! ```
//!
//! Beside a plain `string` in an `anyOf`, the values are those that are known, and any other is allowed too.

use std::collections::HashSet;

use super::conjunction::values_of;
use super::enum_::integer;
use super::schema::{Slot, is_null};
use super::{Lower, node};
use crate::api::{Docs, Enum, EnumValue, Kind, Shape, Type};
use crate::tree::Node;
use crate::tree::pointer::At;

/// Keywords beside the values of an alternative, which say nothing more.
const BESIDE: &[&str] = &[
    "type",
    "enum",
    "const",
    "title",
    "description",
    "deprecated",
    "default",
    "summary",
    "$comment",
];

impl<'d> Lower<'d, '_> {
    /// Returns the enum that the alternatives of a schema are, if each lists strings, or each integers.
    pub(super) fn constants(&self, node: &'d Node) -> Option<Enum> {
        let key = ["oneOf", "anyOf"].into_iter().find(|key| node.get(key).is_some())?;
        if node::has_properties(node) || node.get("discriminator").is_some() {
            return None;
        }
        let branches = node::list(node, key).filter(|branch| !is_null(branch));
        let branches: Vec<&'d Node> = branches.map(|branch| self.follow(branch).0).collect();
        let (lists, others): (Vec<&Node>, Vec<&Node>) =
            branches.into_iter().partition(|branch| values_of(branch).is_some());
        // A single one beside null is the type itself.
        if lists.len() + others.len() < 2 {
            return None;
        }
        let mut found = Enum { is_open: !others.is_empty(), ..Enum::default() };
        let mut seen = HashSet::new();
        for (index, branch) in lists.iter().enumerate() {
            let is_plain = |key: &String| {
                BESIDE.contains(&key.as_str())
                    || key.starts_with("x-")
                    || key.starts_with("example")
            };
            if !branch.as_object()?.keys().all(is_plain) {
                return None;
            }
            let values: Vec<&Node> =
                values_of(branch)?.into_iter().filter(|value| !value.is_null()).collect();
            let integers = values.iter().all(|value| integer(value).is_some());
            if !(integers || values.iter().all(|value| value.is_string()))
                || (index > 0 && integers != found.integers)
            {
                return None;
            }
            found.integers = integers;
            for value in &values {
                let value = described(value, branch, values.len() == 1)?;
                if seen.insert(value.text.clone()) {
                    found.values.push(value);
                } else if key == "oneOf" {
                    // A value of two alternatives is a value of none.
                    return None;
                }
            }
        }
        let any = if found.integers { "integer" } else { "string" };
        let is_any = |other: &Node| key == "anyOf" && is_only(other, any);
        (!found.values.is_empty() && others.into_iter().all(is_any)).then_some(found)
    }

    /// Returns the type of an enum.
    pub(super) fn enum_of(&mut self, found: Enum, node: &Node, at: &At<'_>, slot: &Slot) -> Type {
        let id = self.claim(slot, node, at);
        self.set_shape(id, Shape::Enum(found));
        Type::new(Kind::Named(id))
    }
}

/// Whether a schema allows all values of a type.
fn is_only(node: &Node, name: &str) -> bool {
    const SILENT: &[&str] = &["type", "title", "description", "default", "deprecated"];
    let silent = |key: &String| {
        SILENT.contains(&key.as_str()) || key.starts_with("x-") || key.starts_with("example")
    };
    node::types(node).into_iter().filter(|own| *own != "null").eq([name])
        && node.as_object().is_some_and(|keywords| keywords.keys().all(silent))
}

/// Returns a value with what its alternative says of it, if it is the only one there. The title of an integer is its
/// name.
fn described(value: &Node, branch: &Node, is_only: bool) -> Option<EnumValue> {
    let number = integer(value).map(|number| number.to_string());
    let title = node::text(branch, "title").filter(|title| is_only && !title.trim().is_empty());
    let names = node::texts(branch, "x-enum-varnames").next().filter(|_| is_only);
    Some(EnumValue {
        name: names.or(title.filter(|_| number.is_some())).map(str::to_owned),
        text: value.as_str().map(str::to_owned).or(number)?,
        docs: if is_only { node::docs_of_schema(branch) } else { Docs::default() },
    })
}
