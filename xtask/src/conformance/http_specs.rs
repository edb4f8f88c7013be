//! The scenarios of TypeSpec's http-specs: every request of the suite goes through a gateway to the suite's own mock
//! server. In the gateway, the generated client of a scenario stands behind its generated router. So both ends must read
//! and write what the suite sends and answers.
//!
//! A request counts once for OpenAPI 3.0 and once for 3.1, or 3.2 where the scenario streams. A failure needs an exception
//! with its reason in `xtask/conformance/exceptions.tsv`.

mod gateway;
mod suite;

use std::collections::BTreeMap;
use std::fs::File;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context as _, ensure};
use serde::Deserialize;

use super::exceptions::Exceptions;
use super::{Failure, folder};
use crate::output::{eprint_line, print_line};
use crate::process;

/// Its name in the list of exceptions, in the column for the tool.
const TOOL: &str = "http-specs";
/// The versions of OpenAPI, which stand in the column for the API. What streams is compiled to 3.2 in place of 3.1.
const VERSIONS: [&str; 2] = ["3.0", "3.1"];
/// The kind of a failure that is none of ours: the suite's mock server refuses the suite's own request.
const SUITE: &str = "suite";

/// The time limit for all requests.
const REPLAY: Duration = Duration::from_mins(10);

/// What came of a request.
#[derive(Debug, Deserialize)]
struct Replayed {
    /// The folder of the scenario in the suite.
    scenario: String,
    /// The version of OpenAPI.
    openapi: String,
    /// The name of the scenario, with the number of the request if it has several.
    request: String,
    /// The kind of failure.
    kind: Option<String>,
    /// The cause of the failure.
    why: Option<String>,
}

/// The counts of a group, which is the first folder of its scenarios.
#[derive(Debug, Default, Clone, Copy)]
struct Count {
    requests: usize,
    passed: usize,
    excepted: usize,
    failed: usize,
    /// Requests that the suite's own mock server refuses when they come to it directly.
    refused: usize,
}

/// Replays the suite. Returns `false` if there is a failure without an exception.
pub(crate) fn run() -> anyhow::Result<bool> {
    let begun = Instant::now();
    let folder = folder()?.join(TOOL);
    let suite = suite::prepare(&folder)?;
    let program = gateway::build(&suite.documents, &folder)?;
    eprint_line("sending the requests of the suite");
    let replayed = replay(&suite, &program, &folder)?;

    let mut exceptions = Exceptions::read()?;
    let mut counts: BTreeMap<(&str, &str), Count> = BTreeMap::new();
    for one in &replayed {
        let group = one.scenario.split('/').next().unwrap_or_default();
        let count = counts.entry((group, one.openapi.as_str())).or_default();
        count.requests += 1;
        let Some(kind) = &one.kind else {
            count.passed += 1;
            continue;
        };
        if kind == SUITE {
            count.refused += 1;
            continue;
        }
        let failure = Failure {
            operation: one.request.clone(),
            code: kind.clone(),
            why: one.why.clone().unwrap_or_default(),
        };
        let Failure { operation, code, why } = &failure;
        if exceptions.without(TOOL, &one.openapi, std::slice::from_ref(&failure)).is_empty() {
            count.excepted += 1;
        } else {
            count.failed += 1;
            eprint_line(&format!("{TOOL}\t{}\t{operation}\t{code}\t{why}", one.openapi));
        }
    }
    let mut all = Count::default();
    for ((group, openapi), count) in &counts {
        print_line(&row(group, openapi, *count));
        all.requests += count.requests;
        all.passed += count.passed;
        all.excepted += count.excepted;
        all.failed += count.failed;
        all.refused += count.refused;
    }
    print_line(&format!("{} {:>5} s", row("total", "", all), begun.elapsed().as_secs()));
    let all_used = exceptions.all_used(TOOL, &VERSIONS.map(str::to_owned));
    Ok(all.failed == 0 && all_used)
}

fn row(group: &str, openapi: &str, count: Count) -> String {
    let Count { requests, passed, excepted, failed, refused } = count;
    format!(
        "{TOOL:<13} {group:<16} {openapi:<3} {requests:>5} requests {passed:>5} passed {excepted:>3} excepted {failed:>3} failed {refused:>3} refused by the suite itself"
    )
}

/// Starts the mock server and the gateway, and sends every request.
fn replay(suite: &suite::Suite, gateway: &Path, folder: &Path) -> anyhow::Result<Vec<Replayed>> {
    let results = folder.join("results.json");
    // The mock server prints every request.
    let log = File::create(folder.join("replay.log"))?;
    let mut node = Command::new(&suite.node);
    node.arg(folder.join("replay.mjs")).arg(gateway).arg(&results).current_dir(folder).stdout(log);
    let status = process::run(&mut node, REPLAY)?;
    ensure!(status.success(), "replay.mjs: {status}");
    let text = std::fs::read(&results).with_context(|| results.display().to_string())?;
    serde_json::from_slice(&text).context("the results of replay.mjs")
}
