//! Writes a tree as YAML that readers of YAML 1.1 and 1.2 read the same way.
//!
//! `serde_yaml` writes YAML 1.2, and quotes strings that would be a number, a boolean or null there. Most programs read
//! YAML 1.1. For them `on`, `2020-01-01`, `12:30` and `1_000` without quotes are no strings, `1e3` is one, and more
//! characters are line breaks. `serde_yaml` has no option for YAML 1.1. So such a scalar is first written as a
//! placeholder, which is then replaced by the final text.

use std::cell::RefCell;
use std::fmt::Write as _;

use serde::ser::{Error as _, Serialize, SerializeMap, SerializeSeq, Serializer};

use crate::tree::Node;

/// Words that YAML 1.1 takes for booleans, null, a merge or a default value, in any case.
const WORDS: [&str; 12] =
    ["y", "n", "yes", "no", "on", "off", "true", "false", "null", "~", "<<", "="];

/// Writes a tree.
pub(super) fn write(tree: &Node) -> Result<String, serde_yaml::Error> {
    let scalars = RefCell::new(Vec::new());
    let prefix = prefix(tree);
    let text = serde_yaml::to_string(&Written { node: tree, prefix: &prefix, scalars: &scalars })?;
    Ok(fill(&text, &prefix, &scalars.into_inner()))
}

/// Returns the prefix of all placeholders, a text that does not occur in the tree. It starts with an ampersand, so that
/// `serde_yaml` puts placeholders between quotes.
fn prefix(tree: &Node) -> String {
    let longest = longest(tree);
    format!("&{}:", "_".repeat(longest + 1))
}

/// Returns the largest number of underscores after an ampersand in any text of the tree.
fn longest(node: &Node) -> usize {
    let of = |text: &str| {
        let starts = text.match_indices('&').map(|(at, _)| text.get(at + 1..).unwrap_or_default());
        starts.map(|rest| rest.len() - rest.trim_start_matches('_').len()).max().unwrap_or(0)
    };
    match node {
        Node::String(text) => of(text),
        Node::Array(items) => items.iter().map(longest).max().unwrap_or(0),
        Node::Object(members) => {
            members.iter().map(|(key, value)| of(key).max(longest(value))).max().unwrap_or(0)
        }
        _ => 0,
    }
}

/// Replaces the placeholders, which stand between single quotes.
fn fill(text: &str, prefix: &str, scalars: &[String]) -> String {
    let start = format!("'{prefix}");
    let mut parts = text.split(start.as_str());
    let mut filled = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (index, rest) = part.split_once('\'').unwrap_or((part, ""));
        let scalar = index.parse().ok().and_then(|index: usize| scalars.get(index));
        filled.push_str(scalar.map_or("", String::as_str));
        filled.push_str(rest);
    }
    filled
}

/// A node, as it is given to `serde_yaml`.
#[derive(Clone, Copy)]
struct Written<'t> {
    node: &'t Node,
    prefix: &'t str,
    /// The final texts of the placeholders, by index.
    scalars: &'t RefCell<Vec<String>>,
}

impl Written<'_> {
    fn placeholder(&self, scalar: String) -> String {
        let mut scalars = self.scalars.borrow_mut();
        scalars.push(scalar);
        format!("{}{}", self.prefix, scalars.len() - 1)
    }
}

impl Serialize for Written<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self.node {
            Node::Array(items) => {
                let mut list = to.serialize_seq(Some(items.len()))?;
                for node in items {
                    list.serialize_element(&Written { node, ..*self })?;
                }
                list.end()
            }
            Node::Object(members) => {
                let mut map = to.serialize_map(Some(members.len()))?;
                for (key, node) in members {
                    let key =
                        if is_plain(key) { key.clone() } else { self.placeholder(quoted(key)) };
                    map.serialize_entry(&key, &Written { node, ..*self })?;
                }
                map.end()
            }
            Node::String(text) if !is_plain(text) => {
                to.serialize_str(&self.placeholder(quoted(text)))
            }
            Node::Number(number) if number.is_f64() => {
                let float = number.as_f64().ok_or_else(|| S::Error::custom("not a number"))?;
                match exponent(&number.to_string()) {
                    Some(text) => to.serialize_str(&self.placeholder(text)),
                    None => to.serialize_f64(float),
                }
            }
            other => other.serialize(to),
        }
    }
}

/// Whether `serde_yaml` writes a text so that every reader reads it.
fn is_plain(text: &str) -> bool {
    !is_misread(text) && !text.chars().any(is_break)
}

/// Whether some reader takes a text for something else, when it is written without quotes.
fn is_misread(text: &str) -> bool {
    let of_number = |char: char| char.is_ascii_hexdigit() || "xXoOtTzZ_.,:+- ".contains(char);
    let is_word = || WORDS.iter().any(|word| text.eq_ignore_ascii_case(word));
    let is_number = || {
        text.starts_with(|char: char| char.is_ascii_digit() || "+-.".contains(char))
            && text.contains(|char: char| char.is_ascii_digit())
            && text.chars().all(of_number)
    };
    is_word() || (is_number() && !is_version(text))
}

/// Whether a text is digits with two dots or more, such as `3.1.0`.
fn is_version(text: &str) -> bool {
    text.chars().all(|char| char.is_ascii_digit() || char == '.') && text.matches('.').count() > 1
}

