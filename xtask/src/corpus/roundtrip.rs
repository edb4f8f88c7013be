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
pub(crate) struct RoundTrip {
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
) -> anyhow::Result<RoundTrip> {
    let workspace = &package.workspace;
    let program = workspace.join("roundtrip");
    fs::create_dir_all(program.join("src"))?;
    write(
        &workspace.join("Cargo.toml"),
        "[workspace]\nresolver = \"3\"\nmembers = [\"package\", \"roundtrip\"]\n\n[profile.dev]\ndebug = false\n",
    )?;
    write(
        &program.join("Cargo.toml"),
        &format!(
            "[package]\nname = \"roundtrip\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[dependencies]\n\
             api = {{ package = {:?}, path = \"../package\", default-features = false, features = [\"roundtrip\"] }}\n\
             counterpart-tests = {{ path = {:?}, default-features = false }}\n",
            package.name,
            root().join("tests").display().to_string(),
        ),
    )?;
    write(
        &program.join("src/main.rs"),
        &format!(
            "//! The round-trip properties of a package.\n\nfn main() {{\n    \
             counterpart_tests::roundtrip::of_file({:?}, &api::roundtrip::types(), &api::roundtrip::operations());\n}}\n",
            fs::canonicalize(&document.path)?.display().to_string(),
        ),
    )?;
    let command = ["cargo", "build", "--quiet", "--package=roundtrip", "--target-dir", target];
    let command = command.map(str::to_owned);
    let (out, err) = (workspace.join("roundtrip.out"), workspace.join("roundtrip.err"));
    let build = measure(directory, &command, workspace, &out, &err)?;
    if !build.success {
        return Ok(RoundTrip { hold: false, report: shortened(&fs::read(&err)?), usage: build });
    }
    let program = [format!("{target}/debug/roundtrip")];
    let run = measure(directory, &program, workspace, &out, &err)?;
    Ok(RoundTrip { hold: run.success, report: shortened(&fs::read(&err)?), usage: build.and(run) })
}

fn shortened(report: &[u8]) -> String {
    String::from_utf8_lossy(report).trim().chars().take(LONGEST).collect()
}
