//! Regular expressions (ECMA-262) sent by a caller. They are parsed like a `pattern`, but never run.

use crate::values::pattern::is_valid;

/// Limits on the length of an expression in bytes, the nesting of its groups, and its alternatives in total.
const LONGEST: usize = 4 * 1024;
const DEEPEST: usize = 50;
const MOST_ALTERNATIVES: usize = 1000;

pub(super) fn is_expression(text: &str) -> bool {
    is_small(text) && is_valid(text)
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
