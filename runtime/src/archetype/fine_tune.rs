//! Fine-tuning jobs: how they move, and what is measured on the way.
//!
//! Nothing is learned by them; what they measure is worked out of their id and the time that they ran, so it is the
//! same whenever it is asked for, and survives a restart without being stored.

use std::time::Duration;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use super::ids;
use super::refusal::Refusal;
use super::room::Room;
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

/// From the start to the end.
const PLAN: &str = "archetype/fine-tune";

/// From being stopped to the end.
const STOP_PLAN: &str = "archetype/fine-tune-stop";

/// How long a model is trained. It is measured once a second.
const TRAINING: Duration = Duration::from_secs(5);

/// How many steps are done in a second.
const STEPS: i64 = 100;

/// A fine-tuning job.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Tune {
    pub(super) name: String,
    pub(super) uuid: String,
    pub(super) status: String,
    pub(super) config: Map<String, Value>,
    /// When training began.
    pub(super) began: Option<Timestamp>,
    /// When training ended, in whatever way.
    pub(super) ended: Option<Timestamp>,
    /// Where the configuration for using the adapted model lies.
    pub(super) path: Option<String>,
    /// The work in the background that moves the job on.
    pub(super) run: String,
}

/// Makes the plans known.
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
            let room = Room::new(&store, &moved.tenant);
            async move { Ok(enter(&room, &moved).await?) }
        }));
    }
}

/// Starts a job as a part of a transaction. The job is to be stored by the caller.
pub(super) async fn start(
    room: &Room,
    jobs: &Jobs,
    transaction: &mut Transaction,
    tune: &mut Tune,
) -> Result<(), JobError> {
    tune.run = jobs.start_in(transaction, &room.scope, PLAN, &tune.uuid).await?.id;
    REGISTERED.clone_into(&mut tune.status);
    Ok(())
}

/// The job has come to its next state.
async fn enter(room: &Room, moved: &job::Job) -> Result<(), StoreError> {
    let tunes = room.tunes();
    let mut transaction = room.store.begin().await?;
    let tune = tunes.on(&mut transaction).find("uuid", &moved.subject).await?;
    let Some(mut tune) = tune else { return Ok(()) };
    // Stopped or cancelled meanwhile, or moved already before a crash: nothing is to be done.
    if tune.value.run != moved.id || tune.value.status == moved.state {
        return Ok(());
    }
    tune.value.status.clone_from(&moved.state);
    match &*moved.state {
        RUNNING => tune.value.began = Some(room.now()),
        FINALIZING => tune.value.ended = Some(room.now()),
        COMPLETED | STOPPED => {
            tune.value.ended.get_or_insert(room.now());
            tune.value.path = Some(format!("ft/{}/inference.yaml", tune.id));
            let checkpoint = tune.value.checkpoint();
            let by = format!("fine-tuning {}", tune.value.uuid);
            room.checkpoints().on(&mut transaction).put(&checkpoint, &by).await?;
        }
        _ => {}
    }
    tunes.on(&mut transaction).put(&tune.id, &tune.value).await?;
    transaction.commit().await
}

/// Ends the training of a job early, and keeps what was learned.
pub(super) async fn stop(room: &Room, jobs: &Jobs, id: &str) -> Result<(), Refusal> {
    let mut transaction = room.store.begin().await?;
    let mut tune = get(room, &mut transaction, id).await?;
    tune.require(&[STARTING, RUNNING])?;
    jobs.cancel_in(&mut transaction, &tune.run, STOPPED).await?;
    let stopping = jobs.start_in(&mut transaction, &room.scope, STOP_PLAN, &tune.uuid).await?;
    (tune.run, tune.ended) = (stopping.id, Some(room.now()));
    STOPPING.clone_into(&mut tune.status);
    room.tunes().on(&mut transaction).put(id, &tune).await?;
    Ok(transaction.commit().await?)
}

/// Ends a job at once, and drops what was learned.
pub(super) async fn cancel(room: &Room, jobs: &Jobs, id: &str) -> Result<(), Refusal> {
    let mut transaction = room.store.begin().await?;
    let mut tune = get(room, &mut transaction, id).await?;
    tune.require(&[REGISTERED, STARTING, RUNNING, FINALIZING, STOPPING])?;
    jobs.cancel_in(&mut transaction, &tune.run, CANCELLED).await?;
    tune.ended.get_or_insert(room.now());
    CANCELLED.clone_into(&mut tune.status);
    room.tunes().on(&mut transaction).put(id, &tune).await?;
    Ok(transaction.commit().await?)
}

/// Deletes a job, whatever it does.
pub(super) async fn delete(room: &Room, jobs: &Jobs, id: &str) -> Result<(), Refusal> {
    let mut transaction = room.store.begin().await?;
    let tune = get(room, &mut transaction, id).await?;
    jobs.cancel_in(&mut transaction, &tune.run, CANCELLED).await?;
    room.tunes().on(&mut transaction).delete(id).await?;
    Ok(transaction.commit().await?)
}

async fn get(room: &Room, transaction: &mut Transaction, id: &str) -> Result<Tune, Refusal> {
    let tune = room.tunes().on(transaction).get(id).await?;
    tune.map(|tune| tune.value).ok_or_else(|| no_job(id))
}

/// There is no such job.
pub(super) fn no_job(id: &str) -> Refusal {
    Refusal::not_found("JOB_NOT_FOUND", format!("There is no job {id}."))
}

impl Tune {
    /// A job that is to be started.
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

    /// Whether it has still something to do.
    pub(super) fn is_at_work(&self) -> bool {
        [STARTING, RUNNING, FINALIZING, STOPPING].contains(&&*self.status)
    }

    /// The measurements until a time, oldest first.
    pub(super) fn metrics(&self, now: Timestamp) -> Vec<Map<String, Value>> {
        let Some(began) = self.began else { return Vec::new() };
        let until = self.ended.unwrap_or(now);
        let longest = i64::try_from(TRAINING.as_secs()).unwrap_or(0);
        let seconds = until.duration_since(began).as_secs().clamp(0, longest);
        (1..=seconds).map(|second| self.measured(second)).collect()
    }

    /// The step at which the model was saved last: after every second measurement. What was cancelled has saved nothing.
    pub(super) fn last_checkpoint(&self, now: Timestamp) -> Option<i64> {
        let measured = i64::try_from(self.metrics(now).len()).unwrap_or(0);
        let saved = measured / 2 * 2 * STEPS;
        (saved > 0 && self.status != CANCELLED).then_some(saved)
    }

    /// What is measured after so many seconds: a loss that falls, and wavers a little.
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

    /// The id of the checkpoint that batch jobs can use when the job has ended well.
    fn checkpoint(&self) -> String {
        format!("ckp_{}", self.uuid.replace('-', "").chars().take(16).collect::<String>())
    }

    /// Refuses what is possible in other states only.
    fn require(&self, states: &[&str]) -> Result<(), Refusal> {
        if states.contains(&&*self.status) {
            return Ok(());
        }
        Err(Refusal::conflict("INVALID_STATE", format!("The job is {}.", self.status)))
    }
}

/// A new id of a job that was given none.
pub(super) fn new_id() -> String {
    ids::new("ftj")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn measurements_come_once_a_second_and_stay_as_they_were() {
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
