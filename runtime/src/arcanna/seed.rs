//! The initial jobs of an organization, taken from the documented examples. No operation creates jobs.

use super::org_store::OrgStore;
use super::records::{Job, Training};
use crate::store::StoreError;

/// Counts the creation of the jobs, so that they are created only once.
const PLANTED: &str = "planted";

/// Creates the initial jobs unless they have already been created.
pub(super) async fn plant(org_store: &OrgStore) -> Result<(), StoreError> {
    let planted = org_store.scope().counter(PLANTED);
    if planted.get().await? > 0 {
        return Ok(());
    }
    let mut transaction = org_store.scope().store().begin().await?;
    // Another caller was faster; nothing is committed.
    if planted.add_in(&mut transaction, 1).await? > 1 {
        return Ok(());
    }
    for job in jobs() {
        org_store.jobs().on(&mut transaction).create(&job.id.to_string(), &job).await?;
    }
    transaction.commit().await
}

/// The initial jobs.
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
