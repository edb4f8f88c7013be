//! Holding a value to the limits of its document: bounds, counts, patterns, formats, closed enums.
//!
//! Generated types say what to check, in one line a limit; the checks and their wording are here. Cheap
//! checks come first: a text that is too long is not matched against a pattern.

use std::fmt::Display;

use crate::data::{
    Decode, Encode, IntEnum, Map, Nullable, Report, StringEnum, Value, Writer, segment, to_json,
};
use crate::format::Format;
use crate::param::{Location, Param};
use crate::pattern::Pattern;
use crate::rule::{Rule, has_twins, is_multiple};
use crate::violation::{Violation, Violations};

/// Reads `value` if it fits and keeps its limits; what does not is no finding. It tells branches of a union apart that
/// differ in their limits alone.
pub fn attempt<T: Decode>(
    value: Value<'_>,
    report: &Report,
    check: impl FnOnce(&mut Checks, &T),
) -> Option<T> {
    T::attempt(value, report).filter(|value| {
        let mut checks = Checks::new(Location::Body);
        check(&mut checks, value);
        checks.violations.is_empty()
    })
}

/// A type with limits.
pub trait Validate {
    /// Reports every limit that the value breaks.
    fn validate(&self, checks: &mut Checks);
}

/// Collects what validation finds, and knows where it stands.
#[derive(Debug)]
pub struct Checks {
    violations: Violations,
    location: Location,
    path: Vec<String>,
    /// What is wrong already: other values stand in for such parts, and are not held to anything.
    broken: Violations,
}

impl Checks {
    /// Checks of the part `location` of a request.
    pub fn new(location: Location) -> Self {
        Self {
            violations: Violations::default(),
            location,
            path: Vec::new(),
            broken: Violations::default(),
        }
    }

    /// Checks of what is left of a request beside what is wrong with it already.
    pub(crate) fn beside(broken: Violations) -> Self {
        Self { broken, ..Self::new(Location::Body) }
    }

