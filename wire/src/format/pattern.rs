//! Regular expressions (ECMA-262) that callers send: read as `pattern` is, and never run.

use crate::pattern::Expression;

/// So long an expression is read, in bytes; groups in it are nested no deeper, and have no more alternatives in all.
const LONGEST: usize = 4 * 1024;
const DEEPEST: usize = 50;
const MOST_ALTERNATIVES: usize = 1000;

pub(super) fn is_expression(text: &str) -> bool {
    is_small(text) && Expression::new(text).is_some()
}

/// Whether the parser, which recurses, may read an expression.
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
    use crate::format::Format::Regex;
    use crate::format::tests::check;

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
