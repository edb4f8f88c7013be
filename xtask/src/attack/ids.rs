//! Ids of things that exist on the server, found in its answers, and put into paths and bodies in place of those of the
//! examples.

use std::collections::BTreeMap;

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value as Json, json};

use super::document::Operation;

/// The known ids.
#[derive(Debug, Clone, Default)]
pub(super) struct Ids {
    /// By the name of a parameter or property, such as `conversation_id`.
    names: BTreeMap<String, String>,
    /// By the path of the collection, such as `/batch/jobs`.
    collections: BTreeMap<String, String>,
}

impl Ids {
    /// Adds an id by its name.
    pub(super) fn name(&mut self, name: &str, id: impl Into<String>) {
        self.names.insert(name.to_owned(), id.into());
    }

    /// Adds the id of an item of a collection.
    pub(super) fn collection(&mut self, path: &str, id: impl Into<String>) {
        self.collections.insert(path.to_owned(), id.into());
    }

    /// Adds the ids of an answer. The first id of a kind is kept.
    pub(super) fn learn(&mut self, operation: &Operation, answer: &Json) {
        for (name, value) in answer.as_object().into_iter().flatten() {
            let Some(id) = value.as_str() else { continue };
            if name == "id" {
                self.collections.entry(operation.path.clone()).or_insert_with(|| id.to_owned());
                let name = format!("{}_id", singular(&operation.path));
                self.names.entry(name).or_insert_with(|| id.to_owned());
            } else if name.ends_with("_id") {
                self.names.entry(name.clone()).or_insert_with(|| id.to_owned());
            }
        }
    }

    /// The known id for a name, if it does not depend on a path.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.names.get(name).map(String::as_str)
    }

    /// The known id for a parameter in a path.
    pub(super) fn in_path(&self, path: &str, name: &str) -> Option<&str> {
        let collection = path.split(&format!("/{{{name}}}")).next()?;
        self.collections.get(collection).or_else(|| self.names.get(name)).map(String::as_str)
    }

    /// The path of an operation with known ids, and samples for other parameters.
    pub(super) fn path(&self, operation: &Operation) -> String {
        let mut path = operation.path.clone();
        let mut query = Vec::new();
        for parameter in &operation.parameters {
            let name = &parameter.name;
            let sample = || match &parameter.sample {
                Json::String(text) => text.clone(),
                other => other.to_string(),
            };
            let known = self.in_path(&operation.path, name).map(str::to_owned);
            let value = known.unwrap_or_else(sample);
            let value = utf8_percent_encode(&value, NON_ALPHANUMERIC).to_string();
            match parameter.place.as_str() {
                "path" => path = path.replace(&format!("{{{name}}}"), &value),
                "query" if parameter.required => query.push(format!("{name}={value}")),
                _ => {}
            }
        }
        if query.is_empty() { path } else { format!("{path}?{}", query.join("&")) }
    }

    /// A body with known ids in place of those of an example.
    pub(super) fn body(&self, body: &Json) -> Json {
        match body {
            Json::Object(members) => {
                let members = members.iter().map(|(name, value)| {
                    let id = self.names.get(name);
                    let ids = name.strip_suffix('s').and_then(|name| self.names.get(name));
                    let value = match (value, id, ids) {
                        (Json::String(_), Some(id), _) => json!(id),
                        (Json::Array(_), _, Some(id)) => json!([id]),
                        _ => self.body(value),
                    };
                    (name.clone(), value)
                });
                Json::Object(members.collect())
            }
            Json::Array(items) => items.iter().map(|item| self.body(item)).collect(),
            other => other.clone(),
        }
    }
}

/// The name of one thing of a collection: `/action-groups` has an `action_group`.
fn singular(path: &str) -> String {
    let last = path.rsplit('/').find(|part| !part.is_empty()).unwrap_or_default();
    let last = last.replace('-', "_");
    last.strip_suffix('s').unwrap_or(&last).to_owned()
}
