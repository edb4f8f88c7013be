//! Validates a JSON value against a rule, keyword by keyword.
//!
//! A schema may be applied to a value many times, so the steps are counted. When they run out, or schemas are nested
//! too deeply, the value is refused as a whole: nothing that was found until then counts, not even below `not`.

use super::Finding;
use super::equal::{has_duplicates, is_multiple, order, steps_to_read};
use super::read::{Expression, Place, Schema, Schemas};
use crate::values::budget::{Steps, TOO_COMPLEX, TOO_COMPLEX_MESSAGE};
use crate::values::codec::{Kind, Number, Object, Value};
use crate::values::violation::{Violations, counted, segment};

/// Limit on the nesting of applied schemas.
const DEEPEST: usize = 1024;
/// Steps of the budget for applying a schema to a value, and for finding a property by its name.
const SCHEMA: usize = 6;
const FIND: usize = 3;

/// The validation of one value.
pub(super) struct Check<'r> {
    schemas: &'r Schemas,
    found: Vec<Finding>,
    path: Vec<String>,
    /// Above zero while a branch is only tried: violations are not recorded.
    quiet: usize,
    steps: &'r mut Steps,
    depth: usize,
    /// Whether the check was given up.
    over: bool,
}

/// The properties or items that keywords have evaluated, by their index, for `unevaluatedItems` and
/// `unevaluatedProperties`.
#[derive(Debug, Default)]
struct Seen(Vec<bool>);

impl Seen {
    /// Adds an index. Returns whether it is new.
    fn insert(&mut self, index: usize) -> bool {
        if self.0.len() <= index {
            self.0.resize(index + 1, false);
        }
        self.0.get_mut(index).is_some_and(|seen| !std::mem::replace(seen, true))
    }

    fn add(&mut self, other: &Self) {
        self.0.resize(self.0.len().max(other.0.len()), false);
        for (here, there) in self.0.iter_mut().zip(&other.0) {
            *here |= there;
        }
    }
}

impl<'r> Check<'r> {
    pub(super) fn run(
        schemas: &'r Schemas,
        value: Value<'_>,
        steps: &'r mut Steps,
    ) -> Vec<Finding> {
        let (found, path) = (Vec::new(), Vec::new());
        let mut check = Self { schemas, found, path, quiet: 0, steps, depth: 0, over: false };
        check.holds(0, value, &mut Seen::default());
        if check.over {
            return vec![(String::new(), TOO_COMPLEX, TOO_COMPLEX_MESSAGE.to_owned())];
        }
        check.found
    }

    /// Takes steps from the budget. Returns `false` when the check is given up.
    fn take(&mut self, steps: usize) -> bool {
        self.over |= !self.steps.take(steps);
        !self.over
    }

    /// Returns whether `value` is valid against the schema at `place`.
    fn holds(&mut self, place: Place, value: Value<'_>, seen: &mut Seen) -> bool {
        let Some(schema) = self.schemas.get(place) else { return true };
        self.over |= self.depth > DEEPEST;
        if !self.take(SCHEMA) {
            return false;
        }
        if schema.never {
            return self.fail("not_allowed", || "is not allowed here".to_owned());
        }
        self.depth += 1;
        let mut holds = self.kind(schema, value);
        if let Some(number) = value.number() {
            holds &= self.number(schema, number);
        } else if schema.looks_at_text()
            && let Some(text) = value.text()
        {
            holds &= self.take(steps_to_read(&text)) && self.text(schema, &text);
        }
        let mut own = Seen::default();
        holds &= self.together(schema, value, &mut own);
        match value.kind() {
            Kind::List => holds &= self.list(schema, value, &mut own),
            Kind::Object => holds &= self.object(schema, value, &mut own),
            _ => {}
        }
        self.depth -= 1;
        if holds && self.take(own.0.len() / 8) {
            seen.add(&own);
        }
        holds
    }

    /// Returns whether `value` is valid against the schema at `place`, without recording violations.
    fn matches_quietly(&mut self, place: Place, value: Value<'_>, seen: &mut Seen) -> bool {
        self.quiet += 1;
        let matches_quietly = self.holds(place, value, seen);
        self.quiet -= 1;
        matches_quietly
    }

    fn inside(&mut self, step: &str, place: Place, value: Value<'_>) -> bool {
        self.path.push(step.to_owned());
        let holds = self.holds(place, value, &mut Seen::default());
        self.path.pop();
        holds
    }

