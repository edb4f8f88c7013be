//! Elements that no schema describes, as JSON: text, or an object of attributes, elements and text.

#[cfg(feature = "roundtrip")]
use serde_json::Value as Json;

use super::tree::Item;
#[cfg(feature = "roundtrip")]
use super::tree::Tree;
use super::{ATTRIBUTE, INSTANCE, TEXT, XML, text};
use crate::values::codec::Writer;

/// Returns whether an attribute belongs to XML itself: `xsi:nil`, `xml:lang`.
pub(super) fn is_standard(part: Item<'_>) -> bool {
    part.is_attribute() && matches!(part.namespace(), INSTANCE | XML)
}

/// Returns the key of an attribute or an element that no property describes.
pub(super) fn key(part: Item<'_>) -> String {
    if part.is_attribute() { format!("{ATTRIBUTE}{}", part.name()) } else { part.name().to_owned() }
}

/// Returns what an XML text means, in which names of namespaces and the spelling of numbers do not count.
#[cfg(feature = "roundtrip")]
pub(crate) fn meaning(xml: &[u8]) -> Option<Json> {
    let tree = Tree::parse(xml).ok()?;
    let mut to = Writer::json();
    to.begin_object();
    to.key(tree.root().name());
    write(tree.root(), &mut to);
    to.end_object();
    let mut meaning = serde_json::from_slice(&to.finish()).ok()?;
    numbers(&mut meaning);
    Some(meaning)
}

/// Reads text as numbers where it is a number.
#[cfg(feature = "roundtrip")]
fn numbers(value: &mut Json) {
    match value {
        Json::String(text) => {
            let whole = text.parse::<i64>().ok().map(Json::from);
            let float =
                || text.parse::<f64>().ok().filter(|float| float.is_finite()).map(Json::from);
            if let Some(number) = whole.or_else(float) {
                *value = number;
            }
        }
        Json::Array(items) => items.iter_mut().for_each(numbers),
        Json::Object(fields) => fields.values_mut().for_each(numbers),
        _ => {}
    }
}

/// Writes an element as JSON: as text if there is nothing but text in it, or else as an object. Elements of the same
/// name are a list.
pub(super) fn write(item: Item<'_>, to: &mut Writer) {
    if item.is_nil() {
        return to.null();
    }
    let parts: Vec<Item<'_>> = item.parts().filter(|part| !is_standard(*part)).collect();
    if item.is_attribute() || parts.is_empty() {
        return to.string(&item.text());
    }
    to.begin_object();
    write_parts(parts, to, &key, &mut |part, to| write(part, to));
    let text = item.text();
    if !text::is_space(&text) {
        to.key(TEXT);
        to.string(&text);
    }
    to.end_object();
}

/// Returns what tells parts apart.
fn name(part: Item<'_>) -> (bool, &str) {
    (part.is_attribute(), part.name())
}

/// Writes parts as properties of the open object, in the order of the text. Those of the same name are a list.
pub(super) fn write_parts(
    parts: Vec<Item<'_>>,
    to: &mut Writer,
    key: &dyn Fn(Item<'_>) -> String,
    value: &mut dyn FnMut(Item<'_>, &mut Writer),
) {
    let mut parts: Vec<(usize, Item<'_>)> = parts.into_iter().enumerate().collect();
    parts.sort_by(|(_, one), (_, other)| name(*one).cmp(&name(*other)));
    let mut groups: Vec<_> =
        parts.chunk_by(|(_, one), (_, other)| name(*one) == name(*other)).collect();
    groups.sort_by_key(|group| group.first().map(|(place, _)| *place));
    for group in groups {
        let Some((_, first)) = group.first() else { continue };
        to.key(&key(*first));
        if let [(_, only)] = group {
            value(*only, to);
            continue;
        }
        to.begin_list();
        for (_, part) in group {
            to.next_item();
            value(*part, to);
        }
        to.end_list();
    }
}
