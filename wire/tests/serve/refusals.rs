//! Refusals before the body was read. No response and no later request of the connection may be lost, whatever the
//! client sends and whenever it reads.

use std::net::SocketAddr;

use counterpart_wire::server::ServeOptions;
use tokio::net::TcpListener;

use super::api;
use super::raw::{Connection, Running};

/// A refusal: what is sent, and the status of the response.
#[derive(Debug, Clone, Copy)]
struct Refusal {
    head: &'static str,
    status: u16,
}

const REFUSALS: [Refusal; 9] = [
    Refusal { head: "POST /secret HTTP/1.1\r\nContent-Type: text/plain", status: 401 },
    Refusal { head: "POST /closed HTTP/1.1\r\nAuthorization: Bearer x", status: 401 },
    Refusal { head: "POST /secret HTTP/1.1\r\nAuthorization: Bearer forbidden", status: 403 },
    Refusal { head: "POST /nowhere HTTP/1.1", status: 404 },
    Refusal { head: "PUT /note HTTP/1.1\r\nContent-Type: text/plain", status: 405 },
    Refusal { head: "POST /note HTTP/1.1\r\nContent-Type: text/plain", status: 413 },
    Refusal { head: "POST /note HTTP/1.1\r\nContent-Type: image/png", status: 415 },
    Refusal { head: "POST /unread HTTP/1.1", status: 409 },
    Refusal { head: "POST /bodiless HTTP/1.1", status: 204 },
];

/// How a client sends a body.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Sending {
    /// In the same packet as the head, if it is small.
    AtOnce,
    /// After the head.
    Apart,
    /// In chunks.
    Chunked,
    /// After a while, without an answer to `Expect: 100-continue`.
    Impatient,
}

/// What came of many requests.
#[derive(Debug, Default, PartialEq)]
struct Tally {
    dropped: usize,
    /// Connections that closed although nobody said so, or the other way round.
    unannounced: usize,
    closed: usize,
}

/// Sends `number` requests of each size, one after another, over as few connections as the server allows.
async fn attack(
    address: SocketAddr,
    refusal: Refusal,
    sending: Sending,
    sizes: &[usize],
    number: usize,
) -> Tally {
    let mut tally = Tally::default();
    let mut connection = Connection::to(address).await;
    for turn in 0..number {
        let size = sizes[turn % sizes.len()];
        let status = match (refusal.status, size) {
            // Small enough.
            (413, ..=65_536) => 204,
            // Too large to find out that it is text.
            (415, 65_537..) => 413,
            (status, _) => status,
        };
        if send(&mut connection, refusal.head, sending, size).await.is_err() {
            tally.dropped += 1;
            connection = Connection::to(address).await;
            continue;
        }
        match connection.answer().await {
            Some(answer) if answer.closes => {
                assert_eq!(answer.status, status, "{refusal:?} {sending:?} {size}");
                tally.closed += 1;
                let (is_clean, rest) = connection.rest().await;
                tally.unannounced += usize::from(!is_clean || !rest.is_empty());
                connection = Connection::to(address).await;
            }
            Some(answer) => assert_eq!(answer.status, status, "{refusal:?} {sending:?} {size}"),
            None => {
                tally.dropped += 1;
                connection = Connection::to(address).await;
            }
        }
    }
    tally
}

async fn send(
    connection: &mut Connection,
    head: &str,
    sending: Sending,
    size: usize,
) -> std::io::Result<()> {
    let body = "x".repeat(size);
    let length = format!("{head}\r\nHost: localhost\r\nContent-Length: {size}\r\n");
    match sending {
        Sending::AtOnce => connection.write(format!("{length}\r\n{body}")).await,
        Sending::Apart => {
            connection.write(format!("{length}\r\n")).await?;
            connection.write(body).await
        }
        Sending::Chunked => {
            let coded = format!("{head}\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n");
            connection.write(coded).await?;
            for piece in body.as_bytes().chunks(60_000) {
                connection.write(format!("{:x}\r\n", piece.len())).await?;
                connection.write(piece).await?;
                connection.write("\r\n").await?;
            }
            connection.write("0\r\n\r\n").await
        }
        Sending::Impatient => {
            connection.write(format!("{length}Expect: 100-continue\r\n\r\n")).await?;
            tokio::task::yield_now().await;
            connection.write(body).await
        }
    }
}

