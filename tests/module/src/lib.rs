//! A crate whose build script generates modules of it: what `docs/src/configuration.md` says of build scripts, compiled.

pub mod money;

include!(concat!(env!("OUT_DIR"), "/zoo.rs"));
include!(concat!(env!("OUT_DIR"), "/plain.rs"));
