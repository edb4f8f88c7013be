//! An OpenAPI document for the pages: a JSON tree with lookups, parsed once at startup.
//!
//! This is not a second generator. The pages omit what they do not understand. The document is part of the program and
//! has passed the generator, so a failed lookup is not an error here.

mod operation;
mod schema;

pub use operation::Operation;
pub use schema::Plain;

use anyhow::Context as _;
use serde_json::Value;

/// The methods of operations, in the order of the specification.
const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/// The maximum length of a chain of references, in case they form a cycle.
const FOLLOW_AT_MOST: usize = 16;

/// An OpenAPI 3.0 or 3.1 document.
#[derive(Debug, Clone)]
pub struct Document {
    yaml: &'static str,
    json: String,
    root: Value,
}

impl Document {
    /// Parses a document.
    pub fn read(yaml: &'static str) -> anyhow::Result<Self> {
        let root: Value =
            serde_yaml::from_str(yaml).context("cannot parse the document as YAML")?;
        let json =
            serde_json::to_string_pretty(&root).context("cannot write the document as JSON")?;
        Ok(Self { yaml, json, root })
    }

    /// Returns the original text.
    pub fn yaml(&self) -> &'static str {
        self.yaml
    }

    /// Returns the document as JSON.
    pub fn json(&self) -> &str {
        &self.json
    }

    /// Returns the value at a JSON Pointer.
    pub fn at(&self, pointer: &str) -> Option<&Value> {
        self.root.pointer(pointer)
    }

    /// Returns the string at a JSON Pointer, or an empty string.
    pub fn text(&self, pointer: &str) -> &str {
        self.at(pointer).and_then(Value::as_str).unwrap_or_default()
    }

    /// Returns the path of the first server's URL without a trailing slash. A server of this API mounts it at this
    /// path.
    pub fn server_path(&self) -> String {
        let url = self.text("/servers/0/url");
        let path = match url.split_once("://") {
            Some((_, rest)) => {
                rest.find('/').map_or("", |start| rest.get(start..).unwrap_or_default())
            }
            None => url,
        };
        path.trim_end_matches('/').to_owned()
    }

    /// Returns the names of the tags in document order, followed by those that only operations mention.
    pub fn tags(&self) -> Vec<&str> {
        let declared = self.at("/tags").and_then(Value::as_array).into_iter().flatten();
        let mut tags: Vec<&str> = declared.filter_map(|tag| tag.get("name")?.as_str()).collect();
        for operation in self.operations() {
            if !tags.contains(&operation.tag()) {
                tags.push(operation.tag());
            }
        }
        tags
    }

    /// Returns the description of a tag.
    pub fn tag_description(&self, name: &str) -> &str {
        let mut tags = self.at("/tags").and_then(Value::as_array).into_iter().flatten();
        tags.find(|tag| text(tag, "name") == name).map_or("", |tag| text(tag, "description"))
    }

    /// Returns the operations in document order.
    pub fn operations(&self) -> Vec<Operation<'_>> {
        let paths = self.at("/paths").and_then(Value::as_object).into_iter().flatten();
        let mut operations = Vec::new();
        for (path, item) in paths {
            let item = self.follow(item);
            for (method, node) in item.as_object().into_iter().flatten() {
                if METHODS.contains(&method.as_str()) {
                    operations.push(Operation { document: self, method, path, item, node });
                }
            }
        }
        operations
    }

    /// Returns the node itself or, if it is a reference, its target.
    pub fn follow<'a>(&'a self, node: &'a Value) -> &'a Value {
        let mut node = node;
        for _ in 0..FOLLOW_AT_MOST {
            let Some(target) = self.target(node) else { break };
            node = target;
        }
        node
    }

    /// Returns the direct target of a reference.
    pub fn target(&self, node: &Value) -> Option<&Value> {
        let pointer = node.get("$ref")?.as_str()?.strip_prefix('#')?;
        // The lookup resolves `~1` and `~0`. In a URI fragment, characters such as `{` are also percent-encoded.
        match self.at(pointer) {
            None => self.at(&pointer.replace("%7B", "{").replace("%7D", "}").replace("%20", " ")),
            found => found,
        }
    }
}

/// Returns the string under a key, or an empty string.
pub fn text<'a>(node: &'a Value, key: &str) -> &'a str {
    node.get(key).and_then(Value::as_str).unwrap_or_default()
}

/// Returns whether a key is present and true.
pub fn flag(node: &Value, key: &str) -> bool {
    node.get(key).and_then(Value::as_bool).unwrap_or_default()
}
