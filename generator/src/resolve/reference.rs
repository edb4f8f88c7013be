//! Checks that every `$ref` leads to an object of the kind that is expected in its place.

use indexmap::{IndexMap, IndexSet};

use super::dialect::{Kind, each_child, kind_at};
use crate::diag::{Diagnostics, codes, near::nearest, text};
use crate::tree::pointer::{escape, fragment, lookup, push, segments};
use crate::tree::{At, Node, Object, Origin};

/// The number of wrong references that get a suggestion.
const MOST_GUESSES: usize = 40;

/// The targets of all references of a document.
#[derive(Default)]
pub struct References {
    /// The JSON pointers of the targets.
    pub(super) targets: IndexSet<String>,
}

/// Checks all references. Wrong references to the same target are reported together.
pub(super) fn check(tree: &Node, diagnostics: &mut Diagnostics) -> References {
    let mut check =
        Check { tree, diagnostics, references: References::default(), wrong: IndexMap::new() };
    check.node(Kind::OpenApi, tree, &At::root());
    check.report()
}

struct Check<'c> {
    tree: &'c Node,
    diagnostics: &'c mut Diagnostics,
    references: References,
    /// The wrong references, by their text and the expected kind.
    wrong: IndexMap<(String, Kind), Wrong>,
}

/// References with the same text and the same fault.
struct Wrong {
    places: Vec<Origin>,
    fault: Fault,
}

enum Fault {
    Missing,
    /// A value of a discriminator is mapped to a schema that does not exist.
    Unmapped,
    Malformed,
    WrongKind(Kind),
}

impl<'c> Check<'c> {
    fn node(&mut self, kind: Kind, node: &'c Node, at: &At<'_>) {
        let Some(object) = node.as_object() else { return };
        if let Some(reference) = kind.reference(object) {
            self.reference(kind, reference, &at.key("$ref"));
        }
        if kind == Kind::Discriminator {
            self.mapping(object, at);
        }
        each_child(kind, object, at, &mut |kind, node, at| self.node(kind, node, at));
    }

    fn reference(&mut self, kind: Kind, reference: &Node, at: &At<'_>) {
        let Some(written) = reference.as_str() else {
            let message = format!("`$ref` must be a string, found {}", text::value(reference));
            self.diagnostics.report(&codes::MALFORMED_REFERENCE, at, message);
            return;
        };
        if let Some(pointer) = fragment(written) {
            if lookup(self.tree, &pointer).is_none() {
                return self.wrong(written, kind, at, Fault::Missing);
            }
            let path: Vec<_> = segments(&pointer).collect();
            let found = kind_at(path.iter().map(AsRef::as_ref)).filter(|found| *found != kind);
            if let Some(found) = found {
                return self.wrong(written, kind, at, Fault::WrongKind(found));
            }
            self.references.targets.insert(pointer);
        } else if written.starts_with('#') {
            self.wrong(written, kind, at, Fault::Malformed);
        }
        // References to other documents that are still there have been reported.
    }

    /// Checks the values of a mapping: references, or names of schemas.
    fn mapping(&mut self, discriminator: &'c Object, at: &At<'_>) {
        let here = at.key("mapping");
        let mapping = discriminator.get("mapping").and_then(Node::as_object);
        let mapped = mapping.into_iter().flatten().map(|(value, target)| (target, here.key(value)));
        let default = discriminator.get("defaultMapping");
        let default = default.map(|target| (target, at.key("defaultMapping")));
        for (target, at) in mapped.chain(default) {
            let Some(written) = target.as_str() else { continue };
            let is_name = lookup(self.tree, "/components/schemas")
                .is_some_and(|schemas| schemas.get(written).is_some());
            if is_name {
                continue;
            }
            let target = fragment(written).filter(|pointer| self.is_schema(pointer));
            // References to other documents that are still there have been reported.
            let is_reported = !written.starts_with('#') && written.contains(['/', '#', '.']);
            match target {
                Some(target) => drop(self.references.targets.insert(target)),
                None if is_reported => {}
                None => self.wrong(written, Kind::Schema, &at, Fault::Unmapped),
            }
        }
    }

    /// Whether a pointer leads to a schema, as far as the tables know.
    fn is_schema(&self, pointer: &str) -> bool {
        let path: Vec<_> = segments(pointer).collect();
        let kind = kind_at(path.iter().map(AsRef::as_ref));
        lookup(self.tree, pointer).is_some() && kind.is_none_or(|kind| kind == Kind::Schema)
    }

    fn wrong(&mut self, written: &str, kind: Kind, at: &At<'_>, fault: Fault) {
        let new = || Wrong { places: Vec::new(), fault };
        let wrong = self.wrong.entry((written.to_owned(), kind)).or_insert_with(new);
        wrong.places.push(at.origin());
    }

