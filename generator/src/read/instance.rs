//! Says whether a schema certainly refuses a value, and why. Used for defaults and examples.
//!
//! What cannot be decided here is accepted: formats, `not`, conditions, and patterns whose match could take long.

use std::cell::Cell;

use super::scope::Scope;
use super::value::{TYPES, is_of_type};
use crate::diag::text;
use crate::tree::pointer::{fragment, push};
use crate::tree::{Node, Object};

/// The number of schemas that one value is compared with. After them it is accepted.
const MOST_STEPS: usize = 4_000;
/// The nesting of references and branches that is followed.
const MAX_DEPTH: usize = 100;
/// Longer texts are not matched with patterns.
const LONGEST_TEXT: usize = 64;
/// Patterns with more repetitions are not matched.
const MOST_REPETITIONS: usize = 3;

/// Why a value is refused.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Refused {
    /// The place in the value, as a JSON pointer.
    pub(super) pointer: String,
    /// The violated rule, such as `must be at most 10`.
    pub(super) rule: String,
}

/// Returns why a schema refuses a value, if it certainly does.
pub(super) fn refused(schema: &Node, value: &Node, scope: &Scope<'_>) -> Option<Refused> {
    let judge = Judge { scope, steps: Cell::new(0) };
    judge.schema(schema, value, "", 0)
}

struct Judge<'j, 'r> {
    scope: &'j Scope<'r>,
    steps: Cell<usize>,
}

impl Judge<'_, '_> {
    fn schema(&self, schema: &Node, value: &Node, at: &str, depth: usize) -> Option<Refused> {
        self.steps.set(self.steps.get() + 1);
        if depth > MAX_DEPTH || self.steps.get() > MOST_STEPS {
            return None;
        }
        let object = match schema {
            Node::Bool(false) => return Some(refuse(at, "is forbidden".to_owned())),
            Node::Object(object) => object,
            _ => return None,
        };
        let target = object.get("$ref").and_then(Node::as_str).and_then(fragment);
        let target = target.and_then(|pointer| self.scope.lookup(&pointer));
        if let Some(refused) = target.and_then(|it| self.schema(it, value, at, depth + 1)) {
            return Some(refused);
        }
        kind(object, value, at)
            .or_else(|| listed(object, value, at))
            .or_else(|| match value {
                Node::Number(_) => number(object, value, at),
                Node::String(value) => string(object, value, at),
                Node::Array(items) => self.array(object, items, at, depth),
                Node::Object(members) => self.members(object, members, at, depth),
                _ => None,
            })
            .or_else(|| self.branches(object, value, at, depth))
    }

    fn branches(&self, object: &Object, value: &Node, at: &str, depth: usize) -> Option<Refused> {
        let list = |keyword| object.get(keyword).and_then(Node::as_array);
        let mut all = list("allOf").into_iter().flatten();
        if let Some(refused) = all.find_map(|branch| self.schema(branch, value, at, depth + 1)) {
            return Some(refused);
        }
        for keyword in ["anyOf", "oneOf"] {
            let Some(branches) = list(keyword).filter(|branches| !branches.is_empty()) else {
                continue;
            };
            let fits = |branch: &Node| self.schema(branch, value, at, depth + 1).is_none();
            if !branches.iter().any(fits) {
                return Some(refuse(at, format!("fits no branch of `{keyword}`")));
            }
        }
        None
    }

    /// Follows references to an object.
    fn follow<'n>(&'n self, node: &'n Node) -> Option<&'n Object> {
        let mut object = node.as_object()?;
        for _ in 0..MAX_DEPTH {
            let Some(reference) = object.get("$ref") else { return Some(object) };
            object = self.scope.lookup(&fragment(reference.as_str()?)?)?.as_object()?;
        }
        None
    }

    fn array(&self, object: &Object, items: &[Node], at: &str, depth: usize) -> Option<Refused> {
        if let Some(refused) = count(object, ["minItems", "maxItems"], items.len(), "item", at) {
            return Some(refused);
        }
        let is_unique = object.get("uniqueItems") == Some(&Node::Bool(true));
        let mut pairs = items.iter().enumerate();
        if is_unique && pairs.any(|(at, item)| items.iter().skip(at + 1).any(|it| same(it, item))) {
            return Some(refuse(at, "must have no item twice".to_owned()));
        }
        let first = object.get("prefixItems").and_then(Node::as_array);
        let rest = object.get("items");
        items.iter().enumerate().find_map(|(index, item)| {
            let own = first.and_then(|schemas| schemas.get(index));
            self.schema(own.or(rest)?, item, &below(at, &index.to_string()), depth + 1)
        })
    }

