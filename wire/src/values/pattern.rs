//! Regular expressions of schemas: ECMA-262, as JSON Schema requires (2020-12, section 6.4).
//!
//! Nearly all are matched by a finite automaton, in time linear in the length of the text. Expressions with
//! look-around or backreferences are matched by backtracking, which takes long on some texts; the length of the text
//! is therefore limited.

mod linear;

use std::sync::OnceLock;

/// A regular expression of a schema, compiled on first use.
#[derive(Debug)]
pub struct Pattern {
    pub(crate) source: &'static str,
    compiled: OnceLock<Option<Expression>>,
}

impl Pattern {
    /// The longest text that is matched, in bytes.
    pub const LONGEST: usize = 16 * 1024;

    /// Creates a pattern from an ECMA-262 expression.
    pub const fn new(source: &'static str) -> Self {
        Self { source, compiled: OnceLock::new() }
    }

    /// Returns whether `text` contains a match. A pattern that cannot be compiled matches every text; the generator
    /// rejects such documents.
    ///
    /// # Examples
    ///
    /// ```
    /// static PATTERN: counterpart_wire::Pattern = counterpart_wire::Pattern::new(r"^\d{2}$");
    ///
    /// assert!(PATTERN.matches("42"));
    /// assert!(!PATTERN.matches("٤٢"), "only ASCII digits match");
    /// ```
    pub fn matches(&self, text: &str) -> bool {
        let compiled = self.compiled.get_or_init(|| Expression::new(self.source));
        compiled.as_ref().is_none_or(|expression| expression.is_match(text))
    }
}

/// A compiled expression.
#[derive(Debug)]
pub(crate) enum Expression {
    Linear(regex::Regex),
    Backtracking(regress::Regex),
}

impl Expression {
    /// Compiles an expression; `None` if it is invalid. JSON Schema requires the flag `u`; some expressions in use
    /// are valid only without it.
    pub(crate) fn new(source: &str) -> Option<Self> {
        let strict = regress::Regex::with_flags(source, "u").ok();
        let is_strict = strict.is_some();
        let backtracking = strict.or_else(|| regress::Regex::new(source).ok())?;
        let linear = linear::translate(source, is_strict);
        // An expression too large for an automaton is matched by backtracking.
        let linear = linear.and_then(|source| regex::Regex::new(&source).ok());
        Some(linear.map_or(Self::Backtracking(backtracking), Self::Linear))
    }

    /// Returns whether `text` contains a match.
    pub(crate) fn is_match(&self, text: &str) -> bool {
        match self {
            Self::Linear(regex) => regex.is_match(text),
            Self::Backtracking(regex) => regex.find(text).is_some(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn most_expressions_are_matched_by_an_automaton() {
        let kind = |source: &str| match Expression::new(source) {
            Some(Expression::Linear(_)) => "linear",
            Some(Expression::Backtracking(_)) => "backtracking",
            None => "none",
        };
        for source in [
            "",
            "^[a-z]+$",
            r"^\d{3}-\d{2,}$",
            r"[\w-.]",
            r"^\S+@\S+\.\S+$",
            "^(?:a|b)*?$",
            r"\u{1F600}",
            r"^[^\x00-\x1f]+$",
            "[🚢-🚣]",
        ] {
            assert_eq!(kind(source), "linear", "{source}");
        }
        for source in [r"(?=a)b", r"(a)\1", r"(?<a>b)\k<a>", r"\p{L}", "[^]", "a{,3}", r"\cA"] {
            assert_eq!(kind(source), "backtracking", "{source}");
        }
        assert_eq!(kind("("), "none");
    }

    #[test]
    fn repetitions_inside_of_repetitions_take_no_longer() {
        static PATTERN: Pattern = Pattern::new("^(?:(a+)+|[^b]*)*c$");
        assert!(!PATTERN.matches(&"a".repeat(Pattern::LONGEST)));
    }
}
