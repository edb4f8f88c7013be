//! The limits and the default of a field as one sentence, which follows its description.

use heck::{ToSnakeCase as _, ToUpperCamelCase as _};
use serde_json::Value as Json;

use super::code;
use crate::api::{Bound, Kind, Limits, Type};

/// Returns the limits and the default of a value as one sentence, such as ``1 to 500 characters, defaults to `x`.``
pub(in super::super) fn facts(ty: &Type, default: Option<&Json>) -> Option<String> {
    let mut facts = of_limits(ty);
    if let Some(default) = default {
        facts.push(self::default(&default.to_string()));
    }
    let mut sentence = facts.join(", ");
    let first = sentence.get_mut(..1)?;
    first.make_ascii_uppercase();
    sentence.push('.');
    Some(sentence)
}

/// Returns the default of a value as a phrase.
pub(in super::super) fn default(text: &str) -> String {
    format!("defaults to {}", code(text))
}

/// Returns a sentence with the serialized name, if the Rust name does not make it obvious.
pub(in super::super) fn wire_name(name: &str, rust: &str) -> Option<String> {
    let plain = rust.trim_end_matches('_');
    let shows =
        name == plain || (name.to_snake_case() == plain && name.starts_with(char::is_alphanumeric));
    (!shows).then(|| format!("Serialized as {}.", code(name)))
}

/// Returns a sentence with the serialized enum value, if the Rust name does not make it obvious.
pub(in super::super) fn wire_value(text: &str, rust: &str) -> Option<String> {
    (text.to_upper_camel_case() != rust).then(|| format!("Serialized as {}.", code(text)))
}

fn of_limits(ty: &Type) -> Vec<String> {
    let Limits { min_length, max_length, pattern, format, min_items, max_items, unique, .. } =
        &ty.limits;
    let mut facts = Vec::new();
    facts.extend(format.map(|format| format!("format {}", code(format.name))));
    facts.extend(counted(*min_length, *max_length, "character", "characters"));
    let (one, many) = match ty.kind {
        Kind::List(_) => ("item", "items"),
        _ => ("property", "properties"),
    };
    facts.extend(counted(*min_items, *max_items, one, many));
    if *unique {
        facts.push("no two items are equal".to_owned());
    }
    facts.extend(of_number(&ty.limits));
    facts.extend(pattern.as_ref().map(|pattern| format!("matches {}", code(pattern))));
    if let Kind::List(item) = &ty.kind {
        let of_item = of_limits(item);
        if !of_item.is_empty() {
            facts.push(format!("each item: {}", of_item.join(", ")));
        }
    }
    facts
}

fn counted(least: Option<u64>, most: Option<u64>, one: &str, many: &str) -> Option<String> {
    let unit = |count: u64| if count == 1 { one } else { many };
    // A minimum of 0 is not a limit.
    match (least.filter(|least| *least > 0), most) {
        (None, None) => None,
        (Some(least), Some(most)) if least == most => {
            Some(format!("exactly {least} {}", unit(least)))
        }
        (Some(least), Some(most)) => Some(format!("{least} to {most} {}", unit(most))),
        (Some(least), None) => Some(format!("at least {least} {}", unit(least))),
        (None, Some(most)) => Some(format!("at most {most} {}", unit(most))),
    }
}

fn of_number(limits: &Limits) -> Vec<String> {
    let mut facts = Vec::new();
    match (limits.minimum, limits.maximum) {
        (
            Some(Bound { value: least, exclusive: false }),
            Some(Bound { value: most, exclusive: false }),
        ) => {
            facts.push(format!("{least} to {most}"));
        }
        (least, most) => {
            facts.extend(least.map(|Bound { value, exclusive }| {
                format!("{} {value}", if exclusive { "greater than" } else { "at least" })
            }));
            facts.extend(most.map(|Bound { value, exclusive }| {
                format!("{} {value}", if exclusive { "less than" } else { "at most" })
            }));
        }
    }
    facts.extend(limits.multiple_of.map(|step| format!("a multiple of {step}")));
    facts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::{FloatFormat, StringFormat};

    #[track_caller]
    fn check(kind: Kind, limits: Limits, expected: &str) {
        let ty = Type { limits, ..Type::new(kind) };
        assert_eq!(facts(&ty, None).unwrap_or_default(), expected);
    }

    #[test]
    fn limits_are_a_sentence() {
        let text = || Kind::String(StringFormat::Plain);
        let length =
            |min_length, max_length| Limits { min_length, max_length, ..Limits::default() };
        check(text(), length(Some(1), Some(500)), "1 to 500 characters.");
        check(text(), length(Some(1), None), "At least 1 character.");
        check(text(), length(Some(0), Some(1)), "At most 1 character.");
        check(text(), length(Some(2), Some(2)), "Exactly 2 characters.");
        check(text(), length(Some(0), None), "");
        let pattern = Limits { pattern: Some("^`$".to_owned()), ..Limits::default() };
        check(text(), pattern, "Matches `` ^`$ ``.");
        let bound = |value, exclusive| Some(Bound { value, exclusive });
        let number = |minimum, maximum| Limits { minimum, maximum, ..Limits::default() };
        let float = || Kind::Float(FloatFormat::F64);
        check(float(), number(bound(0.0, false), bound(100.0, false)), "0 to 100.");
        check(float(), number(bound(0.0, true), bound(1.5, false)), "Greater than 0, at most 1.5.");
        check(
            float(),
            number(None, bound(1e30, true)),
            "Less than 1000000000000000000000000000000.",
        );
        let item = Type { limits: length(None, Some(3)), ..Type::new(text()) };
        let list = Limits { max_items: Some(10), unique: true, ..Limits::default() };
        check(
            Kind::List(Box::new(item)),
            list,
            "At most 10 items, no two items are equal, each item: at most 3 characters.",
        );
    }

    #[test]
    fn a_default_ends_the_sentence() {
        let ty = Type::new(Kind::Bool);
        assert_eq!(facts(&ty, Some(&Json::Bool(true))).as_deref(), Some("Defaults to `true`."));
        assert_eq!(facts(&ty, None), None);
    }

    #[test]
    fn a_name_that_rust_shows_is_not_repeated() {
        assert_eq!(wire_name("createdAt", "created_at"), None);
        assert_eq!(wire_name("type", "type_"), None);
        assert_eq!(wire_name("_id", "underscore_id").as_deref(), Some("Serialized as `_id`."));
        assert_eq!(wire_name("x-rate", "x_rate"), None);
        assert_eq!(wire_name("@id", "id").as_deref(), Some("Serialized as `@id`."));
    }
}
