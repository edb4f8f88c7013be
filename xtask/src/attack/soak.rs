//! Reads and writes of 64 connections for minutes: no 5xx, no lost write, and memory that does not grow.

use std::net::Ipv4Addr;
use std::time::{Duration, Instant};

use serde_json::json;
use tokio::task::JoinSet;
use tokio::time::sleep;

use super::Plan;
use super::call::Connection;
use super::report::{Row, Verdict};
use super::server::Server;
use super::usage;
use crate::output::eprint_line;

const CONNECTIONS: usize = 64;
/// How much memory may grow from the first minute to the last, in MB.
const GROWTH: u64 = 30;

/// What a connection counted.
#[derive(Debug, Default)]
struct Count {
    requests: usize,
    failed: usize,
    last: String,
    written: Vec<String>,
}

/// Runs the attack.
pub(super) async fn run(plan: &Plan) -> anyhow::Result<Vec<Row>> {
    let server = Server::unlimited(plan, "soak")?;
    let time = Duration::from_secs(plan.scale(180, 20));
    let end = Instant::now() + time;
    let mut tasks = JoinSet::new();
    for number in 0..CONNECTIONS {
        let write = server.request("inference", "POST", "/data-models");
        let list = server.request("inference", "GET", "/data-models?limit=5");
        let item = server.request("inference", "GET", "/data-models");
        let address = server.address;
        tasks.spawn(async move {
            let mut count = Count::default();
            let mut connection = Connection::open(address, Ipv4Addr::LOCALHOST).await?;
            let mut turn = number;
            while Instant::now() < end {
                turn += 1;
                let request = match turn % 4 {
                    0 => {
                        let body =
                            json!({ "name": format!("{number}-{turn}"), "description": "soak" });
                        write.clone().json(&body)
                    }
                    1 => list.clone(),
                    _ => match count.written.last() {
                        Some(id) => {
                            let mut item = item.clone();
                            item.path = format!("{}/{id}", item.path);
                            item
                        }
                        None => list.clone(),
                    },
                };
                count.requests += 1;
                match connection.send(&request).await {
                    Ok(answer) if answer.is_success() => {
                        if turn % 4 == 0
                            && let Some(id) = answer.json()["id"].as_str()
                        {
                            count.written.push(id.to_owned());
                        }
                    }
                    Ok(answer) => {
                        count.failed += 1;
                        count.last = format!("{} {}", answer.status, answer.text());
                    }
                    Err(error) => {
                        count.failed += 1;
                        count.last = format!("{error:#}");
                        connection = Connection::open(address, Ipv4Addr::LOCALHOST).await?;
                    }
                }
            }
            anyhow::Ok(count)
        });
    }
    // The first third warms up.
    sleep(time / 3).await;
    let early = usage::memory(server.id())?;
    eprint_line(&format!("{early} MB after a third"));
    let mut sum = Count::default();
    for count in tasks.join_all().await {
        let count = count?;
        sum.requests += count.requests;
        sum.failed += count.failed;
        sum.last = if count.last.is_empty() { sum.last } else { count.last };
        sum.written.extend(count.written);
    }
    let late = usage::memory(server.id())?;
    let mut lost = 0;
    let mut connection = server.connect().await?;
    for id in &sum.written {
        let request = server.request("inference", "GET", &format!("/data-models/{id}"));
        lost += usize::from(!connection.send(&request).await?.is_success());
    }
    let seconds = time.as_secs();
    Ok(vec![
        Row::new(
            format!("{} requests of {CONNECTIONS} connections in {seconds} s", sum.requests),
            format!("{} failed {}", sum.failed, sum.last),
            "0 failed",
            Verdict::of(sum.failed == 0),
        ),
        Row::new(
            format!("{} of them writes", sum.written.len()),
            format!("{lost} lost"),
            "0 lost",
            Verdict::of(lost == 0),
        ),
        Row::new(
            "memory after a third and at the end",
            format!("{early} and {late} MB"),
            format!("at most {GROWTH} MB more"),
            Verdict::of(late <= early + GROWTH),
        ),
    ])
}
