//! What events are compared by: each property with its value is a mark. In comes an event, out comes the set of its marks.
//!
//! `{"user": {"name": "Jo"}, "ports": [22, 80]}` has the marks `user.name = "jo"`, `ports = 22` and `ports = 80`: case and
//! the order of lists do not matter. An object or list without values has itself as its value.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

use crate::store::files::hex;

/// A decision compares an event with many; what comes after so many marks is left out of it.
const MOST: usize = 256;

/// Longer names and values are known by their hash: a name is repeated for all that is in it.
const LONG_NAME: usize = 256;
const LONG_VALUE: usize = 64;

/// A property's name, with the names of what it is in, and its value as text.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) struct Mark {
    pub(super) property: String,
    pub(super) value: String,
}

/// The marks of an event.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Marks(BTreeSet<Mark>);

impl Marks {
    /// The marks of an event.
    pub(super) fn of(event: &Map<String, Value>) -> Self {
        let mut marks = all(event);
        while marks.len() > MOST {
            marks.pop_last();
        }
        Self(marks)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Mark> {
        self.0.iter()
    }

    /// How alike two events are: the weight of the marks that they share in that of all their marks, from 0 to 1. Two
    /// events without any mark are alike.
    pub(super) fn likeness(&self, other: &Self, weight: impl Fn(&Mark) -> f64) -> f64 {
        if self == other {
            return 1.0;
        }
        let sum = |mark: &Mark| weight(mark);
        let shared: f64 = self.0.intersection(&other.0).map(sum).sum();
        let all: f64 = self.0.union(&other.0).map(sum).sum();
        if all > 0.0 { shared / all } else { 0.0 }
    }
}

/// A short text that is the same for events of the same marks, and for no others.
pub(super) fn kind(event: &Map<String, Value>) -> String {
    let mut hash = Sha256::new();
    for Mark { property, value } in all(event) {
        for text in [property, value] {
            // The length keeps one text's end from passing as the next one's beginning.
            hash.update(text.len().to_be_bytes());
            hash.update(text);
        }
    }
    hex(&hash.finalize())
}

fn all(event: &Map<String, Value>) -> BTreeSet<Mark> {
    let mut marks = BTreeSet::new();
    for (name, value) in event {
        collect(&short(name.clone(), LONG_NAME), value, &mut marks);
    }
    marks
}

fn collect(property: &str, value: &Value, marks: &mut BTreeSet<Mark>) {
    match value {
        Value::Object(fields) if !fields.is_empty() => {
            for (name, value) in fields {
                let property = short(format!("{property}.{name}"), LONG_NAME);
                collect(&property, value, marks);
            }
        }
        Value::Array(items) if !items.is_empty() => {
            for item in items {
                collect(property, item, marks);
            }
        }
        value => {
            let value = text(value);
            marks.insert(Mark { property: property.to_owned(), value });
        }
    }
}

/// A value as text that no value of another type has.
fn text(value: &Value) -> String {
    let text = value.to_string();
    let text = if value.is_string() { text.to_lowercase() } else { text };
    short(text, LONG_VALUE)
}

fn short(text: String, longest: usize) -> String {
    if text.len() > longest { hex(&Sha256::digest(text)) } else { text }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn event(value: &Value) -> Map<String, Value> {
        value.as_object().unwrap().clone()
    }

    #[test]
    fn case_and_order_do_not_matter_but_types_do() {
        let one = event(&json!({"user": {"name": "Jo"}, "ports": [22, 80], "none": []}));
        let same = event(&json!({"none": [], "ports": [80, 22], "user": {"name": "jo"}}));
        let other = event(&json!({"user": {"name": "Jo"}, "ports": ["22", 80], "none": []}));
        assert_eq!((Marks::of(&one), kind(&one)), (Marks::of(&same), kind(&same)));
        assert_ne!((Marks::of(&one), kind(&one)), (Marks::of(&other), kind(&other)));
        assert_eq!(Marks::of(&one).iter().count(), 4);
    }

    #[test]
    fn likeness_is_the_share_of_what_is_shared() {
        let marks = |value: &Value| Marks::of(&event(value));
        let one = marks(&json!({"a": 1, "b": 2}));
        let two = marks(&json!({"a": 1, "b": 3}));
        let close = |left: f64, right: f64| (left - right).abs() < 1e-9;
        assert!(close(one.likeness(&two, |_| 1.0), 1.0 / 3.0));
        let only_a = |mark: &Mark| if mark.property == "a" { 1.0 } else { 0.5 };
        assert!(close(one.likeness(&two, only_a), 0.5));
        assert!(close(one.likeness(&marks(&json!({})), |_| 1.0), 0.0));
        assert!(close(marks(&json!({})).likeness(&marks(&json!({})), |_| 1.0), 1.0));
    }

    #[test]
    fn a_large_event_is_cut() {
        let large: Map<String, Value> = (0..1000).map(|at| (format!("p{at}"), json!(at))).collect();
        assert_eq!(Marks::of(&large).iter().count(), MOST);
        let mut other = large.clone();
        other.insert("p999".to_owned(), json!("another"));
        assert_ne!(kind(&large), kind(&other));
        let fields: Map<String, Value> = (0..9).map(|at| (format!("p{at}"), json!(at))).collect();
        let named = event(&json!({ "n".repeat(100_000): fields }));
        assert_eq!(Marks::of(&named).iter().count(), 9);
        assert!(Marks::of(&named).iter().all(|mark| mark.property.len() < LONG_NAME));
    }
}
