//! How a job moves: it waits in the queue, is admitted, runs until every input is worked on, and ends; or is cancelled,
//! retried or deleted on the way. Every move is one transaction, and none is made twice.

use std::time::Duration;

use jiff::Timestamp;
use serde_json::Map;

use super::work::{Done, Failure};
use super::{
    ADMITTED, CANCELLED, COMPLETED, FAILED, Input, InputStatus, Job, Log, PENDING, PREEMPTED,
    Problem, RUNNING, Waiting, work,
};
use crate::archetype::refusal::Refusal;
use crate::archetype::room::Room;
use crate::archetype::{ids, shelf};
use crate::context::Context;
use crate::job::{self, Jobs, Plan};
use crate::store::{List, Record, Store, StoreError, Transaction};

/// From the queue until the job runs.
const PLAN: &str = "archetype/batch";

/// The work on one input.
const INPUT_PLAN: &str = "archetype/batch-input";

type Moved = Result<(), StoreError>;

/// Makes the plans known. Long enough that a caller who polls sees the states, and short enough to wait for.
pub(crate) fn define(context: &Context) {
    let (store, jobs) = (context.store.clone(), context.jobs.clone());
    let plan = Plan::new(PLAN, RUNNING)
        .state(PENDING, Duration::from_secs(1))
        .state(ADMITTED, Duration::from_secs(1))
        .on_enter(move |moved| {
            let (room, jobs) = (room(&store, &moved), jobs.clone());
            async move { Ok(enter(&room, &jobs, &moved).await?) }
        });
    context.jobs.define(plan);

    let (store, jobs) = (context.store.clone(), context.jobs.clone());
    let plan = Plan::new(INPUT_PLAN, "completed")
        .state("processing", Duration::from_secs(1))
        .on_enter(move |moved| {
            let (room, jobs) = (room(&store, &moved), jobs.clone());
            async move { Ok(finish_input(&room, &jobs, &moved).await?) }
        });
    context.jobs.define(plan);
}

fn room(store: &Store, moved: &job::Job) -> Room {
    Room::new(store, &moved.tenant)
}

/// Puts a job into the queue as a part of a transaction. The job is to be stored by the caller.
pub(crate) async fn queue(
    room: &Room,
    jobs: &Jobs,
    transaction: &mut Transaction,
    (id, job): (&str, &mut Job),
) -> Result<(), Refusal> {
    PENDING.clone_into(&mut job.status);
    job.run = jobs.start_in(transaction, &room.scope, PLAN, id).await?.id;
    let waiting = Waiting { pipeline_type: job.pipeline_type.clone() };
    room.queue().on(transaction).create(id, &waiting).await?;
    let queued = ("job_queued", "INFO");
    Log::of(room, id).event(transaction, queued, "The job waits.", None).await?;
    Ok(())
}

/// The job has come to its next state.
async fn enter(room: &Room, jobs: &Jobs, moved: &job::Job) -> Moved {
    let (collection, id) = (room.jobs(), &moved.subject);
    let mut transaction = room.store.begin().await?;
    let Some(mut job) = collection.on(&mut transaction).get(id).await? else { return Ok(()) };
    // Cancelled, run anew, or moved already before a crash: nothing is to be done.
    let expected = if moved.state == ADMITTED { PENDING } else { ADMITTED };
    if job.value.run != moved.id || job.value.status != expected {
        return Ok(());
    }
    job.value.status.clone_from(&moved.state);
    let log = Log::of(room, id);
    if moved.state == ADMITTED {
        room.queue().on(&mut transaction).delete(id).await?;
        log.event(&mut transaction, ("job_admitted", "INFO"), "The job runs next.", None).await?;
    } else {
        job.value.started = Some(room.now());
        log.event(&mut transaction, ("running_job", "INFO"), "The job runs.", None).await?;
        go_on(room, jobs, &mut transaction, (id, &mut job.value)).await?;
        // Together with what it has led to, so that after a crash it is not done again.
        jobs.cancel_in(&mut transaction, &moved.id, RUNNING).await?;
    }
    collection.on(&mut transaction).put(id, &job.value).await?;
    transaction.commit().await
}

/// Starts the work on the inputs that are next, or ends the job when there are none left.
async fn go_on(
    room: &Room,
    jobs: &Jobs,
    transaction: &mut Transaction,
    (id, job): (&str, &mut Job),
) -> Moved {
    let inputs = inputs(room, transaction, id).await?;
    let now = room.now();
    let is = |status| move |input: &&Record<Input>| input.value.status == status;
    let at_work = inputs.iter().filter(is(InputStatus::Processing)).count();
    let mut free = job.parallelism().saturating_sub(at_work);
    let mut left = at_work;
    for Record { id: input_id, mut value, .. } in
        inputs.iter().filter(is(InputStatus::Pending)).cloned()
    {
        if value.tracked {
            left += 1;
            if free == 0 {
                continue;
            }
            free -= 1;
            value.status = InputStatus::Processing;
            value.run = Some(start(room, jobs, transaction, &input_id).await?);
            let log = Log::of(room, id).about(&input_id, value.index);
            let message = format!("Reading {}", value.name());
            log.event(transaction, ("file_started", "INFO"), &message, None).await?;
        } else {
            // What every copy of a component is given is there as soon as the job runs.
            (value.status, value.completed) = (InputStatus::Completed, Some(now));
        }
        room.inputs().on(transaction).put(&input_id, &value).await?;
    }
    if left == 0 {
        let failed = inputs.iter().find(|input| input.value.status == InputStatus::Failed);
        end(room, transaction, (id, job), failed.map(|input| &input.value), now).await?;
    }
    Ok(())
}

