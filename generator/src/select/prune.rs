//! Removes unused components: those that no operation reaches, by references, by the names of security schemes and
//! mappings, or as a subtype.

use std::collections::{BTreeMap, BTreeSet};

use crate::tree::pointer::{escape, fragment, lookup, security_scheme, segments};
use crate::tree::{Node, Object};

/// Removes unused components from the tree.
pub(super) fn run(tree: &mut Node, lost: &mut BTreeSet<String>) {
    let reached = reached(tree);
    let Some(Node::Object(sections)) = tree.get_mut("components") else { return };
    for (section, members) in sections.iter_mut().filter(|(name, _)| !name.starts_with("x-")) {
        let Node::Object(members) = members else { continue };
        let mut kept = Object::new();
        for (name, node) in std::mem::take(members) {
            let place = format!("/components/{}/{}", escape(section), escape(&name));
            if reached.contains(&place) {
                kept.insert(name, node);
            } else {
                lost.insert(place);
            }
        }
        *members = kept;
    }
}

/// Returns the places of all components that are used.
fn reached(tree: &Node) -> BTreeSet<String> {
    let families = families(tree);
    let mut found = Found::default();
    for (key, node) in tree.as_object().into_iter().flatten() {
        if key == "security" {
            found.security(node);
        } else if key != "components" {
            found.walk(node);
        }
    }
    while let Some(place) = found.waiting.pop() {
        let Some(node) = lookup(tree, &place) else { continue };
        found.walk(node);
        found.need(families.get(&place).into_iter().flatten().cloned());
    }
    found.reached
}

#[derive(Default)]
struct Found {
    reached: BTreeSet<String>,
    waiting: Vec<String>,
}

impl Found {
    fn need(&mut self, places: impl IntoIterator<Item = String>) {
        for place in places {
            if self.reached.insert(place.clone()) {
                self.waiting.push(place);
            }
        }
    }

    fn walk(&mut self, node: &Node) {
        match node {
            Node::Object(members) => {
                for (key, value) in members {
                    match (key.as_str(), value) {
                        ("$ref", Node::String(reference)) => {
                            self.need(fragment(reference).and_then(|pointer| component(&pointer)));
                        }
                        ("mapping", Node::Object(mapping)) => {
                            self.need(mapping.values().filter_map(Node::as_str).filter_map(named));
                        }
                        ("defaultMapping", Node::String(target)) => self.need(named(target)),
                        ("security", Node::Array(_)) => self.security(value),
                        _ => {}
                    }
                    self.walk(value);
                }
            }
            Node::Array(items) => items.iter().for_each(|item| self.walk(item)),
            _ => {}
        }
    }

    fn security(&mut self, needs: &Node) {
        let needs = needs.as_array().into_iter().flatten().filter_map(Node::as_object);
        let names = needs.flat_map(Object::keys);
        self.need(names.map(|name| security_scheme(name)));
    }
}

/// Returns the component at a pointer or around it.
fn component(pointer: &str) -> Option<String> {
    let mut parts = segments(pointer);
    let (root, section, name) = (parts.next()?, parts.next()?, parts.next()?);
    (root == "components").then(|| format!("/components/{}/{}", escape(&section), escape(&name)))
}

/// Returns the schema that a mapping names, by a reference or by its name.
fn named(target: &str) -> Option<String> {
    match fragment(target) {
        Some(pointer) => component(&pointer),
        None => Some(format!("/components/schemas/{}", escape(target))),
    }
}

/// Returns the subtypes of schemas with a discriminator, since their values may be any of these.
fn families(tree: &Node) -> BTreeMap<String, Vec<String>> {
    let schemas = lookup(tree, "/components/schemas").and_then(Node::as_object);
    let mut families: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (name, schema) in schemas.into_iter().flatten() {
        let bases = schema.get("allOf").and_then(Node::as_array).into_iter().flatten();
        for base in bases {
            let reference = base.get("$ref").and_then(Node::as_str).and_then(fragment);
            let Some(base) = reference.and_then(|pointer| component(&pointer)) else { continue };
            let place = format!("/components/schemas/{}", escape(name));
            families.entry(base).or_default().push(place);
        }
    }
    // Subtypes of subtypes belong to the family too.
    let mut heads: Vec<String> = families
        .keys()
        .filter(|base| lookup(tree, base).is_some_and(|node| node.get("discriminator").is_some()))
        .cloned()
        .collect();
    let mut kept = BTreeMap::new();
    while let Some(head) = heads.pop() {
        if let Some(members) = families.remove(&head) {
            heads.extend(members.iter().cloned());
            kept.insert(head, members);
        }
    }
    kept
}
