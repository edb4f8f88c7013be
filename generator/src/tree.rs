//! The tree of a document: plain JSON values without positions, and the pointers that name a place in it.
//! All stages build on this module, so it uses none of them.

pub mod pointer;

pub use pointer::{At, Origin};

/// A value of the document.
pub type Node = serde_json::Value;

/// An object of the document, in the order of its keys.
pub type Object = serde_json::Map<String, Node>;

/// The deepest nesting that is accepted, so that every walk may recurse on the stack of any thread.
///
/// The deepest published documents have about 30 levels, those of test suites more than 64. `serde_json` accepts 127.
pub const MAX_DEPTH: usize = 120;
