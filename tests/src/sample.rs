//! Samples: random JSON of a type, random requests and answers of an operation, as they are on the wire.
//!
//! They are written from the document's side alone, by the rules of OpenAPI; nothing of `counterpart-wire` helps
//! here, so that what reads and writes them is held to the rules and not to itself. All randomness comes from
//! [`Choices`], so that a failing sample shrinks with them.

mod choices;
mod end;
mod events;
pub(crate) mod multipart;
mod pattern;
mod request;
mod response;
pub(crate) mod style;
mod text;
mod value;

pub use choices::Choices;
pub use request::{request, request_in_limits};
pub use response::{response, statuses};
pub use value::{Purpose, Sampler};
