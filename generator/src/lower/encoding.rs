//! Encodings: how the fields of a form are written, where the document says so.

use std::collections::BTreeSet;

use super::payload::{is_json, is_text};
use super::{Lower, joined, node};
use crate::api::{Codec, Encoding};
use crate::diag::{codes, near::nearest, text};
use crate::tree::Node;
use crate::tree::pointer::At;

/// Keywords that choose a style, and with it leave the media type of a field without a meaning.
const STYLE: &[&str] = &["style", "explode", "allowReserved"];

/// Keywords by which an object has properties that are not named.
const OTHERS: &[&str] = &["additionalProperties", "patternProperties", "unevaluatedProperties"];

/// Keywords whose schemas add properties.
const BRANCHES: &[&str] = &["allOf", "oneOf", "anyOf"];

/// A schema that is found in itself has no end.
const MAX_DEPTH: usize = 32;

impl<'d> Lower<'d, '_> {
    /// The encodings of a media type that is a form; those of any other have no meaning.
    pub(super) fn encodings(
        &mut self,
        content: &'d Node,
        codec: Codec,
        at: &At<'_>,
        name: &str,
    ) -> Vec<Encoding> {
        self.encodings_without_names(content, at);
        let found = node::object(content, "encoding");
        let place = at.key("encoding");
        let is_form = matches!(codec, Codec::Form | Codec::Multipart);
        if found.is_some_and(|found| !found.is_empty()) && !is_form {
            let what = "`encoding` describes the fields of a form, and this is none";
            self.diagnostics.report(&codes::WITHOUT_MEANING, &place, what).on_key();
            return Vec::new();
        }
        let fields = self.fields(content.get("schema"));
        let mut encodings = Vec::new();
        for (field, encoding) in found.into_iter().flatten() {
            let at = place.key(field);
            if let Some(fields) = fields.as_ref().filter(|fields| !fields.contains(field.as_str()))
            {
                self.unknown_field(field, fields, &at);
            }
            self.encodings_inside(encoding, &at);
            let styled = STYLE.iter().any(|key| encoding.get(*key).is_some());
            let media = node::text(encoding, "contentType").unwrap_or_default();
            let media = media.split(',').map(|media| media.trim().to_owned());
            let mut media: Vec<String> =
                media.filter(|media| !media.is_empty() && !styled).collect();
            if codec == Codec::Multipart && !self.is_written_as_json(content, field, &media, &at) {
                media.clear();
            }
            let style = node::text(encoding, "style").unwrap_or("form");
            let explode = encoding.get("explode").and_then(Node::as_bool);
            let headers = if codec == Codec::Multipart {
                self.headers_of_part(field, encoding, styled, &at, name)
            } else {
                self.headers_without_parts(encoding, &at);
                None
            };
            encodings.push(Encoding {
                field: field.clone(),
                file: !media.is_empty() && !media.iter().any(|media| is_open(media)),
                media,
                style: styled
                    .then(|| (style.to_owned(), explode.unwrap_or(matches!(style, "form")))),
                reserved: node::flag(encoding, "allowReserved"),
                headers,
            });
        }
        encodings
    }

    /// The fields of a form; `None` when its schema admits others too.
    fn fields(&self, schema: Option<&'d Node>) -> Option<BTreeSet<&'d str>> {
        let mut fields = BTreeSet::new();
        let is_known = self.gather_fields(schema?, &mut fields, 0);
        (is_known && !fields.is_empty()).then_some(fields)
    }

    /// Gathers the names of properties; `false` when there may be others.
    fn gather_fields(
        &self,
        schema: &'d Node,
        fields: &mut BTreeSet<&'d str>,
        depth: usize,
    ) -> bool {
        let (schema, _) = self.follow(schema);
        let admits = |key: &&str| schema.get(*key).is_some_and(|found| *found != Node::Bool(false));
        if OTHERS.iter().any(admits) || depth > MAX_DEPTH {
            return false;
        }
        fields.extend(
            node::object(schema, "properties").into_iter().flatten().map(|(key, _)| key.as_str()),
        );
        let branches = BRANCHES.iter().filter_map(|key| schema.get(*key)?.as_array()).flatten();
        let single = ["then", "else"].iter().filter_map(|key| schema.get(*key));
        let dependent = node::object(schema, "dependentSchemas").into_iter().flatten();
        let mut all = branches.chain(single).chain(dependent.map(|(_, branch)| branch));
        all.all(|branch| self.gather_fields(branch, fields, depth + 1))
    }

    fn unknown_field(&mut self, field: &str, fields: &BTreeSet<&str>, at: &At<'_>) {
        let name = text::quote(field);
        let what =
            format!("`encoding` describes {name}, which the schema of the form does not have");
        let found = self.diagnostics.report(&codes::WITHOUT_MEANING, at, what).on_key();
        match nearest(field, fields.iter().copied()) {
            Some(meant) => found.help(format!("did you mean {}?", text::quote(meant))),
            None => found.help(format!("add {name} to the properties, or remove it here")),
        };
    }

    /// Names encodings of parts that have no names: such a body is passed on as it is.
    fn encodings_without_names(&mut self, content: &'d Node, at: &At<'_>) {
        for key in ["prefixEncoding", "itemEncoding"] {
            if content.get(key).is_some() {
                let what = "parts without names are passed on as they are";
                let at = at.key(key);
                self.diagnostics.report(&codes::UNSUPPORTED_KEYWORD, &at, what).on_key();
            }
        }
    }

    /// Names encodings inside a part: a form inside a form is passed on as it is.
    fn encodings_inside(&mut self, encoding: &'d Node, at: &At<'_>) {
        for key in ["encoding", "prefixEncoding", "itemEncoding"] {
            if encoding.get(key).is_some() {
                let what = "a part that has parts is passed on as it is";
                let at = at.key(key);
                self.diagnostics.report(&codes::UNSUPPORTED_KEYWORD, &at, what).on_key();
            }
        }
    }

    /// The headers of a part, where its field is one.
    fn headers_of_part(
        &mut self,
        field: &str,
        encoding: &'d Node,
        styled: bool,
        at: &At<'_>,
        name: &str,
    ) -> Option<usize> {
        let headers = self.headers(encoding, at, &joined(&[name, field]))?;
        if styled {
            let what = "a field in a style can be several parts, which have no headers";
            self.diagnostics.report(&codes::UNSUPPORTED_KEYWORD, &at.key("headers"), what).on_key();
            return None;
        }
        Some(headers)
    }

    /// Names the types of an object none of which is JSON: nothing else is written of one.
    fn is_written_as_json(
        &mut self,
        content: &'d Node,
        field: &str,
        media: &[String],
        at: &At<'_>,
    ) -> bool {
        let schema = content.get("schema").map(|schema| self.follow(schema).0);
        let held = schema.and_then(|schema| node::object(schema, "properties")?.get(field));
        let open = media.iter().any(|media| media.contains('*') || is_json(media));
        if media.is_empty() || open || !held.is_some_and(|held| self.is_object(held)) {
            return true;
        }
        // That it has parts is said already.
        if media.iter().any(|media| media.starts_with("multipart/")) {
            return false;
        }
        let what = "an object in a form is written and read as JSON";
        let at = at.key("contentType");
        self.diagnostics.report(&codes::UNSUPPORTED_KEYWORD, &at, what).on_key();
        false
    }

    fn is_object(&self, schema: &'d Node) -> bool {
        let (schema, _) = self.follow(schema);
        let item = schema.get("items").map_or(schema, |items| self.follow(items).0);
        node::types(item).first() == Some(&"object") || item.get("properties").is_some()
    }

    fn headers_without_parts(&mut self, encoding: &'d Node, at: &At<'_>) {
        if encoding.get("headers").is_some() {
            let what = "a form of names and values has no headers for each";
            self.diagnostics.report(&codes::WITHOUT_MEANING, &at.key("headers"), what).on_key();
        }
    }
}

/// Whether a media type is that of a value: JSON, or text.
fn is_open(media: &str) -> bool {
    let name = media.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    is_json(media) || is_text(&name) || matches!(name.as_str(), "*/*" | "application/*")
}
