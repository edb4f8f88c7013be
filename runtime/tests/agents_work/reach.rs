//! Access control: no access without a valid token or to another tenant, and viewers cannot use admin operations.

use serde_json::json;
use std::time::Duration;

use super::server::start_with_owner;

const NO_ID: &str = "00000000-0000-4000-8000-000000000000";

/// An operation: method, path with `TENANT` for the caller's tenant, whether it has the tenant headers, and whether it
/// requires the role admin.
type Row = (&'static str, &'static str, bool, bool);

const OPERATIONS: [Row; 43] = [
    ("POST", "/chat", true, false),
    ("POST", "/chat/stream", true, false),
    ("GET", "/agents", false, false),
    ("GET", "/agents/triage/status", false, false),
    ("GET", "/workflows", true, false),
    ("POST", "/workflows/analysis/run", true, false),
    ("GET", "/workflows/runs", true, false),
    ("GET", "/workflows/runs/1", true, false),
    ("POST", "/workflows/runs/1/cancel", true, false),
    ("POST", "/workflows/analysis/run-stream", true, false),
    ("GET", "/workflows/analysis", true, false),
    ("GET", "/conversations", true, false),
    ("GET", "/conversations/search?q=a", true, false),
    ("GET", "/conversations/1", true, false),
    ("DELETE", "/conversations/1", true, true),
    ("GET", "/conversations/1/events", true, false),
    ("GET", "/tools", false, false),
    ("POST", "/containers", true, true),
    ("GET", "/containers", true, false),
    ("GET", "/containers/ID", true, false),
    ("DELETE", "/containers/ID", true, true),
    ("POST", "/containers/agents/triage/container", true, true),
    ("DELETE", "/containers/agents/triage/container", true, true),
    ("POST", "/vector-stores", true, true),
    ("GET", "/vector-stores", true, false),
    ("GET", "/vector-stores/ID", true, false),
    ("DELETE", "/vector-stores/ID", true, true),
    ("POST", "/vector-stores/ID/files", true, true),
    ("GET", "/vector-stores/ID/files", true, false),
    ("GET", "/vector-stores/ID/files/1", true, false),
    ("DELETE", "/vector-stores/ID/files/1", true, true),
    ("POST", "/vector-stores/ID/search", true, false),
    ("POST", "/storage/objects/upload-url", true, true),
    ("GET", "/storage/objects", true, false),
    ("GET", "/storage/objects/ID/download-url", true, false),
    ("DELETE", "/storage/objects/ID", true, true),
    ("GET", "/billing/tenants/TENANT/subscription", true, false),
    ("POST", "/billing/tenants/TENANT/subscription", true, true),
    ("PATCH", "/billing/tenants/TENANT/subscription", true, true),
    ("POST", "/billing/tenants/TENANT/subscription/cancel", true, true),
    ("POST", "/billing/tenants/TENANT/usage", true, true),
    ("GET", "/billing/tenants/TENANT/events", true, false),
    ("GET", "/billing/stream", true, false),
];

#[tokio::test]
async fn every_operation_checks_access() {
    let (server, ada) = start_with_owner().await;
    let eve = server.register("eve@other.example").await;
    // A body that all of the operations accept.
    let body = json!({
        "message": "Hello", "name": "x", "container_id": NO_ID, "file_id": "x", "query": "x",
        "filename": "x", "mime_type": "text/plain", "size_bytes": 1, "plan_code": "pro",
        "feature_key": "messages", "quantity": 1,
    });
    let body = body.to_string();
    let ask = |row: &Row, token: Option<&str>, header: Option<(&str, &str)>, tenant: &str| {
        let path = row.1.replace("TENANT", tenant).replace("ID", NO_ID);
        let method = reqwest::Method::from_bytes(row.0.as_bytes()).unwrap();
        let request = reqwest::Client::new().request(method, server.url(&format!("/api/v1{path}")));
        let mut request = request.header("content-type", "application/json").body(body.clone());
        if let Some(token) = token {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        if let Some((name, value)) = header {
            request = request.header(name, value);
        }
        async move {
            let answer = request.send().await.unwrap();
            answer.status().as_u16()
        }
    };
    for row in &OPERATIONS {
        let good = Some(ada.token.as_str());
        assert_eq!(ask(row, None, None, &ada.tenant).await, 401, "{row:?} without a token");
        assert_eq!(
            ask(row, Some("x.y.z"), None, &ada.tenant).await,
            401,
            "{row:?} with an invalid token"
        );
        if row.2 {
            let other = Some(("x-tenant-id", eve.tenant.as_str()));
            assert_eq!(ask(row, good, other, &ada.tenant).await, 403, "{row:?} elsewhere");
            let king = Some(("x-tenant-role", "king"));
            assert_eq!(
                ask(row, good, king, &ada.tenant).await,
                403,
                "{row:?} with an unknown role"
            );
        }
        if row.3 {
            let viewer = Some(("x-tenant-role", "viewer"));
            assert_eq!(ask(row, good, viewer, &ada.tenant).await, 403, "{row:?} as a viewer");
        }
        if row.1.contains("TENANT") {
            assert_eq!(ask(row, good, None, &eve.tenant).await, 403, "{row:?} of another tenant");
        }
    }
    server.clock.advance(Duration::from_hours(1));
    for row in &OPERATIONS {
        assert_eq!(
            ask(row, Some(&ada.token), None, &ada.tenant).await,
            401,
            "{row:?} with an expired token"
        );
    }
    server.stop().await;
}
