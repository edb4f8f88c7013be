//! What a reference leads to: a document, and a pointer in it.

use std::rc::Rc;

use super::anchor::Anchors;
use super::{Bundle, Scope};
use crate::diag::{Diagnostics, codes, text::quote};
use crate::load::place::join;
use crate::load::pointer::{fragment, lookup};
use crate::load::{At, FileId, Node, parse};
use crate::resolve::dialect::Kind;

impl Bundle<'_> {
    /// Learns the addresses that the root document has.
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

    /// The tree of a document.
    pub(super) fn tree(&mut self, file: FileId) -> Option<Rc<Node>> {
        if let Some(known) = self.trees.get(&file) {
            return known.clone();
        }
        let tree = parse(file, self.sources, self.diagnostics).map(Rc::new);
        self.trees.insert(file, tree.clone());
        tree
    }

    /// The names of a document. They are looked for when the first is asked for.
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

    /// What a reference leads to. Where it leads nowhere in the root document itself, it is left for the check
    /// of references, which has more to say.
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
                let message = format!("the reference {} counts from its schema", quote(written));
                self.diagnostics.report(&codes::RELATIVE_REFERENCE, at, message);
                return Some((here, own));
            }
            let found = self.within(here, &resource, written);
            if found.is_none() && here != FileId::ROOT {
                self.refusals.dangling(written, self.sources.name(here), at);
            }
            return Some((here, found?));
        }
        let (file, resource) = self.document(written, kind, at, scope)?;
        let hash = written.find('#').unwrap_or(written.len());
        let name = written.get(hash..).filter(|rest| rest.len() > 1).unwrap_or("#");
        let Some(pointer) = self.within(file, &resource, name) else {
            self.refusals.dangling(written, self.sources.name(here), at);
            return None;
        };
        Some((file, pointer))
    }

    /// The pointer that a fragment stands for in a document, or in a schema of it with an address of its own.
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

    /// Schemas that were written for themselves, or by a program, refer into themselves: what the document does not have,
    /// and the outermost schema around the reference has, is meant there.
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

    /// The document, or the schema with an address of its own, that a reference leads to.
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
        // Addresses that schemas give themselves count before files.
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
            Err(refused) => {
                if here == FileId::ROOT && self.is_bare_name(written, kind, at) {
                    return None;
                }
                self.refusals.refused(written, &place, refused, at);
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
            self.refusals.unreadable(written, "", at);
            return None;
        }
        Some((file, String::new()))
    }

    /// Some write the name of a component alone.
    fn is_bare_name(&mut self, written: &str, kind: Kind, at: &At<'_>) -> bool {
        let Some(place) = self.graft.component(kind, written) else { return false };
        let Some(tree) = self.tree(FileId::ROOT) else { return false };
        if lookup(&tree, &place).is_none() {
            return false;
        }
        let message = format!("the reference {} is the name of a component", quote(written));
        self.diagnostics
            .report(&codes::BARE_REFERENCE, at, message)
            .advice(format!("write {}", quote(&format!("#{place}"))));
        self.graft.point(at, written, &place);
        true
    }
}
