//! Makes today's output of the golden tests the expected one, and names the goldens that became others.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Context as _;

use crate::{root, say, tell};

/// Runs the golden tests with `UPDATE_EXPECT=1`. `false` when one fails all the same.
pub(crate) fn run() -> anyhow::Result<bool> {
    let root = root();
    let cases = root.join("tests/cases");
    let before = texts(&cases)?;
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let status = Command::new(cargo)
        .current_dir(&root)
        .env("UPDATE_EXPECT", "1")
        .args(["test", "--quiet", "--package", "counterpart-tests", "--test", "cases"])
        .status()
        .context("cargo")?;
    let after = texts(&cases)?;
    let mut changed = 0;
    for path in before.keys().chain(after.keys().filter(|path| !before.contains_key(*path))) {
        let verb = match (before.get(path), after.get(path)) {
            (Some(before), Some(after)) if before == after => continue,
            (Some(_), Some(_)) => "changed",
            (None, _) => "new",
            (_, None) => "removed",
        };
        changed += 1;
        tell(&format!("{verb:8} {}", path.strip_prefix(&root).unwrap_or(path).display()));
    }
    let goldens = if changed == 1 { "golden" } else { "goldens" };
    tell(&format!("{changed} {goldens} changed: read each one before it is committed"));
    if !status.success() {
        say("a golden test fails whatever is expected: see above");
    }
    Ok(status.success())
}

/// Every file below a folder.
fn texts(folder: &Path) -> anyhow::Result<BTreeMap<PathBuf, Vec<u8>>> {
    let mut found = BTreeMap::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(folder) = waiting.pop() {
        for entry in fs::read_dir(&folder).with_context(|| folder.display().to_string())? {
            let path = entry?.path();
            if path.is_dir() {
                waiting.push(path);
            } else {
                let text = fs::read(&path).with_context(|| path.display().to_string())?;
                found.insert(path, text);
            }
        }
    }
    Ok(found)
}
