//! What a document says and nothing is generated for: each such keyword is named, so that nobody believes it holds.

use super::{Lower, node};
use crate::api::Codec;
use crate::diag::codes;
use crate::resolve::INNER_FORMAT;
use crate::tree::Node;
use crate::tree::pointer::At;

impl<'d> Lower<'d, '_> {
    /// Names the format of a list inside a list: Swagger 2.0 has one, later versions do not.
    pub(super) fn unhonoured_of_items(&mut self, items: &'d Node, at: &At<'_>) {
        let format = node::text(items, INNER_FORMAT);
        if let Some(format) = format.filter(|_| node::types(items).contains(&"array")) {
            let what =
                format!("a list inside a list is not written as `{format}`, but as JSON text");
            let at = at.key(INNER_FORMAT);
            let found = self.diagnostics.report(&codes::UNSUPPORTED_STYLE, &at, what).on_key();
            found.help("describe it as one list, or as text");
        }
    }

    /// Names what a media type says and its codec does not do.
    pub(super) fn unhonoured_of_content(&mut self, content: &'d Node, codec: Codec, at: &At<'_>) {
        if content.get("itemSchema").is_some() && codec != Codec::Events {
            let what = "a body that is no stream of JSON texts is passed on as it is";
            let at = at.key("itemSchema");
            self.diagnostics.report(&codes::UNSUPPORTED_KEYWORD, &at, what).on_key();
        }
        let Some(schema) = content.get("schema") else { return };
        let (schema, _) = self.follow(schema);
        let structured = matches!(node::types(schema).as_slice(), ["object" | "array", ..]);
        if structured && matches!(codec, Codec::Bytes | Codec::Text) {
            let what = "the body is passed on as it is, and not held to its schema";
            self.diagnostics.report(&codes::UNSUPPORTED_MEDIA_TYPE, at, what).on_key();
        }
    }
}
