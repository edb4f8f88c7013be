//! Tests the round-trip properties of a package: `decode(encode(x)) == x` for samples of every type and operation. A
//! small program beside the package links both the package and the generator, which makes the samples.

use std::fs;

use serde::Serialize;

use super::directory::{Directory, Package, write};
use super::find::Document;
use super::measure::{Usage, measure};
use crate::workspace::root;

/// The results of the round-trip properties.
#[derive(Debug, Serialize)]
pub(crate) struct Laws {
    /// Whether all of them hold.
    pub(crate) hold: bool,
    /// The beginning of the report about those that do not hold.
    pub(crate) report: String,
    /// Time and memory, to compile and to run.
    pub(crate) usage: Usage,
}

/// The most characters of a report to keep.
const LONGEST: usize = 6_000;

/// Compiles the program in the target directory `target`, and runs it.
pub(crate) fn run(
    document: &Document,
    directory: &Directory,
    package: &Package,
    target: &str,
) -> anyhow::Result<Laws> {
    let workspace = &package.workspace;
    let program = workspace.join("laws");
    fs::create_dir_all(program.join("src"))?;
    write(
        &workspace.join("Cargo.toml"),
        "[workspace]\nresolver = \"3\"\nmembers = [\"package\", \"laws\"]\n\n[profile.dev]\ndebug = false\n",
    )?;
    write(
        &program.join("Cargo.toml"),
        &format!(
            "[package]\nname = \"laws\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[dependencies]\n\
             api = {{ package = {:?}, path = \"../package\", default-features = false, features = [\"laws\"] }}\n\
             counterpart-tests = {{ path = {:?}, default-features = false }}\n",
            package.name,
            root().join("tests").display().to_string(),
        ),
    )?;
    write(
        &program.join("src/main.rs"),
        &format!(
            "//! The round-trip properties of a package.\n\nfn main() {{\n    \
             counterpart_tests::laws::of_file({:?}, &api::laws::types(), &api::laws::operations());\n}}\n",
            fs::canonicalize(&document.path)?.display().to_string(),
        ),
    )?;
    let command = ["cargo", "build", "--quiet", "--package=laws", "--target-dir", target];
    let command = command.map(str::to_owned);
    let (out, err) = (workspace.join("laws.out"), workspace.join("laws.err"));
    let build = measure(directory, &command, workspace, &out, &err)?;
    if !build.success {
        return Ok(Laws { hold: false, report: shortened(&fs::read(&err)?), usage: build });
    }
    let program = [format!("{target}/debug/laws")];
    let run = measure(directory, &program, workspace, &out, &err)?;
    Ok(Laws { hold: run.success, report: shortened(&fs::read(&err)?), usage: build.and(run) })
}

fn shortened(report: &[u8]) -> String {
    String::from_utf8_lossy(report).trim().chars().take(LONGEST).collect()
}
