//! A request or response body: for each media type its schema, its examples, and the form control to edit it.

use serde::Serialize;
use serde_json::Value;

use crate::document::{Document, flag, text};
use crate::pages::example::{self, Direction, Example};
use crate::pages::markdown;
use crate::pages::schema::SchemaView;

/// The view of a body.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct BodyView {
    required: bool,
    description_html: String,
    /// The media types, in document order.
    pub(crate) media: Vec<MediaView>,
}

/// The view of a media type.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct MediaView {
    /// The name of the media type.
    pub(crate) name: String,
    schema: Option<SchemaView>,
    /// The examples.
    pub(crate) examples: Vec<Example>,
    /// The form control: `text`, `file`, `multipart` or `urlencoded`.
    pub(crate) control: &'static str,
    /// The fields of a form.
    pub(crate) fields: Vec<FieldView>,
}

/// A field of a form.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct FieldView {
    /// The name.
    pub(crate) name: String,
    required: bool,
    kind: String,
    /// The form control: `file`, `json` or `text`.
    pub(crate) control: &'static str,
    /// Whether the field can have several values.
    many: bool,
    /// The initial value.
    pub(crate) example: String,
}

impl BodyView {
    pub(super) fn new(document: &Document, body: &Value, direction: Direction) -> Self {
        let content = body.get("content").and_then(Value::as_object).into_iter().flatten();
        Self {
            required: flag(body, "required"),
            description_html: markdown::html(text(body, "description")),
            media: content
                .map(|(name, media)| media_view(document, name, media, direction))
                .collect(),
        }
    }

    pub(super) fn has_media(&self) -> bool {
        !self.media.is_empty()
    }
}

fn media_view(document: &Document, name: &str, media: &Value, direction: Direction) -> MediaView {
    let schema = media.get("schema");
    let control = match name {
        "multipart/form-data" => "multipart",
        "application/x-www-form-urlencoded" => "urlencoded",
        name if is_text(name) => "text",
        _ => "file",
    };
    let examples = match control {
        "text" => example::examples(document, media, direction),
        _ => Vec::new(),
    };
    let fields = match (control, schema) {
        ("multipart" | "urlencoded", Some(schema)) => fields(document, schema),
        _ => Vec::new(),
    };
    MediaView {
        name: name.to_owned(),
        schema: schema.map(|schema| SchemaView::new(document, schema)),
        examples,
        control,
        fields,
    }
}

/// Returns whether people can read and type a body of this media type.
fn is_text(name: &str) -> bool {
    let essence = name.split(';').next().unwrap_or_default().trim();
    essence.starts_with("text/")
        || essence.ends_with("json")
        || essence.ends_with("xml")
        || essence.ends_with("yaml")
        || essence.ends_with("jsonl")
        || essence.ends_with("ndjson")
        || essence == "*/*"
}

fn fields(document: &Document, schema: &Value) -> Vec<FieldView> {
    let plain = document.plain(schema);
    let required = plain.get("required").and_then(Value::as_array).cloned().unwrap_or_default();
    let given = example::stated(&plain).cloned().unwrap_or_default();
    let properties = plain.get("properties").and_then(Value::as_object).into_iter().flatten();
    properties
        .filter(|(_, property)| !flag(document.follow(property), "readOnly"))
        .map(|(name, property)| {
            let field = document.plain(property);
            let items = field.get("items").map(|items| document.plain(items));
            let many = items.is_some();
            let value = items.unwrap_or_else(|| field.clone());
            let file = value.get("format").and_then(Value::as_str) == Some("binary")
                || value.get("contentMediaType").is_some();
            let control = match value.kind() {
                _ if file => "file",
                "object" | "array" => "json",
                _ => "text",
            };
            let example = given.get(name).or_else(|| example::stated(&field)).map(example::pretty);
            FieldView {
                name: name.clone(),
                required: required.iter().any(|known| known == name),
                kind: crate::pages::schema::words(document, property),
                control,
                many,
                example: match (example, control) {
                    (Some(example), "text" | "json") => example,
                    (None, "json") => {
                        example::pretty(&example::of_schema(document, property, Direction::Request))
                    }
                    _ => String::new(),
                },
            }
        })
        .collect()
}
