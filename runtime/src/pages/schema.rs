//! The view of a schema: type, constraints, and nested schemas.

mod constraint;
mod type_name;

use serde::Serialize;
use serde_json::Value;

use super::{example, markdown};
use crate::document::{Document, Plain, flag};
pub(crate) use type_name::words;

/// The maximum nesting depth. Real documents are less deep.
const DEPTH: usize = 12;

/// The view of a schema.
#[derive(Debug, Clone, Default, Serialize)]
pub(crate) struct SchemaView {
    /// A description of the type, such as `array of Invitee`.
    pub(crate) kind: String,
    /// The description as HTML.
    pub(crate) description_html: String,
    /// Constraints, such as `1 to 255 characters`.
    pub(crate) rules: Vec<String>,
    /// The allowed values, if they are listed.
    pub(crate) values: Vec<String>,
    /// The default.
    pub(crate) default: Option<String>,
    /// An example, unless the value is an object or array.
    pub(crate) example: Option<String>,
    /// Whether it is deprecated.
    pub(crate) deprecated: bool,
    /// The properties of an object.
    pub(crate) properties: Vec<PropertyView>,
    /// The alternatives of a union.
    pub(crate) variants: Vec<SchemaView>,
    /// The schema of array items or map values, if it has more details than its name.
    pub(crate) inner: Option<Box<SchemaView>>,
    /// The label of `inner`, such as `Each item`.
    pub(crate) inner_label: &'static str,
    /// Whether it refers to itself and is shown further up.
    pub(crate) recursive: bool,
}

/// A property of an object.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct PropertyView {
    /// The name.
    pub(crate) name: String,
    /// Whether it is required.
    pub(crate) required: bool,
    /// The schema of the property.
    pub(crate) schema: SchemaView,
}

impl SchemaView {
    /// Creates the view of a schema.
    pub(crate) fn new(document: &Document, schema: &Value) -> Self {
        view(document, schema, &mut Vec::new())
    }

    fn has_parts(&self) -> bool {
        !self.properties.is_empty()
            || !self.variants.is_empty()
            || self.inner.is_some()
            || self.recursive
    }

    fn says_something(&self) -> bool {
        self.has_parts() || !self.rules.is_empty() || !self.values.is_empty()
    }
}

/// `above` contains the names of the enclosing schemas.
fn view(document: &Document, schema: &Value, above: &mut Vec<String>) -> SchemaView {
    let plain = document.plain(schema);
    let mut view = SchemaView {
        kind: words(document, schema),
        description_html: markdown::html(
            plain.get("description").and_then(Value::as_str).unwrap_or_default(),
        ),
        rules: constraint::rules(&plain),
        values: texts(plain.get("enum")),
        default: plain.get("default").map(code),
        deprecated: flag(&Value::Object(plain.node.clone()), "deprecated"),
        ..SchemaView::default()
    };
    view.example = scalar_example(&plain).filter(|example| Some(example) != view.default.as_ref());
    let name = plain.name.clone().unwrap_or_default();
    if above.contains(&name) || above.len() > DEPTH {
        view.recursive = true;
        return view;
    }
    above.push(if name.is_empty() { format!("#{}", above.len()) } else { name });
    parts(document, &plain, above, &mut view);
    above.pop();
    view
}

fn parts(document: &Document, plain: &Plain, above: &mut Vec<String>, view: &mut SchemaView) {
    let required = texts(plain.get("required"));
    for (name, property) in plain.get("properties").and_then(Value::as_object).into_iter().flatten()
    {
        view.properties.push(PropertyView {
            name: name.clone(),
            required: required.contains(name),
            schema: self::view(document, property, above),
        });
    }
    for variant in plain.variants() {
        view.variants.push(self::view(document, variant, above));
    }
    let inner = match plain.kind() {
        "array" => plain.get("items").map(|items| (items, "Each item")),
        _ => plain
            .get("additionalProperties")
            .filter(|values| values.is_object())
            .map(|values| (values, "Each value")),
    };
    if let Some((inner, label)) = inner {
        let inner = self::view(document, inner, above);
        if inner.says_something() {
            view.inner_label = label;
            view.inner = Some(Box::new(inner));
        }
    }
    // Alternatives that consist only of a type need no list below the type description.
    if !view.variants.iter().any(SchemaView::says_something) {
        view.variants.clear();
    }
}

fn scalar_example(plain: &Plain) -> Option<String> {
    let example = plain
        .get("example")
        .or_else(|| plain.get("examples").and_then(|examples| examples.get(0)))?;
    (!example.is_object() && !example.is_array() && !example.is_null()).then(|| code(example))
}

fn texts(list: Option<&Value>) -> Vec<String> {
    list.and_then(Value::as_array).into_iter().flatten().map(example::pretty).collect()
}

/// Returns a value as a single line.
pub(super) fn code(value: &Value) -> String {
    match value {
        Value::String(text) if !text.is_empty() => text.clone(),
        value => value.to_string(),
    }
}
