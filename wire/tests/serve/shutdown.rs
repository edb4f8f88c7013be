//! Shutdown: streams end, running requests finish, and a deadline or a second signal ends the rest.

use std::time::Duration;

use counterpart_wire::server::axum::Router;
use counterpart_wire::server::axum::extract::Extension;
use counterpart_wire::server::axum::routing::get;
use counterpart_wire::server::{ServeOptions, Shutdown};

use super::api;
use super::raw::{Connection, Running};

/// A time that no test waits for.
const LONG: Duration = Duration::from_secs(3600);

async fn start() -> Running {
    Running::start(api::router(), ServeOptions::default().shutdown_time(LONG)).await
}

async fn request(running: &Running, path: &str) -> Connection {
    let mut connection = running.connect().await;
    connection.write(format!("GET {path} HTTP/1.1\r\nHost: x\r\n\r\n")).await.unwrap();
    connection
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn streams_of_events_end_with_an_error() {
    let running = start().await;
    let mut sse = request(&running, "/ticks").await;
    assert!(sse.until("data: 1\n\n").await.is_some());
    let mut lines = request(&running, "/lines").await;
    assert!(lines.until("1\n").await.is_some());
    running.shutdown.begin();
    let (_, sse) = sse.rest().await;
    assert!(sse.contains(": the server is stopping\n\n"), "{sse:?}");
    let (_, lines) = lines.rest().await;
    for rest in [sse, lines] {
        // The end of a chunked body: the stream is not complete.
        assert!(!rest.contains("0\r\n\r\n"), "{rest:?}");
    }
    assert_eq!(running.ended().await.aborted, 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn connections_without_a_request_end_and_running_requests_finish() {
    let finish = std::sync::Arc::new(tokio::sync::Notify::new());
    let waiting = finish.clone();
    let answer = move || {
        let waiting = waiting.clone();
        async move {
            waiting.notified().await;
            "done"
        }
    };
    let router = api::router().route("/wait", get(answer));
    let running = Running::start(router, ServeOptions::default().shutdown_time(LONG)).await;
    let silent = running.connect().await;
    let mut half = running.connect().await;
    half.write("GET / HTTP/1.1\r\nHo").await.unwrap();
    let mut idle = running.connect().await;
    assert_eq!(idle.get("/nowhere").await.unwrap().status, 404);
    let mut busy = request(&running, "/wait").await;
    // The request has arrived when a later one of another connection was answered.
    assert_eq!(idle.get("/nowhere").await.unwrap().status, 404);
    running.shutdown.begin();
    for connection in [silent, half, idle] {
        assert_eq!(connection.rest().await.1, "");
    }
    finish.notify_one();
    let answer = busy.answer().await.unwrap();
    assert_eq!((answer.status, answer.closes, answer.body.as_str()), (200, true, "done"));
    let address = running.address;
    assert_eq!(running.ended().await.aborted, 0);
    assert!(tokio::net::TcpStream::connect(address).await.is_err());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_second_signal_ends_at_once() {
    let running = start().await;
    let busy = request(&running, "/slow").await;
    let mut other = running.connect().await;
    assert_eq!(other.get("/nowhere").await.unwrap().status, 404);
    running.shutdown.begin();
    assert_eq!(other.rest().await.1, "");
    running.shutdown.force();
    assert_eq!(running.ended().await.aborted, 1);
    assert_eq!(busy.rest().await.1, "");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_deadline_ends_the_rest() {
    let options = ServeOptions::default().shutdown_time(Duration::from_millis(200));
    let running = Running::start(api::router(), options).await;
    let busy = request(&running, "/slow").await;
    running.connect().await.get("/nowhere").await.unwrap();
    running.shutdown.begin();
    assert_eq!(running.ended().await.aborted, 1);
    assert_eq!(busy.rest().await.1, "");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_handler_sees_the_shutdown() {
    let answer = |Extension(shutdown): Extension<Shutdown>| async move {
        shutdown.begun().await;
        "stopped"
    };
    let router = Router::new().route("/", get(answer));
    let running = Running::start(router, ServeOptions::default().shutdown_time(LONG)).await;
    let mut connection = request(&running, "/").await;
    let shutdown = running.shutdown.clone();
    let (answer, ()) = tokio::join!(connection.answer(), async move {
        tokio::time::sleep(Duration::from_millis(100)).await;
        shutdown.begin();
    });
    assert_eq!(answer.unwrap().body, "stopped");
    assert_eq!(running.ended().await.aborted, 0);
}
