//! Resolves `$dynamicRef` in its dynamic scope, the schemas with an `$id` on the way to it.
//!
//! Which schema is meant depends on where the schema around it is used from, as with the parameters of a generic type. So a
//! schema becomes a component of its own for each choice of anchors with which it is used. There are finitely many: an
//! anchor that is found once on a way keeps its meaning.

use std::collections::BTreeMap;

use super::{Bundle, Form, Part, Scope};
use crate::diag::codes;
use crate::resolve::dialect::{Kind, kind_below};
use crate::source::FileId;
use crate::tree::pointer::{lookup, push};
use crate::tree::{At, Node, Object};

/// Keywords of schemas that are dynamic references.
pub(super) const DYNAMIC: [&str; 2] = ["$dynamicRef", "$recursiveRef"];

/// The most components that are made for meanings of anchors. With several anchors, their number can be exponential.
const MOST: usize = 1_000;

/// The schemas that dynamic anchors mean, by name.
type Meanings = BTreeMap<String, (FileId, String)>;

/// The schemas that are components for certain meanings of anchors.
#[derive(Default)]
pub(super) struct Dynamic {
    /// The meanings that a part is written for, by its place.
    meanings: BTreeMap<String, Meanings>,
    /// The places of such parts.
    placed: BTreeMap<(FileId, String, Meanings), String>,
}

impl Bundle<'_> {
    /// Replaces a dynamic reference by a pointer to the schema that it means here.
    pub(super) fn dynamic(
        &mut self,
        keyword: &str,
        object: &Object,
        at: &At<'_>,
        scope: &Scope<'_>,
    ) {
        let Some(written) = object.get(keyword).and_then(Node::as_str) else { return };
        let here = at.key(keyword);
        let target = match &scope.recursive {
            Some(recursive) if keyword == "$recursiveRef" && written == "#" => {
                Some((scope.part.file, recursive.clone()))
            }
            _ => self.target(written, Kind::Schema, &here, scope),
        };
        let Some((mut file, mut source)) = target else { return };
        let name = written.rsplit('#').next().unwrap_or_default();
        if self.anchors(file).is_dynamic(name, &source)
            && let Some(meant) = self.meanings(at, scope).remove(name)
        {
            (file, source) = meant;
        }
        let place = self.schema_place(file, source, at, scope);
        let pointer = at.pointer();
        if !object.contains_key("$ref") {
            let mut keyword_at = pointer;
            push(&mut keyword_at, keyword);
            self.changes.rename(keyword_at, "$ref", &place);
        } else if !object.contains_key("allOf") {
            self.changes.refer(format!("{pointer}/allOf"), &place, scope.part.file);
        } else {
            let message = format!("`{keyword}` beside `$ref` and `allOf` is ignored");
            self.diagnostics
                .report(&codes::UNSUPPORTED_KEYWORD, &here, message)
                .on_key()
                .help("make it a part of `allOf`");
        }
    }

    /// Returns the place of a schema that is referred to from `at`: its own component for the meanings that anchors have
    /// there, if these differ from those that it has by itself.
    pub(super) fn schema_place(
        &mut self,
        file: FileId,
        source: String,
        at: &At<'_>,
        scope: &Scope<'_>,
    ) -> String {
        let mut meanings = self.meanings(at, scope);
        if meanings.is_empty() {
            return self.place(Kind::Schema, file, source);
        }
        let anchors = self.anchors(file);
        let resources = anchors.resources(&source);
        let nearest = resources.last().copied().unwrap_or_default();
        let is_in_place =
            file == FileId::ROOT && kind_below(self.root_kind, &source) == Some(Kind::Schema);
        let mut own = Meanings::new();
        for resource in resources.iter().filter(|it| is_in_place || **it == nearest) {
            add(&mut own, anchors.dynamic_in(resource), file);
        }
        add(&mut meanings, anchors.dynamic_in(nearest), file);
        let (own, key) = (self.ambiguous(&own), self.ambiguous(&meanings));
        if own == key {
            return self.place(Kind::Schema, file, source);
        }
        let key = (file, source, key);
        if let Some(place) = self.dynamic.placed.get(&key) {
            return place.clone();
        }
        if self.dynamic.placed.len() >= MOST {
            let message = "dynamic anchors have too many meanings, so some are resolved statically";
            self.diagnostics
                .report(&codes::UNSUPPORTED_KEYWORD, at, message)
                .help("use fewer `$dynamicAnchor`s, or refer to schemas with `$ref`");
            return self.place(Kind::Schema, file, key.1);
        }
        let place = self.changes.name(Kind::Schema, &key.1, self.sources.name(file));
        if let Some(node) = self.tree(file).and_then(|tree| lookup(&tree, &key.1).cloned()) {
            self.changes.put(place.clone(), node, file, &key.1);
        }
        self.dynamic.meanings.insert(place.clone(), meanings);
        let (form, source) = (Form::One(Kind::Schema), key.1.clone());
        self.waiting.push_back(Part { form, file, source, place: place.clone(), chain: None });
        self.dynamic.placed.insert(key, place.clone());
        place
    }

    /// Returns what anchors mean at a place: the outermost schema on the way to it that has the anchor.
    fn meanings(&mut self, at: &At<'_>, scope: &Scope<'_>) -> Meanings {
        let part = scope.part;
        let anchors = self.anchors(part.file);
        let mut meanings = self.dynamic.meanings.get(&part.place).cloned().unwrap_or_default();
        if meanings.is_empty() && !anchors.has_dynamic() {
            return meanings;
        }
        let before = anchors.resources(&part.source);
        let nearest = before.last().copied().unwrap_or_default();
        add(&mut meanings, anchors.dynamic_in(nearest), part.file);
        for resource in anchors.resources(&scope.source(at)).iter().skip(before.len()) {
            add(&mut meanings, anchors.dynamic_in(resource), part.file);
        }
        meanings
    }

    /// Returns the meanings of the anchors that several schemas have.
    fn ambiguous(&self, meanings: &Meanings) -> Meanings {
        let count = |name: &str| -> usize {
            self.anchors.values().map(|anchors| anchors.dynamic(name)).sum()
        };
        let several = meanings.iter().filter(|(name, _)| count(name) > 1);
        several.map(|(name, meant)| (name.clone(), meant.clone())).collect()
    }
}

/// Adds the anchors of a schema, unless a schema further outside has them.
fn add<'a>(
    meanings: &mut Meanings,
    anchors: impl Iterator<Item = (&'a str, &'a str)>,
    file: FileId,
) {
    for (name, pointer) in anchors {
        meanings.entry(name.to_owned()).or_insert_with(|| (file, pointer.to_owned()));
    }
}
