//! Examples: those of the document or, if there are none, examples generated from the schema.

use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::document::{Document, Plain, flag, text};

/// The maximum nesting depth of schemas.
const DEPTH: usize = 8;

/// An example.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Example {
    /// The label, if there are several examples.
    pub(crate) label: String,
    /// The example as text; JSON is indented.
    pub(crate) text: String,
}

/// The direction of a value. A request has no `readOnly` properties, and a response has no `writeOnly` properties.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Direction {
    /// From the caller.
    Request,
    /// To the caller.
    Response,
}

/// Returns the examples of a media type or parameter. A media type with a schema has at least one.
pub(crate) fn examples(document: &Document, node: &Value, direction: Direction) -> Vec<Example> {
    if let Some(value) = node.get("example") {
        return vec![Example { label: String::new(), text: pretty(value) }];
    }
    let named = node.get("examples").and_then(Value::as_object).into_iter().flatten();
    let named: Vec<Example> = named
        .filter_map(|(name, example)| {
            let example = document.follow(example);
            let label = text(example, "summary");
            let label = if label.is_empty() { name } else { label }.to_owned();
            Some(Example { label, text: pretty(example.get("value")?) })
        })
        .collect();
    if !named.is_empty() {
        return named;
    }
    let Some(schema) = node.get("schema") else { return Vec::new() };
    vec![Example { label: String::new(), text: pretty(&of_schema(document, schema, direction)) }]
}

/// Generates an example of a schema.
pub(crate) fn of_schema(document: &Document, schema: &Value, direction: Direction) -> Value {
    make(document, schema, direction, 0)
}

/// Returns an example value that the schema contains: an example, a default, a constant, or the first enum value.
pub(crate) fn stated(schema: &Plain) -> Option<&Value> {
    schema
        .get("example")
        .or_else(|| schema.get("examples").and_then(|examples| examples.get(0)))
        .or_else(|| schema.get("default"))
        .or_else(|| schema.get("const"))
        .or_else(|| schema.get("enum").and_then(|values| values.get(0)))
}

/// Returns strings unchanged and other values as indented JSON.
pub(crate) fn pretty(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        value => serde_json::to_string_pretty(value).unwrap_or_default(),
    }
}

fn make(document: &Document, schema: &Value, direction: Direction, depth: usize) -> Value {
    let plain = document.plain(schema);
    if let Some(value) = stated(&plain) {
        return value.clone();
    }
    if depth > DEPTH {
        return Value::Null;
    }
    if let Some(variant) = plain.variants().first() {
        let mut value = make(document, variant, direction, depth + 1);
        if let (Value::Object(value), Value::Object(own)) =
            (&mut value, object(document, &plain, direction, depth))
        {
            value.extend(own);
        }
        return value;
    }
    match plain.kind() {
        "object" => object(document, &plain, direction, depth),
        "array" => {
            let items = plain.get("items").map(|items| make(document, items, direction, depth + 1));
            Value::Array(items.filter(|item| !item.is_null()).into_iter().collect())
        }
        "string" => json!(string(plain.get("format").and_then(Value::as_str).unwrap_or_default())),
        "integer" => plain.get("minimum").cloned().unwrap_or_else(|| json!(1)),
        "number" => plain.get("minimum").cloned().unwrap_or_else(|| json!(0.5)),
        "boolean" => json!(true),
        _ => json!({}),
    }
}

fn object(document: &Document, plain: &Plain, direction: Direction, depth: usize) -> Value {
    let mut value = Map::new();
    for (name, property) in plain.get("properties").and_then(Value::as_object).into_iter().flatten()
    {
        let other_way = match direction {
            Direction::Request => "readOnly",
            Direction::Response => "writeOnly",
        };
        let target = document.follow(property);
        if flag(target, other_way) || flag(property, other_way) || flag(target, "deprecated") {
            continue;
        }
        let made = make(document, property, direction, depth + 1);
        let is_required = plain
            .get("required")
            .and_then(Value::as_array)
            .is_some_and(|names| names.iter().any(|known| known == name));
        // Recursion ends with null, which is shown only for required properties.
        if is_required || !made.is_null() {
            value.insert(name.clone(), made);
        }
    }
    if let (true, Some(values @ Value::Object(_))) =
        (value.is_empty(), plain.get("additionalProperties"))
    {
        let made = make(document, values, direction, depth + 1);
        if made != json!({}) {
            value.insert("key".to_owned(), made);
        }
    }
    Value::Object(value)
}

fn string(format: &str) -> &'static str {
    match format {
        "date-time" => "2026-01-31T12:00:00Z",
        "date" => "2026-01-31",
        "time" => "12:00:00Z",
        "uuid" => "3f2b8a52-6c1d-4e57-9a10-5d2c7b9e4f31",
        "email" => "ada@acme.example",
        "uri" | "url" => "https://acme.example",
        "hostname" => "acme.example",
        "ipv4" => "192.0.2.1",
        "byte" => "aGVsbG8=",
        _ => "text",
    }
}
