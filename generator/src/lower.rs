//! A checked document becomes an [`Api`]: schemas become types, paths become operations. The last stage that
//! knows OpenAPI.

mod all_of;
mod alternatives;
mod encoding;
mod enum_;
mod events;
mod family;
mod header;
mod incoming;
mod link;
mod node;
mod object;
mod operation;
mod own;
mod paging;
mod parameter;
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
mod tell;
mod tuple;
mod unhonoured;
mod union;

use std::collections::{BTreeMap, BTreeSet};

use crate::api::{Api, Docs, Shape, Side, Tag, Type, TypeDef, TypeId};
use crate::config::Config;
use crate::diag::{Code, Diagnostics};
use crate::read::Document;
use crate::tree::Node;
use crate::tree::pointer::{At, fragment, lookup};

/// Turns a document into what is generated from it. Findings name what could not be honoured.
pub fn lower(document: &Document, config: &Config, diagnostics: &mut Diagnostics) -> Api {
    let mut lower = Lower {
        root: &document.root,
        api: Api::default(),
        by_pointer: BTreeMap::new(),
        families: family::Families::new(),
        unions: Vec::new(),
        branches: BTreeMap::new(),
        reported: BTreeSet::new(),
        ids: BTreeSet::new(),
        wanted: Vec::new(),
        merging: BTreeMap::new(),
        owns: own::Owns::new(&document.root, config),
        is_filtered: config.is_filtered(),
        diagnostics,
    };
    lower.info();
    lower.schemes();
    lower.components();
    lower.operations();
    lower.webhooks();
    lower.callbacks();
    lower.drop_empty_tags();
    lower.tell_unions();
    lower.owns.report(config, lower.diagnostics);
    // A schema is looked at anew for each `allOf` that has it as a part.
    lower.diagnostics.forget_repeated();
    lower.api
}

/// What lowering knows as it goes. `'d` is the document.
struct Lower<'d, 'x> {
    root: &'d Node,
    api: Api,
    /// The named types by the pointer of their schema.
    by_pointer: BTreeMap<String, TypeId>,
    /// The schemas that build on one with a discriminator, by its name.
    families: family::Families,
    /// The unions whose branches are still to be told apart, with their schemas and places.
    unions: Vec<(TypeId, &'d Node, String)>,
    /// The places of the branches that types with parts of an `allOf` were made of.
    branches: BTreeMap<TypeId, String>,
    /// The places of findings that are made wherever something is referred to, and reported once.
    reported: BTreeSet<String>,
    /// The types whose `allOf` is being merged, by the pointers of their schemas.
    merging: BTreeMap<String, TypeId>,
    /// The ids of operations so far.
    ids: BTreeSet<String>,
    /// The callbacks that operations ask for.
    wanted: Vec<incoming::Wanted<'d>>,
    /// Types of the user's own.
    owns: own::Owns<'d>,
    /// Whether the document has operations that nobody asks for.
    is_filtered: bool,
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

    /// Every schema of `components` has its name and its id before any is looked into: they refer to each other.
    fn components(&mut self) {
        let root = At::root();
        let components = root.key("components");
        let schemas = components.key("schemas");
        let found = self.root.get("components").and_then(|node| node.get("schemas"));
        let Some(Node::Object(found)) = found else { return };
        self.families = family::families(found);
        let ids: Vec<TypeId> = found
            .iter()
            .map(|(name, node)| self.declare(name, None, node, &schemas.key(name)))
            .collect();
        for ((name, node), id) in found.iter().zip(ids) {
            let at = schemas.key(name);
            if self.owns.has(node) || !self.head(id, node, &at) {
                self.fill(id, node, &at);
            }
        }
    }

    /// A named type whose shape is not known yet.
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

    /// Gives a declared type its shape.
    fn fill(&mut self, id: TypeId, node: &'d Node, at: &At<'_>) {
        let ty = self.schema(node, at, &schema::Slot::Own(id));
        if ty.named() != Some(id) {
            // Null belongs to each use of the name, and `reference` adds it there.
            let alias = Type { nullable: false, ..ty };
            self.set_shape(id, Shape::Alias(alias));
        }
    }

    fn set_shape(&mut self, id: TypeId, shape: Shape) {
        if let Some(def) = self.api.types.get_mut(id.0 as usize) {
            def.shape = shape;
        }
    }

    /// Follows a reference object to what it names; anything else is itself. The pointer is that of the target.
    fn follow(&self, node: &'d Node) -> (&'d Node, Option<String>) {
        let mut here = node;
        let mut place = None;
        // `resolve` refuses circles of bare references; a bound costs nothing.
        for _ in 0..64 {
            let Some(pointer) = node::text(here, "$ref").and_then(fragment) else { break };
            let Some(target) = lookup(self.root, &pointer) else { break };
            here = target;
            place = Some(pointer);
        }
        (here, place)
    }

    /// Calls `look` with what a reference object names and where that is.
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

    fn unsupported(&mut self, code: &'static Code, at: &At<'_>, what: &str) {
        self.diagnostics.report(code, at, what);
    }
}

/// Whether a schema has a name of its own: it stands among the components.
fn is_component(pointer: &str) -> bool {
    pointer.strip_prefix("/components/schemas/").is_some_and(|name| !name.contains('/'))
}

/// A name for what stands at a place and has none: its words, as the document writes them.
fn joined(words: &[&str]) -> String {
    words.join(" ")
}
