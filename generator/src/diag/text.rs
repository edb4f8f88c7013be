//! Text of the document inside messages: short, on one line, between backticks.

use crate::load::node::Node;

/// More characters of a document are not put into a message.
const LONGEST: usize = 60;

/// A piece of text as it stands in a message.
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

/// A piece of text with its control characters escaped.
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

/// A value as it stands in a message: scalars as written in JSON, others by their kind.
pub fn value(node: &Node) -> String {
    match node {
        Node::String(text) => format!("the string {}", quote(text)),
        Node::Number(number) => format!("the number `{number}`"),
        Node::Bool(flag) => format!("`{flag}`"),
        Node::Null => "null".to_owned(),
        Node::Array(_) => "an array".to_owned(),
        Node::Object(_) => "an object".to_owned(),
    }
}

/// Names in a message: `a`, `a` and `b`, `a`, `b` and `c`.
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
