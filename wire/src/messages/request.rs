//! Requests: writing one from typed values, and reading one back.

mod read;
mod write;

#[cfg(feature = "server")]
pub(crate) use read::ReadBody;
pub use read::RequestReader;
pub use write::RequestWriter;
