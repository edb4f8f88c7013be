//! Health checks and service information.

use agents_api::operations::{
    GetHealth, GetReadiness, GetReadinessError, GetServiceInfo, GetStorageHealth, HealthApi,
};
use agents_api::types::{HealthResponse, ServiceInfo};
use agents_api::wire::{Call, Outcome};

use super::Agents;
use super::caller::Caller;
use super::refusal::{Refusal, refuse};

/// The version of the API, as in its document.
const VERSION: &str = "1.0.0";

impl HealthApi for Agents {
    type Principal = Caller;

    async fn get_health(&self, _: Call<GetHealth, ()>) -> Outcome<GetHealth> {
        Ok(self.feels("healthy"))
    }

    async fn get_readiness(&self, _: Call<GetReadiness, ()>) -> Outcome<GetReadiness> {
        match self.store.prove().await {
            Ok(()) => Ok(self.feels("ready")),
            Err(error) => {
                tracing::error!(%error, "the database does not accept writes");
                let why = "The database does not accept writes.";
                let refusal = Refusal::unavailable("ServiceUnavailable", why);
                Err(refuse::<GetReadinessError>(refusal))
            }
        }
    }

    async fn get_storage_health(&self, _: Call<GetStorageHealth, ()>) -> Outcome<GetStorageHealth> {
        // The file does not exist; the lookup checks that the file store is available.
        match self.store.files().size(&self.shared().file("health")).await {
            Ok(_) => Ok(self.feels("healthy")),
            Err(error) => {
                tracing::error!(%error, "the file store is not available");
                Ok(self.feels("unhealthy"))
            }
        }
    }

    async fn get_service_info(&self, _: Call<GetServiceInfo, ()>) -> Outcome<GetServiceInfo> {
        let description = "Multi-tenant AI agents, with billing and storage.";
        let (docs, health) = ("/docs", "/health");
        let (api, chat, agents) = ("/api/v1", "/api/v1/chat", "/api/v1/agents");
        Ok(ServiceInfo::new("API Service", VERSION, description, docs, health, api, chat, agents))
    }
}

impl Agents {
    fn feels(&self, status: &str) -> HealthResponse {
        let now = self.clock.now();
        let uptime = now.duration_since(self.started).as_secs_f64();
        HealthResponse::new(status, now.to_string(), VERSION).with_uptime(uptime)
    }
}
