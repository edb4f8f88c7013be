//! Which credentials a client sends: by scheme, by the first complete alternative, by call.

use std::sync::{Arc, Mutex};

use counterpart_wire::client::Builder;
use counterpart_wire::server::Limits;
use counterpart_wire::{Body, Credential, Credentials, http};

use super::shop::{BASIC, BEARER, COOKIE_KEY, Get, KEY, Make, QUERY_KEY, ShopClient};
use super::support::router;

fn key(text: &str) -> Credential {
    Credential::ApiKey(text.into())
}

fn ada() -> Credential {
    Credential::Basic { user: "ada".to_owned(), password: "pass:word é".into() }
}

fn two_keys() -> Credentials {
    Credentials::new().with(&QUERY_KEY, key("q+2/=")).with(&COOKIE_KEY, key("c+2/=%"))
}

/// Returns the user that the server authenticates, or 0 if it rejects the caller.
async fn user(credentials: Credentials) -> i64 {
    let client = Builder::new(Some("http://localhost"))
        .transport(router(Limits::default()))
        .build()
        .unwrap();
    match client.call(Make::new("cup")).credentials(credentials).await {
        Ok(item) => item.id,
        Err(error) => {
            assert_eq!(error.status().map(|status| status.as_u16()), Some(401), "{error}");
            0
        }
    }
}

/// Returns the target and the headers with credentials.
async fn sent(credentials: Credentials) -> (String, Vec<String>) {
    let seen = Arc::new(Mutex::new(None));
    let kept = seen.clone();
    let transport = tower::service_fn(move |request: http::Request<Body>| {
        *kept.lock().unwrap() = Some(request);
        async { Ok::<_, std::convert::Infallible>(http::Response::new(Body::empty())) }
    });
    let client = Builder::new(Some("http://localhost/v1/")).transport(transport).build().unwrap();
    let _ = client.call(Make::new("cup")).credentials(credentials).await;
    let request = seen.lock().unwrap().take().unwrap();
    let shown = format!("{:?}", request.headers());
    let headers =
        request.headers().iter().filter(|(name, _)| *name != "content-type" && *name != "accept");
    let headers = headers.map(|(name, value)| {
        let value = String::from_utf8_lossy(value.as_bytes()).into_owned();
        assert!(!shown.contains(&value), "{value} in {shown}");
        format!("{name}: {value}")
    });
    (request.uri().to_string(), headers.collect())
}

#[tokio::test]
async fn each_scheme_has_its_place() {
    let table = [
        (Credentials::new(), "", &[][..]),
        (Credentials::new().with(&KEY, key("k-1")), "", &["x-key: k-1"]),
        (two_keys(), "?api_key=q%2B2%2F%3D", &["cookie: session=c%2B2%2F%3D%25"]),
        (
            Credentials::new().with(&QUERY_KEY, key("a")).with(&COOKIE_KEY, key("c+2/=")),
            "?api_key=a",
            &["cookie: session=c+2/="],
        ),
        (
            Credentials::new().with(&BEARER, Credential::Bearer("t-3".into())),
            "",
            &["authorization: Bearer t-3"],
        ),
        (
            Credentials::new().with(&BASIC, ada()),
            "",
            &["authorization: Basic YWRhOnBhc3M6d29yZCDDqQ=="],
        ),
        // An alternative counts only if all its credentials are there.
        (Credentials::new().with(&QUERY_KEY, key("a")), "", &[]),
        // The order of the OpenAPI document decides, not that of the client.
        (two_keys().with(&KEY, key("k-1")), "", &["x-key: k-1"]),
        // The last credential for a scheme counts.
        (Credentials::new().with(&KEY, key("old")).with(&KEY, key("new")), "", &["x-key: new"]),
    ];
    for (credentials, query, headers) in table {
        let (target, presented) = sent(credentials).await;
        assert_eq!(target, format!("http://localhost/v1/items{query}"));
        assert_eq!(presented, headers);
    }
}

#[tokio::test]
async fn sent_credentials_are_recognized() {
    assert_eq!(user(Credentials::new().with(&KEY, key("k-1"))).await, 1);
    assert_eq!(user(two_keys()).await, 2);
    assert_eq!(user(Credentials::new().with(&BEARER, Credential::Bearer("t-3".into()))).await, 3);
    assert_eq!(user(Credentials::new().with(&BASIC, ada())).await, 4);
    assert_eq!(user(Credentials::new().with(&KEY, key("k-2"))).await, 0);
    assert_eq!(user(Credentials::new()).await, 0);
}

#[tokio::test]
async fn a_credential_that_its_scheme_cannot_carry_is_not_sent() {
    let client = Builder::new(Some("http://localhost"))
        .transport(router(Limits::default()))
        .build()
        .unwrap();
    let colon = Credential::Basic { user: "a:b".to_owned(), password: "c".into() };
    for credential in [colon, key("k-1")] {
        let call =
            client.call(Make::new("cup")).credentials(Credentials::new().with(&BASIC, credential));
        let error = call.await.unwrap_err();
        assert!(
            error.to_string().contains("the credential for `basic` cannot be sent in a header"),
            "{error}"
        );
    }
}

#[tokio::test]
async fn a_call_may_have_its_own_credentials_or_none() {
    let builder = Builder::new(Some("http://localhost")).transport(router(Limits::default()));
    let client = ShopClient(builder.credential(&KEY, key("k-1")).build().unwrap());
    // An operation with optional security gets the credentials that are there.
    assert_eq!(client.call(Get { id: 7 }).await.unwrap().name, "for 1");
    assert_eq!(
        client.call(Get { id: 7 }).credentials(Credentials::new()).await.unwrap().name,
        "for 0"
    );
    let other = Credentials::new().with(&BEARER, Credential::Bearer("t-3".into()));
    assert_eq!(client.call(Make::new("cup")).credentials(other).await.unwrap().id, 3);
    let shown = format!("{client:?} {:?}", client.call(Make::new("cup")));
    assert!(shown.contains("\"key\"") && !shown.contains("k-1"), "{shown}");
}
