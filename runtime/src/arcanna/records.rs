//! Stored records: jobs, events, and the lessons learned from feedback on events.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::features::Features;

/// A job.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Job {
    pub(super) id: i64,
    pub(super) title: String,
    pub(super) status: String,
    pub(super) category: String,
    /// Ordered from harmless to severe.
    pub(super) labels: Vec<String>,
    /// The number of events.
    pub(super) processed: i64,
    /// The number of events with feedback.
    pub(super) with_feedback: i64,
    pub(super) last_processed: Option<Timestamp>,
    pub(super) last_feedback: Option<Timestamp>,
    pub(super) training: Training,
}

/// Information about the job's trainings, apart from the state of the last one.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Training {
    /// Who requested the last started training.
    pub(super) asked_by: Option<String>,
    pub(super) started: Option<Timestamp>,
    pub(super) finished: Option<Timestamp>,
    /// The number of lessons in the last finished training.
    pub(super) lessons: usize,
    /// How much a property says about the label, from 0 to 1, by name. Empty before the first training.
    pub(super) weights: BTreeMap<String, f64>,
}

/// The most recently ingested version of an event.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Event {
    /// The event itself. It is nested no deeper in the record than in the request, because JSON parsing is limited in
    /// depth.
    pub(super) raw_body: Map<String, Value>,
    pub(super) title: Option<String>,
    pub(super) severity: Option<i64>,
    pub(super) data_source: Option<String>,
    pub(super) ingested: Timestamp,
    /// Equal for events with the same properties and values.
    pub(super) kind: String,
    pub(super) feedback: Option<Feedback>,
}

/// An analyst's feedback on an event.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Feedback {
    pub(super) cortex_user: String,
    pub(super) said: String,
    pub(super) closing_notes: Option<String>,
    pub(super) given: Timestamp,
    /// The label of the job that the feedback refers to, if any.
    pub(super) label: Option<String>,
}

/// An event whose label is known from feedback.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Lesson {
    pub(super) label: String,
    // The name in existing data.
    #[serde(rename = "marks")]
    pub(super) features: Features,
}
