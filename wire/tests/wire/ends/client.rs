//! The client, with a server in the same process or with fixed responses: outcomes, faults, limits, options.

use std::time::Duration;

use counterpart_wire::client::{BuildError, Builder, Client};
use counterpart_wire::server::Limits;
use counterpart_wire::{
    ApiError, Body, BoxError, Bytes, CallError, Credential, Fault, FaultKind, HeaderName,
    HeaderValue, StatusCode, http,
};
use futures_util::stream;

use super::shop::{
    Copy, Get, GetError, Item, KEY, List, Make, MakeError, Message, NewItem, ShopClient,
};
use super::support::router;

fn builder() -> Builder {
    Builder::new(None).base_url("http://localhost/")
}

/// Returns a client of the shop without a socket.
fn shop() -> ShopClient {
    let builder = builder().transport(router(Limits::default()));
    ShopClient(builder.credential(&KEY, Credential::ApiKey("k-1".into())).build().unwrap())
}

/// Returns a client that always gets the same response.
fn canned(status: u16, body: &'static str) -> ShopClient {
    ShopClient(answering(builder(), status, move || body.into()).build().unwrap())
}

fn answering(
    builder: Builder,
    status: u16,
    body: impl Fn() -> Body + Clone + Send + Sync + 'static,
) -> Builder {
    builder.transport(tower::service_fn(move |_: http::Request<Body>| {
        let response = http::Response::builder().status(status).header("x-id", "7");
        let response = response.header("content-type", "application/json").body(body());
        async move { response }
    }))
}

fn fault<T: std::fmt::Debug, E: ApiError>(outcome: Result<T, CallError<E>>) -> Fault {
    match outcome {
        Err(CallError::Fault(fault)) => fault,
        other => panic!("no fault: {other:?}"),
    }
}

#[tokio::test]
async fn outcomes_are_typed() {
    let shop = shop();
    let list = List {
        names: Some(vec!["a, b".to_owned(), "&=".to_owned()]),
        limit: Some(-1),
        trace: None,
    };
    let items = shop.call(list).await.unwrap();
    assert_eq!(items, [Item::new(-1, "a, b"), Item::new(-1, "&=")]);
    let mut body = NewItem::new("cup");
    body.extra.insert("color", "red");
    let item = shop.call(Make { dry: Some(true), body }).await.unwrap();
    assert_eq!((item.id, item.extra.get("color")), (1, Some(&"red".into())));

    let error = shop.call(Make::new("taken")).await.unwrap_err();
    assert_eq!(error.api(), Some(&MakeError::Conflict(Message { message: "taken".to_owned() })));
    assert_eq!(error.status(), Some(StatusCode::CONFLICT));
    let error = shop.call(Get { id: 404 }).await.unwrap_err();
    assert_eq!(error.api().map(ApiError::status), Some(StatusCode::NOT_FOUND));
    assert!(matches!(error, CallError::Api(GetError::NotFound(_))));
}

