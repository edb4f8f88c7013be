//! Checks defaults and examples against their schema.

use super::Reader;
use super::instance::{Refused, refused};
use super::value::fits;
use crate::diag::{codes, text};
use crate::resolve::Version;
use crate::tree::{At, Node, Object};

impl<'r> Reader<'r> {
    /// Checks the default and the examples of a schema. A default of the wrong type has been reported.
    pub(super) fn schema_examples(&mut self, schema: &'r Object, types: &[&str], at: &At<'_>) {
        let has_values =
            ["default", "examples", "example"].into_iter().any(|it| schema.contains_key(it));
        let Some(node) = self.scope.lookup(&at.pointer()).filter(|_| has_values) else { return };
        let default = schema.get("default").filter(|value| !value.is_null());
        if let Some(value) = default.filter(|value| types.is_empty() || fits(value, types))
            && let Some(why) = refused(node, value, &self.scope)
        {
            let message = format!("`default` does not match its schema: {}", why.text());
            self.diagnostics.report(&codes::VALUE_TYPE, &at.key("default"), message);
        }
        let at = at.key("examples");
        let examples = schema.get("examples").and_then(Node::as_array).into_iter().flatten();
        for (index, value) in examples.enumerate() {
            self.example(node, value, &at.index(index));
        }
    }

    /// Checks the examples of a parameter, a header or a media type. `media` is the name of the media type.
    pub(super) fn examples(&mut self, owner: &'r Object, media: Option<&str>, at: &At<'_>) {
        let Some(schema) = owner.get("schema") else { return };
        // The example of another media type may be its text.
        let is_data = |value: &Node| !value.is_string() || media.is_none_or(is_json);
        if let Some(value) = owner.get("example").filter(|value| is_data(value)) {
            self.example(schema, value, &at.key("example"));
        }
        let at = at.key("examples");
        let examples = owner.get("examples").and_then(Node::as_object).into_iter().flatten();
        for (name, example) in examples {
            let at = at.key(name);
            // An example behind a reference is shown there, once for each use.
            let Some(example) = example.as_object().filter(|it| !it.contains_key("$ref")) else {
                continue;
            };
            if let Some(value) = example.get("dataValue") {
                self.example(schema, value, &at.key("dataValue"));
            }
            if let Some(value) = example.get("value").filter(|value| is_data(value)) {
                self.example(schema, value, &at.key("value"));
            }
        }
    }

    fn example(&mut self, schema: &Node, value: &Node, at: &At<'_>) {
        // Before 3.1 null says that there is no example, as generators of documents write it.
        if value.is_null() && self.scope.version <= Version::V3_0 {
            return;
        }
        if let Some(why) = refused(schema, value, &self.scope) {
            let message = format!("example does not match its schema: {}", why.text());
            self.diagnostics.report(&codes::WRONG_EXAMPLE, at, message);
        }
    }
}

impl Refused {
    fn text(&self) -> String {
        match self.pointer.as_str() {
            "" => self.rule.clone(),
            pointer => format!("{} {}", text::quote(pointer), self.rule),
        }
    }
}

/// Whether a media type is JSON.
fn is_json(media: &str) -> bool {
    let essence = media.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    essence == "application/json" || essence.ends_with("+json")
}
