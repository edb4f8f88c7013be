//! What a document says and nothing is generated for: each such keyword is named, so that nobody believes it holds.

use super::{Lower, node};
use crate::api::Codec;
use crate::diag::codes;
use crate::load::node::Node;
use crate::load::pointer::At;

impl<'d> Lower<'d, '_> {
    /// Names what a response says beside its body.
    pub(super) fn unhonoured_of_response(&mut self, response: &'d Node, at: &At<'_>) {
        let at = at.key("links");
        if response.get("links").is_some() && self.reported.insert(at.pointer()) {
            let what = "links are not generated";
            self.diagnostics.report(&codes::UNSUPPORTED_KEYWORD, &at, what).on_key();
        }
    }

    /// Names what a media type says and its codec does not do.
    pub(super) fn unhonoured_of_content(&mut self, content: &'d Node, codec: Codec, at: &At<'_>) {
        let Some(schema) = content.get("schema") else { return };
        let (schema, _) = self.follow(schema);
        let structured = matches!(node::types(schema).as_slice(), ["object" | "array", ..]);
        if structured && matches!(codec, Codec::Bytes | Codec::Text) {
            let what = "the body is passed on as it is, and not held to its schema";
            self.diagnostics.report(&codes::UNSUPPORTED_MEDIA_TYPE, at, what).on_key();
        }
    }
}
