//! Security schemes, and the requirements of operations.

use super::Docs;

/// Identifies a scheme of an API.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SchemeId(pub u32);

/// A security scheme.
#[derive(Debug, Clone)]
pub struct Scheme {
    /// Its name in the document.
    pub name: String,
    /// Its credential.
    pub kind: SchemeKind,
    /// Its documentation.
    pub docs: Docs,
}

/// The credential of a scheme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SchemeKind {
    /// An API key.
    ApiKey {
        /// `header`, `query` or `cookie`.
        location: String,
        /// Its name.
        name: String,
    },
    /// A bearer token.
    Bearer,
    /// A user name and a password.
    Basic,
}

/// A security requirement: schemes that are required together, each with its scopes. An empty one allows anonymous
/// callers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SecurityNeed(pub Vec<(SchemeId, Vec<String>)>);
