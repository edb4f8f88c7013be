//! Second floor: HTTP requests and responses, written from values and read back. Nothing on this floor knows an
//! operation.

pub(crate) mod accept;
pub mod body;
pub(crate) mod disposition;
pub(crate) mod event;
pub(crate) mod fault;
pub(crate) mod headers;
pub(crate) mod media;
pub mod multipart;
pub(crate) mod param;
pub(crate) mod problem;
pub(crate) mod request;
pub(crate) mod response;
pub(crate) mod unsendable;
