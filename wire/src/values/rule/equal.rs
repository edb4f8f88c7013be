//! Equality of JSON values (JSON Schema 2020-12, section 4.2.2): numbers by value, objects in any order.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::HashSet;
use std::fmt::{self, Write};
use std::hash::{BuildHasher as _, Hasher, RandomState};

use serde_json::Value as Json;

use crate::values::codec::{Kind, Number, Object, Value};

/// Returns whether a value of a schema and a value on a tape are equal.
pub(super) fn equal(known: &Json, value: Value<'_>) -> bool {
    match known {
        Json::Null => value.is_null(),
        Json::Bool(flag) => value.boolean() == Some(*flag),
        Json::Number(number) => {
            value.number().is_some_and(|value| order(number.into(), value) == Some(Ordering::Equal))
        }
        Json::String(text) => value.text().is_some_and(|value| value == text.as_str()),
        Json::Array(items) => {
            // The list may be much longer.
            value.is(Kind::List)
                && value.items().take(items.len() + 1).count() == items.len()
                && items.iter().zip(value.items()).all(|(known, value)| equal(known, value))
        }
        Json::Object(fields) => {
            let has = |name: &str, known| value.get(name).is_some_and(|value| equal(known, value));
            value.is(Kind::Object)
                && Object::new(value).keyed().take(fields.len() + 1).count() == fields.len()
                && fields.iter().all(|(name, known)| has(name, known))
        }
    }
}

/// Compares two numbers by value.
pub(super) fn order(one: Number, other: Number) -> Option<Ordering> {
    match (whole(one), whole(other)) {
        (Some(one), Some(other)) => one.partial_cmp(&other),
        _ => one.to_f64().partial_cmp(&other.to_f64()),
    }
}

impl From<&serde_json::Number> for Number {
    fn from(number: &serde_json::Number) -> Self {
        let float = || Self::Float(number.as_f64().unwrap_or_default());
        let unsigned = || number.as_u64().map_or_else(float, Self::UInt);
        number.as_i64().map_or_else(unsigned, Self::Int)
    }
}

/// Returns the number as an integer, if it is one.
fn whole(number: Number) -> Option<i128> {
    match number {
        Number::Int(value) => Some(value.into()),
        Number::UInt(value) => Some(value.into()),
        // Up to 2^53 a double represents every integer. Beyond that, values such as `1e30` are still compared as
        // integers.
        #[allow(clippy::cast_possible_truncation)]
        Number::Float(value) => {
            (value.fract() == 0.0 && value.abs() < 1e38).then_some(value as i128)
        }
    }
}

/// Returns whether an item occurs twice. `take` takes steps of a budget; the search ends when none are left.
///
/// Items are compared by a hash first. Hashes take less memory than the items, and their key is random.
pub(crate) fn has_duplicates<'t>(
    items: &(impl Iterator<Item = Value<'t>> + Clone),
    take: &mut impl FnMut(usize) -> bool,
) -> bool {
    let state = RandomState::new();
    let mut hashes = Vec::with_capacity(items.clone().count());
    for item in items.clone() {
        let (hash, length) = hash(&state, item);
        if !take(SCALAR + length) {
            return false;
        }
        hashes.push(hash);
    }
    hashes.sort_unstable();
    let twice = hashes.windows(2).filter_map(|pair| match pair {
        [one, other] if one == other => Some(*one),
        _ => None,
    });
    // Almost certainly the first pair is one of equal items.
    twice.into_iter().any(|twice| {
        let mut equal = items.clone().filter(|item| hash(&state, *item).0 == twice).map(key);
        equal.next().is_some_and(|first| equal.any(|other| other == first))
    })
}

/// Returns a hash that is the same for equal values, and the length of the text that was hashed.
fn hash(state: &RandomState, value: Value<'_>) -> (u64, usize) {
    let mut hashed = Hashed { hasher: state.build_hasher(), length: 0 };
    write_key(value, &mut hashed);
    (hashed.hasher.finish(), hashed.length)
}

