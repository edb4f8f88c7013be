//! One long write beside short writes of the other APIs. The short ones are let through, or told to come back: an answer of
//! 503 with `Retry-After`. Nothing else of the 5xx is right.

use std::fmt::Write as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use serde_json::json;
use tokio::task::JoinSet;
use tokio::time::sleep;

use super::Plan;
use super::account::Account;
use super::call::{Connection, Request};
use super::report::{Row, Verdict};
use super::server::{Server, place};

/// The time limit for the long write.
const LONG: Duration = Duration::from_mins(3);
/// The pause between two short writes of a caller.
const PAUSE: Duration = Duration::from_millis(50);
/// The longest time in which no short write may be let through, in seconds.
const OUTAGE: u64 = 5;

/// What the short writes were answered.
#[derive(Debug, Default)]
struct Count {
    done: usize,
    later: usize,
    wrong: usize,
    /// What the last wrong answer was.
    last: String,
    /// The longest time from one success to the next.
    outage: Duration,
}

/// Runs the attack.
pub(super) async fn run(plan: &Plan) -> anyhow::Result<Vec<Row>> {
    let server = Server::unlimited(plan, "writer")?;
    let person = Account::register(&server, 1).await?;
    let documents = plan.scale(55_000, 6_000);
    let long = [
        (format!("a context of {documents} documents"), contexts(&server, documents)),
        (format!("a table of {} rows", documents * 2), table(&server, documents * 2)),
        ("two messages of 420 KB".to_owned(), chat(&server)),
    ];
    let mut rows = Vec::new();
    for (name, request) in long {
        let over = Arc::new(AtomicBool::new(false));
        let mut short = JoinSet::new();
        for (number, write) in (0..).zip(writes(&server, &person)) {
            let (address, over) = (server.address, Arc::clone(&over));
            short.spawn(async move {
                let mut connection = Connection::open(address, place(number)).await?;
                repeat(&mut connection, &write, &over).await
            });
        }
        let begun = Instant::now();
        let mut connection = server.connect().await?;
        let answer = connection.send_within(&request, LONG).await;
        let status = answer.map_or("no answer".to_owned(), |answer| answer.status.to_string());
        let seconds = begun.elapsed().as_secs_f64();
        sleep(Duration::from_secs(1)).await;
        over.store(true, Ordering::Relaxed);
        let mut sum = Count::default();
        for count in short.join_all().await {
            let count = count?;
            sum.done += count.done;
            sum.later += count.later;
            sum.wrong += count.wrong;
            sum.outage = sum.outage.max(count.outage);
            sum.last = if count.last.is_empty() { sum.last } else { count.last };
        }
        let Count { done, later, wrong, last, outage } = sum;
        rows.push(Row::new(
            format!(
                "{name} ({status} after {seconds:.1} s); {} short writes beside it",
                done + later + wrong
            ),
            format!("{done} done, {later} × 503 with Retry-After, {wrong} other{last}"),
            "0 other",
            Verdict::of(wrong == 0),
        ));
        rows.push(Row::most(
            "the longest time without a short write".to_owned(),
            (outage.as_secs(), OUTAGE),
            "s",
        ));
    }
    Ok(rows)
}

async fn repeat(
    connection: &mut Connection,
    write: &Request,
    over: &AtomicBool,
) -> anyhow::Result<Count> {
    let mut count = Count::default();
    let mut last = Instant::now();
    while !over.load(Ordering::Relaxed) {
        let answer = connection.send(write).await?;
        if answer.is_success() {
            count.done += 1;
            count.outage = count.outage.max(last.elapsed());
            last = Instant::now();
        } else if answer.status == 503 && answer.headers.contains_key("retry-after") {
            count.later += 1;
        } else {
            count.wrong += 1;
            let text: String = answer.text().chars().take(100).collect();
            count.last = format!(", last {} {} {text}", write.path, answer.status);
        }
        sleep(PAUSE).await;
    }
    count.outage = count.outage.max(last.elapsed());
    Ok(count)
}

/// Short writes, one for each of several APIs.
fn writes(server: &Server, person: &Account) -> [Request; 4] {
    let model = json!({ "name": "m", "description": "short" });
    let context = json!({
        "context_name": "short", "documents": [{ "name": "a", "document": "short" }],
    });
    let settings = json!({
        "billing_contacts": [], "billing_webhook_url": null, "plan_metadata": {}, "flags": { "short": true },
    });
    [
        server.request("inference", "POST", "/data-models").json(&model),
        server.request("arcee", "POST", "/v2/contexts").json(&context),
        server.request("archetype", "POST", "/files").file("file", "short.txt", "text/plain", "a"),
        person.request(server, "PUT", "/api/v1/tenants/settings").json(&settings),
    ]
}

fn contexts(server: &Server, documents: usize) -> Request {
    let document = |at: usize| json!({ "name": format!("n{at}"), "document": "a" });
    let documents: Vec<_> = (0..documents).map(document).collect();
    let body = json!({ "context_name": "long", "documents": documents });
    server.request("arcee", "POST", "/v2/contexts").json(&body)
}

fn table(server: &Server, rows: usize) -> Request {
    let mut text = "doc,title\n".to_owned();
    for _ in 0..rows {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "a,b");
    }
    let request = server.request("arcee", "POST", "/v2/contexts/long/csv");
    request.file("file", "long.csv", "text/csv", &text)
}

/// Two messages without a word in common.
fn chat(server: &Server) -> Request {
    let message = |first: char| {
        let mut text = String::new();
        for at in 0..60_000 {
            // Writing to a string cannot fail.
            let _ = write!(text, "{first}{at:05} ");
        }
        json!({ "role": "user", "content": text })
    };
    let body = json!({ "messages": [message('w'), message('v')] });
    server.request("inference", "POST", "/chat/completions").json(&body)
}
