//! What the tests of this package share: cases and their goldens, the documents of the project, samples of what an
//! API sends and takes.

pub mod case;
pub mod document;
pub mod excerpt;
pub mod laws;
pub mod sample;
pub mod stage;
pub mod tables;