    /// Records a violation at the current place. Always returns `false`. The message is built only if it is kept.
    fn fail(&mut self, code: &'static str, message: impl FnOnce() -> String) -> bool {
        if self.quiet == 0 && self.found.len() < Violations::MOST {
            let pointer = self.path.iter().map(|name| segment(name)).collect();
            self.found.push((pointer, code, message()));
        }
        false
    }

    fn kind(&mut self, schema: &Schema, value: Value<'_>) -> bool {
        let is = |name: &String| match name.as_str() {
            "integer" => value.is(Kind::Integer),
            "null" => value.is(Kind::Null),
            "boolean" => value.is(Kind::Bool),
            "number" => value.is(Kind::Number),
            "string" => value.is(Kind::String),
            "array" => value.is(Kind::List),
            "object" => value.is(Kind::Object),
            _ => false,
        };
        if let Some(types) = schema.types.as_ref().filter(|types| !types.iter().any(is)) {
            return self.fail("type", || format!("must be of type {}", types.join(" or ")));
        }
        let Some(values) = &schema.values else { return true };
        values.contain(value, &mut |steps| self.take(steps))
            || self.fail("enum", || format!("must be one of {}", values.listed()))
    }

    fn number(&mut self, schema: &Schema, number: Number) -> bool {
        let order = |bound: &serde_json::Number| order(number, bound.into());
        let mut holds = true;
        if let Some(bound) = schema
            .minimum
            .as_ref()
            .filter(|bound| order(bound).is_some_and(std::cmp::Ordering::is_lt))
        {
            holds = self.fail("minimum", || format!("must be at least {bound}"));
        }
        if let Some(bound) = schema
            .above
            .as_ref()
            .filter(|bound| order(bound).is_some_and(std::cmp::Ordering::is_le))
        {
            holds = self.fail("exclusive_minimum", || format!("must be greater than {bound}"));
        }
        if let Some(bound) = schema
            .maximum
            .as_ref()
            .filter(|bound| order(bound).is_some_and(std::cmp::Ordering::is_gt))
        {
            holds = self.fail("maximum", || format!("must be at most {bound}"));
        }
        if let Some(bound) = schema
            .below
            .as_ref()
            .filter(|bound| order(bound).is_some_and(std::cmp::Ordering::is_ge))
        {
            holds = self.fail("exclusive_maximum", || format!("must be less than {bound}"));
        }
        let value = number.to_f64();
        if let Some(step) = schema.step.filter(|step| !is_multiple(value, *step)) {
            holds = self.fail("multiple_of", || format!("must be a multiple of {step}"));
        }
        holds
    }

    fn text(&mut self, schema: &Schema, text: &str) -> bool {
        let mut holds = true;
        if (schema.min_length.is_some() || schema.max_length.is_some())
            && self.take(text.len() / 64)
        {
            let length = text.chars().count();
            holds = self.count(length, schema.min_length, schema.max_length, "character");
        }
        if let Some(pattern) = schema.pattern.as_ref().filter(|pattern| !self.fits(pattern, text)) {
            holds = self.fail("pattern", || format!("must match `{}`", pattern.source));
        }
        if let Some(format) = schema.format
            && self.take(format.steps(text))
            && !format.holds(text)
        {
            holds = self.fail("format", || format!("must be {}", format.what()));
        }
        holds
    }

    /// Returns whether `text` matches the pattern.
    fn fits(&mut self, pattern: &Expression, text: &str) -> bool {
        let fits = pattern.matches(text, self.steps);
        self.over |= fits.is_none();
        fits.unwrap_or(false)
    }

    fn count(&mut self, count: usize, min: Option<usize>, max: Option<usize>, noun: &str) -> bool {
        let (low, high) = match noun {
            "character" => ("min_length", "max_length"),
            _ => ("min_items", "max_items"),
        };
        if let Some(min) = min.filter(|min| count < *min) {
            return self.fail(low, || format!("must have at least {}", counted(min, noun)));
        }
        if let Some(max) = max.filter(|max| count > *max) {
            return self.fail(high, || format!("must have at most {}", counted(max, noun)));
        }
        true
    }

