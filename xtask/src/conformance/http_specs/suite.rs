//! Installs the suite, the TypeSpec compiler and the OpenAPI emitter from npm, and compiles the scenarios to documents.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context as _, ensure};
use serde::Deserialize;

use crate::conformance::tools;
use crate::output::eprint_line;
use crate::process;
use crate::workspace::root;

/// What is installed. The suite needs a newer Node.js than the other tools, so it brings its own.
const PACKAGES: [&str; 15] = [
    "node@22.23.3",
    "@typespec/compiler@1.16.0",
    "@typespec/events@0.86.0",
    "@typespec/http@1.16.0",
    "@typespec/http-specs@0.1.0-alpha.43",
    "@typespec/json-schema@1.16.0",
    "@typespec/openapi@1.16.0",
    "@typespec/openapi3@1.16.0",
    "@typespec/rest@0.86.0",
    "@typespec/spec-api@0.1.0-alpha.17",
    "@typespec/spector@0.1.0-alpha.29",
    "@typespec/sse@0.86.0",
    "@typespec/streams@0.86.0",
    "@typespec/versioning@0.86.0",
    "@typespec/xml@0.86.0",
];
/// The scripts, which are copied beside the packages that they use.
const SCRIPTS: [&str; 4] = ["emit.mjs", "replay.mjs", "request.mjs", "compare.mjs"];
/// Where the scripts are.
const FOLDER: &str = "xtask/conformance/http-specs";

/// The time limit for compiling all scenarios.
const COMPILE: Duration = Duration::from_mins(20);

/// The suite.
#[derive(Debug)]
pub(super) struct Suite {
    /// The program `node`.
    pub(super) node: PathBuf,
    pub(super) documents: Vec<Document>,
}

/// A document that the emitter wrote.
#[derive(Debug, Deserialize)]
pub(super) struct Document {
    /// The folder of its scenario in the suite.
    pub(super) scenario: String,
    /// The version of OpenAPI.
    pub(super) openapi: String,
    /// The version of its API.
    pub(super) version: String,
    /// The path of its server.
    pub(super) base: String,
    /// The path of its file.
    pub(super) path: PathBuf,
}

/// What the script `emit.mjs` writes.
#[derive(Debug, Deserialize)]
struct Emitted {
    documents: Vec<Document>,
}

/// Installs what is missing, and compiles the scenarios if that was not done before.
pub(super) fn prepare(folder: &Path) -> anyhow::Result<Suite> {
    std::fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
    let (installed, list) = (folder.join("installed.txt"), PACKAGES.join("\n"));
    let documents = folder.join("documents.json");
    if std::fs::read_to_string(&installed).ok().as_ref() != Some(&list) {
        eprint_line("installing http-specs and the TypeSpec compiler from npm");
        for old in ["node_modules", "package.json", "package-lock.json"] {
            let old = folder.join(old);
            let _ = std::fs::remove_dir_all(&old);
            let _ = std::fs::remove_file(&old);
        }
        tools::npm(folder, &PACKAGES)?;
        std::fs::write(&installed, list)?;
        let _ = std::fs::remove_file(&documents);
    }
    for script in SCRIPTS {
        let (copy, text) =
            (folder.join(script), std::fs::read(root().join(FOLDER).join(script)).context(script)?);
        if std::fs::read(&copy).ok().as_ref() != Some(&text) {
            std::fs::write(&copy, text)?;
            if script == "emit.mjs" {
                let _ = std::fs::remove_file(&documents);
            }
        }
    }
    let node = folder.join("node_modules/.bin/node");
    if !documents.is_file() {
        eprint_line("compiling the scenarios of http-specs");
        let mut emit = Command::new(&node);
        let status = process::run(emit.arg(folder.join("emit.mjs")).current_dir(folder), COMPILE)?;
        ensure!(status.success(), "emit.mjs: {status}");
    }
    let text = std::fs::read(&documents).with_context(|| documents.display().to_string())?;
    let emitted: Emitted = serde_json::from_slice(&text).context("documents.json")?;
    Ok(Suite { node, documents: emitted.documents })
}
