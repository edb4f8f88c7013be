//! Regular expressions of documents: ECMA-262, as JSON Schema asks (2020-12, section 6.4).
//!
//! Nearly all of them say what a finite automaton says, and are matched by one, in a time that grows with the text
//! alone. Those that look around or back are matched by trying, which a caller's text can make long: such texts are short.

mod linear;

use std::sync::OnceLock;

/// A regular expression of a document, compiled when it is first needed.
#[derive(Debug)]
pub struct Pattern {
    pub(crate) source: &'static str,
    compiled: OnceLock<Option<Expression>>,
}

impl Pattern {
    /// The longest text, in bytes, that is matched: even where work grows with a text alone, a text has an end.
    pub const LONGEST: usize = 16 * 1024;

    /// The pattern `source`.
    pub const fn new(source: &'static str) -> Self {
        Self { source, compiled: OnceLock::new() }
    }

    /// Whether the pattern is found in `text`. One that no engine can compile matches everything; the generator
    /// refuses such a document.
    ///
    /// ```
    /// static PATTERN: counterpart_wire::Pattern = counterpart_wire::Pattern::new(r"^\d{2}$");
    ///
    /// assert!(PATTERN.matches("42"));
    /// assert!(!PATTERN.matches("٤٢"), "digits are those of ASCII");
    /// ```
    pub fn matches(&self, text: &str) -> bool {
        let compiled = self.compiled.get_or_init(|| Expression::new(self.source));
        compiled.as_ref().is_none_or(|expression| expression.is_in(text))
    }
}

/// A compiled expression.
#[derive(Debug)]
pub(crate) enum Expression {
    Linear(regex::Regex),
    Trying(regress::Regex),
}

impl Expression {
    /// A pattern, compiled; `None` when it is no expression. Flag `u` is JSON Schema's reading; some patterns of the
    /// world are valid only without it.
    pub(crate) fn new(source: &str) -> Option<Self> {
        let strict = regress::Regex::with_flags(source, "u").ok();
        let is_strict = strict.is_some();
        let trying = strict.or_else(|| regress::Regex::new(source).ok())?;
        let linear = linear::translated(source, is_strict);
        // What is too large for an automaton is tried.
        let linear = linear.and_then(|source| regex::Regex::new(&source).ok());
        Some(linear.map_or(Self::Trying(trying), Self::Linear))
    }

    /// Whether it is found in `text`.
    pub(crate) fn is_in(&self, text: &str) -> bool {
        match self {
            Self::Linear(regex) => regex.is_match(text),
            Self::Trying(regex) => regex.find(text).is_some(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_an_automaton_can_say_is_matched_by_one() {
        let kind = |source: &str| match Expression::new(source) {
            Some(Expression::Linear(_)) => "linear",
            Some(Expression::Trying(_)) => "trying",
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
            assert_eq!(kind(source), "trying", "{source}");
        }
        assert_eq!(kind("("), "none");
    }

    #[test]
    fn repetitions_inside_of_repetitions_take_no_longer() {
        static PATTERN: Pattern = Pattern::new("^(?:(a+)+|[^b]*)*c$");
        assert!(!PATTERN.matches(&"a".repeat(Pattern::LONGEST)));
    }
}
