//! Translates bodies: the media types of a request or a response, and their types.
//!
//! JSON media types with the same schema are one content: the others are aliases of the first. So are those of XML.
//! Every other media type is a content of its own.

use super::schema::Slot;
use super::{Lower, events, joined, node};
use crate::api::{Body, Codec, Content, Payload, Type};
use crate::tree::Node;
use crate::tree::pointer::At;

impl<'d> Lower<'d, '_> {
    /// Returns the body of a request.
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

    /// Returns the contents of a body, in the order of the document.
    pub(super) fn contents(&mut self, owner: &'d Node, at: &At<'_>, name: &str) -> Vec<Content> {
        let Some(found) = node::object(owner, "content") else { return Vec::new() };
        let place = at.key("content");
        let mut contents: Vec<(Content, Option<&Node>)> = Vec::new();
        for (media, node) in found {
            let schema = node.get("schema");
            let codec = self.codec(media, schema);
            let same = contents.iter_mut().find(|(content, known)| {
                let same_name = bare(&content.media) == bare(media);
                content.codec == codec
                    && (same_name || matches!(codec, Codec::Json | Codec::Xml))
                    && *known == schema
            });
            if let Some((content, _)) = same {
                content.aliases.push(media.clone());
                continue;
            }
            // The types of further media types are named after these.
            let name = match contents.as_slice() {
                [] => name.to_owned(),
                _ => joined(&[name, bare(media).rsplit('/').next().unwrap_or_default()]),
            };
            contents.push((self.content(media, codec, node, &place.key(media), &name), schema));
        }
        contents.into_iter().map(|(content, _)| content).collect()
    }

    fn content(
        &mut self,
        media: &str,
        codec: Codec,
        node: &'d Node,
        at: &At<'_>,
        name: &str,
    ) -> Content {
        let schema = node.get("schema");
        self.check_content(node, codec, at);
        let encodings = self.encodings(node, codec, at, name);
        let payload = match codec {
            Codec::Text => Payload::Text,
            Codec::Bytes => Payload::Bytes,
            Codec::Events => Payload::Events(self.events(media, node, at, name)),
            Codec::Json | Codec::Form | Codec::Multipart | Codec::Xml => {
                Payload::Typed(match schema {
                    Some(schema) => self.schema(schema, &at.key("schema"), &Slot::named(name)),
                    None => Type::any(),
                })
            }
        };
        let xml = schema
            .filter(|_| codec == Codec::Xml)
            .map(|schema| self.xml_root(schema, &at.key("schema"), name));
        if let (Payload::Typed(ty), Codec::Form | Codec::Multipart) = (&payload, codec) {
            self.spread_form(ty, codec, &encodings, at);
        }
        Content {
            media: media.to_owned(),
            aliases: node::texts(node, "x-aliases").map(str::to_owned).collect(),
            codec,
            payload,
            encodings,
            example: self.example(node, schema),
            xml,
        }
    }

    /// Returns an example of the media type, or of its schema.
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

    /// Returns how values of a media type are encoded. A form without properties is passed on as bytes.
    fn codec(&self, media: &str, schema: Option<&'d Node>) -> Codec {
        let name = bare(media).to_ascii_lowercase();
        match name.as_str() {
            "application/json" | "text/json" => Codec::Json,
            "application/x-www-form-urlencoded" | "multipart/form-data" => match schema {
                Some(schema) if self.is_structured(schema) && name.starts_with('m') => {
                    Codec::Multipart
                }
                Some(schema) if self.is_structured(schema) => Codec::Form,
                _ => Codec::Bytes,
            },
            // The document does not say the media type, so the schema decides.
            "*/*" | "application/*" => match schema.map(|schema| self.follow(schema).0) {
                Some(schema) if node::types(schema) == ["string"] => {
                    if node::text(schema, "format") == Some("binary") {
                        Codec::Bytes
                    } else {
                        Codec::Text
                    }
                }
                Some(schema) if schema.as_object().is_some_and(|schema| !schema.is_empty()) => {
                    Codec::Json
                }
                _ => Codec::Bytes,
            },
            _ if name.ends_with("+json") => Codec::Json,
            _ if events::framing(media).is_some() => Codec::Events,
            _ if is_xml(&name) && schema.is_some_and(|schema| self.has_xml(schema)) => Codec::Xml,
            _ if is_text(&name) => Codec::Text,
            _ => Codec::Bytes,
        }
    }

    fn is_structured(&self, schema: &'d Node) -> bool {
        let (schema, _) = self.follow(schema);
        let known = ["properties", "allOf", "oneOf", "anyOf", "additionalProperties"];
        node::types(schema).contains(&"object")
            || known.iter().any(|key| schema.get(*key).is_some())
    }
}

/// Returns a media type without its parameters.
fn bare(media: &str) -> &str {
    media.split(';').next().unwrap_or_default().trim()
}

/// Whether a media type is JSON.
pub(super) fn is_json(media: &str) -> bool {
    let name = bare(media).to_ascii_lowercase();
    matches!(name.as_str(), "application/json" | "text/json") || name.ends_with("+json")
}

/// Whether a media type without parameters is XML (RFC 7303).
fn is_xml(name: &str) -> bool {
    matches!(name, "application/xml" | "text/xml") || name.ends_with("+xml")
}

/// Whether a media type is text that is passed on unparsed.
pub(super) fn is_text(name: &str) -> bool {
    let kinds =
        ["xml", "yaml", "x-yaml", "toml", "javascript", "graphql", "sql", "x-pem-file", "jwt"];
    let kind = name.strip_prefix("application/").unwrap_or_default();
    name.starts_with("text/")
        || name.ends_with("+xml")
        || name.ends_with("+yaml")
        || kinds.contains(&kind)
}
