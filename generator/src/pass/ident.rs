//! Converts text of a document to Rust identifiers. No other module does this.
//!
//! `heck` splits words and changes their case. Characters that are not allowed in identifiers are dropped, and keywords,
//! leading digits and empty names are adjusted.

use heck::{ToShoutySnakeCase as _, ToSnakeCase as _, ToUpperCamelCase as _};

use crate::utf8::floor_char_boundary;

/// Words that are not identifiers (Rust reference, "Keywords"): strict, reserved and weak.
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate",
    "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl",
    "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref",
    "return", "self", "static", "struct", "super", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "while", "yield", "Self", "union",
];

/// The longest name of a file, in bytes. File systems allow 255.
const LONGEST: usize = 120;

/// `created_at`
pub(crate) fn snake(text: &str) -> String {
    mended(spelled(text).to_snake_case(), "value", "n")
}

/// `created_at`, for a module that is a file. Rust only finds files with ASCII names.
pub(crate) fn module(text: &str) -> String {
    let name = snake(text);
    let plain: String = name.chars().filter(char::is_ascii).collect();
    if plain == name {
        clipped(name)
    } else {
        clipped(mended(plain.trim_matches('_').to_owned(), "value", "n"))
    }
}

/// `CreatedAt`
pub(crate) fn camel(text: &str) -> String {
    mended(spelled(text).to_upper_camel_case(), "Value", "N")
}

/// `CREATED_AT`
pub(crate) fn shouty(text: &str) -> String {
    mended(spelled(text).to_shouty_snake_case(), "VALUE", "N")
}

/// `created-at`, for the name of a package, in ASCII.
pub(crate) fn kebab(text: &str) -> String {
    let words = spelled(text).to_snake_case().replace('_', "-");
    let plain: String = words.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
    let plain = plain.trim_matches('-').to_owned();
    let plain = clipped(plain);
    if plain.starts_with(|c: char| c.is_ascii_alphabetic()) {
        plain
    } else {
        format!("api-{plain}")
    }
}

/// Shortens a name so that a file can have it, also with a suffix.
fn clipped(mut name: String) -> String {
    if name.len() > LONGEST {
        name.truncate(floor_char_boundary(&name, LONGEST));
        name.truncate(name.trim_end_matches(['_', '-']).len());
    }
    name
}

/// `pet-store`, for a Cargo feature.
pub(crate) fn feature(text: &str) -> String {
    let name = spelled(text).to_snake_case().replace('_', "-");
    let begins = name.chars().next().is_some_and(unicode_ident::is_xid_start);
    if begins { name } else { format!("tag-{name}").trim_end_matches('-').to_owned() }
}

/// Returns the text with the sign at its start as a word, such as `underscore_id` for `_id`.
pub(crate) fn spelled_out(text: &str) -> Option<String> {
    let mut rest = text.chars();
    let word = match rest.next()? {
        '_' => "underscore",
        '$' => "dollar",
        '@' => "at",
        '#' => "hash",
        '.' => "dot",
        '~' => "tilde",
        '&' => "and",
        _ => return None,
    };
    Some(format!("{word} {}", rest.as_str()))
}

/// Replaces signs that distinguish names by words.
fn spelled(text: &str) -> String {
    let mut words = String::with_capacity(text.len());
    for (index, c) in text.char_indices() {
        match c {
            '+' => words.push_str(" plus "),
            '-' if index == 0 => words.push_str(" minus "),
            '*' => words.push_str(" star "),
            '<' => words.push_str(" less "),
            '>' => words.push_str(" greater "),
            '=' => words.push_str(" equal "),
            '!' => words.push_str(" not "),
            '%' => words.push_str(" percent "),
            'µ' => words.push_str(" micro "),
            '\'' => {}
            c if unicode_ident::is_xid_continue(c) => words.push(c),
            _ => words.push(' '),
        }
    }
    words
}

/// Returns an identifier without the underscore of a keyword, for a longer name that starts with it.
pub(crate) fn stem(name: &str) -> &str {
    let word = name.strip_suffix('_').filter(|word| KEYWORDS.contains(word));
    word.unwrap_or(name)
}

fn mended(name: String, empty: &str, digit: &str) -> String {
    let name = if name.is_empty() { empty.to_owned() } else { name };
    let name = match name.chars().next() {
        Some(first) if unicode_ident::is_xid_start(first) => name,
        _ => format!("{digit}{name}"),
    };
    if KEYWORDS.contains(&name.as_str()) { format!("{name}_") } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_has_a_name() {
        for (text, name) in [
            ("createdAt", "created_at"),
            ("x-arcee-org", "x_arcee_org"),
            ("type", "type_"),
            ("self", "self_"),
            ("2fa", "n2fa"),
            ("+1", "plus_1"),
            ("-1", "minus_1"),
            ("µs", "micro_s"),
            ("", "value"),
            ("///", "value"),
            ("größe", "größe"),
            ("Body_upload__csv", "body_upload_csv"),
        ] {
            assert_eq!(snake(text), name, "{text}");
        }
        assert_eq!(spelled_out("$ref").as_deref().map(snake).as_deref(), Some("dollar_ref"));
        assert_eq!(spelled_out("ref"), None);
        let long = format!("get {}", "way/".repeat(100));
        assert_eq!(snake(&long).len(), 403);
        assert_eq!(module(&long), format!("get{}", "_way".repeat(29)));
        assert_eq!(module("größe"), "gre");
        assert_eq!(module("大小"), "value");
        assert_eq!(camel("HTTPValidationError"), "HttpValidationError");
        assert_eq!(camel("self"), "Self_");
        assert_eq!(kebab("Arcee API (v2)"), "arcee-api-v2");
    }
}
