//! Writes parameters by the table "Style Examples" of the OpenAPI Specification, version 3.1.

use std::fmt::Write as _;

use counterpart_generator::api::{Encoding, Parameter};
use serde_json::{Value as Json, json};

/// Escapes a string for a URL: every character that RFC 3986 does not call unreserved.
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            // Writing to a `String` cannot fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// Returns a scalar as a string.
pub(crate) fn scalar(value: &Json) -> String {
    match value {
        Json::String(text) => text.clone(),
        Json::Null => String::new(),
        other => match other.as_f64().filter(|_| other.is_f64()) {
            // A whole number has no fraction.
            Some(number) if number.fract() == 0.0 && number.abs() < 1e16 => number.to_string(),
            _ => other.to_string(),
        },
    }
}

/// Returns the text of a path parameter.
pub(crate) fn path(parameter: &Parameter, value: &Json) -> String {
    let name = escape(&parameter.name);
    // A dot separates the items of a label.
    let one = |value: &Json| escape(&scalar(value)).replace('.', "%2E");
    let text = match (parameter.style.as_str(), parameter.explode) {
        ("json", _) => escape(&value.to_string()),
        ("label", false) => format!(".{}", join(value, ",", ",", one)),
        ("label", true) => format!(".{}", dotted(value, one)),
        ("matrix", false) => format!(";{name}={}", join(value, ",", ",", one)),
        ("matrix", true) if value.is_object() => format!(";{}", join(value, ";", "=", one)),
        ("matrix", true) => {
            let pair = |value: &Json| format!("{name}={}", one(value));
            format!(";{}", join(value, ";", "=", pair))
        }
        ("spaceDelimited", _) => join(value, "%20", "%20", one),
        ("pipeDelimited", _) => join(value, "%7C", "%7C", one),
        ("tabDelimited", _) => join(value, "%09", "%09", one),
        (_, explode) => join(value, ",", if explode { "=" } else { "," }, one),
    };
    if parameter.style != "matrix" {
        return text;
    }
    // An empty value has no equals sign (RFC 6570, section 3.2.7).
    let pairs = text.split(';').map(|pair| pair.strip_suffix('=').unwrap_or(pair));
    pairs.collect::<Vec<_>>().join(";")
}

/// Returns the items or properties of a label, separated by dots.
fn dotted(value: &Json, one: impl Fn(&Json) -> String) -> String {
    let Json::Object(fields) = value else { return join(value, ".", "=", one) };
    let pairs = fields.iter().map(|(key, value)| format!("{}={}", one(&json!(key)), one(value)));
    pairs.collect::<Vec<_>>().join(".")
}

/// Returns the value of a header.
pub(crate) fn header(parameter: &Parameter, value: &Json) -> String {
    match (parameter.style.as_str(), parameter.explode) {
        ("json", _) => value.to_string(),
        ("spaceDelimited", _) => join(value, " ", " ", scalar),
        ("pipeDelimited", _) => join(value, "|", "|", scalar),
        ("tabDelimited", _) => join(value, "\t", "\t", scalar),
        (_, explode) => join(value, ",", if explode { "=" } else { "," }, scalar),
    }
}

/// Returns the pairs of a query or cookie parameter: names and values, both escaped.
pub(crate) fn pairs(parameter: &Parameter, value: &Json) -> Vec<String> {
    named(&parameter.name, &parameter.style, parameter.explode, value)
}

fn named(plain: &str, style: &str, explode: bool, value: &Json) -> Vec<String> {
    let name = escape(plain);
    let one = |value: &Json| escape(&scalar(value));
    let pair = |name: &str, value: String| format!("{name}={value}");
    match (style, explode, value) {
        // Cookies of this style are not escaped.
        ("cookie", true, Json::Array(items)) => {
            items.iter().map(|item| pair(plain, scalar(item))).collect()
        }
        ("cookie", true, Json::Object(fields)) => {
            let values = fields.iter().flat_map(|(key, value)| repeated(key, value));
            values.map(|(key, value)| pair(key, scalar(value))).collect()
        }
        ("cookie", ..) => vec![pair(plain, join(value, ",", ",", scalar))],
        ("json", _, _) => vec![pair(&name, escape(&value.to_string()))],
        ("deepObject", ..) => {
            let spelt = spelt(plain, value);
            spelt.into_iter().map(|(name, text)| pair(&escape(&name), escape(&text))).collect()
        }
        (_, true, Json::Array(items)) => items.iter().map(|item| pair(&name, one(item))).collect(),
        (_, true, Json::Object(fields)) => {
            let values = fields.iter().flat_map(|(key, value)| repeated(key, value));
            values.map(|(key, value)| pair(&escape(key), one(value))).collect()
        }
        ("spaceDelimited", ..) => vec![pair(&name, join(value, "%20", "%20", one))],
        ("pipeDelimited", ..) => vec![pair(&name, join(value, "%7C", "%7C", one))],
        ("tabDelimited", ..) => vec![pair(&name, join(value, "%09", "%09", one))],
        _ => vec![pair(&name, join(value, ",", ",", one))],
    }
}

