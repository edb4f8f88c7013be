//! Whether the service is well, and what it is.

use agents_api::operations::{
    GetHealth, GetReadiness, GetServiceInfo, GetStorageHealth, HealthApi,
};
use agents_api::wire::{Call, Outcome};

use super::Agents;
use super::caller::Caller;
use super::refusal::not_done;

impl HealthApi for Agents {
    type Principal = Caller;

    async fn get_health(&self, _: Call<GetHealth, ()>) -> Outcome<GetHealth> {
        not_done()
    }

    async fn get_readiness(&self, _: Call<GetReadiness, ()>) -> Outcome<GetReadiness> {
        not_done()
    }

    async fn get_storage_health(&self, _: Call<GetStorageHealth, ()>) -> Outcome<GetStorageHealth> {
        not_done()
    }

    async fn get_service_info(&self, _: Call<GetServiceInfo, ()>) -> Outcome<GetServiceInfo> {
        not_done()
    }
}
