//! Who may call: schemes, and what operations ask for.

use super::Docs;

/// Names a scheme of an API.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SchemeId(pub u32);

/// A security scheme.
#[derive(Debug, Clone)]
pub struct Scheme {
    /// Its name in the document.
    pub name: String,
    /// What it asks for.
    pub kind: SchemeKind,
    /// What it is.
    pub docs: Docs,
}

/// What a scheme asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SchemeKind {
    /// A key in `header`, `query` or `cookie`, of a name.
    ApiKey {
        /// Where it is.
        location: String,
        /// Its name.
        name: String,
    },
    /// A bearer token.
    Bearer,
    /// A user and a password.
    Basic,
}

/// Schemes that are asked for together, each with its scopes. An empty one lets everybody in.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SecurityNeed(pub Vec<(SchemeId, Vec<String>)>);
