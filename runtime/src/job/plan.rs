//! What a kind of job does: its states in order, how long each lasts, and what is to be done on the way.

use std::fmt;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use futures_util::FutureExt;
use futures_util::future::BoxFuture;

use super::{Job, Jobs};

/// The state of a job that did not come to its last state.
const FAILED: &str = "failed";

/// How the work for a state ended.
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
    /// A job of this name, known to no other API: `arcee/train`. It ends in the state `last`.
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

    /// The next state on the way to the last, and how long it lasts.
    #[must_use]
    pub fn state(mut self, state: impl Into<String>, lasts: Duration) -> Self {
        self.states.push((state.into(), lasts));
        self
    }

    /// What a job is called that failed, if not `failed`.
    #[must_use]
    pub fn failed_state(mut self, state: impl Into<String>) -> Self {
        self.failed = state.into();
        self
    }

    /// What is to be done when a job enters a state after its first. The job that `work` is given is in the new state
    /// already; others see the move when the work is done. An error ends the job as failed.
    ///
    /// After a crash the work for a state may be done again: it must do no harm the second time.
    #[must_use]
    pub fn on_enter<F>(self, work: impl Fn(Job) -> F + Send + Sync + 'static) -> Self
    where
        F: Future<Output = Outcome> + Send + 'static,
    {
        self.on_enter_with(move |_, job| work(job))
    }

    /// The same for work that starts other jobs, by the jobs it is given. Taken along from outside they would hold
    /// themselves, and with them the store, for ever.
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

    /// The first state, and how long it lasts. A plan without any is at its end after no time.
    pub(super) fn first(&self) -> (&str, Duration) {
        self.states
            .first()
            .map_or((self.last.as_str(), Duration::ZERO), |(state, lasts)| (state, *lasts))
    }

    /// The state that follows, and how long it lasts: for ever when it is the last. So is what follows an unknown state,
    /// which a job can be in when the plan has changed since it was started.
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
