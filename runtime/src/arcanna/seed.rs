//! The jobs that an organization begins with, as the documented examples use them. No operation makes jobs.

use super::desk::Desk;
use super::records::{Job, Training};
use crate::store::StoreError;

/// Counts that the jobs were made, so that they are made once and then left alone.
const PLANTED: &str = "planted";

/// Makes the first jobs, unless that has been done.
pub(super) async fn plant(desk: &Desk) -> Result<(), StoreError> {
    let planted = desk.scope().counter(PLANTED);
    if planted.get().await? > 0 {
        return Ok(());
    }
    let mut transaction = desk.scope().store().begin().await?;
    // Another caller can have been faster; then nothing is committed.
    if planted.add_in(&mut transaction, 1).await? > 1 {
        return Ok(());
    }
    for job in jobs() {
        desk.jobs().on(&mut transaction).create(&job.id.to_string(), &job).await?;
    }
    transaction.commit().await
}

/// The first jobs.
pub(super) fn jobs() -> [Job; 2] {
    [
        job(123, "Login alerts", "Identity", &["Drop", "Escalate"]),
        job(124, "Malware alerts", "Endpoint", &["Drop", "Investigate", "Escalate"]),
    ]
}

fn job(id: i64, title: &str, category: &str, labels: &[&str]) -> Job {
    Job {
        id,
        title: title.to_owned(),
        status: "STARTED".to_owned(),
        category: category.to_owned(),
        labels: labels.iter().map(|label| (*label).to_owned()).collect(),
        processed: 0,
        with_feedback: 0,
        last_processed: None,
        last_feedback: None,
        training: Training::default(),
    }
}
