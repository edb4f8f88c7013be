//! What the tests of this package share: cases and their goldens, the documents of the project, samples of what an
//! API sends and takes.

pub mod case;
pub mod composed;
pub mod document;
pub mod example;
pub mod excerpt;
pub mod exchange;
#[cfg(feature = "own")]
pub mod guide;
pub mod laws;
pub mod message;
#[cfg(feature = "own")]
pub mod mocked;
pub mod mutate;
pub mod sample;
pub mod script;
pub mod stage;
#[cfg(feature = "own")]
pub mod subject;
pub mod tables;
pub mod values;
