//! The collections of one organization in the store.

use super::records::{Event, Job, Lesson};
use crate::store::{Collection, Record, Scope, StoreError};

/// The data of one organization.
#[derive(Debug)]
pub(super) struct OrgStore {
    scope: Scope,
}

impl OrgStore {
    pub(super) fn new(scope: Scope) -> Self {
        Self { scope }
    }

    pub(super) fn scope(&self) -> &Scope {
        &self.scope
    }

    /// The jobs, by their id as text.
    pub(super) fn jobs(&self) -> Collection<Job> {
        self.scope.collection("jobs").unique_key("title", |job: &Job| [job.title.clone()])
    }

    /// The events of a job, by id.
    pub(super) fn events(&self, job: i64) -> Collection<Event> {
        let events = self.scope.collection(format!("job {job}: events"));
        events.key("kind", |event: &Event| [event.kind.clone()])
    }

    /// The lessons of a job, by the id of the event that they come from.
    pub(super) fn lessons(&self, job: i64) -> Collection<Lesson> {
        self.scope.collection(format!("job {job}: lessons"))
    }

    pub(super) async fn job(&self, job: i64) -> Result<Option<Job>, StoreError> {
        Ok(self.jobs().get(&job.to_string()).await?.map(|record| record.value))
    }

    pub(super) async fn job_by_title(&self, title: &str) -> Result<Option<Job>, StoreError> {
        Ok(self.jobs().find("title", title).await?.map(|record| record.value))
    }

    pub(super) async fn event(
        &self,
        job: i64,
        event: &str,
    ) -> Result<Option<Record<Event>>, StoreError> {
        self.events(job).get(event).await
    }
}
