//! Regular expressions (ECMA-262) sent by a caller. They are parsed like a `pattern`, but never run.

use crate::values::pattern::is_valid;

/// Limits on the length of an expression in bytes, the nesting of its groups, and its alternatives in total.
const LONGEST: usize = 4 * 1024;
const DEEPEST: usize = 50;
const MOST_ALTERNATIVES: usize = 1000;

pub(super) fn is_expression(text: &str) -> bool {
    is_small(text) && is_valid(text)
}

/// Returns the steps of a budget for parsing an expression. Properties of characters (`\p{L}`) are large sets.
pub(super) fn steps(text: &str) -> usize {
    let is_property = |pair: &[u8]| matches!(pair, [b'\\', b'p' | b'P']);
    let properties = text.as_bytes().windows(2).filter(|pair| is_property(pair)).count();
    if is_small(text) { 8 * text.len() + 800 * properties } else { text.len() }
}

/// Returns whether an expression is small enough for the recursive parser.
fn is_small(text: &str) -> bool {
    let (mut depth, mut alternatives) = (0_usize, 0_usize);
    for byte in text.bytes() {
        match byte {
            b'(' | b'[' => depth += 1,
            b')' | b']' => depth = depth.saturating_sub(1),
            b'|' => alternatives += 1,
            _ => {}
        }
        if depth > DEEPEST {
            return false;
        }
    }
    text.len() <= LONGEST && alternatives <= MOST_ALTERNATIVES
}

#[cfg(test)]
mod tests {
    use crate::values::format::Format::Regex;
    use crate::values::format::tests::check;

    #[test]
    fn expressions() {
        let deep = "(".repeat(100) + &")".repeat(100);
        check(
            Regex,
            &["", "^[a-z]+$", "(?<a>b)\\k<a>", "\\p{L}", "[\\w-.]", "a{2,3}", "(?=a)"],
            &["(", "[", "^(abc]", "a**", "\\u{110000}+)", &deep, &"a".repeat(5000)],
        );
    }
}
