//! Reports keywords that are not supported, so that nobody relies on them.

use std::collections::BTreeSet;

use indexmap::IndexSet;

use super::payload::bare;
use super::{Lower, node};
use crate::api::Codec;
use crate::diag::{codes, text};
use crate::resolve::INNER_FORMAT;
use crate::tree::Node;
use crate::tree::pointer::{At, Origin};

impl<'d> Lower<'d, '_> {
    /// Reports the format of an array inside an array, which Swagger 2.0 has and later versions do not.
    pub(super) fn check_items(&mut self, items: &'d Node, at: &At<'_>) {
        let format = node::text(items, INNER_FORMAT);
        if let Some(format) = format.filter(|_| node::types(items).contains(&"array")) {
            let what = format!("array inside an array is sent as JSON, not as `{format}`");
            let at = at.key(INNER_FORMAT);
            let found = self.diagnostics.report(&codes::UNSUPPORTED_STYLE, &at, what).on_key();
            found.help("describe it as one array, or as a string");
        }
    }

    /// Reports the keywords of a media type that its codec does not support.
    pub(super) fn check_content(
        &mut self,
        media: &str,
        content: &'d Node,
        codec: Codec,
        at: &At<'_>,
    ) {
        if content.get("itemSchema").is_some() && codec != Codec::Events {
            let what =
                "`itemSchema` is not supported for this media type; the body is passed on as bytes";
            let help = "use a streaming media type such as `application/jsonl`, or describe the whole body with `schema`";
            let at = at.key("itemSchema");
            self.diagnostics.report(&codes::UNSUPPORTED_KEYWORD, &at, what).on_key().help(help);
        }
        let Some(schema) = content.get("schema") else { return };
        let (schema, _) = self.follow(schema);
        let structured = matches!(node::types(schema).as_slice(), ["object" | "array", ..]);
        if structured && matches!(codec, Codec::Bytes | Codec::Text) {
            let media = bare(media).to_ascii_lowercase();
            let untyped = self.untyped.entry(media).or_default();
            untyped.places.insert(at.origin());
            // The operation that is being translated comes after those that are known.
            untyped.operations.insert(self.api.operations.len());
        }
    }

    /// Reports each media type whose bodies are not typed, once.
    pub(super) fn check_media_types(&mut self) {
        for (media, untyped) in std::mem::take(&mut self.untyped) {
            let count = match untyped.operations.len() {
                1 => "1 operation".to_owned(),
                count => format!("{count} operations"),
            };
            let what = format!(
                "unsupported media type {}: bodies of {count} are passed on without being checked against their schema",
                text::quote(&media)
            );
            let mut places = untyped.places.into_iter();
            let Some(first) = places.next() else { continue };
            let code = &codes::UNSUPPORTED_MEDIA_TYPE;
            self.diagnostics.report_at(code, &first, what).on_key().same(places);
        }
    }
}

/// The uses of a media type whose bodies are not typed.
#[derive(Default)]
pub(super) struct Untyped {
    places: IndexSet<Origin>,
    /// The indices of the operations.
    operations: BTreeSet<usize>,
}
