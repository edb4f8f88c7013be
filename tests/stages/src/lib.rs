//! Tests of the generator, stage by stage. A case is a document under `tests/cases/`; the output of its stage is in a
//! golden file beside it.
//!
//! `cargo xtask test STAGE` runs the tests of one stage; `cargo xtask bless` rewrites the golden files.

pub mod case;
pub mod document;
pub mod excerpt;
pub mod formats;
pub mod mutate;
pub mod stage;
pub mod tables;

#[cfg(test)]
mod goldens;
#[cfg(test)]
mod settings;
