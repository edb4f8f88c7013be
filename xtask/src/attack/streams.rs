//! Chat streams of long messages that nobody reads: what waits to be sent may take only so much memory.

use std::net::Ipv4Addr;
use std::time::Duration;

use serde_json::json;
use tokio::io::AsyncWriteExt as _;
use tokio::time::sleep;

use super::Plan;
use super::account::Account;
use super::call::tcp;
use super::report::{Row, Verdict};
use super::server::Server;
use super::usage;

/// The sizes of messages, in bytes. The document may allow less than the largest.
const SIZES: [usize; 4] = [1_900_000, 400_000, 60_000, 10_000];
/// How many streams a person may have.
const STREAMS: usize = 5;

/// Runs the attack.
pub(super) async fn run(plan: &Plan) -> anyhow::Result<Vec<Row>> {
    let mut rows = Vec::new();
    let sizes = if plan.quick { &SIZES[..1] } else { &SIZES[..] };
    for size in sizes.iter().copied() {
        let server = Server::unlimited(plan, "streams")?;
        let mut people = Vec::new();
        for number in 0..plan.scale(4, 2) {
            people.push(Account::register(&server, number).await?);
        }
        let before = usage::memory(server.id())?;
        let mut open = Vec::new();
        for person in &people {
            for _ in 0..STREAMS {
                let message = "w ".repeat(size / 2);
                let body = json!({ "message": message }).to_string();
                let request = person.request(&server, "POST", "/api/v1/chat/stream");
                let head = format!(
                    "POST {} HTTP/1.1\r\nhost: a\r\nauthorization: Bearer {}\r\n\
                     content-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
                    request.path,
                    person.token,
                    body.len()
                );
                let mut stream = tcp(server.address, Ipv4Addr::LOCALHOST).await?;
                stream.write_all(head.as_bytes()).await?;
                open.push(stream);
            }
        }
        sleep(Duration::from_secs(4)).await;
        let grown = usage::memory(server.id())?.saturating_sub(before);
        let number = open.len();
        // Twice the message and a reserve: it is stored, and the answer repeats it.
        let bound = u64::try_from(number * size * 4 / 1_000_000)? + 60;
        rows.push(Row::new(
            format!("{number} streams of {size} bytes, never read"),
            format!("{grown} MB more"),
            format!("at most {bound} MB"),
            Verdict::of(grown <= bound),
        ));
    }
    Ok(rows)
}
