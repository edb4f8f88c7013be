//! The operations of batch jobs: create, list, follow, cancel, retry and delete.

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
use super::org_store::OrgStore;
use super::page::{count, part};
use super::refusal::{Refusal, refuse};
use super::{Archetype, address, ids, pipelines, storage};
use crate::job::Jobs;
use crate::store::{Key, List, Record, StoreError};

impl BatchJobsApi for Archetype {
    type Principal = Key;

    async fn create_job(&self, call: Call<CreateJob, Key>) -> Outcome<CreateJob> {
        let org_store = self.org_store(&call.principal);
        let job = create(&org_store, &self.context.jobs, &call.body).await.map_err(refuse)?;
        let location = address::location("/batch/jobs", &job.id);
        Ok(WithHeaders::new(job, CreateJobHeaders::new(location)))
    }

    async fn list_jobs(&self, call: Call<ListJobs, Key>) -> Outcome<ListJobs> {
        list(&self.org_store(&call.principal), &call).await.map_err(refuse)
    }

    async fn get_job(&self, call: Call<GetJob, Key>) -> Outcome<GetJob> {
        let org_store = self.org_store(&call.principal);
        let shown =
            async { Ok(answer::job(&org_store, &find(&org_store, &call.id).await?).await?) };
        shown.await.map_err(refuse)
    }

    async fn delete_job(&self, call: Call<DeleteJob, Key>) -> Outcome<DeleteJob> {
        let org_store = self.org_store(&call.principal);
        batch::delete(&org_store, &self.context.jobs, &call.id).await.map_err(refuse)?;
        Ok(types::DeleteJobOutput::new(&*call.id, true))
    }

    async fn retry_job(&self, call: Call<RetryJob, Key>) -> Outcome<RetryJob> {
        let org_store = self.org_store(&call.principal);
        let count = batch::retry(&org_store, &self.context.jobs, &call.id).await.map_err(refuse)?;
        Ok(types::RetryJobOutput::new(&*call.id, types::JobStatus::Pending, count))
    }

    async fn cancel_job(&self, call: Call<CancelJob, Key>) -> Outcome<CancelJob> {
        let org_store = self.org_store(&call.principal);
        let cancelled =
            batch::cancel(&org_store, &self.context.jobs, &call.id).await.map_err(refuse)?;
        let status = types::JobStatus::Cancelled;
        Ok(types::CancelJobOutput::new(&*call.id, status, cancelled.into()))
    }

    async fn get_queue_depths(&self, call: Call<GetQueueDepths, Key>) -> Outcome<GetQueueDepths> {
        let org_store = self.org_store(&call.principal);
        let mut queues = Vec::new();
        for kind in [types::PipelineType::Batch, types::PipelineType::Training] {
            let waiting = List::new().with_key("type", kind.as_str()).limit(0);
            let depth = org_store.queue().list(&waiting).await?.total;
            queues.push(types::QueueDepth::new(kind, i32::try_from(depth).unwrap_or(i32::MAX)));
        }
        Ok(types::QueueDepths::new(queues))
    }

    async fn list_job_events(&self, call: Call<ListJobEvents, Key>) -> Outcome<ListJobEvents> {
        let org_store = self.org_store(&call.principal);
        let listed = async {
            find(&org_store, &call.id).await?;
            let mut events = org_store.events().list(&of_job(&call.id)).await?.items;
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
        let org_store = self.org_store(&call.principal);
        let listed = async {
            find(&org_store, &call.id).await?;
            let mut inputs = org_store.inputs().list(&of_job(&call.id)).await?.items;
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
        let org_store = self.org_store(&call.principal);
        self.outputs(&org_store, &call, &call.context.headers).await.map_err(refuse)
    }

    async fn list_job_progress(
        &self,
        call: Call<ListJobProgress, Key>,
    ) -> Outcome<ListJobProgress> {
        let org_store = self.org_store(&call.principal);
        let listed = async {
            find(&org_store, &call.id).await?;
            let mut entries = org_store.progress().list(&of_job(&call.id)).await?.items;
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
        org_store: &OrgStore,
        asked: &ListJobOutputs,
        headers: &HeaderMap,
    ) -> Result<types::JobOutputList, Refusal> {
        find(org_store, &asked.id).await?;
        let outputs = org_store.outputs().list(&of_job(&asked.id)).await?.items;
        let part = part(outputs, asked.offset, asked.limit);
        let expires = storage::expiry(org_store.now());
        let mut shown = Vec::new();
        for output in part.items {
            let path = storage::output(org_store, &output.id);
            let address = self.signed(headers, ("GET", &path), expires).await?;
            let bytes = i64::try_from(output.value.bytes).unwrap_or(i64::MAX);
            let data = types::JobOutputData::new(address, output.value.filename, bytes);
            shown.push(types::JobOutput::new(output.id, data, expires.into()));
        }
        Ok(types::JobOutputList::new(part.total, part.offset, part.limit, shown))
    }
}

async fn create(
    org_store: &OrgStore,
    jobs: &Jobs,
    asked: &types::CreateJobInput,
) -> Result<types::Job, Refusal> {
    let pipeline = pipelines::to_run(asked)?;
    let id = ids::new("job");
    let inputs = batch::resolve(org_store, pipeline, &id, asked).await?;
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
    let mut transaction = org_store.store.begin().await?;
    for input in &inputs {
        org_store.inputs().on(&mut transaction).create(&ids::new("inp"), input).await?;
    }
    batch::queue(org_store, jobs, &mut transaction, (&id, &mut job)).await?;
    let job = org_store.jobs().on(&mut transaction).create(&id, &job).await?;
    transaction.commit().await?;
    Ok(answer::job(org_store, &job).await?)
}

async fn list(org_store: &OrgStore, asked: &ListJobs) -> Result<types::JobList, Refusal> {
    let mut jobs = org_store.jobs().list(&List::new().newest_first()).await?.items;
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
        shown.push(answer::job(org_store, job).await?);
    }
    Ok(types::JobList::new(part.total, part.offset, part.limit, shown))
}

async fn find(org_store: &OrgStore, id: &str) -> Result<Record<Job>, Refusal> {
    org_store.jobs().get(id).await?.ok_or_else(|| batch::no_job(id))
}

/// Lists data of a job, oldest first.
fn of_job(id: &str) -> List {
    List::new().with_key("job", id)
}

/// Returns whether a filter matches. An absent filter always matches.
fn is(wanted: Option<&str>, value: &str) -> bool {
    wanted.is_none_or(|wanted| wanted == value)
}

fn is_about(wanted: Option<&str>, input: Option<&(String, i64)>) -> bool {
    wanted.is_none_or(|wanted| input.is_some_and(|(id, _)| id == wanted))
}

/// Returns the number of jobs ahead of a job and the length of the queue; nothing if it is not waiting.
async fn waiting(
    org_store: &OrgStore,
    job: &Record<Job>,
) -> Result<Option<(i32, i32)>, StoreError> {
    if job.value.status != batch::PENDING {
        return Ok(None);
    }
    let queue = List::new().with_key("type", &*job.value.pipeline_type);
    let queue = org_store.queue().list(&queue).await?.items;
    let position = queue.iter().position(|waiting| waiting.id == job.id);
    Ok(position.map(|position| (count(position), count(queue.len()))))
}

/// The inputs of a job that are counted.
async fn tracked(org_store: &OrgStore, id: &str) -> Result<Vec<Input>, StoreError> {
    let inputs = org_store.inputs().list(&of_job(id)).await?.items;
    Ok(inputs.into_iter().map(|input| input.value).filter(|input| input.tracked).collect())
}
