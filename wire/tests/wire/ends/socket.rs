//! Tests over a real socket with the default transport.

use counterpart_wire::client::Builder;
use counterpart_wire::server::Limits;
use counterpart_wire::{
    ApiError, Body, BoxError, Bytes, CallError, Credential, Credentials, Fault, FaultKind,
    StatusCode,
};
use futures_util::{StreamExt as _, stream};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;

use super::shop::{COOKIE_KEY, Copy, Get, KEY, List, Make, QUERY_KEY, ShopClient};
use super::support::router;

fn client(base: String) -> ShopClient {
    let builder =
        Builder::new(None).base_url(base).credential(&KEY, Credential::ApiKey("k-1".into()));
    ShopClient(builder.build().unwrap())
}

/// Serves the shop on a free port.
async fn shop() -> ShopClient {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, router(Limits::default())).await });
    client(base)
}

/// Starts a server that sends one fixed response and closes the connection.
async fn rude(answer: &'static str) -> ShopClient {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        let (mut socket, _) = listener.accept().await.unwrap();
        let mut request = [0; 1024];
        let _ = socket.read(&mut request).await;
        let _ = socket.write_all(answer.as_bytes()).await;
    });
    client(base)
}

fn fault<T: std::fmt::Debug, E: ApiError>(outcome: Result<T, CallError<E>>) -> Fault {
    match outcome {
        Err(CallError::Fault(fault)) => fault,
        other => panic!("no fault: {other:?}"),
    }
}

#[tokio::test]
async fn calls_go_over_a_socket() {
    let shop = shop().await;
    let list = List {
        names: Some(vec!["é /?#".to_owned(), "b&c".to_owned()]),
        limit: Some(1),
        trace: Some("naïve".to_owned()),
    };
    let names: Vec<String> =
        shop.call(list).await.unwrap().into_iter().map(|item| item.name).collect();
    assert_eq!(names, ["é /?#", "b&c"]);
    assert_eq!(shop.call(Make::new("cup")).await.unwrap().id, 1);
    let error = shop.call(Make::new("taken")).await.unwrap_err();
    assert_eq!(error.status(), Some(StatusCode::CONFLICT));
    let refused = fault(shop.call(Make::new("panic")).await);
    assert_eq!(refused.response().map(|kept| kept.status.as_u16()), Some(500));
    let two = Credentials::new()
        .with(&QUERY_KEY, Credential::ApiKey("q+2/=".into()))
        .with(&COOKIE_KEY, Credential::ApiKey("c+2/=%".into()));
    assert_eq!(shop.call(Make::new("cup")).credentials(two).await.unwrap().id, 2);
}

/// The first chunk arrives before the second is created.
#[tokio::test]
async fn a_stream_is_answered_while_it_is_sent() {
    let (sender, receiver) = tokio::sync::mpsc::channel::<Bytes>(1);
    let chunks = stream::unfold(receiver, |mut receiver| async {
        receiver.recv().await.map(|chunk| (Ok::<_, BoxError>(chunk), receiver))
    });
    let shop = shop().await;
    sender.send(Bytes::from_static(b"one")).await.unwrap();
    let mut answer =
        shop.call(Copy { body: Body::from_stream(chunks) }).await.unwrap().into_stream();
    assert_eq!(answer.next().await.unwrap().unwrap(), "one");
    sender.send(Bytes::from_static(b"two")).await.unwrap();
    assert_eq!(answer.next().await.unwrap().unwrap(), "two");
    drop(sender);
    assert!(answer.next().await.is_none());
}

#[tokio::test]
async fn a_server_that_is_not_there_is_a_fault_without_secrets() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let secrets = Credentials::new()
        .with(&QUERY_KEY, Credential::ApiKey("s3cr3t".into()))
        .with(&COOKIE_KEY, Credential::ApiKey("s3cr3t".into()));
    let away = fault(client(base).call(Make::new("cup")).credentials(secrets).await);
    assert_eq!(*away.kind(), FaultKind::Connect);
    assert!(std::error::Error::source(&away).is_some());
    let causes = std::iter::successors(std::error::Error::source(&away), |error| error.source());
    let text = causes.map(|cause| format!("{cause} {cause:?}")).collect::<Vec<_>>().join(" ");
    assert!(!text.contains("s3cr3t") && !format!("{away:?}").contains("s3cr3t"), "{text}");
}

#[tokio::test]
async fn a_server_that_hangs_up_is_a_fault() {
    for answer in ["", "HTTP/1.1 200 OK\r\nContent-Le", "no http at all\r\n\r\n"] {
        let broke = fault(rude(answer).await.call(List::default()).await);
        assert_eq!(*broke.kind(), FaultKind::Transport, "{answer}");
    }
    let cut = rude("HTTP/1.1 200 OK\r\nContent-Length: 100\r\nContent-Type: application/json\r\nX-Id: 7\r\n\r\n[1,").await;
    let broke = fault(cut.call(List::default()).await);
    assert_eq!(*broke.kind(), FaultKind::Transport);
    assert_eq!(broke.response().map(|kept| kept.headers["x-id"].as_bytes()), Some(&b"7"[..]));
}

#[tokio::test]
async fn a_redirection_is_not_followed() {
    let moved = rude(
        "HTTP/1.1 307 Temporary Redirect\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n",
    );
    let kept = fault(moved.await.call(Get { id: 1 }).await);
    assert_eq!(*kept.kind(), FaultKind::UnexpectedStatus);
    let kept = kept.response().unwrap();
    assert_eq!(
        (kept.status.as_u16(), &kept.headers["location"]),
        (307, &"http://127.0.0.1:1/".parse().unwrap())
    );
}
