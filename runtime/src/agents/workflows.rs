//! Workflows of several agents, and their runs.

use agents_api::operations::{
    CancelWorkflowRun, GetWorkflow, GetWorkflowRun, ListWorkflowRuns, ListWorkflows, RunWorkflow,
    StreamWorkflow, WorkflowsApi,
};
use agents_api::wire::{Call, Outcome};

use super::Agents;
use super::caller::Caller;
use super::refusal::not_done;

impl WorkflowsApi for Agents {
    type Principal = Caller;

    async fn list_workflows(&self, _: Call<ListWorkflows, Caller>) -> Outcome<ListWorkflows> {
        not_done()
    }

    async fn run_workflow(&self, _: Call<RunWorkflow, Caller>) -> Outcome<RunWorkflow> {
        not_done()
    }

    async fn list_workflow_runs(
        &self,
        _: Call<ListWorkflowRuns, Caller>,
    ) -> Outcome<ListWorkflowRuns> {
        not_done()
    }

    async fn get_workflow_run(&self, _: Call<GetWorkflowRun, Caller>) -> Outcome<GetWorkflowRun> {
        not_done()
    }

    async fn cancel_workflow_run(
        &self,
        _: Call<CancelWorkflowRun, Caller>,
    ) -> Outcome<CancelWorkflowRun> {
        not_done()
    }

    async fn stream_workflow(&self, _: Call<StreamWorkflow, Caller>) -> Outcome<StreamWorkflow> {
        not_done()
    }

    async fn get_workflow(&self, _: Call<GetWorkflow, Caller>) -> Outcome<GetWorkflow> {
        not_done()
    }
}
