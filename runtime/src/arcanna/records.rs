//! What is stored: jobs, events, and the lessons that feedback makes of events.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::marks::Marks;

/// A job.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Job {
    pub(super) id: i64,
    pub(super) title: String,
    pub(super) status: String,
    pub(super) category: String,
    /// From the most harmless to the gravest.
    pub(super) labels: Vec<String>,
    /// How many events there are to decide on.
    pub(super) processed: i64,
    /// How many of them have feedback.
    pub(super) with_feedback: i64,
    pub(super) last_processed: Option<Timestamp>,
    pub(super) last_feedback: Option<Timestamp>,
    pub(super) training: Training,
}

/// What is known of a job's trainings, besides the state of the last.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Training {
    /// Who asked for the last one that was started.
    pub(super) asked_by: Option<String>,
    pub(super) started: Option<Timestamp>,
    pub(super) finished: Option<Timestamp>,
    /// How many lessons the last one had that was finished.
    pub(super) lessons: usize,
    /// How much a property says about the label, from 0 to 1, by its name. Empty before the first training.
    pub(super) weights: BTreeMap<String, f64>,
}

/// An event, as it was ingested the last time.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Event {
    /// The event itself. No deeper in the record than it was in the request, for JSON is read to a limited depth.
    pub(super) raw_body: Map<String, Value>,
    pub(super) title: Option<String>,
    pub(super) severity: Option<i64>,
    pub(super) data_source: Option<String>,
    pub(super) ingested: Timestamp,
    /// Events of the same properties and values have the same.
    pub(super) kind: String,
    pub(super) feedback: Option<Feedback>,
}

/// What an analyst said about an event.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Feedback {
    pub(super) cortex_user: String,
    pub(super) said: String,
    pub(super) closing_notes: Option<String>,
    pub(super) given: Timestamp,
    /// The label of the job that it means, if it means one.
    pub(super) label: Option<String>,
}

/// An event whose label is known from feedback.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Lesson {
    pub(super) label: String,
    pub(super) marks: Marks,
}
