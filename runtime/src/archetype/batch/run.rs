//! The life of a job: it waits in the queue, is admitted, runs until all inputs have been processed, and ends. It can
//! be canceled, retried or deleted. Each change of state is a transaction and happens only once.

use std::time::Duration;

use jiff::Timestamp;
use serde_json::Map;

use super::work::{Done, Failure};
use super::{
    ADMITTED, CANCELLED, COMPLETED, FAILED, Input, InputStatus, Job, Log, PENDING, PREEMPTED,
    Problem, RUNNING, Waiting, work,
};
use crate::archetype::org_store::OrgStore;
use crate::archetype::refusal::Refusal;
use crate::archetype::{file_store, ids};
use crate::context::Context;
use crate::job::{self, Jobs, Plan};
use crate::store::{List, Record, Store, StoreError, Transaction};

/// The plan from the queue until the job runs.
const PLAN: &str = "archetype/batch";

/// The plan for processing one input.
const INPUT_PLAN: &str = "archetype/batch-input";

type Moved = Result<(), StoreError>;

/// Registers the plans. The states last long enough for a polling caller to see them, and are short enough to wait for.
pub(crate) fn define(context: &Context) {
    let (store, jobs) = (context.store.clone(), context.jobs.clone());
    let plan = Plan::new(PLAN, RUNNING)
        .state(PENDING, Duration::from_secs(1))
        .state(ADMITTED, Duration::from_secs(1))
        .on_enter(move |moved| {
            let (org_store, jobs) = (org_store(&store, &moved), jobs.clone());
            async move { Ok(enter(&org_store, &jobs, &moved).await?) }
        });
    context.jobs.define(plan);

    let (store, jobs) = (context.store.clone(), context.jobs.clone());
    let plan = Plan::new(INPUT_PLAN, "completed")
        .state("processing", Duration::from_secs(1))
        .on_enter(move |moved| {
            let (org_store, jobs) = (org_store(&store, &moved), jobs.clone());
            async move { Ok(finish_input(&org_store, &jobs, &moved).await?) }
        });
    context.jobs.define(plan);
}

fn org_store(store: &Store, moved: &job::Job) -> OrgStore {
    OrgStore::new(store, &moved.tenant)
}

/// Adds a job to the queue in a transaction. The caller stores the job.
pub(crate) async fn queue(
    org_store: &OrgStore,
    jobs: &Jobs,
    transaction: &mut Transaction,
    (id, job): (&str, &mut Job),
) -> Result<(), Refusal> {
    PENDING.clone_into(&mut job.status);
    job.run = jobs.start_in(transaction, &org_store.scope, PLAN, id).await?.id;
    let waiting = Waiting { pipeline_type: job.pipeline_type.clone() };
    org_store.queue().on(transaction).create(id, &waiting).await?;
    let queued = ("job_queued", "INFO");
    Log::of(org_store, id).event(transaction, queued, "The job waits.", None).await?;
    Ok(())
}

/// The job has reached its next state.
async fn enter(org_store: &OrgStore, jobs: &Jobs, moved: &job::Job) -> Moved {
    let (collection, id) = (org_store.jobs(), &moved.subject);
    let mut transaction = org_store.store.begin().await?;
    let Some(mut job) = collection.on(&mut transaction).get(id).await? else { return Ok(()) };
    // Canceled, restarted, or already advanced before a crash: nothing to do.
    let expected = if moved.state == ADMITTED { PENDING } else { ADMITTED };
    if job.value.run != moved.id || job.value.status != expected {
        return Ok(());
    }
    job.value.status.clone_from(&moved.state);
    let log = Log::of(org_store, id);
    if moved.state == ADMITTED {
        org_store.queue().on(&mut transaction).delete(id).await?;
        log.event(&mut transaction, ("job_admitted", "INFO"), "The job runs next.", None).await?;
    } else {
        job.value.started = Some(org_store.now());
        log.event(&mut transaction, ("running_job", "INFO"), "The job runs.", None).await?;
        go_on(org_store, jobs, &mut transaction, (id, &mut job.value)).await?;
        // In the same transaction as its consequences, so that it is not repeated after a crash.
        jobs.cancel_in(&mut transaction, &moved.id, RUNNING).await?;
    }
    collection.on(&mut transaction).put(id, &job.value).await?;
    transaction.commit().await
}

/// Starts processing the next inputs, or ends the job if there are none left.
async fn go_on(
    org_store: &OrgStore,
    jobs: &Jobs,
    transaction: &mut Transaction,
    (id, job): (&str, &mut Job),
) -> Moved {
    let inputs = inputs(org_store, transaction, id).await?;
    let now = org_store.now();
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
            value.run = Some(start(org_store, jobs, transaction, &input_id).await?);
            let log = Log::of(org_store, id).about(&input_id, value.index);
            let message = format!("Reading {}", value.name());
            log.event(transaction, ("file_started", "INFO"), &message, None).await?;
        } else {
            // Inputs given to every instance of a component are available as soon as the job runs.
            (value.status, value.completed) = (InputStatus::Completed, Some(now));
        }
        org_store.inputs().on(transaction).put(&input_id, &value).await?;
    }
    if left == 0 {
        let failed = inputs.iter().find(|input| input.value.status == InputStatus::Failed);
        end(org_store, transaction, (id, job), failed.map(|input| &input.value), now).await?;
    }
    Ok(())
}

