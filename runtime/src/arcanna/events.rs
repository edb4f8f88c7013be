//! The operations of the tag `events`.

use arcanna_api::{operations as op, types};
use counterpart_wire::{Call, Outcome};

use super::features::Features;
use super::ingest::{self, Missing};
use super::{Arcanna, answer, decide, now, training};
use crate::store::Key;

impl op::EventsApi for Arcanna {
    type Principal = Key;

    async fn ingest_event(&self, call: Call<op::IngestEvent, Key>) -> Outcome<op::IngestEvent> {
        let org_store = self.org_store(&call.principal).await?;
        let job = call.body.job_id;
        let event =
            ingest::event(&org_store, None, call.request.body, now(&self.context.clock)).await?;
        let missing = || op::IngestEventError::NotFound(answer::no_job(job));
        Ok(answer::ingested(job, event.ok_or_else(missing)?))
    }

    async fn ingest_event_with_id(
        &self,
        call: Call<op::IngestEventWithId, Key>,
    ) -> Outcome<op::IngestEventWithId> {
        let org_store = self.org_store(&call.principal).await?;
        let op::IngestEventWithId { event_id, body, .. } = call.request;
        let job = body.job_id;
        let event =
            ingest::event(&org_store, Some(&event_id), body, now(&self.context.clock)).await?;
        let missing = || op::IngestEventWithIdError::NotFound(answer::no_job(job));
        Ok(answer::ingested_with_id(job, event.ok_or_else(missing)?))
    }

    async fn get_event_decision(
        &self,
        call: Call<op::GetEventDecision, Key>,
    ) -> Outcome<op::GetEventDecision> {
        let org_store = self.org_store(&call.principal).await?;
        let missing = op::GetEventDecisionError::NotFound;
        let job = org_store.job(call.job_id).await?;
        let job = job.ok_or_else(|| missing(answer::no_job(call.job_id)))?;
        let event = org_store.event(call.job_id, &call.event_id).await?;
        let event = event.ok_or_else(|| missing(answer::no_event(call.job_id, &call.event_id)))?;

        let first = org_store.events(call.job_id).find("kind", &event.value.kind).await?;
        let is_new = first.is_none_or(|first| first.seq >= event.seq);
        let said = event.value.feedback.as_ref().and_then(|feedback| feedback.label.as_deref());
        let decision = if let Some(label) = said {
            Some(decide::by_analyst(label))
        } else {
            let lessons = training::lessons(&org_store, call.job_id).await?;
            decide::by_lessons(&job, &Features::of(&event.value.raw_body), &lessons)
        };
        Ok(answer::decision(event, is_new, decision))
    }

    async fn export_event(&self, call: Call<op::ExportEvent, Key>) -> Outcome<op::ExportEvent> {
        let org_store = self.org_store(&call.principal).await?;
        let missing = op::ExportEventError::NotFound;
        if org_store.job(call.job_id).await?.is_none() {
            return Err(missing(answer::no_job(call.job_id)).into());
        }
        let event = org_store.event(call.job_id, &call.event_id).await?;
        let event = event.ok_or_else(|| missing(answer::no_event(call.job_id, &call.event_id)))?;
        Ok(answer::export(event))
    }

    async fn submit_feedback(
        &self,
        call: Call<op::SubmitFeedback, Key>,
    ) -> Outcome<op::SubmitFeedback> {
        let org_store = self.org_store(&call.principal).await?;
        let op::SubmitFeedback { job_id, event_id, body, .. } = call.request;
        let now = now(&self.context.clock);
        match ingest::feedback(&org_store, (job_id, &event_id), body, now).await? {
            Ok(()) => Ok(types::FeedbackResponse::new("Feedback received")),
            Err(missing) => Err(op::SubmitFeedbackError::NotFound(match missing {
                Missing::Job => answer::no_job(job_id),
                Missing::Event => answer::no_event(job_id, &event_id),
            })
            .into()),
        }
    }
}
