//! Run records and their conversion to responses.

use agents_api::types::{
    WorkflowRunDetail, WorkflowRunListItem, WorkflowRunResponse, WorkflowRunStatus,
    WorkflowStepResultSchema,
};
use agents_api::wire::Nullable;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::store::{Collection, Scope};

/// A run of a workflow.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(in crate::agents) struct Run {
    pub(super) workflow: String,
    pub(super) user: String,
    pub(super) status: Status,
    pub(super) message: String,
    /// Additional information for the agents.
    pub(super) notes: Vec<String>,
    pub(super) conversation: String,
    pub(super) started_at: Timestamp,
    pub(super) ended_at: Option<Timestamp>,
    /// The results of the steps, in the order in which they ended.
    pub(super) results: Vec<StepResult>,
    /// The reason why the run failed.
    pub(super) error: Option<String>,
}

/// The status of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Status {
    Running,
    Succeeded,
    Failed,
    Cancelled,
}

/// The result of a step.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct StepResult {
    pub(super) name: String,
    pub(super) agent: String,
    pub(super) text: String,
    pub(super) response_id: String,
    pub(super) stage: String,
    pub(super) group: Option<String>,
    pub(super) branch: Option<i64>,
}

/// Returns the runs of a tenant.
pub(in crate::agents) fn runs(scope: &Scope) -> Collection<Run> {
    scope.collection("runs")
}

impl Status {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Succeeded => "succeeded",
            Self::Failed => "failed",
            Self::Cancelled => "cancelled",
        }
    }

    fn show(self) -> WorkflowRunStatus {
        match self {
            Self::Running => WorkflowRunStatus::Running,
            Self::Succeeded => WorkflowRunStatus::Succeeded,
            Self::Failed => WorkflowRunStatus::Failed,
            Self::Cancelled => WorkflowRunStatus::Cancelled,
        }
    }
}

impl StepResult {
    fn show(self) -> WorkflowStepResultSchema {
        WorkflowStepResultSchema::new(self.name, self.agent, Some(self.text))
            .with_structured_output(Value::Null)
            .with_response_id(self.response_id)
            .with_stage_name(self.stage)
            .with_parallel_group(self.group)
            .with_branch_index(self.branch)
            .with_output_schema(Nullable::Null)
    }
}

impl Run {
    /// Returns the result of the run as text: that of its last step.
    pub(super) fn output(&self) -> Option<String> {
        let last = self.results.last().filter(|_| self.status == Status::Succeeded);
        last.map(|result| result.text.clone())
    }

    pub(super) fn show_short(self, id: &str) -> WorkflowRunListItem {
        let output = self.output();
        let steps = i64::try_from(self.results.len()).unwrap_or(i64::MAX);
        let lasted = self.ended_at.map(|end| end.duration_since(self.started_at).as_millis());
        let lasted = lasted.map(|lasted| i64::try_from(lasted).unwrap_or(i64::MAX));
        let (status, start) = (self.status.show(), self.started_at.to_string());
        WorkflowRunListItem::new(id, self.workflow, status, start, self.user, steps)
            .with_ended_at(self.ended_at.map(|end| end.to_string()))
            .with_conversation_id(self.conversation)
            .with_duration_ms(lasted)
            .with_final_output_text(output)
    }

    pub(super) fn show(self, tenant: &str, id: &str) -> WorkflowRunDetail {
        let output = self.output();
        WorkflowRunDetail::new(
            self.workflow,
            id,
            tenant,
            self.user,
            self.status.name(),
            self.started_at.to_string(),
            self.ended_at.map(|end| end.to_string()),
            output,
            Value::Null,
            Some(self.message),
            Some(self.conversation),
            self.results.into_iter().map(StepResult::show).collect(),
        )
        .with_output_schema(Nullable::Null)
    }

    /// Returns the response to the request that waited for the end of the run.
    pub(super) fn show_end(self, id: &str) -> WorkflowRunResponse {
        let output = self.output().map_or(Value::Null, Value::from);
        let steps = self.results.into_iter().map(StepResult::show).collect();
        WorkflowRunResponse::new(self.workflow, id, self.conversation, steps, output)
            .with_output_schema(Nullable::Null)
    }
}
