//! The changes that bundling makes to the root document: parts that are added, and references that point to them.
//! They are collected during the walk and applied at its end.

use std::collections::{BTreeMap, BTreeSet};

use crate::diag::Origins;
use crate::resolve::Version;
use crate::resolve::dialect::Kind;
use crate::source::FileId;
use crate::source::location::stem;
use crate::tree::pointer::{child_mut, push, segments};
use crate::tree::{At, Node, Object};

pub(super) struct Changes {
    version: Version,
    parts: Vec<(String, Node)>,
    /// References to replace: their place and the new value.
    pointers: Vec<(String, String)>,
    /// Keywords to replace: their place, the new name and the new value.
    renamed: Vec<(String, &'static str, String)>,
    /// The names that are taken in each section of components.
    taken: BTreeMap<&'static str, BTreeSet<String>>,
    origins: Origins,
}

impl Changes {
    pub(super) fn new(version: Version) -> Changes {
        Changes {
            version,
            parts: Vec::new(),
            pointers: Vec::new(),
            renamed: Vec::new(),
            taken: BTreeMap::new(),
            origins: Origins::default(),
        }
    }

    /// Whether `components` has a section for the kind.
    pub(super) fn has_section(&self, kind: Kind) -> bool {
        section(kind, self.version).is_some()
    }

    /// Whether a place is the section for components of a kind.
    pub(super) fn is_section(&self, kind: Kind, place: &str) -> bool {
        section(kind, self.version) == Some(place)
    }

    /// Marks the name of a component as taken.
    pub(super) fn take(&mut self, kind: Kind, name: &str) {
        if let Some(section) = section(kind, self.version) {
            self.taken.entry(section).or_default().insert(name.to_owned());
        }
    }

    /// Whether there is a component with a name.
    pub(super) fn has(&self, kind: Kind, name: &str) -> bool {
        let taken = section(kind, self.version).and_then(|section| self.taken.get(section));
        taken.is_some_and(|taken| taken.contains(name))
    }

    /// Returns the place of a component.
    pub(super) fn component(&self, kind: Kind, name: &str) -> Option<String> {
        let mut place = section(kind, self.version)?.to_owned();
        push(&mut place, name);
        Some(place)
    }

    /// Returns a free place for a part, named after its last segment or after its document.
    pub(super) fn name(&mut self, kind: Kind, source: &str, document: &str) -> String {
        let section = section(kind, self.version).unwrap_or("/components/schemas");
        let last = segments(source).last();
        let name = last.as_deref().unwrap_or_else(|| stem(document));
        let plain = |char: char| {
            if char.is_ascii_alphanumeric() || ".-_".contains(char) { char } else { '_' }
        };
        let name: String = name.chars().map(plain).collect();
        let name = if name.is_empty() { "Part".to_owned() } else { name };
        let taken = self.taken.entry(section).or_default();
        let mut unique = name.clone();
        let mut number = 2;
        while !taken.insert(unique.clone()) {
            unique = format!("{name}_{number}");
            number += 1;
        }
        let mut place = section.to_owned();
        push(&mut place, &unique);
        if unique != name {
            self.origins.note_name(&place, &name);
        }
        place
    }

    /// Adds a part at a place.
    pub(super) fn put(&mut self, place: String, node: Node, file: FileId, source: &str) {
        self.origins.note(&place, file, source);
        self.parts.push((place, node));
    }

    /// Replaces the reference at `at` by one to a place.
    pub(super) fn point(&mut self, at: &At<'_>, written: &str, place: &str) {
        let reference = reference(place);
        if reference != written {
            self.pointers.push((at.pointer(), reference));
        }
    }

    /// Renames the keyword at a place, and makes it a reference to `target`.
    pub(super) fn rename(&mut self, place: String, name: &'static str, target: &str) {
        self.renamed.push((place, name, reference(target)));
    }

    /// Adds an `allOf` at a place, with a reference to `target`.
    pub(super) fn refer(&mut self, place: String, target: &str, file: FileId) {
        let part = Object::from_iter([("$ref".to_owned(), Node::String(reference(target)))]);
        self.put(place, Node::Array(vec![Node::Object(part)]), file, "");
    }

    /// Applies all changes.
    pub(super) fn apply(self, mut tree: Node) -> (Node, Origins) {
        for (place, node) in self.parts {
            put(&mut tree, &place, node);
        }
        for (place, reference) in self.pointers {
            put(&mut tree, &place, Node::String(reference));
        }
        for (place, name, reference) in self.renamed {
            let Some((parent, _)) = place.rsplit_once('/') else { continue };
            let old = segments(&place).last().unwrap_or_default();
            let parent = segments(parent).try_fold(&mut tree, |node, key| child_mut(node, &key));
            if let Some(Node::Object(schema)) = parent {
                schema.shift_remove(old.as_ref());
                schema.insert(name.to_owned(), Node::String(reference));
            }
        }
        (tree, self.origins)
    }
}

/// Returns a reference to a place. Percent signs are escaped, since references are percent-decoded.
fn reference(place: &str) -> String {
    format!("#{}", place.replace('%', "%25"))
}

/// Sets the node at a place; missing objects on the way are created.
fn put(tree: &mut Node, place: &str, value: Node) {
    let mut here = tree;
    for segment in segments(place) {
        if here.is_null() {
            *here = Node::Object(Object::new());
        }
        here = match here {
            Node::Object(object) => object.entry(segment.into_owned()).or_insert(Node::Null),
            other => match child_mut(other, &segment) {
                Some(child) => child,
                None => return,
            },
        };
    }
    *here = value;
}

/// Returns the section of the root document for parts of a kind.
fn section(kind: Kind, version: Version) -> Option<&'static str> {
    let is_swagger = version == Version::V2_0;
    Some(match kind {
        Kind::Schema if is_swagger => "/definitions",
        Kind::ParameterV2 => "/parameters",
        Kind::ResponseV2 => "/responses",
        _ if is_swagger => return None,
        Kind::Schema => "/components/schemas",
        Kind::Response => "/components/responses",
        Kind::Parameter => "/components/parameters",
        Kind::Example => "/components/examples",
        Kind::RequestBody => "/components/requestBodies",
        Kind::Header => "/components/headers",
        Kind::SecurityScheme => "/components/securitySchemes",
        Kind::Link => "/components/links",
        Kind::Callback => "/components/callbacks",
        // Older versions have no place for these: they are written where they are used.
        Kind::PathItem if version >= Version::V3_1 => "/components/pathItems",
        Kind::MediaType if version >= Version::V3_2 => "/components/mediaTypes",
        _ => return None,
    })
}
