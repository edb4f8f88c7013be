//! Workflows of several agents, and their runs.

mod catalogue;
mod events;
mod past;
mod run;
mod runner;

use std::convert::Infallible;
use std::sync::Arc;

use agents_api::operations::{
    CancelWorkflowRun, GetWorkflow, GetWorkflowRun, ListWorkflowRuns, ListWorkflows, RunWorkflow,
    StreamWorkflow, WorkflowsApi,
};
use agents_api::types::{
    StreamingWorkflowEvent, WorkflowDescriptorResponse, WorkflowRunRequestBody,
    WorkflowRunResponse, WorkflowSummary,
};
use agents_api::wire::{Call, Events, Outcome};
use futures_util::StreamExt;
use tokio::sync::mpsc;
use uuid::Uuid;

use super::Agents;
use super::caller::Caller;
use super::chat::notes;
use super::conversations::Item;
use super::directory::DEFAULT;
use super::live::Live;
use super::refusal::{Refusal, refuse};
use crate::job::Plan;
use crate::store::Store;
use catalogue::{WORKFLOWS, Workflow, keyed};
use run::{Run, Status, runs};
use runner::PLAN;
pub(super) use runner::RunEvent;

impl WorkflowsApi for Agents {
    type Principal = Caller;

    async fn list_workflows(&self, call: Call<ListWorkflows, Caller>) -> Outcome<ListWorkflows> {
        workflows(call).map_err(refuse)
    }

    async fn run_workflow(&self, call: Call<RunWorkflow, Caller>) -> Outcome<RunWorkflow> {
        self.run_to_the_end(call).await.map_err(refuse)
    }

    async fn list_workflow_runs(
        &self,
        call: Call<ListWorkflowRuns, Caller>,
    ) -> Outcome<ListWorkflowRuns> {
        self.past_runs(call).await.map_err(refuse)
    }

    async fn get_workflow_run(
        &self,
        call: Call<GetWorkflowRun, Caller>,
    ) -> Outcome<GetWorkflowRun> {
        self.past_run(call).await.map_err(refuse)
    }

    async fn cancel_workflow_run(
        &self,
        call: Call<CancelWorkflowRun, Caller>,
    ) -> Outcome<CancelWorkflowRun> {
        self.cancel_run(call).await.map_err(refuse)
    }

    async fn stream_workflow(&self, call: Call<StreamWorkflow, Caller>) -> Outcome<StreamWorkflow> {
        self.follow_run(call).await.map_err(refuse)
    }

    async fn get_workflow(&self, call: Call<GetWorkflow, Caller>) -> Outcome<GetWorkflow> {
        workflow(call).map_err(refuse)
    }
}

/// Registers the job for workflow runs.
pub(super) fn plan(store: Store, live: Arc<Live>) -> Plan {
    runner::plan(store, live)
}

/// A started run and the receiver of its events.
#[derive(Debug)]
struct Begun {
    workflow: &'static Workflow,
    run: String,
    conversation: String,
    received: mpsc::UnboundedReceiver<RunEvent>,
}

impl Agents {
    async fn run_to_the_end(
        &self,
        call: Call<RunWorkflow, Caller>,
    ) -> Result<WorkflowRunResponse, Refusal> {
        let Call { request, principal, .. } = call;
        let RunWorkflow { workflow_key, x_tenant_id, x_tenant_role, body, .. } = request;
        let caller = principal.within(x_tenant_id.as_ref(), x_tenant_role.as_ref())?;
        let _slot = self.live.chats.take(&caller.user)?;
        let mut begun = self.begin_run(&caller, &workflow_key, body).await?;
        while let Some(event) = begun.received.recv().await {
            let RunEvent::Ended(run) = event else { continue };
            return match run.status {
                Status::Succeeded => Ok(run.show_end(&begun.run)),
                Status::Cancelled => Err(Refusal::conflict("The run was cancelled.")),
                Status::Running | Status::Failed => {
                    let why = run.error.unwrap_or_else(|| "The run failed.".to_owned());
                    Err(Refusal::conflict(why))
                }
            };
        }
        Err(Refusal::fault("the server was closed during a run"))
    }

    async fn follow_run(
        &self,
        call: Call<StreamWorkflow, Caller>,
    ) -> Result<Events<StreamingWorkflowEvent>, Refusal> {
        let Call { request, principal, .. } = call;
        let StreamWorkflow { workflow_key, x_tenant_id, x_tenant_role, body, .. } = request;
        let caller = principal.within(x_tenant_id.as_ref(), x_tenant_role.as_ref())?;
        let slots = self.open_stream(&caller)?;
        let Begun { workflow, run, conversation, received } =
            self.begin_run(&caller, &workflow_key, body).await?;
        let clock = self.clock.clone();
        let events = events::follow(received, clock, workflow.key, run, conversation);
        let events = self.while_in_session(&caller, slots, events);
        Ok(Events::new(events.map(Ok::<_, Infallible>)))
    }

    async fn begin_run(
        &self,
        caller: &Caller,
        key: &str,
        body: WorkflowRunRequestBody,
    ) -> Result<Begun, Refusal> {
        let workflow = keyed(key).ok_or_else(|| no_workflow(key))?;
        let (scope, log) = (self.scope(&caller.tenant), self.log(&caller.tenant));
        let id = Uuid::new_v4().to_string();
        // Subscribed before the run starts, so that no event is missed.
        let received = self.live.feeds.follow(&id);

        let said = Item::said(&body.message).of_run(&id);
        let mut transaction = self.store.begin().await?;
        let conversation = match body.conversation_id.into_value() {
            None => log.begin_in(&mut transaction, DEFAULT, vec![said]).await?,
            Some(conversation) => {
                log.say_in(&mut transaction, &conversation, said).await?.refuse()?;
                conversation
            }
        };
        let location = body.location.into_value();
        let shared = body.share_location.into_value() == Some(true);
        let run = Run {
            workflow: workflow.key.to_owned(),
            user: caller.user.clone(),
            status: Status::Running,
            message: body.message,
            notes: notes(None, location.as_ref().filter(|_| shared)),
            conversation: conversation.clone(),
            started_at: self.clock.now(),
            ended_at: None,
            results: Vec::new(),
            error: None,
        };
        runs(&scope).on(&mut transaction).create(&id, &run).await?;
        self.jobs.start_in(&mut transaction, &scope, PLAN, &id).await?;
        transaction.commit().await?;
        Ok(Begun { workflow, run: id, conversation, received })
    }
}

fn workflows(call: Call<ListWorkflows, Caller>) -> Result<Vec<WorkflowSummary>, Refusal> {
    let Call { request, principal, .. } = call;
    principal.within(request.x_tenant_id.as_ref(), request.x_tenant_role.as_ref())?;
    Ok(WORKFLOWS.iter().map(Workflow::summary).collect())
}

fn workflow(call: Call<GetWorkflow, Caller>) -> Result<WorkflowDescriptorResponse, Refusal> {
    let Call { request, principal, .. } = call;
    principal.within(request.x_tenant_id.as_ref(), request.x_tenant_role.as_ref())?;
    let key = request.workflow_key;
    Ok(keyed(&key).ok_or_else(|| no_workflow(&key))?.describe())
}

fn no_workflow(key: &str) -> Refusal {
    Refusal::not_found(format!("There is no workflow {key}."))
}
