//! Resolves a reference to a document and a JSON pointer in it.

use std::rc::Rc;

use super::anchor::Anchors;
use super::{Bundle, Scope};
use crate::diag::{Diagnostics, codes, text::quote};
use crate::load::parse;
use crate::resolve::dialect::Kind;
use crate::source::FileId;
use crate::source::location::join;
use crate::tree::pointer::{fragment, lookup};
use crate::tree::{At, Node};

impl Bundle<'_> {
    /// Records the URLs and paths of the root document.
    pub(super) fn begin(&mut self) {
        let place = self.sources.name(FileId::ROOT).to_owned();
        self.places.insert(join(&place, "."), FileId::ROOT);
        let name = place.rsplit('/').next().unwrap_or_default();
        self.places.insert(join(&place, name), FileId::ROOT);
        let own = self
            .tree(FileId::ROOT)
            .and_then(|tree| tree.get("$self").and_then(Node::as_str).map(|own| join(&place, own)));
        if let Some(own) = own {
            self.identified.insert(own, (FileId::ROOT, String::new()));
        }
    }

    /// Returns the tree of a document; parses it the first time.
    pub(super) fn tree(&mut self, file: FileId) -> Option<Rc<Node>> {
        if let Some(known) = self.trees.get(&file) {
            return known.clone();
        }
        let tree = parse(file, self.sources, self.diagnostics).map(Rc::new);
        self.trees.insert(file, tree.clone());
        tree
    }

    /// Returns the anchors and ids of a document; collects them the first time.
    pub(super) fn anchors(&mut self, file: FileId) -> Rc<Anchors> {
        if let Some(known) = self.anchors.get(&file) {
            return known.clone();
        }
        let anchors = match self.tree(file) {
            Some(tree) => Rc::new(Anchors::of(&tree)),
            None => Rc::default(),
        };
        self.anchors.insert(file, anchors.clone());
        let base = self.sources.name(file).to_owned();
        for (id, pointer) in &anchors.identified {
            self.identified.entry(join(&base, id)).or_insert((file, pointer.clone()));
        }
        anchors
    }

    /// Returns the target of a reference. A reference within the root document that cannot be resolved is left to
    /// the check of references, which has better messages.
    pub(super) fn target(
        &mut self,
        written: &str,
        kind: Kind,
        at: &At<'_>,
        scope: &Scope<'_>,
    ) -> Option<(FileId, String)> {
        let here = scope.part.file;
        if written.starts_with('#') {
            let resource = scope.resource.clone().unwrap_or_default();
            if let Some(own) = self.within_schema(here, &resource, written, kind, scope) {
                let message = format!(
                    "reference {} is relative to the schema that contains it",
                    quote(written)
                );
                self.diagnostics.report(&codes::RELATIVE_REFERENCE, at, message);
                return Some((here, own));
            }
            if let Some(found) = self.within(here, &resource, written) {
                return Some((here, found));
            }
            let pointer = fragment(written).unwrap_or_default();
            // What is written in place of a component is found after bundling.
            let is_replaced =
                || self.replaced_components.keys().any(|place| pointer.starts_with(place.as_str()));
            if here == FileId::ROOT && is_replaced() {
                return None;
            }
            let found = self.through(here, &pointer);
            if found.is_none() && here != FileId::ROOT {
                self.failures.dangling(written, self.sources.name(here), at);
            }
            return found;
        }
        let (file, resource) = self.document(written, kind, at, scope)?;
        let hash = written.find('#').unwrap_or(written.len());
        let name = written.get(hash..).filter(|rest| rest.len() > 1).unwrap_or("#");
        if let Some(pointer) = self.within(file, &resource, name) {
            return Some((file, pointer));
        }
        let found = self.through(file, &fragment(name).unwrap_or_default());
        if found.is_none() {
            self.failures.dangling(written, self.sources.name(here), at);
        }
        found
    }

    /// Resolves a fragment to a pointer in a document, or in a schema of it with its own `$id`.
    fn within(&mut self, file: FileId, resource: &str, name: &str) -> Option<String> {
        let tree = self.tree(file)?;
        let Some(pointer) = fragment(name) else {
            let name = name.strip_prefix('#')?;
            return self.anchors(file).pointer(name, resource).map(str::to_owned);
        };
        let inner = format!("{resource}{pointer}");
        if !resource.is_empty() && lookup(&tree, &inner).is_some() {
            return Some(inner);
        }
        lookup(&tree, &pointer)?;
        Some(pointer)
    }

    /// Resolves a pointer relative to the outermost schema around the reference, if only that has the target. Schemas
    /// that were written on their own, or by a program, refer to their own parts in this way.
    fn within_schema(
        &mut self,
        file: FileId,
        resource: &str,
        name: &str,
        kind: Kind,
        scope: &Scope<'_>,
    ) -> Option<String> {
        let outermost = scope.recursive.as_deref().filter(|_| kind == Kind::Schema)?;
        let pointer = fragment(name)?;
        let is_whole = pointer.is_empty() && !outermost.is_empty();
        if !resource.is_empty() || (!is_whole && self.within(file, resource, name).is_some()) {
            return None;
        }
        let own = format!("{outermost}{pointer}");
        lookup(self.tree(file)?.as_ref(), &own)?;
        Some(own)
    }

    /// Returns the document, or the schema with its own `$id`, that a reference leads to.
    fn document(
        &mut self,
        written: &str,
        kind: Kind,
        at: &At<'_>,
        scope: &Scope<'_>,
    ) -> Option<(FileId, String)> {
        let here = scope.part.file;
        let base = self.sources.name(here).to_owned();
        let place = join(&base, written);
        // An `$id` takes precedence over a file.
        self.anchors(here);
        let by_base = scope.resource.as_ref().and_then(|resource| {
            let id = lookup(self.trees.get(&here)?.as_ref()?, resource)?.get("$id")?.as_str()?;
            Some(join(&join(&base, id), written))
        });
        let by_self = self.identified.iter().find_map(|(own, (file, pointer))| {
            (*file == here && pointer.is_empty()).then(|| join(own, written))
        });
        let candidates = [by_base, by_self, Some(place.clone())];
        if let Some(known) =
            candidates.iter().flatten().find_map(|place| self.identified.get(place))
        {
            return Some(known.clone());
        }
        if let Some(file) = self.places.get(&place).copied() {
            return self.read(file, written, at);
        }
        match self.sources.at(&place) {
            Ok(file) => {
                self.places.insert(place, file);
                self.read(file, written, at)
            }
            Err(error) => {
                if here == FileId::ROOT && self.is_bare_name(written, kind, at) {
                    return None;
                }
                self.failures.unread(written, &place, error, at);
                None
            }
        }
    }

    fn read(&mut self, file: FileId, written: &str, at: &At<'_>) -> Option<(FileId, String)> {
        let mut found = Diagnostics::new();
        std::mem::swap(&mut found, self.diagnostics);
        let is_read = self.tree(file).is_some();
        std::mem::swap(&mut found, self.diagnostics);
        self.diagnostics.extend(found);
        if !is_read {
            self.failures.unparsed(written, at);
            return None;
        }
        Some((file, String::new()))
    }

    /// Resolves a reference that is the bare name of a component.
    fn is_bare_name(&mut self, written: &str, kind: Kind, at: &At<'_>) -> bool {
        let Some(place) = self.changes.component(kind, written) else { return false };
        let Some(tree) = self.tree(FileId::ROOT) else { return false };
        if lookup(&tree, &place).is_none() {
            return false;
        }
        let message = format!("reference {} is a bare component name", quote(written));
        self.diagnostics
            .report(&codes::BARE_REFERENCE, at, message)
            .help(format!("write {}", quote(&format!("#{place}"))));
        self.changes.point(at, written, &place);
        true
    }
}
