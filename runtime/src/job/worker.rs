//! The one task that moves jobs on: it waits for the next job's time or for news, and moves what is due. Each move is a
//! task of its own, so that one which has much to do holds up no other job.

use std::collections::BTreeSet;
use std::panic::AssertUnwindSafe;
use std::time::Duration;

use futures_util::FutureExt;
use jiff::Timestamp;
use tokio::task::JoinSet;

use super::{Job, Jobs, row};
use crate::clock::later;
use crate::store::StoreError;

/// How long to wait before trying again when the store fails.
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
                tracing::error!(
                    error = &error as &dyn std::error::Error,
                    "jobs cannot be moved on"
                );
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
                // Which job it was is not known any more: it stands still until the next start.
                Err(error) => tracing::error!(%error, "the move of a job was lost"),
            },
            () = jobs.stop.notified() => break,
        }
    }
    // What is cut off here is done again at the next start.
    moves.shutdown().await;
}

/// The jobs that are due and not busy already, and when the next of the others is.
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

/// Moves a job by one state, and says which it was.
async fn move_on(jobs: Jobs, job: Job) -> String {
    let id = job.id.clone();
    if let Err(error) = advance(&jobs, job).await {
        tracing::error!(
            job = id,
            error = &error as &dyn std::error::Error,
            "a job cannot be moved on"
        );
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

    // Work that panics fails its own job and no other.
    let error = match AssertUnwindSafe(plan.enter(jobs, entered.clone())).catch_unwind().await {
        Ok(Ok(())) => None,
        Ok(Err(error)) => Some(error.to_string()),
        Err(_) => Some("the work for the job panicked".to_owned()),
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
    tracing::debug!(job = job.id, plan = job.plan, state = to.state, "a job moved on");
    Ok(())
}
