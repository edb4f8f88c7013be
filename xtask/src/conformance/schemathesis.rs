//! Schemathesis: every operation of a served API, with cases of the document's examples, of its bounds, at random, and one
//! after the other; all checks.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use anyhow::{Context as _, bail};
use serde_json::Value as Json;

use super::process;
use super::programs::Programs;
use super::server::Running;
use super::{Failure, Found, Wish, folder};
use crate::root;

/// Operations that end the session which the tool was given: each gets a session of its own.
const ENDS_SESSION: &[(&str, &[&str])] = &[
    ("agents", &["logout", "logoutEverywhere", "revokeSession", "changePassword", "resetPassword"]),
    ("arcee", &["deleteToken"]),
];

/// The time for all cases of a document.
const CASES: Duration = Duration::from_mins(30);

/// Tries an API.
pub(super) fn run(
    program: &Path,
    programs: &Programs,
    name: &str,
    wish: &Wish,
) -> anyhow::Result<Found> {
    let server = Running::start(programs, name)?;
    // It leaves what it learned in the folder it runs in.
    let place = folder().join("run");
    let _ = std::fs::remove_dir_all(&place);
    std::fs::create_dir_all(&place).with_context(|| place.display().to_string())?;
    let alone = ENDS_SESSION.iter().find(|(api, _)| *api == name).map_or(&[][..], |(_, ids)| *ids);
    let most = alone.iter().map(|id| format!("--exclude-operation-id={id}")).collect();
    let alone = alone.iter().map(|id| vec![format!("--include-operation-id={id}")]);
    let mut found = Found::default();
    let mut reached = BTreeSet::new();
    for (index, filter) in [most].into_iter().chain(alone).enumerate() {
        let report = folder().join(format!("{name}-{index}.json"));
        let log = folder().join(format!("{name}-{index}.log"));
        let events = place.join("events.ndjson");
        // Only what this run writes may be read below.
        let _ = (std::fs::remove_file(&report), std::fs::remove_file(&events));
        let output = File::create(&log).with_context(|| log.display().to_string())?;
        let mut command = Command::new(program);
        command
            .arg("run")
            .arg(root().join(format!("specs/{name}.yaml")))
            .args(["--url", server.base(), "--header", &server.credential(programs, index)?])
            .args(["--checks", "all", "--continue-on-failure", "--warnings", "off", "--no-color"])
            .args(["--max-examples", &wish.cases.to_string(), "--seed", &wish.seed.to_string()])
            // What was found before, and how fast the machine is, must not matter.
            .args(["--generation-database", "none", "--suppress-health-check", "all"])
            .args(["--no-shrink", "--request-timeout", "60"])
            .args(["--report", "json,ndjson", "--report-json-path"])
            .arg(&report)
            .arg("--report-ndjson-path")
            .arg(&events)
            .args(filter)
            .current_dir(&place)
            .stdout(output.try_clone()?)
            .stderr(output);
        let status = process::run(&mut command, CASES)?;
        let text = std::fs::read(&report)
            .with_context(|| format!("schemathesis: {status}, see {}", log.display()))?;
        let report: Json = serde_json::from_slice(&text)?;
        if report["complete"] != true {
            bail!("schemathesis did not try all that it should, see {}", log.display());
        }
        let mut heard = Heard { reached: &mut reached, failures: BTreeMap::new() };
        listen(&events, &mut heard)?;
        for error in report["errors"].as_array().into_iter().flatten() {
            heard.fails(error["operation"].as_str().unwrap_or("*"), "error", &error.to_string());
        }
        let failures = heard.failures.into_iter();
        found.failures.extend(failures.map(|((operation, code), why)| Failure {
            operation,
            code,
            why: format!("{why}; see {}", log.display()),
        }));
        let tested = report["operations"]["tested"].as_u64();
        found.operations = Some(found.operations.unwrap_or(0) + tested.unwrap_or(0));
        found.cases += report["test_cases"]["generated"].as_u64().unwrap_or_default();
    }
    let number = u64::try_from(reached.len())?;
    found.reached = Some(number);
    if found.operations.is_none_or(|all| number * 2 < all) {
        let why = "most operations were never called with success: is the credential good?";
        let (operation, code) = ("*".to_owned(), "unreached".to_owned());
        found.failures.push(Failure { operation, code, why: why.to_owned() });
    }
    Ok(found)
}

/// What a run says.
struct Heard<'a> {
    /// The operations that answered a call with success, by method and path.
    reached: &'a mut BTreeSet<(String, String)>,
    /// What failed, by operation and code.
    failures: BTreeMap<(String, String), String>,
}

/// Adds what the events of a run say of each call. Its report says the same, but of a row of calls not which one failed.
fn listen(events: &Path, heard: &mut Heard<'_>) -> anyhow::Result<()> {
    let file = File::open(events).with_context(|| events.display().to_string())?;
    for line in BufReader::new(file).lines() {
        let event: Json = serde_json::from_str(&line?)?;
        let record = &event["ScenarioFinished"]["recorder"];
        let operation = |id: &str| {
            let case = &record["cases"][id]["value"];
            Some((case["method"].as_str()?.to_owned(), case["path"].as_str()?.to_owned()))
        };
        for (id, call) in record["interactions"].as_object().into_iter().flatten() {
            let status = call["response"]["status_code"].as_u64().unwrap_or_default();
            heard.reached.extend(operation(id).filter(|_| matches!(status, 200..=299)));
        }
        for (id, checks) in record["checks"].as_object().into_iter().flatten() {
            let Some((method, path)) = operation(id) else { continue };
            for check in checks.as_array().into_iter().flatten() {
                let failure = &check["failure_info"]["failure"];
                if let Some(code) = failure["code"].as_str() {
                    let title = failure["title"].as_str().unwrap_or_default();
                    heard.fails(&format!("{method} {path}"), code, title);
                }
            }
        }
    }
    Ok(())
}

impl Heard<'_> {
    fn fails(&mut self, operation: &str, code: &str, why: &str) {
        self.failures.insert((operation.to_owned(), code.to_owned()), why.to_owned());
    }
}
