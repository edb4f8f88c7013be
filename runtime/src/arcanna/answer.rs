//! Converts stored values to responses.

use arcanna_api::types;
use counterpart_wire::Nullable;

use super::decide::{self, Decision};
use super::records::{Event, Job};
use super::training::{FAILED, NOT_TRAINED};
use crate::job;
use crate::store::Record;

/// The status of an event without a decision, returned when it is ingested.
pub(super) const PENDING: &str = "pending_inference";

/// The status of an event with a decision.
pub(super) const OK: &str = "OK";

/// The job does not exist.
pub(super) fn no_job(job: i64) -> types::ErrorResponse {
    types::ErrorResponse::new(format!("There is no job {job}."))
}

/// No job has the title.
pub(super) fn no_title(title: &str) -> types::ErrorResponse {
    types::ErrorResponse::new(format!("There is no job with the title “{title}”."))
}

/// The job has no such event.
pub(super) fn no_event(job: i64, event: &str) -> types::ErrorResponse {
    types::ErrorResponse::new(format!("Job {job} has no event {event}."))
}

/// Returns a job with its most recent training, if there was one.
pub(super) fn job(job: Job, training: Option<&job::Job>) -> types::Job {
    let state = training.map_or(NOT_TRAINED, |training| training.state.as_str());
    let message = message(&job, training);
    let mut answer = types::Job::new(
        job.id,
        job.title,
        job.status,
        state,
        job.labels,
        job.processed,
        job.with_feedback,
        job.last_processed.map(Into::into),
    )
    .with_category(job.category)
    .with_invalid(false);
    answer.retrain_msg = message;
    answer.last_feedback_timestamp = job.last_feedback.map(Into::into);
    answer.last_train_start_timestamp = job.training.started.map(Into::into);
    answer.last_train_finished_timestamp = job.training.finished.map(Into::into);
    if job.training.finished.is_some() {
        answer.features = Some(job.training.weights.into_keys().collect());
    }
    answer
}

fn message(job: &Job, training: Option<&job::Job>) -> Option<String> {
    let training = training?;
    let who = job.training.asked_by.as_ref().map(|who| format!(", requested by {who}"));
    let who = who.unwrap_or_default();
    Some(match training.is_over() {
        false => format!("Training in progress{who}."),
        true if training.state == FAILED => format!("Training failed{who}."),
        true => {
            let count = job.training.lessons;
            let events = if count == 1 { "event" } else { "events" };
            format!("Trained on {count} {events}{who}.")
        }
    })
}

/// Returns an event that was ingested with an assigned id.
pub(super) fn ingested(job: i64, event: Record<Event>) -> types::EventIngestResponse {
    let Record { id, value, .. } = event;
    types::EventIngestResponse::new(id, job, value.ingested.into(), PENDING, None)
}

/// Returns an event that was ingested with the caller's id.
pub(super) fn ingested_with_id(job: i64, event: Record<Event>) -> types::EventIngestWithIdResponse {
    let Record { id, value, .. } = event;
    types::EventIngestWithIdResponse::new(id, job, value.ingested.into(), PENDING, None)
}

/// Returns an event and its decision. `None` means that no decision is possible.
pub(super) fn decision(
    event: Record<Event>,
    is_new: bool,
    decision: Option<Decision>,
) -> types::EventDecision {
    let Record { id, value, .. } = event;
    let Some(decision) = decision else {
        let mut answer = types::EventDecision::new(id, value.ingested.into(), "ERROR");
        answer.error_message = Nullable::from("The job has no labels to choose from.");
        return answer;
    };
    types::EventDecision::new(id, value.ingested.into(), OK)
        .with_result(decide::word(&decision.label))
        .with_result_label(decision.label)
        .with_bucket_state(if is_new { "new" } else { "known" })
        .with_outlier(decision.outlier)
        .with_confidence_score(decision.confidence)
}

/// Returns the complete event.
pub(super) fn export(event: Record<Event>) -> types::EventExport {
    let Record { id, value, .. } = event;
    types::EventExport::new(id, value.ingested.into(), OK, value.raw_body.into_iter().collect())
}
