//! The workflows of every tenant, by key, and their conversion to responses.

use agents_api::types::{
    WorkflowDescriptorResponse, WorkflowStageDescriptor, WorkflowStageMode, WorkflowStepDescriptor,
    WorkflowSummary,
};
use agents_api::wire::Nullable;

/// A workflow.
#[derive(Debug)]
pub(super) struct Workflow {
    pub(super) key: &'static str,
    name: &'static str,
    description: &'static str,
    is_default: bool,
    pub(super) stages: &'static [Stage],
}

/// Steps that run sequentially or in parallel.
#[derive(Debug)]
pub(super) struct Stage {
    pub(super) name: &'static str,
    pub(super) is_parallel: bool,
    pub(super) steps: &'static [Step],
}

/// A step, run by one agent.
#[derive(Debug)]
pub(super) struct Step {
    pub(super) name: &'static str,
    pub(super) agent: &'static str,
    pub(super) max_turns: i64,
    /// The beginning of the step's response.
    pub(super) preface: &'static str,
}

pub(super) const WORKFLOWS: [Workflow; 2] = [
    Workflow {
        key: "analysis",
        name: "Analysis",
        description: "Examines a question from two sides in parallel.",
        is_default: false,
        stages: &[
            Stage {
                name: "sides",
                is_parallel: true,
                steps: &[
                    step("argue_for", "researcher", 4, "What speaks for it: "),
                    step("argue_against", "analyst", 4, "What speaks against it: "),
                ],
            },
            Stage {
                name: "judge",
                is_parallel: false,
                steps: &[step("weigh", "triage", 2, "All in all: ")],
            },
        ],
    },
    Workflow {
        key: "research_report",
        name: "Research report",
        description: "Gathers facts, assesses them, and writes a report.",
        is_default: true,
        stages: &[
            Stage {
                name: "gather",
                is_parallel: false,
                steps: &[step("collect_sources", "researcher", 6, "")],
            },
            Stage {
                name: "write",
                is_parallel: false,
                steps: &[step("write_report", "triage", 4, "Report. ")],
            },
        ],
    },
];

const fn step(
    name: &'static str,
    agent: &'static str,
    max_turns: i64,
    preface: &'static str,
) -> Step {
    Step { name, agent, max_turns, preface }
}

/// Returns the workflow with a key.
pub(super) fn keyed(key: &str) -> Option<&'static Workflow> {
    WORKFLOWS.iter().find(|workflow| workflow.key == key)
}

impl Workflow {
    fn steps(&self) -> i64 {
        let steps: usize = self.stages.iter().map(|stage| stage.steps.len()).sum();
        i64::try_from(steps).unwrap_or(i64::MAX)
    }

    pub(super) fn summary(&self) -> WorkflowSummary {
        WorkflowSummary::new(self.key, self.name, self.description, self.steps())
            .with_default(self.is_default)
    }

    pub(super) fn describe(&self) -> WorkflowDescriptorResponse {
        let stages = self.stages.iter().map(Stage::describe).collect();
        let (key, name, about) = (self.key, self.name, self.description);
        WorkflowDescriptorResponse::new(
            key,
            name,
            about,
            self.is_default,
            false,
            self.steps(),
            stages,
        )
        .with_output_schema(Nullable::Null)
    }
}

impl Stage {
    /// Returns the name of the parallel group of the stage's steps, if they run in parallel.
    pub(super) fn group(&self) -> Option<&'static str> {
        self.is_parallel.then_some(self.name)
    }

    fn describe(&self) -> WorkflowStageDescriptor {
        let (mode, reducer) = if self.is_parallel {
            (WorkflowStageMode::Parallel, Some("join".to_owned()))
        } else {
            (WorkflowStageMode::Sequential, None)
        };
        let steps = self.steps.iter().map(Step::describe).collect();
        WorkflowStageDescriptor::new(self.name, mode, steps).with_reducer(reducer)
    }
}

impl Step {
    fn describe(&self) -> WorkflowStepDescriptor {
        WorkflowStepDescriptor::new(self.name, self.agent).with_max_turns(self.max_turns)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agents::directory::named;

    #[test]
    fn workflows_are_sorted_and_their_agents_exist() {
        assert!(WORKFLOWS.is_sorted_by_key(|workflow| workflow.key));
        assert_eq!(WORKFLOWS.iter().filter(|workflow| workflow.is_default).count(), 1);
        assert!(keyed("runs").is_none(), "its path lists the runs");
        for workflow in &WORKFLOWS {
            let steps: Vec<&Step> = workflow.stages.iter().flat_map(|stage| stage.steps).collect();
            assert!(steps.iter().all(|step| named(step.agent).is_some()), "{workflow:?}");
            let mut names: Vec<&str> = steps.iter().map(|step| step.name).collect();
            names.sort_unstable();
            names.dedup();
            assert_eq!(names.len(), steps.len(), "the names of steps identify results");
        }
    }
}
