//! Floor 3: operations. What the document says of one, how it is called, how it fails, who may call it, and how its pages
//! and callbacks follow from it.

pub(crate) mod call;
pub mod callback;
pub(crate) mod error;
pub(crate) mod operation;
pub(crate) mod paging;
pub(crate) mod problem_shape;
pub(crate) mod security;
pub(crate) mod spec;
pub(crate) mod status;
