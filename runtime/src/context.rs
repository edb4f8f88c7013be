//! What all APIs share.

use std::fmt;

use crate::clock::Clock;
use crate::environment::Environment;
use crate::job::Jobs;
use crate::limit::Limiter;
use crate::store::{Keys, Store};

/// The shared parts of the server. Cheap to clone.
#[derive(Clone)]
#[non_exhaustive]
pub struct Context {
    /// Records, text indexes, counters and files.
    pub store: Store,
    /// The API keys.
    pub keys: Keys,
    /// Background jobs.
    pub jobs: Jobs,
    /// Returns the current time.
    pub clock: Clock,
    /// Settings of individual APIs.
    pub environment: Environment,
}

impl Context {
    /// Creates a context on a store.
    pub fn new(store: Store, environment: Environment) -> Self {
        let (keys, jobs, clock) = (store.keys(), Jobs::new(store.clone()), store.clock().clone());
        Self { store, keys, jobs, clock, environment }
    }

    /// Creates a rate limiter without rules. If the operator has set `RATE_LIMITS` to `off`, it allows everything, for
    /// tools that test every operation and exceed the limits of a normal caller.
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
