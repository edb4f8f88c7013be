//! Callers with missing or invalid credentials.

use std::collections::BTreeMap;

use crate::request::{malformed, path, present, scheme};
use crate::server::{Credentials, Server};

#[tokio::test]
async fn callers_without_valid_credentials_are_rejected() {
    let server = Server::start().await;
    let mut counts = BTreeMap::new();
    for api in &server.apis {
        let Credentials { good, bad } = server.credentials(api.name).await;
        for operation in api.document.operations() {
            let (id, path) = (operation.id(), path(api, &operation, &BTreeMap::new()));
            let Some(scheme) = scheme(&operation) else {
                let answer = server.call(&operation.method(), &path, None, None).await;
                assert_ne!(answer.status(), 401, "{id} is open");
                continue;
            };
            *counts.entry(api.name).or_insert(0) += 1;
            let wrong =
                bad.iter().map(|(why, credential)| (*why, Some(present(scheme, credential))));
            let malformed = malformed(scheme, &good);
            let malformed = malformed.into_iter().map(|header| ("malformed", Some(header)));
            for (why, header) in wrong.chain(malformed).chain([("none", None)]) {
                let answer = server.call(&operation.method(), &path, header.clone(), None).await;
                assert_eq!(answer.status(), 401, "{id}, {why}: {header:?}");
                assert!(answer.headers().contains_key("WWW-Authenticate"), "{id}, {why}");
                let kind = answer.headers()["Content-Type"].to_str().unwrap();
                assert!(
                    kind.starts_with("application/json")
                        || kind.starts_with("application/problem+json"),
                    "{id}: {kind}"
                );
            }
        }
        // The rejections are meaningful only if valid credentials are accepted.
        for operation in api.document.operations() {
            let Some(scheme) = scheme(&operation) else { continue };
            let path = path(api, &operation, &BTreeMap::new());
            let header = Some(present(scheme, &good));
            let answer = server.call(&operation.method(), &path, header, None).await;
            assert_ne!(answer.status(), 401, "{}", operation.id());
            if operation.id() == "logoutEverywhere" {
                break;
            }
        }
    }
    assert_eq!(counts.get("agents"), Some(&66));
    assert!(
        counts.values().all(|count| *count > 0) && counts.len() == server.apis.len(),
        "{counts:?}"
    );
    server.stop().await;
}
