//! `Location` headers of created resources.

use agents_api::wire::Json;
use serde_json::json;

use super::server::start_with_owner;

#[tokio::test]
async fn the_location_header_leads_to_the_new_resource() {
    let (server, ada) = start_with_owner().await;
    let file = ada.store("plans.txt", "text/plain", "Buy low, sell high.").await;
    let make = async |path: &str, body: Json| {
        let request = ada.ask("POST", server.url(path)).header("content-type", "application/json");
        let made = server.done(request.body(body.to_string()).send()).await.unwrap();
        assert_eq!(made.status(), 201, "{path}");
        let place = made.headers()["location"].to_str().unwrap().to_owned();
        let path = place.strip_prefix("/agents").unwrap();
        let found = ada.ask("GET", server.url(path)).send().await.unwrap();
        assert_eq!(found.status(), 200, "{path}");
        let read = |text: String| serde_json::from_str::<Json>(&text).unwrap();
        let (made, found) = (read(made.text().await.unwrap()), read(found.text().await.unwrap()));
        assert_eq!(made["id"], found["id"], "{path}");
        place
    };
    make("/api/v1/containers", json!({"name": "analysis"})).await;
    let store = make("/api/v1/vector-stores", json!({"name": "handbook"})).await;
    let files = format!("{}/files", store.strip_prefix("/agents").unwrap());
    make(&files, json!({"file_id": file, "poll": false})).await;
    let subscription = format!("/api/v1/billing/tenants/{}/subscription", ada.tenant);
    let cancel = json!({"cancel_at_period_end": false}).to_string();
    let cancel = ada.ask("POST", server.url(&format!("{subscription}/cancel"))).body(cancel);
    let _ = cancel.header("content-type", "application/json").send().await.unwrap();
    let place = make(&subscription, json!({"plan_code": "pro"})).await;
    assert_eq!(place, format!("/agents{subscription}"));
    server.stop().await;
}
