//! Bounds on connections: in all, and for each address.

use counterpart_wire::server::ServeOptions;
use counterpart_wire::server::axum::Router;
use counterpart_wire::server::axum::extract::ConnectInfo;
use counterpart_wire::server::axum::routing::get;

use super::api;
use super::raw::{Connection, Running};

/// Returns how many of `number` new connections are served; they stay open.
async fn served(running: &Running, number: usize, held: &mut Vec<Connection>) -> usize {
    let mut served = 0;
    for _ in 0..number {
        let mut connection = running.connect().await;
        if connection.get("/nowhere").await.is_some_and(|answer| answer.status == 404) {
            served += 1;
            held.push(connection);
        }
    }
    served
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn connections_over_a_bound_are_refused() {
    for options in [
        ServeOptions::default().connections(20),
        ServeOptions::default().connections_per_address(20),
    ] {
        let running = Running::start(api::router(), options).await;
        let mut held = Vec::new();
        assert_eq!(served(&running, 30, &mut held).await, 20);
        // Those that were accepted are served on.
        for connection in &mut held {
            assert_eq!(connection.get("/nowhere").await.unwrap().status, 404);
        }
        // A place is free again when its connection closes.
        drop(held.split_off(15));
        while served(&running, 1, &mut held).await == 0 {}
        while held.len() < 20 {
            served(&running, 1, &mut held).await;
        }
        assert_eq!(served(&running, 5, &mut held).await, 0);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_handler_sees_the_address_of_its_client() {
    type Peer = ConnectInfo<std::net::SocketAddr>;
    let router = Router::new().route("/", get(|peer: Peer| async move { peer.0.to_string() }));
    let running = Running::start(router, ServeOptions::default()).await;
    let mut connection = running.connect().await;
    let own = connection.stream.local_addr().unwrap().to_string();
    assert_eq!(connection.get("/").await.unwrap().body, own);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_head_that_is_too_large_is_refused() {
    let running = Running::start(api::router(), ServeOptions::default()).await;
    let mut connection = running.connect().await;
    let head = format!("GET / HTTP/1.1\r\nHost: localhost\r\nX: {}", "x".repeat(1024 * 1024));
    // The server need not read all of it.
    let _ = connection.write(head).await;
    assert_eq!(connection.answer().await.map(|answer| answer.status), Some(431));
}
