//! Settings of a tenant, and the headers that confirm the tenant and restrict the role.

use agents_api::{operations as op, types};

use super::server::{MINUTE, start};
use crate::refused;

fn settings() -> types::TenantSettingsUpdateRequest {
    let contact = types::BillingContactModel::new("Ada Lovelace", "ada@acme.example")
        .with_role("Finance".to_owned());
    let metadata = [("purchase_order".to_owned(), "PO-4711".to_owned())].into_iter().collect();
    let flags = [("beta_features".to_owned(), true)].into_iter().collect();
    types::TenantSettingsUpdateRequest::new(vec![contact], metadata, flags)
        .with_billing_webhook_url("https://hooks.acme.example/billing".to_owned())
}

#[tokio::test]
async fn settings_are_replaced_completely() {
    let server = start().await;
    let ada = server.register("ada@acme.example", "Acme").await;
    let bob = server.register("bob@harbor.example", "Harbor").await;
    let read =
        |client: &agents_api::Client| client.get_tenant_settings(op::GetTenantSettings::new());
    let fresh = read(&ada.client).await.unwrap();
    assert_eq!(
        (fresh.tenant_id.as_str(), fresh.billing_contacts.len(), fresh.updated_at.value()),
        (ada.tenant(), 0, None)
    );
    server.clock.advance(MINUTE);
    let set =
        ada.client.update_tenant_settings(op::UpdateTenantSettings::new(settings())).await.unwrap();
    assert_eq!(set, read(&ada.client).await.unwrap());
    assert_eq!(set.updated_at.value().unwrap().to_string(), "2026-01-01T12:01:00Z");
    assert_eq!(set.billing_contacts[0].notify_billing, Some(true), "the default");
    assert_eq!(
        (set.plan_metadata["purchase_order"].as_str(), set.flags["beta_features"]),
        ("PO-4711", true)
    );
    assert_eq!(set.billing_webhook_url.value().unwrap(), "https://hooks.acme.example/billing");
    assert!(read(&bob.client).await.unwrap().billing_contacts.is_empty());

    let empty = types::TenantSettingsUpdateRequest::new(Vec::new(), [].into(), [].into());
    let emptied =
        ada.client.update_tenant_settings(op::UpdateTenantSettings::new(empty)).await.unwrap();
    assert!(emptied.billing_contacts.is_empty() && emptied.flags.is_empty());
    assert_eq!(emptied.billing_webhook_url.value(), None);

    let mut wrong = settings();
    wrong.billing_contacts[0].email = "ada".to_owned();
    let wrong = refused!(
        ada.client.update_tenant_settings(op::UpdateTenantSettings::new(wrong)),
        UpdateTenantSettingsError::UnprocessableContent
    );
    let place = agents_api::wire::to_text(&wrong.details[0].loc);
    assert_eq!(place, r#"["body","billing_contacts",0,"email"]"#);
    let wrong = settings().with_billing_webhook_url("not a uri".to_owned());
    refused!(
        ada.client.update_tenant_settings(op::UpdateTenantSettings::new(wrong)),
        UpdateTenantSettingsError::UnprocessableContent
    );
    server.stop().await;
}

#[tokio::test]
async fn the_tenant_headers_never_add_rights() {
    let server = start().await;
    let ada = server.register("ada@acme.example", "Acme").await;
    let bob = server.register("bob@harbor.example", "Harbor").await;
    let read = |tenant: Option<&str>, role: Option<&str>| {
        let mut request = op::GetTenantSettings::new();
        (request.x_tenant_id, request.x_tenant_role) =
            (tenant.map(str::to_owned), role.map(str::to_owned));
        ada.client.get_tenant_settings(request)
    };
    for role in [None, Some("owner"), Some("admin")] {
        assert_eq!(read(Some(ada.tenant()), role).await.unwrap().tenant_id, ada.tenant());
    }
    for (tenant, role, why) in [
        (
            Some(bob.tenant()),
            None,
            "The X-Tenant-Id header names a tenant other than that of the session.",
        ),
        (
            Some("nonsense"),
            None,
            "The X-Tenant-Id header names a tenant other than that of the session.",
        ),
        (None, Some("viewer"), "This operation requires the role admin."),
        (
            None,
            Some("emperor"),
            "The X-Tenant-Role header names a role that the session does not have.",
        ),
    ] {
        let refusal = refused!(read(tenant, role), GetTenantSettingsError::Forbidden);
        assert_eq!((refusal.error.as_str(), refusal.message.as_str()), ("Forbidden", why));
        assert_eq!(refusal.detail.value().map(String::as_str), Some(why));
    }
    let viewer = op::UpdateTenantSettings::new(settings()).with_x_tenant_role("viewer");
    refused!(ada.client.update_tenant_settings(viewer), UpdateTenantSettingsError::Forbidden);
    server.stop().await;
}
