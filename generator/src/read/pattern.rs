//! Checks patterns: ECMA-262 regular expressions.

mod cost;

use super::Reader;
use crate::diag::codes;
use crate::tree::{At, Node, Object};
use cost::Cost;

/// The limits of a pattern: the nesting of groups, and the number of alternatives.
const DEEPEST_PATTERN: usize = 50;
const MOST_ALTERNATIVES: usize = 1000;

/// Flags of an ECMA-262 regular expression literal that make no difference in a schema.
const MARKS: &str = "dguvy";

impl<'r> Reader<'r> {
    pub(super) fn pattern(&mut self, schema: &'r Object, at: &At<'_>) {
        let patterns = schema.get("patternProperties").and_then(Node::as_object);
        let at_patterns = at.key("patternProperties");
        for pattern in patterns.into_iter().flat_map(Object::keys) {
            self.expression(pattern, &at_patterns.key(pattern));
        }
        if let Some(pattern) = schema.get("pattern").and_then(Node::as_str) {
            let at = at.key("pattern");
            if let Some(meant) = between_slashes(pattern) {
                self.edits.replace(&at, meant.into());
                let message =
                    "pattern is written between slashes, which would be part of the text to match";
                self.diagnostics.report(&codes::SLASHED_PATTERN, &at, message);
            } else {
                self.expression(pattern, &at);
            }
        }
    }

    fn expression(&mut self, pattern: &'r str, at: &At<'_>) {
        if self.scope.patterns.contains(pattern) {
            return;
        }
        if let Err(reason) = compile(pattern) {
            self.edits.remove(at);
            let message = format!("invalid regular expression: {reason}");
            self.diagnostics.report(&codes::MALFORMED_PATTERN, at, message);
            return;
        }
        match cost::of(pattern) {
            Cost::Linear => {}
            Cost::Exponential => {
                let message =
                    "pattern has a back reference, so it may take exponentially many steps";
                self.diagnostics.report(&codes::SLOW_PATTERN, at, message);
            }
            Cost::Unsupported(reason) => {
                self.edits.remove(at);
                let message = format!("pattern cannot be checked: {reason}");
                self.diagnostics.report(&codes::UNSUPPORTED_PATTERN, at, message);
                return;
            }
        }
        self.scope.patterns.insert(pattern);
    }
}

/// Returns the pattern of a regular expression literal (`/^a$/`). Only with anchors inside is it certain that the
/// slashes are delimiters, since no text has anything before its start or after its end.
fn between_slashes(pattern: &str) -> Option<&str> {
    let (meant, marks) = pattern.strip_prefix('/')?.rsplit_once('/')?;
    let anchors = (meant.starts_with('^'), meant.ends_with('$') && !meant.ends_with("\\$"));
    let is_meant = match anchors {
        (true, true) => true,
        (true, false) | (false, true) => !meant.contains('|'),
        (false, false) => false,
    };
    let is_read = marks.chars().all(|mark| MARKS.contains(mark)) && compile(meant).is_ok();
    (is_meant && is_read).then_some(meant)
}

/// Compiles a pattern, or returns why it is invalid.
fn compile(pattern: &str) -> Result<(), String> {
    let mut depth = 0_usize;
    let mut alternatives = 0_usize;
    for byte in pattern.bytes() {
        match byte {
            b'(' => depth += 1,
            b')' => depth = depth.saturating_sub(1),
            b'|' => alternatives += 1,
            _ => {}
        }
        // The parser recurses for both. Escaped characters are counted too, which is harmless.
        if depth > DEEPEST_PATTERN || alternatives > MOST_ALTERNATIVES {
            return Err("too many groups or alternatives".to_owned());
        }
    }
    // JSON Schema asks for Unicode mode, but many patterns are only valid without it.
    let strict = regress::Regex::with_flags(pattern, "u");
    let result = strict.or_else(|_| regress::Regex::new(pattern));
    result.map(|_| ()).map_err(|error| error.to_string().to_lowercase())
}
