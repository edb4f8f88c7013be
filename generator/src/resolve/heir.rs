//! A schema whose own branches build on it: `Pet` is one of `Cat` and `Dog`, and each of these is `allOf` a `Pet`
//! and more. To the letter such a pair has no end; meant is that the branches have what `Pet` says of all of them.
//! In comes the bundled tree; what a parent says beside its branches becomes a component of its own,
//! `PetBase`, and the branches build on that one.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::json;

use crate::diag::{Diagnostics, Moves, codes, text};
use crate::load::pointer::push;
use crate::load::{Node, Object, Origin};

const SCHEMAS: &str = "/components/schemas";

/// What makes the parent a choice, and is no matter of its heirs.
const CHOICE: [&str; 3] = ["oneOf", "anyOf", "discriminator"];

/// What a choice says of itself; all else its branches say.
const OF_ITSELF: [&str; 6] =
    ["title", "description", "deprecated", "externalDocs", "nullable", "$anchor"];

/// Parts all parents from what their heirs build on.
pub(super) fn part(tree: &mut Node, diagnostics: &mut Diagnostics) -> Moves {
    let mut moves = Moves::default();
    let Some(schemas) = tree.pointer(SCHEMAS).and_then(Node::as_object) else { return moves };
    let parents: Vec<Parent> =
        schemas.keys().filter_map(|name| Parent::of(name, schemas)).collect();
    for parent in parents {
        parent.apply(tree, &mut moves, diagnostics);
    }
    moves
}

/// A schema with branches that build on it.
struct Parent {
    name: String,
    /// The references of the heirs to it.
    references: BTreeSet<String>,
    /// Whether all its branches are heirs, and say all that it does.
    is_choice: bool,
}

impl Parent {
    fn of(name: &str, schemas: &Object) -> Option<Parent> {
        let schema = schemas.get(name)?;
        let mut search =
            Search { name, schemas, reaches: BTreeMap::new(), references: BTreeSet::new() };
        let pointer = pointer(name);
        let (mut branches, mut heirs) = (0, 0);
        for keyword in ["oneOf", "anyOf"] {
            let list = schema.get(keyword).and_then(Node::as_array).into_iter().flatten();
            for (index, branch) in list.enumerate() {
                branches += 1;
                heirs +=
                    usize::from(search.branch(branch, &format!("{pointer}/{keyword}/{index}")));
            }
        }
        let references = search.references;
        (!references.is_empty()).then(|| Parent {
            name: name.to_owned(),
            references,
            is_choice: branches == heirs,
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
        let message = format!("{quoted} has branches that build on {quoted}");
        let at = Origin { pointer: pointer(&self.name) };
        let found = diagnostics.report_at(&codes::LISTED_HEIR, &at, message).on_key();
        for reference in self.references {
            found.also(&Origin { pointer: reference }, "here");
        }
        moves.note(pointer(&name), pointer(&self.name));
    }
}

/// The search for heirs of one schema.
struct Search<'s> {
    name: &'s str,
    schemas: &'s Object,
    /// Components that were seen, and whether they are heirs.
    reaches: BTreeMap<&'s str, bool>,
    references: BTreeSet<String>,
}

impl<'s> Search<'s> {
    /// Whether a branch, itself or by all of its own branches, is an heir.
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
        // Whoever comes here again meanwhile is not led further.
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
            let (mut branches, mut heirs) = (0, 0);
            for (index, branch) in list.enumerate() {
                branches += 1;
                heirs += usize::from(self.branch(branch, &format!("{at}/{keyword}/{index}")));
            }
            reaches |= branches > 0 && branches == heirs;
        }
        reaches
    }
}

/// The component that a schema is by reference alone.
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
    fn heirs_build_on_the_base() {
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
        let moves = part(&mut tree, &mut Diagnostics::default());
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
    fn a_parent_keeps_what_other_branches_do_not_say() {
        let mut tree = json!({"components": {"schemas": {
            "Pet": {"required": ["kind"], "anyOf": [{"$ref": "#/components/schemas/Cat"}, {"type": "object"}]},
            "Cat": {"allOf": [{"$ref": "#/components/schemas/Pet"}]},
        }}});
        part(&mut tree, &mut Diagnostics::default());
        assert!(tree.pointer("/components/schemas/Pet/required").is_some());
        assert!(tree.pointer("/components/schemas/PetBase/required").is_some());
    }
}
