//! Times: of a request head, between requests, and of a response that nobody takes.

use std::time::Duration;

use counterpart_wire::server::ServeOptions;
use counterpart_wire::server::axum::Router;
use counterpart_wire::server::axum::body::Body;
use counterpart_wire::server::axum::routing::{get, post};
use tokio::io::AsyncWriteExt as _;

use super::api;
use super::raw::{Connection, Running};

const SHORT: Duration = Duration::from_millis(300);
/// A time that no test waits for.
const LONG: Duration = Duration::from_secs(3600);

fn options() -> ServeOptions {
    ServeOptions::default().head_time(LONG).idle_time(LONG).write_time(LONG)
}

/// Completes when the server has closed all connections.
async fn all_end(connections: Vec<Connection>) {
    for connection in connections {
        let (_, rest) = connection.rest().await;
        assert_eq!(rest, "");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn half_a_head_and_silence_end() {
    let running = Running::start(api::router(), options().head_time(SHORT)).await;
    let mut connections = Vec::new();
    for start in [
        "",
        "G",
        "GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ",
        "PRI * HTTP/2",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    ] {
        for _ in 0..10 {
            let mut connection = running.connect().await;
            connection.write(start).await.unwrap();
            connections.push(connection);
        }
    }
    // The second request of a connection.
    let mut again = running.connect().await;
    assert_eq!(again.get("/nowhere").await.unwrap().status, 404);
    again.write("GET / HT").await.unwrap();
    connections.push(again);
    // A client that sends a byte now and then.
    let slow = running.connect().await;
    let (read, mut write) = slow.stream.into_split();
    let feeding = tokio::spawn(async move {
        write.write_all(b"GET / HTTP/1.1\r\nX: ").await.unwrap();
        while write.write_all(b"x").await.is_ok() {
            tokio::time::sleep(SHORT / 5).await;
        }
        drop(read);
    });
    feeding.await.unwrap();
    for connection in connections {
        let (_, rest) = connection.rest().await;
        assert!(!rest.contains("HTTP/1.1"), "{rest}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_connection_without_a_request_ends() {
    let running = Running::start(api::router(), options().idle_time(SHORT)).await;
    let mut connections = Vec::new();
    for _ in 0..20 {
        let mut connection = running.connect().await;
        assert_eq!(connection.get("/nowhere").await.unwrap().status, 404);
        connections.push(connection);
    }
    all_end(connections).await;
    // A request that takes longer is no idle connection.
    let mut stream = running.connect().await;
    stream.write("GET /ticks HTTP/1.1\r\nHost: x\r\n\r\n").await.unwrap();
    assert!(stream.until("data: 1\n\n").await.is_some());
    let open = tokio::time::timeout(SHORT * 3, stream.until("data"));
    assert!(open.await.is_err());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_body_that_stops_is_refused() {
    let read = |body: String| async move { body };
    let router = api::router().route("/plain", post(read));
    let running = Running::start(router, options().body_time(SHORT)).await;
    // An operation and a handler of its own; the latter says what it likes of the error.
    for (path, statuses) in [("/note", 408..=408), ("/plain", 400..=499)] {
        let mut connection = running.connect().await;
        let head = format!(
            "POST {path} HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\nContent-Length: 9\r\n\r\nabc"
        );
        connection.write(head).await.unwrap();
        let answer = connection.answer().await.unwrap();
        assert!(statuses.contains(&answer.status) && answer.closes, "{path} {answer:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_response_that_nobody_takes_ends() {
    // Far more than the buffers of both ends.
    let large = || async { Body::from(vec![b'x'; 64 << 20]) };
    let router = Router::new().route("/", get(large));
    let running = Running::start(router, options().write_time(SHORT)).await;
    let mut connection = running.connect().await;
    connection.write("GET / HTTP/1.1\r\nHost: x\r\n\r\n").await.unwrap();
    tokio::time::sleep(SHORT * 4).await;
    let (_, rest) = connection.rest().await;
    assert!(rest.len() < 64 << 20, "{}", rest.len());
}