/// Writes a value with brackets: the keys of objects and the indexes of items.
fn spelt(name: &str, value: &Json) -> Vec<(String, String)> {
    match value {
        Json::Object(fields) => {
            fields.iter().flat_map(|(key, value)| spelt(&format!("{name}[{key}]"), value)).collect()
        }
        Json::Array(items) => {
            let items = items.iter().enumerate();
            items.flat_map(|(index, item)| spelt(&format!("{name}[{index}]"), item)).collect()
        }
        scalar_value => vec![(name.to_owned(), scalar(scalar_value))],
    }
}

/// Writes a property on its own: a list repeats the name.
fn repeated<'v>(key: &'v str, value: &'v Json) -> Vec<(&'v str, &'v Json)> {
    match value {
        Json::Array(items) => items.iter().map(|item| (key, item)).collect(),
        value => vec![(key, value)],
    }
}

/// Writes a value that is the whole query.
pub(crate) fn whole(parameter: &Parameter, value: &Json) -> Vec<String> {
    let text = match parameter.style.as_str() {
        "form" => form(value, &parameter.encodings),
        "json" => escape(&value.to_string()),
        _ => escape(&scalar(value)),
    };
    if text.is_empty() { Vec::new() } else { vec![text] }
}

/// Returns the form parts of a value in a style: names and texts, not escaped.
pub(crate) fn parts(name: &str, style: &str, explode: bool, value: &Json) -> Vec<(String, String)> {
    let one = |text: String| vec![(name.to_owned(), text)];
    let separator = match style {
        "spaceDelimited" => " ",
        "pipeDelimited" => "|",
        _ => ",",
    };
    match value {
        _ if style == "deepObject" => spelt(name, value),
        Json::Array(items) if explode => {
            items.iter().map(|item| (name.to_owned(), scalar(item))).collect()
        }
        Json::Object(fields) if explode => {
            let values = fields.iter().flat_map(|(key, value)| repeated(key, value));
            values.map(|(key, value)| (key.to_owned(), scalar(value))).collect()
        }
        Json::Array(_) | Json::Object(_) => one(join(value, separator, separator, scalar)),
        scalar_value => one(scalar(scalar_value)),
    }
}

/// Returns the text of a URL-encoded form: a list repeats its name, an object is JSON.
pub(crate) fn form(value: &Json, encodings: &[Encoding]) -> String {
    let mut written = Vec::new();
    for (name, value) in value.as_object().into_iter().flatten() {
        let encoding = encodings.iter().find(|encoding| encoding.field == *name);
        if let Some((style, explode)) = encoding.and_then(|encoding| encoding.style.as_ref()) {
            written.extend(named(name, style, *explode, value));
            continue;
        }
        let is_json = |encoding: &Encoding| {
            encoding.media.first().is_some_and(|media| media == "application/json")
        };
        if encoding.is_some_and(is_json) {
            written.push(format!("{}={}", escape(name), escape(&value.to_string())));
            continue;
        }
        let mut pairs = Vec::new();
        let mut pair = |value: String| pairs.push(format!("{}={}", escape(name), escape(&value)));
        match value {
            Json::Array(items)
                if items.iter().all(|item| !item.is_object() && !item.is_array()) =>
            {
                for item in items {
                    pair(scalar(item));
                }
            }
            Json::Array(_) | Json::Object(_) => pair(value.to_string()),
            scalar_value => pair(scalar(scalar_value)),
        }
        written.extend(pairs);
    }
    written.join("&")
}

/// Joins items by one separator, and keys and values by another. A scalar stays as it is.
fn join(value: &Json, separator: &str, equals: &str, one: impl Fn(&Json) -> String) -> String {
    match value {
        Json::Array(items) => items.iter().map(one).collect::<Vec<_>>().join(separator),
        Json::Object(fields) => {
            // An escaped separator would still split the value.
            let text = |text: &str| escape(text).replace(separator, "");
            let fields = fields
                .iter()
                .map(|(key, value)| format!("{}{equals}{}", text(key), text(&scalar(value))));
            fields.collect::<Vec<_>>().join(separator)
        }
        scalar => one(scalar),
    }
}
