//! The operations of fine-tuning jobs.

use archetype_api::headers::CreateFineTuneJobHeaders;
use archetype_api::operations::{
    CancelFineTuneJob, CreateFineTuneJob, DeleteFineTuneJob, FineTuningApi, GetFineTuneJob,
    GetFineTuneNodeStatus, ListFineTuneJobMetrics, ListFineTuneJobs, StopFineTuneJob,
};
use archetype_api::types;
use archetype_api::wire::{Call, Outcome, StringEnum, WithHeaders, from_json, to_json};
use serde_json::Value;

use super::fine_tune::{self, MODELS, REGISTERED, Tune, no_job};
use super::org_store::{OrgStore, seconds};
use super::page::count;
use super::refusal::{MOST_FINDINGS, Refusal, refuse};
use super::{Archetype, address, ids};
use crate::job::Jobs;
use crate::store::{Key, List, Record, StoreError};

impl FineTuningApi for Archetype {
    type Principal = Key;

    async fn create_fine_tune_job(
        &self,
        call: Call<CreateFineTuneJob, Key>,
    ) -> Outcome<CreateFineTuneJob> {
        let org_store = self.org_store(&call.principal);
        let job = create(&org_store, &self.context.jobs, &call.body).await.map_err(refuse)?;
        let location = address::location("/fine-tune/jobs", &job.id);
        Ok(WithHeaders::new(job, CreateFineTuneJobHeaders::new(location)))
    }

    async fn list_fine_tune_jobs(
        &self,
        call: Call<ListFineTuneJobs, Key>,
    ) -> Outcome<ListFineTuneJobs> {
        let org_store = self.org_store(&call.principal);
        let mut tunes = org_store.tunes().list(&List::new().newest_first()).await?.items;
        tunes.retain(|tune| {
            let has = |status: &types::FineTuneStatus| status.as_str() == tune.value.status;
            call.statuses.as_ref().is_none_or(|wanted| wanted.is_empty() || wanted.iter().any(has))
        });
        let tunes = cut(tunes, call.offset, call.limit);
        Ok(tunes.iter().map(|tune| answer(&org_store, tune)).collect())
    }

    async fn get_fine_tune_job(&self, call: Call<GetFineTuneJob, Key>) -> Outcome<GetFineTuneJob> {
        show(&self.org_store(&call.principal), &call.job_id).await.map_err(refuse)
    }

    async fn delete_fine_tune_job(
        &self,
        call: Call<DeleteFineTuneJob, Key>,
    ) -> Outcome<DeleteFineTuneJob> {
        let org_store = self.org_store(&call.principal);
        fine_tune::delete(&org_store, &self.context.jobs, &call.job_id).await.map_err(refuse)?;
        Ok(types::DeleteFineTuneJobOutput::new(&*call.job_id, true))
    }

    async fn list_fine_tune_job_metrics(
        &self,
        call: Call<ListFineTuneJobMetrics, Key>,
    ) -> Outcome<ListFineTuneJobMetrics> {
        let org_store = self.org_store(&call.principal);
        let tune = find(&org_store, &call.job_id).await.map_err(refuse)?.value;
        let now = org_store.now();
        let metrics = cut(tune.metrics(now), call.offset, call.limit).into_iter();
        let metrics = metrics.map(|metric| metric.into_iter().collect()).collect();
        Ok(types::FineTuneMetrics::new(tune.last_checkpoint(now), metrics))
    }

    async fn stop_fine_tune_job(
        &self,
        call: Call<StopFineTuneJob, Key>,
    ) -> Outcome<StopFineTuneJob> {
        let org_store = self.org_store(&call.principal);
        let stopped = async {
            fine_tune::stop(&org_store, &self.context.jobs, &call.job_id).await?;
            show(&org_store, &call.job_id).await
        };
        stopped.await.map_err(refuse)
    }

    async fn cancel_fine_tune_job(
        &self,
        call: Call<CancelFineTuneJob, Key>,
    ) -> Outcome<CancelFineTuneJob> {
        let org_store = self.org_store(&call.principal);
        let cancelled = async {
            fine_tune::cancel(&org_store, &self.context.jobs, &call.job_id).await?;
            show(&org_store, &call.job_id).await
        };
        cancelled.await.map_err(refuse)
    }

    async fn get_fine_tune_node_status(
        &self,
        call: Call<GetFineTuneNodeStatus, Key>,
    ) -> Outcome<GetFineTuneNodeStatus> {
        Ok(node(&self.org_store(&call.principal)).await?)
    }
}

