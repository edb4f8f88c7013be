//! `cargo check` of a package, both ends together: what the compiler says, and what it took.

use std::fs;

use serde::Serialize;
use serde_json::Value as Json;

use super::measure::{Taken, measured};
use super::room::{Package, Room};

/// What the compiler says.
#[derive(Debug, Serialize)]
pub(crate) struct Checked {
    pub(crate) errors: usize,
    pub(crate) warnings: usize,
    /// The first ones of each, with their places.
    pub(crate) samples: Vec<String>,
    /// What it took, dependencies apart.
    pub(crate) taken: Taken,
}

/// How many samples are kept.
const SAMPLES: usize = 12;

/// Checks `package` in the folder `target`.
pub(crate) fn run(room: &Room, package: &Package, target: &str) -> anyhow::Result<Checked> {
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
    let (out, err) = (package.notes.join("check.json"), package.notes.join("check.err"));
    let taken = measured(&room.between(), &command, &package.notes, &out, &err)?;
    let mut checked = Checked { errors: 0, warnings: 0, samples: Vec::new(), taken };
    for line in fs::read_to_string(&out)?.lines() {
        let Ok(message) = serde_json::from_str::<Json>(line) else { continue };
        checked.take(&message);
    }
    if !taken.success && checked.errors == 0 {
        checked.errors = 1;
        checked.samples.push(fs::read_to_string(&err)?.trim().to_owned());
    }
    Ok(checked)
}

impl Checked {
    fn take(&mut self, message: &Json) {
        let Some(message) = message.get("message") else { return };
        let text = |key| message.get(key).and_then(Json::as_str).unwrap_or_default();
        let spans = message.get("spans").and_then(Json::as_array).map_or(0, Vec::len);
        let level = text("level");
        // The compiler's own summary has no place.
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
