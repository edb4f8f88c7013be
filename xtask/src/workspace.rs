//! Where the workspace is, where Cargo puts what it builds, and how Cargo is called. No other file knows the target
//! directory.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use anyhow::{Context as _, ensure};
use serde::Deserialize;
use serde_json::Value as Json;

/// The root directory of the workspace.
pub(crate) fn root() -> PathBuf {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    package.parent().unwrap_or(package).to_owned()
}

/// The target directory as Cargo itself reports it, with `CARGO_TARGET_DIR` and `build.target-dir` taken into account.
pub(crate) fn target() -> anyhow::Result<&'static Path> {
    static FOUND: OnceLock<PathBuf> = OnceLock::new();
    if let Some(found) = FOUND.get() {
        return Ok(found);
    }
    let found = ask_cargo()?;
    Ok(FOUND.get_or_init(|| found))
}

/// The part of `cargo metadata` that is read.
#[derive(Debug, Deserialize)]
struct Metadata {
    target_directory: PathBuf,
}

fn ask_cargo() -> anyhow::Result<PathBuf> {
    // It runs where the caller is: a relative path in the variable starts there.
    let output = Command::new(program())
        .args(["metadata", "--no-deps", "--offline", "--format-version", "1", "--manifest-path"])
        .arg(root().join("Cargo.toml"))
        .stderr(Stdio::inherit())
        .output()
        .context("cannot run cargo")?;
    ensure!(output.status.success(), "`cargo metadata`: {}", output.status);
    let metadata: Metadata = serde_json::from_slice(&output.stdout)
        .context("cannot read the output of `cargo metadata`")?;
    Ok(metadata.target_directory)
}

/// A call of Cargo at the root of the workspace, with the same target directory as this process.
pub(crate) fn cargo() -> anyhow::Result<Command> {
    let mut command = Command::new(program());
    let (root, target) = (root(), target()?);
    if target != root.join("target") {
        // Said as an absolute path: a relative one would start at another directory there.
        command.env("CARGO_TARGET_DIR", target);
    }
    command.current_dir(root);
    Ok(command)
}

/// Builds with these arguments of `cargo build`, and returns the path of each program by its name.
pub(crate) fn build(arguments: &[&str]) -> anyhow::Result<BTreeMap<String, PathBuf>> {
    let output = cargo()?
        .args(["build", "--quiet", "--message-format=json-render-diagnostics"])
        .args(arguments)
        .stderr(Stdio::inherit())
        .output()
        .context("cannot run cargo")?;
    ensure!(output.status.success(), "`cargo build {}`: {}", arguments.join(" "), output.status);
    let text = String::from_utf8_lossy(&output.stdout);
    let messages = text.lines().filter_map(|line| serde_json::from_str::<Json>(line).ok());
    let programs = messages.filter_map(|message| {
        let (name, path) = (&message["target"]["name"], &message["executable"]);
        Some((name.as_str()?.to_owned(), path.as_str()?.into()))
    });
    Ok(programs.collect())
}

/// The Cargo that runs this command.
pub(crate) fn program() -> OsString {
    std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}
