//! Training of models and retrievers: a job that moves through the states that callers poll. Nothing is actually
//! learned, because queries are answered from the documents themselves.

use std::time::Duration;

use super::Arcee;
use super::refusal::Refusal;
use crate::job::{Job, JobError, Jobs, Plan};
use crate::store::{Scope, StoreError, Transaction};

/// The state in which a model or retriever can be queried.
pub(super) const COMPLETE: &str = "training_complete";

/// The kind of training.
#[derive(Debug, Clone, Copy)]
pub(super) enum Trained {
    Model,
    Retriever,
}

impl Trained {
    fn plan(self) -> &'static str {
        match self {
            Self::Model => "arcee/train-model",
            Self::Retriever => "arcee/train-retriever",
        }
    }
}

/// Registers the plans. The states last long enough for a polling caller to see them, and are short enough to wait for.
pub(super) fn define(jobs: &Jobs) {
    for trained in [Trained::Model, Trained::Retriever] {
        let plan = Plan::new(trained.plan(), COMPLETE)
            .state("queued", Duration::from_secs(1))
            .state("machine_starting", Duration::from_secs(1))
            .state("training", Duration::from_secs(2))
            .failed_state("training_failed");
        jobs.define(plan);
    }
}

impl Arcee {
    /// Starts a training in a transaction. `name` identifies the subject for the caller.
    pub(super) async fn train_in(
        &self,
        transaction: &mut Transaction,
        scope: &Scope,
        (trained, subject): (Trained, &str),
        name: &str,
    ) -> Result<Job, Refusal> {
        let started = self.jobs.start_in(transaction, scope, trained.plan(), subject).await;
        started.map_err(|error| match error {
            JobError::AtWork(_) => under_way(name),
            other => other.into(),
        })
    }

    /// Returns the newest training.
    pub(super) async fn training(
        &self,
        scope: &Scope,
        trained: Trained,
        subject: &str,
    ) -> Result<Option<Job>, StoreError> {
        self.jobs.latest(scope, trained.plan(), subject).await
    }

    /// Rejects operations that require a complete training.
    pub(super) async fn require_trained(
        &self,
        scope: &Scope,
        (trained, subject): (Trained, &str),
        name: &str,
    ) -> Result<(), Refusal> {
        match self.training(scope, trained, subject).await? {
            Some(job) if job.state == COMPLETE => Ok(()),
            _ => Err(Refusal::conflict(format!("The training of {name} is not complete."))),
        }
    }
}

fn under_way(name: &str) -> Refusal {
    Refusal::conflict(format!("{name} is already being trained."))
}
