//! The prefixes that are declared at a place of a document that is being written.

use std::fmt::Write as _;

use super::shape::Name;
use super::{XML, text};

/// The declarations of all open elements: prefix and namespace. The last one of a prefix counts.
#[derive(Debug)]
pub(super) struct Scope(Vec<(String, String)>);

impl Scope {
    /// Creates the scope of a document, in which one prefix is declared (Namespaces in XML 1.0, section 3).
    pub(super) fn new() -> Self {
        Self(vec![("xml".to_owned(), XML.to_owned())])
    }

    /// Returns a mark to return to with [`Scope::leave`].
    pub(super) fn mark(&self) -> usize {
        self.0.len()
    }

    /// Forgets what was declared since a mark.
    pub(super) fn leave(&mut self, mark: usize) {
        self.0.truncate(mark);
    }

    fn of(&self, prefix: &str) -> Option<&str> {
        self.0.iter().rev().find(|(known, _)| known == prefix).map(|(_, iri)| iri.as_str())
    }

    fn declare(&mut self, prefix: &str, iri: &str, declarations: &mut String) {
        self.0.push((prefix.to_owned(), iri.to_owned()));
        let colon = if prefix.is_empty() { "" } else { ":" };
        let _ = write!(declarations, " xmlns{colon}{prefix}=\"");
        text::push_attribute(declarations, iri);
        declarations.push('"');
    }

    /// Returns the name of an element as it is written. What it needs to be declared is added to `declarations`.
    pub(super) fn element(&mut self, name: &Name, declarations: &mut String) -> String {
        let Name { local, namespace, prefix } = *name;
        if namespace.is_empty() {
            // A prefix without a namespace means one that is declared further out.
            let is_known = !prefix.is_empty() && self.of(prefix).is_some();
            return if is_known { format!("{prefix}:{local}") } else { local.to_owned() };
        }
        if self.of(prefix) != Some(namespace) {
            self.declare(prefix, namespace, declarations);
        }
        if prefix.is_empty() { local.to_owned() } else { format!("{prefix}:{local}") }
    }

    /// Returns the name of an attribute as it is written. One in a namespace needs a prefix (Namespaces in XML 1.0,
    /// section 6.2).
    pub(super) fn attribute(&mut self, name: &Name, declarations: &mut String) -> String {
        let Name { local, namespace, prefix } = *name;
        if namespace.is_empty() || !prefix.is_empty() {
            return self.element(name, declarations);
        }
        let is_bound = |prefix: &str| !prefix.is_empty() && self.of(prefix) == Some(namespace);
        let known =
            self.0.iter().rev().map(|(prefix, _)| prefix.clone()).find(|known| is_bound(known));
        let mut numbered = (1_u32..).map(|number| format!("ns{number}"));
        let free = || numbered.find(|prefix| self.of(prefix).is_none()).unwrap_or_default();
        let prefix = known.unwrap_or_else(free);
        if self.of(&prefix) != Some(namespace) {
            self.declare(&prefix, namespace, declarations);
        }
        format!("{prefix}:{local}")
    }
}