    /// Whether what stands at `pointer` is in part, or is a part of, what is wrong already.
    fn is_broken(&self, pointer: &str) -> bool {
        let is_inside = |inner: &str, outer: &str| {
            inner.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        self.broken.iter().any(|found| {
            found.location == self.location
                && (is_inside(&found.pointer, pointer) || is_inside(pointer, &found.pointer))
        })
    }

    fn pointer(&self) -> String {
        self.path.iter().map(|name| segment(name)).collect()
    }

    /// What a value breaks, alone.
    pub fn of(value: &impl Validate) -> Violations {
        let mut checks = Self::new(Location::Body);
        value.validate(&mut checks);
        checks.violations
    }

    pub(crate) fn into_violations(self) -> Violations {
        self.violations
    }

    pub(crate) fn turn_to(&mut self, location: Location) {
        self.location = location;
        self.path.clear();
    }

    /// Steps into the field `name`.
    pub fn field(&mut self, name: &str, check: impl FnOnce(&mut Self)) {
        self.path.push(name.to_owned());
        check(self);
        self.path.pop();
    }

    /// Steps into a parameter.
    pub fn param(&mut self, param: &Param, check: impl FnOnce(&mut Self)) {
        self.turn_to(param.location);
        self.field(param.name, check);
        self.turn_to(Location::Body);
    }

    /// Steps into each item of a list.
    pub fn items<T>(&mut self, items: &[T], check: impl FnMut(&mut Self, &T)) {
        self.items_from(0, items, check);
    }

    /// Steps into each item of the rest of a list, which begins at the place `first`.
    pub fn items_from<T>(
        &mut self,
        first: usize,
        items: &[T],
        mut check: impl FnMut(&mut Self, &T),
    ) {
        for (index, item) in (first..).zip(items) {
            self.path.push(index.to_string());
            check(self, item);
            self.path.pop();
        }
    }

    /// Steps into each value of a map.
    pub fn values<T>(&mut self, values: &Map<T>, mut check: impl FnMut(&mut Self, &T)) {
        for (key, value) in values {
            self.path.push(key.clone());
            check(self, value);
            self.path.pop();
        }
    }

    /// A finding at the place where the checks stand.
    pub fn fail(&mut self, code: &'static str, message: impl Into<String>) {
        if self.violations.is_full() {
            return;
        }
        let pointer = self.pointer();
        if !self.is_broken(&pointer) {
            self.violations.push(Violation::new(self.location, pointer, code, message));
        }
    }

    /// What no type can hold. A finding that another check has made of the same place is not made again.
    pub fn rule(&mut self, value: &impl Encode, rule: &Rule) {
        self.hold(&to_json(value), rule);
    }

    /// What no type can hold, of a form: `write` says what a rule sees of it, where a file is an empty text.
    pub fn form(&mut self, write: impl FnOnce(&mut Writer), rules: &[Rule]) {
        let mut writer = Writer::json();
        write(&mut writer);
        let json = writer.finish();
        for rule in rules {
            self.hold(&json, rule);
        }
    }

    fn hold(&mut self, json: &[u8], rule: &Rule) {
        let here = self.pointer();
        if self.is_broken(&here) {
            return;
        }
        let Ok(json) = serde_json::from_slice(json) else { return };
        for (inside, code, message) in rule.findings(&json) {
            let pointer = format!("{here}{inside}");
            let known = |found: &Violation| found.pointer == pointer && found.code == code;
            if !self.violations.iter().any(known) {
                self.violations.push(Violation::new(self.location, pointer, code, message));
            }
        }
    }

    /// `minLength` and `maxLength`, in characters.
    pub fn length(&mut self, text: &str, min: usize, max: Option<usize>) {
        // Bytes bound characters from above, and four bytes a character from below: counting is seldom needed.
        if text.len() < min || (text.len() / 4 < min && text.chars().count() < min) {
            self.fail("min_length", format!("must have at least {}", counted(min, "character")));
        } else if let Some(max) = max.filter(|max| text.len() > *max && text.chars().count() > *max)
        {
            self.fail("max_length", format!("must have at most {}", counted(max, "character")));
        }
    }

    /// `pattern`, once the length is known to be right.
    pub fn pattern(&mut self, text: &str, pattern: &Pattern) {
        if text.len() > Pattern::LONGEST {
            self.fail("pattern", format!("is too long to match `{}`", pattern.source));
        } else if !pattern.matches(text) {
            self.fail("pattern", format!("must match `{}`", pattern.source));
        }
    }

    /// `format`, of a text that has no type of its own.
    pub fn format(&mut self, text: &str, format: Format) {
        if !format.holds(text) {
            self.fail("format", format!("must be {}", format.what()));
        }
    }

    /// `minItems`, `maxItems`, `minProperties` and `maxProperties`.
    pub fn count(&mut self, count: usize, min: usize, max: Option<usize>, what: &str) {
        if count < min {
            self.fail("min_items", format!("must have at least {}", counted(min, what)));
        } else if let Some(max) = max.filter(|max| count > *max) {
            self.fail("max_items", format!("must have at most {}", counted(max, what)));
        }
    }

    /// `uniqueItems`, by what the items are on the wire: `1` and `1.0` are the same.
    pub fn unique<T: Encode>(&mut self, items: &[T]) {
        if has_twins(items.iter().filter_map(|item| serde_json::from_slice(&to_json(item)).ok())) {
            self.fail("unique_items", "must not hold the same item twice");
        }
    }

    /// `minimum` and `exclusiveMinimum`.
    #[allow(clippy::needless_pass_by_value)] // the bound is a literal in generated code
    pub fn at_least<T: PartialOrd + Display>(&mut self, value: &T, bound: T, exclusive: bool) {
        if exclusive && *value <= bound {
            self.fail("exclusive_minimum", format!("must be more than {bound}"));
        } else if *value < bound {
            self.fail("minimum", format!("must be at least {bound}"));
        }
    }

    /// `maximum` and `exclusiveMaximum`.
    #[allow(clippy::needless_pass_by_value)]
    pub fn at_most<T: PartialOrd + Display>(&mut self, value: &T, bound: T, exclusive: bool) {
        if exclusive && *value >= bound {
            self.fail("exclusive_maximum", format!("must be less than {bound}"));
        } else if *value > bound {
            self.fail("maximum", format!("must be at most {bound}"));
        }
    }

    /// `multipleOf`.
    pub fn multiple_of(&mut self, value: f64, step: f64) {
        if !is_multiple(value, step) {
            self.fail("multiple_of", format!("must be a multiple of {step}"));
        }
    }

    /// `enum`, of strings.
    pub fn listed<T: StringEnum>(&mut self, value: &T) {
        if !value.is_listed() {
            self.fail("enum", format!("must be one of {}", T::VALUES.join(", ")));
        }
    }

    /// `enum`, of integers.
    pub fn listed_number<T: IntEnum>(&mut self, value: &T) {
        if !value.is_listed() {
            let listed: Vec<String> = T::VALUES.iter().map(i64::to_string).collect();
            self.fail("enum", format!("must be one of {}", listed.join(", ")));
        }
    }
}

pub(crate) fn counted(number: usize, noun: &str) -> String {
    match noun.strip_suffix('y') {
        _ if number == 1 => format!("1 {noun}"),
        Some(stem) => format!("{number} {stem}ies"),
        None => format!("{number} {noun}s"),
    }
}

impl<T: Validate> Validate for Option<T> {
    fn validate(&self, checks: &mut Checks) {
        if let Some(value) = self {
            value.validate(checks);
        }
    }
}

impl<T: Validate> Validate for Nullable<T> {
    fn validate(&self, checks: &mut Checks) {
        if let Some(value) = self.value() {
            value.validate(checks);
        }
    }
}

impl<T: Validate> Validate for Box<T> {
    fn validate(&self, checks: &mut Checks) {
        (**self).validate(checks);
    }
}

impl<T: Validate> Validate for Vec<T> {
    fn validate(&self, checks: &mut Checks) {
        checks.items(self, |checks, item| item.validate(checks));
    }
}

impl<T: Validate> Validate for Map<T> {
    fn validate(&self, checks: &mut Checks) {
        checks.values(self, |checks, value| value.validate(checks));
    }
}
