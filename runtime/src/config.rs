//! The configuration of the server, from the command line or from a test.

use crate::api::Api;
use crate::clock::Clock;
use crate::environment::Environment;
use crate::store::Place;

/// The configuration.
#[derive(Debug, Clone)]
pub struct Config {
    /// The APIs to serve.
    pub apis: Vec<Api>,
    /// Where to store the data.
    pub place: Place,
    /// The API keys to accept. If empty, a key is generated.
    pub keys: Vec<String>,
    /// Returns the current time.
    pub clock: Clock,
    /// Settings of individual APIs.
    pub environment: Environment,
}

impl Config {
    /// All APIs, in memory, with a generated key.
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
