//! Stage 4: checks the document. In goes the resolved tree; out comes a [`Document`] without errors, or `None` when
//! nothing is left.
//!
//! One walk checks the tree against the tables of the specification, and the rules that tables cannot express.
//! Harmless mistakes are corrected in the tree and reported as warnings. Parts with an error are removed, together
//! with the operations that need them.

use crate::diag::Diagnostics;
use crate::resolve::dialect::{Kind, each_child};
use crate::tree::{At, Node};

mod bound;
mod component;
mod conjunction;
mod edit;
mod example;
mod exclusive;
pub(crate) mod expression;
mod grant;
mod identical_paths;
mod instance;
mod method;
mod operation;
mod parameter;
pub(crate) mod path;
mod pattern;
mod schema;
mod scope;
mod security;
mod server;
mod skip;
mod structure;
mod value;

use edit::Edits;
use scope::Scope;

/// A checked document: its keywords have the JSON types that the specification asks for.
#[derive(Clone, Debug)]
pub struct Document {
    /// The tree, in the form of version 3.1 or 3.2.
    pub root: Node,
}

/// Checks the tree, and removes the parts that have errors. Returns `None` when the document describes nothing.
pub fn read(mut tree: Node, diagnostics: &mut Diagnostics) -> Option<Document> {
    let mut reader = Reader {
        scope: Scope::new(&tree),
        diagnostics,
        edits: Edits::default(),
        odd: 0,
        is_empty: false,
    };
    reader.node(Kind::OpenApi, &tree, &At::root());
    reader.finish();
    let Reader { edits, is_empty, .. } = reader;
    edits.apply(&mut tree);
    skip::skip(&mut tree, diagnostics);
    if is_empty { None } else { Some(Document { root: tree }) }
}

/// The walk through the tree.
struct Reader<'r> {
    scope: Scope<'r>,
    diagnostics: &'r mut Diagnostics,
    /// The corrections of harmless mistakes.
    edits: Edits,
    /// The number of values with the wrong type that were corrected or ignored.
    odd: usize,
    /// Whether the document describes nothing.
    is_empty: bool,
}

impl<'r> Reader<'r> {
    fn node(&mut self, kind: Kind, node: &'r Node, at: &At<'_>) {
        let Some(object) = self.structure(kind, node, at) else { return };
        if kind == Kind::Callback && self.lacks_expression(object, at) {
            return;
        }
        self.exclusive(kind, object, at);
        match kind {
            Kind::OpenApi => self.document(object, at),
            Kind::Components => self.components(object, at),
            Kind::Paths => {
                self.paths(object, at);
                self.identical_paths(object, at);
            }
            Kind::PathItem => {
                self.duplicate_parameters(object, at);
                self.methods(object, at);
                self.whole_queries(object, at);
            }
            Kind::MediaType => self.examples(object, at.nearest_key(), at),
            Kind::RequestBody => self.media_types(object, at),
            Kind::Operation => self.operation(object, at),
            Kind::Responses => self.responses(object, at),
            Kind::Response => self.response(object, at),
            Kind::Parameter => self.parameter(object, at),
            Kind::Header => self.header(object, at),
            Kind::Schema => self.schema(object, at),
            Kind::SecurityScheme => self.security_scheme(object, at),
            Kind::SecurityRequirement => {
                self.security_requirement(object, at);
                self.scopes(object, at);
            }
            Kind::Server => self.server(object, at),
            Kind::Callback => self.expressions(object, at),
            _ => {}
        }
        each_child(kind, object, at, &mut |kind, node, at| self.node(kind, node, at));
    }

    fn finish(&mut self) {
        self.unknown_tags();
    }
}
