//! A crate with modules that its build script generates, as `docs/src/configuration.md` describes.

pub mod money;

include!(concat!(env!("OUT_DIR"), "/zoo.rs"));
include!(concat!(env!("OUT_DIR"), "/plain.rs"));
