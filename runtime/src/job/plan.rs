//! The definition of a kind of job: its states in order, their durations, and the work to do.

use std::fmt;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use futures_util::FutureExt;
use futures_util::future::BoxFuture;

use super::{Job, Jobs};

/// The state of a failed job.
const FAILED: &str = "failed";

/// The result of the work for a state.
pub type Outcome = Result<(), Box<dyn std::error::Error + Send + Sync>>;

type Work = Arc<dyn Fn(Jobs, Job) -> BoxFuture<'static, Outcome> + Send + Sync>;

/// A kind of job.
#[derive(Clone)]
pub struct Plan {
    name: String,
    states: Vec<(String, Duration)>,
    last: String,
    failed: String,
    work: Option<Work>,
}

impl Plan {
    /// Creates a plan with a name that is unique across all APIs, such as `arcee/train`, and its final state.
    #[must_use]
    pub fn new(name: impl Into<String>, last: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            states: Vec::new(),
            last: last.into(),
            failed: FAILED.to_owned(),
            work: None,
        }
    }

    /// Adds a state before the final one, with its duration.
    #[must_use]
    pub fn state(mut self, state: impl Into<String>, lasts: Duration) -> Self {
        self.states.push((state.into(), lasts));
        self
    }

    /// Sets the state of failed jobs. The default is `failed`.
    #[must_use]
    pub fn failed_state(mut self, state: impl Into<String>) -> Self {
        self.failed = state.into();
        self
    }

    /// Sets the work to do when a job enters any state but the first. The job passed to `work` is already in the new
    /// state; others see the change when the work is done. If the work returns an error, the job fails.
    ///
    /// After a crash, the work for a state can run again, so it must be idempotent.
    #[must_use]
    pub fn on_enter<F>(self, work: impl Fn(Job) -> F + Send + Sync + 'static) -> Self
    where
        F: Future<Output = Outcome> + Send + 'static,
    {
        self.on_enter_with(move |_, job| work(job))
    }

    /// The same, for work that starts other jobs. The jobs are passed to it. If the work captured them, they would keep
    /// themselves and the store alive forever.
    #[must_use]
    pub fn on_enter_with<F>(mut self, work: impl Fn(Jobs, Job) -> F + Send + Sync + 'static) -> Self
    where
        F: Future<Output = Outcome> + Send + 'static,
    {
        self.work = Some(Arc::new(move |jobs, job| work(jobs, job).boxed()));
        self
    }

    pub(super) fn name(&self) -> &str {
        &self.name
    }

    pub(super) fn failed(&self) -> &str {
        &self.failed
    }

    /// The first state and its duration. A plan without states reaches its final state immediately.
    pub(super) fn first(&self) -> (&str, Duration) {
        self.states
            .first()
            .map_or((self.last.as_str(), Duration::ZERO), |(state, lasts)| (state, *lasts))
    }

    /// The next state and its duration. The final state lasts forever. A job can be in an unknown state if the plan has
    /// changed since it was started; the state after that is the final state.
    pub(super) fn after(&self, state: &str) -> (&str, Option<Duration>) {
        let mut rest = self.states.iter().skip_while(|(known, _)| known != state).skip(1);
        rest.next().map_or((self.last.as_str(), None), |(state, lasts)| (state, Some(*lasts)))
    }

    pub(super) async fn enter(&self, jobs: &Jobs, job: Job) -> Outcome {
        match &self.work {
            Some(work) => work(jobs.clone(), job).await,
            None => Ok(()),
        }
    }
}

impl fmt::Debug for Plan {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Plan")
            .field("name", &self.name)
            .field("states", &self.states)
            .field("last", &self.last)
            .finish_non_exhaustive()
    }
}
