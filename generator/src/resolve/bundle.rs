//! Bundles many documents into one. In go the tree of the root document and the sources; out comes a tree whose
//! references all start with `#/`, except for those that cannot be resolved. Targets in other files, behind anchors
//! or outside the sections of `components` become components of the root document.

use std::collections::{BTreeMap, VecDeque};
use std::rc::Rc;

use super::Version;
use super::dialect::{Form, Kind};
use crate::diag::{Diagnostics, Origins};
use crate::source::{FileId, Sources};
use crate::tree::pointer::lookup;
use crate::tree::{At, Node, Object};

mod anchor;
mod changes;
mod data;
mod dynamic;
mod failure;
mod find;
mod index;
mod inline;

use anchor::Anchors;
use changes::Changes;
pub use data::Extensions;
use dynamic::{DYNAMIC, Dynamic};
use failure::Failures;
use index::Spot;
use inline::Link;

/// Bundles everything that the root document needs.
pub(super) fn bundle(
    tree: Node,
    version: Version,
    extensions: Extensions,
    sources: &mut Sources,
    diagnostics: &mut Diagnostics,
) -> (Node, Origins) {
    let root_kind = if version == Version::V2_0 { Kind::Swagger } else { Kind::OpenApi };
    let changes = Changes::new(version);
    let mut bundle = Bundle {
        root_kind,
        trees: BTreeMap::from([(FileId::ROOT, Some(Rc::new(tree)))]),
        places: BTreeMap::new(),
        anchors: BTreeMap::new(),
        identified: BTreeMap::new(),
        changes,
        placed: BTreeMap::new(),
        dynamic: Dynamic::default(),
        replaced_components: BTreeMap::new(),
        indexes: BTreeMap::new(),
        passed: BTreeMap::new(),
        depth: 0,
        waiting: VecDeque::new(),
        extensions,
        data: VecDeque::new(),
        inlined: 0,
        failures: Failures::default(),
        sources,
        diagnostics,
    };
    bundle.begin();
    bundle.write_indexes();
    bundle.waiting.push_front(Part {
        form: Form::One(root_kind),
        file: FileId::ROOT,
        source: String::new(),
        place: String::new(),
        chain: None,
    });
    while let Some(part) = bundle.waiting.pop_front() {
        bundle.part(&part);
    }
    while let Some(part) = bundle.data.pop_front() {
        bundle.data(&part);
    }
    bundle.end()
}

struct Bundle<'b> {
    root_kind: Kind,
    /// The trees of the documents, or `None` for those that cannot be parsed.
    trees: BTreeMap<FileId, Option<Rc<Node>>>,
    /// The documents by location.
    places: BTreeMap<String, FileId>,
    anchors: BTreeMap<FileId, Rc<Anchors>>,
    /// The documents and schemas with an `$id` or `$self`.
    identified: BTreeMap<String, (FileId, String)>,
    changes: Changes,
    /// The places in the root document of the parts that were added, by file, pointer and kind.
    placed: BTreeMap<(FileId, String, Kind), String>,
    dynamic: Dynamic,
    /// Components that are only a reference, by their place, and are replaced by their target.
    replaced_components: BTreeMap<String, Spot>,
    /// The places of what is written in place of a reference to an index file.
    indexes: BTreeMap<(FileId, String), String>,
    /// The targets of pointers that lead through references.
    passed: BTreeMap<(FileId, String), Option<(FileId, String)>>,
    /// How many of them are being resolved.
    depth: usize,
    waiting: VecDeque<Part>,
    extensions: Extensions,
    /// Data with references, which is processed at the end.
    data: VecDeque<Part>,
    inlined: usize,
    failures: Failures,
    sources: &'b mut Sources,
    diagnostics: &'b mut Diagnostics,
}

/// A part of a document that is added to the root document.
struct Part {
    form: Form,
    file: FileId,
    /// Its pointer in its document.
    source: String,
    /// Its pointer in the root document.
    place: String,
    /// The parts that it is nested in, when it is written in place of a reference.
    chain: Option<Rc<Link>>,
}

/// The context of a walk through a part.
struct Scope<'s> {
    part: &'s Part,
    /// The pointer of the nearest schema around with an `$id`.
    resource: Option<String>,
    /// The pointer of the schema that `$recursiveRef` means: the nearest with `$recursiveAnchor`, else the outermost.
    recursive: Option<String>,
}

impl Scope<'_> {
    /// Returns the pointer in the document of what goes to `at`.
    fn source(&self, at: &At<'_>) -> String {
        let pointer = at.pointer();
        let below = pointer.get(self.part.place.len()..).unwrap_or_default();
        format!("{}{below}", self.part.source)
    }
}

