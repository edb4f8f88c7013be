//! Third floor: operations. What the OpenAPI document says of an operation, calls and their errors, security, pages
//! and callbacks.

pub(crate) mod call;
pub mod callback;
pub(crate) mod error;
pub(crate) mod operation;
pub(crate) mod paging;
pub(crate) mod problem_shape;
pub(crate) mod security;
pub(crate) mod spec;
pub(crate) mod status;
