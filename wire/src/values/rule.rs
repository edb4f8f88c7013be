//! Schema keywords that Rust types cannot express: `not`, `if`, `dependentRequired`, `contains` and the like.
//!
//! A rule is the text of a JSON Schema (2020-12) that contains only these keywords. It is parsed on first use, and
//! applied to a value on a tape.

mod check;
mod equal;
mod read;

use std::sync::OnceLock;

use serde_json::Value as Json;

use crate::values::budget::{Budget, Steps, TOO_COMPLEX, TOO_COMPLEX_MESSAGE};
use crate::values::codec::Tape;
use crate::values::location::Location;
use crate::values::violation::{Violation, Violations};
use check::Check;
use read::Schemas;

pub(crate) use equal::{has_duplicates, is_multiple};

/// A JSON Schema with the keywords of a type that Rust cannot express.
#[derive(Debug)]
pub struct Rule {
    source: &'static str,
    read: OnceLock<Schemas>,
}

impl Rule {
    /// Creates a rule from the text of a JSON Schema. References point into its own `$defs`.
    pub const fn new(source: &'static str) -> Self {
        Self { source, read: OnceLock::new() }
    }

    /// Returns the violations of `value`.
    ///
    /// # Examples
    ///
    /// ```
    /// use counterpart_wire::Rule;
    ///
    /// static RULE: Rule = Rule::new(r#"{"dependentRequired": {"card": ["billing"]}}"#);
    /// assert!(RULE.validate(&serde_json::json!({"cash": true})).is_empty());
    /// let violations = RULE.validate(&serde_json::json!({"card": "4111"}));
    /// assert_eq!(violations.iter().next().unwrap().pointer, "/billing");
    /// ```
    ///
    /// A value that takes too many steps to check has the violation `too_complex`.
    pub fn validate(&self, value: &Json) -> Violations {
        let body = Location::Body;
        let violation =
            |(pointer, code, message): Finding| Violation::new(body, pointer, code, message);
        let json = value.to_string();
        let mut steps = Budget::default().start(json.len());
        self.findings(json.as_bytes(), &mut steps).into_iter().map(violation).collect()
    }

    /// Returns whether `value` is valid against the JSON Schema `source`.
    #[cfg(feature = "roundtrip")]
    pub fn is_valid(source: &str, value: &Json) -> bool {
        let json = value.to_string();
        let mut steps = Budget::default().start(json.len());
        let tape = Tape::parse(json.as_bytes());
        tape.is_ok_and(|tape| {
            Check::run(&Schemas::read(source), tape.root(), &mut steps).is_empty()
        })
    }

    /// Returns what is wrong with a value that is written as JSON.
    pub(crate) fn findings(&self, json: &[u8], steps: &mut Steps) -> Vec<Finding> {
        let schemas = self.read.get_or_init(|| Schemas::read(self.source));
        match Tape::parse(json) {
            Ok(tape) => Check::run(schemas, tape.root(), steps),
            // Nested more deeply than any message.
            Err(_) => vec![(String::new(), TOO_COMPLEX, TOO_COMPLEX_MESSAGE.to_owned())],
        }
    }
}

/// A violation within a value: JSON pointer, code and message.
pub(crate) type Finding = (String, &'static str, String);