impl Bundle<'_> {
    /// Adds a part at a place of the root document.
    fn add_part(&mut self, kind: Kind, file: FileId, source: &str, place: &str) {
        if let Some(node) = self.tree(file).and_then(|tree| lookup(&tree, source).cloned()) {
            self.changes.put(place.to_owned(), node, file, source);
        }
        let (source, place) = (source.to_owned(), place.to_owned());
        self.placed.insert((file, source.clone(), kind), place.clone());
        self.waiting.push_back(Part { form: Form::One(kind), file, source, place, chain: None });
    }

    fn part(&mut self, part: &Part) {
        let Some(tree) = self.tree(part.file) else { return };
        let Some(node) = lookup(&tree, &part.source) else { return };
        let scope = Scope { part, resource: None, recursive: None };
        self.form(part.form, node, &At::of(&part.place), &scope);
    }

    fn form(&mut self, form: Form, node: &Node, at: &At<'_>, scope: &Scope<'_>) {
        if self.is_prose(form, node, at, scope) || self.replaced(form, node, at, scope) {
            return;
        }
        match (form, node) {
            (Form::One(kind), Node::Object(object)) => self.object(kind, object, at, scope),
            (Form::Many(kind), Node::Array(items)) => {
                for (index, item) in items.iter().enumerate() {
                    self.form(Form::One(kind), item, &at.index(index), scope);
                }
            }
            (Form::Map(kind), Node::Object(members)) => {
                for (name, member) in members {
                    self.form(Form::One(kind), member, &at.key(name), scope);
                }
            }
            _ => {}
        }
    }

    fn object(&mut self, kind: Kind, object: &Object, at: &At<'_>, scope: &Scope<'_>) {
        let resource = match object.get("$id") {
            Some(Node::String(id)) if kind == Kind::Schema && !id.starts_with('#') => {
                Some(scope.source(at))
            }
            _ => None,
        };
        let says_so = object.get("$recursiveAnchor") == Some(&Node::Bool(true));
        let begins = kind == Kind::Schema && (says_so || scope.recursive.is_none());
        let own;
        let scope = if resource.is_some() || begins {
            let recursive = if begins { Some(scope.source(at)) } else { scope.recursive.clone() };
            let resource = resource.or_else(|| scope.resource.clone());
            own = Scope { part: scope.part, resource, recursive };
            &own
        } else {
            scope
        };
        if let Some(reference) = kind.reference(object) {
            let replaced = self.replaced_components.get(&at.pointer());
            if replaced
                .is_some_and(|spot| spot.file == scope.part.file && spot.source == scope.source(at))
            {
                return;
            }
            self.reference(kind, reference, &at.key("$ref"), scope);
            if kind != Kind::Schema {
                return;
            }
        }
        if kind == Kind::Schema {
            for keyword in DYNAMIC.into_iter().filter(|keyword| object.contains_key(*keyword)) {
                self.dynamic(keyword, object, at, scope);
            }
        }
        if kind == Kind::Discriminator {
            self.mapping(object, at, scope);
        }
        for (key, value) in object {
            let (form, at) = (kind.form(key), at.key(key));
            self.note_data(form, value, &at, scope);
            if let Some(form) = form {
                self.form(form, value, &at, scope);
            }
        }
    }

    /// Replaces a reference by a pointer into the root document.
    fn reference(&mut self, kind: Kind, reference: &Node, at: &At<'_>, scope: &Scope<'_>) {
        let Some(written) = reference.as_str() else { return };
        if let Some((file, source)) = self.target(written, kind, at, scope) {
            let place = match kind {
                Kind::Schema => self.schema_place(file, source, at, scope),
                _ => self.place(kind, file, source),
            };
            self.changes.point(at, written, &place);
        }
    }

    /// Returns the place of a target in the root document, to which it is added first if needed.
    fn place(&mut self, kind: Kind, file: FileId, source: String) -> String {
        if file == FileId::ROOT && super::dialect::kind_below(self.root_kind, &source).is_some() {
            return source;
        }
        let key = (file, source, kind);
        if let Some(place) = self.placed.get(&key) {
            return place.clone();
        }
        let (file, source, kind) = key;
        if let Some(place) = self.inside(file, &source, kind) {
            return place;
        }
        let place = self.changes.name(kind, &source, self.sources.name(file));
        self.add_part(kind, file, &source, &place);
        place
    }

    /// Resolves the values of a mapping: references, or names of schemas.
    fn mapping(&mut self, object: &Object, at: &At<'_>, scope: &Scope<'_>) {
        let mut target = |target: &Node, at: &At<'_>| {
            let Some(written) = target.as_str() else { return };
            let is_local = scope.part.file == FileId::ROOT && written.starts_with('#');
            let is_name = !written.contains(['#', '/'])
                && (!written.contains('.') || self.changes.has(Kind::Schema, written));
            if is_local || is_name {
                return;
            }
            // The entry alone is lost where its schema is missing.
            let failures = std::mem::take(&mut self.failures);
            let found = self.target(written, Kind::Schema, at, scope);
            let own = std::mem::replace(&mut self.failures, failures);
            match found {
                Some((file, source)) => {
                    let place = self.place(Kind::Schema, file, source);
                    self.changes.point(at, written, &place);
                }
                None => self.failures.unmapped(own),
            }
        };
        let here = at.key("mapping");
        for (value, schema) in object.get("mapping").and_then(Node::as_object).into_iter().flatten()
        {
            target(schema, &here.key(value));
        }
        if let Some(schema) = object.get("defaultMapping") {
            target(schema, &at.key("defaultMapping"));
        }
    }

    fn end(self) -> (Node, Origins) {
        let Bundle { mut trees, changes, failures, diagnostics, .. } = self;
        failures.report(diagnostics);
        let root = trees.remove(&FileId::ROOT).flatten();
        drop(trees);
        let root = root.map(|root| Rc::try_unwrap(root).unwrap_or_else(|root| (*root).clone()));
        changes.apply(root.unwrap_or_default())
    }
}
