//! The context of the checks: what they need to know about the whole document.

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};

use indexmap::IndexMap;

use super::conjunction::Conjunctions;
use crate::resolve::version::{self, Version};
use crate::tree::pointer::{fragment, lookup};
use crate::tree::{Node, Object, Origin};

/// The number of references that are followed. Longer chains are cycles, which have been reported.
const MOST_HOPS: usize = 64;

pub(super) struct Scope<'r> {
    root: &'r Node,
    pub(super) version: Version,
    /// Whether the document was written in Swagger 2.0.
    pub(super) is_swagger: bool,
    /// The tags that the document declares. Without any, undeclared tags are not reported.
    pub(super) tags: HashSet<&'r str>,
    /// Undeclared tags: the first place and the number of places.
    pub(super) unknown_tags: IndexMap<&'r str, (Origin, usize)>,
    /// Security schemes that were reported, so that each is reported once.
    pub(super) unknown_schemes: HashSet<&'r str>,
    /// The place of each `operationId`.
    pub(super) operations: HashMap<&'r str, Origin>,
    /// Patterns that are known to be valid, since documents repeat them.
    pub(super) patterns: HashSet<&'r str>,
    /// The properties of conjunctions, which are only collected when a schema requires an undeclared one.
    conjunctions: OnceCell<Conjunctions<'r>>,
}

impl<'r> Scope<'r> {
    pub(super) fn new(root: &'r Node) -> Self {
        let tags = root.get("tags").and_then(Node::as_array).into_iter().flatten();
        Self {
            root,
            version: version::of(root).unwrap_or(Version::V3_1),
            is_swagger: root.get("x-swagger").is_some(),
            tags: tags.filter_map(|tag| tag.get("name")?.as_str()).collect(),
            unknown_tags: IndexMap::new(),
            unknown_schemes: HashSet::new(),
            operations: HashMap::new(),
            patterns: HashSet::new(),
            conjunctions: OnceCell::new(),
        }
    }

    /// Returns the node at a pointer.
    pub(super) fn lookup(&self, pointer: &str) -> Option<&'r Node> {
        lookup(self.root, pointer)
    }

    /// The properties of conjunctions.
    pub(super) fn conjunctions(&self) -> &Conjunctions<'r> {
        self.conjunctions.get_or_init(|| Conjunctions::of(self.root))
    }

    /// Follows references to an object. Returns `None` if one cannot be resolved.
    pub(super) fn follow(&self, node: &'r Node) -> Option<&'r Object> {
        let mut object = node.as_object()?;
        for _ in 0..MOST_HOPS {
            let Some(reference) = object.get("$ref") else { return Some(object) };
            object = self.lookup(&fragment(reference.as_str()?)?)?.as_object()?;
        }
        None
    }
}
