//! The laws of a package: `decode(encode(x)) == x` for samples of each of its types and operations. A small program
//! beside the package has both, the document's plan, which the samples are made of, and the package.

use std::fs;

use serde::Serialize;

use super::find::Found;
use super::measure::{Taken, measured};
use super::room::{Package, Room, write};
use crate::root;

/// Whether the laws hold.
#[derive(Debug, Serialize)]
pub(crate) struct Laws {
    pub(crate) hold: bool,
    /// What does not hold, the first few.
    pub(crate) told: String,
    /// What it took to compile and to run.
    pub(crate) taken: Taken,
}

/// What is kept of a long report.
const TOLD: usize = 6_000;

/// Compiles the program in the folder `target`, and runs it.
pub(crate) fn run(
    document: &Found,
    room: &Room,
    package: &Package,
    target: &str,
) -> anyhow::Result<Laws> {
    let folder = package.notes.join("laws");
    fs::create_dir_all(folder.join("src"))?;
    write(
        &package.notes.join("Cargo.toml"),
        "[workspace]\nresolver = \"3\"\nmembers = [\"package\", \"laws\"]\n\n[profile.dev]\ndebug = false\n",
    )?;
    write(
        &folder.join("Cargo.toml"),
        &format!(
            "[package]\nname = \"laws\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[dependencies]\n\
             api = {{ package = {:?}, path = \"../package\", default-features = false, features = [\"laws\"] }}\n\
             counterpart-tests = {{ path = {:?}, default-features = false }}\n",
            package.name,
            root().join("tests").display().to_string(),
        ),
    )?;
    write(
        &folder.join("src/main.rs"),
        &format!(
            "//! The laws of a package.\n\nfn main() {{\n    \
             counterpart_tests::laws::of_file({:?}, &api::laws::types(), &api::laws::operations());\n}}\n",
            fs::canonicalize(&document.path)?.display().to_string(),
        ),
    )?;
    let command = ["cargo", "build", "--quiet", "--package=laws", "--target-dir", target];
    let command = command.map(str::to_owned);
    let (out, err) = (package.notes.join("laws.out"), package.notes.join("laws.err"));
    let built = measured(&room.between(), &command, &package.notes, &out, &err)?;
    if !built.success {
        return Ok(Laws { hold: false, told: told(&fs::read(&err)?), taken: built });
    }
    let program = [format!("{target}/debug/laws")];
    let ran = measured(&room.between(), &program, &package.notes, &out, &err)?;
    Ok(Laws { hold: ran.success, told: told(&fs::read(&err)?), taken: built.and(ran) })
}

fn told(report: &[u8]) -> String {
    String::from_utf8_lossy(report).trim().chars().take(TOLD).collect()
}
