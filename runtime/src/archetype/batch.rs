//! Batch jobs: the stored records. `batch/run` and `batch/work` run the jobs, `batch_jobs` answers requests about them.

mod classify;
mod input;
mod log;
mod run;
mod work;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

pub(super) use input::resolve;
pub(super) use log::Log;
pub(super) use run::{cancel, define, delete, no_job, queue, retry};

/// The states of a job, as named by the document.
pub(super) const PENDING: &str = "PENDING";
pub(super) const ADMITTED: &str = "ADMITTED";
pub(super) const RUNNING: &str = "RUNNING";
pub(super) const COMPLETED: &str = "COMPLETED";
pub(super) const FAILED: &str = "FAILED";
pub(super) const PREEMPTED: &str = "PREEMPTED";
pub(super) const CANCELLED: &str = "CANCELLED";

/// A job.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Job {
    pub(super) name: String,
    pub(super) pipeline_type: String,
    pub(super) pipeline_key: String,
    pub(super) pipeline_version: String,
    pub(super) status: String,
    pub(super) parameters: Map<String, Value>,
    pub(super) retries: i32,
    pub(super) started: Option<Timestamp>,
    pub(super) completed: Option<Timestamp>,
    pub(super) failed: Option<Timestamp>,
    pub(super) cancelled: Option<Timestamp>,
    pub(super) error: Option<Problem>,
    /// The current background job. Earlier ones no longer have any effect.
    pub(super) run: String,
}

/// Why a job failed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Problem {
    pub(super) code: String,
    pub(super) message: String,
}

/// An input of a job.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Input {
    pub(super) job: String,
    pub(super) port: String,
    /// The index within the job, starting at 0.
    pub(super) index: i64,
    /// Whether the input is processed individually and counted.
    pub(super) tracked: bool,
    pub(super) source: Source,
    pub(super) metadata: Option<Map<String, Value>>,
    pub(super) status: InputStatus,
    pub(super) error: Option<String>,
    pub(super) completed: Option<Timestamp>,
    /// The background job that processes it.
    pub(super) run: Option<String>,
}

/// The source of an input.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) enum Source {
    File { uid: String, name: String, media_type: String, bytes: u64 },
    Checkpoint { id: String },
}

/// The status of an input.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum InputStatus {
    Pending,
    Processing,
    Completed,
    Failed,
}

/// An output file of a job. The store keeps its content under its id.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Output {
    pub(super) job: String,
    pub(super) filename: String,
    pub(super) bytes: u64,
}

/// An event of a job.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Event {
    pub(super) job: String,
    pub(super) number: i64,
    pub(super) kind: String,
    pub(super) level: String,
    pub(super) message: String,
    pub(super) payload: Option<Map<String, Value>>,
    pub(super) input: Option<(String, i64)>,
}

/// A progress entry of a job.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Entry {
    pub(super) job: String,
    pub(super) number: i64,
    pub(super) kind: String,
    pub(super) step: i64,
    pub(super) message: String,
    pub(super) metrics: Option<Map<String, Value>>,
    pub(super) input: Option<(String, i64)>,
}

/// A waiting job.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Waiting {
    pub(super) pipeline_type: String,
}

impl Job {
    /// The configuration of a component as given by the caller.
    fn config(&self, component: &str) -> Option<&Value> {
        self.parameters.get(component)?.get("config")
    }

    /// The number of inputs that are processed concurrently.
    fn parallelism(&self) -> usize {
        let parallelism =
            self.parameters.values().filter_map(|component| component.get("parallelism")?.as_u64());
        parallelism.max().and_then(|most| usize::try_from(most).ok()).unwrap_or(1)
    }
}
