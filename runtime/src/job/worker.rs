//! The task that advances jobs. It waits until the next job is due or a job is added, and advances the jobs that are
//! due. Each change runs in a task of its own, so that a slow job does not delay others.

use std::collections::BTreeSet;
use std::panic::AssertUnwindSafe;
use std::time::Duration;

use futures_util::FutureExt;
use jiff::Timestamp;
use tokio::task::JoinSet;

use super::{Job, Jobs, row};
use crate::clock::later;
use crate::store::StoreError;

/// The wait before a retry after a store failure.
const PAUSE: Duration = Duration::from_secs(1);

pub(super) async fn run(jobs: &Jobs) {
    let clock = jobs.store.clock();
    let mut moves = JoinSet::new();
    let mut busy = BTreeSet::new();
    loop {
        let next = match waiting(jobs, &busy).await {
            Ok((due, next)) => {
                for job in due {
                    busy.insert(job.id.clone());
                    moves.spawn(move_on(jobs.clone(), job));
                }
                next
            }
            Err(error) => {
                tracing::error!(error = &error as &dyn std::error::Error, "cannot advance jobs");
                Some(later(clock.now(), PAUSE))
            }
        };
        tokio::select! {
            () = clock.sleep_until(next.unwrap_or(Timestamp::MAX)) => {}
            () = jobs.news.notified() => {}
            Some(done) = moves.join_next() => match done {
                Ok(id) => {
                    busy.remove(&id);
                }
                // The job is unknown here. It makes no progress until the next start.
                Err(error) => tracing::error!(%error, "the task that advanced a job failed"),
            },
            () = jobs.stop.notified() => break,
        }
    }
    // Interrupted work is repeated at the next start.
    moves.shutdown().await;
}

/// Returns the jobs that are due and not already being processed, and the time when the next one is due.
async fn waiting(
    jobs: &Jobs,
    busy: &BTreeSet<String>,
) -> Result<(Vec<Job>, Option<Timestamp>), StoreError> {
    let at_work = row::at_work(jobs.store.readers(), &jobs.names()).await?;
    let now = jobs.store.clock().now();
    let (due, later): (Vec<Job>, Vec<Job>) = at_work
        .into_iter()
        .filter(|job| !busy.contains(&job.id))
        .partition(|job| job.due_at.is_some_and(|due_at| due_at <= now));
    Ok((due, later.first().and_then(|job| job.due_at)))
}

/// Advances a job by one state and returns its id.
async fn move_on(jobs: Jobs, job: Job) -> String {
    let id = job.id.clone();
    if let Err(error) = advance(&jobs, job).await {
        tracing::error!(job = id, error = &error as &dyn std::error::Error, "cannot advance a job");
        let clock = jobs.store.clock();
        clock.sleep_until(later(clock.now(), PAUSE)).await;
    }
    id
}

async fn advance(jobs: &Jobs, job: Job) -> Result<(), StoreError> {
    let Some(plan) = jobs.plan(&job.plan) else { return Ok(()) };
    let clock = jobs.store.clock();
    let (state, lasts) = plan.after(&job.state);
    let entered =
        Job { state: state.to_owned(), updated_at: clock.now(), due_at: None, ..job.clone() };

    // If the work panics, only its own job fails.
    let error = match AssertUnwindSafe(plan.enter(jobs, entered.clone())).catch_unwind().await {
        Ok(Ok(())) => None,
        Ok(Err(error)) => Some(error.to_string()),
        Err(_) => Some("the work of the job panicked".to_owned()),
    };
    let now = clock.now();
    let to = match error {
        None => Job { updated_at: now, due_at: lasts.map(|lasts| later(now, lasts)), ..entered },
        Some(error) => {
            tracing::warn!(job = job.id, plan = job.plan, error, "a job failed");
            Job { state: plan.failed().to_owned(), error: Some(error), updated_at: now, ..entered }
        }
    };
    let mut transaction = jobs.store.begin().await?;
    row::advance(&mut transaction, &job, &to).await?;
    transaction.commit().await?;
    tracing::debug!(job = job.id, plan = job.plan, state = to.state, "a job advanced");
    Ok(())
}