    /// Applies the keywords that check the same value against other schemas.
    fn together(&mut self, schema: &Schema, value: Value<'_>, seen: &mut Seen) -> bool {
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
                holds =
                    self.fail("one_of", || "must match exactly one of the alternatives".to_owned());
            }
        }
        if let Some(not) = schema.not
            && self.matches_quietly(not, value, &mut Seen::default())
        {
            holds = self.fail("not", || "is not an allowed value".to_owned());
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
    fn no_match(&mut self, branches: &[Place], value: Value<'_>, code: &'static str) -> bool {
        match branches {
            [only] => self.holds(*only, value, &mut Seen::default()),
            _ => self.fail(code, || "must match at least one of the alternatives".to_owned()),
        }
    }

    fn list(&mut self, schema: &Schema, list: Value<'_>, seen: &mut Seen) -> bool {
        let items = list.items();
        let count = items.clone().count();
        if !self.take(count / 2) {
            return false;
        }
        let mut holds = self.count(count, schema.min_items, schema.max_items, "item");
        if schema.unique && has_duplicates(&items, &mut |steps| self.take(steps)) {
            holds = self.fail("unique_items", || "must not contain duplicate items".to_owned());
        }
        for (index, item) in items.clone().enumerate() {
            let place = schema.prefix.get(index).copied().or(schema.items);
            if let Some(place) = place {
                holds &= self.inside(&index.to_string(), place, item);
                if self.schemas.tracks {
                    seen.insert(index);
                }
            }
        }
        if let Some(contained) = schema.contains {
            let mut count = 0;
            for (index, item) in items.clone().enumerate() {
                if self.matches_quietly(contained, item, &mut Seen::default()) {
                    count += 1;
                    if self.schemas.tracks {
                        seen.insert(index);
                    }
                }
            }
            let min = schema.min_contains.unwrap_or(1);
            if count < min {
                let what = || format!("must contain at least {}", counted(min, "matching item"));
                holds = self.fail("contains", what);
            }
            if let Some(max) = schema.max_contains.filter(|max| count > *max) {
                let what = || format!("must contain at most {}", counted(max, "matching item"));
                holds = self.fail("contains", what);
            }
        }
        if let Some(place) = schema.unevaluated_items {
            for (index, item) in items.enumerate() {
                if seen.insert(index) {
                    holds &= self.inside(&index.to_string(), place, item);
                }
            }
        }
        holds
    }

    fn object(&mut self, schema: &Schema, whole: Value<'_>, seen: &mut Seen) -> bool {
        let fields = Object::new(whole);
        let size = fields.keyed().count();
        let (min, max) = (schema.min_properties, schema.max_properties);
        let mut holds = self.count(size, min, max, "property");
        let names = schema.required.len() + schema.needs.len() + schema.dependents.len();
        // A name that is absent is compared with every key.
        let find = FIND + size / 3;
        if !self.take(2 * size + find * names) {
            return false;
        }
        let has = |name: &str| fields.find(name).is_some();
        for name in schema.required.iter().filter(|name| !has(name)) {
            holds = self.missing(name, || "this field is required".to_owned());
        }
        for (name, needed) in schema.needs.iter().filter(|(name, _)| has(name)) {
            if !self.take(find * needed.len()) {
                return false;
            }
            for other in needed.iter().filter(|other| !has(other)) {
                let message = || format!("this field is required together with `{name}`");
                holds = self.missing(other, message);
            }
        }
        for (_, place) in schema.dependents.iter().filter(|(name, _)| has(name)) {
            holds &= self.holds(*place, whole, seen);
        }
        for (index, (key, value)) in fields.keyed().enumerate() {
            let (whole, evaluated) = self.field(schema, key, value);
            holds &= whole;
            if evaluated && self.schemas.tracks {
                seen.insert(index);
            }
        }
        if let Some(place) = schema.unevaluated_properties {
            for (index, (name, value)) in fields.entries().enumerate() {
                if seen.insert(index) {
                    holds &= self.inside(&name, place, value);
                }
            }
        }
        holds
    }

    /// Returns whether a property is valid, and whether a keyword has evaluated it.
    fn field(&mut self, schema: &Schema, key: Value<'_>, value: Value<'_>) -> (bool, bool) {
        let mut holds = true;
        let name = &*key.text().unwrap_or_default();
        if !self.take(FIND + SCHEMA * schema.patterns.len()) {
            return (false, false);
        }
        let own = schema.properties.get(name).into_iter();
        let matching = schema.patterns.iter().filter(|(pattern, _)| self.fits(pattern, name));
        let mut places: Vec<Place> = own.chain(matching.map(|(_, place)| place)).copied().collect();
        if places.is_empty() {
            places.extend(schema.additional);
        }
        for place in &places {
            holds &= self.inside(name, *place, value);
        }
        if let Some(place) = schema.names {
            holds &= self.inside(name, place, key);
        }
        (holds, !places.is_empty())
    }

    fn missing(&mut self, name: &str, message: impl FnOnce() -> String) -> bool {
        self.path.push(name.to_owned());
        self.fail("required", message);
        self.path.pop();
        false
    }
}
