//! Events come in and feedback is given: each one change of the store, with the job's counters in it.

use arcanna_api::types::{EventIngestRequest, FeedbackRequest};
use jiff::Timestamp;
use serde_json::Map;

use super::decide;
use super::desk::Desk;
use super::marks::{self, Marks};
use super::records::{Event, Feedback, Lesson};
use crate::store::{Record, StoreError, Transaction};

/// Ids that are made have as many digits as this has.
const FIRST_ID: i64 = 10_000_000_000_000;

/// What a change is to be made to and is not there.
#[derive(Debug)]
pub(super) enum Missing {
    Job,
    Event,
}

/// Stores an event under an id, or under one that is made. `None` when there is no such job.
///
/// What the job has under the id is replaced. Its feedback stays if it is the same event, for a call that is repeated
/// shall do no harm; feedback on another event says nothing about this one.
pub(super) async fn event(
    desk: &Desk,
    id: Option<&str>,
    request: EventIngestRequest,
    now: Timestamp,
) -> Result<Option<Record<Event>>, StoreError> {
    let job_id = request.job_id;
    let mut event = read(request, now);
    let (jobs, events) = (desk.jobs(), desk.events(job_id));
    let mut transaction = desk.scope().store().begin().await?;
    let Some(mut job) = jobs.on(&mut transaction).get(&job_id.to_string()).await? else {
        return Ok(None);
    };
    let id = match id {
        Some(id) => id.to_owned(),
        None => free_id(desk, job_id, &mut transaction).await?,
    };
    match events.on(&mut transaction).get(&id).await?.map(|record| record.value) {
        None => job.value.processed += 1,
        Some(old) if old.raw_body == event.raw_body => event.feedback = old.feedback,
        Some(old) => {
            job.value.with_feedback -= i64::from(old.feedback.is_some());
            desk.lessons(job_id).on(&mut transaction).delete(&id).await?;
            // It takes its place behind the events that were there before it.
            events.on(&mut transaction).delete(&id).await?;
        }
    }
    // Of two callers at once the later one can come first.
    job.value.last_processed = job.value.last_processed.max(Some(now));
    jobs.on(&mut transaction).put(&job.id, &job.value).await?;
    let record = events.on(&mut transaction).put(&id, &event).await?;
    transaction.commit().await?;
    Ok(Some(record))
}

/// Stores what an analyst thinks of an event, in place of what was thought before.
pub(super) async fn feedback(
    desk: &Desk,
    (job_id, event_id): (i64, &str),
    request: FeedbackRequest,
    now: Timestamp,
) -> Result<Result<(), Missing>, StoreError> {
    let (jobs, events, lessons) = (desk.jobs(), desk.events(job_id), desk.lessons(job_id));
    let mut transaction = desk.scope().store().begin().await?;
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
            let lesson = Lesson { label, marks: Marks::of(&event.value.raw_body) };
            lessons.on(&mut transaction).put(event_id, &lesson).await?;
        }
        // What means no label is kept, and teaches nothing.
        None => drop(lessons.on(&mut transaction).delete(event_id).await?),
    }
    transaction.commit().await?;
    Ok(Ok(()))
}

fn read(request: EventIngestRequest, now: Timestamp) -> Event {
    let raw_body: Map<_, _> = request.raw_body.into_iter().collect();
    Event {
        kind: marks::kind(&raw_body),
        raw_body,
        title: request.title,
        severity: request.severity,
        data_source: request.data_source,
        ingested: now,
        feedback: None,
    }
}

/// An id of digits that the job has no event under: callers choose ids too, and may have chosen the next one.
async fn free_id(
    desk: &Desk,
    job: i64,
    transaction: &mut Transaction,
) -> Result<String, StoreError> {
    let (ids, events) = (desk.scope().counter("events"), desk.events(job));
    loop {
        let id = (FIRST_ID + ids.add_in(transaction, 1).await?).to_string();
        if events.on(transaction).get(&id).await?.is_none() {
            return Ok(id);
        }
    }
}
