//! Filters for documents.
//!
//! `strict_search` compares the field with the exact value. For the text of a document, the value must occur in it as
//! whole words. `fuzzy_search` requires every word of the value to occur in the field, in any order, ignoring case and
//! small spelling errors.

use arcee_api::types::{FilterType, QueryFilter};
use serde_json::Value;

use super::corpus::Passage;
use super::spelling::alike;
use crate::responder::excerpt::words;

/// The maximum number of words of a value to search for; the rest of a long value is ignored.
const MOST: usize = 32;

/// Returns whether a document meets all conditions.
pub(super) fn meets(passage: &Passage, filters: &[QueryFilter]) -> bool {
    filters.iter().all(|filter| match filter.field_name.as_str() {
        "name" => holds(filter, &passage.name),
        "document" if filter.filter_type == FilterType::StrictSearch => {
            has_part(&passage.document, &filter.value)
        }
        "document" => holds(filter, &passage.document),
        key => match (passage.meta.get(key), key, &passage.summary) {
            (Some(value), ..) => any(filter, value),
            (None, "summary", Some(summary)) => holds(filter, summary),
            _ => false,
        },
    })
}

/// Returns whether a document with this name can meet all conditions.
pub(super) fn may_meet(name: &str, filters: &[QueryFilter]) -> bool {
    filters.iter().all(|filter| filter.field_name != "name" || holds(filter, name))
}

/// Returns whether a metadata value matches or, for a list, any of its items.
fn any(filter: &QueryFilter, value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::String(text) => holds(filter, text),
        Value::Array(items) => items.iter().any(|item| any(filter, item)),
        other => holds(filter, &other.to_string()),
    }
}

fn holds(filter: &QueryFilter, field: &str) -> bool {
    match filter.filter_type {
        FilterType::StrictSearch => field == filter.value,
        FilterType::FuzzySearch => {
            let field: Vec<String> = words(field).collect();
            let mut wanted = words(&filter.value).take(MOST).peekable();
            wanted.peek().is_some() && wanted.all(|word| field.iter().any(|has| alike(has, &word)))
        }
        // An unknown filter type is rejected before the search.
        _ => false,
    }
}

/// Returns whether `part` occurs in a text as whole words, with no letter or digit directly before or after it.
fn has_part(text: &str, part: &str) -> bool {
    let in_word = |sign: Option<char>| sign.is_some_and(char::is_alphanumeric);
    let cuts = |one: Option<char>, other: Option<char>| in_word(one) && in_word(other);
    let (first, last) = (part.chars().next(), part.chars().next_back());
    !part.is_empty()
        && text.match_indices(part).any(|(at, _)| {
            let before = text.get(..at).and_then(|before| before.chars().next_back());
            let after = text.get(at + part.len()..).and_then(|after| after.chars().next());
            !cuts(before, first) && !cuts(last, after)
        })
}

#[cfg(test)]
mod tests {
    use arcee_api::types::QueryFilter;

    use super::{Passage, meets};

    #[test]
    fn a_document_meets_a_condition_or_does_not() {
        let meta = serde_json::json!({
            "language": "en", "revision": 7, "draft": false, "tags": ["post", "returns desk"], "owner": null,
        });
        let passage = Passage {
            name: "returns-policy".to_owned(),
            document: "Items can be sent back within 30 days of delivery.".to_owned(),
            meta: meta.as_object().cloned().unwrap(),
            summary: Some("How items come back.".to_owned()),
        };
        let table = [
            ("name", "strict_search", "returns-policy", true),
            ("name", "strict_search", "returns", false),
            ("name", "strict_search", "Returns-Policy", false),
            ("name", "fuzzy_search", "returns", true),
            ("name", "fuzzy_search", "POLCIY", true),
            ("name", "fuzzy_search", "", false),
            ("name", "fuzzy_search", "hours", false),
            ("document", "strict_search", "30 days", true),
            ("document", "strict_search", "0 days", false),
            ("document", "strict_search", "30 day", false),
            ("document", "strict_search", "30 Days", false),
            ("document", "strict_search", "delivery.", true),
            ("document", "strict_search", "", false),
            ("document", "fuzzy_search", "delivrey itmes", true),
            ("document", "fuzzy_search", "31 days", false),
            ("language", "strict_search", "en", true),
            ("language", "strict_search", "de", false),
            ("revision", "strict_search", "7", true),
            ("revision", "fuzzy_search", "8", false),
            ("draft", "strict_search", "false", true),
            ("tags", "strict_search", "post", true),
            ("tags", "fuzzy_search", "return", true),
            ("owner", "fuzzy_search", "null", false),
            ("summary", "fuzzy_search", "back", true),
            ("absent", "fuzzy_search", "x", false),
        ];
        for (field, kind, value, expected) in table {
            let kind = arcee_api::wire::StringEnum::from_text(kind);
            let filter = QueryFilter::new(field, arcee_api::types::FilterType::clone(&kind), value);
            assert_eq!(meets(&passage, &[filter]), expected, "{field} {kind:?} {value}");
        }
        assert!(meets(&passage, &[]));
    }
}
