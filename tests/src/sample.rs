//! Samples: random JSON values of a type, and random HTTP requests and responses of an operation.
//!
//! Samples are made from the document by the rules of OpenAPI, without the encoders of `counterpart-wire`, so that these are
//! tested against the rules and not against themselves. All randomness comes from [`Choices`], so that a failing sample can be
//! shrunk.

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
mod xml;

pub use choices::Choices;
pub use request::{request, request_in_limits};
pub use response::{response, statuses};
pub use value::{Purpose, Sampler};
