//! Started runs: list, get and cancel.

use agents_api::operations::{CancelWorkflowRun, GetWorkflowRun, ListWorkflowRuns};
use agents_api::types::{WorkflowRunCancelResponse, WorkflowRunDetail, WorkflowRunListResponse};
use agents_api::wire::{Call, DateTime};
use jiff::{Timestamp, civil, tz::TimeZone};

use super::run::{Run, Status, runs};
use crate::agents::Agents;
use crate::agents::caller::Caller;
use crate::agents::paging;
use crate::agents::refusal::Refusal;

impl Agents {
    pub(super) async fn past_runs(
        &self,
        call: Call<ListWorkflowRuns, Caller>,
    ) -> Result<WorkflowRunListResponse, Refusal> {
        let Call { request, principal, .. } = call;
        let caller =
            principal.within(request.x_tenant_id.as_ref(), request.x_tenant_role.as_ref())?;
        let before = time(request.started_before.as_deref(), "started_before")?;
        let after = time(request.started_after.as_deref(), "started_after")?;
        let is =
            |wanted: &Option<String>, value: &str| wanted.as_ref().is_none_or(|one| one == value);
        let wanted = |run: &Run| {
            is(&request.workflow_key, &run.workflow)
                && is(&request.run_status, run.status.name())
                && is(&request.conversation_id, &run.conversation)
                && before.is_none_or(|before| run.started_at <= before)
                && after.is_none_or(|after| run.started_at >= after)
        };
        let runs = runs(&self.scope(&caller.tenant));
        let limit = paging::size(request.limit, 20);
        let page = paging::scan(&runs, request.cursor.as_deref(), None, limit, wanted).await?;
        let items = page.items.into_iter().map(|record| record.value.show_short(&record.id));
        Ok(WorkflowRunListResponse::new(items.collect()).with_next_cursor(page.next))
    }

    pub(super) async fn past_run(
        &self,
        call: Call<GetWorkflowRun, Caller>,
    ) -> Result<WorkflowRunDetail, Refusal> {
        let Call { request, principal, .. } = call;
        let GetWorkflowRun { run_id, x_tenant_id, x_tenant_role, .. } = request;
        let caller = principal.within(x_tenant_id.as_ref(), x_tenant_role.as_ref())?;
        let run = runs(&self.scope(&caller.tenant)).get(&run_id).await?.ok_or_else(no_run)?;
        Ok(run.value.show(&caller.tenant, &run_id))
    }

    pub(super) async fn cancel_run(
        &self,
        call: Call<CancelWorkflowRun, Caller>,
    ) -> Result<WorkflowRunCancelResponse, Refusal> {
        let Call { request, principal, .. } = call;
        let CancelWorkflowRun { run_id, x_tenant_id, x_tenant_role, .. } = request;
        let caller = principal.within(x_tenant_id.as_ref(), x_tenant_role.as_ref())?;
        let (scope, now) = (self.scope(&caller.tenant), self.clock.now());
        let cancelled = runs(&scope)
            .try_update(&run_id, |run| {
                if run.status != Status::Running {
                    return Err(Refusal::conflict("The run has already ended."));
                }
                run.status = Status::Cancelled;
                run.ended_at = Some(now);
                Ok(())
            })
            .await?;
        cancelled.ok_or_else(no_run)?;
        self.live.cancelled.ring(&run_id);
        Ok(WorkflowRunCancelResponse::new(run_id, true))
    }
}

/// Parses a time in the query. A time without an offset is in UTC.
fn time(text: Option<&str>, name: &str) -> Result<Option<Timestamp>, Refusal> {
    let Some(text) = text else { return Ok(None) };
    if let Ok(time) = text.parse::<DateTime>() {
        return Ok(Some(time.timestamp()));
    }
    let local = text.parse::<civil::DateTime>().ok();
    let time = local.and_then(|local| local.to_zoned(TimeZone::UTC).ok());
    let time = time.ok_or_else(|| {
        let why = "Expected a time, such as 2025-11-20T00:00:00Z.";
        Refusal::invalid_at(&["query", name], "datetime_parsing", why)
    })?;
    Ok(Some(time.timestamp()))
}

fn no_run() -> Refusal {
    Refusal::not_found("There is no run with this id.")
}