    fn report(self) -> References {
        for (index, ((written, kind), wrong)) in self.wrong.into_iter().enumerate() {
            let Wrong { places, fault } = wrong;
            let count = places.len();
            let mut places = places.into_iter();
            let Some(first) = places.next() else { continue };
            let quoted = text::quote(&written);
            let expected = kind.table().name;
            let (code, mut message) = match fault {
                Fault::Missing => {
                    (&codes::DANGLING_REFERENCE, format!("unresolved reference {quoted}"))
                }
                Fault::Unmapped => (
                    &codes::DANGLING_MAPPING,
                    format!("discriminator maps a value to unknown schema {quoted}"),
                ),
                Fault::Malformed => (
                    &codes::MALFORMED_REFERENCE,
                    format!("reference {quoted} is neither a JSON pointer nor an anchor"),
                ),
                Fault::WrongKind(found) => (
                    &codes::WRONG_TARGET,
                    format!(
                        "reference {quoted} leads to {}, expected {expected}",
                        found.table().name
                    ),
                ),
            };
            match count.saturating_sub(1) {
                0 => {}
                1 => message.push_str(" (and 1 more place)"),
                more => message = format!("{message} (and {more} more places)"),
            }
            // Each suggestion compares all names, so their number is limited.
            let guess = if index < MOST_GUESSES { meant(self.tree, &written, kind) } else { None };
            let guess = guess.map(|meant| self.diagnostics.source(&meant).1);
            let found = self.diagnostics.report_at(code, &first, message);
            found.same(places);
            if let Some(meant) = guess.filter(|meant| format!("#{meant}") != written) {
                found.help(format!("did you mean {}?", text::quote(&format!("#{meant}"))));
            }
        }
        self.references
    }
}

/// Returns the pointer that was most likely meant by a wrong reference.
fn meant(tree: &Node, written: &str, kind: Kind) -> Option<String> {
    let trimmed = written.trim_start_matches(['#', '/']);
    exact(tree, written, kind)
        .or_else(|| respelt(tree, &format!("/{trimmed}")))
        .or_else(|| in_components(tree, trimmed, kind))
}

/// Returns the pointer of a reference with an incomplete start, such as `Pet` or `components/schemas/Pet`.
fn exact(tree: &Node, written: &str, kind: Kind) -> Option<String> {
    let trimmed = written.trim_start_matches(['#', '/']);
    let mut candidates = vec![format!("/{trimmed}")];
    if let Some(section) = section(kind) {
        candidates.push(format!("/components/{section}/{}", escape(trimmed)));
    }
    candidates.into_iter().find(|pointer| {
        let leads_to = kind_at(segments(pointer).collect::<Vec<_>>().iter().map(AsRef::as_ref));
        leads_to == Some(kind)
            && lookup(tree, pointer).is_some()
            && format!("#{pointer}") != written
    })
}

/// Returns the pointer with misspelled segments replaced by the closest existing ones.
fn respelt(tree: &Node, pointer: &str) -> Option<String> {
    let mut node = tree;
    let mut corrected = String::new();
    for segment in segments(pointer) {
        if let Some(child) = crate::tree::pointer::child(node, &segment) {
            push(&mut corrected, &segment);
            node = child;
            continue;
        }
        let object = node.as_object()?;
        let near = nearest(&segment, object.keys().map(String::as_str))?;
        push(&mut corrected, near);
        node = object.get(near)?;
    }
    (!corrected.is_empty()).then_some(corrected)
}

/// Returns the component with this name or the closest one, of the expected kind.
fn in_components(tree: &Node, written: &str, kind: Kind) -> Option<String> {
    let section = section(kind)?;
    let name = written.rsplit('/').next()?;
    let components = tree.get("components")?.get(section)?.as_object()?;
    let exact = components.contains_key(name).then_some(name);
    let near = exact.or_else(|| nearest(name, components.keys().map(String::as_str)))?;
    let mut pointer = format!("/components/{section}");
    push(&mut pointer, near);
    Some(pointer)
}

/// Returns the section of `components` for a kind.
fn section(kind: Kind) -> Option<&'static str> {
    Some(match kind {
        Kind::Schema => "schemas",
        Kind::Response => "responses",
        Kind::Parameter => "parameters",
        Kind::Example => "examples",
        Kind::RequestBody => "requestBodies",
        Kind::Header => "headers",
        Kind::SecurityScheme => "securitySchemes",
        Kind::Link => "links",
        Kind::Callback => "callbacks",
        Kind::PathItem => "pathItems",
        Kind::MediaType => "mediaTypes",
        _ => return None,
    })
}
