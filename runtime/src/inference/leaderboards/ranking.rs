//! The order of a leaderboard.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use inference_api::types::{Checkpoint, LeaderboardEntry, LeaderboardResult};

/// The results of a checkpoint, by benchmark id.
pub(super) type Reached = BTreeMap<String, LeaderboardResult>;

/// The sort criteria.
#[derive(Debug, Clone, Copy)]
pub(super) struct Order<'o> {
    pub(super) metric: &'o str,
    /// The benchmark to rank by; if absent, the average of all benchmarks.
    pub(super) benchmark: Option<&'o str>,
    pub(super) lowest_first: bool,
}

/// A checkpoint and its results.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Entry {
    pub(super) checkpoint: Checkpoint,
    pub(super) reached: Reached,
    score: Option<f64>,
}

impl Entry {
    pub(super) fn new(checkpoint: Checkpoint, reached: Reached, order: Order<'_>) -> Self {
        let counted = reached.values().filter(|result| {
            order.benchmark.is_none_or(|benchmark| result.benchmark_id == benchmark)
        });
        let figures: Vec<f64> =
            counted.filter_map(|result| result.metrics.get(order.metric).copied()).collect();
        let count = u32::try_from(figures.len()).unwrap_or(u32::MAX);
        let score = (count > 0).then(|| figures.iter().sum::<f64>() / f64::from(count));
        Self { checkpoint, reached, score }
    }

    /// Sorts the entries. Entries without a value come last; of equal ones, the older one comes first.
    pub(super) fn compare(&self, other: &Self, order: Order<'_>) -> Ordering {
        let by_score = match (self.score, other.score) {
            (Some(one), Some(other)) if order.lowest_first => one.total_cmp(&other),
            (Some(one), Some(other)) => other.total_cmp(&one),
            (one, other) => other.is_some().cmp(&one.is_some()),
        };
        let age = |entry: &Self| {
            let Checkpoint { created_at, epoch, id, .. } = &entry.checkpoint;
            (*created_at, *epoch, id.clone())
        };
        by_score.then_with(|| age(self).cmp(&age(other)))
    }

    pub(super) fn show(self, rank: i64) -> LeaderboardEntry {
        let Checkpoint { id, name, training_id, model_id, created_at, .. } = self.checkpoint;
        let results = self.reached.into_values().collect();
        let mut entry = LeaderboardEntry::new(id, rank, name, training_id, results, created_at);
        entry.model_id = model_id;
        entry.score = self.score;
        entry
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;

    fn entry(id: &str, figures: &[(&str, f64)], order: Order<'_>) -> Entry {
        let at = Timestamp::UNIX_EPOCH.into();
        let result = |(benchmark, figure): &(&str, f64)| {
            let metrics = [("f1".to_owned(), *figure)].into();
            ((*benchmark).to_owned(), LeaderboardResult::new(*benchmark, "b", metrics))
        };
        let reached = figures.iter().map(result).collect();
        Entry::new(Checkpoint::new(id, id, "t", at), reached, order)
    }

    fn ranked(order: Order<'_>) -> Vec<String> {
        let mut entries = [
            entry("none", &[], order),
            entry("high", &[("x", 0.9), ("y", 0.5)], order),
            entry("even", &[("x", 0.8), ("y", 0.8)], order),
            entry("also", &[("x", 0.8), ("y", 0.8)], order),
        ];
        entries.sort_by(|one, other| one.compare(other, order));
        entries.into_iter().map(|entry| entry.checkpoint.id).collect()
    }

    #[test]
    fn entries_are_sorted_by_value() {
        let average = Order { metric: "f1", benchmark: None, lowest_first: false };
        assert_eq!(ranked(average), ["also", "even", "high", "none"]);
        let one = Order { benchmark: Some("x"), ..average };
        assert_eq!(ranked(one), ["high", "also", "even", "none"]);
        assert_eq!(ranked(Order { lowest_first: true, ..one }), ["also", "even", "high", "none"]);
        let unknown = Order { metric: "ks", ..average };
        assert_eq!(ranked(unknown), ["also", "even", "high", "none"]);
        let shown = entry("a", &[("x", 0.5), ("y", 1.0)], average).show(3);
        assert_eq!((shown.rank, shown.score, shown.results.len()), (3, Some(0.75), 2));
    }
}