async fn start(
    org_store: &OrgStore,
    jobs: &Jobs,
    transaction: &mut Transaction,
    input: &str,
) -> Result<String, StoreError> {
    match jobs.start_in(transaction, &org_store.scope, INPUT_PLAN, input).await {
        Ok(started) => Ok(started.id),
        Err(job::JobError::Store(error)) => Err(error),
        Err(other) => Err(StoreError::Corrupt(other.to_string())),
    }
}

/// Ends a job whose inputs have all been processed.
async fn end(
    org_store: &OrgStore,
    transaction: &mut Transaction,
    (id, job): (&str, &mut Job),
    failed: Option<&Input>,
    now: Timestamp,
) -> Moved {
    let log = Log::of(org_store, id);
    if let Some(input) = failed {
        let message = input.error.clone().unwrap_or_default();
        log.event(transaction, ("job_failed", "FAILED"), &message, None).await?;
        (job.status, job.failed) = (FAILED.to_owned(), Some(now));
        job.error = Some(Problem { code: "INPUT_UNREADABLE".to_owned(), message });
    } else {
        if job.pipeline_type == "training" {
            let checkpoint = ids::new("ckp");
            org_store.checkpoints().on(transaction).create(&checkpoint, &id.to_owned()).await?;
            let message = format!("The model was saved as {checkpoint}.");
            let payload = Map::from_iter([("checkpoint_id".to_owned(), checkpoint.into())]);
            let event = ("checkpoint_saved", "INFO");
            log.event(transaction, event, &message, Some(payload)).await?;
        }
        log.event(transaction, ("job_completed", "SUCCESS"), "The job has completed.", None)
            .await?;
        (job.status, job.completed) = (COMPLETED.to_owned(), Some(now));
    }
    Ok(())
}

/// An input is due: processes it and continues the job.
async fn finish_input(org_store: &OrgStore, jobs: &Jobs, moved: &job::Job) -> Moved {
    let id = &moved.subject;
    let Some(input) = org_store.inputs().get(id).await? else { return Ok(()) };
    let Some(job) = org_store.jobs().get(&input.value.job).await? else { return Ok(()) };
    let output = ids::new("out");
    // Outside of a transaction, because it can take long.
    let done = work::work(org_store, &job, &input, &output).await.unwrap_or_else(|error| {
        let error = &error as &dyn std::error::Error;
        tracing::error!(error, input = input.id, "cannot process an input");
        Err(Failure(format!("Cannot read {}.", input.value.name())))
    });
    let kept = record(org_store, jobs, (moved, &input.value.job), done, &output).await;
    if !matches!(kept, Ok(true)) {
        file_store::drop_content(org_store, &output).await;
    }
    kept.map(|_| ())
}

