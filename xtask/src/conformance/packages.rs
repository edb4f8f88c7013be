//! Client packages that vendors published, unchanged: the steps of `xtask/conformance/packages.py`, each one use of a package.

use std::fs::File;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use anyhow::{Context as _, bail};

use super::programs::Programs;
use super::server::{KEY, Running};
use super::{Found, folder, process, report};
use crate::root;

/// The APIs that have such a package.
const HAVE: [&str; 3] = ["arcee", "archetype", "inference"];

/// The time for all steps of a package.
const STEPS: Duration = Duration::from_mins(10);

/// Uses the package of an API; `None` when there is none.
pub(super) fn run(python: &Path, programs: &Programs, name: &str) -> anyhow::Result<Option<Found>> {
    if !HAVE.contains(&name) {
        return Ok(None);
    }
    let server = Running::start(programs, name)?;
    let (told, log) = (format!("packages-{name}.json"), format!("packages-{name}.log"));
    let (told, log) = (folder().join(told), folder().join(log));
    let mut steps = Command::new(python);
    steps
        .arg(root().join("xtask/conformance/packages.py"))
        .args([name, server.base(), KEY])
        .stdout(File::create(&told).with_context(|| told.display().to_string())?)
        .stderr(File::create(&log).with_context(|| log.display().to_string())?);
    let status = process::run(&mut steps, STEPS)?;
    if !status.success() {
        bail!("packages.py: {status}, see {}", log.display());
    }
    report::read(&told).map(Some)
}
