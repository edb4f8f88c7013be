//! The one task that moves jobs on: it waits for the next job's time or for news, and moves what is due.

use std::time::Duration;

use jiff::Timestamp;
use tokio::task::JoinSet;

use super::{Job, Jobs, row};
use crate::clock::later;
use crate::store::StoreError;

/// How long to wait before trying again when the store fails.
const PAUSE: Duration = Duration::from_secs(1);

pub(super) async fn run(jobs: &Jobs) {
    loop {
        let clock = jobs.store.clock();
        let next = match move_due(jobs).await {
            Ok(next) => next,
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
        }
    }
}

/// Moves every job whose time has come by one state, and says when the next is due.
async fn move_due(jobs: &Jobs) -> Result<Option<Timestamp>, StoreError> {
    let now = jobs.store.clock().now();
    let waiting = row::at_work(jobs.store.readers(), &jobs.names()).await?;
    let due: Vec<Job> =
        waiting.into_iter().filter(|job| job.due_at.is_some_and(|due_at| due_at <= now)).collect();

    let mut moves = JoinSet::new();
    for job in due {
        let jobs = jobs.clone();
        moves.spawn(async move { advance(&jobs, job).await });
    }
    while let Some(done) = moves.join_next().await {
        match done {
            Ok(done) => done?,
            Err(error) => tracing::error!(%error, "the move of a job was lost"),
        }
    }
    let waiting = row::at_work(jobs.store.readers(), &jobs.names()).await?;
    Ok(waiting.first().and_then(|job| job.due_at))
}

async fn advance(jobs: &Jobs, job: Job) -> Result<(), StoreError> {
    let Some(plan) = jobs.plan(&job.plan) else { return Ok(()) };
    let clock = jobs.store.clock();
    let (state, lasts) = plan.after(&job.state);
    let entered =
        Job { state: state.to_owned(), updated_at: clock.now(), due_at: None, ..job.clone() };

    // In a task of its own, so that work that panics fails its own job and no other.
    let work = {
        let (plan, entered) = (plan.clone(), entered.clone());
        tokio::spawn(async move { plan.enter(entered).await }).await
    };
    let error = match work {
        Ok(Ok(())) => None,
        Ok(Err(error)) => Some(error.to_string()),
        Err(error) => Some(error.to_string()),
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
