//! Callers with valid credentials of another tenant.

use std::collections::BTreeMap;

use counterpart_runtime::clock::Clock;
use counterpart_runtime::document::text;
use serde_json::Value;

use crate::request::{example, path, present, scheme};
use crate::server::{Server, bearer, token};

/// An id that does not exist.
const NOBODY: &str = "00000000-0000-4000-8000-000000000000";

/// The resources of an Agents tenant, by the name used in parameters and properties.
async fn belongings(server: &Server, owner: &Value) -> BTreeMap<&'static str, String> {
    let header = || Some(("Authorization", bearer(&token(owner))));
    let api = server.apis.iter().find(|api| api.name == "agents").unwrap();
    let tenant = owner["tenant_id"].as_str().unwrap().to_owned();
    let mut things = BTreeMap::from([
        ("tenant_id", tenant.clone()),
        ("session_id", owner["session_id"].as_str().unwrap().to_owned()),
    ]);
    for (id, name, property) in [
        ("chat", "conversation_id", "conversation_id"),
        ("runWorkflow", "run_id", "workflow_run_id"),
        ("createContainer", "container_id", "id"),
        ("createVectorStore", "vector_store_id", "id"),
        ("createUploadUrl", "object_id", "object_id"),
        ("createStatusSubscription", "subscription_id", "id"),
        ("issueServiceAccountTokenFromBrowser", "", ""),
        ("listServiceAccountTokens", "jti", "items/0/jti"),
    ] {
        let operation =
            api.document.operations().into_iter().find(|operation| operation.id() == id);
        let operation = operation.unwrap();
        let mut body = example(api, &operation).unwrap_or_default();
        if let Some(place) = body.get_mut("tenant_id") {
            *place = tenant.clone().into();
        }
        // The examples refer to resources that do not exist yet.
        if let Some(body) = body.as_object_mut() {
            body.retain(|name, _| !["file_ids", "conversation_id"].contains(&name.as_str()));
        }
        let path = path(api, &operation, &things);
        let answer = server.json(&operation.method(), &path, header(), &body).await;
        if !name.is_empty() {
            let value =
                answer.pointer(&format!("/{property}")).unwrap_or_else(|| panic!("{id}: {answer}"));
            things.insert(name, value.as_str().unwrap().to_owned());
        }
    }
    things.insert("file_id", things["object_id"].clone());
    things
}

#[tokio::test]
async fn a_tenant_of_agents_cannot_access_another() {
    // A workflow run takes some time.
    let server = Server::start_at(Clock::system()).await;
    let api = server.apis.iter().find(|api| api.name == "agents").unwrap();
    // An operator has access to everything, so neither the owner nor the stranger is one.
    server.register_operator("operator@counterpart.example", "Operators").await;
    let owner = server.register("ada@acme.example", "Acme").await;
    let stranger = server.register("eve@elsewhere.example", "Elsewhere").await;
    let mut things = belongings(&server, &owner).await;
    things.insert("request_id", NOBODY.to_owned());
    things.insert("invite_id", NOBODY.to_owned());

    let mut tried = Vec::new();
    for operation in
        api.document.operations().into_iter().filter(|operation| scheme(operation).is_some())
    {
        let mut body = example(api, &operation);
        // Bodies that refer to an existing resource. An upload, for example, only records its conversation.
        let looks = operation.responses().iter().any(|(status, _)| *status == "404");
        let in_path = operation.parameters().into_iter().any(|parameter| {
            text(parameter, "in") == "path" && things.contains_key(text(parameter, "name"))
        });
        let properties = body.as_mut().and_then(Value::as_object_mut);
        let mut in_body = false;
        for (name, value) in properties.into_iter().flatten() {
            if let Some(id) = things.get(name.as_str()) {
                (*value, in_body) = (id.clone().into(), true);
            }
        }
        if !(in_path || in_body && looks) {
            continue;
        }
        let place = path(api, &operation, &things);
        let header = Some(("Authorization", bearer(&token(&stranger))));
        let answer = server.call(&operation.method(), &place, header, body.as_ref()).await;
        let refused = [403, 404].contains(&answer.status().as_u16());
        let (status, bytes) = (answer.status(), answer.bytes().await.unwrap());
        assert!(refused, "{}: {status} {}", operation.id(), String::from_utf8_lossy(&bytes));
        tried.push(operation.id());
    }
    assert!(tried.len() >= 30, "{tried:?}");

    // The owner can still access everything.
    for operation in api.document.operations() {
        let slots =
            operation.parameters().into_iter().filter(|parameter| text(parameter, "in") == "path");
        let names: Vec<&str> = slots.map(|parameter| text(parameter, "name")).collect();
        let own = !names.is_empty()
            && names.iter().all(|name| things.contains_key(name) && *name != "file_id");
        if own && operation.method() == "GET" {
            let path = path(api, &operation, &things);
            let header = Some(("Authorization", bearer(&token(&owner))));
            let answer = server.call("GET", &path, header, None).await;
            let wants = if operation.id() == "getDownloadUrl" { 409 } else { 200 };
            assert_eq!(answer.status(), wants, "{}", operation.id());
        }
    }
    server.stop().await;
}

#[tokio::test]
async fn a_header_cannot_name_another_tenant() {
    let server = Server::start().await;
    let key = server.key("acme", None, false).await;
    let owner = token(&server.register("ada@acme.example", "Acme").await);
    let stranger = server.register("eve@elsewhere.example", "Elsewhere").await;
    let elsewhere = stranger["tenant_id"].as_str().unwrap().to_owned();
    let mut tried = BTreeMap::new();
    for api in &server.apis {
        let (good, foreign) = match api.name {
            "agents" => (&owner, elsewhere.as_str()),
            _ => (&key, "elsewhere"),
        };
        for operation in api.document.operations() {
            let Some(scheme) = scheme(&operation) else { continue };
            let header =
                operation.parameters().into_iter().map(|parameter| text(parameter, "name"));
            let header = header.into_iter().find(|name| {
                ["x-tenant-id", "x-arcee-org"].contains(&name.to_lowercase().as_str())
            });
            let Some(header) = header else { continue };
            let path = path(api, &operation, &BTreeMap::new());
            let (name, value) = present(scheme, good);
            let mut request = server
                .http
                .request(
                    operation.method().parse().unwrap(),
                    format!("{}{path}", server.running.url()),
                )
                .header(name, value)
                .header(header, foreign);
            if let Some(body) = example(api, &operation) {
                request = request.header("Content-Type", "application/json").body(body.to_string());
            }
            // Missing parameters are reported first. The API's own tests cover forms and such parameters.
            let form = operation.body().is_some() && example(api, &operation).is_none();
            let required = |parameter: &&Value| {
                parameter["required"] == true && text(parameter, "in") == "query"
            };
            if form || operation.parameters().iter().any(required) {
                continue;
            }
            let answer = request.send().await.unwrap();
            let (status, bytes) = (answer.status(), answer.bytes().await.unwrap());
            assert_eq!(
                status,
                403,
                "{} {}: {}",
                api.name,
                operation.id(),
                String::from_utf8_lossy(&bytes)
            );
            *tried.entry(api.name).or_insert(0) += 1;
        }
    }
    assert!(tried["agents"] > 30 && tried["arcee"] > 8, "{tried:?}");
    server.stop().await;
}
