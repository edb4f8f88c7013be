//! First floor: values and how they are checked.
//!
//! Text is parsed into a tape of tokens, a tape is decoded into typed values, and values are checked against the
//! limits of their schema. Nothing on this floor knows HTTP.

pub(crate) mod budget;
pub(crate) mod codec;
pub(crate) mod format;
pub(crate) mod location;
pub(crate) mod pattern;
pub(crate) mod rule;
pub(crate) mod scalar;
pub(crate) mod validate;
pub(crate) mod violation;
#[cfg(feature = "xml")]
pub mod xml;
