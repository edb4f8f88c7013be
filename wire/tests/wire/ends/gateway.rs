//! A client as an implementation: behind a router it is a typed gateway; it can also be called in the same process.

use counterpart_wire::client::Builder;
use counterpart_wire::server::{Limits, PassThrough, Router};
use counterpart_wire::{
    Body, BoxError, Bytes, Call, CallError, Credential, Credentials, Error, http,
};
use futures_util::stream;

use super::shop::{
    Copy, Get, GetError, KEY, List, Make, MakeError, Message, Shop, ShopClient, routes,
};
use super::support::{ask, router};

fn client(backend: Router) -> Builder {
    Builder::new(Some("http://backend/")).transport(backend)
}

/// Returns a gateway whose own client has a key.
fn gateway() -> Router {
    let inner =
        client(router(Limits::default())).credential(&KEY, Credential::ApiKey("k-1".into()));
    routes(ShopClient(inner.build().unwrap()), PassThrough, Limits::default()).into_router()
}

fn caller(key: Option<&str>) -> ShopClient {
    let builder = client(gateway());
    let builder = match key {
        Some(key) => builder.credential(&KEY, Credential::ApiKey(key.into())),
        None => builder,
    };
    ShopClient(builder.build().unwrap())
}

#[tokio::test]
async fn a_gateway_passes_everything_on() {
    let caller = caller(Some("k-1"));
    let list = List { names: Some(vec!["a".to_owned()]), limit: Some(2), trace: None };
    assert_eq!(caller.call(list).await.unwrap().len(), 1);
    assert_eq!(caller.call(Make::new("cup")).await.unwrap().id, 1);
    let error = caller.call(Make::new("taken")).await.unwrap_err();
    assert_eq!(error.api(), Some(&MakeError::Conflict(Message { message: "taken".to_owned() })));
    let error = caller.call(Get { id: 404 }).await.unwrap_err();
    assert!(matches!(error, CallError::Api(GetError::NotFound(_))), "{error}");
    let chunks =
        stream::iter((0..100_u8).map(|byte| Ok::<_, BoxError>(Bytes::from(vec![byte; 1000]))));
    let body = caller.call(Copy { body: Body::from_stream(chunks) }).await.unwrap();
    assert_eq!(body.collect(usize::MAX).await.unwrap().len(), 100_000);
}

#[tokio::test]
async fn a_gateway_forwards_the_callers_credentials_only() {
    assert_eq!(caller(Some("k-1")).call(Get { id: 7 }).await.unwrap().name, "for 1");
    assert_eq!(caller(None).call(Get { id: 7 }).await.unwrap().name, "for 0");
    // A rejection by the upstream server is passed on to the caller.
    for (key, status) in [(None, 401), (Some("wrong"), 401), (Some("k-1"), 201)] {
        let headers: &[&str] = match key {
            Some("wrong") => &["POST /items", "X-Key: wrong"],
            Some(_) => &["POST /items", "X-Key: k-1"],
            None => &["POST /items"],
        };
        let answer = ask(&gateway(), headers, r#"{"name": "cup"}"#).await;
        assert_eq!(answer.status, status, "{key:?} {}", answer.body);
    }
}

/// What the caller accepts decides what the upstream server sends.
#[tokio::test]
async fn a_gateway_hands_on_what_its_caller_accepts() {
    let upstream = tower::service_fn(|request: http::Request<Body>| async move {
        let accept = request.headers()["accept"].to_str().unwrap().to_owned();
        http::Response::builder()
            .header("content-type", "application/json")
            .body(Body::from(format!(r#"{{"id": 1, "name": "{accept}"}}"#)))
    });
    let inner = Builder::new(Some("http://backend/")).transport(upstream).build().unwrap();
    let gateway = routes(ShopClient(inner), PassThrough, Limits::default()).into_router();
    for (accept, found) in [
        ("application/*;q=0.5, application/json", "application/*;q=0.5, application/json"),
        ("*/*", "*/*"),
    ] {
        let answer = ask(&gateway, &["GET /items/7", &format!("Accept: {accept}")], "").await;
        assert_eq!(answer.json()["name"], found);
    }
    let answer = ask(&gateway, &["GET /items/7"], "").await;
    assert_eq!(answer.json()["name"], "application/json");
}

#[tokio::test]
async fn faults_behind_a_gateway_are_those_of_a_gateway() {
    for (name, status) in [("fault", 502), ("panic", 502), ("problem", 502)] {
        let body = format!(r#"{{"name": "{name}"}}"#);
        let answer = ask(&gateway(), &["POST /items", "X-Key: k-1"], body).await;
        assert_eq!(answer.status, status, "{name}");
        assert_eq!(answer.json()["detail"], "an upstream server failed");
    }
}

#[tokio::test(start_paused = true)]
async fn a_slow_server_behind_a_gateway_is_a_timeout_of_the_gateway() {
    let answer = ask(&gateway(), &["POST /items", "X-Key: k-1"], r#"{"name": "slow"}"#).await;
    assert_eq!(
        (answer.status, answer.json()["detail"].as_str()),
        (504, Some("an upstream server took too long to respond"))
    );
}

#[tokio::test]
async fn a_client_is_called_like_any_implementation() {
    let inner =
        client(router(Limits::default())).credential(&KEY, Credential::ApiKey("k-1".into()));
    let shop = ShopClient(inner.build().unwrap());
    // Without an outside caller, the client's own credentials are used.
    let item = shop.make(Call::new(Make::new("cup"), Credentials::new())).await;
    assert_eq!(item.ok().map(|item| item.id), Some(1));
    let own = Credentials::new().with(&KEY, Credential::ApiKey("wrong".into()));
    let Err(Error::Fault(fault)) = shop.make(Call::new(Make::new("cup"), own)).await else {
        panic!("a wrong key is refused")
    };
    assert_eq!(fault.to_problem().status, http::StatusCode::UNAUTHORIZED);
}
