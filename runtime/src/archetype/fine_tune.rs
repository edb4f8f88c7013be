//! Fine-tuning jobs: their states and metrics.
//!
//! Nothing is actually learned. The metrics are computed from the job's id and running time, so they are reproducible
//! and survive a restart without being stored.

use std::time::Duration;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use super::ids;
use super::org_store::OrgStore;
use super::refusal::Refusal;
use crate::context::Context;
use crate::job::{self, JobError, Jobs, Plan};
use crate::store::{StoreError, Transaction};

pub(super) const REGISTERED: &str = "REGISTERED";
pub(super) const STARTING: &str = "STARTING";
pub(super) const RUNNING: &str = "RUNNING";
pub(super) const FINALIZING: &str = "FINALIZING";
pub(super) const COMPLETED: &str = "COMPLETED";
pub(super) const STOPPING: &str = "STOPPING";
pub(super) const STOPPED: &str = "STOPPED";
pub(super) const CANCELLED: &str = "CANCELLED";
pub(super) const FAILED: &str = "FAILED";

/// The models that can be adapted.
pub(super) const MODELS: [&str; 3] = ["newton-omega", "newton-omega-1.4", "newton-fusion"];

/// The plan from the start to the end.
const PLAN: &str = "archetype/fine-tune";

/// The plan from stopping to the end.
const STOP_PLAN: &str = "archetype/fine-tune-stop";

/// The duration of the training. A metric is recorded once per second.
const TRAINING: Duration = Duration::from_secs(5);

/// The number of steps per second.
const STEPS: i64 = 100;

/// A fine-tuning job.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Tune {
    pub(super) name: String,
    pub(super) uuid: String,
    pub(super) status: String,
    pub(super) config: Map<String, Value>,
    /// The time when the training started.
    pub(super) began: Option<Timestamp>,
    /// The time when the training ended for any reason.
    pub(super) ended: Option<Timestamp>,
    /// The path of the configuration for using the adapted model.
    pub(super) path: Option<String>,
    /// The background job that advances the job.
    pub(super) run: String,
}

/// Registers the plans.
pub(super) fn define(context: &Context) {
    let second = Duration::from_secs(1);
    let plan = Plan::new(PLAN, COMPLETED)
        .state(REGISTERED, second)
        .state(STARTING, second)
        .state(RUNNING, TRAINING)
        .state(FINALIZING, second);
    let stop = Plan::new(STOP_PLAN, STOPPED).state(STOPPING, second);
    for plan in [plan, stop] {
        let store = context.store.clone();
        context.jobs.define(plan.failed_state(FAILED).on_enter(move |moved| {
            let org_store = OrgStore::new(&store, &moved.tenant);
            async move { Ok(enter(&org_store, &moved).await?) }
        }));
    }
}

/// Starts a job in a transaction. The caller stores the job.
pub(super) async fn start(
    org_store: &OrgStore,
    jobs: &Jobs,
    transaction: &mut Transaction,
    tune: &mut Tune,
) -> Result<(), JobError> {
    tune.run = jobs.start_in(transaction, &org_store.scope, PLAN, &tune.uuid).await?.id;
    REGISTERED.clone_into(&mut tune.status);
    Ok(())
}

/// The job has reached its next state.
async fn enter(org_store: &OrgStore, moved: &job::Job) -> Result<(), StoreError> {
    let tunes = org_store.tunes();
    let mut transaction = org_store.store.begin().await?;
    let tune = tunes.on(&mut transaction).find("uuid", &moved.subject).await?;
    let Some(mut tune) = tune else { return Ok(()) };
    // Stopped or canceled in the meantime, or already advanced before a crash: nothing to do.
    if tune.value.run != moved.id || tune.value.status == moved.state {
        return Ok(());
    }
    tune.value.status.clone_from(&moved.state);
    match &*moved.state {
        RUNNING => tune.value.began = Some(org_store.now()),
        FINALIZING => tune.value.ended = Some(org_store.now()),
        COMPLETED | STOPPED => {
            tune.value.ended.get_or_insert(org_store.now());
            tune.value.path = Some(format!("ft/{}/inference.yaml", tune.id));
            let checkpoint = tune.value.checkpoint();
            let by = format!("fine-tuning {}", tune.value.uuid);
            org_store.checkpoints().on(&mut transaction).put(&checkpoint, &by).await?;
        }
        _ => {}
    }
    tunes.on(&mut transaction).put(&tune.id, &tune.value).await?;
    transaction.commit().await
}

/// Ends the training of a job early and keeps what was learned.
pub(super) async fn stop(org_store: &OrgStore, jobs: &Jobs, id: &str) -> Result<(), Refusal> {
    let mut transaction = org_store.store.begin().await?;
    let mut tune = get(org_store, &mut transaction, id).await?;
    tune.require(&[STARTING, RUNNING])?;
    jobs.cancel_in(&mut transaction, &tune.run, STOPPED).await?;
    let stopping = jobs.start_in(&mut transaction, &org_store.scope, STOP_PLAN, &tune.uuid).await?;
    (tune.run, tune.ended) = (stopping.id, Some(org_store.now()));
    STOPPING.clone_into(&mut tune.status);
    org_store.tunes().on(&mut transaction).put(id, &tune).await?;
    Ok(transaction.commit().await?)
}

