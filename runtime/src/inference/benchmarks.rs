//! Benchmarks: data and metrics for measuring checkpoints.

use inference_api::headers;
use inference_api::operations as op;
use inference_api::types::{self, ConnectorTraining, UserPermission as May};
use inference_api::wire::{Call, Outcome, WithHeaders};

use super::caller::Caller;
use super::refusal::Refusal;
use super::space_store::{SpaceStore, read, set};
use super::{Inference, connectors, id, location, now, paging};
use crate::store::{List, Transaction};
use crate::stored::Stored;

pub(super) const WHAT: &str = "benchmark";

impl op::BenchmarksApi for Inference {
    type Principal = Caller;

    async fn list_benchmarks(
        &self,
        call: Call<op::ListBenchmarks, Caller>,
    ) -> Outcome<op::ListBenchmarks> {
        call.principal.needs(&May::BenchmarksList)?;
        let size = call.page_size.unwrap_or(paging::LIMIT);
        let benchmarks = call.principal.space_store.benchmarks();
        let page = paging::numbered(&benchmarks, List::new(), call.page, size).await?;
        let page = page.map(|benchmark| benchmark.0);
        Ok(types::BenchmarkList::new(page.count, page.data, page.has_more))
    }

    async fn create_benchmark(
        &self,
        call: Call<op::CreateBenchmark, Caller>,
    ) -> Outcome<op::CreateBenchmark> {
        let Call { request, principal, .. } = call;
        principal.needs(&May::BenchmarksCreate)?;
        let benchmark = self.set_benchmark(&principal, request.body).await?;
        let headers = headers::CreateBenchmarkHeaders::new()
            .with_location(location("benchmarks", &benchmark.id));
        Ok(WithHeaders::new(benchmark, headers))
    }

    async fn get_benchmark(
        &self,
        call: Call<op::GetBenchmark, Caller>,
    ) -> Outcome<op::GetBenchmark> {
        call.principal.needs(&May::BenchmarksGet)?;
        Ok(read(&call.principal.space_store.benchmarks(), WHAT, &call.id).await?.value.0)
    }

    async fn update_benchmark(
        &self,
        call: Call<op::UpdateBenchmark, Caller>,
    ) -> Outcome<op::UpdateBenchmark> {
        let Call { request: op::UpdateBenchmark { id, body, .. }, principal, .. } = call;
        Ok(self.change_benchmark(&principal, &id, body).await?)
    }

    async fn delete_benchmark(
        &self,
        call: Call<op::DeleteBenchmark, Caller>,
    ) -> Outcome<op::DeleteBenchmark> {
        let Call { request, principal, .. } = call;
        remove(&principal.space_store, &request.id).await?;
        Ok(types::EntityId::new(request.id))
    }
}

impl Inference {
    async fn set_benchmark(
        &self,
        caller: &Caller,
        new: types::BenchmarkCreate,
    ) -> Result<types::Benchmark, Refusal> {
        let mut transaction = self.store.begin().await?;
        let connectors: Vec<&str> =
            new.connectors.iter().map(|data| data.connector_id.as_str()).collect();
        connectors::must_exist(&mut transaction, &caller.space_store, &connectors).await?;
        let (id, now, user) = (id::new(&self.clock), now(&self.clock).into(), &caller.user);
        let benchmark = types::Benchmark::new(
            id.as_str(),
            new.name,
            new.description,
            new.task,
            new.metrics,
            new.connectors,
            now,
            user.as_str(),
            now,
            user.as_str(),
        );
        let benchmarks = caller.space_store.benchmarks();
        let benchmark = benchmarks.on(&mut transaction).create(&id, &Stored(benchmark)).await?;
        transaction.commit().await?;
        Ok(benchmark.value.0)
    }

    async fn change_benchmark(
        &self,
        caller: &Caller,
        id: &str,
        change: types::BenchmarkUpdate,
    ) -> Result<types::Benchmark, Refusal> {
        let mut transaction = self.store.begin().await?;
        let benchmarks = caller.space_store.benchmarks();
        let benchmark = benchmarks.on(&mut transaction).get(id).await?;
        let mut benchmark = benchmark.ok_or_else(|| Refusal::missing(WHAT, id))?.value;
        let connector: Vec<&str> = change.connector.as_deref().into_iter().collect();
        connectors::must_exist(&mut transaction, &caller.space_store, &connector).await?;
        set(&mut benchmark.name, change.name);
        set(&mut benchmark.description, change.description);
        set(&mut benchmark.task, change.task);
        set(&mut benchmark.metrics, change.metrics);
        let replacing = change.connector.map(|connector| vec![ConnectorTraining::new(connector)]);
        set(&mut benchmark.connectors, replacing);
        benchmark.updated_at = now(&self.clock).into();
        benchmark.updated_by.clone_from(&caller.user);
        let benchmark = benchmarks.on(&mut transaction).put(id, &benchmark).await?;
        transaction.commit().await?;
        Ok(benchmark.value.0)
    }
}

/// Deletes a benchmark and its results.
async fn remove(space_store: &SpaceStore, id: &str) -> Result<(), Refusal> {
    let mut transaction = space_store.store().begin().await?;
    if space_store.benchmarks().on(&mut transaction).delete(id).await?.is_none() {
        return Err(Refusal::missing(WHAT, id));
    }
    space_store.evaluations().on(&mut transaction).delete_by_key("benchmark", id).await?;
    transaction.commit().await?;
    Ok(())
}

/// Rejects benchmarks that do not exist.
pub(super) async fn must_exist(
    transaction: &mut Transaction,
    space_store: &SpaceStore,
    ids: &[String],
) -> Result<(), Refusal> {
    for id in ids {
        if space_store.benchmarks().on(transaction).get(id).await?.is_none() {
            return Err(Refusal::missing(WHAT, id));
        }
    }
    Ok(())
}
