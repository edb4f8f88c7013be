//! The check by table: known keywords, with values of the right JSON type, and none missing. A mistake
//! that nothing hangs on is a warning, and mended; any other is an error.

use serde_json::json;

use super::Reader;
use super::edit::meant;
use crate::diag::{Code, codes, near::nearest, text};
use crate::load::pointer::Step;
use crate::load::{At, Node, Object};
use crate::resolve::dialect::{Form, Kind};

/// What may stand beside a `$ref`.
const BESIDE_REFERENCE: [&str; 3] = ["$ref", "summary", "description"];

/// Keywords that shape what is generated, so that one that is misspelt is no small thing. Prose, examples and
/// limits are not among them.
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
    /// Checks one object by its table. Returns it when its contents are to be checked too.
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
        let name = kind.table().name;
        let message = format!("{name} must be an object, not {}", text::value(node));
        if node.is_null() && self.null(kind, at) {
            self.diagnostics
                .report(&codes::ODD_TYPE, at, message)
                .advice("write the object, `{}` if it is empty, or remove the keyword");
            return;
        }
        // Swagger 2.0 has the name of the property alone.
        let property = node.as_str().filter(|name| kind == Kind::Discriminator && !name.is_empty());
        if let Some(property) = property {
            self.edits.replace(at, json!({ "propertyName": property }));
            let advice = format!("write `propertyName: {}` below it", text::on_one_line(property));
            self.diagnostics.report(&codes::OTHER_VERSION, at, message).advice(advice);
            return;
        }
        let found = self.diagnostics.report(&codes::WRONG_TYPE, at, message);
        if kind == Kind::Schema && node.is_array() {
            found.advice("a tuple is written with `prefixItems`");
        } else if node.is_null() {
            found.advice("write the object, `{}` if it is empty, or remove the keyword");
        }
    }

    /// A key without a value is an object without keywords, or is as if it were not there.
    fn null(&mut self, kind: Kind, at: &At<'_>) -> bool {
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
                let message = format!("{} is ignored beside `$ref`", text::quote(key));
                self.diagnostics
                    .report(&codes::IGNORED_BESIDE_REFERENCE, &at.key(key), message)
                    .on_key();
            }
        }
    }

    fn unknown(&mut self, kind: Kind, object: &Object, key: &str, at: &At<'_>) {
        // Annotations such as `note` are no misspelt `not`.
        let least = if kind == Kind::Schema { 4 } else { 0 };
        let keywords = kind.table().keywords.iter().map(|keyword| keyword.name);
        let near = nearest(key, keywords.filter(|keyword| keyword.len() >= least));
        let shapes = |near: &str| SHAPING.contains(&near) && !object.contains_key(near);
        let code = match near {
            Some(near) if shapes(near) => &codes::UNKNOWN_KEYWORD,
            _ => &codes::UNKNOWN_ANNOTATION,
        };
        let message = format!("{} is no keyword of {}", text::quote(key), kind.table().name);
        let found = self.diagnostics.report(code, at, message).on_key();
        if let Some(near) = near {
            found.advice(format!("did you mean `{near}`?"));
        } else if key.starts_with("X-") {
            found.advice(format!("did you mean {}?", text::quote(&key.replacen('X', "x", 1))));
        }
    }

    fn missing(&mut self, kind: Kind, object: &Object, at: &At<'_>) {
        let keywords = kind.table().keywords.iter();
        let missing: Vec<&str> = keywords
            .filter(|keyword| keyword.needed && !object.contains_key(keyword.name))
            .map(|keyword| keyword.name)
            .collect();
        match kind {
            Kind::Parameter | Kind::SecurityScheme => self.lacks(kind.table().name, &missing, at),
            _ => {
                if kind == Kind::Discriminator && !missing.is_empty() {
                    self.edits.remove(at);
                }
                self.could_have(kind.table().name, &missing, at);
            }
        }
    }

    /// Reports keywords that must be there and are not.
    pub(super) fn lacks(&mut self, name: &str, missing: &[&str], at: &At<'_>) {
        self.lacking(&codes::MISSING_KEYWORD, name, missing, at);
    }

    /// Reports keywords that should be there and can be done without.
    pub(super) fn could_have(&mut self, name: &str, missing: &[&str], at: &At<'_>) {
        self.lacking(&codes::MISSING_DETAIL, name, missing, at);
    }

    fn lacking(&mut self, code: &'static Code, name: &str, missing: &[&str], at: &At<'_>) {
        if !missing.is_empty() {
            let names = text::list(missing.iter().copied(), "and");
            let message = format!("{name} has no {names}");
            let found = self.diagnostics.report(code, at, message).on_key();
            found.advice(format!("add {names}"));
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
                // Scopes that nobody wrote are none.
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

    /// Reports a value of the wrong type that nothing hangs on.
    fn odd(&mut self, form: Form, key: &str, value: &Node, at: &At<'_>) {
        self.odd += 1;
        self.mistyped(&codes::ODD_TYPE, form, key, value, at);
    }

    fn wrong(&mut self, form: Form, key: &str, value: &Node, at: &At<'_>) {
        self.mistyped(&codes::WRONG_TYPE, form, key, value, at);
    }

    fn mistyped(&mut self, code: &'static Code, form: Form, key: &str, value: &Node, at: &At<'_>) {
        let expected = match form {
            Form::Text => "text",
            Form::Flag => "`true` or `false`",
            Form::Number => "a number",
            Form::Count => "a whole number from 0",
            Form::List | Form::Many(_) => "an array",
            Form::Texts => "an array of strings",
            Form::Types => "the name of a type, or an array of such names",
            _ => "an object",
        };
        let found = text::value(value);
        let message = format!("{} must be {expected}, not {found}", text::quote(key));
        let finding = self.diagnostics.report(code, at, message);
        let advice = match (form, key, value) {
            (Form::Types, _, Node::Null) => "put it between quotes: `'null'`",
            (Form::Texts, "required", Node::Bool(_)) => {
                "name the required properties in a list: `required: [id, name]`"
            }
            (Form::Number, "exclusiveMinimum" | "exclusiveMaximum", Node::Bool(_)) => {
                "from 3.1 on the bound itself stands here, such as `exclusiveMinimum: 0`"
            }
            (_, _, Node::Null) => "give it a value, or remove it",
            (Form::Text, _, Node::Number(_) | Node::Bool(_)) => "put it between quotes",
            (Form::Flag | Form::Number | Form::Count, _, Node::String(_)) => {
                "write it without quotes"
            }
            (Form::Texts, _, Node::String(_)) => "write a list, also for a single value",
            _ => return,
        };
        finding.advice(advice);
    }
}

/// Whether a value has a form, as far as it is not looked into.
pub(super) fn has_form(form: Form, value: &Node) -> bool {
    match form {
        // An object that is none is reported where it is visited.
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
    fn forms_are_told_apart() {
        assert!(has_form(Form::Count, &json!(3)));
        assert!(has_form(Form::Count, &json!(3.0)));
        assert!(has_form(Form::Count, &json!(u64::MAX)));
        assert!(!has_form(Form::Count, &json!(-1)));
        assert!(!has_form(Form::Count, &json!(1.5)));
        assert!(!has_form(Form::Text, &json!(null)));
        assert!(has_form(Form::Any, &json!(null)));
    }
}
