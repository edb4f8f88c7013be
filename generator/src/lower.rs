//! Stage 5: translates a checked document into an [`Api`]: schemas become types, paths become operations. This is the
//! last stage that knows OpenAPI.

mod all_of;
mod alternatives;
mod conjunction;
mod constants;
mod covers;
mod custom_type;
mod discriminator;
mod distinguish;
mod encoding;
mod enum_;
mod events;
mod exclusive;
mod family;
mod header;
mod incoming;
mod kinds;
mod link;
mod narrowed;
mod node;
mod object;
mod operation;
mod paging;
mod parameter;
mod part_rule;
mod path;
mod payload;
mod problem;
mod response;
mod rule;
mod rule_text;
mod scalar;
mod schema;
mod security;
mod server;
mod spread;
mod tuple;
mod union;
mod unsupported;
mod xml;
mod xml_facts;

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;

use crate::api::{Api, Docs, Shape, Side, Tag, Type, TypeDef, TypeId};
use crate::config::Config;
use crate::diag::Diagnostics;
use crate::read::Document;
use crate::tree::Node;
use crate::tree::pointer::{At, fragment, lookup};

/// Translates a document, and reports the features that are not supported.
pub fn lower(document: &Document, config: &Config, diagnostics: &mut Diagnostics) -> Api {
    let mut lower = Lower {
        root: &document.root,
        api: Api::default(),
        by_pointer: BTreeMap::new(),
        families: family::Families::default(),
        unions: Vec::new(),
        branches: BTreeMap::new(),
        reported: BTreeSet::new(),
        untyped: IndexMap::new(),
        ids: BTreeSet::new(),
        callbacks: Vec::new(),
        merging: BTreeMap::new(),
        custom: custom_type::CustomTypes::new(&document.root, config),
        is_filtered: config.is_filtered(),
        xml_objects: BTreeMap::new(),
        diagnostics,
    };
    lower.info();
    lower.schemes();
    lower.components();
    lower.operations();
    lower.webhooks();
    lower.callbacks();
    lower.check_media_types();
    lower.drop_empty_tags();
    lower.distinguish_branches();
    lower.custom.report(config, lower.diagnostics);
    // A schema is visited again for each `allOf` that it is a part of.
    lower.diagnostics.forget_repeated();
    lower.api
}

/// The state of the translation. `'d` is the lifetime of the document.
struct Lower<'d, 'x> {
    root: &'d Node,
    api: Api,
    /// The named types, by the pointer of their schema.
    by_pointer: BTreeMap<String, TypeId>,
    /// The subtypes of schemas with a discriminator, by the name of the schema.
    families: family::Families,
    /// The unions whose branches are still to be distinguished, with their schemas and places.
    unions: Vec<(TypeId, &'d Node, String)>,
    /// The types made for the branches of alternatives, with the place of the branch.
    branches: BTreeMap<TypeId, String>,
    /// Places that are visited from every reference to them, but reported once.
    reported: BTreeSet<String>,
    /// The types whose `allOf` is being merged, by the pointers of their schemas.
    merging: BTreeMap<String, TypeId>,
    /// The media types whose bodies are not typed.
    untyped: IndexMap<String, unsupported::Untyped>,
    /// The operation ids so far.
    ids: BTreeSet<String>,
    /// The callbacks of all operations so far.
    callbacks: Vec<incoming::Callback<'d>>,
    /// The types that the settings name for schemas and formats.
    custom: custom_type::CustomTypes<'d>,
    /// Whether filters have removed operations.
    is_filtered: bool,
    /// The objects of XML so far, by the pointers of their schemas.
    xml_objects: BTreeMap<String, usize>,
    diagnostics: &'x mut Diagnostics,
}

impl<'d> Lower<'d, '_> {
    fn info(&mut self) {
        let info = self.root.get("info");
        let text = |key| info.and_then(|info| node::text(info, key)).map(str::to_owned);
        self.api.title = text("title").unwrap_or_else(|| "API".to_owned());
        self.api.version = text("version").unwrap_or_else(|| "0".to_owned());
        self.api.docs = Docs { summary: text("summary"), description: text("description") };
        self.api.servers = server::servers(self.root);
        self.api.tags = node::list(self.root, "tags")
            .filter_map(|tag| {
                let name = node::text(tag, "name")?.to_owned();
                Some(Tag { name, docs: node::docs(tag), side: Side::Api })
            })
            .collect();
    }

