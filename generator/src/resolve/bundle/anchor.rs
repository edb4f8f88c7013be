//! Collects the anchors and ids of a document: `$anchor`, `$dynamicAnchor` and `$id`.

use crate::tree::pointer::push;
use crate::tree::{Node, Object};

/// The anchors and ids of one document.
#[derive(Default)]
pub(super) struct Anchors {
    named: Vec<Named>,
    /// The schemas with an `$id`: the id as written, and the pointer of the schema.
    pub(super) identified: Vec<(String, String)>,
}

struct Named {
    name: String,
    pointer: String,
    is_dynamic: bool,
    /// The pointer of the nearest schema around it with an `$id`.
    resource: String,
}

/// Keywords with arbitrary values, in which these names have no meaning.
const DATA: [&str; 6] = ["default", "enum", "const", "example", "examples", "value"];

/// Keywords whose values are maps with names that the author chose.
const NAMED: [&str; 6] =
    ["properties", "patternProperties", "$defs", "definitions", "dependentSchemas", "schemas"];

impl Anchors {
    /// Collects all anchors and ids of a document.
    pub(super) fn of(tree: &Node) -> Anchors {
        let mut anchors = Anchors::default();
        anchors.node(tree, &mut String::new(), "", false);
        anchors
    }

    /// Returns the pointer of an anchor; if there are several, the one in `resource`.
    pub(super) fn pointer(&self, name: &str, resource: &str) -> Option<&str> {
        let mut named = self.named.iter().filter(|named| named.name == name);
        let first = named.clone().next();
        let found = named.find(|named| named.resource == resource).or(first)?;
        Some(&found.pointer)
    }

    /// The number of dynamic anchors with this name.
    pub(super) fn dynamic(&self, name: &str) -> usize {
        self.named.iter().filter(|named| named.is_dynamic && named.name == name).count()
    }

    /// Whether a dynamic anchor with this name is at a pointer.
    pub(super) fn is_dynamic(&self, name: &str, pointer: &str) -> bool {
        let is_there = |named: &Named| named.is_dynamic && named.pointer == pointer;
        self.named.iter().any(|named| is_there(named) && named.name == name)
    }

    /// Whether there are dynamic anchors.
    pub(super) fn has_dynamic(&self) -> bool {
        self.named.iter().any(|named| named.is_dynamic)
    }

    /// Returns the dynamic anchors of the schema with an `$id` at a pointer, with their pointers.
    pub(super) fn dynamic_in(&self, resource: &str) -> impl Iterator<Item = (&str, &str)> {
        let own = move |named: &&Named| named.is_dynamic && named.resource == resource;
        self.named.iter().filter(own).map(|named| (named.name.as_str(), named.pointer.as_str()))
    }

    /// Returns the pointers of the document and of the schemas with an `$id` around a pointer, from the outside in.
    pub(super) fn resources<'a>(&'a self, pointer: &str) -> Vec<&'a str> {
        let is_around = |outer: &str| {
            pointer.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        let begins = self.identified.iter().filter(|(id, _)| !id.starts_with('#'));
        let inner = begins.map(|(_, pointer)| pointer.as_str()).filter(|outer| is_around(outer));
        let mut resources: Vec<&str> =
            std::iter::once("").chain(inner.filter(|pointer| !pointer.is_empty())).collect();
        resources.sort_unstable_by_key(|pointer| pointer.len());
        resources
    }

    fn node(&mut self, node: &Node, pointer: &mut String, resource: &str, is_map: bool) {
        let len = pointer.len();
        match node {
            Node::Object(object) => {
                let own = if is_map { None } else { self.names(object, pointer, resource) };
                let resource = own.as_deref().unwrap_or(resource);
                for (key, value) in object {
                    let is_data = DATA.contains(&key.as_str()) || key.starts_with("x-");
                    if is_map || !is_data {
                        push(pointer, key);
                        let is_map = !is_map && NAMED.contains(&key.as_str());
                        self.node(value, pointer, resource, is_map);
                        pointer.truncate(len);
                    }
                }
            }
            Node::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    push(pointer, &index.to_string());
                    self.node(item, pointer, resource, false);
                    pointer.truncate(len);
                }
            }
            _ => {}
        }
    }

    /// Records the anchors and the id of one schema. Returns its pointer if it has an `$id` of its own.
    fn names(&mut self, schema: &Object, pointer: &str, resource: &str) -> Option<String> {
        let text = |keyword| schema.get(keyword).and_then(Node::as_str);
        let id = text("$id");
        if let Some(id) = id {
            self.identified.push((id.to_owned(), pointer.to_owned()));
        }
        let begins = id.is_some_and(|id| !id.starts_with('#'));
        let resource = if begins { pointer } else { resource };
        for (keyword, is_dynamic) in [("$anchor", false), ("$dynamicAnchor", true)] {
            if let Some(name) = text(keyword) {
                self.add(name, pointer, is_dynamic, resource);
            }
        }
        // Before 2019-09 an anchor was a fragment of the id.
        if let Some(name) = id.and_then(|id| id.strip_prefix('#')) {
            self.add(name, pointer, false, resource);
        }
        begins.then(|| pointer.to_owned())
    }

    fn add(&mut self, name: &str, pointer: &str, is_dynamic: bool, resource: &str) {
        self.named.push(Named {
            name: name.to_owned(),
            pointer: pointer.to_owned(),
            is_dynamic,
            resource: resource.to_owned(),
        });
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn names_in_data_are_ignored() {
        let tree = json!({
            "a": {"$anchor": "x", "properties": {"$anchor": {"$anchor": "y"}}},
            "b": {"$id": "b.json", "items": {"$dynamicAnchor": "x"}},
            "example": {"$anchor": "z"}
        });
        let anchors = Anchors::of(&tree);
        assert_eq!(anchors.pointer("x", ""), Some("/a"));
        assert_eq!(anchors.pointer("x", "/b"), Some("/b/items"));
        assert_eq!(anchors.pointer("y", ""), Some("/a/properties/$anchor"));
        assert_eq!(anchors.pointer("z", ""), None);
        assert_eq!(anchors.dynamic("x"), 1);
        assert_eq!(anchors.identified, [("b.json".to_owned(), "/b".to_owned())]);
    }
}
