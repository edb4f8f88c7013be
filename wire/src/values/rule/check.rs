//! Validates a JSON value against a rule, keyword by keyword.

use std::collections::BTreeSet;

use serde_json::{Map, Number, Value as Json};

use super::Finding;
use super::equal::{equal, has_duplicates, is_multiple, is_whole, whole};
use super::read::{Place, Schema, Schemas};
use crate::values::violation::{Violations, counted, segment};

/// Limit on the number of schemas applied to one value. The rest is not checked.
const MOST_STEPS: usize = 1_000_000;
/// Limit on the nesting of applied schemas.
const DEEPEST: usize = 512;

/// The validation of one value.
pub(super) struct Check<'r> {
    schemas: &'r Schemas,
    found: Vec<Finding>,
    path: Vec<String>,
    /// Above zero while a branch is only tried: violations are not recorded.
    quiet: usize,
    steps: usize,
    depth: usize,
}

/// The properties and items that keywords have evaluated, for `unevaluatedItems` and `unevaluatedProperties`.
#[derive(Debug, Default)]
pub(super) struct Seen {
    properties: BTreeSet<String>,
    items: BTreeSet<usize>,
}

impl Seen {
    fn add(&mut self, other: Seen) {
        self.properties.extend(other.properties);
        self.items.extend(other.items);
    }
}

impl<'r> Check<'r> {
    pub(super) fn run(schemas: &'r Schemas, value: &Json) -> Vec<Finding> {
        let mut check =
            Self { schemas, found: Vec::new(), path: Vec::new(), quiet: 0, steps: 0, depth: 0 };
        check.holds(0, value, &mut Seen::default());
        check.found
    }

    /// Returns whether `value` is valid against the schema at `place`.
    fn holds(&mut self, place: Place, value: &Json, seen: &mut Seen) -> bool {
        self.steps += 1;
        let Some(schema) = self.schemas.get(place) else { return true };
        if self.steps > MOST_STEPS || self.depth > DEEPEST {
            return true;
        }
        if schema.never {
            return self.fail("not_allowed", "is not allowed here");
        }
        self.depth += 1;
        let mut holds = self.kind(schema, value);
        match value {
            Json::Number(number) => holds &= self.number(schema, number),
            Json::String(text) => holds &= self.text(schema, text),
            _ => {}
        }
        let mut own = Seen::default();
        holds &= self.together(schema, value, &mut own);
        match value {
            Json::Array(items) => holds &= self.list(schema, items, &mut own),
            Json::Object(fields) => holds &= self.object(schema, fields, value, &mut own),
            _ => {}
        }
        self.depth -= 1;
        if holds {
            seen.add(own);
        }
        holds
    }

    /// Returns whether `value` is valid against the schema at `place`, without recording violations.
    fn matches_quietly(&mut self, place: Place, value: &Json, seen: &mut Seen) -> bool {
        self.quiet += 1;
        let matches_quietly = self.holds(place, value, seen);
        self.quiet -= 1;
        matches_quietly
    }

    fn inside(&mut self, step: &str, place: Place, value: &Json) -> bool {
        self.path.push(step.to_owned());
        let holds = self.holds(place, value, &mut Seen::default());
        self.path.pop();
        holds
    }

    /// Records a violation at the current place. Always returns `false`.
    fn fail(&mut self, code: &'static str, message: impl Into<String>) -> bool {
        if self.quiet == 0 && self.found.len() < Violations::MOST {
            let pointer = self.path.iter().map(|name| segment(name)).collect();
            self.found.push((pointer, code, message.into()));
        }
        false
    }

    fn kind(&mut self, schema: &Schema, value: &Json) -> bool {
        let is = |name: &String| match (name.as_str(), value) {
            ("integer", Json::Number(number)) => is_whole(number),
            ("null", Json::Null)
            | ("boolean", Json::Bool(_))
            | ("number", Json::Number(_))
            | ("string", Json::String(_))
            | ("array", Json::Array(_))
            | ("object", Json::Object(_)) => true,
            _ => false,
        };
        if let Some(types) = schema.types.as_ref().filter(|types| !types.iter().any(is)) {
            return self.fail("type", format!("must be of type {}", types.join(" or ")));
        }
        match &schema.values {
            Some(values) if !values.iter().any(|known| equal(known, value)) => {
                let texts: Vec<String> = values.iter().map(shown).collect();
                self.fail("enum", format!("must be one of {}", texts.join(", ")))
            }
            _ => true,
        }
    }

