//! The settings of a tenant.

use agents_api::operations::{GetTenantSettings, TenantsApi, UpdateTenantSettings};
use agents_api::wire::{Call, Outcome};

use super::Agents;
use super::caller::Caller;
use super::refusal::not_done;

impl TenantsApi for Agents {
    type Principal = Caller;

    async fn get_tenant_settings(
        &self,
        _: Call<GetTenantSettings, Caller>,
    ) -> Outcome<GetTenantSettings> {
        not_done()
    }

    async fn update_tenant_settings(
        &self,
        _: Call<UpdateTenantSettings, Caller>,
    ) -> Outcome<UpdateTenantSettings> {
        not_done()
    }
}