    fn members(
        &self,
        object: &Object,
        members: &Object,
        at: &str,
        depth: usize,
    ) -> Option<Refused> {
        let limits = ["minProperties", "maxProperties"];
        if let Some(refused) = count(object, limits, members.len(), "property", at) {
            return Some(refused);
        }
        let properties = object.get("properties").and_then(Node::as_object);
        let property = |name: &str| properties.and_then(|properties| properties.get(name));
        // An example may be that of a request or of a response, which leave out such properties.
        let is_optional = |name: &str| {
            let own = property(name).and_then(|property| self.follow(property));
            let is = |keyword| own.and_then(|own| own.get(keyword)) == Some(&Node::Bool(true));
            is("readOnly") || is("writeOnly")
        };
        let required = object.get("required").and_then(Node::as_array).into_iter().flatten();
        let mut required = required.filter_map(Node::as_str);
        let missing = required.find(|name| !members.contains_key(*name) && !is_optional(name));
        if let Some(name) = missing {
            return Some(refuse(at, format!("lacks the property {}", text::quote(name))));
        }
        let additional = object
            .get("additionalProperties")
            .filter(|_| !object.contains_key("patternProperties"));
        members.iter().find_map(|(name, value)| {
            let at = below(at, name);
            match property(name).or(additional)? {
                Node::Bool(false) => {
                    Some(refuse(&at, "is not a property of the schema".to_owned()))
                }
                schema => self.schema(schema, value, &at, depth + 1),
            }
        })
    }
}

fn refuse(at: &str, rule: impl Into<String>) -> Refused {
    Refused { pointer: at.to_owned(), rule: rule.into() }
}

fn below(at: &str, segment: &str) -> String {
    let mut pointer = at.to_owned();
    push(&mut pointer, segment);
    pointer
}

fn kind(object: &Object, value: &Node, at: &str) -> Option<Refused> {
    let names = super::schema::types(object);
    let is_known = !names.is_empty() && names.iter().all(|name| TYPES.contains(name));
    if !is_known || names.iter().any(|name| is_of_type(value, name)) {
        return None;
    }
    let expected = text::list(names.iter().copied(), "or");
    Some(refuse(at, format!("must be of type {expected}, found {}", text::value(value))))
}

fn listed(object: &Object, value: &Node, at: &str) -> Option<Refused> {
    if object.get("const").is_some_and(|only| !same(only, value)) {
        return Some(refuse(at, "is not the value of `const`".to_owned()));
    }
    let values = object.get("enum").and_then(Node::as_array)?;
    if values.is_empty() || values.iter().any(|known| same(known, value)) {
        return None;
    }
    Some(refuse(at, format!("must be a value of `enum`, found {}", text::value(value))))
}

/// Whether two values are equal, numbers by their value: 1 and 1.0 are the same.
fn same(one: &Node, other: &Node) -> bool {
    match (one, other) {
        (Node::Number(a), Node::Number(b)) => a == b || a.as_f64() == b.as_f64(),
        (Node::Array(a), Node::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same(a, b))
        }
        (Node::Object(a), Node::Object(b)) => {
            let is_in = |(name, a): (&String, &Node)| b.get(name).is_some_and(|b| same(a, b));
            a.len() == b.len() && a.iter().all(is_in)
        }
        _ => one == other,
    }
}

fn number(object: &Object, value: &Node, at: &str) -> Option<Refused> {
    let value = value.as_f64()?;
    let limit = |keyword: &str| object.get(keyword).and_then(Node::as_f64);
    for (keyword, words) in [
        ("minimum", "at least"),
        ("maximum", "at most"),
        ("exclusiveMinimum", "more than"),
        ("exclusiveMaximum", "less than"),
    ] {
        let is_broken = |limit: &f64| match keyword {
            "minimum" => value < *limit,
            "maximum" => value > *limit,
            "exclusiveMinimum" => value <= *limit,
            _ => value >= *limit,
        };
        if let Some(limit) = limit(keyword).filter(is_broken) {
            return Some(refuse(at, format!("must be {words} {limit}, found {value}")));
        }
    }
    let step = limit("multipleOf").filter(|step| *step > 0.0)?;
    let times = value / step;
    // Decimal fractions have no exact binary form.
    let is_multiple = (times - times.round()).abs() <= 1e-9 * times.abs().max(1.0);
    if is_multiple {
        None
    } else {
        Some(refuse(at, format!("must be a multiple of {step}, found {value}")))
    }
}

