//! Published client packages of vendors: runs the steps of `xtask/conformance/packages.py` against the reference server.

use std::fs::File;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use anyhow::{Context as _, bail};

use super::programs::Programs;
use super::server::{KEY, Running};
use super::{Found, folder, report};
use crate::process;
use crate::workspace::root;

/// The APIs whose vendor publishes a client package.
const APIS: [&str; 3] = ["arcee", "archetype", "inference"];

/// The time limit for all steps of a package.
const STEPS: Duration = Duration::from_mins(10);

/// Runs the steps of an API. Returns `None` if it has no client package.
pub(super) fn run(python: &Path, programs: &Programs, name: &str) -> anyhow::Result<Option<Found>> {
    if !APIS.contains(&name) {
        return Ok(None);
    }
    let server = Running::start(programs, name)?;
    let (output, log) = (format!("packages-{name}.json"), format!("packages-{name}.log"));
    let (output, log) = (folder()?.join(output), folder()?.join(log));
    let mut steps = Command::new(python);
    steps
        .arg(root().join("xtask/conformance/packages.py"))
        .args([name, server.base(), KEY])
        .stdout(File::create(&output).with_context(|| output.display().to_string())?)
        .stderr(File::create(&log).with_context(|| log.display().to_string())?);
    let status = process::run(&mut steps, STEPS)?;
    if !status.success() {
        bail!("packages.py: {status}, see {}", log.display());
    }
    report::read(&output).map(Some)
}
