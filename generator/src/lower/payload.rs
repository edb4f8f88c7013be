//! Translates bodies: the media types of a request or a response, and their types.
//!
//! JSON media types with the same schema are one content: the others are aliases of the first. So are those of XML.
//! Every other media type is a content of its own.

use super::schema::{Slot, implied};
use super::{Lower, events, joined, node};
use crate::api::{
    Body, Codec, Content, Framing, Kind, ParameterShape, Payload, StringFormat, Type,
};
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
            let codec = self.codec(media, node);
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
        self.check_content(media, node, codec, at);
        let encodings = self.encodings(node, (media, codec), at, name);
        let payload = match codec {
            Codec::Text => self.text(media, node, at, name),
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

    /// Returns the value of a text: a scalar with a type or limits of its own, else text. What the schema of a structured
    /// format describes is not the text.
    fn text(&mut self, media: &str, node: &'d Node, at: &At<'_>, name: &str) -> Payload {
        let schema = node.get("schema").filter(|_| is_unstructured(media));
        let Some(schema) = schema.filter(|schema| self.is_scalar(schema, 0)) else {
            return Payload::Text;
        };
        let ty = self.schema(schema, &at.key("schema"), &Slot::named(name));
        // A text cannot be null.
        let ty = Type { nullable: false, ..ty };
        let is_value = self.api.parameter_shape(&ty) == ParameterShape::Value
            && !self.api.may_be_object(&ty)
            && self.api.resolved(&ty).kind != Kind::Any;
        let is_text = self.api.resolved(&ty) == &Type::new(Kind::String(StringFormat::Plain))
            && ty.limits.is_empty();
        if is_value && !is_text { Payload::Typed(ty) } else { Payload::Text }
    }

    /// Whether all values of a schema are scalars.
    fn is_scalar(&self, schema: &'d Node, depth: usize) -> bool {
        let (schema, _) = self.follow(schema);
        let types = node::types(schema);
        let listed = node::list(schema, "enum").chain(schema.get("const"));
        let branches = BRANCHES.iter().flat_map(|key| node::list(schema, key));
        let listed = listed.map(|value| !value.is_array() && !value.is_object());
        let branches =
            branches.map(|branch| depth < MAX_DEPTH && self.is_scalar(branch, depth + 1));
        let parts: Vec<bool> = listed.chain(branches).collect();
        let is_known = !types.is_empty() || !parts.is_empty() || implies_scalar(schema);
        let is_nested = types.iter().any(|name| matches!(*name, "object" | "array"));
        is_known && !is_nested && parts.into_iter().all(|part| part)
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

    /// Returns how values of a media type are encoded. A form without properties is passed on as bytes, and so is a file
    /// of any type: `format: binary` (OpenAPI 3.0.4, section 4.7.14.2), or no type at all where the document does not say
    /// the media type (3.1.1, section 4.8.14.1).
    fn codec(&self, media: &str, node: &'d Node) -> Codec {
        let name = bare(media).to_ascii_lowercase();
        let schema = node.get("schema");
        let target = schema.map(|schema| self.follow(schema).0);
        let is_string = target.is_some_and(|schema| node::types(schema) == ["string"]);
        let framing = events::framing(media);
        if is_string && framing != Some(Framing::Sse) && target.is_some_and(is_binary) {
            return Codec::Bytes;
        }
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
            "*/*" | "application/*" => match target {
                Some(_) if is_string => Codec::Text,
                Some(schema) if has_type(schema) => Codec::Json,
                _ => Codec::Bytes,
            },
            // Parts with names, as in a form (OpenAPI 3.0.4, section 4.7.15). Without names they are bytes.
            _ if name.starts_with("multipart/")
                && schema.is_some_and(|schema| self.has_parts(schema))
                && ["prefixEncoding", "itemEncoding"].iter().all(|key| node.get(key).is_none()) =>
            {
                Codec::Multipart
            }
            _ if name.ends_with("+json") && framing.is_none() => Codec::Json,
            // The schema is that of the whole content (OpenAPI 3.2, section 4.14.3): a string is its text.
            _ if framing.is_some_and(|framing| framing != Framing::Sse)
                && is_string
                && node.get("itemSchema").is_none() =>
            {
                Codec::Text
            }
            _ if framing.is_some() => Codec::Events,
            _ if is_xml(&name) && schema.is_some_and(|schema| self.has_xml(schema)) => Codec::Xml,
            _ if is_text(&name) => Codec::Text,
            _ => Codec::Bytes,
        }
    }

    /// Whether a schema names the parts of a multipart body.
    fn has_parts(&self, schema: &'d Node) -> bool {
        let (schema, _) = self.follow(schema);
        let known = ["properties", "allOf", "oneOf", "anyOf"];
        known.iter().any(|key| schema.get(*key).is_some())
    }

    fn is_structured(&self, schema: &'d Node) -> bool {
        let (schema, _) = self.follow(schema);
        let known = ["properties", "allOf", "oneOf", "anyOf", "additionalProperties"];
        node::types(schema).contains(&"object")
            || known.iter().any(|key| schema.get(*key).is_some())
    }
}

/// Keywords whose schemas describe the whole value.
const BRANCHES: &[&str] = &["allOf", "oneOf", "anyOf"];

/// The nesting of schemas that is followed, since a schema may contain itself.
const MAX_DEPTH: usize = 16;

fn is_binary(schema: &Node) -> bool {
    node::text(schema, "format") == Some("binary")
}

/// Whether a schema says something about the type of its values.
fn has_type(schema: &Node) -> bool {
    let has = |key: &&str| schema.get(*key).is_some();
    !node::types(schema).is_empty()
        || implied(schema).is_some()
        || BRANCHES.iter().chain(&["enum", "const", "$ref"]).any(has)
}

fn implies_scalar(schema: &Node) -> bool {
    matches!(implied(schema), Some("string" | "number"))
}

/// Whether the text of a media type is the value itself, not the value in a format such as XML.
fn is_unstructured(media: &str) -> bool {
    let name = bare(media).to_ascii_lowercase();
    matches!(name.as_str(), "*/*" | "application/*")
        || name.strip_prefix("text/").is_some_and(|kind| {
            !kind.ends_with("xml") && !kind.ends_with("yaml") && !kind.ends_with("csv")
        })
}

/// Returns a media type without its parameters.
pub(super) fn bare(media: &str) -> &str {
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
