//! Batch jobs, as they are asked for and told of: created, listed, followed, cancelled, retried and deleted.

mod answer;

use archetype_api::headers::CreateJobHeaders;
use archetype_api::operations::{
    BatchJobsApi, CancelJob, CreateJob, DeleteJob, GetJob, GetQueueDepths, ListJobEvents,
    ListJobInputs, ListJobOutputs, ListJobProgress, ListJobs, RetryJob,
};
use archetype_api::types;
use archetype_api::wire::{Call, Outcome, StringEnum, WithHeaders, to_json};
use http::HeaderMap;

use super::batch::{self, Input, Job};
use super::page::{count, part};
use super::refusal::{Refusal, refuse};
use super::room::Room;
use super::{Archetype, address, ids, pipelines, storage};
use crate::job::Jobs;
use crate::store::{Key, List, Record, StoreError};

impl BatchJobsApi for Archetype {
    type Principal = Key;

    async fn create_job(&self, call: Call<CreateJob, Key>) -> Outcome<CreateJob> {
        let room = self.room(&call.principal);
        let job = create(&room, &self.context.jobs, &call.body).await.map_err(refuse)?;
        let location = address::location("/batch/jobs", &job.id);
        Ok(WithHeaders::new(job, CreateJobHeaders::new(location)))
    }

    async fn list_jobs(&self, call: Call<ListJobs, Key>) -> Outcome<ListJobs> {
        list(&self.room(&call.principal), &call).await.map_err(refuse)
    }

    async fn get_job(&self, call: Call<GetJob, Key>) -> Outcome<GetJob> {
        let room = self.room(&call.principal);
        let shown = async { Ok(answer::job(&room, &find(&room, &call.id).await?).await?) };
        shown.await.map_err(refuse)
    }

    async fn delete_job(&self, call: Call<DeleteJob, Key>) -> Outcome<DeleteJob> {
        let room = self.room(&call.principal);
        batch::delete(&room, &self.context.jobs, &call.id).await.map_err(refuse)?;
        Ok(types::DeleteJobOutput::new(&*call.id, true))
    }

    async fn retry_job(&self, call: Call<RetryJob, Key>) -> Outcome<RetryJob> {
        let room = self.room(&call.principal);
        let count = batch::retry(&room, &self.context.jobs, &call.id).await.map_err(refuse)?;
        Ok(types::RetryJobOutput::new(&*call.id, types::JobStatus::Pending, count))
    }

    async fn cancel_job(&self, call: Call<CancelJob, Key>) -> Outcome<CancelJob> {
        let room = self.room(&call.principal);
        let cancelled = batch::cancel(&room, &self.context.jobs, &call.id).await.map_err(refuse)?;
        let status = types::JobStatus::Cancelled;
        Ok(types::CancelJobOutput::new(&*call.id, status, cancelled.into()))
    }

    async fn get_queue_depths(&self, call: Call<GetQueueDepths, Key>) -> Outcome<GetQueueDepths> {
        let room = self.room(&call.principal);
        let mut queues = Vec::new();
        for kind in [types::PipelineType::Batch, types::PipelineType::Training] {
            let waiting = List::new().with_key("type", kind.as_str()).limit(0);
            let depth = room.queue().list(&waiting).await?.total;
            queues.push(types::QueueDepth::new(kind, i32::try_from(depth).unwrap_or(i32::MAX)));
        }
        Ok(types::QueueDepths::new(queues))
    }

    async fn list_job_events(&self, call: Call<ListJobEvents, Key>) -> Outcome<ListJobEvents> {
        let room = self.room(&call.principal);
        let listed = async {
            find(&room, &call.id).await?;
            let mut events = room.events().list(&of_job(&call.id)).await?.items;
            events.retain(|event| {
                let event = &event.value;
                is(call.level.as_ref().map(StringEnum::as_str), &event.level)
                    && is(call.event_type.as_deref(), &event.kind)
                    && is_about(call.input_id.as_deref(), event.input.as_ref())
            });
            let part = part(events, call.offset, call.limit);
            let events = part.items.into_iter().map(answer::event).collect();
            let id = &*call.id;
            Ok(types::JobEventList::new(id, part.total, part.offset, part.limit, events))
        };
        listed.await.map_err(refuse)
    }

    async fn list_job_inputs(&self, call: Call<ListJobInputs, Key>) -> Outcome<ListJobInputs> {
        let room = self.room(&call.principal);
        let listed = async {
            find(&room, &call.id).await?;
            let mut inputs = room.inputs().list(&of_job(&call.id)).await?.items;
            inputs.retain(|input| {
                is(call.port_name.as_deref(), &input.value.port)
                    && call
                        .status
                        .as_ref()
                        .is_none_or(|status| *status == answer::status(&input.value))
            });
            let part = part(inputs, call.offset, call.limit);
            let inputs = part.items.into_iter().map(answer::input).collect();
            Ok(types::JobInputList::new(part.total, part.offset, part.limit, inputs))
        };
        listed.await.map_err(refuse)
    }

    async fn list_job_outputs(&self, call: Call<ListJobOutputs, Key>) -> Outcome<ListJobOutputs> {
        let room = self.room(&call.principal);
        self.outputs(&room, &call, &call.context.headers).await.map_err(refuse)
    }

