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
            let styled = STYLE.iter().any(|key| encoding.get(*key).is_some());
            let media = node::text(encoding, "contentType").unwrap_or_default();
            let media = media.split(',').map(|media| media.trim().to_owned());
            let style = node::text(encoding, "style").unwrap_or("form");
            let explode = encoding.get("explode").and_then(Node::as_bool);
            let headers = if codec == Codec::Multipart {
                self.headers(encoding, &at, &joined(&[name, field]))
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

    fn headers_without_parts(&mut self, encoding: &'d Node, at: &At<'_>) {
        if encoding.get("headers").is_some() {
            let what = "a form of names and values has no headers for each";
            self.diagnostics.report(&codes::WITHOUT_MEANING, &at.key("headers"), what).on_key();
        }
    }
}