fn string(object: &Object, value: &str, at: &str) -> Option<Refused> {
    let length = value.chars().count();
    if let Some(refused) = count(object, ["minLength", "maxLength"], length, "character", at) {
        return Some(refused);
    }
    let pattern = object.get("pattern").and_then(Node::as_str)?;
    if length > LONGEST_TEXT || !is_cheap(pattern) {
        return None;
    }
    let compiled = regress::Regex::with_flags(pattern, "u").ok()?;
    if compiled.find(value).is_some() {
        return None;
    }
    Some(refuse(
        at,
        format!("must match the pattern {}, found {}", text::quote(pattern), text::quote(value)),
    ))
}

/// Whether a match takes few steps: there are few repetitions, none of them of a group, and no look-around.
fn is_cheap(pattern: &str) -> bool {
    let mut repetitions = 0;
    let mut before = ' ';
    let mut rest = pattern.chars();
    while let Some(char) = rest.next() {
        match char {
            '\\' => {
                let escaped = rest.next();
                if escaped.is_some_and(|char| char.is_ascii_digit() || char == 'k') {
                    return false;
                }
            }
            '*' | '+' | '?' | '{' => {
                if before == ')' || before == '(' {
                    return false;
                }
                repetitions += 1;
            }
            _ => {}
        }
        before = char;
    }
    repetitions <= MOST_REPETITIONS
}

/// Compares a count with its limits.
fn count(
    object: &Object,
    [least, most]: [&str; 2],
    found: usize,
    noun: &str,
    at: &str,
) -> Option<Refused> {
    let limit = |keyword: &str| object.get(keyword).and_then(Node::as_u64);
    let found = u64::try_from(found).unwrap_or(u64::MAX);
    let nouns = |count: u64| match (count, noun) {
        (1, noun) => noun.to_owned(),
        (_, "property") => "properties".to_owned(),
        (_, noun) => format!("{noun}s"),
    };
    if let Some(limit) = limit(least).filter(|limit| found < *limit) {
        return Some(refuse(
            at,
            format!("must have at least {limit} {}, found {found}", nouns(limit)),
        ));
    }
    let limit = limit(most).filter(|limit| found > *limit)?;
    Some(refuse(at, format!("must have at most {limit} {}, found {found}", nouns(limit))))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn rule(schema: &Node, value: &Node) -> Option<String> {
        let root = json!({"components": {"schemas": {"A": {"type": "integer"}, "S": schema}}});
        let scope = Scope::new(&root);
        let refused = refused(&root["components"]["schemas"]["S"], value, &scope)?;
        Some(format!("{} {}", refused.pointer, refused.rule))
    }

    #[test]
    fn what_is_certainly_wrong_is_refused() {
        let cases = [
            (json!({"maximum": 3}), json!(4), " must be at most 3, found 4"),
            (json!({"multipleOf": 0.1}), json!(0.35), " must be a multiple of 0.1, found 0.35"),
            (json!({"minLength": 2}), json!("é"), " must have at least 2 characters, found 1"),
            (
                json!({"pattern": "^[0-9]+$"}),
                json!("a"),
                " must match the pattern `^[0-9]+$`, found `a`",
            ),
            (json!({"enum": ["a"]}), json!("b"), " must be a value of `enum`, found string `b`"),
            (json!({"required": ["a"]}), json!({}), " lacks the property `a`"),
            (
                json!({"properties": {"a": {"$ref": "#/components/schemas/A"}}}),
                json!({"a": true}),
                "/a must be of type `integer`, found boolean `true`",
            ),
            (
                json!({"additionalProperties": false}),
                json!({"b": 1}),
                "/b is not a property of the schema",
            ),
            (
                json!({"items": {"type": "null"}}),
                json!([null, 1]),
                "/1 must be of type `null`, found number `1`",
            ),
            (json!({"oneOf": [{"type": "string"}, false]}), json!(1), " fits no branch of `oneOf`"),
            (json!({"uniqueItems": true}), json!([1, 2, 1.0]), " must have no item twice"),
        ];
        for (schema, value, expected) in cases {
            assert_eq!(rule(&schema, &value).as_deref(), Some(expected), "{schema}");
        }
    }

    #[test]
    fn what_may_be_right_is_accepted() {
        for (schema, value) in [
            (json!({"type": ["integer", "null"], "minimum": 1}), json!(1.0)),
            (json!({"multipleOf": 0.1}), json!(0.3)),
            (json!({"enum": [1]}), json!(1.0)),
            (json!({"type": "file"}), json!("a")),
            (json!({"format": "date"}), json!("a")),
            (json!({"not": {}}), json!(1)),
            (json!({"pattern": "^(a+)+$"}), json!("b")),
            (json!({"required": ["a"], "properties": {"a": {"readOnly": true}}}), json!({})),
            (json!({"$ref": "#/components/schemas/S"}), json!(1)),
        ] {
            assert_eq!(rule(&schema, &value), None, "{schema}");
        }
    }
}