    fn number(&mut self, schema: &Schema, number: &Number) -> bool {
        let order = |bound: &Number| match (whole(number), whole(bound)) {
            (Some(number), Some(bound)) => number.partial_cmp(&bound),
            _ => number.as_f64().partial_cmp(&bound.as_f64()),
        };
        let mut holds = true;
        if let Some(bound) = schema
            .minimum
            .as_ref()
            .filter(|bound| order(bound).is_some_and(std::cmp::Ordering::is_lt))
        {
            holds = self.fail("minimum", format!("must be at least {bound}"));
        }
        if let Some(bound) = schema
            .above
            .as_ref()
            .filter(|bound| order(bound).is_some_and(std::cmp::Ordering::is_le))
        {
            holds = self.fail("exclusive_minimum", format!("must be greater than {bound}"));
        }
        if let Some(bound) = schema
            .maximum
            .as_ref()
            .filter(|bound| order(bound).is_some_and(std::cmp::Ordering::is_gt))
        {
            holds = self.fail("maximum", format!("must be at most {bound}"));
        }
        if let Some(bound) = schema
            .below
            .as_ref()
            .filter(|bound| order(bound).is_some_and(std::cmp::Ordering::is_ge))
        {
            holds = self.fail("exclusive_maximum", format!("must be less than {bound}"));
        }
        let value = number.as_f64().unwrap_or_default();
        if let Some(step) = schema.step.filter(|step| !is_multiple(value, *step)) {
            holds = self.fail("multiple_of", format!("must be a multiple of {step}"));
        }
        holds
    }

    fn text(&mut self, schema: &Schema, text: &str) -> bool {
        let length = text.chars().count();
        let mut holds = self.count(length, schema.min_length, schema.max_length, "character");
        if let Some(pattern) = schema.pattern.as_ref().filter(|pattern| !pattern.matches(text)) {
            holds = self.fail("pattern", format!("must match `{}`", pattern.source));
        }
        if let Some(format) = schema.format.filter(|format| !format.holds(text)) {
            holds = self.fail("format", format!("must be {}", format.what()));
        }
        holds
    }

    fn count(&mut self, count: usize, min: Option<usize>, max: Option<usize>, noun: &str) -> bool {
        let (low, high) = match noun {
            "character" => ("min_length", "max_length"),
            _ => ("min_items", "max_items"),
        };
        if let Some(min) = min.filter(|min| count < *min) {
            return self.fail(low, format!("must have at least {}", counted(min, noun)));
        }
        if let Some(max) = max.filter(|max| count > *max) {
            return self.fail(high, format!("must have at most {}", counted(max, noun)));
        }
        true
    }

    /// Applies the keywords that check the same value against other schemas.
    fn together(&mut self, schema: &Schema, value: &Json, seen: &mut Seen) -> bool {
        let mut holds = true;
        for place in schema.reference.iter().chain(&schema.all_of) {
            holds &= self.holds(*place, value, seen);
        }
        if let Some(branches) = &schema.any_of {
            let matching =
                branches.iter().filter(|place| self.matches_quietly(**place, value, seen)).count();
            if matching == 0 {
                holds = self.no_match(branches, value, "any_of");
            }
        }
        if let Some(branches) = &schema.one_of {
            let matching =
                branches.iter().filter(|place| self.matches_quietly(**place, value, seen)).count();
            if matching == 0 {
                holds = self.no_match(branches, value, "one_of");
            } else if matching > 1 {
                holds = self.fail("one_of", "must match exactly one of the alternatives");
            }
        }
        if let Some(not) = schema.not
            && self.matches_quietly(not, value, &mut Seen::default())
        {
            holds = self.fail("not", "is not an allowed value");
        }
        if let Some((condition, then, otherwise)) = schema.condition {
            let chosen =
                if self.matches_quietly(condition, value, seen) { then } else { otherwise };
            if let Some(chosen) = chosen {
                holds &= self.holds(chosen, value, seen);
            }
        }
        holds
    }

