//! Equality of JSON values (JSON Schema 2020-12, section 4.2.2): numbers by value, objects in any order.

use std::collections::HashSet;
use std::fmt::Write as _;

use serde_json::{Number, Value as Json};

/// Returns whether two values are equal.
pub(super) fn equal(one: &Json, other: &Json) -> bool {
    match (one, other) {
        (Json::Number(one), Json::Number(other)) => same_number(one, other),
        (Json::Array(one), Json::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| equal(one, other))
        }
        (Json::Object(one), Json::Object(other)) => {
            one.len() == other.len()
                && one
                    .iter()
                    .all(|(key, one)| other.get(key).is_some_and(|other| equal(one, other)))
        }
        _ => one == other,
    }
}

fn same_number(one: &Number, other: &Number) -> bool {
    match (whole(one), whole(other)) {
        (Some(one), Some(other)) => one == other,
        _ => one.as_f64() == other.as_f64(),
    }
}

/// Returns the number as an integer, if it is one.
pub(super) fn whole(number: &Number) -> Option<i128> {
    let exact = number.as_i64().map(i128::from).or_else(|| number.as_u64().map(i128::from));
    exact.or_else(|| {
        // Up to 2^53 a double represents every integer. Beyond that, values such as `1e30` are still compared as
        // integers.
        #[allow(clippy::cast_possible_truncation)]
        number
            .as_f64()
            .filter(|value| value.fract() == 0.0 && value.abs() < 1e38)
            .map(|value| value as i128)
    })
}

/// Returns whether a number has no fraction.
pub(super) fn is_whole(number: &Number) -> bool {
    number.is_i64() || number.is_u64() || number.as_f64().is_some_and(|value| value.fract() == 0.0)
}

/// Returns whether an item occurs twice. `take` takes steps of a budget; the search ends when none are left.
pub(crate) fn has_duplicates<'j>(
    items: impl IntoIterator<Item = &'j Json>,
    take: &mut impl FnMut(usize) -> bool,
) -> bool {
    let mut seen = HashSet::new();
    for item in items {
        let mut key = String::new();
        write_key(item, &mut key);
        if !take(SCALAR + key.len()) {
            return false;
        }
        if !seen.insert(key) {
            return true;
        }
    }
    false
}

/// Steps of a budget for looking at a scalar.
const SCALAR: usize = 8;

/// The values of an `enum` or a `const`.
#[derive(Debug)]
pub(super) struct Values {
    all: Vec<Json>,
    /// The strings among them; some documents list thousands.
    texts: HashSet<String>,
    /// Steps to compare a scalar with the others, and a list or object.
    scalars: usize,
    deep: usize,
}

impl Values {
    pub(super) fn new(all: Vec<Json>) -> Self {
        let texts: HashSet<String> =
            all.iter().filter_map(Json::as_str).map(str::to_owned).collect();
        let deep = all.iter().filter(|value| value.is_array() || value.is_object());
        let deep = deep.map(|value| value.to_string().len()).sum();
        Self { scalars: all.len() - texts.len(), deep, all, texts }
    }

    /// Returns whether `value` is one of them. `take` takes steps of a budget, for the values that are compared.
    pub(super) fn contain(&self, value: &Json, take: &mut impl FnMut(usize) -> bool) -> bool {
        let steps = match value {
            Json::String(text) => return self.texts.contains(text),
            Json::Array(_) | Json::Object(_) => self.deep,
            _ => self.scalars,
        };
        take(steps) && self.all.iter().any(|known| equal(known, value))
    }

    /// Returns them as text for a message.
    pub(super) fn listed(&self) -> String {
        let shown = |value: &Json| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        self.all.iter().map(shown).collect::<Vec<_>>().join(", ")
    }
}

/// Writes a text that is the same for equal values, and only for them.
fn write_key(value: &Json, to: &mut String) {
    // Writing to a `String` cannot fail.
    let _ = match value {
        Json::Number(number) => match (whole(number), number.as_f64()) {
            (Some(whole), _) => write!(to, "{whole}"),
            (None, float) => write!(to, "{float:?}"),
        },
        Json::Array(items) => {
            to.push('[');
            for item in items {
                write_key(item, to);
                to.push(',');
            }
            to.push(']');
            Ok(())
        }
        Json::Object(fields) => {
            let mut keys: Vec<&String> = fields.keys().collect();
            keys.sort_unstable();
            to.push('{');
            for key in keys {
                let _ = write!(to, "{key:?}:");
                if let Some(value) = fields.get(key) {
                    write_key(value, to);
                }
                to.push(',');
            }
            to.push('}');
            Ok(())
        }
        scalar => write!(to, "{scalar}"),
    };
}

/// Returns whether `value` is a multiple of `step`.
pub(crate) fn is_multiple(value: f64, step: f64) -> bool {
    if value.fract() == 0.0 && step.fract() == 0.0 {
        return value % step == 0.0;
    }
    // 0.3 is a multiple of 0.1 though neither is exact: the ratio may be off by two rounding errors.
    let ratio = value / step;
    (ratio - ratio.round()).abs() <= 2.0 * f64::EPSILON * ratio.abs()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn numbers_are_the_same_by_their_value() {
        assert!(equal(&json!({"a": [1, 2.0]}), &json!({"a": [1.0, 2]})));
        assert!(!equal(&json!(9_007_199_254_740_993_u64), &json!(9_007_199_254_740_992_u64)));
        assert!(!equal(&json!(1), &json!(true)));
        assert!(!equal(&json!("1"), &json!(1)));
    }

    #[test]
    fn duplicates_are_found_in_any_order() {
        let twice = |items: &[Json]| has_duplicates(items, &mut |_| true);
        assert!(twice(&[json!({"a": 1, "b": 2}), json!({"b": 2, "a": 1.0})]));
        assert!(!twice(&[json!("[1,"), json!([1]), json!(["1"]), json!(1), json!(true)]));
    }
}
