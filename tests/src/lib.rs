//! Shared code of the tests that compile and call generated packages: samples of the requests and responses of an API,
//! servers that answer by a script, and the round-trip properties.
//!
//! The tests take cases and documents from `counterpart-stages`.

pub mod composed;
pub mod example;
pub mod exchange;
#[cfg(feature = "own")]
pub mod guide;
pub mod message;
#[cfg(feature = "own")]
pub mod mocked;
pub mod roundtrip;
pub mod sample;
pub mod script;
#[cfg(feature = "own")]
pub mod subject;
pub mod values;
