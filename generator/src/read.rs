//! Stage three: the tree is checked against the tables of the specification, and for what the
//! tables cannot say. All findings are made in one walk; the answer is the tree without what has a fault:
//! harmless mistakes are mended, and a fault costs the operations that need the part that has it.

use crate::diag::Diagnostics;
use crate::load::{At, Node};
use crate::resolve::dialect::{Kind, each_child};

mod bound;
mod component;
mod cost;
mod edit;
pub(crate) mod expression;
mod method;
mod operation;
mod parameter;
pub(crate) mod path;
mod pattern;
mod schema;
mod scope;
mod security;
mod server;
mod structure;
mod value;

use edit::Edits;
use scope::Scope;

/// A document whose known keywords have the JSON types that they must have.
#[derive(Clone, Debug)]
pub struct Document {
    /// The tree, in the form of version 3.1 or 3.2.
    pub root: Node,
}

/// Checks the whole tree; nothing when it describes nothing.
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
    cost::cut(&mut tree, diagnostics);
    if is_empty { None } else { Some(Document { root: tree }) }
}

/// The walk: what is known of the document as a whole, and where findings go.
struct Reader<'r> {
    scope: Scope<'r>,
    diagnostics: &'r mut Diagnostics,
    /// How harmless mistakes are mended.
    edits: Edits,
    /// How many values of the wrong type were done without.
    odd: usize,
    /// The document describes nothing.
    is_empty: bool,
}

impl<'r> Reader<'r> {
    fn node(&mut self, kind: Kind, node: &'r Node, at: &At<'_>) {
        let Some(object) = self.structure(kind, node, at) else { return };
        if kind == Kind::Callback && self.lacks_expression(object, at) {
            return;
        }
        match kind {
            Kind::OpenApi => self.document(object, at),
            Kind::Components => self.components(object, at),
            Kind::Paths => self.paths(object, at),
            Kind::PathItem => {
                self.duplicate_parameters(object, at);
                self.methods(object, at);
            }
            Kind::RequestBody => self.media_types(object, at),
            Kind::Operation => self.operation(object, at),
            Kind::Responses => self.responses(object, at),
            Kind::Response => self.response(object, at),
            Kind::Parameter => self.parameter(object, at),
            Kind::Header => self.header(object, at),
            Kind::Schema => self.schema(object, at),
            Kind::SecurityScheme => self.security_scheme(object, at),
            Kind::SecurityRequirement => self.security_requirement(object, at),
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
