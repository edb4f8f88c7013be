//! An API's document as the pages need it: a tree to look things up in, read once at start.
//!
//! This is no second generator: what the pages do not know of a document they leave out. The text comes with the program
//! and has passed the generator, so a lookup that finds nothing is not an error here.

mod operation;
mod schema;

pub use operation::Operation;
pub use schema::Plain;

use anyhow::Context as _;
use serde_json::Value;

/// The methods an operation can have, in the order of the specification.
const METHODS: [&str; 8] = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/// References to references end here, should they go round in a circle.
const FOLLOW_AT_MOST: usize = 16;

/// A document of `OpenAPI` 3.0 or 3.1.
#[derive(Debug, Clone)]
pub struct Document {
    yaml: &'static str,
    json: String,
    root: Value,
}

impl Document {
    /// Reads a document.
    pub fn read(yaml: &'static str) -> anyhow::Result<Self> {
        let root: Value =
            serde_yaml::from_str(yaml).context("the document is not readable as YAML")?;
        let json = serde_json::to_string_pretty(&root)
            .context("the document cannot be written as JSON")?;
        Ok(Self { yaml, json, root })
    }

    /// The text as it was written.
    pub fn yaml(&self) -> &'static str {
        self.yaml
    }

    /// The same as JSON.
    pub fn json(&self) -> &str {
        &self.json
    }

    /// What stands at a JSON pointer.
    pub fn at(&self, pointer: &str) -> Option<&Value> {
        self.root.pointer(pointer)
    }

    /// The text that stands at a JSON pointer, or an empty one.
    pub fn text(&self, pointer: &str) -> &str {
        self.at(pointer).and_then(Value::as_str).unwrap_or_default()
    }

    /// The path of the first server's URL, without a slash at its end: where a server of this API mounts it.
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

    /// The names of the tags, in the document's order; then those that only operations name.
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

    /// What the document says about a tag.
    pub fn tag_description(&self, name: &str) -> &str {
        let mut tags = self.at("/tags").and_then(Value::as_array).into_iter().flatten();
        tags.find(|tag| text(tag, "name") == name).map_or("", |tag| text(tag, "description"))
    }

    /// The operations, in the document's order.
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

    /// What a node stands for: itself, or what it refers to.
    pub fn follow<'a>(&'a self, node: &'a Value) -> &'a Value {
        let mut node = node;
        for _ in 0..FOLLOW_AT_MOST {
            let Some(target) = self.target(node) else { break };
            node = target;
        }
        node
    }

    /// The node that a reference names, one step on.
    pub fn target(&self, node: &Value) -> Option<&Value> {
        let pointer = node.get("$ref")?.as_str()?.strip_prefix('#')?;
        // `~1` and `~0` are left to the lookup; in an address a pointer is percent-encoded besides, `{` for instance.
        match self.at(pointer) {
            None => self.at(&pointer.replace("%7B", "{").replace("%7D", "}").replace("%20", " ")),
            found => found,
        }
    }
}

/// The text under a key, or an empty one.
pub fn text<'a>(node: &'a Value, key: &str) -> &'a str {
    node.get(key).and_then(Value::as_str).unwrap_or_default()
}

/// Whether a key is there and true.
pub fn flag(node: &Value, key: &str) -> bool {
    node.get(key).and_then(Value::as_bool).unwrap_or_default()
}
