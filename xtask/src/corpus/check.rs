//! Checks a package with `cargo check`, client and server together: what the compiler reports, and the time and memory
//! that it used.

use std::fs;

use serde::Serialize;
use serde_json::Value as Json;

use super::directory::{Directory, Package};
use super::measure::{Usage, measure};

/// What the compiler reports.
#[derive(Debug, Serialize)]
pub(crate) struct Checked {
    pub(crate) errors: usize,
    pub(crate) warnings: usize,
    /// The first errors and warnings, as the compiler prints them.
    pub(crate) samples: Vec<String>,
    /// Time and memory, without dependencies.
    pub(crate) usage: Usage,
}

/// The number of samples to keep.
const SAMPLES: usize = 12;

/// Checks a package in the target directory `target`.
pub(crate) fn run(
    directory: &Directory,
    package: &Package,
    target: &str,
) -> anyhow::Result<Checked> {
    let command: Vec<String> = [
        "cargo",
        "check",
        "--quiet",
        "--message-format=json",
        "--package",
        &package.name,
        "--no-default-features",
        "--features=client,server",
        "--target-dir",
        target,
    ]
    .map(str::to_owned)
    .to_vec();
    let (out, err) = (package.workspace.join("check.json"), package.workspace.join("check.err"));
    let usage = measure(directory, &command, &package.workspace, &out, &err)?;
    let mut checked = Checked { errors: 0, warnings: 0, samples: Vec::new(), usage };
    for line in fs::read_to_string(&out)?.lines() {
        let Ok(message) = serde_json::from_str::<Json>(line) else { continue };
        checked.count(&message);
    }
    if !usage.success && checked.errors == 0 {
        checked.errors = 1;
        checked.samples.push(fs::read_to_string(&err)?.trim().to_owned());
    }
    Ok(checked)
}

impl Checked {
    fn count(&mut self, message: &Json) {
        let Some(message) = message.get("message") else { return };
        let text = |key| message.get(key).and_then(Json::as_str).unwrap_or_default();
        let spans = message.get("spans").and_then(Json::as_array).map_or(0, Vec::len);
        let level = text("level");
        // The summary at the end has no span.
        if spans == 0
            && !level.starts_with("error: internal")
            && text("message").contains("emitted")
            || text("message").starts_with("aborting due to")
        {
            return;
        }
        match level {
            "warning" => self.warnings += 1,
            "error" | "error: internal compiler error" => self.errors += 1,
            _ => return,
        }
        if self.samples.len() < SAMPLES {
            self.samples.push(text("rendered").trim().to_owned());
        }
    }
}