async fn start(
    room: &Room,
    jobs: &Jobs,
    transaction: &mut Transaction,
    input: &str,
) -> Result<String, StoreError> {
    match jobs.start_in(transaction, &room.scope, INPUT_PLAN, input).await {
        Ok(started) => Ok(started.id),
        Err(job::JobError::Store(error)) => Err(error),
        Err(other) => Err(StoreError::Corrupt(other.to_string())),
    }
}

/// Ends a job whose inputs are all worked on.
async fn end(
    room: &Room,
    transaction: &mut Transaction,
    (id, job): (&str, &mut Job),
    failed: Option<&Input>,
    now: Timestamp,
) -> Moved {
    let log = Log::of(room, id);
    if let Some(input) = failed {
        let message = input.error.clone().unwrap_or_default();
        log.event(transaction, ("job_failed", "FAILED"), &message, None).await?;
        (job.status, job.failed) = (FAILED.to_owned(), Some(now));
        job.error = Some(Problem { code: "INPUT_UNREADABLE".to_owned(), message });
    } else {
        if job.pipeline_type == "training" {
            let checkpoint = ids::new("ckp");
            room.checkpoints().on(transaction).create(&checkpoint, &id.to_owned()).await?;
            let message = format!("What was learned is saved as {checkpoint}.");
            let payload = Map::from_iter([("checkpoint_id".to_owned(), checkpoint.into())]);
            let event = ("checkpoint_saved", "INFO");
            log.event(transaction, event, &message, Some(payload)).await?;
        }
        log.event(transaction, ("job_completed", "SUCCESS"), "The job is done.", None).await?;
        (job.status, job.completed) = (COMPLETED.to_owned(), Some(now));
    }
    Ok(())
}

/// The time of an input has come: the work is done now, and the job goes on.
async fn finish_input(room: &Room, jobs: &Jobs, moved: &job::Job) -> Moved {
    let id = &moved.subject;
    let Some(input) = room.inputs().get(id).await? else { return Ok(()) };
    let Some(job) = room.jobs().get(&input.value.job).await? else { return Ok(()) };
    let output = ids::new("out");
    // Outside of a transaction, for it can take long.
    let done = work::work(room, &job, &input, &output).await.unwrap_or_else(|error| {
        let error = &error as &dyn std::error::Error;
        tracing::error!(error, input = input.id, "an input could not be worked on");
        Err(Failure(format!("{} could not be read.", input.value.name())))
    });
    let kept = record(room, jobs, (moved, &input.value.job), done, &output).await;
    if !matches!(kept, Ok(true)) {
        shelf::drop_content(room, &output).await;
    }
    kept.map(|_| ())
}

/// Writes down how the work on an input ended. Says whether its output is kept.
async fn record(
    room: &Room,
    jobs: &Jobs,
    (moved, job_id): (&job::Job, &str),
    done: Result<Done, Failure>,
    output: &str,
) -> Result<bool, StoreError> {
    let (id, now) = (&moved.subject, room.now());
    let mut transaction = room.store.begin().await?;
    let Some(mut job) = room.jobs().on(&mut transaction).get(job_id).await? else {
        return Ok(false);
    };
    let Some(input) = room.inputs().on(&mut transaction).get(id).await? else { return Ok(false) };
    let mut input = input.value;
    if job.value.status != RUNNING
        || input.status != InputStatus::Processing
        || input.run.as_ref() != Some(&moved.id)
    {
        return Ok(false);
    }
    input.completed = Some(now);
    let log = Log::of(room, job_id).about(id, input.index);
    let kept = match done {
        Ok(done) => {
            input.status = InputStatus::Completed;
            let message = format!("{} steps are done.", done.steps);
            let progress = (done.kind, done.steps);
            log.progress(&mut transaction, progress, &message, Some(done.metrics.clone())).await?;
            let message = format!("{} is done.", input.name());
            let event = ("file_completed", "SUCCESS");
            log.event(&mut transaction, event, &message, Some(done.metrics)).await?;
            room.outputs().on(&mut transaction).create(output, &done.output).await?;
            true
        }
        Err(Failure(message)) => {
            input.status = InputStatus::Failed;
            let event = ("file_failed", "ERROR");
            log.event(&mut transaction, event, &message, None).await?;
            input.error = Some(message);
            false
        }
    };
    room.inputs().on(&mut transaction).put(id, &input).await?;
    jobs.cancel_in(&mut transaction, &moved.id, &moved.state).await?;
    go_on(room, jobs, &mut transaction, (job_id, &mut job.value)).await?;
    room.jobs().on(&mut transaction).put(job_id, &job.value).await?;
    transaction.commit().await?;
    Ok(kept)
}