    async fn list_job_progress(
        &self,
        call: Call<ListJobProgress, Key>,
    ) -> Outcome<ListJobProgress> {
        let room = self.room(&call.principal);
        let listed = async {
            find(&room, &call.id).await?;
            let mut entries = room.progress().list(&of_job(&call.id)).await?.items;
            entries.retain(|entry| {
                is(call.kind.as_deref(), &entry.value.kind)
                    && is_about(call.input_id.as_deref(), entry.value.input.as_ref())
            });
            let part = part(entries, call.offset, call.limit);
            let entries = part.items.into_iter().map(answer::entry).collect();
            Ok(types::JobProgressList::new(part.total, part.offset, part.limit, entries))
        };
        listed.await.map_err(refuse)
    }
}

impl Archetype {
    async fn outputs(
        &self,
        room: &Room,
        asked: &ListJobOutputs,
        headers: &HeaderMap,
    ) -> Result<types::JobOutputList, Refusal> {
        find(room, &asked.id).await?;
        let outputs = room.outputs().list(&of_job(&asked.id)).await?.items;
        let part = part(outputs, asked.offset, asked.limit);
        let expires = storage::expiry(room.now());
        let mut shown = Vec::new();
        for output in part.items {
            let path = storage::output(room, &output.id);
            let address = self.signed(headers, ("GET", &path), expires).await?;
            let bytes = i64::try_from(output.value.bytes).unwrap_or(i64::MAX);
            let data = types::JobOutputData::new(address, output.value.filename, bytes);
            shown.push(types::JobOutput::new(output.id, data, expires.into()));
        }
        Ok(types::JobOutputList::new(part.total, part.offset, part.limit, shown))
    }
}

async fn create(
    room: &Room,
    jobs: &Jobs,
    asked: &types::CreateJobInput,
) -> Result<types::Job, Refusal> {
    let pipeline = pipelines::to_run(asked)?;
    let id = ids::new("job");
    let inputs = batch::resolve(room, pipeline, &id, asked).await?;
    let parameters = asked.parameters.as_ref().map(to_json).unwrap_or_default();
    let mut job = Job {
        name: asked.name.clone(),
        pipeline_type: pipeline.pipeline_type.as_str().to_owned(),
        pipeline_key: pipeline.pipeline_key.clone(),
        pipeline_version: pipeline.pipeline_version.clone(),
        status: String::new(),
        parameters: serde_json::from_slice(&parameters).unwrap_or_default(),
        retries: 0,
        started: None,
        completed: None,
        failed: None,
        cancelled: None,
        error: None,
        run: String::new(),
    };
    let mut transaction = room.store.begin().await?;
    for input in &inputs {
        room.inputs().on(&mut transaction).create(&ids::new("inp"), input).await?;
    }
    batch::queue(room, jobs, &mut transaction, (&id, &mut job)).await?;
    let job = room.jobs().on(&mut transaction).create(&id, &job).await?;
    transaction.commit().await?;
    Ok(answer::job(room, &job).await?)
}

async fn list(room: &Room, asked: &ListJobs) -> Result<types::JobList, Refusal> {
    let mut jobs = room.jobs().list(&List::new().newest_first()).await?.items;
    let wanted = asked.q.as_deref().map(str::to_lowercase);
    jobs.retain(|job| {
        let value = &job.value;
        let has = |text: &String| {
            let texts = [&value.name, &job.id, &value.pipeline_key];
            texts.iter().any(|known| known.to_lowercase().contains(&**text))
        };
        is(asked.pipeline_type.as_ref().map(StringEnum::as_str), &value.pipeline_type)
            && is(asked.status.as_ref().map(StringEnum::as_str), &value.status)
            && wanted.as_ref().is_none_or(has)
    });
    let part = part(jobs, asked.offset, asked.limit);
    let mut shown = Vec::new();
    for job in &part.items {
        shown.push(answer::job(room, job).await?);
    }
    Ok(types::JobList::new(part.total, part.offset, part.limit, shown))
}

async fn find(room: &Room, id: &str) -> Result<Record<Job>, Refusal> {
    room.jobs().get(id).await?.ok_or_else(|| batch::no_job(id))
}

/// What belongs to a job, oldest first.
fn of_job(id: &str) -> List {
    List::new().with_key("job", id)
}

/// Whether a condition of a query is met; one that is not there is.
fn is(wanted: Option<&str>, value: &str) -> bool {
    wanted.is_none_or(|wanted| wanted == value)
}

fn is_about(wanted: Option<&str>, input: Option<&(String, i64)>) -> bool {
    wanted.is_none_or(|wanted| input.is_some_and(|(id, _)| id == wanted))
}

/// How many jobs wait before one, and how many in all; nothing when it does not wait.
async fn waiting(room: &Room, job: &Record<Job>) -> Result<Option<(i32, i32)>, StoreError> {
    if job.value.status != batch::PENDING {
        return Ok(None);
    }
    let queue = List::new().with_key("type", &*job.value.pipeline_type);
    let queue = room.queue().list(&queue).await?.items;
    let position = queue.iter().position(|waiting| waiting.id == job.id);
    Ok(position.map(|position| (count(position), count(queue.len()))))
}

/// The inputs of a job that count.
async fn tracked(room: &Room, id: &str) -> Result<Vec<Input>, StoreError> {
    let inputs = room.inputs().list(&of_job(id)).await?.items;
    Ok(inputs.into_iter().map(|input| input.value).filter(|input| input.tracked).collect())
}
