//! Stage three: the tree is checked against the tables of the specification, and for what the
//! tables cannot say. All findings are made in one walk; the answer is the tree that was checked.

use crate::diag::Diagnostics;
use crate::load::{At, Node};
use crate::resolve::dialect::{Kind, each_child};

mod bound;
mod component;
mod operation;
mod parameter;
mod path;
mod schema;
mod scope;
mod security;
mod server;
mod structure;
mod value;

use scope::Scope;

/// A document whose known keywords have the JSON types that they must have.
#[derive(Clone, Debug)]
pub struct Document {
    /// The tree, in the form of version 3.1 or 3.2.
    pub root: Node,
}

/// Checks the whole tree; nothing when any stage so far has found an error.
pub fn read(tree: Node, diagnostics: &mut Diagnostics) -> Option<Document> {
    let mut reader = Reader { scope: Scope::new(&tree), diagnostics };
    reader.node(Kind::OpenApi, &tree, &At::root());
    reader.finish();
    if diagnostics.has_errors() { None } else { Some(Document { root: tree }) }
}

/// The walk: what is known of the document as a whole, and where findings go.
struct Reader<'r> {
    scope: Scope<'r>,
    diagnostics: &'r mut Diagnostics,
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
            Kind::PathItem => self.duplicate_parameters(object, at),
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
            _ => {}
        }
        each_child(kind, object, at, &mut |kind, node, at| self.node(kind, node, at));
    }

    fn finish(&mut self) {
        self.unknown_tags();
    }
}
