//! Validation against the limits of a schema: bounds, lengths, patterns, formats, closed enums.
//!
//! Generated types call one method for each limit; the checks and their messages are here. Cheap checks come first: a
//! string that is too long is not matched against a pattern.

use std::fmt::Display;

use crate::values::budget::{Budget, TOO_COMPLEX, TOO_COMPLEX_MESSAGE};
use crate::values::codec::{
    Decode, Encode, IntEnum, Map, Nullable, Report, StringEnum, Tape, Value, Writer, to_json,
};
use crate::values::format::Format;
use crate::values::location::Location;
use crate::values::pattern::Pattern;
use crate::values::rule::{Rule, has_duplicates, is_multiple};
use crate::values::violation::{Violation, Violations, counted, segment};

mod part;

pub use part::PartChecks;
use part::Step;

/// Decodes `value` if it matches and `check` finds no violation. Used for union branches that differ only in their
/// limits.
pub fn try_valid<T: Decode>(
    value: Value<'_>,
    report: &Report,
    check: impl FnOnce(&mut Checks, &T),
) -> Option<T> {
    T::try_decode(value, report).filter(|value| {
        let mut checks = Checks { budget: report.budget.get(), ..Checks::new(Location::Body) };
        check(&mut checks, value);
        report.budget.set(checks.budget);
        checks.violations.is_empty()
    })
}

/// A type whose values can be validated.
///
/// # Examples
///
/// ```
/// use counterpart_wire::{Checks, Validate};
///
/// struct Pet {
///     name: String,
/// }
///
/// impl Validate for Pet {
///     fn validate(&self, checks: &mut Checks) {
///         checks.field("name").length(&self.name, 1, Some(5));
///     }
/// }
///
/// let violations = Checks::of(&Pet { name: "Bucephalus".to_owned() });
/// assert_eq!(violations.to_string(), "body/name: must have at most 5 characters");
/// ```
pub trait Validate {
    /// Reports every limit that the value violates.
    fn validate(&self, checks: &mut Checks);
}

/// Collects violations while validating, together with the current place.
#[derive(Debug)]
pub struct Checks {
    violations: Violations,
    location: Location,
    path: Vec<Step>,
    /// Violations found while decoding. These places hold placeholders and are not validated.
    skipped: Violations,
    budget: Budget,
}

impl Checks {
    /// Creates checks of the part `location` of a request.
    pub fn new(location: Location) -> Self {
        Self {
            violations: Violations::default(),
            location,
            path: Vec::new(),
            skipped: Violations::default(),
            budget: Budget::default(),
        }
    }

    /// Creates checks that skip the places of violations found while decoding.
    pub(crate) fn skipping(skipped: Violations, budget: Budget) -> Self {
        Self { skipped, budget, ..Self::new(Location::Body) }
    }

    /// Returns whether `pointer` is at, inside or around a place where decoding found a violation.
    fn is_skipped(&self, pointer: &str) -> bool {
        let is_inside = |inner: &str, outer: &str| {
            inner.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        self.skipped.iter().any(|found| {
            found.location == self.location
                && (is_inside(&found.pointer, pointer) || is_inside(pointer, &found.pointer))
        })
    }

    fn pointer(&self) -> String {
        self.path.iter().map(|step| segment(&step.name())).collect()
    }

    /// Validates a single value.
    pub fn of(value: &impl Validate) -> Violations {
        let mut checks = Self::new(Location::Body);
        value.validate(&mut checks);
        checks.violations
    }

    pub(crate) fn into_violations(self) -> Violations {
        self.violations
    }

    /// Returns the checks of the property `name`.
    pub fn field(&mut self, name: &'static str) -> PartChecks<'_> {
        self.part(Step::Field(name))
    }

    /// Returns the checks of the list item at `index`.
    pub fn item(&mut self, index: usize) -> PartChecks<'_> {
        self.part(Step::Item(index))
    }

    /// Returns the checks of the map value at `key`.
    pub fn entry(&mut self, key: &str) -> PartChecks<'_> {
        self.part(Step::Entry(key.to_owned()))
    }

