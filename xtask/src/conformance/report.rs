//! The JSON report of `caller` and `packages.py`: the number of cases, and the failures.

use std::path::Path;

use anyhow::Context as _;
use serde_json::Value as Json;

use super::{Failure, Found};

/// Reads a report.
pub(super) fn read(path: &Path) -> anyhow::Result<Found> {
    let read = std::fs::read(path).with_context(|| path.display().to_string())?;
    let report: Json = serde_json::from_slice(&read).with_context(|| path.display().to_string())?;
    let text = |failure: &Json, key: &str| failure[key].as_str().unwrap_or("?").to_owned();
    let failures = report["failures"].as_array().into_iter().flatten().map(|failure| Failure {
        operation: text(failure, "operation"),
        code: text(failure, "code"),
        why: text(failure, "why"),
    });
    let (operations, cases) = (report["operations"].as_u64(), report["cases"].as_u64());
    let cases = cases.context("the report has no `cases`")?;
    Ok(Found { operations, reached: None, cases, failures: failures.collect() })
}
