//! The curated documents as attacks need them: operations with their parameters, and a body made from the examples or, where
//! there is none, from the schema.

use anyhow::Context as _;
use serde_json::{Map, Value as Json, json};

use crate::workspace::root;

/// The APIs.
pub(super) const APIS: [&str; 5] = ["agents", "arcanna", "arcee", "archetype", "inference"];

/// The methods of a path item.
const METHODS: [&str; 5] = ["get", "post", "put", "patch", "delete"];

/// A schema below this depth gets no sample.
const DEEPEST: usize = 12;

/// A document.
#[derive(Debug)]
pub(super) struct Document {
    root: Json,
}

/// An operation.
#[derive(Debug, Clone)]
pub(super) struct Operation {
    pub(super) id: String,
    pub(super) method: String,
    pub(super) path: String,
    pub(super) parameters: Vec<Parameter>,
    /// Bodies that the document gives as examples, the largest first; then one made from the schema.
    pub(super) bodies: Vec<Json>,
}

/// A parameter.
#[derive(Debug, Clone)]
pub(super) struct Parameter {
    pub(super) name: String,
    /// `path`, `query`, `header` or `cookie`.
    pub(super) place: String,
    pub(super) required: bool,
    /// A value that fits the schema.
    pub(super) sample: Json,
}

impl Document {
    /// Reads the document of an API.
    pub(super) fn read(api: &str) -> anyhow::Result<Self> {
        let path = root().join(format!("specs/{api}.yaml"));
        let text = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        let root = serde_yaml::from_str(&text).with_context(|| path.display().to_string())?;
        Ok(Self { root })
    }

    /// All operations, in the order of the document.
    pub(super) fn operations(&self) -> Vec<Operation> {
        let mut found = Vec::new();
        for (path, item) in self.root["paths"].as_object().into_iter().flatten() {
            for method in METHODS {
                let Some(operation) = item.get(method) else { continue };
                let shared = item["parameters"].as_array().into_iter().flatten();
                let own = operation["parameters"].as_array().into_iter().flatten();
                found.push(Operation {
                    id: operation["operationId"].as_str().unwrap_or_default().to_owned(),
                    method: method.to_owned(),
                    path: path.clone(),
                    parameters: shared.chain(own).map(|one| self.parameter(one)).collect(),
                    bodies: self.bodies(&operation["requestBody"]),
                });
            }
        }
        found
    }

    fn parameter(&self, parameter: &Json) -> Parameter {
        let parameter = self.resolve(parameter);
        let text = |key: &str| parameter[key].as_str().unwrap_or_default().to_owned();
        let sample = example(parameter).unwrap_or_else(|| self.sample(&parameter["schema"], 0));
        let required = parameter["required"] == true;
        Parameter { name: text("name"), place: text("in"), required, sample }
    }

    /// The JSON bodies of an operation.
    fn bodies(&self, body: &Json) -> Vec<Json> {
        let Some(media) = self.resolve(body)["content"].get("application/json") else {
            return Vec::new();
        };
        let mut found: Vec<Json> = media.get("example").cloned().into_iter().collect();
        for named in media["examples"].as_object().into_iter().flat_map(Map::values) {
            found.extend(self.resolve(named).get("value").cloned());
        }
        found.sort_by_key(|body| std::cmp::Reverse(body.to_string().len()));
        found.push(self.sample(&media["schema"], 0));
        found
    }

    /// Follows references.
    fn resolve<'a>(&'a self, mut node: &'a Json) -> &'a Json {
        for _ in 0..DEEPEST {
            let Some(reference) = node["$ref"].as_str() else { break };
            let pointer = reference.trim_start_matches('#');
            node = self.root.pointer(pointer).unwrap_or(&Json::Null);
        }
        node
    }

    /// A value that fits a schema, with all its properties.
    fn sample(&self, schema: &Json, depth: usize) -> Json {
        let schema = self.resolve(schema);
        if depth > DEEPEST {
            return Json::Null;
        }
        if let Some(example) = example(schema) {
            return example;
        }
        if let Some(first) = schema["enum"].get(0).or_else(|| schema.get("const")) {
            return first.clone();
        }
        for keyword in ["oneOf", "anyOf"] {
            if let Some(branch) = schema[keyword].get(0) {
                return self.sample(branch, depth + 1);
            }
        }
        let mut object = Map::new();
        for part in schema["allOf"].as_array().into_iter().flatten() {
            if let Json::Object(members) = self.sample(part, depth + 1) {
                object.extend(members);
            }
        }
        for (name, property) in schema["properties"].as_object().into_iter().flatten() {
            if self.resolve(property)["readOnly"] != true {
                object.insert(name.clone(), self.sample(property, depth + 1));
            }
        }
        let kind = schema["type"].as_str().or_else(|| schema["type"][0].as_str());
        match (kind, schema["format"].as_str()) {
            (Some("array"), _) => json!([self.sample(&schema["items"], depth + 1)]),
            (Some("integer" | "number"), _) => schema.get("minimum").cloned().unwrap_or(json!(1)),
            (Some("boolean"), _) => json!(false),
            (Some("string"), Some("uuid")) => json!("00000000-0000-4000-8000-000000000000"),
            (Some("string"), Some("date-time")) => json!("2026-01-01T00:00:00Z"),
            (Some("string"), Some("email")) => json!("someone@attack.example"),
            (Some("string"), Some("uri")) => json!("https://attack.example/"),
            (Some("string"), _) => json!("text"),
            _ => Json::Object(object),
        }
    }
}

/// The example that a schema or a parameter gives.
fn example(node: &Json) -> Option<Json> {
    let named = || node["examples"].as_object()?.values().next()?.get("value").cloned();
    node.get("example").or_else(|| node["examples"].get(0)).cloned().or_else(named)
}
