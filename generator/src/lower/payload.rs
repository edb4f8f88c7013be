//! Bodies: the media types that a request or a response can have, and what each one holds.

use super::schema::Slot;
use super::{Lower, events, joined, node};
use crate::api::{Body, Codec, Content, Payload, Type};
use crate::diag::codes;
use crate::load::node::Node;
use crate::load::pointer::At;

impl<'d> Lower<'d, '_> {
    /// The body of a request.
    pub(super) fn body(&mut self, node: &'d Node, at: &At<'_>, operation: &str) -> Option<Body> {
        let body = node.get("requestBody")?;
        self.at_target(body, &at.key("requestBody"), |lower, body, at| {
            let contents = lower.contents(body, at, &joined(&[operation, "body"]));
            (!contents.is_empty()).then(|| Body {
                required: node::flag(body, "required"),
                contents,
                docs: node::docs(body),
            })
        })
    }

    /// The media types of a body. Of several, the one that is understood best is generated today.
    pub(super) fn contents(&mut self, owner: &'d Node, at: &At<'_>, name: &str) -> Vec<Content> {
        let Some(found) = node::object(owner, "content") else { return Vec::new() };
        let best = found.iter().min_by_key(|(media, _)| preference(codec(media)));
        let Some((best, node)) = best else { return Vec::new() };
        let place = at.key("content");
        for other in found.keys().filter(|media| *media != best) {
            let what = format!("of several media types `{best}` is generated, `{other}` is not");
            self.diagnostics
                .report(&codes::UNSUPPORTED_MEDIA_TYPE, &place.key(other), what)
                .on_key();
        }
        vec![self.content(best, node, &place.key(best), name)]
    }

    fn content(&mut self, media: &str, node: &'d Node, at: &At<'_>, name: &str) -> Content {
        let mut codec = codec(media);
        let schema = node.get("schema");
        if codec == Codec::Form {
            let what = "such a form is passed on as bytes";
            self.diagnostics.report(&codes::UNSUPPORTED_MEDIA_TYPE, at, what).on_key();
            codec = Codec::Bytes;
        }
        self.unhonoured_of_content(node, codec, at);
        let payload = match codec {
            Codec::Text => Payload::Text,
            Codec::Bytes => Payload::Bytes,
            Codec::Events => Payload::Events(self.events(media, node, at, name)),
            Codec::Json | Codec::Form | Codec::Multipart => Payload::Typed(match schema {
                Some(schema) => self.schema(schema, &at.key("schema"), &Slot::named(name)),
                None => Type::any(),
            }),
        };
        Content {
            media: media.to_owned(),
            aliases: node::texts(node, "x-aliases").map(str::to_owned).collect(),
            codec,
            payload,
            example: self.example(node, schema),
        }
    }

    /// An example of the media type, or of its schema.
    fn example(&self, node: &'d Node, schema: Option<&'d Node>) -> Option<Node> {
        if let Some(named) = node::object(node, "examples").and_then(|found| found.values().next())
        {
            let (example, _) = self.follow(named);
            if let Some(value) = example.get("value") {
                return Some(value.clone());
            }
        }
        node.get("example").cloned().or_else(|| {
            let (schema, _) = self.follow(schema?);
            node::example_of_schema(schema)
        })
    }
}

fn codec(media: &str) -> Codec {
    let name = media.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    match name.as_str() {
        "application/json" | "text/json" | "*/*" => Codec::Json,
        "application/x-www-form-urlencoded" => Codec::Form,
        "multipart/form-data" => Codec::Multipart,
        _ if name.ends_with("+json") => Codec::Json,
        _ if events::framing(media).is_some() => Codec::Events,
        _ if name.starts_with("text/") => Codec::Text,
        _ => Codec::Bytes,
    }
}

fn preference(codec: Codec) -> u8 {
    match codec {
        Codec::Json => 0,
        Codec::Multipart => 1,
        Codec::Form => 2,
        Codec::Text => 3,
        Codec::Bytes => 4,
        Codec::Events => 5,
    }
}
