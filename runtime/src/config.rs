//! What the operator chooses, as data: from the command line, or from a test.

use crate::api::Api;
use crate::clock::Clock;
use crate::environment::Environment;
use crate::store::Place;

/// How to set up the server.
#[derive(Debug, Clone)]
pub struct Config {
    /// The APIs to serve.
    pub apis: Vec<Api>,
    /// Where the data lives.
    pub place: Place,
    /// The API keys to accept; without any, one is made.
    pub keys: Vec<String>,
    /// The time.
    pub clock: Clock,
    /// Settings of single APIs.
    pub environment: Environment,
}

impl Config {
    /// All APIs, in memory, with a key that is made.
    pub fn in_memory() -> Self {
        Self {
            apis: crate::api::ALL.to_vec(),
            place: Place::Memory,
            keys: Vec::new(),
            clock: Clock::system(),
            environment: Environment::default(),
        }
    }
}
