//! Splits schemas that list their own subtypes: `Pet` is `oneOf` `Cat` and `Dog`, and each of these is `allOf` a
//! `Pet` and more. Read literally, each contains itself without end. What is meant is that the subtypes have the
//! shared part of `Pet`. In goes the bundled tree; the shared part becomes a component of its own, `PetBase`, and
//! the subtypes extend that.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::json;

use crate::diag::{Diagnostics, Moves, codes, text};
use crate::tree::pointer::push;
use crate::tree::{Node, Object, Origin};

const SCHEMAS: &str = "/components/schemas";

/// The keywords that make the parent a choice of branches; the base schema does not get them.
const CHOICE: [&str; 3] = ["oneOf", "anyOf", "discriminator"];

/// The keywords that stay with the parent when its branches have all others.
const OF_ITSELF: [&str; 6] =
    ["title", "description", "deprecated", "externalDocs", "nullable", "$anchor"];

/// Splits all schemas that list their own subtypes.
pub(super) fn split(tree: &mut Node, diagnostics: &mut Diagnostics) -> Moves {
    let mut moves = Moves::default();
    let Some(schemas) = tree.pointer(SCHEMAS).and_then(Node::as_object) else { return moves };
    let parents: Vec<Parent> =
        schemas.keys().filter_map(|name| Parent::of(name, schemas)).collect();
    for parent in parents {
        parent.apply(tree, &mut moves, diagnostics);
    }
    moves
}

/// A schema whose branches extend it.
struct Parent {
    name: String,
    /// The references of the subtypes to it.
    references: BTreeSet<String>,
    /// Whether all its branches are subtypes, which repeat everything it demands.
    is_choice: bool,
}

impl Parent {
    fn of(name: &str, schemas: &Object) -> Option<Parent> {
        let schema = schemas.get(name)?;
        let mut search =
            Search { name, schemas, reaches: BTreeMap::new(), references: BTreeSet::new() };
        let pointer = pointer(name);
        let (mut branches, mut subtypes) = (0, 0);
        for keyword in ["oneOf", "anyOf"] {
            let list = schema.get(keyword).and_then(Node::as_array).into_iter().flatten();
            for (index, branch) in list.enumerate() {
                branches += 1;
                subtypes +=
                    usize::from(search.branch(branch, &format!("{pointer}/{keyword}/{index}")));
            }
        }
        let references = search.references;
        (!references.is_empty()).then(|| Parent {
            name: name.to_owned(),
            references,
            is_choice: branches == subtypes,
        })
    }

    fn apply(self, tree: &mut Node, moves: &mut Moves, diagnostics: &mut Diagnostics) {
        let Some(schemas) = tree.pointer_mut(SCHEMAS).and_then(Node::as_object_mut) else { return };
        let Some(parent) = schemas.get_mut(&self.name).and_then(Node::as_object_mut) else {
            return;
        };
        let mut base = parent.clone();
        base.retain(|keyword, _| !CHOICE.contains(&keyword.as_str()));
        if self.is_choice {
            parent.retain(|keyword, _| {
                let keyword = keyword.as_str();
                CHOICE.contains(&keyword)
                    || OF_ITSELF.contains(&keyword)
                    || keyword.starts_with("x-")
            });
        }
        let first = format!("{}Base", self.name);
        let further = (2..).map(|number| format!("{first}{number}"));
        let free = std::iter::once(first.clone()).chain(further);
        let Some(name) = free.into_iter().find(|name| !schemas.contains_key(name)) else { return };
        schemas.insert(name.clone(), Node::Object(base));
        let target = format!("#{}", pointer(&name));
        for reference in &self.references {
            if let Some(written) = tree.pointer_mut(reference) {
                *written = json!(target);
            }
        }
        let quoted = text::quote(&self.name);
        let message = format!("{quoted} lists its own subtypes as branches");
        let at = Origin { pointer: pointer(&self.name) };
        let found = diagnostics.report_at(&codes::LISTED_SUBTYPE, &at, message).on_key();
        for reference in self.references {
            found.also(&Origin { pointer: reference }, "this branch extends it");
        }
        moves.note(pointer(&name), pointer(&self.name));
    }
}

/// The search for subtypes of one schema.
struct Search<'s> {
    name: &'s str,
    schemas: &'s Object,
    /// The components visited so far, and whether they are subtypes.
    reaches: BTreeMap<&'s str, bool>,
    references: BTreeSet<String>,
}

