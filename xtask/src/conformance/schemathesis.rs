//! Schemathesis: every operation of a served API, with cases of the document's examples, of its bounds, at random, and one
//! after the other; all checks.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::Context as _;
use serde_json::Value as Json;

use super::server::Running;
use super::{Failure, Found, folder};
use crate::root;

/// Operations that end the session which the tool was given: they come last, in a run of their own.
const ENDS_SESSION: &[(&str, &[&str])] =
    &[("agents", &["logout", "logoutEverywhere", "revokeSession", "changePassword"])];

/// Tries an API.
pub(super) fn run(
    program: &Path,
    server: &Running,
    name: &str,
    cases: u32,
    seed: u32,
) -> anyhow::Result<Found> {
    let last = ENDS_SESSION.iter().find(|(api, _)| *api == name).map_or(&[][..], |(_, ids)| *ids);
    let mut runs = vec![last.iter().map(|id| format!("--exclude-operation-id={id}")).collect()];
    if !last.is_empty() {
        runs.push(last.iter().map(|id| format!("--include-operation-id={id}")).collect::<Vec<_>>());
    }
    let mut found = Found::default();
    for (index, filter) in runs.iter().enumerate() {
        let report = folder().join(format!("{name}-{index}.json"));
        let log = folder().join(format!("{name}-{index}.log"));
        // Only what this run writes may be read below.
        let _ = std::fs::remove_file(&report);
        let output = std::fs::File::create(&log).with_context(|| log.display().to_string())?;
        let status = Command::new(program)
            .arg("run")
            .arg(root().join(format!("specs/{name}.yaml")))
            .args(["--url", server.base(name)?])
            .args(["--header", &server.credential(name)?])
            .args(["--checks", "all", "--continue-on-failure", "--warnings", "off", "--no-color"])
            .args(["--max-examples", &cases.to_string(), "--seed", &seed.to_string()])
            .args(["--report", "json", "--report-json-path"])
            .arg(&report)
            .args(filter)
            .current_dir(folder())
            .stdout(Stdio::from(output.try_clone()?))
            .stderr(Stdio::from(output))
            .status()
            .with_context(|| program.display().to_string())?;
        let text = std::fs::read(&report)
            .with_context(|| format!("schemathesis: {status}, see {}", log.display()))?;
        read(&serde_json::from_slice(&text)?, &log, &mut found);
    }
    Ok(found)
}

/// Adds what a report says.
fn read(report: &Json, log: &Path, found: &mut Found) {
    found.cases += report["test_cases"]["generated"].as_u64().unwrap_or_default();
    let mut by_place: BTreeMap<(String, String), String> = BTreeMap::new();
    for failure in report["failures"].as_array().into_iter().flatten() {
        let code = failure["code"].as_str().unwrap_or("?").to_owned();
        let title = failure["title"].as_str().unwrap_or_default();
        for operation in failure["operations"].as_array().into_iter().flatten() {
            let operation = operation.as_str().unwrap_or("?").to_owned();
            by_place.insert((operation, code.clone()), format!("{title}; see {}", log.display()));
        }
    }
    for error in report["errors"].as_array().into_iter().flatten() {
        let operation = error["operation"].as_str().unwrap_or("*").to_owned();
        by_place.insert((operation, "error".to_owned()), error.to_string());
    }
    let failures = by_place.into_iter();
    found.failures.extend(failures.map(|((operation, code), why)| Failure {
        operation,
        code,
        why,
    }));
}
