//! The progress of a training: queued, then one epoch after another, each with a checkpoint, metrics and evaluations,
//! until all are done.
//!
//! The status of the training is authoritative, not the state of its jobs. If it has been changed by a webhook, or the
//! training has been deleted, the jobs end without changing anything.

use std::time::Duration;

use inference_api::types;
use inference_api::wire::{Json, Map};

use super::super::evaluations::Starter;
use super::super::records::{COMPLETED, FAILED, QUEUED, RUNNING};
use super::super::space_store::SpaceStore;
use super::super::{connectors, id, now, score};
use crate::clock::Clock;
use crate::context::Context;
use crate::job::{Jobs, Outcome, Plan};
use crate::stored::Stored;

/// The plan before the first epoch.
pub(super) const QUEUE: &str = "inference/train";

/// The plan of an epoch.
const EPOCH: &str = "inference/train-epoch";

/// The duration of each.
const LASTS: Duration = Duration::from_secs(1);

/// The default and the maximum number of epochs.
const EPOCHS: i32 = 3;
const MOST: i32 = 100;

/// The number of steps per epoch.
const STEPS: i64 = 400;

/// Registers the plans of a training.
pub(in super::super) fn define(context: &Context) {
    let store = context.store.clone();
    let queue = Plan::new(QUEUE, RUNNING).state(QUEUED, LASTS);
    context.jobs.define(queue.on_enter_with(move |jobs, job| {
        let space_store = SpaceStore::of(&store, &job.tenant);
        async move { begin(&space_store, &jobs, &job.subject).await }
    }));
    let store = context.store.clone();
    let epoch = Plan::new(EPOCH, "done").state(RUNNING, LASTS);
    context.jobs.define(epoch.on_enter_with(move |jobs, job| {
        let space_store = SpaceStore::of(&store, &job.tenant);
        async move { end_epoch(&space_store, &jobs, &job.subject).await }
    }));
}

/// A training reaches the front of the queue: it runs, or fails if its data cannot be read.
async fn begin(space_store: &SpaceStore, jobs: &Jobs, id: &str) -> Outcome {
    let mut transaction = space_store.store().begin().await?;
    let trainings = space_store.trainings();
    let training = trainings.on(&mut transaction).get(id).await?;
    let Some(training) = training.filter(|found| found.value.shown.status == QUEUED) else {
        return Ok(());
    };
    let mut training = training.value;
    let mut reached = true;
    for data in &training.shown.connectors {
        reached &= connectors::reaches(&mut transaction, space_store, data).await?;
    }
    let status = if reached { RUNNING } else { FAILED };
    status.clone_into(&mut training.shown.status);
    training.shown.updated_at = now(space_store.store().clock()).into();
    trainings.on(&mut transaction).put(id, &training).await?;
    if reached {
        jobs.start_in(&mut transaction, space_store.scope(), EPOCH, &subject(id, 1)).await?;
    }
    transaction.commit().await?;
    Ok(())
}

/// An epoch has ended: it creates a checkpoint, and the next epoch starts.
async fn end_epoch(space_store: &SpaceStore, jobs: &Jobs, of: &str) -> Outcome {
    let (id, epoch) = of.rsplit_once('/').ok_or("the job of an epoch has no epoch number")?;
    let epoch: i32 = epoch.parse()?;
    let mut transaction = space_store.store().begin().await?;
    let trainings = space_store.trainings();
    let training = trainings.on(&mut transaction).get(id).await?;
    let Some(training) = training.filter(|found| found.value.shown.status == RUNNING) else {
        return Ok(());
    };
    let mut training = training.value;
    // After a crash, this can be repeated.
    if training.shown.checkpoints.iter().any(|checkpoint| checkpoint.epoch == Some(epoch)) {
        return Ok(());
    }
    let clock = space_store.store().clock();
    let checkpoint = checkpoint(&training.shown, epoch, clock);
    let kept = Stored(checkpoint.clone());
    space_store.checkpoints().on(&mut transaction).create(&checkpoint.id, &kept).await?;
    let by = Starter { jobs, clock, user: &training.created_by };
    for benchmark in &training.shown.benchmark_ids {
        // It may have been deleted since the training was started.
        if space_store.benchmarks().on(&mut transaction).get(benchmark).await?.is_some() {
            let pair = (benchmark.as_str(), checkpoint.id.as_str());
            by.start_in(&mut transaction, space_store, pair, training.shown.gpu_count).await?;
        }
    }
    let shown = &mut training.shown;
    let figure = metric(&shown.name, epoch);
    shown.metrics.push(figure);
    shown.checkpoints.push(checkpoint);
    shown.updated_at = now(clock).into();
    if epoch < epochs(&shown.configuration) {
        jobs.start_in(&mut transaction, space_store.scope(), EPOCH, &subject(id, epoch + 1))
            .await?;
    } else {
        COMPLETED.clone_into(&mut shown.status);
    }
    trainings.on(&mut transaction).put(id, &training).await?;
    transaction.commit().await?;
    Ok(())
}

fn subject(id: &str, epoch: i32) -> String {
    format!("{id}/{epoch}")
}

/// The results of an epoch.
pub(in super::super) fn checkpoint(
    training: &types::Training,
    epoch: i32,
    clock: &Clock,
) -> types::Checkpoint {
    let name = format!("{}-epoch-{epoch}", training.name);
    types::Checkpoint::new(id::new(clock), name, training.id.as_str(), now(clock).into())
        .with_model_id(training.name.as_str())
        .with_epoch(epoch)
        .with_step(i64::from(epoch) * STEPS)
}

/// The metrics of an epoch.
pub(in super::super) fn metric(model: &str, epoch: i32) -> types::TrainingMetric {
    types::TrainingMetric::new("loss", score::loss(model, epoch))
        .with_epoch(epoch)
        .with_step(i64::from(epoch) * STEPS)
}

/// Returns the number of epochs in a configuration.
pub(in super::super) fn epochs(configuration: &Map<Json>) -> i32 {
    let asked = configuration.get("epochs").and_then(Json::as_i64).unwrap_or(i64::from(EPOCHS));
    i32::try_from(asked).unwrap_or(MOST).clamp(1, MOST)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_configuration_sets_the_number_of_epochs() {
        let table = [
            (json!({}), 3),
            (json!({"epochs": 5}), 5),
            (json!({"epochs": 0}), 1),
            (json!({"epochs": i64::MAX}), 100),
            (json!({"epochs": "many"}), 3),
        ];
        for (configuration, expected) in table {
            let configuration = configuration.as_object().cloned().unwrap().into_iter().collect();
            assert_eq!(epochs(&configuration), expected);
        }
    }
}
