//! Patterns: regular expressions of ECMA-262.

use super::Reader;
use crate::diag::codes;
use crate::load::{At, Node, Object};

/// Groups in a pattern are nested no deeper, and have no more alternatives in all.
const DEEPEST_PATTERN: usize = 50;
const MOST_ALTERNATIVES: usize = 1000;

/// Marks behind the second slash of an expression in ECMA-262 that change nothing for a schema.
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
                    "the pattern stands between slashes, which are part of it: nothing matches it";
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
        let message = match compile(pattern) {
            Ok(()) => {
                self.scope.patterns.insert(pattern);
                return;
            }
            Err(reason) => format!("the pattern is not a regular expression: {reason}"),
        };
        self.edits.remove(at);
        self.diagnostics.report(&codes::MALFORMED_PATTERN, at, message);
    }
}

/// What is meant by a pattern that is written as ECMA-262 writes one in a program. Anchors inside make sure that the
/// slashes are not meant: no text has anything before its beginning or behind its end.
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

/// Says why a pattern is no regular expression.
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
        // The parser recurses for both. Escaped characters count too, which does no harm so far.
        if depth > DEEPEST_PATTERN || alternatives > MOST_ALTERNATIVES {
            return Err("it is too large to be matched safely".to_owned());
        }
    }
    // JSON Schema reads patterns as Unicode; many are written for readers that do not.
    let strict = regress::Regex::with_flags(pattern, "u");
    let result = strict.or_else(|_| regress::Regex::new(pattern));
    result.map(|_| ()).map_err(|error| error.to_string().to_lowercase())
}
