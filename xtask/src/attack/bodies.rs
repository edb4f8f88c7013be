//! Large JSON bodies: what the server holds for one message, beside the message itself.

use super::Plan;
use super::call::Request;
use super::report::{Row, Verdict};
use super::server::Server;
use super::usage;

/// The size of a body: just below the default limit.
const SIZE: usize = 2 * 1024 * 1024 - 4096;
/// How many such messages are sent at once.
const AT_ONCE: usize = 4;
/// What the process may need besides, in MB: stacks, buffers and pages that the allocator keeps.
const RESERVE: u64 = 16;

/// Fillings of a property that the document does not describe, and how many times the body they may take.
const FILLINGS: [(&str, &str, u64); 6] = [
    ("a list of digits", "0,", 14),
    ("a list of empty lists", "[],", 14),
    ("a list of empty texts", "\"\",", 14),
    ("a list of small objects", "{\"a\":0},", 14),
    ("a list of short texts", "\"abcdefghijklmnop\",", 6),
    ("a list of long texts", "", 3),
];

/// Runs the attack.
pub(super) async fn run(plan: &Plan) -> anyhow::Result<Vec<Row>> {
    let mut rows = Vec::new();
    for (name, item, times) in FILLINGS {
        let server = Server::unlimited(plan, "bodies")?;
        let body = body(item);
        let size = body.len();
        let request = server.request("inference", "POST", "/data-models");
        let request: Request = request.body("application/json", body);
        let mut warm = server.connect().await?;
        warm.send(&server.request("inference", "GET", "/data-models")).await?;
        let before = usage::memory(server.id())?;
        let mut connections = Vec::new();
        for _ in 0..AT_ONCE {
            connections.push(server.connect().await?);
        }
        let answers = connections.iter_mut().map(|connection| connection.send(&request));
        let answers = futures_util::future::join_all(answers).await;
        let status = match answers.into_iter().next() {
            Some(Ok(answer)) => answer.status.to_string(),
            _ => "no answer".to_owned(),
        };
        let grown = usage::peak_memory(server.id())?.saturating_sub(before);
        // The text of each message is held while it is read.
        let bound = u64::try_from(AT_ONCE * size)? * (times + 1) / 1_048_576 + RESERVE;
        rows.push(Row::new(
            format!("{AT_ONCE} bodies of 2 MiB, {name}, not described ({status})"),
            format!("{grown} MB more"),
            format!("at most {bound} MB: {times} × the body"),
            Verdict::of(grown <= bound),
        ));
    }
    Ok(rows)
}

/// A body with a property that the document does not describe.
fn body(item: &str) -> String {
    let items = if item.is_empty() {
        let text = format!("\"{}\",", "x".repeat(SIZE / 4));
        text.repeat(3)
    } else {
        item.repeat(SIZE / item.len() - 4)
    };
    format!("{{\"name\":\"m\",\"x\":[{}]}}", items.trim_end_matches(','))
}