/// Stops a job that waits, runs or was preempted.
pub(crate) async fn cancel(room: &Room, jobs: &Jobs, id: &str) -> Result<Timestamp, Refusal> {
    let now = room.now();
    let mut transaction = room.store.begin().await?;
    let mut job = get(room, &mut transaction, id).await?;
    job.require(&[PENDING, RUNNING, PREEMPTED])?;
    halt(room, jobs, &mut transaction, (id, &job)).await?;
    (job.status, job.cancelled) = (CANCELLED.to_owned(), Some(now));
    room.jobs().on(&mut transaction).put(id, &job).await?;
    let event = ("job_cancelled", "WARN");
    Log::of(room, id).event(&mut transaction, event, "The job was cancelled.", None).await?;
    transaction.commit().await?;
    Ok(now)
}

/// Queues a job once more that failed or was cancelled. Returns how often that was done.
pub(crate) async fn retry(room: &Room, jobs: &Jobs, id: &str) -> Result<i32, Refusal> {
    let mut transaction = room.store.begin().await?;
    let mut job = get(room, &mut transaction, id).await?;
    job.require(&[FAILED, CANCELLED])?;
    for input in inputs(room, &mut transaction, id).await? {
        let mut value = input.value;
        if value.status != InputStatus::Completed {
            (value.status, value.error, value.completed) = (InputStatus::Pending, None, None);
            room.inputs().on(&mut transaction).put(&input.id, &value).await?;
        }
    }
    job.retries = job.retries.saturating_add(1);
    (job.started, job.failed, job.cancelled, job.error) = (None, None, None, None);
    queue(room, jobs, &mut transaction, (id, &mut job)).await?;
    room.jobs().on(&mut transaction).put(id, &job).await?;
    transaction.commit().await?;
    Ok(job.retries)
}

/// Deletes a job with all that belongs to it.
pub(crate) async fn delete(room: &Room, jobs: &Jobs, id: &str) -> Result<(), Refusal> {
    let mut transaction = room.store.begin().await?;
    let job = get(room, &mut transaction, id).await?;
    halt(room, jobs, &mut transaction, (id, &job)).await?;
    let of_job = List::new().with_key("job", id);
    for input in room.inputs().on(&mut transaction).list(&of_job).await?.items {
        room.inputs().on(&mut transaction).delete(&input.id).await?;
    }
    for event in room.events().on(&mut transaction).list(&of_job).await?.items {
        room.events().on(&mut transaction).delete(&event.id).await?;
    }
    for entry in room.progress().on(&mut transaction).list(&of_job).await?.items {
        room.progress().on(&mut transaction).delete(&entry.id).await?;
    }
    let outputs = room.outputs().on(&mut transaction).list(&of_job).await?.items;
    for output in &outputs {
        room.outputs().on(&mut transaction).delete(&output.id).await?;
    }
    room.jobs().on(&mut transaction).delete(id).await?;
    transaction.commit().await?;
    for output in outputs {
        shelf::drop_content(room, &output.id).await;
    }
    Ok(())
}

/// Ends all work in the background on a job.
async fn halt(
    room: &Room,
    jobs: &Jobs,
    transaction: &mut Transaction,
    (id, job): (&str, &Job),
) -> Moved {
    room.queue().on(transaction).delete(id).await?;
    jobs.cancel_in(transaction, &job.run, CANCELLED).await?;
    for input in inputs(room, transaction, id).await? {
        let mut value = input.value;
        if value.status != InputStatus::Processing {
            continue;
        }
        if let Some(run) = value.run.take() {
            jobs.cancel_in(transaction, &run, CANCELLED).await?;
        }
        value.status = InputStatus::Pending;
        room.inputs().on(transaction).put(&input.id, &value).await?;
    }
    Ok(())
}

async fn inputs(
    room: &Room,
    transaction: &mut Transaction,
    id: &str,
) -> Result<Vec<Record<Input>>, StoreError> {
    Ok(room.inputs().on(transaction).list(&List::new().with_key("job", id)).await?.items)
}

async fn get(room: &Room, transaction: &mut Transaction, id: &str) -> Result<Job, Refusal> {
    let job = room.jobs().on(transaction).get(id).await?;
    job.map(|job| job.value).ok_or_else(|| no_job(id))
}

/// There is no such job.
pub(crate) fn no_job(id: &str) -> Refusal {
    Refusal::not_found("JOB_NOT_FOUND", format!("There is no job {id}."))
}

impl Job {
    /// Refuses what is possible in other states only.
    fn require(&self, states: &[&str]) -> Result<(), Refusal> {
        if states.contains(&&*self.status) {
            return Ok(());
        }
        Err(Refusal::conflict("INVALID_STATE", format!("The job is {}.", self.status)))
    }
}

impl Input {
    /// What it is called.
    pub(super) fn name(&self) -> &str {
        match &self.source {
            super::Source::File { name, .. } => name,
            super::Source::Checkpoint { id } => id,
        }
    }
}
