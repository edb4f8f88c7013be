//! What is written in place of a reference: the text of a file, or a part where a reference is not allowed.

use std::path::Path;
use std::rc::Rc;

use super::{Bundle, Part, Scope};
use crate::diag::codes;
use crate::resolve::dialect::{Form, Kind, kind_below};
use crate::source::FileId;
use crate::source::location::join;
use crate::tree::pointer::lookup;
use crate::tree::{At, Node};

/// The number of parts that are written in place of references. Each may contain such references itself.
const MOST_INLINED: usize = 100_000;

/// The extensions of files with prose.
const PROSE: [&str; 3] = ["md", "markdown", "txt"];

/// The parts that a part is nested in, from the inside out.
pub(super) struct Link {
    file: FileId,
    source: String,
    outer: Option<Rc<Link>>,
}

impl Scope<'_> {
    /// Returns the chain of a part that is written in place of a reference here.
    pub(super) fn chain_with(&self, file: FileId, source: &str) -> Rc<Link> {
        let outer = self.part.chain.clone();
        Rc::new(Link { file, source: source.to_owned(), outer })
    }
}

impl Bundle<'_> {
    /// Whether a part can be written in place of a reference: it does not contain itself, and there are not too many.
    pub(super) fn may_inline(&mut self, scope: &Scope<'_>, file: FileId, source: &str) -> bool {
        let mut links =
            std::iter::successors(scope.part.chain.as_ref(), |link| link.outer.as_ref());
        let contains_itself = links.any(|link| link.file == file && link.source == source);
        self.inlined += 1;
        !contains_itself && self.inlined <= MOST_INLINED
    }

    /// Inserts the text of a file that `description: {$ref: about.md}` refers to.
    pub(super) fn is_prose(
        &mut self,
        form: Form,
        node: &Node,
        at: &At<'_>,
        scope: &Scope<'_>,
    ) -> bool {
        let Some(Node::String(written)) = node.as_object().and_then(|object| object.get("$ref"))
        else {
            return false;
        };
        let ending = Path::new(written).extension().filter(|_| form == Form::Text);
        if !ending.is_some_and(|ending| PROSE.iter().any(|known| ending == *known)) {
            return false;
        }
        let base = self.sources.name(scope.part.file).to_owned();
        let place = join(&base, written);
        match self.sources.at(&place) {
            Ok(file) => {
                let text = Node::String(self.sources.text(file).to_owned());
                self.changes.put(at.pointer(), text, file, "");
            }
            Err(error) => self.failures.unread(written, &place, error, &at.key("$ref")),
        }
        true
    }

    /// Writes the target in place of a reference that is not allowed there: authors split documents anywhere.
    pub(super) fn replaced(
        &mut self,
        form: Form,
        node: &Node,
        at: &At<'_>,
        scope: &Scope<'_>,
    ) -> bool {
        let Some(object) = node.as_object() else { return false };
        let Some(Node::String(written)) = object.get("$ref") else { return false };
        let kind = match form {
            Form::One(kind) => kind,
            Form::Any | Form::Data | Form::TextMap | Form::TextsMap => return false,
            _ => Kind::OpenApi,
        };
        let is_referable = kind.table().referable;
        if is_referable && self.changes.has_section(kind) {
            return false;
        }
        let here = (scope.part.file, scope.source(at));
        if !is_referable && self.indexes.get(&here).is_some_and(|place| *place == at.pointer()) {
            return true;
        }
        let Some((file, source)) = self.target(written, kind, &at.key("$ref"), scope) else {
            return true;
        };
        let is_known = || kind_below(self.root_kind, &source) == Some(kind);
        if is_referable && self.root_kind == Kind::OpenApi && file == FileId::ROOT && is_known() {
            return false;
        }
        if !self.may_inline(scope, file, &source) {
            let message = "circular reference: this part of the document contains itself";
            self.diagnostics.report(&codes::REFERENCE_CYCLE, &at.key("$ref"), message);
            return true;
        }
        let place = at.pointer();
        let Some(target) = self.tree(file).and_then(|tree| lookup(&tree, &source).cloned()) else {
            return true;
        };
        let has_both = !is_referable || kind == Kind::PathItem;
        let beside: Vec<_> = match target.as_object().filter(|_| has_both) {
            Some(target) => object
                .iter()
                .filter(|(key, _)| *key != "$ref" && !target.contains_key(*key))
                .collect(),
            None => Vec::new(),
        };
        self.changes.put(place.clone(), target, file, &source);
        // A path item or a map has what it refers to, and what is written beside the reference.
        for (key, value) in beside {
            let at = at.key(key);
            self.changes.put(at.pointer(), value.clone(), scope.part.file, &scope.source(&at));
            let below = match form {
                Form::Map(kind) => Some(Form::One(kind)),
                _ => kind.form(key),
            };
            if let Some(form) = below {
                self.form(form, value, &at, scope);
            }
        }
        let chain = Some(scope.chain_with(file, &source));
        self.waiting.push_back(Part { form, file, source, place, chain });
        true
    }
}
