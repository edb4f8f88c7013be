//! Translates constraints that no Rust type can express: the remaining keywords of a schema become a rule, a JSON
//! Schema that values are checked against at run time.
//!
//! ```yaml
//! type: object
//! properties: {card: {type: string}, billing: {type: string}}
//! dependentRequired: {card: [billing]}
//! ```
//!
//! The type is a struct of two fields; `{"dependentRequired": {"card": ["billing"]}}` is its rule.

use serde_json::Map;

use super::rule_text::Copy;
use super::schema::is_null;
use super::{Lower, node};
use crate::api::{Kind, Rest, Shape, Type};
use crate::diag::codes;
use crate::tree::pointer::At;
use crate::tree::{Node, Object};

/// The longest rule, in bytes. A longer one would be a second copy of the document.
pub(super) const LONGEST: usize = 64 * 1024;
/// The nesting of schemas that is followed.
pub(super) const MAX_DEPTH: usize = 64;

/// Keywords that no type expresses.
pub(super) const ALWAYS: &[&str] = &[
    "not",
    "if",
    "then",
    "else",
    "dependentRequired",
    "dependentSchemas",
    "contains",
    "minContains",
    "maxContains",
    "propertyNames",
];
/// Limits, which the types of scalars, lists and maps keep.
pub(super) const LIMITS: &[&str] = &[
    "minLength",
    "maxLength",
    "pattern",
    "format",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "minItems",
    "maxItems",
    "uniqueItems",
    "minProperties",
    "maxProperties",
    "required",
];
impl<'d> Lower<'d, '_> {
    /// Adds the remaining keywords of a schema to its type, as a rule.
    pub(super) fn with_remaining(&mut self, ty: Type, node: &'d Node, at: &At<'_>) -> Type {
        let left = self.remaining(node, &ty);
        self.add_rule(ty, &[(node, left)], at)
    }

    /// Adds the remaining keywords of some schemas to a type, as a rule: to the named type itself if it is declared at
    /// `at`, else to this use of it.
    pub(super) fn add_rule(
        &mut self,
        ty: Type,
        schemas: &[(&'d Node, Vec<&'static str>)],
        at: &At<'_>,
    ) -> Type {
        let own = ty.named().is_some_and(|id| {
            let def = self.api.ty(id);
            def.origin.pointer == at.pointer() && !matches!(def.shape, Shape::Alias(_))
        });
        let Some(rule) = self.rule(schemas, at) else { return ty };
        self.with_rule(ty, rule, own)
    }

    /// Adds the remaining keywords of some schemas to the named type that was made of them.
    pub(super) fn add_own_rule(
        &mut self,
        ty: Type,
        schemas: &[(&'d Node, Vec<&'static str>)],
        at: &At<'_>,
    ) -> Type {
        let Some(rule) = self.rule(schemas, at) else { return ty };
        self.with_rule(ty, rule, true)
    }

    fn with_rule(&mut self, mut ty: Type, rule: String, own: bool) -> Type {
        let id = ty.named().filter(|_| own);
        match id.and_then(|id| self.api.types.get_mut(id.0 as usize)) {
            Some(def) => def.rules.push(rule),
            None => ty.limits.rules.push(rule),
        }
        ty
    }

    /// Returns the rule for the remaining keywords of some schemas, as JSON.
    fn rule(&mut self, schemas: &[(&'d Node, Vec<&'static str>)], at: &At<'_>) -> Option<String> {
        let left: Vec<_> = schemas.iter().filter(|(_, left)| !left.is_empty()).collect();
        if left.is_empty() {
            return None;
        }
        let mut copy = Copy::default();
        for (node, _) in schemas {
            copy.response_only.extend(self.response_only(node));
        }
        let mut parts: Vec<Object> = Vec::new();
        for (node, left) in left {
            let chosen = self.chosen(node, left, &mut copy);
            parts.push(chosen);
        }
        let mut rule = match parts.len() {
            1 => parts.pop().unwrap_or_default(),
            _ => Map::from_iter([("allOf".to_owned(), Node::from(parts))]),
        };
        self.define(&mut rule, &mut copy);
        let text = Node::Object(rule).to_string();
        if text.len() > LONGEST {
            if self.reported.insert(at.pointer()) {
                let what = "schema is too large for its constraints to be checked at run time";
                self.diagnostics
                    .report(&codes::UNSUPPORTED_KEYWORD, at, what)
                    .help("simplify the schema, or check the constraints in your code");
            }
            return None;
        }
        Some(text)
    }

    /// Returns the keywords of a schema that its type does not express.
    pub(super) fn remaining(&self, node: &'d Node, ty: &Type) -> Vec<&'static str> {
        let has = |key: &str| self.has_keyword(node, key);
        let present = |keys: &[&'static str]| keys.iter().copied().filter(|key| has(key)).collect();
        if node == &Node::Bool(false) {
            return vec!["false"];
        }
        let shape = ty.named().map(|id| &self.api.ty(id).shape);
        let is_struct = matches!(shape, Some(Shape::Struct(_)));
        if has_closing(node, "unevaluatedItems")
            || (has_closing(node, "unevaluatedProperties")
                && !has("additionalProperties")
                && (!(is_struct || is_map_alone(node, ty)) || self.has_choice(node)))
        {
            return vec!["all"];
        }
        let mut left: Vec<&'static str> = present(ALWAYS);
        if has("if") && !has("then") && !has("else") {
            left.retain(|key| *key != "if");
        }
        if !has("contains") {
            left.retain(|key| !["contains", "minContains", "maxContains"].contains(key));
        }
        if !has("if") {
            left.retain(|key| !["then", "else"].contains(key));
        }
        if is_struct {
            left.extend(present(&["minProperties", "maxProperties"]));
        }
        if matches!(shape, Some(Shape::Union(_))) {
            left.extend(present(LIMITS));
            left.extend(self.beside_branches(node));
        }
        if ty.kind == Kind::Any {
            left.extend(present(&["format", "minProperties", "maxProperties"]));
        }
        let types = node::types(node);
        let accepts_null_only = !types.is_empty() && types.iter().all(|name| *name == "null");
        if accepts_null_only && ty.kind != Kind::Null {
            left.push("type");
        }
        if matches!(ty.kind, Kind::Map(_))
            && node.get("additionalProperties") == Some(&Node::Bool(false))
            && !has("patternProperties")
        {
            left.push("closed");
        }
        if self.requires_unknown(node, ty) {
            left.extend(present(&["required"]));
        }
        match shape {
            // A value may have to match several patterns, or a pattern and a property.
            Some(Shape::Struct(_)) if patterns_overlap(node) => {
                left.extend(present(&["patternProperties"]));
            }
            Some(Shape::Struct(_)) => {}
            Some(Shape::Union(_)) => {}
            _ if has("patternProperties") => left.push("names"),
            _ => {}
        }
        if let Some(Shape::Struct(shape)) = shape.filter(|_| has("prefixItems")) {
            let count = |key| node::count(node, key);
            let len = shape.fields.len() as u64;
            left.extend(present(&["uniqueItems"]));
            left.extend(Some("minItems").filter(|key| count(key).is_some_and(|min| min > len)));
            let open = matches!(shape.rest, Rest::Typed(_));
            let most = count("maxItems");
            left.extend(Some("maxItems").filter(|_| most.is_some_and(|max| open || max < len)));
        }
        let typed = matches!(shape, Some(Shape::Enum(_))) || ty.kind == Kind::Null;
        if !typed && (has("enum") || has("const")) {
            left.extend(present(&["enum", "const"]));
        }
        for key in ["oneOf", "anyOf"] {
            // A single branch beside null is the type itself.
            let branches = node::list(node, key).filter(|branch| !is_null(branch)).count();
            let several = branches != 1 || node::has_properties(node);
            let is_typed = !matches!(shape, Some(Shape::Struct(_)) | None) || ty.kind == Kind::Null;
            if several && !is_typed {
                left.extend(present(&[key]));
            }
        }
        left.sort_unstable();
        left.dedup();
        left
    }

    /// Returns the keywords beside the branches of a union that its type does not express.
    fn beside_branches(&self, node: &'d Node) -> Vec<&'static str> {
        let mut left = Vec::new();
        let narrows = |key: &str| node::list(node, key).all(super::union::only_narrows);
        for key in ["oneOf", "anyOf"] {
            let is_typed = key == "oneOf" || node.get("oneOf").is_none();
            if node.get(key).is_some() && (!is_typed || narrows(key)) {
                left.push(key);
            }
        }
        let of_types = ["oneOf", "anyOf"].iter().all(|key| narrows(key));
        if !of_types {
            left.extend(["items", "prefixItems"].iter().filter(|key| node.get(key).is_some()));
            left.extend(["patternProperties"].iter().filter(|key| node.get(key).is_some()));
            left.extend(Some("closed").filter(|_| has_closing(node, "additionalProperties")));
        }
        left
    }

    /// Whether a schema has a keyword that can be checked. A format can be if it is known.
    pub(super) fn has_keyword(&self, node: &Node, key: &str) -> bool {
        node.get(key).is_some() && (key != "format" || self.text_format(node).is_some())
    }

    /// Whether fields are required that the type does not have. In a plain object these are mistakes, which `read` has
    /// reported.
    fn requires_unknown(&self, node: &'d Node, ty: &Type) -> bool {
        const MORE: &[&str] = &["allOf", "additionalProperties", "patternProperties", "$ref"];
        let mut required = node::texts(node, "required");
        match ty.named().map(|id| &self.api.ty(id).shape) {
            Some(Shape::Struct(shape)) => {
                let unknown = |name: &str| shape.fields.iter().all(|field| field.name != name);
                MORE.iter().any(|key| node.get(key).is_some()) && required.any(unknown)
            }
            Some(_) => false,
            None => matches!(ty.kind, Kind::Map(_) | Kind::Any) && required.next().is_some(),
        }
    }

    /// Whether the properties of an object depend on alternatives.
    pub(super) fn has_choice(&self, node: &'d Node) -> bool {
        const CHOICES: &[&str] = &["oneOf", "anyOf", "if", "dependentSchemas", "not"];
        let mut waiting = vec![node];
        for _ in 0..MAX_DEPTH {
            let Some(node) = waiting.pop() else { return false };
            if CHOICES.iter().any(|key| node.get(key).is_some()) {
                return true;
            }
            waiting.extend(node::list(node, "allOf"));
            if node::text(node, "$ref").is_some() {
                waiting.push(self.follow(node).0);
            }
        }
        false
    }
}

/// Whether a keyword for the remaining properties or items restricts them.
pub(super) fn has_closing(node: &Node, key: &str) -> bool {
    match node.get(key) {
        Some(Node::Object(keywords)) => !keywords.is_empty(),
        value => value == Some(&Node::Bool(false)),
    }
}

/// Whether the type is a map of what `unevaluatedProperties` of the schema itself says.
fn is_map_alone(node: &Node, ty: &Type) -> bool {
    let beside = ["$ref", "allOf", "patternProperties"];
    matches!(ty.kind, Kind::Map(_)) && !beside.iter().any(|key| node.get(key).is_some())
}

/// Whether a name may match two patterns, or a pattern and a property.
fn patterns_overlap(node: &Node) -> bool {
    let Some(patterns) = node::object(node, "patternProperties") else { return false };
    let names = || node::object(node, "properties").into_iter().flat_map(Object::keys);
    let matches = |pattern: &String| {
        let regex =
            regress::Regex::with_flags(pattern, "u").or_else(|_| regress::Regex::new(pattern));
        regex.ok().is_none_or(|regex| names().any(|name| regex.find(name).is_some()))
    };
    patterns.len() > 1 || patterns.keys().any(matches)
}
