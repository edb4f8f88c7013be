//! Text of the document in messages: short, on one line, in backticks.

use crate::tree::Node;

/// The number of characters after which text is cut.
const LONGEST: usize = 60;

/// Returns a text in backticks, escaped, and cut if it is long.
pub fn quote(text: &str) -> String {
    let mut quoted = String::from("`");
    for (count, char) in text.chars().enumerate() {
        if count == LONGEST {
            quoted.push('…');
            break;
        }
        quoted.extend(escape(char));
    }
    quoted.push('`');
    quoted
}

/// Returns a text with its control characters escaped.
pub fn on_one_line(text: &str) -> String {
    if text.chars().any(char::is_control) {
        text.chars().flat_map(escape).collect()
    } else {
        text.to_owned()
    }
}

fn escape(char: char) -> impl Iterator<Item = char> {
    let (escaped, plain) =
        if char.is_control() { (Some(char.escape_default()), None) } else { (None, Some(char)) };
    escaped.into_iter().flatten().chain(plain)
}

/// Describes a value: scalars as written in JSON, objects and arrays by their kind.
pub fn value(node: &Node) -> String {
    match node {
        Node::String(text) => format!("string {}", quote(text)),
        Node::Number(number) => format!("number `{number}`"),
        Node::Bool(flag) => format!("boolean `{flag}`"),
        Node::Null => "null".to_owned(),
        Node::Array(_) => "array".to_owned(),
        Node::Object(_) => "object".to_owned(),
    }
}

/// Joins names: `a`, or `a` and `b`, or `a`, `b` and `c`, with `last` as the last separator.
pub fn list<'t>(names: impl IntoIterator<Item = &'t str>, last: &str) -> String {
    let names: Vec<String> = names.into_iter().map(quote).collect();
    match names.split_last() {
        None => String::new(),
        Some((only, [])) => only.clone(),
        Some((end, rest)) => format!("{} {last} {end}", rest.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_kept_short_and_on_one_line() {
        assert_eq!(quote("a\nb"), "`a\\nb`");
        assert_eq!(quote(&"x".repeat(99)).chars().count(), LONGEST + 3);
        assert_eq!(list(["a"], "or"), "`a`");
        assert_eq!(list(["a", "b", "c"], "or"), "`a`, `b` or `c`");
    }
}