/// Whether a character is a line break to some readers and none to others, or cannot be written.
fn is_break(char: char) -> bool {
    let is_control = char.is_control() && char != '\n' && char != '\t';
    is_control || matches!(char, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

/// A text between quotes. Double quotes have the escapes of JSON, which are those of YAML too.
fn quoted(text: &str) -> String {
    if !text.chars().any(|char| is_break(char) || char == '\n' || char == '\t') {
        return format!("'{}'", text.replace('\'', "''"));
    }
    let mut escaped = String::from("\"");
    for char in text.chars() {
        match char {
            '"' | '\\' => escaped.extend(['\\', char]),
            '\n' => escaped.push_str("\\n"),
            '\r' => escaped.push_str("\\r"),
            '\t' => escaped.push_str("\\t"),
            char if is_break(char) => {
                let _ = write!(escaped, "\\u{:04x}", u32::from(char));
            }
            char => escaped.push(char),
        }
    }
    escaped.push('"');
    escaped
}

/// A number with an exponent, as YAML 1.1 wants it: with a point before it and a sign in it.
fn exponent(number: &str) -> Option<String> {
    let (digits, exponent) = number.split_once('e')?;
    let point = if digits.contains('.') { "" } else { ".0" };
    let sign = if exponent.starts_with(['-', '+']) { "" } else { "+" };
    Some(format!("{digits}{point}e{sign}{exponent}"))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;
    use crate::diag::Diagnostics;
    use crate::load::load;
    use crate::source::Sources;

    fn read(text: &str) -> Node {
        let sources = Sources::from_text("a.yaml", text);
        let mut diagnostics = Diagnostics::new();
        load(&sources, &mut diagnostics)
            .unwrap_or_else(|| panic!("{}\n{text}", diagnostics.render(&sources, false)))
    }

    #[test]
    fn what_some_reader_takes_for_something_else_is_quoted() {
        let tree = json!({
            "on": "no", "=": "<<", "200": "0x1F", "~": "1_000", "a": "12:30:45", "b": "2020-01-01",
            "c": "2001-12-14 21:59:43.10 -5", "d": "1e400", "e": ".inf", "f": "0o17", "g": "1.10",
            "o": "3.1.0", "h": "+1", "i": "-", "j": "", "k": "it's", "l": "1 & 2", "m": "ten", "n": "-9223372036854776000",
            "numbers": [1e16, 1e-7, -9_223_372_036_854_776_000.0, 1.5, u64::MAX, i64::MIN, 1.0],
        });
        let expected = r"'on': 'no'
'=': '<<'
'200': '0x1F'
'~': '1_000'
a: '12:30:45'
b: '2020-01-01'
c: '2001-12-14 21:59:43.10 -5'
d: '1e400'
e: '.inf'
f: '0o17'
g: '1.10'
o: 3.1.0
h: '+1'
i: '-'
j: ''
k: it's
l: 1 & 2
m: ten
'n': '-9223372036854776000'
numbers:
- 1.0e+16
- 1.0e-7
- -9.223372036854776e+18
- 1.5
- 18446744073709551615
- -9223372036854775808
- 1.0
";
        let text = write(&tree).unwrap();
        assert_eq!(text, expected);
        assert_eq!(read(&text), tree);
    }

    #[test]
    fn texts_of_several_lines_stay_as_they_are() {
        let texts = [
            "a\n",
            "a\nb",
            "\n",
            "\n\na",
            "  a\nb\n\n",
            "a\r\nb",
            "a \n b",
            "\ta\n",
            "a\u{2028}b\n",
            "a\u{85}",
            "\u{0}",
            "\u{feff}a",
            "# a\n# b\n",
            "é😀\nb",
            "a\n---\nb",
            "&__:0",
            "'&_:0'",
            "a: b\n- c",
        ];
        let tree = json!({ "list": texts, "map": {"a\nb": 1, "a\r": {"x y: z": []}, "": {}} });
        let text = write(&tree).unwrap();
        assert_eq!(read(&text), tree, "{text}");
    }

    fn tree() -> impl Strategy<Value = Node> {
        let text = || {
            prop_oneof![
                "\\PC{0,8}",
                "[-+.0-9eExo_:]{1,8}",
                "[ab\n\t\r '\"#:&*!|>%@`,\\[\\]{}-]{0,9}",
                proptest::collection::vec(any::<char>(), 0..5).prop_map(String::from_iter),
            ]
        };
        let leaf = prop_oneof![
            Just(Node::Null),
            any::<bool>().prop_map(Node::from),
            any::<i64>().prop_map(Node::from),
            any::<u64>().prop_map(Node::from),
            any::<f64>().prop_map(Node::from),
            text().prop_map(Node::from),
        ];
        leaf.prop_recursive(4, 24, 6, move |inner| {
            let members = proptest::collection::vec((text(), inner.clone()), 0..6);
            prop_oneof![
                proptest::collection::vec(inner, 0..6).prop_map(Node::from),
                members.prop_map(|members| Node::Object(members.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn any_tree_is_read_as_it_was(tree in tree()) {
            let tree = json!({ "root": tree });
            let text = write(&tree).unwrap();
            prop_assert_eq!(read(&text), tree, "{}", text);
        }
    }
}
