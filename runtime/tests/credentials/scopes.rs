//! The scopes of the Agents API: a service account may call exactly the operations whose scopes its token has.

use std::collections::{BTreeMap, BTreeSet};

use counterpart_runtime::document::Operation;
use serde_json::json;

use crate::request::{path, scheme};
use crate::server::{Server, bearer, token};

/// Returns the scopes that an operation requires, as its document names them.
fn required(operation: &Operation<'_>) -> Vec<String> {
    let scopes = operation.node().pointer("/security/0/BearerAuth");
    let scopes = scopes.and_then(serde_json::Value::as_array).into_iter().flatten();
    scopes.map(|scope| scope.as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn a_service_account_may_do_what_its_scopes_say() {
    let server = Server::start().await;
    let owner = server.register_operator("ada@acme.example", "Acme").await;
    let api = server.apis.iter().find(|api| api.name == "agents").unwrap();
    let secured = || {
        let all = api.document.operations().into_iter();
        all.filter(|operation| scheme(operation).is_some())
    };
    let scopes: BTreeSet<String> = secured().flat_map(|operation| required(&operation)).collect();
    assert!(scopes.len() > 10, "{scopes:?}");
    let mut allowed = 0;
    for scope in &scopes {
        let body = json!({"account": scope, "scopes": [scope], "tenant_id": owner["tenant_id"],
            "reason": "A test of the scopes"});
        let issue = "/agents/api/v1/auth/service-accounts/browser-issue";
        let header = Some(("Authorization", bearer(&token(&owner))));
        let issued = server.json("POST", issue, header, &body).await;
        let refresh = json!({"refresh_token": issued["refresh_token"]});
        let session = server.json("POST", "/agents/api/v1/auth/refresh", None, &refresh).await;
        for operation in secured() {
            let required = required(&operation);
            let path = path(api, &operation, &BTreeMap::new());
            let header = Some(("Authorization", bearer(&token(&session))));
            let answer = server.call(&operation.method(), &path, header, None).await;
            let status = answer.status().as_u16();
            let challenge = answer.headers().get("WWW-Authenticate");
            let challenge = challenge.and_then(|text| text.to_str().ok()).unwrap_or_default();
            let lacks_scope = challenge.contains("insufficient_scope");
            // Only a refusal is read: the stream of billing events does not end.
            let body = if status == 403 { answer.text().await.unwrap() } else { String::new() };
            // A refusal by role is not one by scope.
            let by_scope = status == 403 && (lacks_scope || body.contains("token of a user"));
            let may = required.len() == 1 && required[0] == *scope;
            allowed += usize::from(may);
            assert_eq!(by_scope, !may, "{scope}: {} {status} {body}", operation.id());
        }
    }
    // Each operation with a scope was allowed once; those without are for users only.
    assert_eq!(allowed, secured().filter(|operation| !required(operation).is_empty()).count());
    server.stop().await;
}
