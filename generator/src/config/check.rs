//! Checks a tree of settings against the keys, and reports every error at its position.

use serde_json::Value as Json;

use super::form::{Form, Key};
use super::text::Written;
use crate::diag::{Diagnostics, Group, Selector, codes, near, text};
use crate::tree::pointer::push;

/// Checks a tree. Returns whether it is valid.
pub(super) fn check(
    form: &Form,
    tree: &Json,
    written: &Written,
    diagnostics: &mut Diagnostics,
) -> bool {
    let mut check = Check { written, diagnostics, fine: true };
    check.node(form, tree, "");
    check.fine
}

struct Check<'c> {
    written: &'c Written,
    diagnostics: &'c mut Diagnostics,
    fine: bool,
}

impl Check<'_> {
    fn node(&mut self, form: &Form, node: &Json, pointer: &str) {
        match (form, node) {
            (Form::Flag, Json::Bool(_)) | (Form::Text | Form::TextOr(_), Json::String(_)) => {}
            (Form::Word(words), Json::String(word)) => {
                if !words.iter().any(|(known, _)| known == word) {
                    self.unknown_word(words, word, pointer);
                }
            }
            (Form::Finding, Json::String(name)) => {
                if name.parse::<Selector>().is_err() {
                    self.unknown_finding(name, pointer);
                }
            }
            (Form::List(item), Json::Array(items)) => {
                for (index, node) in items.iter().enumerate() {
                    self.node(item, node, &below(pointer, &index.to_string()));
                }
            }
            (Form::Map(value), Json::Object(members)) => {
                for (name, node) in members {
                    self.node(value, node, &below(pointer, name));
                }
            }
            (Form::Table(keys), Json::Object(members)) => {
                for (name, node) in members {
                    let place = below(pointer, name);
                    match keys.iter().find(|key| key.name() == *name) {
                        Some(key) => self.node(&key.form, node, &place),
                        None => self.unknown_key(keys, name, &place),
                    }
                }
            }
            (Form::TextOr(other), node @ Json::Object(_)) => self.node(other, node, pointer),
            _ => self.wrong(form, node, pointer),
        }
    }

    fn unknown_key(&mut self, keys: &[Key], name: &str, pointer: &str) {
        self.fine = false;
        let names: Vec<String> = keys.iter().map(Key::name).collect();
        let names = || names.iter().map(String::as_str);
        let message = format!("unknown setting {}", text::quote(name));
        let help = match near::nearest(&name.replace('_', "-"), names()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("use {}", text::list(names(), "or")),
        };
        self.diagnostics
            .add(&codes::UNKNOWN_SETTING, self.written.key(pointer), message)
            .help(help);
    }

    fn unknown_word(&mut self, words: &[(&str, &str)], word: &str, pointer: &str) {
        self.fine = false;
        let names = || words.iter().map(|(name, _)| *name);
        let message =
            format!("invalid value {}, expected {}", text::quote(word), text::list(names(), "or"));
        let help = match near::nearest(word, names()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("use {}", text::list(names(), "or")),
        };
        self.diagnostics
            .add(&codes::SETTING_VALUE, self.written.value(pointer), message)
            .help(help);
    }

    fn unknown_finding(&mut self, name: &str, pointer: &str) {
        self.fine = false;
        let message = format!("no finding and no group is called {}", text::quote(name));
        let groups = text::list(Group::ALL.map(Group::name), "or");
        let near = near::nearest(name, Selector::names());
        let help = near.map_or_else(
            || format!("use a code such as `W0301`, or {groups}"),
            |near| format!("did you mean `{near}`?"),
        );
        self.diagnostics
            .add(&codes::SETTING_VALUE, self.written.value(pointer), message)
            .help(help);
    }

    fn wrong(&mut self, form: &Form, node: &Json, pointer: &str) {
        self.fine = false;
        let found = match node {
            // Dates have no form in JSON.
            Json::Null => "date".to_owned(),
            Json::Object(_) => "table".to_owned(),
            Json::Array(_) => "array".to_owned(),
            node => text::value(node),
        };
        let expected = match form {
            Form::Flag => "a boolean",
            Form::Text | Form::Word(_) | Form::Finding => "a string",
            Form::List(_) => "an array",
            Form::Table(_) | Form::Map(_) => "a table",
            Form::TextOr(_) => "a string or a table",
        };
        let name = pointer.rsplit('/').find(|part| part.parse::<usize>().is_err());
        let name = text::quote(name.unwrap_or_default());
        let message = format!("{name} must be {expected}, found {found}");
        let finding =
            self.diagnostics.add(&codes::SETTING_VALUE, self.written.value(pointer), message);
        match (form, node) {
            (Form::List(_), Json::String(_)) => {
                finding.help("write an array, even for a single value")
            }
            (Form::Flag, Json::String(_)) => finding.help("write `true` or `false` without quotes"),
            _ => finding.help(format!("write {expected}")),
        };
    }
}

/// Returns the pointer of a member.
pub(crate) fn below(pointer: &str, segment: &str) -> String {
    let mut place = pointer.to_owned();
    push(&mut place, segment);
    place
}
