//! Requests based on a document: turns an operation and a credential into a path, body and header.

use std::collections::BTreeMap;

use counterpart_runtime::api::Mounted;
use counterpart_runtime::document::{Operation, text};
use serde_json::Value;

use crate::server::bearer;

/// Returns the header of a scheme, with a credential.
pub(crate) fn present(scheme: &Value, credential: &str) -> (&'static str, String) {
    match (text(scheme, "type"), text(scheme, "scheme"), text(scheme, "name")) {
        ("http", "bearer", _) => ("Authorization", bearer(credential)),
        ("apiKey", _, "X-Token") => ("X-Token", credential.to_owned()),
        ("apiKey", _, "x-arcanna-api-key") => ("x-arcanna-api-key", credential.to_owned()),
        _ => panic!("unknown security scheme: {scheme}"),
    }
}

/// Malformed values for a scheme.
pub(crate) fn malformed(scheme: &Value, good: &str) -> Vec<(&'static str, String)> {
    match text(scheme, "type") {
        "http" => [
            "",
            "Bearer",
            "Bearer ",
            good,
            &format!("Basic {good}"),
            &format!("Bearer{good}"),
            "Bearer \"\"",
        ]
        .map(|value| ("Authorization", value.to_owned()))
        .into(),
        _ => ["", " ", "\"\""].map(|value| (present(scheme, "").0, value.to_owned())).into(),
    }
}

/// Returns the only scheme of an operation; none if it is public.
pub(crate) fn scheme<'a>(operation: &Operation<'a>) -> Option<&'a Value> {
    let alternatives = operation.security();
    match alternatives.as_slice() {
        [] => None,
        [alternative] => match alternative.as_slice() {
            [(_, scheme)] => Some(*scheme),
            other => {
                panic!("{}: this test sends one credential, not {}", operation.id(), other.len())
            }
        },
        _ => panic!("{}: this test supports one alternative", operation.id()),
    }
}

/// Returns the path of an operation: given values replace their parameters, others use the document's examples.
pub(crate) fn path(
    api: &Mounted,
    operation: &Operation<'_>,
    named: &BTreeMap<&str, String>,
) -> String {
    let mut path = format!("{}{}", api.base, operation.path());
    for parameter in operation.parameters() {
        if text(parameter, "in") == "path" {
            let name = text(parameter, "name");
            let example = match &parameter["example"] {
                Value::String(text) => text.clone(),
                Value::Null => "1".to_owned(),
                other => other.to_string(),
            };
            path = path.replace(&format!("{{{name}}}"), named.get(name).unwrap_or(&example));
        }
    }
    path
}

/// Returns a body for an operation: the document's example, the longest one if there are several.
pub(crate) fn example(api: &Mounted, operation: &Operation<'_>) -> Option<Value> {
    let content = operation.body()?.pointer("/content/application~1json")?;
    let says = |example: &&Value| example.as_object().map_or(0, serde_json::Map::len);
    let several = content.get("examples").and_then(Value::as_object).into_iter().flatten();
    let several = several.filter_map(|(_, example)| api.document.follow(example).get("value"));
    let example = content.get("example").or_else(|| several.max_by_key(says));
    example.cloned()
}
