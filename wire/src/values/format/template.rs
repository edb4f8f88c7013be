//! URI templates (RFC 6570, section 2).

use super::uri::{is_escape, is_wide};

/// Literals and expressions in braces.
pub(super) fn is_template(text: &str) -> bool {
    let mut rest = text;
    while let Some((literal, more)) = rest.split_once('{') {
        let Some((expression, after)) = more.split_once('}') else { return false };
        if !is_literal(literal) || !is_expression(expression) {
            return false;
        }
        rest = after;
    }
    is_literal(rest)
}

/// Literal text. The RFC forgot the apostrophe (erratum 6937).
fn is_literal(text: &str) -> bool {
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        let is_known = match c {
            '%' => is_escape(&mut chars),
            c if c.is_ascii() => c.is_ascii_graphic() && !"\"<>\\^`{|}".contains(c),
            c => is_wide(c),
        };
        if !is_known {
            return false;
        }
    }
    true
}

/// An operator and the names of variables.
fn is_expression(text: &str) -> bool {
    // The operators from `=` on are reserved for extensions.
    let variables = text.strip_prefix(|c| "+#./;?&=,!@|".contains(c)).unwrap_or(text);
    variables.split(',').all(|variable| {
        let name = match variable.split_once(':') {
            Some((name, length)) => {
                let is_length = (1..=4).contains(&length.len())
                    && !length.starts_with('0')
                    && length.bytes().all(|byte| byte.is_ascii_digit());
                if !is_length {
                    return false;
                }
                name
            }
            None => variable.strip_suffix('*').unwrap_or(variable),
        };
        name.split('.').all(is_name)
    })
}

fn is_name(text: &str) -> bool {
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        let is_known = match c {
            '%' => is_escape(&mut chars),
            c => c.is_ascii_alphanumeric() || c == '_',
        };
        if !is_known {
            return false;
        }
    }
    !text.is_empty()
}

#[cfg(test)]
mod tests {
    use crate::values::format::Format::UriTemplate;
    use crate::values::format::tests::check;

    #[test]
    fn templates() {
        check(
            UriTemplate,
            &[
                "",
                "https://example.com/{a}/{b:3}{?c,d*}",
                "/é'/{+path}",
                "{a.b}",
                "{%20_1}",
                "a%20b",
            ],
            &[
                "{",
                "}",
                "{}",
                "{a",
                "a b",
                "{a,}",
                "{a:0}",
                "{a:10000}",
                "{a b}",
                "{?}",
                "{a-b}",
                "%2",
            ],
        );
    }
}
