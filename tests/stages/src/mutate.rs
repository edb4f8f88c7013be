//! Random changes of documents and messages, for robustness tests. All randomness comes from a seed, so that each change can
//! be repeated.

use serde_json::{Map, Value as Json, json};

/// Makes random changes.
#[derive(Debug, Clone)]
pub struct Mutator {
    state: u64,
}

/// Keys with a meaning to the generator.
const KEYS: &[&str] = &[
    "$ref",
    "$defs",
    "$id",
    "additionalProperties",
    "allOf",
    "anyOf",
    "callbacks",
    "components",
    "const",
    "content",
    "default",
    "discriminator",
    "encoding",
    "enum",
    "explode",
    "get",
    "headers",
    "in",
    "items",
    "mapping",
    "name",
    "nullable",
    "oneOf",
    "operationId",
    "parameters",
    "paths",
    "pattern",
    "post",
    "prefixItems",
    "properties",
    "propertyName",
    "requestBody",
    "required",
    "responses",
    "schema",
    "security",
    "servers",
    "style",
    "tags",
    "type",
];

impl Mutator {
    /// Creates the mutator of a seed.
    pub fn new(seed: u64) -> Self {
        Self { state: seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1 }
    }

    /// Returns a number below `end`.
    pub fn below(&mut self, end: usize) -> usize {
        self.state ^= self.state << 13;
        self.state ^= self.state >> 7;
        self.state ^= self.state << 17;
        usize::try_from(self.state >> 11).unwrap_or_default() % end.max(1)
    }

    /// Returns a random byte.
    pub fn byte(&mut self) -> u8 {
        u8::try_from(self.below(256)).unwrap_or_default()
    }

    /// Returns a text with some bytes changed.
    pub fn bytes(&mut self, text: &str) -> Vec<u8> {
        self.raw(text.as_bytes())
    }

    /// Returns bytes with some of them changed.
    pub fn raw(&mut self, bytes: &[u8]) -> Vec<u8> {
        let mut bytes = bytes.to_vec();
        for _ in 0..=self.below(4) {
            let at = self.below(bytes.len());
            let noise = b"{}[]:,-&*#!|>'\"\n\t \\\0\xff~/%$0aA9.";
            match self.below(4) {
                0 if !bytes.is_empty() => drop(bytes.remove(at)),
                1 if !bytes.is_empty() => bytes[at] = noise[self.below(noise.len())],
                2 => bytes.truncate(bytes.len() - at / 8),
                _ => bytes.insert(at, noise[self.below(noise.len())]),
            }
        }
        bytes
    }

    /// Returns a tree with some nodes changed, as JSON.
    pub fn tree(&mut self, tree: &Json) -> String {
        let mut changed = tree.clone();
        let mut refs = Vec::new();
        pointers(tree, &mut String::new(), &mut refs);
        for _ in 0..=self.below(3) {
            let at = refs[self.below(refs.len())].clone();
            let value = self.value(tree, &refs);
            let rename = self.below(4) == 0;
            let Some(node) = changed.pointer_mut(&at) else { continue };
            match node {
                Json::Object(object) if rename => {
                    let key = KEYS[self.below(KEYS.len())].to_owned();
                    let first = object.keys().next().cloned();
                    let moved = first.and_then(|first| object.remove(&first)).unwrap_or(value);
                    object.insert(key, moved);
                }
                Json::Object(object) if self.below(2) == 0 => {
                    object.insert(KEYS[self.below(KEYS.len())].to_owned(), value);
                }
                Json::Array(items) if self.below(2) == 0 => items.push(value),
                _ => *node = value,
            }
        }
        changed.to_string()
    }

    fn value(&mut self, tree: &Json, pointers: &[String]) -> Json {
        let pointer = &pointers[self.below(pointers.len())];
        match self.below(16) {
            0 => Json::Null,
            1 => json!(true),
            2 => json!(-1),
            3 => json!(1e300),
            4 => json!(""),
            5 => json!("r#type"),
            6 => json!([]),
            7 => json!({}),
            8 => json!(KEYS[self.below(KEYS.len())]),
            9 => json!(["null", "object", "string"]),
            10..=13 => json!({ "$ref": format!("#{}", pointer.replace('%', "%25")) }),
            14 => {
                let mut object = Map::new();
                let inner = tree.pointer(pointer).cloned().unwrap_or_default();
                object.insert(KEYS[self.below(KEYS.len())].to_owned(), inner);
                Json::Object(object)
            }
            _ => tree.pointer(pointer).cloned().unwrap_or_default(),
        }
    }
}

fn pointers(node: &Json, here: &mut String, found: &mut Vec<String>) {
    found.push(here.clone());
    let len = here.len();
    let children: Vec<(String, &Json)> = match node {
        Json::Object(object) => object.iter().map(|(key, value)| (key.clone(), value)).collect(),
        Json::Array(items) => {
            items.iter().enumerate().map(|(index, item)| (index.to_string(), item)).collect()
        }
        _ => Vec::new(),
    };
    for (key, child) in children {
        here.push('/');
        here.push_str(&key.replace('~', "~0").replace('/', "~1"));
        pointers(child, here, found);
        here.truncate(len);
    }
}
