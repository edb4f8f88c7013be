//! Checks objects against their tables: unknown keywords, values of the wrong JSON type, and missing keywords.
//! Mistakes that do not change what is generated are warnings, and are corrected; others are errors.

use serde_json::json;

use super::Reader;
use super::edit::meant;
use crate::diag::{Code, codes, near::nearest, text};
use crate::resolve::dialect::{Form, Kind};
use crate::tree::pointer::Step;
use crate::tree::{At, Node, Object};

/// The keywords that are allowed beside `$ref`.
const BESIDE_REFERENCE: [&str; 3] = ["$ref", "summary", "description"];

/// Keywords that change what is generated, so that a misspelled one is an error. Prose, examples and limits are not
/// among them.
const SHAPING: [&str; 26] = [
    "$ref",
    "additionalProperties",
    "allOf",
    "anyOf",
    "const",
    "content",
    "discriminator",
    "encoding",
    "enum",
    "explode",
    "get",
    "headers",
    "items",
    "oneOf",
    "parameters",
    "patch",
    "post",
    "prefixItems",
    "properties",
    "requestBody",
    "required",
    "responses",
    "schema",
    "security",
    "style",
    "type",
];

impl<'r> Reader<'r> {
    /// Checks one object against its table. Returns it if its children are to be checked too.
    pub(super) fn structure(
        &mut self,
        kind: Kind,
        node: &'r Node,
        at: &At<'_>,
    ) -> Option<&'r Object> {
        let Some(object) = node.as_object() else {
            if !(kind == Kind::Schema && node.is_boolean()) {
                self.not_an_object(kind, node, at);
            }
            return None;
        };
        if kind != Kind::Schema && kind.reference(object).is_some() {
            self.beside_reference(object, at);
            return None;
        }
        for (key, value) in object {
            let at = at.key(key);
            match kind.keyword(key) {
                Some(keyword) => self.form(keyword.form, keyword.needed, key, value, &at),
                None if kind.is_extension(key) => {}
                None => match kind.table().members {
                    Some(form) => self.form(form, true, key, value, &at),
                    None => self.unknown(kind, object, key, &at),
                },
            }
        }
        self.missing(kind, object, at);
        Some(object)
    }

    fn not_an_object(&mut self, kind: Kind, node: &Node, at: &At<'_>) {
        let name = kind.table().noun();
        let message = format!("{name} must be an object, found {}", text::value(node));
        if node.is_null() && self.null(kind, at) {
            self.diagnostics
                .report(&codes::ODD_TYPE, at, message)
                .help("write an object, or `{}` if it is empty, or remove the keyword");
            return;
        }
        // In Swagger 2.0 a discriminator is the name of the property.
        let property = node.as_str().filter(|name| kind == Kind::Discriminator && !name.is_empty());
        if let Some(property) = property {
            self.edits.replace(at, json!({ "propertyName": property }));
            let help =
                format!("write `discriminator: {{propertyName: {}}}`", text::on_one_line(property));
            self.diagnostics.report(&codes::OTHER_VERSION, at, message).help(help);
            return;
        }
        let found = self.diagnostics.report(&codes::WRONG_TYPE, at, message);
        if kind == Kind::Schema && node.is_array() {
            found.help("describe a tuple with `prefixItems`");
        } else if node.is_null() {
            found.help("write an object, or `{}` if it is empty, or remove the keyword");
        }
    }

    /// Reads null as an empty object, or removes it. Returns whether that is possible.
    fn null(&mut self, kind: Kind, at: &At<'_>) -> bool {
        // An empty requirement lets everybody in: nobody means that by leaving it out.
        if kind == Kind::SecurityRequirement {
            return false;
        }
        let keywords = kind.table().keywords;
        if keywords.iter().all(|keyword| !keyword.needed) && kind != Kind::Parameter {
            self.edits.replace(at, Node::Object(Object::new()));
        } else if matches!(at.step(), Step::Key(_)) && kind != Kind::Parameter {
            self.edits.remove(at);
        } else {
            return false;
        }
        true
    }

    fn beside_reference(&mut self, object: &Object, at: &At<'_>) {
        for key in object.keys() {
            if !BESIDE_REFERENCE.contains(&key.as_str()) && !key.starts_with("x-") {
                let message = format!("keyword {} beside `$ref` is ignored", text::quote(key));
                self.diagnostics
                    .report(&codes::IGNORED_BESIDE_REFERENCE, &at.key(key), message)
                    .on_key();
            }
        }
    }

    fn unknown(&mut self, kind: Kind, object: &Object, key: &str, at: &At<'_>) {
        // A short annotation such as `note` is not a misspelled `not`.
        let least = if kind == Kind::Schema { 4 } else { 0 };
        let keywords = kind.table().keywords.iter().map(|keyword| keyword.name);
        let near = nearest(key, keywords.filter(|keyword| keyword.len() >= least));
        // In a schema an unknown keyword is an annotation (JSON Schema core, section 6.5).
        let shapes = |near: &str| {
            kind != Kind::Schema && SHAPING.contains(&near) && !object.contains_key(near)
        };
        let code = match near {
            Some(near) if shapes(near) => &codes::UNKNOWN_KEYWORD,
            _ => &codes::UNKNOWN_ANNOTATION,
        };
        let message = match kind.table().noun() {
            noun if noun.contains(" of ") => {
                format!("unknown keyword {} in {noun}", text::quote(key))
            }
            noun => format!("unknown {noun} keyword {}", text::quote(key)),
        };
        let found = self.diagnostics.report(code, at, message).on_key();
        if let Some(near) = near {
            if kind == Kind::OpenApi && near == "security" {
                // The operations that inherit it must not be left open.
                found.same([At::root().key("security").origin()]);
            }
            found.help(format!("did you mean `{near}`?"));
        } else if key.starts_with("X-") {
            found.help(format!("did you mean {}?", text::quote(&key.replacen('X', "x", 1))));
        }
    }

    fn missing(&mut self, kind: Kind, object: &Object, at: &At<'_>) {
        let keywords = kind.table().keywords.iter();
        let missing: Vec<&str> = keywords
            .filter(|keyword| keyword.needed && !object.contains_key(keyword.name))
            .map(|keyword| keyword.name)
            .collect();
        match kind {
            Kind::Parameter | Kind::SecurityScheme => self.lacks(kind.table().noun(), &missing, at),
            _ => {
                if kind == Kind::Discriminator && !missing.is_empty() {
                    self.edits.remove(at);
                }
                self.could_have(kind.table().noun(), &missing, at);
            }
        }
    }

    /// Reports missing keywords as an error.
    pub(super) fn lacks(&mut self, name: &str, missing: &[&str], at: &At<'_>) {
        self.lacking(&codes::MISSING_KEYWORD, name, missing, at);
    }

    /// Reports missing keywords as a warning.
    pub(super) fn could_have(&mut self, name: &str, missing: &[&str], at: &At<'_>) {
        self.lacking(&codes::MISSING_DETAIL, name, missing, at);
    }

    fn lacking(&mut self, code: &'static Code, name: &str, missing: &[&str], at: &At<'_>) {
        if !missing.is_empty() {
            let names = text::list(missing.iter().copied(), "and");
            let message = format!("missing {names} in {name}");
            let found = self.diagnostics.report(code, at, message).on_key();
            found.help(format!("add {names}"));
        }
    }

    /// Checks the JSON type of a keyword's value.
    fn form(&mut self, form: Form, needed: bool, key: &str, value: &Node, at: &At<'_>) {
        let before = self.odd;
        match (form, value) {
            (Form::Texts, Node::Array(items)) => {
                for (index, item) in items.iter().enumerate() {
                    if !item.is_string() {
                        self.odd(Form::Text, key, item, &at.index(index));
                    }
                }
            }
            (Form::Types, Node::Array(names)) => {
                for (index, name) in names.iter().enumerate() {
                    if name.is_null() {
                        self.odd(Form::Types, key, name, &at.index(index));
                    } else if !name.is_string() {
                        self.wrong(Form::Types, key, name, &at.index(index));
                    }
                }
            }
            (Form::TextMap, Node::Object(members)) => {
                for (name, member) in members {
                    if !member.is_string() {
                        self.odd(Form::Text, name, member, &at.key(name));
                    }
                }
            }
            (Form::TextsMap, Node::Object(members)) => {
                for (name, member) in members {
                    self.form(Form::Texts, false, name, member, &at.key(name));
                }
            }
            _ if has_form(form, value) => {}
            _ => {
                // A security requirement without scopes has an empty list.
                let is_empty = needed && form == Form::Texts && value.is_null();
                let mended =
                    meant(form, value).or_else(|| is_empty.then(|| Node::Array(Vec::new())));
                let shapes = matches!(form, Form::Many(_) | Form::Map(_) | Form::Types)
                    || matches!(key, "$ref" | "enum");
                match mended {
                    Some(mended) => {
                        self.odd(form, key, value, at);
                        self.edits.replace(at, mended);
                    }
                    None if needed || (shapes && !value.is_null()) => {
                        self.wrong(form, key, value, at);
                    }
                    None => {
                        self.odd(form, key, value, at);
                        self.edits.remove(at);
                    }
                }
                return;
            }
        }
        if self.odd > before {
            match meant(form, value) {
                Some(mended) => self.edits.replace(at, mended),
                None => self.edits.remove(at),
            }
        }
    }

    /// Reports a value of the wrong type that is corrected or ignored.
    fn odd(&mut self, form: Form, key: &str, value: &Node, at: &At<'_>) {
        self.odd += 1;
        self.mistyped(&codes::ODD_TYPE, form, key, value, at);
    }

    fn wrong(&mut self, form: Form, key: &str, value: &Node, at: &At<'_>) {
        self.mistyped(&codes::WRONG_TYPE, form, key, value, at);
    }

    fn mistyped(&mut self, code: &'static Code, form: Form, key: &str, value: &Node, at: &At<'_>) {
        let expected = match form {
            Form::Text => "a string",
            Form::Flag => "a boolean",
            Form::Number => "a number",
            Form::Count => "a non-negative integer",
            Form::List | Form::Many(_) => "an array",
            Form::Texts => "an array of strings",
            Form::Types => "a type name or an array of type names",
            _ => "an object",
        };
        let found = text::value(value);
        let message = format!("{} must be {expected}, found {found}", text::quote(key));
        let finding = self.diagnostics.report(code, at, message);
        let help = match (form, key, value) {
            (Form::Types, _, Node::Null) => "put it in quotes: `'null'`",
            (Form::Texts, "required", Node::Bool(_)) => {
                "list the required properties: `required: [id, name]`"
            }
            (Form::Number, "exclusiveMinimum" | "exclusiveMaximum", Node::Bool(_)) => {
                "write the limit itself, such as `exclusiveMinimum: 0`, as since OpenAPI 3.1"
            }
            (_, _, Node::Null) => "set a value, or remove the key",
            (Form::Text, _, Node::Number(_) | Node::Bool(_)) => "put it in quotes",
            (Form::Flag | Form::Number | Form::Count, _, Node::String(_))
                if meant(form, value).is_some() =>
            {
                "remove the quotes"
            }
            (Form::Texts, _, Node::String(_)) => "write a list, even for a single value",
            _ => return,
        };
        finding.help(help);
    }
}

/// Whether a value has a form, without looking at its items and members.
pub(super) fn has_form(form: Form, value: &Node) -> bool {
    match form {
        // Objects are checked when they are visited.
        Form::Any | Form::One(_) => true,
        Form::Text | Form::Types => value.is_string(),
        Form::Flag => value.is_boolean(),
        Form::Number => value.is_number(),
        Form::Count => value.as_f64().is_some_and(|count| count >= 0.0 && count.fract() == 0.0),
        Form::List | Form::Texts | Form::Many(_) => value.is_array(),
        Form::Data | Form::TextMap | Form::TextsMap | Form::Map(_) => value.is_object(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_distinguished() {
        assert!(has_form(Form::Count, &json!(3)));
        assert!(has_form(Form::Count, &json!(3.0)));
        assert!(has_form(Form::Count, &json!(u64::MAX)));
        assert!(!has_form(Form::Count, &json!(-1)));
        assert!(!has_form(Form::Count, &json!(1.5)));
        assert!(!has_form(Form::Text, &json!(null)));
        assert!(has_form(Form::Any, &json!(null)));
    }
}
