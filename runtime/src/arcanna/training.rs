//! Training: it finds out which properties tell the labels apart, and decisions then give those more weight.
//!
//! Feedback counts in decisions without it, every property then being as good as another. A property's weight is how much
//! better its values tell the label than the most frequent label alone does: 1 when they always do, [`LEAST`] when they
//! say nothing. A property that no lesson had has the weight 1.

use std::collections::BTreeMap;
use std::time::Duration;

use super::desk::Desk;
use super::now;
use super::records::{Lesson, Training};
use crate::job::{Job, Outcome, Plan};
use crate::store::{List, Store, StoreError};

/// The plan's name.
pub(super) const PLAN: &str = "arcanna/train";

/// The state of a job that was never trained.
pub(super) const NOT_TRAINED: &str = "not_trained";

/// The state of a training that is done.
const TRAINED: &str = "trained";

/// The state of a training that was not.
pub(super) const FAILED: &str = "training_failed";

/// What is done in the background: nothing of it takes long, but it shall be seen to take time.
const LASTS: Duration = Duration::from_secs(1);

/// The weight of a property that says nothing: something shared is still something shared.
const LEAST: f64 = 0.1;

/// Only the latest lessons are learned from, so that the time for a decision has a bound.
const MOST: u64 = 1000;

/// What a training goes through.
pub(super) fn plan(store: &Store) -> Plan {
    // The store alone: what is defined here must not keep alive what it is defined in.
    let store = store.clone();
    Plan::new(PLAN, TRAINED)
        .state("pending", LASTS)
        .state("training", LASTS)
        .failed_state(FAILED)
        .on_enter(move |job| enter(store.clone(), job))
}

async fn enter(store: Store, job: Job) -> Outcome {
    if job.state == TRAINED {
        let desk = Desk::new(store.scope(job.api, job.tenant));
        train(&desk, job.subject.parse()?).await?;
    }
    Ok(())
}

async fn train(desk: &Desk, job: i64) -> Result<(), StoreError> {
    let lessons = lessons(desk, job).await?;
    let weights = weights(&lessons);
    let finished = now(desk.scope().store().clock());
    let learn = |job: &mut super::records::Job| {
        job.training.finished = Some(finished);
        job.training.lessons = lessons.len();
        job.training.weights = weights;
    };
    desk.jobs().update(&job.to_string(), learn).await?;
    Ok(())
}

/// What a job knows from feedback so far, the latest first.
pub(super) async fn lessons(desk: &Desk, job: i64) -> Result<Vec<Lesson>, StoreError> {
    let page = desk.lessons(job).list(&List::new().newest_first().limit(MOST)).await?;
    Ok(page.items.into_iter().map(|record| record.value).collect())
}

impl Training {
    /// How much a property says about the label.
    pub(super) fn weight(&self, property: &str) -> f64 {
        self.weights.get(property).copied().unwrap_or(1.0)
    }
}

/// How often each label comes with a value.
type Labels<'a> = BTreeMap<&'a str, u32>;

fn weights(lessons: &[Lesson]) -> BTreeMap<String, f64> {
    let mut properties: BTreeMap<&str, BTreeMap<&str, Labels<'_>>> = BTreeMap::new();
    for lesson in lessons {
        for mark in lesson.marks.iter() {
            let values = properties.entry(&mark.property).or_default();
            let labels = values.entry(&mark.value).or_default();
            *labels.entry(&lesson.label).or_default() += 1;
        }
    }
    let weigh = |(property, values): (&str, BTreeMap<&str, Labels<'_>>)| {
        (property.to_owned(), weight(&values))
    };
    properties.into_iter().map(weigh).collect()
}

fn weight(values: &BTreeMap<&str, Labels<'_>>) -> f64 {
    let mut all = Labels::new();
    for (label, count) in values.values().flatten() {
        *all.entry(label).or_default() += count;
    }
    let total = all.values().sum::<u32>();
    let by_chance = most(&all);
    let by_value: u32 = values.values().map(most).sum();
    if by_chance == total {
        // One label only: nothing can be told apart, so nothing is known to be of no use.
        return 1.0;
    }
    LEAST + (1.0 - LEAST) * f64::from(by_value - by_chance) / f64::from(total - by_chance)
}

fn most(labels: &Labels<'_>) -> u32 {
    labels.values().copied().max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::super::marks::Marks;
    use super::*;

    #[test]
    fn what_tells_labels_apart_weighs_more() {
        let lesson = |label: &str, event: Value| Lesson {
            label: label.to_owned(),
            marks: Marks::of(event.as_object().unwrap()),
        };
        let found = weights(&[
            lesson("Drop", json!({"user": "jo", "site": "a", "sensor": 1})),
            lesson("Drop", json!({"user": "jo", "site": "b", "sensor": 1})),
            lesson("Escalate", json!({"user": "eve", "site": "a", "sensor": 1})),
            lesson("Escalate", json!({"user": "eve", "site": "b", "sensor": 1, "new": true})),
        ]);
        let text: Vec<String> = found.iter().map(|(name, by)| format!("{name} {by:.1}")).collect();
        assert_eq!(text, ["new 1.0", "sensor 0.1", "site 0.1", "user 1.0"]);
        assert_eq!(weights(&[]), BTreeMap::new());
    }
}
