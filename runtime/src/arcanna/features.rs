//! The features for comparing events: each property together with its value. An event is turned into a set of features.
//!
//! `{"user": {"name": "Jo"}, "ports": [22, 80]}` has the features `user.name = "jo"`, `ports = 22` and `ports = 80`.
//! Case and the order of lists do not matter. The value of an empty object or list is the object or list itself.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};

use crate::store::files::hex;

/// The maximum number of features per event; the rest are ignored, because a decision compares an event with many
/// others.
const MOST: usize = 256;

/// Longer names and values are replaced by their hash, because a name is repeated for everything below it.
const LONG_NAME: usize = 256;
const LONG_VALUE: usize = 64;

/// The name of a property, including the names of its parents, and its value as text.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) struct Feature {
    pub(super) property: String,
    pub(super) value: String,
}

/// The features of an event.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Features(BTreeSet<Feature>);

impl Features {
    /// The features of an event.
    pub(super) fn of(event: &Map<String, Value>) -> Self {
        let mut features = all(event);
        while features.len() > MOST {
            features.pop_last();
        }
        Self(features)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Feature> {
        self.0.iter()
    }

    /// Returns the similarity of two events: the weight of the shared features divided by the weight of all features,
    /// from 0 to 1. Two events without features are equal.
    pub(super) fn similarity(&self, other: &Self, weight: impl Fn(&Feature) -> f64) -> f64 {
        if self == other {
            return 1.0;
        }
        let sum = |feature: &Feature| weight(feature);
        let shared: f64 = self.0.intersection(&other.0).map(sum).sum();
        let all: f64 = self.0.union(&other.0).map(sum).sum();
        if all > 0.0 { shared / all } else { 0.0 }
    }
}

/// Returns a short text that is the same for events with equal features, and different for others.
pub(super) fn kind(event: &Map<String, Value>) -> String {
    let mut hash = Sha256::new();
    for Feature { property, value } in all(event) {
        for text in [property, value] {
            // The length prefix keeps the end of one text from being read as the start of the next.
            hash.update(text.len().to_be_bytes());
            hash.update(text);
        }
    }
    hex(&hash.finalize())
}

fn all(event: &Map<String, Value>) -> BTreeSet<Feature> {
    let mut features = BTreeSet::new();
    for (name, value) in event {
        collect(&short(name.clone(), LONG_NAME), value, &mut features);
    }
    features
}

fn collect(property: &str, value: &Value, features: &mut BTreeSet<Feature>) {
    match value {
        Value::Object(fields) if !fields.is_empty() => {
            for (name, value) in fields {
                let property = short(format!("{property}.{name}"), LONG_NAME);
                collect(&property, value, features);
            }
        }
        Value::Array(items) if !items.is_empty() => {
            for item in items {
                collect(property, item, features);
            }
        }
        value => {
            let value = text(value);
            features.insert(Feature { property: property.to_owned(), value });
        }
    }
}

/// Returns a value as text, distinct for each type.
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
        assert_eq!((Features::of(&one), kind(&one)), (Features::of(&same), kind(&same)));
        assert_ne!((Features::of(&one), kind(&one)), (Features::of(&other), kind(&other)));
        assert_eq!(Features::of(&one).iter().count(), 4);
    }

    #[test]
    fn similarity_is_the_share_of_common_features() {
        let features = |value: &Value| Features::of(&event(value));
        let one = features(&json!({"a": 1, "b": 2}));
        let two = features(&json!({"a": 1, "b": 3}));
        let close = |left: f64, right: f64| (left - right).abs() < 1e-9;
        assert!(close(one.similarity(&two, |_| 1.0), 1.0 / 3.0));
        let only_a = |feature: &Feature| if feature.property == "a" { 1.0 } else { 0.5 };
        assert!(close(one.similarity(&two, only_a), 0.5));
        assert!(close(one.similarity(&features(&json!({})), |_| 1.0), 0.0));
        assert!(close(features(&json!({})).similarity(&features(&json!({})), |_| 1.0), 1.0));
    }

    #[test]
    fn a_large_event_is_truncated() {
        let large: Map<String, Value> = (0..1000).map(|at| (format!("p{at}"), json!(at))).collect();
        assert_eq!(Features::of(&large).iter().count(), MOST);
        let mut other = large.clone();
        other.insert("p999".to_owned(), json!("another"));
        assert_ne!(kind(&large), kind(&other));
        let fields: Map<String, Value> = (0..9).map(|at| (format!("p{at}"), json!(at))).collect();
        let named = event(&json!({ "n".repeat(100_000): fields }));
        assert_eq!(Features::of(&named).iter().count(), 9);
        assert!(Features::of(&named).iter().all(|feature| feature.property.len() < LONG_NAME));
    }
}
