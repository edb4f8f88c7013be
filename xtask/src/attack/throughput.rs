//! Reads and writes a second at 1, 16, 64 and 256 connections; of another build as well, in turns, if one is given.

use std::net::Ipv4Addr;
use std::time::{Duration, Instant};

use serde_json::json;
use tokio::task::JoinSet;

use super::Plan;
use super::call::{Connection, Request};
use super::report::{Row, Verdict};
use super::server::{Server, place};

/// The numbers of connections.
const CONNECTIONS: [usize; 4] = [1, 16, 64, 256];
/// How many connections have the same address.
const FROM_ONE: usize = 64;
/// How often each build has its turn. The median counts.
const TURNS: usize = 5;
/// The least ratio to the other build.
const LEAST: f64 = 0.95;

/// Runs the measurement.
pub(super) async fn run(plan: &Plan) -> anyhow::Result<Vec<Row>> {
    let time = Duration::from_secs(plan.scale(3, 1));
    let server = Server::unlimited(plan, "throughput")?;
    let baseline = match &plan.baseline {
        Some(program) => Some(Server::with(plan, program, "throughput-baseline", false)?),
        None => None,
    };
    let mut rows = Vec::new();
    for kind in ["reads", "writes"] {
        for connections in CONNECTIONS {
            let (mut own, mut other, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
            for _ in 0..TURNS {
                let now = measure(&server, kind, connections, time).await?;
                own.push(now);
                if let Some(baseline) = &baseline {
                    let before = measure(baseline, kind, connections, time).await?;
                    other.push(before);
                    ratios.push(now / before);
                }
            }
            let sent = format!("{kind} at {connections} connections");
            let now = median(&mut own);
            rows.push(if baseline.is_some() {
                let (before, ratio) = (median(&mut other), median(&mut ratios));
                Row::new(
                    sent,
                    format!("{now:.0} a second, before {before:.0}, ratio {ratio:.2}"),
                    format!("at least {LEAST}"),
                    Verdict::of(ratio >= LEAST),
                )
            } else {
                Row::new(sent, format!("{now:.0} a second"), "not compared", Verdict::Held)
            });
        }
    }
    Ok(rows)
}

/// Calls for some time, and returns the successes a second.
async fn measure(
    server: &Server,
    kind: &str,
    connections: usize,
    time: Duration,
) -> anyhow::Result<f64> {
    let request = request(server, kind);
    let mut open = Vec::new();
    for number in 0..connections {
        let from = match number / FROM_ONE {
            0 => Ipv4Addr::LOCALHOST,
            place_number => place(place_number),
        };
        open.push(Connection::open(server.address, from).await?);
    }
    let begun = Instant::now();
    let mut tasks = JoinSet::new();
    for mut connection in open {
        let request = request.clone();
        tasks.spawn(async move {
            let mut number: u32 = 0;
            while begun.elapsed() < time {
                let answer = connection.send(&request).await?;
                anyhow::ensure!(answer.is_success(), "{}: {}", answer.status, answer.text());
                number += 1;
            }
            Ok(number)
        });
    }
    let mut sum = 0;
    for number in tasks.join_all().await {
        sum += number?;
    }
    Ok(f64::from(sum) / begun.elapsed().as_secs_f64())
}

fn request(server: &Server, kind: &str) -> Request {
    if kind == "reads" {
        server.request("inference", "GET", "/data-models?limit=1")
    } else {
        let body = json!({ "name": "model", "description": "throughput" });
        server.request("inference", "POST", "/data-models").json(&body)
    }
}

fn median(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or_default()
}
