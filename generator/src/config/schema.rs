//! Writes the JSON Schema of `counterpart.toml` for editors, from the same keys that the file is checked with.

use serde_json::{Map, Value as Json, json};

use super::form::{Described as _, Form, Key};
use super::settings::Settings;
use crate::diag::{Group, codes};

/// Returns the JSON Schema of `counterpart.toml`, as text.
pub fn schema() -> String {
    let mut root = Map::new();
    root.insert("$schema".to_owned(), json!("http://json-schema.org/draft-07/schema#"));
    root.insert("title".to_owned(), json!("counterpart.toml"));
    root.insert(
        "description".to_owned(),
        json!("Settings for generating a Rust package from an OpenAPI document with Counterpart."),
    );
    root.extend(of(&Settings::FORM));
    root.insert("definitions".to_owned(), json!({ "finding": findings() }));
    format!("{:#}\n", Json::Object(root))
}

fn of(form: &Form) -> Map<String, Json> {
    let schema = match form {
        Form::Flag => json!({ "type": "boolean" }),
        Form::Text => json!({ "type": "string" }),
        Form::Word(words) => {
            let words = words.iter().map(
                |(word, about)| json!({ "const": word, "description": sentence(about.trim()) }),
            );
            json!({ "type": "string", "oneOf": words.collect::<Vec<_>>() })
        }
        Form::Finding => json!({ "$ref": "#/definitions/finding" }),
        Form::List(item) => json!({ "type": "array", "items": of(item) }),
        Form::Map(value) => json!({ "type": "object", "additionalProperties": of(value) }),
        Form::Table(keys) => {
            let keys = keys.iter().map(|key| (key.name(), Json::Object(described(key))));
            json!({
                "type": "object",
                "properties": keys.collect::<Map<_, _>>(),
                "additionalProperties": false,
            })
        }
        Form::TextOr(other) => json!({ "oneOf": [{ "type": "string" }, of(other)] }),
    };
    match schema {
        Json::Object(schema) => schema,
        _ => Map::new(),
    }
}

/// The schema of the name of a finding: a group or a code.
fn findings() -> Json {
    let groups = Group::ALL
        .map(|group| json!({ "const": group.name(), "description": sentence(group.about()) }));
    let codes = codes::all().map(|code| json!({ "const": code.id, "description": code.title }));
    json!({ "type": "string", "oneOf": groups.into_iter().chain(codes).collect::<Vec<_>>() })
}

fn described(key: &Key) -> Map<String, Json> {
    let mut schema = Map::new();
    schema.insert("description".to_owned(), json!(sentence(key.about())));
    schema.extend(of(&key.form));
    schema
}

/// Joins the lines of a comment.
fn sentence(about: &str) -> String {
    about.split_whitespace().collect::<Vec<_>>().join(" ")
}
