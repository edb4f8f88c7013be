//! Encodings: how the fields of a form are written, where the document says so.

use super::{Lower, joined, node};
use crate::api::{Codec, Encoding};
use crate::diag::codes;
use crate::load::node::Node;
use crate::load::pointer::At;

/// Keywords that choose a style, and with it leave the media type of a field without a meaning.
const STYLE: &[&str] = &["style", "explode", "allowReserved"];

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
        let mut encodings = Vec::new();
        for (field, encoding) in found.into_iter().flatten() {
            let at = place.key(field);
            self.encodings_inside(encoding, &at);
            let styled = STYLE.iter().any(|key| encoding.get(*key).is_some());
            let media = node::text(encoding, "contentType").unwrap_or_default();
            let media = media.split(',').map(|media| media.trim().to_owned());
            let style = node::text(encoding, "style").unwrap_or("form");
            let explode = encoding.get("explode").and_then(Node::as_bool);
            let headers = if codec == Codec::Multipart {
                self.headers_of_part(content, field, encoding, &at, name)
            } else {
                self.headers_without_parts(encoding, &at);
                None
            };
            encodings.push(Encoding {
                field: field.clone(),
                media: media.filter(|media| !media.is_empty() && !styled).collect(),
                style: styled
                    .then(|| (style.to_owned(), explode.unwrap_or(matches!(style, "form")))),
                reserved: node::flag(encoding, "allowReserved"),
                headers,
            });
        }
        encodings
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

    /// The headers of a part. Only those of files are typed: a value has no room for them.
    fn headers_of_part(
        &mut self,
        content: &'d Node,
        field: &str,
        encoding: &'d Node,
        at: &At<'_>,
        name: &str,
    ) -> Option<usize> {
        let headers = self.headers(encoding, at, &joined(&[name, field]));
        let schema = content.get("schema").map(|schema| self.follow(schema).0);
        let held = schema.and_then(|schema| node::object(schema, "properties")?.get(field));
        let is_file = held.is_some_and(|held| self.is_file(held));
        if headers.is_some() && !is_file {
            let what = "the headers of a part are typed where it is a file";
            self.diagnostics.report(&codes::UNSUPPORTED_KEYWORD, &at.key("headers"), what).on_key();
        }
        headers.filter(|_| is_file)
    }

    fn is_file(&self, schema: &'d Node) -> bool {
        let (schema, _) = self.follow(schema);
        let binary = node::text(schema, "format") == Some("binary")
            || schema.get("contentMediaType").is_some() && schema.get("contentEncoding").is_none();
        match schema.get("items") {
            Some(items) => self.is_file(items),
            None => binary,
        }
    }

    fn headers_without_parts(&mut self, encoding: &'d Node, at: &At<'_>) {
        if encoding.get("headers").is_some() {
            let what = "a form of names and values has no headers for each";
            self.diagnostics.report(&codes::WITHOUT_MEANING, &at.key("headers"), what).on_key();
        }
    }
}
