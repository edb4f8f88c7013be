//! The operations of the tag `jobs`.

use arcanna_api::{operations as op, types};
use counterpart_wire::{Call, Outcome};

use super::org_store::OrgStore;
use super::records::Job;
use super::{Arcanna, answer, now, training};
use crate::job::JobError;
use crate::store::{Key, List, StoreError};

impl Arcanna {
    async fn show(&self, org_store: &OrgStore, job: Job) -> Result<types::Job, StoreError> {
        let subject = job.id.to_string();
        let last = self.context.jobs.latest(org_store.scope(), training::PLAN, &subject).await?;
        Ok(answer::job(job, last.as_ref()))
    }

    /// Starts training a job. Returns whether that was possible; `None` if the job does not exist.
    async fn start_training(
        &self,
        org_store: &OrgStore,
        job: i64,
        who: Option<String>,
    ) -> Result<Option<bool>, JobError> {
        let (jobs, id) = (org_store.jobs(), job.to_string());
        let mut transaction = org_store.scope().store().begin().await?;
        let Some(mut job) = jobs.on(&mut transaction).get(&id).await? else { return Ok(None) };
        job.value.training.asked_by = who;
        job.value.training.started = Some(now(&self.context.clock));
        jobs.on(&mut transaction).put(&id, &job.value).await?;
        let background = &self.context.jobs;
        match background.start_in(&mut transaction, org_store.scope(), training::PLAN, &id).await {
            Ok(_) => transaction.commit().await?,
            Err(JobError::AtWork(_)) => return Ok(Some(false)),
            Err(other) => return Err(other),
        }
        Ok(Some(true))
    }
}

impl op::JobsApi for Arcanna {
    type Principal = Key;

    async fn list_jobs(&self, call: Call<op::ListJobs, Key>) -> Outcome<op::ListJobs> {
        let org_store = self.org_store(&call.principal).await?;
        let mut jobs = Vec::new();
        for record in org_store.jobs().list(&List::new()).await?.items {
            jobs.push(self.show(&org_store, record.value).await?);
        }
        Ok(jobs)
    }

    async fn get_job(&self, call: Call<op::GetJob, Key>) -> Outcome<op::GetJob> {
        let org_store = self.org_store(&call.principal).await?;
        let missing = || op::GetJobError::NotFound(answer::no_job(call.job_id));
        let job = org_store.job(call.job_id).await?.ok_or_else(missing)?;
        Ok(self.show(&org_store, job).await?)
    }

    async fn get_job_labels(&self, call: Call<op::GetJobLabels, Key>) -> Outcome<op::GetJobLabels> {
        let org_store = self.org_store(&call.principal).await?;
        let missing = || op::GetJobLabelsError::NotFound(answer::no_job(call.job_id));
        Ok(org_store.job(call.job_id).await?.ok_or_else(missing)?.labels)
    }

    async fn train_job(&self, call: Call<op::TrainJob, Key>) -> Outcome<op::TrainJob> {
        let org_store = self.org_store(&call.principal).await?;
        let op::TrainJob { job_id, username, body, .. } = call.request;
        let who = body.and_then(|body| body.username).or(username);
        match self.start_training(&org_store, job_id, who).await? {
            Some(true) => Ok(types::TrainResponse::new("Training started")),
            Some(false) => Ok(types::TrainResponse::new("Training not started")
                .with_error_message("The job is being trained already.".to_owned())),
            None => Err(op::TrainJobError::NotFound(answer::no_job(job_id)).into()),
        }
    }

    async fn get_job_by_name(
        &self,
        call: Call<op::GetJobByName, Key>,
    ) -> Outcome<op::GetJobByName> {
        let org_store = self.org_store(&call.principal).await?;
        let name = &call.body.job_name;
        let missing = || op::GetJobByNameError::NotFound(answer::no_title(name));
        let job = org_store.job_by_title(name).await?.ok_or_else(missing)?;
        Ok(self.show(&org_store, job).await?)
    }

    async fn get_job_labels_by_name(
        &self,
        call: Call<op::GetJobLabelsByName, Key>,
    ) -> Outcome<op::GetJobLabelsByName> {
        let org_store = self.org_store(&call.principal).await?;
        let name = &call.body.job_name;
        let missing = || op::GetJobLabelsByNameError::NotFound(answer::no_title(name));
        Ok(org_store.job_by_title(name).await?.ok_or_else(missing)?.labels)
    }
}
