//! Schemathesis: tests every operation of a served API with the examples of the document, boundary values, random values and
//! sequences of calls, and runs all its checks.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use anyhow::{Context as _, bail};
use serde_json::Value as Json;

use super::programs::Programs;
use super::server::Running;
use super::{ConformanceOptions, Failure, Found, folder};
use crate::process;
use crate::workspace::root;

/// Operations that end the caller's session. Each is tested in a run of its own, with its own session.
const ENDS_SESSION: &[(&str, &[&str])] = &[
    ("agents", &["logout", "logoutEverywhere", "revokeSession", "changePassword", "resetPassword"]),
    ("arcee", &["deleteToken"]),
];

/// The time limit for all cases of a document.
const CASES: Duration = Duration::from_mins(30);

/// Tests an API.
pub(super) fn run(
    program: &Path,
    programs: &Programs,
    name: &str,
    options: &ConformanceOptions,
) -> anyhow::Result<Found> {
    let server = Running::start(programs, name)?;
    // Schemathesis writes files to its current directory.
    let place = folder()?.join("run");
    let _ = std::fs::remove_dir_all(&place);
    std::fs::create_dir_all(&place).with_context(|| place.display().to_string())?;
    let alone = ENDS_SESSION.iter().find(|(api, _)| *api == name).map_or(&[][..], |(_, ids)| *ids);
    let most = alone.iter().map(|id| format!("--exclude-operation-id={id}")).collect();
    let alone = alone.iter().map(|id| vec![format!("--include-operation-id={id}")]);
    let mut found = Found::default();
    let mut reached = BTreeSet::new();
    for (index, filter) in [most].into_iter().chain(alone).enumerate() {
        let report = folder()?.join(format!("{name}-{index}.json"));
        let log = folder()?.join(format!("{name}-{index}.log"));
        let events = place.join("events.ndjson");
        // Files of an earlier run must not be read below.
        let _ = (std::fs::remove_file(&report), std::fs::remove_file(&events));
        let output = File::create(&log).with_context(|| log.display().to_string())?;
        let mut command = Command::new(program);
        command
            .arg("run")
            .arg(root().join(format!("specs/{name}.yaml")))
            .args(["--url", server.base(), "--header", &server.credential(programs, index)?])
            .args(["--checks", "all", "--continue-on-failure", "--warnings", "off", "--no-color"])
            .args([
                "--max-examples",
                &options.cases.to_string(),
                "--seed",
                &options.seed.to_string(),
            ])
            // The results must not depend on earlier runs or on the speed of the machine.
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
            bail!("schemathesis did not finish, see {}", log.display());
        }
        let mut results = Results { reached: &mut reached, failures: BTreeMap::new() };
        results.read(&events)?;
        for error in report["errors"].as_array().into_iter().flatten() {
            results.fail(error["operation"].as_str().unwrap_or("*"), "error", &error.to_string());
        }
        let failures = results.failures.into_iter();
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
        let why = "fewer than half of the operations answered with success: check the credential";
        let (operation, code) = ("*".to_owned(), "unreached".to_owned());
        found.failures.push(Failure { operation, code, why: why.to_owned() });
    }
    Ok(found)
}

/// The results of a run.
struct Results<'a> {
    /// Method and path of the operations that answered with success.
    reached: &'a mut BTreeSet<(String, String)>,
    /// The messages of failures, by operation and code.
    failures: BTreeMap<(String, String), String>,
}

impl Results<'_> {
    /// Adds the results of the events of a run. The report has the same failures, but does not say which call of a sequence
    /// failed.
    fn read(&mut self, events: &Path) -> anyhow::Result<()> {
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
                self.reached.extend(operation(id).filter(|_| matches!(status, 200..=299)));
            }
            for (id, checks) in record["checks"].as_object().into_iter().flatten() {
                let Some((method, path)) = operation(id) else { continue };
                for check in checks.as_array().into_iter().flatten() {
                    let failure = &check["failure_info"]["failure"];
                    if let Some(code) = failure["code"].as_str() {
                        let title = failure["title"].as_str().unwrap_or_default();
                        self.fail(&format!("{method} {path}"), code, title);
                    }
                }
            }
        }
        Ok(())
    }

    fn fail(&mut self, operation: &str, code: &str, why: &str) {
        self.failures.insert((operation.to_owned(), code.to_owned()), why.to_owned());
    }
}
