//! A parameter or response header: its description and its form field.

use serde::Serialize;
use serde_json::Value;

use crate::document::{Document, flag, text};
use crate::pages::example::{self, Direction};
use crate::pages::markdown;
use crate::pages::schema::SchemaView;

/// The view of a parameter.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct ParameterView {
    /// The name.
    pub(crate) name: String,
    /// `path`, `query`, `header` or `cookie`.
    pub(crate) place: String,
    /// Whether it is required.
    pub(crate) required: bool,
    deprecated: bool,
    description_html: String,
    schema: SchemaView,
    /// The form control: `text`, `choice`, `lines` for an array, or `json` for other types.
    control: &'static str,
    choices: Vec<String>,
    /// How several values are sent: as separate parameters, or joined by this separator.
    joined_by: Option<&'static str>,
    /// An example, as entered in the form.
    pub(crate) example: String,
}

impl ParameterView {
    pub(super) fn new(document: &Document, parameter: &Value) -> Self {
        let place = text(parameter, "in");
        // A parameter with `content` is encoded in that media type, usually JSON.
        let media = parameter
            .get("content")
            .and_then(Value::as_object)
            .and_then(|content| content.values().next());
        let described = media.unwrap_or(parameter);
        let anything = Value::Bool(true);
        let schema = described.get("schema").unwrap_or(&anything);
        let plain = document.plain(schema);

        let choices: Vec<String> = match plain.kind() {
            "boolean" => vec!["true".to_owned(), "false".to_owned()],
            _ => plain
                .get("enum")
                .and_then(Value::as_array)
                .into_iter()
                .flatten()
                .map(example::pretty)
                .collect(),
        };
        let control = match plain.kind() {
            _ if media.is_some() => "json",
            _ if !choices.is_empty() => "choice",
            "array" => "lines",
            "object" => "json",
            _ => "text",
        };
        let style = text(parameter, "style");
        let explode = parameter
            .get("explode")
            .and_then(Value::as_bool)
            .unwrap_or(matches!(style, "" | "form") && matches!(place, "query" | "cookie"));
        let joined_by = match (place, style, explode) {
            ("query", _, true) => None,
            (_, "spaceDelimited", _) => Some(" "),
            (_, "pipeDelimited", _) => Some("|"),
            _ => Some(","),
        };
        let example = typed(document, described, schema, control);
        let mut view = SchemaView::new(document, schema);
        if control != "json"
            && control != "lines"
            && !example.is_empty()
            && view.default.as_ref() != Some(&example)
        {
            view.example = Some(example.clone());
        }
        Self {
            name: text(parameter, "name").to_owned(),
            place: place.to_owned(),
            required: flag(parameter, "required"),
            deprecated: flag(parameter, "deprecated"),
            description_html: markdown::html(text(parameter, "description")),
            schema: view,
            example,
            control,
            choices,
            joined_by,
        }
    }

    /// Returns the example as it is sent: JSON without line breaks.
    pub(super) fn sent(&self) -> String {
        let value: Option<Value> =
            serde_json::from_str(&self.example).ok().filter(|_| self.control == "json");
        value.map_or_else(|| self.example.clone(), |value| value.to_string())
    }

    pub(super) fn of_header(document: &Document, name: &str, header: &Value) -> Self {
        Self { name: name.to_owned(), place: "header".to_owned(), ..Self::new(document, header) }
    }
}

/// Returns the example as entered in the form: the document's example, or a generated one for JSON.
fn typed(document: &Document, described: &Value, schema: &Value, control: &str) -> String {
    let own = example::examples(document, &without_schema(described), Direction::Request)
        .into_iter()
        .next();
    let plain = document.plain(schema);
    match (own, example::stated(&plain)) {
        (Some(own), _) if control != "lines" => own.text,
        (Some(own), _) => serde_json::from_str(&own.text).map_or(own.text, |value| lines(&value)),
        (None, Some(Value::Null)) => String::new(),
        (None, Some(value)) if control == "lines" => lines(value),
        (None, Some(value)) => example::pretty(value),
        (None, None) if control == "json" => {
            example::pretty(&example::of_schema(document, schema, Direction::Request))
        }
        (None, None) => String::new(),
    }
}

fn without_schema(node: &Value) -> Value {
    let mut node = node.clone();
    if let Some(keywords) = node.as_object_mut() {
        keywords.remove("schema");
    }
    node
}

fn lines(value: &Value) -> String {
    let values: Vec<String> = value.as_array().into_iter().flatten().map(example::pretty).collect();
    values.join("\n")
}
