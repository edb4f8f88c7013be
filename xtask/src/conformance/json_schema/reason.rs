//! Works out why a verdict differs from that of the suite. `xtask/conformance/verdicts.py` validates the instance with
//! another implementation of JSON Schema against the schema as Counterpart reads it: once with its formats held to, once with
//! the types written out that its keywords imply.

use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context as _, bail};
use serde_json::{Value as Json, json};

use super::Differing;
use super::program::Verdict;
use crate::workspace::root;

/// A documented difference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reason {
    /// A `format` is held to.
    Format,
    /// A keyword without `type` is taken to imply one.
    ImpliedType,
}

/// Returns the reason for each of these verdicts. Only a refusal or an acceptance can have one.
pub(super) fn of(
    python: &Path,
    folder: &Path,
    differing: &[Differing<'_>],
) -> anyhow::Result<Vec<Option<Reason>>> {
    let (asked, answered) = (folder.join("differing.json"), folder.join("reasons.json"));
    let questions: Vec<Json> = differing
        .iter()
        .map(|(group, instance, verdict)| {
            let accepted = match verdict {
                Verdict::Accepted => Json::Bool(true),
                Verdict::Refused(_) => Json::Bool(false),
                _ => Json::Null,
            };
            json!({"schema": group.schema, "instance": instance.data, "accepted": accepted})
        })
        .collect();
    std::fs::write(&asked, Json::from(questions).to_string())?;
    let status = Command::new(python)
        .arg(root().join("xtask/conformance/verdicts.py"))
        .arg(&asked)
        .stdin(Stdio::null())
        .stdout(std::fs::File::create(&answered)?)
        .status()
        .with_context(|| python.display().to_string())?;
    if !status.success() {
        bail!("verdicts.py: {status}");
    }
    let answers: Vec<Option<String>> = serde_json::from_slice(&std::fs::read(&answered)?)?;
    let reasons = answers.into_iter().map(|answer| match answer.as_deref() {
        Some("format") => Some(Reason::Format),
        Some("type") => Some(Reason::ImpliedType),
        _ => None,
    });
    Ok(reasons.collect())
}
