//! The constraints of a schema besides its type, as text.

use serde_json::Value;

use crate::document::Plain;

/// Returns the constraints, one per entry.
pub(crate) fn rules(schema: &Plain) -> Vec<String> {
    let mut rules = Vec::new();
    for (least, most, [one, several]) in [
        ("minLength", "maxLength", ["character", "characters"]),
        ("minItems", "maxItems", ["item", "items"]),
        ("minProperties", "maxProperties", ["property", "properties"]),
    ] {
        rules.extend(
            range(schema.get(least), schema.get(most)).map(|range| {
                format!("{range} {}", if range.ends_with(" 1") { one } else { several })
            }),
        );
    }
    rules.extend(numbers(schema));
    for (keyword, before) in
        [("multipleOf", "a multiple of"), ("const", "always"), ("pattern", "matches")]
    {
        rules.extend(schema.get(keyword).map(|value| format!("{before} {}", super::code(value))));
    }
    for (keyword, rule) in [
        ("uniqueItems", "unique items"),
        ("readOnly", "only in responses"),
        ("writeOnly", "only in requests"),
    ] {
        if schema.get(keyword) == Some(&Value::Bool(true)) {
            rules.push(rule.to_owned());
        }
    }
    if schema.kind() == "object" && schema.get("additionalProperties") == Some(&Value::Bool(false))
    {
        rules.push("no other properties".to_owned());
    }
    rules
}

fn range(least: Option<&Value>, most: Option<&Value>) -> Option<String> {
    match (least.filter(|least| least.as_u64() != Some(0)), most) {
        (None, None) => None,
        (Some(least), None) => Some(format!("at least {least}")),
        (None, Some(most)) => Some(format!("at most {most}")),
        (Some(least), Some(most)) if least == most => Some(format!("exactly {least}")),
        (Some(least), Some(most)) => Some(format!("{least} to {most}")),
    }
}

/// The bounds of a number. In 3.0, `exclusiveMinimum` is a flag next to `minimum`; in 3.1, it is the bound itself.
fn numbers(schema: &Plain) -> Vec<String> {
    let bound =
        |inclusive: &str, exclusive: &str| match (schema.get(inclusive), schema.get(exclusive)) {
            (_, Some(bound @ Value::Number(_))) => Some((bound.clone(), true)),
            (Some(bound), flag) => Some((bound.clone(), flag == Some(&Value::Bool(true)))),
            _ => None,
        };
    let mut rules = Vec::new();
    rules.extend(bound("minimum", "exclusiveMinimum").map(|(bound, open)| {
        format!("{} {bound}", if open { "greater than" } else { "at least" })
    }));
    rules
        .extend(bound("maximum", "exclusiveMaximum").map(|(bound, open)| {
            format!("{} {bound}", if open { "less than" } else { "at most" })
        }));
    rules
}
