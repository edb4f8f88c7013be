//! Converts stored jobs to responses.

use archetype_api::types;
use archetype_api::wire::{Map, StringEnum, from_json};
use serde_json::Value;

use super::{tracked, waiting};
use crate::archetype::batch::{Entry, Event, Input, InputStatus, Job, Source};
use crate::archetype::media;
use crate::archetype::org_store::OrgStore;
use crate::store::{Record, StoreError};

/// Returns a job with its progress.
pub(super) async fn job(org_store: &OrgStore, job: &Record<Job>) -> Result<types::Job, StoreError> {
    let value = &job.value;
    let (position, depth) = waiting(org_store, job).await?.unzip();
    let error = value
        .error
        .as_ref()
        .map(|error| types::JobError::new().with_code(&*error.code).with_message(&*error.message));
    let mut answer = types::Job::new(
        &*job.id,
        org_store.org_id(),
        &*value.name,
        types::PipelineType::from_text(&value.pipeline_type),
        &*value.pipeline_key,
        &*value.pipeline_version,
        types::JobStatus::from_text(&value.status),
        parameters(value),
        value.retries,
        0,
        position,
        depth,
        job.created_at.into(),
        job.updated_at.into(),
        value.started.map(Into::into),
        value.completed.map(Into::into),
        value.failed.map(Into::into),
        value.cancelled.map(Into::into),
        error,
    );
    answer.input_progress = Some(progress(&tracked(org_store, &job.id).await?));
    Ok(answer)
}

fn parameters(job: &Job) -> types::JobParameters {
    // They were validated when the job was created.
    from_json(Value::Object(job.parameters.clone()).to_string().as_bytes()).unwrap_or_default()
}

fn progress(inputs: &[Input]) -> types::InputProgress {
    let count = |status| {
        let number = inputs.iter().filter(|input| input.status == status).count();
        i64::try_from(number).unwrap_or(i64::MAX)
    };
    types::InputProgress::new(
        count(InputStatus::Pending),
        count(InputStatus::Processing),
        count(InputStatus::Completed),
        count(InputStatus::Failed),
    )
}

/// Returns the status of an input as named by the document.
pub(super) fn status(input: &Input) -> types::JobInputStatus {
    match input.status {
        InputStatus::Pending => types::JobInputStatus::Pending,
        InputStatus::Processing => types::JobInputStatus::Processing,
        InputStatus::Completed => types::JobInputStatus::Completed,
        InputStatus::Failed => types::JobInputStatus::Failed,
    }
}

pub(super) fn input(input: Record<Input>) -> types::JobInput {
    let value = input.value;
    let status = status(&value);
    let metadata = value.metadata.unwrap_or_default();
    let metadata = from_json(Value::Object(metadata).to_string().as_bytes()).unwrap_or_default();
    let (file_id, data) = match value.source {
        Source::Checkpoint { id } => (None, types::JobInputData::new(id)),
        Source::File { name, media_type, bytes, .. } => {
            let mut data = types::JobInputData::new(&*name)
                .with_filename(&*name)
                .with_file_type(media_type)
                .with_num_bytes(i64::try_from(bytes).unwrap_or(i64::MAX));
            data.file_extension = media::extension(&name).map(str::to_owned);
            (Some(name), data)
        }
    };
    let (job, port) = (value.job, value.port);
    let (created, completed) = (input.created_at.into(), value.completed.map(Into::into));
    let data = data.with_metadata(metadata);
    let error = value.error;
    types::JobInput::new(input.id, job, port, file_id, data, status, error, created, completed)
}

pub(super) fn event(event: Record<Event>) -> types::JobEvent {
    let value = event.value;
    let (input, index) = value.input.unzip();
    types::JobEvent::new(
        value.number,
        value.kind,
        types::EventLevel::from_text(&value.level),
        Some(value.message),
        value.payload.map(fields),
        input,
        index,
        event.created_at.into(),
    )
}

pub(super) fn entry(entry: Record<Entry>) -> types::JobProgressEntry {
    let value = entry.value;
    let (input, index) = value.input.unzip();
    types::JobProgressEntry::new(
        value.number,
        value.kind,
        Some(value.step),
        Some(value.message),
        value.metrics.map(fields),
        None,
        input,
        index,
        entry.created_at.into(),
    )
}

fn fields(object: serde_json::Map<String, Value>) -> Map<Value> {
    object.into_iter().collect()
}
