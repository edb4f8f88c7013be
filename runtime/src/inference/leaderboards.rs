//! The leaderboard: checkpoints ranked by their benchmark results.

mod ranking;

use std::collections::BTreeMap;

use inference_api::operations as op;
use inference_api::types::UserPermission as May;
use inference_api::types::{self, ListLeaderboardsOrderByMetricDirection as Direction, Metric};
use inference_api::wire::{Call, Outcome, StringEnum};

use super::Inference;
use super::caller::Caller;
use super::paging::{self, LIMIT, Paged};
use super::refusal::{Refusal, unknown_cursor};
use super::space_store::SpaceStore;
use crate::store::List;
use ranking::{Entry, Order, Reached};

impl op::LeaderboardsApi for Inference {
    type Principal = Caller;

    async fn list_leaderboards(
        &self,
        call: Call<op::ListLeaderboards, Caller>,
    ) -> Outcome<op::ListLeaderboards> {
        call.principal.needs(&May::LeaderboardsList)?;
        let page = page(&call.principal.space_store, &call.request).await?;
        Ok(types::Leaderboard::new(page.count, page.data, page.has_more))
    }
}

async fn page(
    space_store: &SpaceStore,
    request: &op::ListLeaderboards,
) -> Result<Paged<types::LeaderboardEntry>, Refusal> {
    let benchmarks = space_store.benchmarks().list(&List::new()).await?.items;
    let benchmarks: Vec<types::Benchmark> =
        benchmarks.into_iter().map(|record| record.value.0).collect();
    let first = benchmarks.first().and_then(|benchmark| benchmark.metrics.first());
    let metric = request.order_by_metric_metric_name.as_ref().or(first);
    let order = Order {
        metric: metric.map(Metric::as_str).unwrap_or_default(),
        benchmark: request.order_by_metric_benchmark_id.as_deref(),
        lowest_first: request.order_by_metric_direction == Some(Direction::Asc),
    };
    let reached = reached(space_store, &benchmarks, request.benchmarks.as_deref()).await?;
    let entry = |checkpoint: types::Checkpoint| {
        let reached = reached.get(&checkpoint.id).cloned().unwrap_or_default();
        Entry::new(checkpoint, reached, order)
    };

    let checkpoints = space_store.checkpoints().list(&List::new()).await?.items;
    let entries = checkpoints.into_iter().map(|record| entry(record.value.0));
    let mut entries: Vec<Entry> = entries.filter(|entry| fits(entry, request)).collect();
    entries.sort_by(|one, other| one.compare(other, order));

    let start = match paging::cursor(request.after.as_deref()) {
        None => 0,
        Some(id) => {
            let known = match space_store.checkpoints().get(id).await? {
                Some(known) => Some(known),
                None => space_store.former_checkpoints().get(id).await?,
            };
            let last = entry(known.ok_or_else(|| unknown_cursor(id))?.value.0);
            entries.iter().take_while(|entry| entry.compare(&last, order).is_le()).count()
        }
    };
    let ranked: Vec<_> = (1..).zip(entries).collect();
    let page = paging::cut(ranked, start, request.limit.unwrap_or(LIMIT));
    Ok(page.map(|(rank, entry): (i64, Entry)| entry.show(rank)))
}

/// Returns the results of each checkpoint in the requested benchmarks.
async fn reached(
    space_store: &SpaceStore,
    benchmarks: &[types::Benchmark],
    wanted: Option<&[String]>,
) -> Result<BTreeMap<String, Reached>, Refusal> {
    let wanted = wanted.filter(|wanted| !wanted.is_empty());
    let mut reached: BTreeMap<String, Reached> = BTreeMap::new();
    for record in space_store.evaluations().list(&List::new()).await?.items {
        let evaluation = record.value.0;
        let benchmark = benchmarks.iter().find(|known| known.id == evaluation.benchmark_id);
        let Some(benchmark) = benchmark else { continue };
        if evaluation.result.is_empty() || wanted.is_some_and(|ids| !ids.contains(&benchmark.id)) {
            continue;
        }
        // If a checkpoint was measured twice, the last result counts.
        let name = benchmark.name.as_str();
        let result = types::LeaderboardResult::new(benchmark.id.as_str(), name, evaluation.result);
        let of = reached.entry(evaluation.checkpoint_id).or_default();
        of.insert(benchmark.id.clone(), result);
    }
    Ok(reached)
}

/// Returns whether an entry matches all filters.
fn fits(entry: &Entry, request: &op::ListLeaderboards) -> bool {
    let checkpoint = &entry.checkpoint;
    let at = checkpoint.created_at.timestamp();
    let name = request.name.as_ref().map(|name| name.to_lowercase());
    let trainings = request.trainings.as_ref().filter(|trainings| !trainings.is_empty());
    let model = request.model_id.as_deref();
    !entry.reached.is_empty()
        && model.is_none_or(|id| checkpoint.model_id.as_deref() == Some(id) || checkpoint.id == id)
        && trainings.is_none_or(|ids| ids.contains(&checkpoint.training_id))
        && request.start_date.is_none_or(|start| start.timestamp() <= at)
        && request.end_date.is_none_or(|end| at <= end.timestamp())
        && name.is_none_or(|name| checkpoint.name.to_lowercase().contains(&name))
}