    fn part(&mut self, step: Step) -> PartChecks<'_> {
        PartChecks::new(self, self.location, step)
    }

    /// Returns the checks of the field `name` at `location`.
    pub(crate) fn field_at(&mut self, location: Location, name: &'static str) -> PartChecks<'_> {
        PartChecks::new(self, location, Step::Field(name))
    }

    /// Validates a value by its own type.
    pub fn validate(&mut self, value: &impl Validate) -> &mut Self {
        value.validate(self);
        self
    }

    /// Reports a violation at the current place.
    pub fn fail(&mut self, code: &'static str, message: impl Into<String>) {
        if self.violations.is_full() {
            return;
        }
        let pointer = self.pointer();
        if !self.is_skipped(&pointer) {
            self.violations.push(Violation::new(self.location, pointer, code, message));
        }
    }

    /// Checks a rule. A violation with the same place and code is reported once.
    pub fn rule(&mut self, value: &impl Encode, rule: &Rule) -> &mut Self {
        self.apply_rule(&to_json(value), rule);
        self
    }

    /// Checks rules of a form. `write` writes the form as JSON, with an empty string for each file.
    pub fn form(&mut self, write: impl FnOnce(&mut Writer), rules: &[Rule]) -> &mut Self {
        let mut writer = Writer::json();
        write(&mut writer);
        let json = writer.finish();
        for rule in rules {
            self.apply_rule(&json, rule);
        }
        self
    }

    fn apply_rule(&mut self, json: &[u8], rule: &Rule) {
        let here = self.pointer();
        if self.is_skipped(&here) {
            return;
        }
        // A value within values that have rules of their own is parsed once for each of them.
        let mut steps = self.budget.start(json.len());
        let found = if steps.take(json.len() / 2) {
            rule.findings(json, &mut steps)
        } else {
            vec![(String::new(), TOO_COMPLEX, TOO_COMPLEX_MESSAGE.to_owned())]
        };
        self.budget.settle(&steps);
        for (inside, code, message) in found {
            let pointer = format!("{here}{inside}");
            let known = |found: &Violation| found.pointer == pointer && found.code == code;
            if !self.violations.iter().any(known) {
                self.violations.push(Violation::new(self.location, pointer, code, message));
            }
        }
    }

    /// Checks `minLength` and `maxLength`, in characters.
    pub fn length(&mut self, text: &str, min: usize, max: Option<usize>) -> &mut Self {
        // A string has at most as many characters as bytes, and at least a quarter: counting is rarely needed.
        if text.len() < min || (text.len() / 4 < min && text.chars().count() < min) {
            self.fail("min_length", format!("must have at least {}", counted(min, "character")));
        } else if let Some(max) = max.filter(|max| text.len() > *max && text.chars().count() > *max)
        {
            self.fail("max_length", format!("must have at most {}", counted(max, "character")));
        }
        self
    }

    /// Checks `pattern`. Texts longer than [`Pattern::LONGEST`] are rejected.
    pub fn pattern(&mut self, text: &str, pattern: &Pattern) -> &mut Self {
        if text.len() > Pattern::LONGEST {
            self.fail("pattern", format!("must have at most {} bytes", Pattern::LONGEST));
            return self;
        }
        let mut steps = self.budget.start(text.len());
        match pattern.find(text, &mut steps) {
            Some(true) => {}
            Some(false) => self.fail("pattern", format!("must match `{}`", pattern.source)),
            None => self.fail(TOO_COMPLEX, TOO_COMPLEX_MESSAGE),
        }
        self.budget.settle(&steps);
        self
    }

    /// Checks `format`, for a format without a type of its own.
    pub fn format(&mut self, text: &str, format: Format) -> &mut Self {
        let mut steps = self.budget.start(text.len());
        if !steps.take(format.steps(text)) {
            self.fail(TOO_COMPLEX, TOO_COMPLEX_MESSAGE);
        } else if !format.holds(text) {
            self.fail("format", format!("must be {}", format.what()));
        }
        self.budget.settle(&steps);
        self
    }

    /// Checks `minItems`, `maxItems`, `minProperties` and `maxProperties`. `what` is the noun for messages.
    pub fn count(&mut self, count: usize, min: usize, max: Option<usize>, what: &str) -> &mut Self {
        if count < min {
            self.fail("min_items", format!("must have at least {}", counted(min, what)));
        } else if let Some(max) = max.filter(|max| count > *max) {
            self.fail("max_items", format!("must have at most {}", counted(max, what)));
        }
        self
    }

    /// Checks `uniqueItems`. Items are compared as JSON: `1` and `1.0` are equal.
    pub fn unique<T: Encode>(&mut self, items: &[T]) -> &mut Self {
        let mut writer = Writer::json();
        writer.begin_list();
        for item in items {
            writer.item(item);
        }
        writer.end_list();
        let json = writer.finish();
        let Ok(tape) = Tape::parse(&json) else {
            // Nested more deeply than any message.
            self.fail(TOO_COMPLEX, TOO_COMPLEX_MESSAGE);
            return self;
        };
        let mut steps = self.budget.start(json.len());
        let mut enough = steps.take(json.len() / 2);
        let found = has_duplicates(&tape.root().items(), &mut |taken| {
            enough &= steps.take(taken);
            enough
        });
        self.budget.settle(&steps);
        if !enough {
            self.fail(TOO_COMPLEX, TOO_COMPLEX_MESSAGE);
        } else if found {
            self.fail("unique_items", "must not contain duplicate items");
        }
        self
    }

    /// Checks `minimum` and `exclusiveMinimum`.
    #[allow(clippy::needless_pass_by_value)] // the bound is a literal in generated code
    pub fn at_least<T: PartialOrd + Display>(
        &mut self,
        value: &T,
        bound: T,
        exclusive: bool,
    ) -> &mut Self {
        if exclusive && *value <= bound {
            self.fail("exclusive_minimum", format!("must be greater than {bound}"));
        } else if *value < bound {
            self.fail("minimum", format!("must be at least {bound}"));
        }
        self
    }

    /// Checks `maximum` and `exclusiveMaximum`.
    #[allow(clippy::needless_pass_by_value)]
    pub fn at_most<T: PartialOrd + Display>(
        &mut self,
        value: &T,
        bound: T,
        exclusive: bool,
    ) -> &mut Self {
        if exclusive && *value >= bound {
            self.fail("exclusive_maximum", format!("must be less than {bound}"));
        } else if *value > bound {
            self.fail("maximum", format!("must be at most {bound}"));
        }
        self
    }

    /// Checks `multipleOf`.
    pub fn multiple_of(&mut self, value: f64, step: f64) -> &mut Self {
        if !is_multiple(value, step) {
            self.fail("multiple_of", format!("must be a multiple of {step}"));
        }
        self
    }

    /// Checks `multipleOf` of an integer. The remainder is exact, also where `f64` is not.
    pub fn multiple_of_integer(&mut self, value: impl Into<i128>, step: f64) -> &mut Self {
        #[allow(clippy::cast_possible_truncation, clippy::cast_precision_loss)]
        // the step has no fraction
        let value = match value.into() {
            value if step.fract() == 0.0 && step != 0.0 => (value % step as i128) as f64,
            value => value as f64,
        };
        self.multiple_of(value, step)
    }

    /// Checks `enum` of a string.
    pub fn listed<T: StringEnum>(&mut self, value: &T) -> &mut Self {
        if !value.is_listed() {
            self.fail("enum", format!("must be one of {}", T::VALUES.join(", ")));
        }
        self
    }

    /// Checks `enum` of an integer.
    pub fn listed_number<T: IntEnum>(&mut self, value: &T) -> &mut Self {
        if !value.is_listed() {
            let listed: Vec<String> = T::VALUES.iter().map(i64::to_string).collect();
            self.fail("enum", format!("must be one of {}", listed.join(", ")));
        }
        self
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
        for (index, item) in self.iter().enumerate() {
            checks.item(index).validate(item);
        }
    }
}

impl<T: Validate> Validate for Map<T> {
    fn validate(&self, checks: &mut Checks) {
        for (key, value) in self {
            checks.entry(key).validate(value);
        }
    }
}