#[tokio::test]
async fn a_status_that_is_not_documented_is_kept_with_its_body() {
    let fault = fault(shop().call(Make::new("a very long name")).await);
    assert_eq!(*fault.kind(), FaultKind::UnexpectedStatus);
    let kept = fault.response().unwrap();
    assert_eq!(kept.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(kept.headers["content-type"], "application/json");
    let body: serde_json::Value = serde_json::from_slice(&kept.body).unwrap();
    assert_eq!(body["detail"][0]["loc"], serde_json::json!(["body", "name"]));
    // A redirect is a response like any other.
    let outcome = canned(302, "moved").call(Get { id: 1 }).await;
    assert_eq!(outcome.as_ref().unwrap_err().status(), Some(StatusCode::FOUND));
    assert_eq!(outcome.unwrap_err().to_string(), "undocumented response status 302 Found");
}

#[tokio::test]
async fn an_answer_that_cannot_be_read_says_where() {
    let answer = r#"[{"id": 1, "name": "a"}, {"id": "2"}]"#;
    let read = fault(canned(200, answer).call(List::default()).await);
    let FaultKind::Decode(violations) = read.kind() else { panic!("{read:?}") };
    let found: Vec<String> =
        violations.iter().map(|found| format!("{} {}", found.pointer, found.code)).collect();
    assert_eq!(found, ["/1/id type", "/1/name required"]);
    assert_eq!(read.response().map(|kept| kept.body.as_ref()), Some(answer.as_bytes()));
    for page in ["<html>", "", "{\"id\": 1", "null"] {
        let read = fault(canned(200, page).call(Get { id: 1 }).await);
        assert!(matches!(read.kind(), FaultKind::Decode(_)), "{page}");
        assert_eq!(read.response().unwrap().headers["x-id"], "7");
    }
}

#[tokio::test]
async fn an_answer_of_another_media_type_is_a_fault() {
    let item = r#"{"id": 1, "name": "a"}"#;
    let long = "<p>".repeat(10_000).leak();
    for (status, media, body, is_read) in [
        (200, Some("application/json"), item, true),
        (200, Some("application/vnd.item+json; charset=utf-8"), item, true),
        (200, Some("text/html"), &*long, false),
        (200, Some("text/plain"), item, false),
        (200, Some(""), item, false),
        (200, None, item, false),
        (404, Some("text/html"), &*long, false),
        (404, None, r#"{"message": "no"}"#, false),
    ] {
        let client = builder().transport(tower::service_fn(move |_: http::Request<Body>| {
            let mut response = http::Response::builder().status(status);
            if let Some(media) = media {
                response = response.header("content-type", media);
            }
            let chunks = body.as_bytes().chunks(700).map(|chunk| Ok::<_, BoxError>(chunk.into()));
            let response = response.body(Body::from_stream(stream::iter(chunks)));
            async move { response }
        }));
        let outcome = ShopClient(client.build().unwrap()).call(Get { id: 1 }).await;
        if is_read {
            assert_eq!(outcome.unwrap().id, 1, "{media:?}");
            continue;
        }
        let fault = fault(outcome);
        assert_eq!(*fault.kind(), FaultKind::UnexpectedContentType, "{media:?}");
        let kept = fault.response().unwrap();
        assert_eq!(kept.status, status);
        let start = body.as_bytes().get(..1024).unwrap_or(body.as_bytes());
        assert_eq!(kept.body, start, "{status} {media:?}");
    }
}

#[tokio::test]
async fn answers_are_read_leniently() {
    let item =
        canned(200, r#"{"id": 1.0, "name": "a", "new": [1]}"#).call(Get { id: 1 }).await.unwrap();
    assert_eq!((item.id, item.extra.get("new")), (1, Some(&serde_json::json!([1]))));
}

#[tokio::test]
async fn a_response_has_a_size_limit_unless_it_is_a_stream() {
    let endless = || {
        Body::from_stream(stream::repeat_with(|| {
            Ok::<_, BoxError>(Bytes::from_static(&[b' '; 64]))
        }))
    };
    let client =
        ShopClient(answering(builder().response_limit(1000), 200, endless).build().unwrap());
    let large = fault(client.call(List::default()).await);
    assert_eq!(*large.kind(), FaultKind::TooLarge);
    let shown = large.to_string();
    assert!(shown.contains("1000 bytes") && shown.contains("`response_limit`"), "{shown}");
    assert_eq!(large.response().map(|kept| kept.status), Some(StatusCode::OK));

    let body = client.call(Copy { body: Body::empty() }).await.unwrap();
    assert!(body.as_bytes().is_none());
    assert!(body.collect(1_000_000).await.is_err());
}

#[tokio::test]
async fn streams_go_both_ways() {
    let chunks =
        stream::iter((0..100_u8).map(|byte| Ok::<_, BoxError>(Bytes::from(vec![byte; 1000]))));
    let body = shop().call(Copy { body: Body::from_stream(chunks) }).await.unwrap();
    let bytes = body.collect(100_000).await.unwrap();
    assert_eq!((bytes.len(), bytes[99_999]), (100_000, 99));
}

#[tokio::test]
async fn a_stream_that_breaks_is_a_fault_or_an_error_of_the_stream() {
    let broken = || {
        let chunks = [Ok(Bytes::from_static(b"[")), Err(BoxError::from("the line broke"))];
        Body::from_stream(stream::iter(chunks))
    };
    let client = ShopClient(answering(builder(), 200, broken).build().unwrap());
    let broke = fault(client.call(List::default()).await);
    assert_eq!(*broke.kind(), FaultKind::Transport);
    assert_eq!(
        std::error::Error::source(&broke).map(ToString::to_string).as_deref(),
        Some("the line broke")
    );
    let body = client.call(Copy { body: Body::empty() }).await.unwrap();
    assert_eq!(body.collect(10).await.unwrap_err().to_string(), "the line broke");
}

#[tokio::test(start_paused = true)]
async fn time_runs_out_by_client_and_by_call() {
    let started = tokio::time::Instant::now();
    let slow = fault(shop().call(Make::new("slow")).timeout(Duration::from_secs(3)).await);
    assert_eq!(*slow.kind(), FaultKind::Timeout);
    assert_eq!(started.elapsed().as_secs(), 3);
    let hurried = builder().transport(router(Limits::default())).timeout(Duration::from_secs(1));
    let hurried = hurried.credential(&KEY, Credential::ApiKey("k-1".into())).build().unwrap();
    assert_eq!(
        *fault(ShopClient(hurried).call(Make::new("slow")).await).kind(),
        FaultKind::Timeout
    );
    assert_eq!(started.elapsed().as_secs(), 4);
}

#[tokio::test]
async fn values_that_cannot_be_sent_are_faults_before_anything_is_sent() {
    let client = canned(200, "[]");
    let list = List { trace: Some("a\nb".to_owned()), ..List::default() };
    let request = fault(client.call(list).await);
    assert_eq!(
        request.to_string(),
        "the request could not be built: parameter `x-trace`: the value contains characters that are not allowed in a header"
    );
    let credential = Credential::ApiKey("bad\nkey".into());
    let client = builder()
        .transport(router(Limits::default()))
        .credential(&KEY, credential)
        .build()
        .unwrap();
    let request = fault(ShopClient(client).call(Make::new("cup")).await);
    assert!(
        matches!(request.kind(), FaultKind::Request(why) if !why.contains("bad")),
        "{request:?}"
    );
}

#[test]
fn a_client_needs_a_base_url_and_nothing_more() {
    let build = |url: Option<&str>| Builder::new(url).build().map(|_: Client| ());
    assert!(matches!(build(None), Err(BuildError::NoBaseUrl)));
    assert!(matches!(build(Some("/v1")), Err(BuildError::NoBaseUrl)));
    assert!(matches!(build(Some("localhost")), Err(BuildError::NoBaseUrl)));
    assert!(matches!(build(Some("http://a b")), Err(BuildError::BaseUrl(..))));
    for url in ["http://ada:pass@localhost", "http://localhost/?key=1", "http://localhost/#top"] {
        assert!(matches!(build(Some(url)), Err(BuildError::MoreThanBase)), "{url}");
    }
    assert!(build(Some("http://localhost:80/v1/")).is_ok());
}

#[tokio::test]
async fn headers_of_a_call_replace_those_of_the_client() {
    let seen = std::sync::Arc::new(std::sync::Mutex::new(http::HeaderMap::new()));
    let kept = seen.clone();
    let transport = tower::service_fn(move |request: http::Request<Body>| {
        *kept.lock().unwrap() = request.headers().clone();
        let response = http::Response::builder().header("content-type", "application/json");
        async move { response.body(Body::from("[]")) }
    });
    let name = |text: &'static str| HeaderName::from_static(text);
    let client = builder()
        .transport(transport)
        .header(name("x-a"), HeaderValue::from_static("client"))
        .header(name("x-b"), HeaderValue::from_static("client"))
        .build()
        .unwrap();
    let call = client.call(List::default()).header(name("x-b"), HeaderValue::from_static("call"));
    assert_eq!(call.await.unwrap(), []);
    let headers = seen.lock().unwrap().clone();
    assert_eq!(
        (headers["x-a"].as_bytes(), headers["x-b"].as_bytes()),
        (&b"client"[..], &b"call"[..])
    );
    assert_eq!(headers.get_all("x-b").iter().count(), 1);
}
