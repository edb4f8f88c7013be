//! Requests, written from typed values and read back.

mod read;
mod write;

#[cfg(feature = "server")]
pub(crate) use read::ReadBody;
pub use read::RequestReader;
pub use write::RequestWriter;