/// Ends a job immediately and discards what was learned.
pub(super) async fn cancel(org_store: &OrgStore, jobs: &Jobs, id: &str) -> Result<(), Refusal> {
    let mut transaction = org_store.store.begin().await?;
    let mut tune = get(org_store, &mut transaction, id).await?;
    tune.require(&[REGISTERED, STARTING, RUNNING, FINALIZING, STOPPING])?;
    jobs.cancel_in(&mut transaction, &tune.run, CANCELLED).await?;
    tune.ended.get_or_insert(org_store.now());
    CANCELLED.clone_into(&mut tune.status);
    org_store.tunes().on(&mut transaction).put(id, &tune).await?;
    Ok(transaction.commit().await?)
}

/// Deletes a job in any state.
pub(super) async fn delete(org_store: &OrgStore, jobs: &Jobs, id: &str) -> Result<(), Refusal> {
    let mut transaction = org_store.store.begin().await?;
    let tune = get(org_store, &mut transaction, id).await?;
    jobs.cancel_in(&mut transaction, &tune.run, CANCELLED).await?;
    org_store.tunes().on(&mut transaction).delete(id).await?;
    Ok(transaction.commit().await?)
}

async fn get(
    org_store: &OrgStore,
    transaction: &mut Transaction,
    id: &str,
) -> Result<Tune, Refusal> {
    let tune = org_store.tunes().on(transaction).get(id).await?;
    tune.map(|tune| tune.value).ok_or_else(|| no_job(id))
}

/// The job does not exist.
pub(super) fn no_job(id: &str) -> Refusal {
    Refusal::not_found("JOB_NOT_FOUND", format!("There is no job {id}."))
}

impl Tune {
    /// The input for a new job.
    pub(super) fn new(name: &str, config: Map<String, Value>) -> Self {
        Self {
            name: name.to_owned(),
            uuid: uuid::Uuid::new_v4().to_string(),
            status: String::new(),
            config,
            began: None,
            ended: None,
            path: None,
            run: String::new(),
        }
    }

    /// Returns whether the job is unfinished.
    pub(super) fn is_at_work(&self) -> bool {
        [STARTING, RUNNING, FINALIZING, STOPPING].contains(&&*self.status)
    }

    /// Returns the metrics up to a time, oldest first.
    pub(super) fn metrics(&self, now: Timestamp) -> Vec<Map<String, Value>> {
        let Some(began) = self.began else { return Vec::new() };
        let until = self.ended.unwrap_or(now);
        let longest = i64::try_from(TRAINING.as_secs()).unwrap_or(0);
        let seconds = until.duration_since(began).as_secs().clamp(0, longest);
        (1..=seconds).map(|second| self.measured(second)).collect()
    }

    /// Returns the step of the most recent checkpoint. Every second metric has one; a canceled job has none.
    pub(super) fn last_checkpoint(&self, now: Timestamp) -> Option<i64> {
        let measured = i64::try_from(self.metrics(now).len()).unwrap_or(0);
        let saved = measured / 2 * 2 * STEPS;
        (saved > 0 && self.status != CANCELLED).then_some(saved)
    }

    /// Returns the metrics after a number of seconds: a decreasing, slightly varying loss.
    fn measured(&self, second: i64) -> Map<String, Value> {
        let digest = Sha256::digest(format!("{} {second}", self.uuid));
        let waver = digest.first().map_or(0.0, |byte| f64::from(*byte) / 2550.0);
        let train = 0.9 * 0.7_f64.powi(i32::try_from(second).unwrap_or(i32::MAX)) + waver / 4.0;
        let rounded = |loss: f64| (loss * 1000.0).round() / 1000.0;
        let mut metric = Map::new();
        metric.insert("step".to_owned(), json!(second * STEPS));
        metric.insert("train_loss".to_owned(), json!(rounded(train)));
        if second % 2 == 0 {
            metric.insert("eval_loss".to_owned(), json!(rounded(train * 1.1)));
            metric.insert("checkpoint_id".to_owned(), json!(self.checkpoint()));
        }
        metric
    }

    /// Returns the id of the checkpoint that batch jobs can use after the job has completed.
    fn checkpoint(&self) -> String {
        format!("ckp_{}", self.uuid.replace('-', "").chars().take(16).collect::<String>())
    }

    /// Rejects an operation that is not allowed in the job's current state.
    fn require(&self, states: &[&str]) -> Result<(), Refusal> {
        if states.contains(&&*self.status) {
            return Ok(());
        }
        Err(Refusal::conflict("INVALID_STATE", format!("The job is {}.", self.status)))
    }
}

/// Generates an id for a job without one.
pub(super) fn new_id() -> String {
    ids::new("ftj")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn metrics_are_recorded_every_second_and_reproducible() {
        let at = |second| Timestamp::from_second(second).unwrap();
        let mut tune = Tune::new("Pump", Map::new());
        assert!(tune.metrics(at(9)).is_empty());
        tune.began = Some(at(10));
        let early = tune.metrics(at(13));
        assert_eq!((early.len(), tune.last_checkpoint(at(13))), (3, Some(200)));
        assert_eq!(early, tune.metrics(at(100))[..3]);
        assert_eq!(tune.metrics(at(100)).len(), 5);
        tune.ended = Some(at(11));
        assert_eq!((tune.metrics(at(100)).len(), tune.last_checkpoint(at(100))), (1, None));
        let losses: Vec<f64> =
            early.iter().map(|metric| metric["train_loss"].as_f64().unwrap()).collect();
        assert!(losses.is_sorted_by(|one, other| one > other), "{losses:?}");
    }
}
