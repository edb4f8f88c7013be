//! References inside data: examples, and extensions where the user wants them. OpenAPI has no references there, but
//! authors of split documents write them, and most tools follow them. A reference to another file is replaced by its
//! target; anything that leads nowhere is left as it is, for it may be data that only looks like a reference.

use super::{Bundle, Part, Scope};
use crate::diag::Diagnostics;
use crate::resolve::dialect::{Form, Kind};
use crate::source::FileId;
use crate::tree::pointer::lookup;
use crate::tree::{At, Node};

/// Whether references inside extensions are followed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Extensions {
    /// They stay as they are: the generator has no use for them.
    Keep,
    /// They are replaced by what they lead to.
    Resolve,
}

impl Bundle<'_> {
    /// Notes the data under a keyword, if references in it are followed. It is read after everything else.
    pub(super) fn note_data(
        &mut self,
        form: Option<Form>,
        node: &Node,
        at: &At<'_>,
        scope: &Scope<'_>,
    ) {
        let is_followed = match form {
            Some(Form::Any | Form::Data | Form::List) => true,
            None => self.extensions == Extensions::Resolve,
            _ => false,
        };
        if is_followed && refers(node) {
            self.data.push_back(Part {
                form: Form::Any,
                file: scope.part.file,
                source: scope.source(at),
                place: at.pointer(),
                chain: scope.part.chain.clone(),
            });
        }
    }

    /// Replaces the references in one piece of data.
    pub(super) fn data(&mut self, part: &Part) {
        let Some(tree) = self.tree(part.file) else { return };
        let Some(node) = lookup(&tree, &part.source) else { return };
        let scope = Scope { part, resource: None, recursive: None };
        self.data_node(node, &At::of(&part.place), &scope);
    }

    fn data_node(&mut self, node: &Node, at: &At<'_>, scope: &Scope<'_>) {
        match node {
            Node::Object(object) => {
                if let Some(Node::String(written)) = object.get("$ref")
                    && self.data_reference(written, at, scope)
                {
                    return;
                }
                for (key, value) in object {
                    self.data_node(value, &at.key(key), scope);
                }
            }
            Node::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    self.data_node(item, &at.index(index), scope);
                }
            }
            _ => {}
        }
    }

    /// Whether a reference was replaced.
    fn data_reference(&mut self, written: &str, at: &At<'_>, scope: &Scope<'_>) -> bool {
        if scope.part.file == FileId::ROOT && written.starts_with('#') {
            return false;
        }
        let Some((file, source)) = self.quiet_target(written, at, scope) else { return false };
        if !self.may_inline(scope, file, &source) {
            return false;
        }
        let Some(target) = self.tree(file).and_then(|tree| lookup(&tree, &source).cloned()) else {
            return false;
        };
        let place = at.pointer();
        self.changes.put(place.clone(), target, file, &source);
        let chain = Some(scope.chain_with(file, &source));
        self.data.push_back(Part { form: Form::Any, file, source, place, chain });
        true
    }

    /// Returns the target of a reference. Reports nothing if there is no target.
    fn quiet_target(
        &mut self,
        written: &str,
        at: &At<'_>,
        scope: &Scope<'_>,
    ) -> Option<(FileId, String)> {
        let failures = std::mem::take(&mut self.failures);
        let found = std::mem::replace(self.diagnostics, Diagnostics::new());
        let target = self.target(written, Kind::OpenApi, at, scope);
        *self.diagnostics = found;
        self.failures = failures;
        target
    }
}

/// Whether an object below has a reference.
fn refers(node: &Node) -> bool {
    match node {
        Node::Object(object) => {
            object.get("$ref").is_some_and(Node::is_string) || object.values().any(refers)
        }
        Node::Array(items) => items.iter().any(refers),
        _ => false,
    }
}