    /// Translates the schemas of `components`. All are declared before the first is translated, since they refer to
    /// each other.
    fn components(&mut self) {
        let root = At::root();
        let components = root.key("components");
        let schemas = components.key("schemas");
        let found = self.root.get("components").and_then(|node| node.get("schemas"));
        let Some(Node::Object(found)) = found else { return };
        self.families = family::Families::of(found);
        let ids: Vec<TypeId> = found
            .iter()
            .map(|(name, node)| self.declare(name, None, node, &schemas.key(name)))
            .collect();
        for ((name, node), id) in found.iter().zip(ids) {
            let at = schemas.key(name);
            if self.custom.has(node) || !self.family(id, node, &at) {
                self.fill(id, node, &at);
            }
        }
    }

    /// Declares a named type whose shape is not known yet.
    fn declare(&mut self, name: &str, parent: Option<TypeId>, node: &Node, at: &At<'_>) -> TypeId {
        let id = TypeId(u32::try_from(self.api.types.len()).unwrap_or(u32::MAX));
        let origin = at.origin();
        self.by_pointer.insert(origin.pointer.clone(), id);
        self.api.types.push(TypeDef {
            name: name.to_owned(),
            parent,
            is_inline: !is_component(&origin.pointer),
            docs: node::docs_of_schema(node),
            origin,
            shape: Shape::Alias(Type::any()),
            deprecated: node::flag(node, "deprecated"),
            example: node::example_of_schema(node),
            rules: Vec::new(),
        });
        id
    }

    /// Translates the schema of a declared type.
    fn fill(&mut self, id: TypeId, node: &'d Node, at: &At<'_>) {
        let ty = self.schema(node, at, &schema::Slot::Own(id));
        if ty.named() == Some(id) {
            // Rules of its only branch or part.
            if let Some(def) = self.api.types.get_mut(id.0 as usize) {
                def.rules.extend(ty.limits.rules);
            }
        } else {
            // Null belongs to each use of the type, where `reference` adds it.
            let alias = Type { nullable: false, ..ty };
            self.set_shape(id, Shape::Alias(alias));
        }
    }

    fn set_shape(&mut self, id: TypeId, shape: Shape) {
        if let Some(def) = self.api.types.get_mut(id.0 as usize) {
            def.shape = shape;
        }
    }

    /// Follows references. Returns the target with its pointer, or the node itself.
    fn follow(&self, node: &'d Node) -> (&'d Node, Option<String>) {
        let mut here = node;
        let mut place = None;
        // `resolve` has rejected circular references; the limit is a safeguard.
        for _ in 0..64 {
            let Some(pointer) = node::text(here, "$ref").and_then(fragment) else { break };
            let Some(target) = lookup(self.root, &pointer) else { break };
            here = target;
            place = Some(pointer);
        }
        (here, place)
    }

    /// Calls `look` with the target of a reference and its place.
    fn at_target<T>(
        &mut self,
        node: &'d Node,
        at: &At<'_>,
        look: impl FnOnce(&mut Self, &'d Node, &At<'_>) -> T,
    ) -> T {
        match self.follow(node) {
            (target, Some(pointer)) => look(self, target, &At::of(&pointer)),
            (node, None) => look(self, node, at),
        }
    }
}

/// Whether a schema is a component, and so has a name.
fn is_component(pointer: &str) -> bool {
    pointer.strip_prefix("/components/schemas/").is_some_and(|name| !name.contains('/'))
}

/// Joins the words of a name for something without a name of its own, as the document writes them.
fn joined(words: &[&str]) -> String {
    words.join(" ")
}