/// Records the result of an input. Returns whether its output is kept.
async fn record(
    org_store: &OrgStore,
    jobs: &Jobs,
    (moved, job_id): (&job::Job, &str),
    done: Result<Done, Failure>,
    output: &str,
) -> Result<bool, StoreError> {
    let (id, now) = (&moved.subject, org_store.now());
    let mut transaction = org_store.store.begin().await?;
    let Some(mut job) = org_store.jobs().on(&mut transaction).get(job_id).await? else {
        return Ok(false);
    };
    let Some(input) = org_store.inputs().on(&mut transaction).get(id).await? else {
        return Ok(false);
    };
    let mut input = input.value;
    if job.value.status != RUNNING
        || input.status != InputStatus::Processing
        || input.run.as_ref() != Some(&moved.id)
    {
        return Ok(false);
    }
    input.completed = Some(now);
    let log = Log::of(org_store, job_id).about(id, input.index);
    let kept = match done {
        Ok(done) => {
            input.status = InputStatus::Completed;
            let message = format!("{} steps completed.", done.steps);
            let progress = (done.kind, done.steps);
            log.progress(&mut transaction, progress, &message, Some(done.metrics.clone())).await?;
            let message = format!("{} completed.", input.name());
            let event = ("file_completed", "SUCCESS");
            log.event(&mut transaction, event, &message, Some(done.metrics)).await?;
            org_store.outputs().on(&mut transaction).create(output, &done.output).await?;
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
    org_store.inputs().on(&mut transaction).put(id, &input).await?;
    jobs.cancel_in(&mut transaction, &moved.id, &moved.state).await?;
    go_on(org_store, jobs, &mut transaction, (job_id, &mut job.value)).await?;
    org_store.jobs().on(&mut transaction).put(job_id, &job.value).await?;
    transaction.commit().await?;
    Ok(kept)
}

/// Cancels a job that is waiting, running or preempted.
pub(crate) async fn cancel(
    org_store: &OrgStore,
    jobs: &Jobs,
    id: &str,
) -> Result<Timestamp, Refusal> {
    let now = org_store.now();
    let mut transaction = org_store.store.begin().await?;
    let mut job = get(org_store, &mut transaction, id).await?;
    job.require(&[PENDING, RUNNING, PREEMPTED])?;
    halt(org_store, jobs, &mut transaction, (id, &job)).await?;
    (job.status, job.cancelled) = (CANCELLED.to_owned(), Some(now));
    org_store.jobs().on(&mut transaction).put(id, &job).await?;
    let event = ("job_cancelled", "WARN");
    Log::of(org_store, id).event(&mut transaction, event, "The job was canceled.", None).await?;
    transaction.commit().await?;
    Ok(now)
}

/// Queues a failed or canceled job again. Returns the number of retries.
pub(crate) async fn retry(org_store: &OrgStore, jobs: &Jobs, id: &str) -> Result<i32, Refusal> {
    let mut transaction = org_store.store.begin().await?;
    let mut job = get(org_store, &mut transaction, id).await?;
    job.require(&[FAILED, CANCELLED])?;
    for input in inputs(org_store, &mut transaction, id).await? {
        let mut value = input.value;
        if value.status != InputStatus::Completed {
            (value.status, value.error, value.completed) = (InputStatus::Pending, None, None);
            org_store.inputs().on(&mut transaction).put(&input.id, &value).await?;
        }
    }
    job.retries = job.retries.saturating_add(1);
    (job.started, job.failed, job.cancelled, job.error) = (None, None, None, None);
    queue(org_store, jobs, &mut transaction, (id, &mut job)).await?;
    org_store.jobs().on(&mut transaction).put(id, &job).await?;
    transaction.commit().await?;
    Ok(job.retries)
}

/// Deletes a job with all its data.
pub(crate) async fn delete(org_store: &OrgStore, jobs: &Jobs, id: &str) -> Result<(), Refusal> {
    let mut transaction = org_store.store.begin().await?;
    let job = get(org_store, &mut transaction, id).await?;
    halt(org_store, jobs, &mut transaction, (id, &job)).await?;
    let of_job = List::new().with_key("job", id);
    org_store.inputs().on(&mut transaction).delete_by_key("job", id).await?;
    org_store.events().on(&mut transaction).delete_by_key("job", id).await?;
    org_store.progress().on(&mut transaction).delete_by_key("job", id).await?;
    let outputs = org_store.outputs().on(&mut transaction).list(&of_job).await?.items;
    org_store.outputs().on(&mut transaction).delete_by_key("job", id).await?;
    org_store.jobs().on(&mut transaction).delete(id).await?;
    transaction.commit().await?;
    for output in outputs {
        file_store::drop_content(org_store, &output.id).await;
    }
    Ok(())
}

/// Ends all background work on a job.
async fn halt(
    org_store: &OrgStore,
    jobs: &Jobs,
    transaction: &mut Transaction,
    (id, job): (&str, &Job),
) -> Moved {
    org_store.queue().on(transaction).delete(id).await?;
    jobs.cancel_in(transaction, &job.run, CANCELLED).await?;
    for input in inputs(org_store, transaction, id).await? {
        let mut value = input.value;
        if value.status != InputStatus::Processing {
            continue;
        }
        if let Some(run) = value.run.take() {
            jobs.cancel_in(transaction, &run, CANCELLED).await?;
        }
        value.status = InputStatus::Pending;
        org_store.inputs().on(transaction).put(&input.id, &value).await?;
    }
    Ok(())
}

async fn inputs(
    org_store: &OrgStore,
    transaction: &mut Transaction,
    id: &str,
) -> Result<Vec<Record<Input>>, StoreError> {
    Ok(org_store.inputs().on(transaction).list(&List::new().with_key("job", id)).await?.items)
}

async fn get(
    org_store: &OrgStore,
    transaction: &mut Transaction,
    id: &str,
) -> Result<Job, Refusal> {
    let job = org_store.jobs().on(transaction).get(id).await?;
    job.map(|job| job.value).ok_or_else(|| no_job(id))
}

/// The job does not exist.
pub(crate) fn no_job(id: &str) -> Refusal {
    Refusal::not_found("JOB_NOT_FOUND", format!("There is no job {id}."))
}

impl Job {
    /// Rejects an operation that is not allowed in the job's current state.
    fn require(&self, states: &[&str]) -> Result<(), Refusal> {
        if states.contains(&&*self.status) {
            return Ok(());
        }
        Err(Refusal::conflict("INVALID_STATE", format!("The job is {}.", self.status)))
    }
}

impl Input {
    /// The name.
    pub(super) fn name(&self) -> &str {
        match &self.source {
            super::Source::File { name, .. } => name,
            super::Source::Checkpoint { id } => id,
        }
    }
}
