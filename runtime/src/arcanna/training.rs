//! Training finds out which properties distinguish the labels and gives them more weight in decisions.
//!
//! Without training, decisions use feedback with equal weights for all properties. Training sets a property's weight to
//! how much better its values predict the label than the most frequent label does: 1 if they always do, [`LEAST`] if
//! they say nothing. A property that occurs in no lesson has the weight 1.

use std::collections::BTreeMap;
use std::time::Duration;

use super::now;
use super::org_store::OrgStore;
use super::records::{Lesson, Training};
use crate::job::{Job, Outcome, Plan};
use crate::store::{List, Store, StoreError};

/// The name of the plan.
pub(super) const PLAN: &str = "arcanna/train";

/// The state of a job that has never been trained.
pub(super) const NOT_TRAINED: &str = "not_trained";

/// The state of a finished training.
const TRAINED: &str = "trained";

/// The state of a failed training.
pub(super) const FAILED: &str = "training_failed";

/// The background states. The training is fast, but callers should be able to observe it.
const LASTS: Duration = Duration::from_secs(1);

/// The weight of a property that says nothing; a shared value still counts a little.
const LEAST: f64 = 0.1;

/// Only the latest lessons are used, which limits the time for a decision.
const MOST: u64 = 1000;

/// The states of a training.
pub(super) fn plan(store: &Store) -> Plan {
    // Captures only the store, to avoid a reference cycle with the jobs.
    let store = store.clone();
    Plan::new(PLAN, TRAINED)
        .state("pending", LASTS)
        .state("training", LASTS)
        .failed_state(FAILED)
        .on_enter(move |job| enter(store.clone(), job))
}

async fn enter(store: Store, job: Job) -> Outcome {
    if job.state == TRAINED {
        let org_store = OrgStore::new(store.scope(job.api, job.tenant));
        train(&org_store, job.subject.parse()?).await?;
    }
    Ok(())
}

async fn train(org_store: &OrgStore, job: i64) -> Result<(), StoreError> {
    let lessons = lessons(org_store, job).await?;
    let weights = weights(&lessons);
    let finished = now(org_store.scope().store().clock());
    let learn = |job: &mut super::records::Job| {
        job.training.finished = Some(finished);
        job.training.lessons = lessons.len();
        job.training.weights = weights;
    };
    org_store.jobs().update(&job.to_string(), learn).await?;
    Ok(())
}

/// Returns the lessons of a job, newest first.
pub(super) async fn lessons(org_store: &OrgStore, job: i64) -> Result<Vec<Lesson>, StoreError> {
    let page = org_store.lessons(job).list(&List::new().newest_first().limit(MOST)).await?;
    Ok(page.items.into_iter().map(|record| record.value).collect())
}

impl Training {
    /// Returns how much a property says about the label.
    pub(super) fn weight(&self, property: &str) -> f64 {
        self.weights.get(property).copied().unwrap_or(1.0)
    }
}

/// The frequency of each label, by value.
type Labels<'a> = BTreeMap<&'a str, u32>;

fn weights(lessons: &[Lesson]) -> BTreeMap<String, f64> {
    let mut properties: BTreeMap<&str, BTreeMap<&str, Labels<'_>>> = BTreeMap::new();
    for lesson in lessons {
        for feature in lesson.features.iter() {
            let values = properties.entry(&feature.property).or_default();
            let labels = values.entry(&feature.value).or_default();
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
        // With only one label nothing can be distinguished, so no property is known to be useless.
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

    use super::super::features::Features;
    use super::*;

    #[test]
    fn distinguishing_properties_have_more_weight() {
        let lesson = |label: &str, event: Value| Lesson {
            label: label.to_owned(),
            features: Features::of(event.as_object().unwrap()),
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