async fn create(
    org_store: &OrgStore,
    jobs: &Jobs,
    asked: &types::CreateFineTuneJobInput,
) -> Result<types::FineTuneJob, Refusal> {
    let wrong = check(org_store, &asked.config).await?;
    if !wrong.is_empty() {
        return Err(Refusal::BadRequest(wrong));
    }
    let id = asked.id.clone().unwrap_or_else(fine_tune::new_id);
    let config = serde_json::from_slice(&to_json(&asked.config)).unwrap_or_default();
    let mut tune = Tune::new(&asked.name, config);
    let mut transaction = org_store.store.begin().await?;
    fine_tune::start(org_store, jobs, &mut transaction, &mut tune).await?;
    match org_store.tunes().on(&mut transaction).create(&id, &tune).await {
        Ok(tune) => {
            transaction.commit().await?;
            Ok(answer(org_store, &tune))
        }
        Err(StoreError::Exists { .. }) => {
            let message = format!("There is a fine-tuning job {id} already.");
            Err(Refusal::conflict("JOB_EXISTS", message))
        }
        Err(error) => Err(error.into()),
    }
}

/// Returns the violations in a configuration.
async fn check(
    org_store: &OrgStore,
    config: &types::FineTuneConfig,
) -> Result<Vec<types::ErrorDetail>, StoreError> {
    let error = |place: String, message: String| {
        types::ErrorDetail::new("INVALID_INPUT", message).with_pointer(place)
    };
    let mut wrong = Vec::new();
    if !MODELS.contains(&&*config.model) {
        let models = MODELS.join(", ");
        let message = format!("There is no model {}; available models are {models}.", config.model);
        wrong.push(error("/config/model".to_owned(), message));
    }
    let named = config.datasets.iter().flat_map(|dataset| dataset.file_ids.iter().cloned());
    let known = org_store.files().find_many("name", &named.collect::<Vec<_>>()).await?;
    for (set, dataset) in config.datasets.iter().enumerate() {
        for (index, file) in dataset.file_ids.iter().enumerate() {
            if wrong.len() < MOST_FINDINGS && !known.contains_key(file) {
                let place = format!("/config/datasets/{set}/file_ids/{index}");
                wrong.push(error(place, format!("There is no file {file}.")));
            }
        }
    }
    Ok(wrong)
}

async fn show(org_store: &OrgStore, id: &str) -> Result<types::FineTuneJob, Refusal> {
    find(org_store, id).await.map(|tune| answer(org_store, &tune))
}

async fn find(org_store: &OrgStore, id: &str) -> Result<Record<Tune>, Refusal> {
    org_store.tunes().get(id).await?.ok_or_else(|| no_job(id))
}

async fn node(org_store: &OrgStore) -> Result<types::FineTuneNodeStatus, StoreError> {
    let tunes = org_store.tunes().list(&List::new()).await?.items;
    let number = |is: &dyn Fn(&Tune) -> bool| tunes.iter().filter(|tune| is(&tune.value)).count();
    let queued = number(&|tune| tune.status == REGISTERED);
    let running = number(&Tune::is_at_work);
    let status = if running > 0 { "BUSY" } else { "READY" };
    let changed = tunes.iter().map(|tune| tune.updated_at).max().map_or(0.0, seconds);
    let all = count(tunes.len());
    Ok(types::FineTuneNodeStatus::new(status, all, count(queued), count(running), changed))
}

/// Returns a part of a list. No limit and -1 mean all items.
fn cut<T>(items: Vec<T>, offset: Option<i64>, limit: Option<i32>) -> Vec<T> {
    let offset = usize::try_from(offset.unwrap_or(0)).unwrap_or(usize::MAX);
    let limit = usize::try_from(limit.unwrap_or(-1)).unwrap_or(usize::MAX);
    items.into_iter().skip(offset).take(limit).collect()
}

fn answer(org_store: &OrgStore, tune: &Record<Tune>) -> types::FineTuneJob {
    let value = &tune.value;
    let config = Value::Object(value.config.clone()).to_string();
    types::FineTuneJob::new(
        &*value.name,
        &*tune.id,
        &*value.uuid,
        ids::org_uuid(org_store.org()),
        types::FineTuneStatus::from_text(&value.status),
        // It was validated when the job was created.
        from_json(config.as_bytes()).unwrap_or_else(|_| types::FineTuneConfig::new("", Vec::new())),
        tune.created_at.into(),
        tune.updated_at.into(),
        value.path.clone(),
    )
}
