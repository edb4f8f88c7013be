//! The cluster of a space. Its machines do not exist; their state is simulated from the current work of the space.

use std::time::Duration;

use inference_api::headers;
use inference_api::operations as op;
use inference_api::types::{self, EntityId};
use inference_api::wire::{Call, Outcome, WithHeaders};

use super::caller::Caller;
use super::models::MODELS;
use super::records::{Cluster, READY, RUNNING, STARTING};
use super::refusal::Refusal;
use super::space_store::{SpaceStore, set, set_some};
use super::{BASE, Inference, id, now};
use crate::context::Context;
use crate::job::{JobError, Plan};
use crate::store::{List, StoreError};
use crate::stored::Stored;

/// The id of the only cluster in its collection. The public id is generated for each cluster.
pub(super) const ONLY: &str = "cluster";

const PLAN: &str = "inference/start-cluster";

/// The number of nodes and their resources.
const NODES: i32 = 2;
const CPUS: i32 = 32;
const GPUS: i32 = 4;
const MEMORY: i64 = 256 << 30;

/// Registers the plan for starting a cluster.
pub(super) fn define(context: &Context) {
    let store = context.store.clone();
    let plan = Plan::new(PLAN, READY).state(STARTING, Duration::from_secs(1));
    context.jobs.define(plan.on_enter(move |job| {
        let space_store = SpaceStore::of(&store, &job.tenant);
        async move {
            let clusters = space_store.clusters();
            let up = clusters.update(ONLY, |cluster| {
                if cluster.shown.id == job.subject && cluster.status == STARTING {
                    READY.clone_into(&mut cluster.status);
                }
            });
            up.await?;
            Ok(())
        }
    }));
}

impl op::ClustersApi for Inference {
    type Principal = Caller;

    async fn get_cluster(&self, call: Call<op::GetCluster, Caller>) -> Outcome<op::GetCluster> {
        let space_store = &call.principal.space_store;
        let cluster = space_store.clusters().get(ONLY).await?.ok_or_else(none)?.value;
        let trainings = space_store.trainings().list(&List::new()).await?.items;
        let running = trainings.iter().filter(|training| training.value.shown.status == RUNNING);
        let gpus = running.map(|training| i64::from(training.value.shown.gpu_count)).sum();
        Ok(state(&cluster, gpus))
    }

    async fn create_cluster(
        &self,
        call: Call<op::CreateCluster, Caller>,
    ) -> Outcome<op::CreateCluster> {
        let Call { request, principal, .. } = call;
        let cluster = self.set_up(&principal.space_store, request.body).await?;
        let headers =
            headers::CreateClusterHeaders::new().with_location(format!("{BASE}/clusters"));
        Ok(WithHeaders::new(cluster, headers))
    }

    async fn update_cluster(
        &self,
        call: Call<op::UpdateCluster, Caller>,
    ) -> Outcome<op::UpdateCluster> {
        let Call { request, principal, .. } = call;
        let (change, now) = (request.body, now(&self.clock));
        let clusters = principal.space_store.clusters();
        let cluster = clusters.update(ONLY, |cluster| {
            let cluster = &mut cluster.shown;
            set(&mut cluster.manager_url, change.manager_url);
            set(&mut cluster.ingress_url, change.ingress_url);
            set_some(&mut cluster.token, change.token);
            cluster.updated_at = now.into();
        });
        Ok(cluster.await?.ok_or_else(none)?.value.shown.0)
    }

    async fn delete_cluster(
        &self,
        call: Call<op::DeleteCluster, Caller>,
    ) -> Outcome<op::DeleteCluster> {
        let cluster = call.principal.space_store.clusters().delete(ONLY).await?.ok_or_else(none)?;
        Ok(EntityId::new(cluster.value.shown.0.id))
    }
}

impl Inference {
    async fn set_up(
        &self,
        space_store: &SpaceStore,
        new: types::ClusterCreate,
    ) -> Result<types::Cluster, Refusal> {
        let (id, now) = (id::new(&self.clock), now(&self.clock).into());
        let name = new.name.unwrap_or_default();
        let (manager, ingress) = (new.manager_url, new.ingress_url);
        let mut shown = types::Cluster::new(id.as_str(), name, manager, ingress, now, now);
        shown.token = new.token;
        let cluster = Cluster { shown: Stored(shown), status: STARTING.to_owned() };
        let mut transaction = self.store.begin().await?;
        match space_store.clusters().on(&mut transaction).create(ONLY, &cluster).await {
            Ok(_) => {}
            Err(StoreError::Exists { .. }) => {
                return Err(Refusal::conflict("The space has a cluster already."));
            }
            Err(other) => return Err(other.into()),
        }
        match self.jobs.start_in(&mut transaction, space_store.scope(), PLAN, &id).await {
            Ok(_) | Err(JobError::AtWork(_)) => {}
            Err(other) => return Err(other.into()),
        }
        transaction.commit().await?;
        Ok(cluster.shown.0)
    }
}

fn none() -> Refusal {
    Refusal::not_found("The space has no cluster.")
}

/// Returns the state of a cluster when this number of GPUs is requested.
fn state(cluster: &Cluster, gpus: i64) -> types::ClusterState {
    let status = cluster.status.as_str();
    let url = cluster.shown.ingress_url.trim_end_matches('/');
    let models = MODELS.iter().map(|model| model.id.to_owned()).collect();
    let nodes = (1..=NODES).map(|number| {
        types::ClusterNode::new(format!("gpu-node-{number}"), status)
            .with_cpu_count(CPUS)
            .with_gpu_count(GPUS)
            .with_memory_bytes(MEMORY)
    });
    let used = i32::try_from(gpus).unwrap_or(i32::MAX).min(NODES * GPUS);
    let resources = types::ClusterResources::new()
        .with_cpu_total(f64::from(NODES * CPUS))
        .with_cpu_used(f64::from(used * CPUS / GPUS))
        .with_gpu_total(NODES * GPUS)
        .with_gpu_used(used)
        .with_memory_bytes_total(i64::from(NODES) * MEMORY)
        .with_memory_bytes_used(i64::from(used) * (MEMORY / i64::from(GPUS)));
    types::ClusterState::new(
        types::ClusterInference::new(status).with_url(format!("{url}/v1")).with_models(models),
        types::ClusterIngress::new(status).with_url(cluster.shown.ingress_url.clone()),
        nodes.collect(),
        resources,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn running_work_uses_resources() {
        let at = jiff::Timestamp::UNIX_EPOCH.into();
        let (manager, ingress) = ("https://manager.example", "https://ingress.example/");
        let shown = Stored(types::Cluster::new("1", "", manager, ingress, at, at));
        let cluster = Cluster { shown, status: READY.to_owned() };
        let used = |gpus| {
            let resources = state(&cluster, gpus).resources;
            (resources.gpu_used, resources.cpu_used)
        };
        assert_eq!(used(0), (Some(0), Some(0.0)));
        assert_eq!(used(3), (Some(3), Some(24.0)));
        assert_eq!(used(i64::MAX), (Some(8), Some(64.0)));
        let state = state(&cluster, 0);
        assert_eq!(state.inference.url.as_deref(), Some("https://ingress.example/v1"));
        assert_eq!(state.ingress.url.as_deref(), Some(ingress));
    }
}
