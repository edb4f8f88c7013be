//! HTTP/2 with prior knowledge (RFC 9113, section 3.3).

use std::time::Duration;

use counterpart_wire::Body;
use counterpart_wire::http::{HeaderMap, Request};
use counterpart_wire::server::ServeOptions;
use http_body_util::BodyExt as _;
use hyper::client::conn::http2::{SendRequest, handshake};
use hyper_util::rt::{TokioExecutor, TokioIo};
use tokio::net::TcpStream;

use super::api;
use super::raw::Running;

/// Opens a connection. The task ends when the connection does.
async fn connect(running: &Running) -> (SendRequest<Body>, tokio::task::JoinHandle<bool>) {
    let stream = TcpStream::connect(running.address).await.unwrap();
    let (sender, connection) = handshake(TokioExecutor::new(), TokioIo::new(stream)).await.unwrap();
    (sender, tokio::spawn(async move { connection.await.is_ok() }))
}

fn post(path: &str, size: usize) -> Request<Body> {
    let request = Request::post(format!("http://localhost{path}"));
    request.header("content-type", "text/plain").body("x".repeat(size).into()).unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_requests_share_a_connection_also_after_refusals() {
    let running = Running::start(api::router(), ServeOptions::default()).await;
    let (mut sender, _connection) = connect(&running).await;
    for (path, size, status) in [
        ("/note", 10, 204),
        ("/secret", 10, 401),
        ("/nowhere", 1_000_000, 404),
        ("/bodiless", 3_000_000, 204),
        ("/note", 100_000, 413),
    ]
    .repeat(20)
    {
        sender.ready().await.unwrap();
        let response = sender.send_request(post(path, size)).await.unwrap();
        assert_eq!(response.status(), status, "{path} {size}");
        response.into_body().collect().await.unwrap();
    }
}

#[tokio::test]
async fn a_handler_finds_the_host_in_its_header() {
    let host = async |headers: HeaderMap| headers["host"].to_str().unwrap().to_owned();
    let router = axum::Router::new().route("/", axum::routing::get(host));
    let running = Running::start(router, ServeOptions::default()).await;
    let (mut sender, _connection) = connect(&running).await;
    let request = Request::get("http://pets.example:8080/").body(Body::empty()).unwrap();
    let response = sender.send_request(request).await.unwrap();
    let body = response.into_body().collect().await.unwrap().to_bytes();
    assert_eq!(&body[..], b"pets.example:8080");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_idle_connection_ends() {
    let options = ServeOptions::default().idle_time(Duration::from_millis(300));
    let running = Running::start(api::router(), options).await;
    let (mut sender, connection) = connect(&running).await;
    assert_eq!(sender.send_request(post("/note", 10)).await.unwrap().status(), 204);
    assert!(connection.await.unwrap());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_shutdown_ends_a_stream_of_events_and_its_connection() {
    let options = ServeOptions::default().shutdown_time(Duration::from_secs(3600));
    let running = Running::start(api::router(), options).await;
    let (mut sender, connection) = connect(&running).await;
    let request = Request::get("http://localhost/ticks").body(Body::empty()).unwrap();
    let mut events = sender.send_request(request).await.unwrap().into_body();
    let first = events.frame().await.unwrap().unwrap().into_data().unwrap();
    assert_eq!(&first[..], b"data: 1\n\n");
    running.shutdown.begin();
    // The comment may be lost, the error may not.
    loop {
        match events.frame().await {
            Some(Ok(frame)) => assert!(frame.is_data()),
            Some(Err(_)) => break,
            None => panic!("the stream ended as if it were complete"),
        }
    }
    assert_eq!(running.ended().await.aborted, 0);
    connection.await.unwrap();
}

/// A client that takes no data at all, while it keeps the connection alive.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stream_whose_window_stays_closed_ends() {
    let options = ServeOptions::default().write_time(Duration::from_millis(300));
    let large = || async {
        let chunks = (0..1000).map(|_| Ok::<_, std::io::Error>("x".repeat(64 * 1024)));
        axum::body::Body::from_stream(futures_util::stream::iter(chunks))
    };
    let router = axum::Router::new().route("/", axum::routing::get(large));
    let running = Running::start(router, options).await;
    let (mut sender, connection) = connect(&running).await;
    let request = Request::get("http://localhost/").body(Body::empty()).unwrap();
    let _unread = sender.send_request(request).await.unwrap();
    connection.await.unwrap();
}
