//! Checks parameters and headers: their location, style and schema.

use super::{Reader, component::is_token};
use crate::diag::{codes, near::nearest, text};
use crate::tree::{At, Node, Object};

/// The locations of parameters, and the styles that each allows.
const PLACES: [(&str, &[&str]); 5] = [
    ("path", &["simple", "label", "matrix"]),
    ("query", &["form", "spaceDelimited", "pipeDelimited", "deepObject", "tabDelimited"]),
    ("header", &["simple"]),
    ("cookie", &["form", "cookie"]),
    ("querystring", &[]),
];

/// Styles that arrays of Swagger 2.0 may have in other locations too.
const COLLECTIONS: [&str; 3] = ["spaceDelimited", "pipeDelimited", "tabDelimited"];

impl<'r> Reader<'r> {
    /// Checks the rules that the table of parameters cannot express.
    pub(super) fn parameter(&mut self, parameter: &'r Object, at: &At<'_>) {
        self.media_types(parameter, at);
        self.examples(parameter, None, at);
        self.schema_or_content(parameter, "parameter", at);
        let is_whole = parameter.get("in").and_then(Node::as_str) == Some("querystring");
        if is_whole && parameter.contains_key("schema") && !parameter.contains_key("content") {
            let message = "missing `content` in parameter with `in: querystring`";
            let help = "add a media type, such as `content: {application/json: {schema: ...}}`";
            self.diagnostics.report(&codes::MISSING_DETAIL, at, message).on_key().help(help);
        }
        let name = parameter.get("name").and_then(Node::as_str);
        let Some(place) = parameter.get("in").and_then(Node::as_str) else { return };
        let Some((_, styles)) = PLACES.iter().find(|(known, _)| *known == place) else {
            self.unknown_place(place, &at.key("in"));
            return;
        };
        self.style(parameter, place, styles, at);
        self.reserved(parameter, place, at);
        if place == "path" && parameter.get("required") != Some(&Node::Bool(true)) {
            let name = text::quote(name.unwrap_or_default());
            let message = format!("path parameter {name} is not marked as required");
            self.diagnostics.report(&codes::OPTIONAL_PATH_PARAMETER, &at.key("name"), message);
        }
        let is_sendable = name.is_none_or(|name| match place {
            "header" | "cookie" => is_token(name),
            _ => !name.is_empty(),
        });
        if !is_sendable {
            let name = text::quote(name.unwrap_or_default());
            let message = format!("invalid name {name} for a {place} parameter");
            self.diagnostics.report(&codes::NOT_ON_THE_WIRE, &at.key("name"), message);
        }
    }

    /// Checks the rules that the table of headers cannot express.
    pub(super) fn header(&mut self, header: &'r Object, at: &At<'_>) {
        self.media_types(header, at);
        self.examples(header, None, at);
        self.reserved(header, "header", at);
        self.schema_or_content(header, "header", at);
        self.style(header, "header", &["simple"], at);
    }

    fn unknown_place(&mut self, place: &str, at: &At<'_>) {
        let message = format!("unknown parameter location {}", text::quote(place));
        let found = self.diagnostics.report(&codes::UNKNOWN_VALUE, at, message);
        let places = PLACES.iter().map(|(place, _)| *place);
        match (place, nearest(place, places)) {
            ("body" | "formData", _) => found
                .help("describe the body in `requestBody` of the operation, as since OpenAPI 3.0"),
            (_, Some(near)) => found.help(format!("did you mean `{near}`?")),
            (_, None) => found.help("use `path`, `query`, `header` or `cookie`"),
        };
    }

    fn schema_or_content(&mut self, object: &Object, name: &str, at: &At<'_>) {
        match (object.contains_key("schema"), object.contains_key("content")) {
            (true, true) => {
                let message = format!("{name} has both `schema` and `content`");
                self.diagnostics
                    .report(&codes::CONTRADICTION, &at.key("content"), message)
                    .on_key()
                    .help("keep one of the two; `content` is ignored");
                self.edits.remove(&at.key("content"));
            }
            (false, false) => {
                let message = format!("missing `schema` in {name}");
                let found = self.diagnostics.report(&codes::MISSING_DETAIL, at, message).on_key();
                found.help("add a `schema`, such as `schema: {type: string}`");
            }
            _ => {}
        }
    }

    fn style(&mut self, object: &Object, place: &str, styles: &[&str], at: &At<'_>) {
        let Some(style) = object.get("style").and_then(Node::as_str) else { return };
        let is_collection = self.scope.is_swagger && COLLECTIONS.contains(&style);
        if styles.contains(&style) || is_collection {
            return;
        }
        let message = format!("invalid style {} for a {place} parameter", text::quote(style));
        self.edits.remove(&at.key("style"));
        let found = self.diagnostics.report(&codes::ODD_VALUE, &at.key("style"), message);
        if let Some(near) = nearest(style, styles.iter().copied()) {
            found.help(format!("did you mean `{near}`?"));
        } else if !styles.is_empty() {
            found.help(format!("use {}", text::list(styles.iter().copied(), "or")));
        }
    }
}
