//! Index files: `paths`, `components` and the sections of `components` may be a reference to a file whose entries
//! refer to further files. They are written into the root document before the walk, so that every other reference to
//! one of their entries leads to the same component.

use super::{Bundle, Part, Scope};
use crate::resolve::dialect::{Form, Kind, kind_below};
use crate::source::FileId;
use crate::tree::pointer::{child, lookup, push, segments};
use crate::tree::{At, Node};

/// The number of references that are followed from one entry. Longer chains are cycles, which are reported later.
const MOST_HOPS: usize = 64;

/// A node of a document.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Spot {
    pub(super) file: FileId,
    pub(super) source: String,
}

impl Spot {
    /// Returns the member of this node with a name.
    fn key(&self, name: &str) -> Spot {
        let mut source = self.source.clone();
        push(&mut source, name);
        Spot { file: self.file, source }
    }
}

/// The objects of the root document that may be index files.
fn may_be_index(form: Form) -> bool {
    match form {
        Form::Map(_) => true,
        Form::One(kind) => {
            matches!(kind, Kind::Components | Kind::Paths | Kind::PathsV2)
        }
        _ => false,
    }
}

impl Bundle<'_> {
    /// Writes all index files into the root document, and names their entries.
    pub(super) fn write_indexes(&mut self) {
        let root = Spot { file: FileId::ROOT, source: String::new() };
        self.index(Form::One(self.root_kind), "", root);
    }

    /// Writes the index files of one object and of those in it.
    fn index(&mut self, form: Form, place: &str, spot: Spot) {
        let Some(mut layers) = self.layers(&spot) else { return };
        let is_written = layers.len() > 1;
        if is_written {
            self.write_layers(form, place, &layers);
        } else {
            layers = vec![spot];
        }
        let members = self.members(&layers);
        match form {
            Form::One(kind) => {
                for (name, member) in members {
                    if let Some(form) = kind.form(&name).filter(|form| may_be_index(*form)) {
                        self.index(form, &joined(place, &name), member);
                    }
                }
            }
            Form::Map(kind) if self.changes.is_section(kind, place) => {
                for (name, member) in members {
                    self.changes.take(kind, &name);
                    self.replace_reference(kind, &joined(place, &name), &member);
                }
            }
            _ => {}
        }
    }

    /// Returns an object and what its reference leads to, from the outside in. Returns `None` if a reference cannot be
    /// followed, which the walk reports.
    fn layers(&mut self, spot: &Spot) -> Option<Vec<Spot>> {
        let mut layers = vec![spot.clone()];
        loop {
            let here = layers.last()?.clone();
            let Some(written) = self.reference_at(&here) else { return Some(layers) };
            let next = self.spot(&here, &written)?;
            if layers.len() > MOST_HOPS || layers.contains(&next) {
                return None;
            }
            layers.push(next);
        }
    }

    fn reference_at(&mut self, spot: &Spot) -> Option<String> {
        let tree = self.tree(spot.file)?;
        let object = lookup(&tree, &spot.source)?.as_object()?;
        object.get("$ref").and_then(Node::as_str).map(str::to_owned)
    }

    /// Returns the target of a reference in a node. Reports nothing.
    fn spot(&mut self, here: &Spot, written: &str) -> Option<Spot> {
        let part = Part {
            form: Form::Any,
            file: here.file,
            source: here.source.clone(),
            place: String::new(),
            chain: None,
        };
        let scope = Scope { part: &part, resource: None, recursive: None };
        let failures = std::mem::take(&mut self.failures);
        let target = self.target(written, Kind::OpenApi, &At::root(), &scope);
        self.failures = failures;
        let (file, source) = target?;
        Some(Spot { file, source })
    }

    /// Writes the innermost object in place of the reference, with what is written beside the references.
    fn write_layers(&mut self, form: Form, place: &str, layers: &[Spot]) {
        let Some((base, outer)) = layers.split_last() else { return };
        for layer in layers {
            self.indexes.insert((layer.file, layer.source.clone()), place.to_owned());
        }
        self.write(form, place.to_owned(), base);
        let known = self.members(std::slice::from_ref(base));
        for (name, member) in self.members(layers) {
            let is_known = known.iter().any(|(known, _)| *known == name);
            let below = match form {
                Form::Map(kind) => Some(Form::One(kind)),
                Form::One(kind) => kind.form(&name),
                _ => None,
            };
            if !is_known && outer.iter().any(|layer| layer.key(&name) == member) {
                self.write(below.unwrap_or(Form::Any), joined(place, &name), &member);
            }
        }
    }

    fn write(&mut self, form: Form, place: String, spot: &Spot) {
        let Spot { file, source } = spot.clone();
        if let Some(node) = self.tree(file).and_then(|tree| lookup(&tree, &source).cloned()) {
            self.changes.put(place.clone(), node, file, &source);
        }
        self.waiting.push_back(Part { form, file, source, place, chain: None });
    }

    /// Returns the members of an object, each with where it is written. Inner members come first.
    fn members(&mut self, layers: &[Spot]) -> Vec<(String, Spot)> {
        let mut members: Vec<(String, Spot)> = Vec::new();
        let mut known = std::collections::BTreeSet::new();
        for layer in layers.iter().rev() {
            let Some(tree) = self.tree(layer.file) else { continue };
            let object = lookup(&tree, &layer.source).and_then(Node::as_object);
            for name in object.into_iter().flat_map(|object| object.keys()) {
                let is_reference = name == "$ref" && layers.len() > 1;
                if !is_reference && known.insert(name.clone()) {
                    members.push((name.clone(), layer.key(name)));
                }
            }
        }
        members
    }

    /// Replaces a component that is only a reference to another document by its target, which keeps the name.
    fn replace_reference(&mut self, kind: Kind, place: &str, member: &Spot) {
        let mut here = member.clone();
        let mut passed = Vec::new();
        while let Some(next) = self.next_document(&here) {
            let key = (next.file, next.source.clone(), kind);
            // What is a component already is referred to.
            let is_known = self.placed.contains_key(&key) || passed.contains(&key);
            if next.file == FileId::ROOT
                || is_known
                || self.inside(next.file, &next.source, kind).is_some()
            {
                break;
            }
            passed.push(key);
            here = next;
        }
        if passed.is_empty() {
            return;
        }
        for key in passed {
            self.placed.insert(key, place.to_owned());
        }
        self.replaced_components.insert(place.to_owned(), member.clone());
        self.write(Form::One(kind), place.to_owned(), &here);
    }

    /// Returns the target of an object that is only a reference to another document.
    fn next_document(&mut self, here: &Spot) -> Option<Spot> {
        let tree = self.tree(here.file)?;
        let object = lookup(&tree, &here.source)?.as_object().filter(|object| object.len() == 1)?;
        let written = object.get("$ref").and_then(Node::as_str)?;
        if written.starts_with('#') {
            return None;
        }
        self.spot(here, written)
    }

    /// Returns the place of an entry of an index file, or of a part of one.
    pub(super) fn inside(&self, file: FileId, source: &str, kind: Kind) -> Option<String> {
        let ends = source.match_indices('/').map(|(end, _)| end);
        ends.filter_map(|end| source.split_at_checked(end)).find_map(|(index, entry)| {
            let place = self.indexes.get(&(file, index.to_owned()))?;
            let place = format!("{place}{entry}");
            (kind_below(self.root_kind, &place) == Some(kind)).then_some(place)
        })
    }

    /// Resolves a pointer that leads through references, such as that to an index file.
    pub(super) fn through(&mut self, file: FileId, pointer: &str) -> Option<(FileId, String)> {
        let key = (file, pointer.to_owned());
        if let Some(known) = self.passed.get(&key) {
            return known.clone();
        }
        // A pointer that leads through itself has no target.
        self.passed.insert(key.clone(), None);
        if self.depth > MOST_HOPS {
            return None;
        }
        self.depth += 1;
        let found = self.follow(file, pointer);
        self.depth -= 1;
        self.passed.insert(key, found.clone());
        found
    }

    fn follow(&mut self, file: FileId, pointer: &str) -> Option<(FileId, String)> {
        let mut here = Spot { file, source: String::new() };
        let mut hops = 0;
        for segment in segments(pointer) {
            loop {
                let tree = self.tree(here.file)?;
                if child(lookup(&tree, &here.source)?, &segment).is_some() {
                    break;
                }
                hops += 1;
                if hops > MOST_HOPS {
                    return None;
                }
                let written = self.reference_at(&here)?;
                here = self.spot(&here, &written)?;
            }
            here = here.key(&segment);
        }
        (hops > 0).then_some((here.file, here.source))
    }
}

fn joined(place: &str, name: &str) -> String {
    let mut place = place.to_owned();
    push(&mut place, name);
    place
}
