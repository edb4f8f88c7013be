//! Regular expressions of schemas: ECMA-262, as JSON Schema requires (2020-12, section 6.4).
//!
//! Nearly all are matched by a finite automaton, in time linear in the length of the text. Those with look-around, and
//! those that lead the automaton to a new state at nearly each character, are matched by a search that counts its steps:
//! it too is linear in the length of the text, but also in the size of the expression. With back references its time may
//! grow exponentially. A text that takes too many steps is refused.

mod automaton;
mod parse;
mod program;
mod search;

use std::cell::Cell;
use std::sync::OnceLock;

use crate::values::budget::{Budget, Steps};
use automaton::Automaton;
use parse::Node;
use program::Program;

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

    /// Returns whether `text` contains a match. A text that takes too many steps has none. A pattern that is not valid
    /// matches every text; the generator rejects such documents.
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
        self.find(text, &mut Budget::default().start(text.len())).unwrap_or(false)
    }

    /// Like [`Pattern::find`], for a message with this budget.
    pub(crate) fn find_within(&self, text: &str, budget: &Cell<Budget>) -> Option<bool> {
        let mut left = budget.get();
        let mut steps = left.start(text.len());
        let found = self.find(text, &mut steps);
        left.settle(&steps);
        budget.set(left);
        found
    }

    /// Returns whether `text` contains a match; `None` if that takes too many steps.
    pub(crate) fn find(&self, text: &str, steps: &mut Steps) -> Option<bool> {
        let compiled = self.compiled.get_or_init(|| Expression::new(self.source));
        compiled.as_ref().map_or(Some(true), |expression| expression.is_match(text, steps))
    }
}

/// Returns whether `source` is a valid expression, and whether it is with the flag `u`. JSON Schema requires the flag;
/// some expressions in use are valid only without it.
fn validate(source: &str) -> Option<bool> {
    let strict = regress::Regex::with_flags(source, "u").is_ok();
    (strict || regress::Regex::new(source).is_ok()).then_some(strict)
}

/// Returns whether `source` is a valid expression.
pub(crate) fn is_valid(source: &str) -> bool {
    validate(source).is_some()
}

/// A compiled expression.
#[derive(Debug)]
pub(crate) struct Expression {
    /// `None` for valid expressions that are not supported. They match no text.
    node: Option<Node>,
    automaton: Option<Automaton>,
    /// Compiled on first use: most expressions only need the automaton.
    program: OnceLock<Option<Program>>,
}

impl Expression {
    /// Compiles an expression; `None` if it is invalid.
    pub(crate) fn new(source: &str) -> Option<Self> {
        let node = parse::parse(source, validate(source)?);
        let automaton = node.as_ref().and_then(Automaton::new);
        Some(Self { node, automaton, program: OnceLock::new() })
    }

    /// Returns whether `text` contains a match; `None` if that takes too many steps.
    pub(crate) fn is_match(&self, text: &str, steps: &mut Steps) -> Option<bool> {
        if !steps.take(8 + text.len() / 4) {
            return None;
        }
        let found = self.automaton.as_ref().and_then(|automaton| automaton.is_match(text));
        found.or_else(|| search::is_match(self.program()?, text, steps))
    }

