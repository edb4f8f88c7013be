//! Translates encodings: how the fields of a form are written.

use std::collections::BTreeSet;

use super::payload::{is_json, is_text};
use super::{Lower, joined, node};
use crate::api::{Codec, Encoding};
use crate::diag::{codes, near::nearest, text};
use crate::tree::Node;
use crate::tree::pointer::At;

/// Keywords that choose a style. With one of them, `contentType` is ignored.
const STYLE: &[&str] = &["style", "explode", "allowReserved"];

/// Keywords that allow properties that are not listed.
const OTHERS: &[&str] = &["additionalProperties", "patternProperties", "unevaluatedProperties"];

/// Keywords whose schemas add properties.
const BRANCHES: &[&str] = &["allOf", "oneOf", "anyOf"];

/// The nesting of schemas that is followed, since a schema may contain itself.
const MAX_DEPTH: usize = 32;

impl<'d> Lower<'d, '_> {
    /// Returns the encodings of a form. Those of other media types have no effect.
    pub(super) fn encodings(
        &mut self,
        content: &'d Node,
        (media, codec): (&str, Codec),
        at: &At<'_>,
        name: &str,
    ) -> Vec<Encoding> {
        self.encodings_without_names(content, at);
        let found = node::object(content, "encoding");
        let place = at.key("encoding");
        let is_form = matches!(codec, Codec::Form | Codec::Multipart);
        if found.is_some_and(|found| !found.is_empty()) && !is_form {
            // It applies to every multipart body (3.1, Media Type Object), but only forms are read by it.
            if media.trim_start().to_ascii_lowercase().starts_with("multipart/") {
                let what = "`encoding` is not supported for this media type; the body is passed on as bytes";
                let help = "use `multipart/form-data`, or read the parts in your code";
                self.diagnostics
                    .report(&codes::UNSUPPORTED_KEYWORD, &place, what)
                    .on_key()
                    .help(help);
                return Vec::new();
            }
            let what = "`encoding` has no effect: the media type is not a form";
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

    /// Returns the fields of a form, or `None` if its schema allows others too.
    fn fields(&self, schema: Option<&'d Node>) -> Option<BTreeSet<&'d str>> {
        let mut fields = BTreeSet::new();
        let is_known = self.gather_fields(schema?, &mut fields, 0);
        (is_known && !fields.is_empty()).then_some(fields)
    }

    /// Collects the names of properties. Returns `false` if there may be others.
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
        let what = format!("`encoding` describes unknown form field {name}");
        let found = self.diagnostics.report(&codes::WITHOUT_MEANING, at, what).on_key();
        match nearest(field, fields.iter().copied()) {
            Some(meant) => found.help(format!("did you mean {}?", text::quote(meant))),
            None => found
                .help(format!("add {name} to the properties of the form, or remove its encoding")),
        };
    }

    /// Reports encodings of parts without names, which are not supported.
    fn encodings_without_names(&mut self, content: &'d Node, at: &At<'_>) {
        for key in ["prefixEncoding", "itemEncoding"] {
            if content.get(key).is_some() {
                let what = "multipart bodies without part names are not supported, and are passed on as bytes";
                let help = "use `multipart/form-data`, with a property for each part";
                let at = at.key(key);
                self.diagnostics.report(&codes::UNSUPPORTED_KEYWORD, &at, what).on_key().help(help);
            }
        }
    }

    /// Reports encodings inside a part, which are not supported.
    fn encodings_inside(&mut self, encoding: &'d Node, at: &At<'_>) {
        for key in ["encoding", "prefixEncoding", "itemEncoding"] {
            if encoding.get(key).is_some() {
                let what = "nested multipart is not supported, and is passed on as bytes";
                let help = "remove the keyword, and encode the part in your code";
                let at = at.key(key);
                self.diagnostics.report(&codes::UNSUPPORTED_KEYWORD, &at, what).on_key().help(help);
            }
        }
    }

    /// Returns the headers of a field that is sent as one part.
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
            let what = "headers of parts are not supported for a field with a style";
            let help = "remove the headers, or remove `style`, `explode` and `allowReserved`";
            self.diagnostics
                .report(&codes::UNSUPPORTED_KEYWORD, &at.key("headers"), what)
                .on_key()
                .help(help);
            return None;
        }
        Some(headers)
    }

    /// Reports media types for an object that are not JSON. Returns whether the media types can be used.
    fn is_written_as_json(
        &mut self,
        content: &'d Node,
        field: &str,
        media: &[String],
        at: &At<'_>,
    ) -> bool {
        let schema = content.get("schema").map(|schema| self.follow(schema).0);
        let property = schema.and_then(|schema| node::object(schema, "properties")?.get(field));
        let open = media.iter().any(|media| media.contains('*') || is_json(media));
        if media.is_empty() || open || !property.is_some_and(|property| self.is_object(property)) {
            return true;
        }
        // Nested parts have been reported.
        if media.iter().any(|media| media.starts_with("multipart/")) {
            return false;
        }
        let what = "unsupported content type for an object in a form, which is sent as JSON";
        let at = at.key("contentType");
        let help = "use `application/json` as the `contentType`";
        self.diagnostics.report(&codes::UNSUPPORTED_KEYWORD, &at, what).on_key().help(help);
        false
    }

    fn is_object(&self, schema: &'d Node) -> bool {
        let (schema, _) = self.follow(schema);
        let item = schema.get("items").map_or(schema, |items| self.follow(items).0);
        node::types(item).first() == Some(&"object") || item.get("properties").is_some()
    }

    fn headers_without_parts(&mut self, encoding: &'d Node, at: &At<'_>) {
        if encoding.get("headers").is_some() {
            let what = "`headers` has no effect: the fields of a URL-encoded form have no headers";
            self.diagnostics.report(&codes::WITHOUT_MEANING, &at.key("headers"), what).on_key();
        }
    }
}

/// Whether a media type is that of a value, JSON or text, not of a file.
fn is_open(media: &str) -> bool {
    let name = media.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    is_json(media) || is_text(&name) || matches!(name.as_str(), "*/*" | "application/*")
}
