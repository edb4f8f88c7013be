//! Accepts the current output of the golden tests as the expected output, and lists the golden files that changed.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use anyhow::{Context as _, ensure};
use clap::ValueEnum as _;

use crate::output::{eprint_line, print_line};
use crate::stage::Stage;
use crate::test::unit_tests;
use crate::workspace::root;

/// The filters for all golden tests. The second is the JSON Schema of `counterpart.toml` in `docs/`.
const ALL: [&str; 2] = ["goldens::", "settings::the_schema"];

/// Runs the golden tests of these stages, or of all, with `UPDATE_EXPECT=1`. Returns `false` if a test fails even so.
pub(crate) fn run(stages: &[Stage]) -> anyhow::Result<bool> {
    let filters = filters(stages)?;
    let before = golden_files()?;
    let passed = unit_tests(&filters, true)?;
    let after = golden_files()?;
    let root = root();
    let mut changed = 0;
    for path in before.keys().chain(after.keys().filter(|path| !before.contains_key(*path))) {
        let verb = match (before.get(path), after.get(path)) {
            (Some(before), Some(after)) if before == after => continue,
            (Some(_), Some(_)) => "changed",
            (None, _) => "new",
            (_, None) => "removed",
        };
        changed += 1;
        print_line(&format!("{verb:8} {}", path.strip_prefix(&root).unwrap_or(path).display()));
    }
    match changed {
        0 => print_line("no golden file changed"),
        1 => print_line("1 golden file changed: review it before you commit it"),
        _ => print_line(&format!(
            "{changed} golden files changed: review them before you commit them"
        )),
    }
    if !passed {
        eprint_line("a golden test fails for another reason than its expected output, see above");
    }
    Ok(passed)
}

fn filters(stages: &[Stage]) -> anyhow::Result<Vec<&'static str>> {
    if stages.is_empty() {
        return Ok(ALL.to_vec());
    }
    let mut filters = Vec::new();
    for stage in stages {
        let goldens = stage.tests().goldens;
        ensure!(
            !goldens.is_empty(),
            "the stage `{}` has no golden files; the stages with golden files are {}",
            stage.name(),
            Stage::value_variants()
                .iter()
                .filter(|stage| !stage.tests().goldens.is_empty())
                .map(|stage| stage.name())
                .collect::<Vec<_>>()
                .join(", ")
        );
        filters.extend_from_slice(goldens);
    }
    Ok(filters)
}

/// Every file of `tests/cases/` and `docs/`, with its content.
fn golden_files() -> anyhow::Result<BTreeMap<PathBuf, Vec<u8>>> {
    let mut found = BTreeMap::new();
    let mut waiting = vec![root().join("tests/cases"), root().join("docs")];
    while let Some(folder) = waiting.pop() {
        for entry in fs::read_dir(&folder).with_context(|| folder.display().to_string())? {
            let path = entry?.path();
            if path.is_dir() {
                waiting.push(path);
            } else {
                let content = fs::read(&path).with_context(|| path.display().to_string())?;
                found.insert(path, content);
            }
        }
    }
    Ok(found)
}
