//! Ingesting events and recording feedback. Each is one change of the store that includes the counters of the job.

use arcanna_api::types::{EventIngestRequest, FeedbackRequest};
use jiff::Timestamp;
use serde_json::Map;

use super::decide;
use super::features::{self, Features};
use super::org_store::OrgStore;
use super::records::{Event, Feedback, Lesson};
use crate::store::{Record, StoreError, Transaction};

/// The magnitude, and so the number of digits, of assigned ids.
const FIRST_ID: i64 = 10_000_000_000_000;

/// The target of a change does not exist.
#[derive(Debug)]
pub(super) enum Missing {
    Job,
    Event,
}

/// Stores an event with the given id or an assigned one. `None` if the job does not exist.
///
/// An event with the same id is replaced. Its feedback is kept if the event is the same, because a request must be safe
/// to repeat. Feedback on a different event does not apply to the new one.
pub(super) async fn event(
    org_store: &OrgStore,
    id: Option<&str>,
    request: EventIngestRequest,
    now: Timestamp,
) -> Result<Option<Record<Event>>, StoreError> {
    let job_id = request.job_id;
    let mut event = read(request, now);
    let (jobs, events) = (org_store.jobs(), org_store.events(job_id));
    let mut transaction = org_store.scope().store().begin().await?;
    let Some(mut job) = jobs.on(&mut transaction).get(&job_id.to_string()).await? else {
        return Ok(None);
    };
    let id = match id {
        Some(id) => id.to_owned(),
        None => free_id(org_store, job_id, &mut transaction).await?,
    };
    match events.on(&mut transaction).get(&id).await?.map(|record| record.value) {
        None => job.value.processed += 1,
        Some(old) if old.raw_body == event.raw_body => event.feedback = old.feedback,
        Some(old) => {
            job.value.with_feedback -= i64::from(old.feedback.is_some());
            org_store.lessons(job_id).on(&mut transaction).delete(&id).await?;
            // The event moves to the end of the order.
            events.on(&mut transaction).delete(&id).await?;
        }
    }
    // With concurrent callers, the later timestamp can be stored first.
    job.value.last_processed = job.value.last_processed.max(Some(now));
    jobs.on(&mut transaction).put(&job.id, &job.value).await?;
    let record = events.on(&mut transaction).put(&id, &event).await?;
    transaction.commit().await?;
    Ok(Some(record))
}

/// Stores feedback on an event, replacing earlier feedback.
pub(super) async fn feedback(
    org_store: &OrgStore,
    (job_id, event_id): (i64, &str),
    request: FeedbackRequest,
    now: Timestamp,
) -> Result<Result<(), Missing>, StoreError> {
    let (jobs, events, lessons) =
        (org_store.jobs(), org_store.events(job_id), org_store.lessons(job_id));
    let mut transaction = org_store.scope().store().begin().await?;
    let Some(mut job) = jobs.on(&mut transaction).get(&job_id.to_string()).await? else {
        return Ok(Err(Missing::Job));
    };
    let Some(mut event) = events.on(&mut transaction).get(event_id).await? else {
        return Ok(Err(Missing::Event));
    };
    let label = decide::meant(&job.value.labels, &request.feedback).map(str::to_owned);
    let before = event.value.feedback.replace(Feedback {
        cortex_user: request.cortex_user,
        said: request.feedback,
        closing_notes: request.closing_notes,
        given: now,
        label: label.clone(),
    });
    job.value.with_feedback += i64::from(before.is_none());
    job.value.last_feedback = job.value.last_feedback.max(Some(now));
    jobs.on(&mut transaction).put(&job.id, &job.value).await?;
    events.on(&mut transaction).put(event_id, &event.value).await?;
    match label {
        Some(label) => {
            let lesson = Lesson { label, features: Features::of(&event.value.raw_body) };
            lessons.on(&mut transaction).put(event_id, &lesson).await?;
        }
        // Feedback that refers to no label is stored but not learned from.
        None => drop(lessons.on(&mut transaction).delete(event_id).await?),
    }
    transaction.commit().await?;
    Ok(Ok(()))
}

fn read(request: EventIngestRequest, now: Timestamp) -> Event {
    let raw_body: Map<_, _> = request.raw_body.into_iter().collect();
    Event {
        kind: features::kind(&raw_body),
        raw_body,
        title: request.title,
        severity: request.severity,
        data_source: request.data_source,
        ingested: now,
        feedback: None,
    }
}

/// Returns an id of digits that the job does not use yet. Callers choose ids as well and may have used the next one.
async fn free_id(
    org_store: &OrgStore,
    job: i64,
    transaction: &mut Transaction,
) -> Result<String, StoreError> {
    let (ids, events) = (org_store.scope().counter("events"), org_store.events(job));
    loop {
        let id = (FIRST_ID + ids.add_in(transaction, 1).await?).to_string();
        if events.on(transaction).get(&id).await?.is_none() {
            return Ok(id);
        }
    }
}
