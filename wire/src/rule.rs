//! What a document says of a value and no type can hold: `not`, `if`, `dependentRequired`, `contains` and the like.
//!
//! A rule is the text of a JSON Schema (2020-12) with nothing in it but what is to be held. It is read when it is first
//! needed, and looks at the JSON of a value.

mod check;
mod equal;
mod read;

use std::sync::OnceLock;

use serde_json::Value as Json;

use crate::violation::Violation;
use check::Check;
use read::Schemas;

pub(crate) use equal::{has_twins, is_multiple};

/// A rule of a document.
#[derive(Debug)]
pub struct Rule {
    source: &'static str,
    read: OnceLock<Schemas>,
}

impl Rule {
    /// The rule that `source` says. References lead to its own `$defs`.
    pub const fn new(source: &'static str) -> Self {
        Self { source, read: OnceLock::new() }
    }

    /// What `value` breaks: the JSON pointer inside it, a stable word and a sentence for each finding.
    ///
    /// ```
    /// use counterpart_wire::Rule;
    ///
    /// static RULE: Rule = Rule::new(r#"{"dependentRequired": {"card": ["billing"]}}"#);
    /// assert!(RULE.broken_by(&serde_json::json!({"cash": true})).is_empty());
    /// let found = RULE.broken_by(&serde_json::json!({"card": "4111"}));
    /// assert_eq!(found.iter().next().unwrap().pointer, "/billing");
    /// ```
    pub fn broken_by(&self, value: &Json) -> crate::Violations {
        let body = crate::param::Location::Body;
        let violation =
            |(pointer, code, message): Finding| Violation::new(body, pointer, code, message);
        self.findings(value).into_iter().map(violation).collect()
    }

    /// Whether `value` keeps the rule that `source` says.
    #[cfg(feature = "laws")]
    pub fn is_kept(source: &str, value: &Json) -> bool {
        Check::run(&Schemas::read(source), value).is_empty()
    }

    pub(crate) fn findings(&self, value: &Json) -> Vec<Finding> {
        let schemas = self.read.get_or_init(|| Schemas::read(self.source));
        Check::run(schemas, value)
    }
}

/// A place inside a value, a stable word, and a sentence.
pub(crate) type Finding = (String, &'static str, String);