struct Hashed<H> {
    hasher: H,
    length: usize,
}

impl<H: Hasher> Write for Hashed<H> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.hasher.write(text.as_bytes());
        self.length += text.len();
        Ok(())
    }
}

/// Steps of a budget for looking at a scalar.
const SCALAR: usize = 8;

/// Returns the steps of a budget for reading a string. One with escapes is unescaped each time.
#[allow(clippy::ptr_arg)] // whether it is borrowed matters
pub(super) fn steps_to_read(text: &Cow<'_, str>) -> usize {
    match text {
        Cow::Borrowed(text) => text.len() / 64,
        Cow::Owned(text) => text.len(),
    }
}

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
    pub(super) fn contain(&self, value: Value<'_>, take: &mut impl FnMut(usize) -> bool) -> bool {
        let steps = match value.kind() {
            Kind::String => {
                let text = value.text().unwrap_or_default();
                return take(steps_to_read(&text)) && self.texts.contains(&*text);
            }
            Kind::List | Kind::Object => self.deep,
            _ => 2 * self.scalars,
        };
        take(steps) && self.all.iter().any(|known| equal(known, value))
    }

    /// Returns them as text for a message.
    pub(super) fn listed(&self) -> String {
        let shown = |value: &Json| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        self.all.iter().map(shown).collect::<Vec<_>>().join(", ")
    }
}

fn key(value: Value<'_>) -> String {
    let mut key = String::new();
    write_key(value, &mut key);
    key
}

/// Writes a text that is the same for equal values, and only for them.
fn write_key(value: Value<'_>, to: &mut impl Write) {
    // Writing to memory cannot fail.
    let _ = match value.kind() {
        Kind::Integer | Kind::Number => {
            match value.number().map(|number| (whole(number), number)) {
                Some((Some(whole), _)) => write!(to, "{whole}"),
                Some((None, number)) => write!(to, "{:?}", number.to_f64()),
                None => Ok(()),
            }
        }
        Kind::List => {
            let _ = to.write_char('[');
            for item in value.items() {
                write_key(item, to);
                let _ = to.write_char(',');
            }
            to.write_char(']')
        }
        Kind::Object => {
            let mut fields: Vec<_> = Object::new(value).entries().collect();
            fields.sort_unstable_by(|(one, _), (other, _)| one.cmp(other));
            let _ = to.write_char('{');
            for (key, value) in fields {
                let _ = write!(to, "{key:?}:");
                write_key(value, to);
                let _ = to.write_char(',');
            }
            to.write_char('}')
        }
        Kind::String | Kind::Raw => write!(to, "{:?}", value.text().unwrap_or_default()),
        Kind::Null => to.write_str("null"),
        Kind::Bool => write!(to, "{}", value.boolean().unwrap_or_default()),
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
    use crate::values::codec::Tape;

    fn same(one: &Json, other: &Json) -> bool {
        let text = other.to_string();
        equal(one, Tape::parse(text.as_bytes()).expect("JSON").root())
    }

    #[test]
    fn numbers_are_the_same_by_their_value() {
        assert!(same(&json!({"a": [1, 2.0]}), &json!({"a": [1.0, 2]})));
        assert!(!same(&json!(9_007_199_254_740_993_u64), &json!(9_007_199_254_740_992_u64)));
        assert!(!same(&json!(1), &json!(true)));
        assert!(!same(&json!("1"), &json!(1)));
    }

    #[test]
    fn duplicates_are_found_in_any_order() {
        let twice = |items: Json| {
            let text = items.to_string();
            let tape = Tape::parse(text.as_bytes()).expect("JSON");
            has_duplicates(&tape.root().items(), &mut |_| true)
        };
        assert!(twice(json!([{"a": 1, "b": 2}, {"b": 2, "a": 1.0}])));
        assert!(!twice(json!(["[1,", [1], ["1"], 1, true])));
    }
}
