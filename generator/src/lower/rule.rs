//! What no type can hold becomes a rule: the keywords of a schema that are left, as the text of a schema of its own.
//!
//! ```yaml
//! type: object
//! properties: {card: {type: string}, billing: {type: string}}
//! dependentRequired: {card: [billing]}
//! ```
//!
//! The type is a struct of two fields; `{"dependentRequired": {"card": ["billing"]}}` is its rule.

use std::collections::BTreeSet;

use serde_json::Map;

use super::schema::is_null;
use super::{Lower, node};
use crate::api::{Kind, Shape, Type};
use crate::diag::codes;
use crate::load::node::{Node, Object};
use crate::load::pointer::{At, fragment, lookup};

/// A longer rule would be a second copy of the document.
const LONGEST: usize = 64 * 1024;
/// So deep a schema is copied.
const DEEPEST: usize = 64;

/// Keywords that no type is made of.
const ALWAYS: &[&str] = &[
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
/// Limits, which a type keeps where it is a scalar, a list or a map.
const LIMITS: &[&str] = &[
    "minLength",
    "maxLength",
    "pattern",
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
/// Keywords of one schema, of several, and of schemas by name.
const ONE: &[&str] = &[
    "items",
    "additionalProperties",
    "not",
    "if",
    "then",
    "else",
    "contains",
    "propertyNames",
    "unevaluatedItems",
    "unevaluatedProperties",
];
const MANY: &[&str] = &["allOf", "anyOf", "oneOf", "prefixItems"];
const NAMED: &[&str] = &["properties", "patternProperties", "dependentSchemas"];
/// Keywords whose values are data.
const DATA: &[&str] = &["type", "enum", "const"];

/// A rule being put together.
#[derive(Default)]
struct Copy<'d> {
    /// The places that are referred to, in order; each is a definition.
    named: Vec<String>,
    /// Names of properties that no request has.
    answered: BTreeSet<&'d str>,
}

impl<'d> Lower<'d, '_> {
    /// A type with what is left of its schema.
    pub(super) fn held(&mut self, ty: Type, node: &'d Node, at: &At<'_>) -> Type {
        let left = self.left(node, &ty);
        self.hold(ty, &[(node, left)], at)
    }

    /// A type that is held to what is left of some schemas.
    pub(super) fn hold(
        &mut self,
        mut ty: Type,
        schemas: &[(&'d Node, Vec<&'static str>)],
        at: &At<'_>,
    ) -> Type {
        let left: Vec<_> = schemas.iter().filter(|(_, left)| !left.is_empty()).collect();
        if left.is_empty() {
            return ty;
        }
        let mut copy = Copy::default();
        for (node, _) in schemas {
            copy.answered.extend(self.answered(node));
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
                let what = "what is not a matter of types is too long to be held to";
                self.unsupported(&codes::UNSUPPORTED_KEYWORD, at, what);
            }
            return ty;
        }
        let own = ty.named().filter(|id| {
            let def = self.api.ty(*id);
            def.origin.pointer == at.pointer() && !matches!(def.shape, Shape::Alias(_))
        });
        match own.and_then(|id| self.api.types.get_mut(id.0 as usize)) {
            Some(def) => def.rules.push(text),
            None => ty.limits.rules.push(text),
        }
        ty
    }

    /// The keywords of a schema that its type does not hold.
    pub(super) fn left(&self, node: &'d Node, ty: &Type) -> Vec<&'static str> {
        let has = |key: &str| node.get(key).is_some();
        let present = |keys: &[&'static str]| keys.iter().copied().filter(|key| has(key)).collect();
        if node == &Node::Bool(false) {
            return vec!["false"];
        }
        if has("unevaluatedItems") || (has("unevaluatedProperties") && self.has_choice(node)) {
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
        let shape = ty.named().map(|id| &self.api.ty(id).shape);
        if matches!(shape, Some(Shape::Struct(_))) {
            left.extend(present(&["minProperties", "maxProperties"]));
        }
        if matches!(shape, Some(Shape::Union(_))) {
            left.extend(present(LIMITS));
        }
        if self.asks_for_unknown(node, ty) {
            left.extend(present(&["required"]));
        }
        if has("patternProperties") {
            left.extend(present(&["patternProperties", "properties", "additionalProperties"]));
        }
        if has("prefixItems") {
            left.extend(present(&["prefixItems", "items"]));
        }
        let typed = matches!(shape, Some(Shape::Enum(_)));
        if !typed && (has("enum") || has("const")) {
            left.extend(present(&["enum", "const"]));
        }
        for key in ["oneOf", "anyOf"] {
            // One branch beside null is the type itself.
            let branches = node::list(node, key).filter(|branch| !is_null(branch)).count();
            let several = branches != 1 || has("properties");
            if several && matches!(shape, Some(Shape::Struct(_)) | None) {
                left.extend(present(&[key]));
            }
        }
        left.sort_unstable();
        left.dedup();
        left
    }

    /// Whether fields are required that the type does not have. `read` names those of a plain object, where a name is
    /// mistaken: they are not asked for.
    fn asks_for_unknown(&self, node: &'d Node, ty: &Type) -> bool {
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

    /// Whether alternatives decide about the properties of an object.
    pub(super) fn has_choice(&self, node: &'d Node) -> bool {
        const CHOICES: &[&str] =
            &["oneOf", "anyOf", "if", "dependentSchemas", "patternProperties", "not"];
        let mut waiting = vec![node];
        for _ in 0..DEEPEST {
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

    /// The chosen keywords of a schema.
    fn chosen(&self, node: &'d Node, left: &[&str], copy: &mut Copy<'d>) -> Object {
        match node {
            Node::Object(_) if left == ["all"] => self.copied(node, copy, true, 0),
            Node::Object(keywords) => {
                let kept = keywords.iter().filter(|(key, _)| left.contains(&key.as_str()));
                kept.map(|(key, value)| {
                    let name =
                        if key == "oneOf" && self.may_overlap(value) { "anyOf" } else { key };
                    (name.to_owned(), self.value(key, value, copy, true, 0))
                })
                .collect()
            }
            _ => Map::from_iter([("not".to_owned(), Node::Object(Map::new()))]),
        }
    }

    /// Whether objects are among the alternatives. Those of the world fit several more often than their authors know.
    fn may_overlap(&self, branches: &'d Node) -> bool {
        branches.as_array().into_iter().flatten().any(|branch| {
            let (branch, _) = self.follow(branch);
            branch.get("properties").is_some() || branch.get("allOf").is_some()
        })
    }

    /// A copy of a schema with nothing in it but what values are held to.
    fn copied(&self, node: &'d Node, copy: &mut Copy<'d>, in_place: bool, depth: usize) -> Object {
        let Node::Object(keywords) = node else { return Map::new() };
        let before = copy.answered.clone();
        if !in_place {
            copy.answered.clear();
        }
        copy.answered.extend(self.answered(node));
        let known = |key: &str| {
            [ALWAYS, LIMITS, ONE, MANY, NAMED, DATA].iter().any(|keys| keys.contains(&key))
        };
        let mut copied = Map::new();
        for (key, value) in keywords {
            if key == "$ref" {
                if let Some(pointer) = value.as_str().and_then(fragment) {
                    copied.insert(key.clone(), Node::from(definition(&pointer, copy)));
                }
            } else if known(key) {
                copied.insert(key.clone(), self.value(key, value, copy, in_place, depth));
            }
        }
        copy.answered = before;
        copied
    }

    /// The value of a keyword.
    fn value(
        &self,
        key: &str,
        value: &'d Node,
        copy: &mut Copy<'d>,
        in_place: bool,
        depth: usize,
    ) -> Node {
        if depth > DEEPEST {
            return Node::Bool(true);
        }
        let here = matches!(key, "allOf" | "anyOf" | "oneOf" | "not" | "if" | "then" | "else")
            || key == "dependentSchemas";
        let mut schema = |node: &'d Node| match node {
            Node::Bool(_) => node.clone(),
            _ => Node::Object(self.copied(node, copy, here && in_place, depth + 1)),
        };
        match value {
            Node::Array(nodes) if MANY.contains(&key) => nodes.iter().map(schema).collect(),
            Node::Object(nodes) if NAMED.contains(&key) => {
                nodes.iter().map(|(name, node)| (name.clone(), schema(node))).collect()
            }
            Node::Array(names) if key == "required" => names
                .iter()
                .filter(|name| name.as_str().is_some_and(|name| !copy.answered.contains(name)))
                .cloned()
                .collect(),
            _ if ONE.contains(&key) => schema(value),
            _ => value.clone(),
        }
    }

    /// Adds what the rule refers to.
    fn define(&self, rule: &mut Object, copy: &mut Copy<'d>) {
        let mut definitions = Map::new();
        let mut size = 0;
        while let Some(pointer) = copy.named.get(definitions.len()).cloned()
            && size <= LONGEST
        {
            copy.answered.clear();
            let target = lookup(self.root, &pointer);
            let schema = match target {
                Some(node @ Node::Object(_)) => Node::Object(self.copied(node, copy, false, 0)),
                Some(node @ Node::Bool(_)) => node.clone(),
                _ => Node::Bool(true),
            };
            size += schema.to_string().len();
            definitions.insert(definitions.len().to_string(), schema);
        }
        if !definitions.is_empty() {
            rule.insert("$defs".to_owned(), Node::Object(definitions));
        }
    }

    /// The properties of a schema that only answers have.
    fn answered(&self, node: &'d Node) -> Vec<&'d str> {
        let properties = node::object(node, "properties").into_iter().flatten();
        let answered = properties.filter(|(_, property)| {
            let (target, _) = self.follow(property);
            node::flag(property, "readOnly") || node::flag(target, "readOnly")
        });
        answered.map(|(name, _)| name.as_str()).collect()
    }
}

/// The reference to the definition of what stands at a place.
fn definition(pointer: &str, copy: &mut Copy<'_>) -> String {
    let known = copy.named.iter().position(|known| known == pointer);
    let index = known.unwrap_or_else(|| {
        copy.named.push(pointer.to_owned());
        copy.named.len() - 1
    });
    format!("#/$defs/{index}")
}
