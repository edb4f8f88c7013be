//! Generates the package of a document with the `counterpart` command, and reads the report that the command writes.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::Context as _;
use serde::{Deserialize, Serialize};

use super::directory::{self, Directory, Package};
use super::find::Document;
use super::measure::{Usage, measure};

/// The result of a generation.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Generation {
    /// Whether a package was generated.
    pub(crate) complete: bool,
    /// Whether the document was refused without `--keep-going` exactly if it has errors: exit code 1, and nothing written.
    pub(crate) refused_rightly: bool,
    #[serde(flatten)]
    pub(crate) report: Report,
    /// Lines of generated Rust.
    pub(crate) lines: usize,
    /// Time and memory.
    #[serde(rename = "generation")]
    pub(crate) usage: Usage,
}

/// The report of the `counterpart` command.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Report {
    /// Generated operations.
    pub(crate) operations: usize,
    /// Generated types.
    pub(crate) types: usize,
    /// Diagnostics that are errors.
    pub(crate) errors: usize,
    /// Diagnostics that are warnings.
    pub(crate) warnings: usize,
    /// Diagnostics that are notes.
    pub(crate) notes: usize,
    /// Parts of the document that were not generated.
    pub(crate) skipped: Vec<Skipped>,
    /// All diagnostics.
    pub(crate) findings: Vec<Finding>,
}

/// A part of the document that was not generated.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Skipped {
    /// `operation` or `schema`.
    pub(crate) kind: String,
    /// Its JSON pointer.
    pub(crate) pointer: String,
    /// Why it was not generated.
    pub(crate) reason: String,
}

/// A diagnostic.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Finding {
    pub(crate) code: String,
    /// The JSON pointer in its file, if it is about a part of a document.
    pub(crate) pointer: Option<String>,
    pub(crate) message: String,
}

/// Generates the package of `document`. Operations that need a faulty part are left out.
pub(crate) fn run(
    document: &Document,
    directory: &Directory,
    package: &Package,
) -> anyhow::Result<Generation> {
    let report = package.workspace.join("report.json");
    // The report of an earlier run must not be read as this one's.
    let _ = fs::remove_file(&report);
    let text = |path: &Path| path.display().to_string();
    let path = fs::canonicalize(&document.path)?;
    let command = [
        text(&directory.counterpart()),
        "generate".to_owned(),
        text(&path),
        "--no-config".to_owned(),
        "--out".to_owned(),
        text(&package.directory),
        "--name".to_owned(),
        package.name.clone(),
        "--wire-path".to_owned(),
        directory::wire(),
        "--report".to_owned(),
        text(&report),
        "--keep-going".to_owned(),
    ];
    let logs = &package.workspace;
    let (out, err) = (logs.join("generate.out"), logs.join("generate.err"));
    let usage = measure(directory, &command, logs, &out, &err)?;
    let report = match fs::read_to_string(&report) {
        Ok(text) => serde_json::from_str(&text).context("the report of `counterpart generate`")?,
        Err(_) => Report::default(),
    };
    let complete = usage.success;
    let lines = if complete { lines(&package.directory.join("src"))? } else { 0 };
    let refused_rightly = report.errors == 0 || is_refused(&path, directory, package)?;
    Ok(Generation { complete, refused_rightly, report, lines, usage })
}

/// Whether a document with errors is refused: exit code 1, and nothing is written.
fn is_refused(document: &Path, directory: &Directory, package: &Package) -> anyhow::Result<bool> {
    let out = package.workspace.join("refused");
    let _ = fs::remove_dir_all(&out);
    let output = Command::new(directory.counterpart())
        .args(["generate", "--no-config", "--out"])
        .arg(&out)
        .arg(document)
        .output()?;
    Ok(output.status.code() == Some(1) && !out.exists())
}

/// Counts the lines of the Rust files below a directory.
fn lines(directory: &Path) -> anyhow::Result<usize> {
    let mut sum = 0;
    for entry in fs::read_dir(directory)? {
        let path = entry?.path();
        if path.is_dir() {
            sum += lines(&path)?;
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            sum += fs::read_to_string(&path)?.lines().count();
        }
    }
    Ok(sum)
}