    fn program(&self) -> Option<&Program> {
        self.program.get_or_init(|| Program::new(self.node.as_ref()?)).as_ref()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn steps(text: &str) -> Steps {
        Budget::default().start(text.len())
    }

    #[test]
    fn most_expressions_are_matched_by_an_automaton() {
        let kind = |source: &str| match Expression::new(source) {
            Some(Expression { automaton: Some(_), .. }) => "automaton",
            Some(expression) if expression.program().is_some() => "search",
            Some(_) => "unsupported",
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
            r"\ud83d\ude00",
            r"^[^\x00-\x1f]+$",
            "[🚢-🚣]",
            r"^\p{L}[\p{Script=Greek}\P{Lu}]+$",
            r"[^\ud800-\udfff]",
            "[^]",
            "a{,3}",
            r"\cA",
            r"\101",
            "(a{0,100}){0,100}",
        ] {
            assert_eq!(kind(source), "automaton", "{source}");
        }
        for source in [r"(?=a)b", r"(a)\1", r"(?<a>b)\k<a>", r"\B", "(?=(a+)+$)(?<!b)"] {
            assert_eq!(kind(source), "search", "{source}");
        }
        for source in ["(a{0,1000}){0,1000}", "(?i:a)"] {
            assert_eq!(kind(source), "unsupported", "{source}");
        }
        assert_eq!(kind("("), "none");
    }

    #[test]
    fn all_properties_of_ecma_262_but_one_are_known() {
        let names = "ASCII ASCII_Hex_Digit Alphabetic Any Assigned Bidi_Control Bidi_Mirrored Case_Ignorable Cased \
            Changes_When_Casefolded Changes_When_Casemapped Changes_When_Lowercased Changes_When_NFKC_Casefolded \
            Changes_When_Titlecased Changes_When_Uppercased Dash Default_Ignorable_Code_Point Deprecated Diacritic Emoji \
            Emoji_Component Emoji_Modifier Emoji_Modifier_Base Emoji_Presentation Extended_Pictographic Extender \
            Grapheme_Base Grapheme_Extend Hex_Digit IDS_Binary_Operator IDS_Trinary_Operator ID_Continue ID_Start \
            Ideographic Join_Control Logical_Order_Exception Lowercase Math Noncharacter_Code_Point Pattern_Syntax \
            Pattern_White_Space Quotation_Mark Radical Regional_Indicator Sentence_Terminal Soft_Dotted \
            Terminal_Punctuation Unified_Ideograph Uppercase Variation_Selector White_Space XID_Continue XID_Start \
            L Letter Lu Sc LC Cf gc=Lu General_Category=Currency_Symbol Script=Latin sc=Grek scx=Cyrl \
            Script_Extensions=Han";
        let unknown: Vec<&str> = names
            .split_whitespace()
            .filter(|name| {
                let expression = Expression::new(&format!(r"\p{{{name}}}"));
                expression.is_some_and(|expression| expression.node.is_none())
            })
            .collect();
        assert_eq!(unknown, ["Changes_When_NFKC_Casefolded"], "the generator reports it");
    }

    #[test]
    fn no_text_takes_long() {
        let mut state = 1_u32;
        let binary: String = (0..Pattern::LONGEST)
            .map(|_| {
                state ^= state << 13;
                state ^= state >> 17;
                state ^= state << 5;
                if state.is_multiple_of(2) { '0' } else { '1' }
            })
            .collect();
        let letters = "a".repeat(Pattern::LONGEST);
        for (source, text, matches) in [
            ("^(?:(a+)+|[^b]*)*c$", &letters, Some(false)),
            ("^(?=(a+)+$)(a|aa)+b$", &letters, Some(false)),
            (r"^(\p{L}+)+$", &letters, Some(true)),
            ("(?=.*b)c", &letters, Some(false)),
            ("(?<=b.*)c", &letters, Some(false)),
            ("(?=(?=(?:a*)*b)a)", &letters, Some(false)),
            ("^(?=.*[a-z])(?!.*[A-Z]).{8,}$", &letters, Some(true)),
            (r"^(?!\s).{1,10000}", &letters, Some(true)),
            (r"^(?!\s).{1,16384}$", &letters, Some(true)),
            (r"^[\s\S]{1,100000}$", &letters, Some(true)),
            ("^.{1,16384}$", &letters, Some(true)),
            (r"^(a+)+\1b$", &letters, None),
            (r"^(a|aa)+(?=\1)b$", &letters, None),
            ("[01]*1[01]{2000}2", &binary, None),
            ("[01]*1[01]{8}2", &binary, Some(false)),
            ("^(a{0,1000}){0,1000}$", &letters, None),
        ] {
            let expression = Expression::new(source).unwrap();
            assert_eq!(expression.is_match(text, &mut steps(text)), matches, "{source}");
        }
    }

    #[test]
    fn the_search_takes_steps_in_proportion_to_the_text() {
        let expression = Expression::new("(?=(a+)+$)(?<=^(?:a|aa)*)(a|a?)+b").unwrap();
        let taken = |length: usize| {
            let text = "a".repeat(length);
            let mut budget = Budget::default();
            let mut steps = budget.start(usize::MAX);
            assert_eq!(expression.is_match(&text, &mut steps), Some(false));
            let before = budget;
            budget.settle(&steps);
            budget.used_since(&before)
        };
        assert!(taken(8_000) < 3 * taken(4_000), "{} {}", taken(4_000), taken(8_000));
    }

    /// Pieces that form a valid expression in most combinations.
    const PIECES: &str = r"a b é 🚢 _ - / . ^ $ | ( (?: ) )* )+ )? ){2} )*? )+? ){0,2} * *? + ? {2} {1,2} {0,} {,2} [ [^ ] ]+ ]* a-b \d \D \w \W \s \S \
        \b \B \n \t \0 \x61 \u0062 \u{1F6A2} \. \- \/ \] \\ \_ \cA \1 \2 \k<n> (?<n> && ~ -- [a-c] [\w-.] [^\s] [] [^] 1 (?=a) (?!b) (?= (?! (?<= (?<! \
        \p{L} \P{Lu} \p{Script=Greek} \p{sc=Latn} \p{Alphabetic} [\p{N}a] # \ud83d \ud83d\udea2 \101 \8";
    const CHARS: &str = "abc12_-./ \n\t\r\u{2028}\u{feff}é🚢\0\\]&~#٣ſ\u{8}dwαA";

    fn source() -> impl Strategy<Value = String> {
        let pieces: Vec<&str> = PIECES.split_whitespace().chain([" "]).collect();
        proptest::collection::vec(proptest::sample::select(pieces), 0..9)
            .prop_map(|pieces| pieces.concat())
    }

    fn text(most: usize) -> impl Strategy<Value = String> {
        let chars = proptest::collection::vec(
            proptest::sample::select(CHARS.chars().collect::<Vec<_>>()),
            0..most,
        );
        chars.prop_map(|chars| chars.into_iter().collect())
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 20_000, failure_persistence: None, ..ProptestConfig::default() })]

        /// `regress` is the reference: it was written for ECMA-262.
        #[test]
        fn all_engines_find_the_same(
            source in source(),
            texts in proptest::collection::vec(text(6), 6),
        ) {
            let strict = regress::Regex::with_flags(&source, "u").ok();
            // Without the flag, characters beyond 16 bits count as two in the reference. It never repeats a surrogate.
            let is_wide = source.chars().any(|c| c > '\u{FFFF}') || source.contains("\\ud");
            let has_surrogate = source.replace(r"\ud83d\udea2", "").contains(r"\ud83d");
            let skipped = has_surrogate || strict.is_none() && is_wide;
            let Some(other) = strict.or_else(|| regress::Regex::new(&source).ok()) else { return Ok(()) };
            let own = Expression::new(&source).ok_or_else(|| TestCaseError::fail(source.clone()))?;
            prop_assert!(own.node.is_some(), "{}", source);
            for text in texts.iter().filter(|_| !skipped) {
                let expected = Some(other.find(text).is_some());
                if let Some(automaton) = &own.automaton {
                    prop_assert_eq!(automaton.is_match(text), expected, "automaton {} {:?}", source, text);
                }
                let found = search::is_match(own.program().unwrap(), text, &mut steps(text));
                prop_assert_eq!(found, expected, "search {} {:?}", source, text);
            }
        }
    }
}
