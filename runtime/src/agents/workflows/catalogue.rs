//! The workflows that every tenant finds, by key, and how they are shown.

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

/// Steps that belong together. They are run one after the other, or all at once.
#[derive(Debug)]
pub(super) struct Stage {
    pub(super) name: &'static str,
    pub(super) is_parallel: bool,
    pub(super) steps: &'static [Step],
}

/// What one agent does.
#[derive(Debug)]
pub(super) struct Step {
    pub(super) name: &'static str,
    pub(super) agent: &'static str,
    pub(super) max_turns: i64,
    /// What the step's answer begins with.
    pub(super) preface: &'static str,
}

pub(super) const WORKFLOWS: [Workflow; 2] = [
    Workflow {
        key: "analysis",
        name: "Analysis",
        description: "Looks at a question from two sides at once.",
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
        description: "Gathers facts, weighs them, and writes a report.",
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

/// The workflow of a key.
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
    /// The group that the stage's steps are run in at once, if they are.
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
    fn workflows_are_in_order_and_their_agents_are_there() {
        assert!(WORKFLOWS.is_sorted_by_key(|workflow| workflow.key));
        assert_eq!(WORKFLOWS.iter().filter(|workflow| workflow.is_default).count(), 1);
        assert!(keyed("runs").is_none(), "the path that ends in it lists runs");
        for workflow in &WORKFLOWS {
            let steps: Vec<&Step> = workflow.stages.iter().flat_map(|stage| stage.steps).collect();
            assert!(steps.iter().all(|step| named(step.agent).is_some()), "{workflow:?}");
            let mut names: Vec<&str> = steps.iter().map(|step| step.name).collect();
            names.sort_unstable();
            names.dedup();
            assert_eq!(names.len(), steps.len(), "results are known by the names of steps");
        }
    }
}
