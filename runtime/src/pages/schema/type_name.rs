//! A short description of a schema's type.

use serde_json::Value;

use crate::document::Document;

/// Describes the type: `integer`, `array of Job`, `string (date) or null`, `map of string`.
pub(crate) fn words(document: &Document, schema: &Value) -> String {
    within(document, schema, 0)
}

fn within(document: &Document, schema: &Value, depth: usize) -> String {
    if depth > 4 {
        return "…".to_owned();
    }
    if schema == &Value::Bool(false) {
        return "nothing".to_owned();
    }
    let plain = document.plain(schema);
    let inner = |keyword: &str| plain.get(keyword).map(|inner| within(document, inner, depth + 1));
    let format = plain.get("format").and_then(Value::as_str);
    let mut words = match plain.kind() {
        "array" => format!("array of {}", inner("items").unwrap_or_else(|| "anything".to_owned())),
        kind if !plain.variants().is_empty() && (kind.is_empty() || plain.name.is_none()) => {
            let mut names: Vec<String> = Vec::new();
            for variant in plain.variants() {
                let name = within(document, variant, depth + 1);
                if !names.contains(&name) {
                    names.push(name);
                }
            }
            match &plain.name {
                Some(name) => name.clone(),
                None => names.join(" or "),
            }
        }
        "object" => match (&plain.name, plain.get("properties"), plain.get("additionalProperties"))
        {
            (Some(name), Some(_), _) => name.clone(),
            (_, None, Some(Value::Object(_))) => {
                format!("map of {}", inner("additionalProperties").unwrap_or_default())
            }
            _ => "object".to_owned(),
        },
        "" => match plain.get("type").and_then(Value::as_array) {
            Some(kinds) => kinds.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(" or "),
            None => "anything".to_owned(),
        },
        kind => match format {
            Some("binary") => "file".to_owned(),
            Some(format) => format!("{kind} ({format})"),
            None => kind.to_owned(),
        },
    };
    if plain.nullable && words != "anything" {
        words.push_str(" or null");
    }
    words
}
