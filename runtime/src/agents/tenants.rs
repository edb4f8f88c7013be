//! The settings of a tenant. They are replaced completely.

use agents_api::operations::{
    GetTenantSettings, GetTenantSettingsError, TenantsApi, UpdateTenantSettings,
    UpdateTenantSettingsError,
};
use agents_api::types::{BillingContactModel, TenantSettingsResponse, TenantSettingsUpdateRequest};
use agents_api::wire::{Call, DateTime, Outcome};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

use super::Agents;
use super::caller::{Caller, Role};
use super::refusal::refuse;
use crate::store::{Collection, Record};

/// The id of the only record.
const SETTINGS: &str = "settings";

/// The stored settings of a tenant.
#[derive(Debug, Serialize, Deserialize)]
struct Settings {
    contacts: Vec<Contact>,
    webhook_url: Option<String>,
    plan_metadata: BTreeMap<String, String>,
    flags: BTreeMap<String, bool>,
}

/// A billing contact.
#[derive(Debug, Serialize, Deserialize)]
struct Contact {
    name: String,
    email: String,
    role: Option<String>,
    phone: Option<String>,
    notify: bool,
}

impl TenantsApi for Agents {
    type Principal = Caller;

    async fn get_tenant_settings(
        &self,
        call: Call<GetTenantSettings, Caller>,
    ) -> Outcome<GetTenantSettings> {
        let shown = async {
            let (tenant, role) = (call.x_tenant_id.as_ref(), call.x_tenant_role.as_ref());
            let caller = call.principal.clone().within(tenant, role)?;
            caller.needs(Role::Admin)?;
            let settings = self.settings(&caller.tenant).get(SETTINGS).await?;
            Ok(answer(&caller.tenant, settings))
        };
        shown.await.map_err(refuse::<GetTenantSettingsError>)
    }

    async fn update_tenant_settings(
        &self,
        call: Call<UpdateTenantSettings, Caller>,
    ) -> Outcome<UpdateTenantSettings> {
        let set = async {
            let (tenant, role) = (call.x_tenant_id.as_ref(), call.x_tenant_role.as_ref());
            let caller = call.principal.clone().within(tenant, role)?;
            caller.needs(Role::Admin)?;
            let settings = Settings::asked_for(&call.body);
            let settings = self.settings(&caller.tenant).put(SETTINGS, &settings).await?;
            Ok(answer(&caller.tenant, Some(settings)))
        };
        set.await.map_err(refuse::<UpdateTenantSettingsError>)
    }
}

impl Agents {
    fn settings(&self, tenant: &str) -> Collection<Settings> {
        self.scope(tenant).collection("settings")
    }
}

impl Settings {
    fn asked_for(body: &TenantSettingsUpdateRequest) -> Self {
        let contact = |contact: &BillingContactModel| Contact {
            name: contact.name.clone(),
            email: contact.email.clone(),
            role: contact.role.value().cloned(),
            phone: contact.phone.value().cloned(),
            notify: contact.notify_billing.unwrap_or(true),
        };
        Self {
            contacts: body.billing_contacts.iter().map(contact).collect(),
            webhook_url: body.billing_webhook_url.value().cloned(),
            plan_metadata: body.plan_metadata.clone().into_iter().collect(),
            flags: body.flags.clone().into_iter().collect(),
        }
    }
}

/// Converts the settings to a response; empty settings if there are none.
fn answer(tenant: &str, settings: Option<Record<Settings>>) -> TenantSettingsResponse {
    let Some(Record { value, updated_at, .. }) = settings else {
        let empty = TenantSettingsResponse::new(
            tenant,
            Vec::new(),
            [].into_iter().collect(),
            [].into_iter().collect(),
        );
        return empty;
    };
    let contacts = value.contacts.into_iter().map(|contact| {
        let mut model = BillingContactModel::new(contact.name, contact.email);
        model.role = contact.role.into();
        model.phone = contact.phone.into();
        model.with_notify_billing(contact.notify)
    });
    let mut answer = TenantSettingsResponse::new(
        tenant,
        contacts.collect(),
        value.plan_metadata.into_iter().collect(),
        value.flags.into_iter().collect(),
    );
    answer.billing_webhook_url = value.webhook_url.into();
    answer.with_updated_at(DateTime::from(updated_at))
}
