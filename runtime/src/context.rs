//! What every API is given to work with.

use std::fmt;

use crate::clock::Clock;
use crate::environment::Environment;
use crate::job::Jobs;
use crate::limit::Limiter;
use crate::store::{Keys, Store};

/// The building blocks, shared by all APIs. Cheap to clone.
#[derive(Clone)]
#[non_exhaustive]
pub struct Context {
    /// Records, texts, counters and files.
    pub store: Store,
    /// The API keys.
    pub keys: Keys,
    /// Work in the background.
    pub jobs: Jobs,
    /// The time.
    pub clock: Clock,
    /// Settings of single APIs.
    pub environment: Environment,
}

impl Context {
    /// The blocks on a store.
    pub fn new(store: Store, environment: Environment) -> Self {
        let (keys, jobs, clock) = (store.keys(), Jobs::new(store.clone()), store.clock().clone());
        Self { store, keys, jobs, clock, environment }
    }

    /// A limiter to give rules to. Where the operator has set `RATE_LIMITS` to `off`, it allows everything: a tool that
    /// tries every operation asks more often than a caller may.
    pub fn limiter(&self) -> Limiter {
        let limiter = Limiter::new(self.clock.clone());
        if self.environment.get("RATE_LIMITS") == Some("off") { limiter.off() } else { limiter }
    }
}

impl fmt::Debug for Context {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Context").finish_non_exhaustive()
    }
}