impl<'s> Search<'s> {
    /// Whether a branch is a subtype, itself or by all of its own branches.
    fn branch(&mut self, branch: &'s Node, at: &str) -> bool {
        match component(branch) {
            Some(name) if name == self.name => false,
            Some(name) => self.component(name),
            None => self.schema(branch, at),
        }
    }

    fn component(&mut self, name: &'s str) -> bool {
        if let Some(known) = self.reaches.get(name) {
            return *known;
        }
        let Some(schema) = self.schemas.get(name) else { return false };
        // A cycle back to this component ends here.
        self.reaches.insert(name, false);
        let reaches = self.schema(schema, &pointer(name));
        self.reaches.insert(name, reaches);
        reaches
    }

    fn schema(&mut self, schema: &'s Node, at: &str) -> bool {
        let mut reaches = false;
        let parts = schema.get("allOf").and_then(Node::as_array).into_iter().flatten();
        for (index, part) in parts.enumerate() {
            let place = format!("{at}/allOf/{index}");
            match component(part) {
                Some(name) if name == self.name => {
                    self.references.insert(format!("{place}/$ref"));
                    reaches = true;
                }
                Some(name) => reaches |= self.component(name),
                None => reaches |= self.schema(part, &place),
            }
        }
        for keyword in ["oneOf", "anyOf"] {
            let list = schema.get(keyword).and_then(Node::as_array).into_iter().flatten();
            let (mut branches, mut subtypes) = (0, 0);
            for (index, branch) in list.enumerate() {
                branches += 1;
                subtypes += usize::from(self.branch(branch, &format!("{at}/{keyword}/{index}")));
            }
            reaches |= branches > 0 && branches == subtypes;
        }
        reaches
    }
}

/// Returns the name of the component that a schema refers to.
fn component(schema: &Node) -> Option<&str> {
    let name = schema.get("$ref")?.as_str()?.strip_prefix("#/components/schemas/")?;
    (!name.contains(['/', '~', '%'])).then_some(name)
}

fn pointer(name: &str) -> String {
    let mut pointer = SCHEMAS.to_owned();
    push(&mut pointer, name);
    pointer
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn subtypes_extend_the_base() {
        let pet = json!({"$ref": "#/components/schemas/Pet"});
        let mut tree = json!({"components": {"schemas": {
            "Pet": {
                "description": "A pet.",
                "properties": {"kind": {"type": "string"}},
                "oneOf": [{"$ref": "#/components/schemas/Cat"}, {"$ref": "#/components/schemas/Lion"}],
                "discriminator": {"propertyName": "kind"},
            },
            "Cat": {"allOf": [pet, {"properties": {"lives": {"type": "integer"}}}]},
            "Lion": {"allOf": [{"$ref": "#/components/schemas/Cat"}]},
            "Zoo": {"properties": {"pets": {"items": pet}}},
        }}});
        let moves = split(&mut tree, &mut Diagnostics::default());
        let schemas = tree.pointer(SCHEMAS).unwrap();
        assert_eq!(schemas.pointer("/Cat/allOf/0/$ref").unwrap(), "#/components/schemas/PetBase");
        assert!(schemas.pointer("/PetBase/properties/kind").is_some());
        assert!(schemas.pointer("/PetBase/oneOf").is_none());
        assert!(schemas.pointer("/Pet/properties").is_none());
        assert_eq!(schemas.pointer("/Zoo/properties/pets/items").unwrap(), &pet);
        assert_eq!(
            moves.old("/components/schemas/PetBase/x").unwrap(),
            "/components/schemas/Pet/x"
        );
    }

    #[test]
    fn a_parent_keeps_what_other_branches_need() {
        let mut tree = json!({"components": {"schemas": {
            "Pet": {"required": ["kind"], "anyOf": [{"$ref": "#/components/schemas/Cat"}, {"type": "object"}]},
            "Cat": {"allOf": [{"$ref": "#/components/schemas/Pet"}]},
        }}});
        split(&mut tree, &mut Diagnostics::default());
        assert!(tree.pointer("/components/schemas/Pet/required").is_some());
        assert!(tree.pointer("/components/schemas/PetBase/required").is_some());
    }
}
