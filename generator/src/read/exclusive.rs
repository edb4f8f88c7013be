//! Checks keywords that exclude each other, by a table of the pairs that the specification names.

use super::Reader;
use crate::diag::codes;
use crate::resolve::{Version, dialect::Kind};
use crate::tree::{At, Node, Object};

/// Objects, a keyword of them, and those that may not be beside it.
const PAIRS: &[(&[Kind], &str, &[&str])] = &[
    (&[Kind::Parameter, Kind::Header, Kind::MediaType], "examples", &["example"]),
    (&[Kind::MediaType, Kind::Encoding], "encoding", &["prefixEncoding", "itemEncoding"]),
    (&[Kind::Example], "value", &["dataValue", "serializedValue", "externalValue"]),
    (&[Kind::Example], "serializedValue", &["externalValue"]),
    (&[Kind::Xml], "nodeType", &["attribute", "wrapped"]),
    (&[Kind::Link], "operationId", &["operationRef"]),
    (&[Kind::License], "identifier", &["url"]),
];

impl Reader<'_> {
    /// Reports keywords of an object that exclude each other.
    pub(super) fn exclusive(&mut self, kind: Kind, object: &Object, at: &At<'_>) {
        let tables = PAIRS
            .iter()
            .filter(|(kinds, first, _)| kinds.contains(&kind) && object.contains_key(*first));
        for (_, first, others) in tables {
            for other in others.iter().filter(|other| object.contains_key(**other)) {
                self.both(kind, first, other, at);
            }
        }
        let is_set = |keyword| object.get(keyword) == Some(&Node::Bool(true));
        if kind == Kind::Xml && is_set("attribute") && is_set("wrapped") {
            self.both(kind, "attribute", "wrapped", at);
        }
    }

    fn both(&mut self, kind: Kind, first: &str, other: &str, at: &At<'_>) {
        let message = format!("{} has both `{first}` and `{other}`", kind.table().noun());
        let origin = at.key(first).origin();
        self.diagnostics
            .report(&codes::CONTRADICTION, &at.key(other), message)
            .on_key()
            .also(&origin, "the other one")
            .help("keep one of the two");
    }

    /// Reports `allowReserved` where values are not percent-encoded, so that it says nothing: up to 3.1 everywhere but in
    /// the query, since 3.2 in headers and in cookies of the style `cookie`.
    pub(super) fn reserved(&mut self, object: &Object, place: &str, at: &At<'_>) {
        if !object.contains_key("allowReserved") {
            return;
        }
        let is_new = self.scope.version >= Version::V3_2;
        let style = object.get("style").and_then(Node::as_str);
        let has_meaning = match place {
            "query" => true,
            "path" => is_new,
            "cookie" => is_new && style != Some("cookie"),
            _ => false,
        };
        if !has_meaning {
            let message = format!("`allowReserved` has no meaning in a {place}");
            let at = at.key("allowReserved");
            self.diagnostics.report(&codes::WITHOUT_MEANING, &at, message).on_key();
        }
    }
}
