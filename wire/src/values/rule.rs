//! Schema keywords that Rust types cannot express: `not`, `if`, `dependentRequired`, `contains` and the like.
//!
//! A rule is the text of a JSON Schema (2020-12) that contains only these keywords. It is parsed on first use, and
//! applied to a value as JSON.

mod check;
mod equal;
mod read;

use std::sync::OnceLock;

use serde_json::Value as Json;

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
    pub fn validate(&self, value: &Json) -> Violations {
        let body = Location::Body;
        let violation =
            |(pointer, code, message): Finding| Violation::new(body, pointer, code, message);
        self.findings(value).into_iter().map(violation).collect()
    }

    /// Returns whether `value` is valid against the JSON Schema `source`.
    #[cfg(feature = "roundtrip")]
    pub fn is_valid(source: &str, value: &Json) -> bool {
        Check::run(&Schemas::read(source), value).is_empty()
    }

    pub(crate) fn findings(&self, value: &Json) -> Vec<Finding> {
        let schemas = self.read.get_or_init(|| Schemas::read(self.source));
        Check::run(schemas, value)
    }
}

/// A violation within a value: JSON pointer, code and message.
pub(crate) type Finding = (String, &'static str, String);