    /// Reports that no branch matches. A single branch reports its own violations.
    fn no_match(&mut self, branches: &[Place], value: &Json, code: &'static str) -> bool {
        match branches {
            [only] => self.holds(*only, value, &mut Seen::default()),
            _ => self.fail(code, "must match at least one of the alternatives"),
        }
    }

    fn list(&mut self, schema: &Schema, items: &[Json], seen: &mut Seen) -> bool {
        let mut holds = self.count(items.len(), schema.min_items, schema.max_items, "item");
        if schema.unique && has_duplicates(items.iter().cloned()) {
            holds = self.fail("unique_items", "must not contain duplicate items");
        }
        for (index, item) in items.iter().enumerate() {
            let place = schema.prefix.get(index).copied().or(schema.items);
            if let Some(place) = place {
                holds &= self.inside(&index.to_string(), place, item);
                seen.items.insert(index);
            }
        }
        if let Some(contained) = schema.contains {
            let matching: Vec<usize> = (0..)
                .zip(items)
                .filter(|(_, item)| self.matches_quietly(contained, item, &mut Seen::default()))
                .map(|(index, _)| index)
                .collect();
            let count = matching.len();
            let min = schema.min_contains.unwrap_or(1);
            if count < min {
                let what = format!("must contain at least {}", counted(min, "matching item"));
                holds = self.fail("contains", what);
            }
            if let Some(max) = schema.max_contains.filter(|max| count > *max) {
                let what = format!("must contain at most {}", counted(max, "matching item"));
                holds = self.fail("contains", what);
            }
            seen.items.extend(matching);
        }
        if let Some(place) = schema.unevaluated_items {
            for (index, item) in items.iter().enumerate() {
                if seen.items.insert(index) {
                    holds &= self.inside(&index.to_string(), place, item);
                }
            }
        }
        holds
    }

    fn object(
        &mut self,
        schema: &Schema,
        fields: &Map<String, Json>,
        whole: &Json,
        seen: &mut Seen,
    ) -> bool {
        let (min, max) = (schema.min_properties, schema.max_properties);
        let mut holds = self.count(fields.len(), min, max, "property");
        for name in schema.required.iter().filter(|name| !fields.contains_key(*name)) {
            holds = self.missing(name, "this field is required");
        }
        for (name, needed) in schema.needs.iter().filter(|(name, _)| fields.contains_key(name)) {
            for other in needed.iter().filter(|other| !fields.contains_key(*other)) {
                holds =
                    self.missing(other, &format!("this field is required together with `{name}`"));
            }
        }
        for (_, place) in schema.dependents.iter().filter(|(name, _)| fields.contains_key(name)) {
            holds &= self.holds(*place, whole, seen);
        }
        for (name, value) in fields {
            holds &= self.field(schema, name, value, seen);
        }
        if let Some(place) = schema.unevaluated_properties {
            for (name, value) in fields {
                if seen.properties.insert(name.clone()) {
                    holds &= self.inside(name, place, value);
                }
            }
        }
        holds
    }

    fn field(&mut self, schema: &Schema, name: &str, value: &Json, seen: &mut Seen) -> bool {
        let mut holds = true;
        let own = schema.properties.get(name).into_iter();
        let matching = schema.patterns.iter().filter(|(pattern, _)| pattern.matches(name));
        let mut places: Vec<Place> = own.chain(matching.map(|(_, place)| place)).copied().collect();
        if places.is_empty() {
            places.extend(schema.additional);
        }
        for place in &places {
            holds &= self.inside(name, *place, value);
        }
        if !places.is_empty() {
            seen.properties.insert(name.to_owned());
        }
        if let Some(place) = schema.names {
            holds &= self.inside(name, place, &Json::String(name.to_owned()));
        }
        holds
    }

    fn missing(&mut self, name: &str, message: &str) -> bool {
        self.path.push(name.to_owned());
        self.fail("required", message);
        self.path.pop();
        false
    }
}

/// Returns an allowed value as text for a message.
fn shown(value: &Json) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