const SIZES: [usize; 4] = [10, 5_000, 120_000, 900_000];

/// Sends 600 requests for each refusal, or as many as the variable `REFUSALS` says.
async fn attack_all(address: SocketAddr) {
    let number = std::env::var("REFUSALS").map_or(600, |number| number.parse().unwrap());
    for refusal in REFUSALS {
        for sending in [Sending::AtOnce, Sending::Apart, Sending::Chunked] {
            let tally = attack(address, refusal, sending, &SIZES, number / 3).await;
            assert_eq!(tally, Tally::default(), "{refusal:?} {sending:?}");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_refusal_keeps_the_connection() {
    let running = Running::start(api::router(), ServeOptions::default()).await;
    attack_all(running.address).await;
}

/// The router does its part without `serve`.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_refusal_keeps_the_connection_of_a_plain_axum_server() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, api::router()).await });
    attack_all(address).await;
}

/// The response arrives although the client sends all of its body first, and the close is announced.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_large_body_closes_the_connection_cleanly() {
    let running = Running::start(api::router(), ServeOptions::default()).await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let plain = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, api::router()).await });
    for address in [running.address, plain] {
        for refusal in REFUSALS {
            for sending in [Sending::AtOnce, Sending::Apart, Sending::Chunked] {
                let tally = attack(address, refusal, sending, &[3_000_000], 3).await;
                let expected = Tally { closed: 3, ..Tally::default() };
                assert_eq!(tally, expected, "{refusal:?} {sending:?}");
            }
        }
    }
}

/// A client that waits for `100 Continue` gets the refusal instead.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_refused_client_is_not_asked_for_its_body() {
    let running = Running::start(api::router(), ServeOptions::default()).await;
    for refusal in REFUSALS.iter().filter(|refusal| ![413, 415].contains(&refusal.status)) {
        let mut connection = running.connect().await;
        let head = refusal.head;
        let head = format!(
            "{head}\r\nHost: localhost\r\nContent-Length: 10\r\nExpect: 100-continue\r\n\r\n"
        );
        connection.write(head).await.unwrap();
        let answer = connection.answer().await.unwrap();
        assert_eq!((answer.status, answer.closes), (refusal.status, true), "{refusal:?}");
        // A client that sends it nevertheless loses nothing.
        let tally = attack(running.address, *refusal, Sending::Impatient, &[10, 100_000], 20).await;
        assert_eq!(tally.dropped, 0, "{refusal:?}");
        assert_eq!(tally.unannounced, 0, "{refusal:?}");
    }
    let mut connection = running.connect().await;
    let head = "POST /note HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n";
    connection.write(head).await.unwrap();
    assert_eq!(connection.answer().await.unwrap().status, 100);
    connection.write("hi").await.unwrap();
    assert_eq!(connection.answer().await.unwrap().status, 204);
}

/// A client that announces a body and sends none gets its refusal.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_body_that_never_comes_does_not_hold_a_refusal() {
    let running = Running::start(api::router(), ServeOptions::default()).await;
    for length in ["Content-Length: 1000", "Transfer-Encoding: chunked"] {
        let mut connection = running.connect().await;
        let head = format!("POST /nowhere HTTP/1.1\r\nHost: localhost\r\n{length}\r\n\r\n");
        connection.write(head).await.unwrap();
        let answer = connection.answer().await.unwrap();
        assert_eq!((answer.status, answer.closes), (404, true), "{length}");
    }
}
