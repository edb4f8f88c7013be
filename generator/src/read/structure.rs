//! The check by table: known keywords, with values of the right JSON type, and none missing.

use super::Reader;
use crate::diag::{codes, near::nearest, text};
use crate::load::{At, Node, Object};
use crate::resolve::dialect::{Form, Kind};

/// What may stand beside a `$ref`.
const BESIDE_REFERENCE: [&str; 3] = ["$ref", "summary", "description"];

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
            match kind.keyword(key) {
                Some(keyword) => self.form(keyword.form, key, value, &at.key(key)),
                None if kind.is_extension(key) => {}
                None => match kind.table().members {
                    Some(form) => self.form(form, key, value, &at.key(key)),
                    None => self.unknown(kind, key, &at.key(key)),
                },
            }
        }
        self.missing(kind, object, at);
        Some(object)
    }

    fn not_an_object(&mut self, kind: Kind, node: &Node, at: &At<'_>) {
        let name = kind.table().name;
        let message = format!("{name} must be an object, not {}", text::value(node));
        let found = self.diagnostics.report(&codes::WRONG_TYPE, at, message);
        if kind == Kind::Schema && node.is_array() {
            found.advice("a tuple is written with `prefixItems`");
        } else if node.is_null() {
            found.advice("write the object, `{}` if it is empty, or remove the keyword");
        }
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

    fn unknown(&mut self, kind: Kind, key: &str, at: &At<'_>) {
        // Annotations such as `note` are no misspelt `not`.
        let least = if kind == Kind::Schema { 4 } else { 0 };
        let keywords = kind.table().keywords.iter().map(|keyword| keyword.name);
        let near = nearest(key, keywords.filter(|keyword| keyword.len() >= least));
        let is_annotation = kind == Kind::Schema && near.is_none();
        let code = if is_annotation { &codes::UNKNOWN_ANNOTATION } else { &codes::UNKNOWN_KEYWORD };
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
        self.lacks(kind.table().name, &missing, at);
    }

    /// Reports keywords that must be there and are not.
    pub(super) fn lacks(&mut self, name: &str, missing: &[&str], at: &At<'_>) {
        if !missing.is_empty() {
            let names = text::list(missing.iter().copied(), "and");
            let message = format!("{name} has no {names}");
            let found = self.diagnostics.report(&codes::MISSING_KEYWORD, at, message).on_key();
            found.advice(format!("add {names}"));
        }
    }

    /// Checks the JSON type of a keyword's value.
    fn form(&mut self, form: Form, key: &str, value: &Node, at: &At<'_>) {
        match (form, value) {
            (Form::Texts, Node::Array(items)) => {
                for (index, item) in items.iter().enumerate() {
                    if !item.is_string() {
                        self.wrong(Form::Text, key, item, &at.index(index));
                    }
                }
            }
            (Form::Types, Node::Array(names)) => {
                for (index, name) in names.iter().enumerate() {
                    if !name.is_string() {
                        self.wrong(Form::Types, key, name, &at.index(index));
                    }
                }
            }
            (Form::TextMap, Node::Object(members)) => {
                for (name, member) in members {
                    if !member.is_string() {
                        self.wrong(Form::Text, name, member, &at.key(name));
                    }
                }
            }
            (Form::TextsMap, Node::Object(members)) => {
                for (name, member) in members {
                    self.form(Form::Texts, name, member, &at.key(name));
                }
            }
            _ if !has_form(form, value) => self.wrong(form, key, value, at),
            _ => {}
        }
    }

    fn wrong(&mut self, form: Form, key: &str, value: &Node, at: &At<'_>) {
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
        let finding = self.diagnostics.report(&codes::WRONG_TYPE, at, message);
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

fn has_form(form: Form, value: &Node) -> bool {
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
    use serde_json::json;

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
