//! Generates the packages of `generated/`: one for each document of `specs/`, a line about each.

use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context as _, bail};
use counterpart_generator::config::{Config, Package, Settings};
use counterpart_generator::diag::Diagnostics;
use counterpart_generator::source::Sources;
use counterpart_generator::{emit, plan, write};

use crate::{root, say, tell};

/// Generates, or with `check` compares. `false` when a document has errors or something is stale.
pub(crate) fn run(names: &[String], check: bool) -> anyhow::Result<bool> {
    let root = root();
    let specs = specs(&root, names)?;
    let width = specs.iter().map(|(name, _)| name.len()).max().unwrap_or_default();
    let mut well = true;
    let mut operations = 0;
    for (name, path) in &specs {
        let (fine, count) = one(&root, name, path, check, width)?;
        well &= fine;
        operations += count;
    }
    if specs.len() > 1 {
        tell(&format!("{:width$}  {operations:>4} operations", "all"));
    }
    Ok(well)
}

/// The documents with their names, in the order of their names.
fn specs(root: &Path, names: &[String]) -> anyhow::Result<Vec<(String, PathBuf)>> {
    let folder = root.join("specs");
    let mut found = Vec::new();
    for entry in std::fs::read_dir(&folder).with_context(|| folder.display().to_string())? {
        let path = entry?.path();
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let document = path.extension().is_some_and(|extension| extension == "yaml");
        if document && !name.starts_with('.') && (names.is_empty() || names.contains(&name)) {
            found.push((name, path));
        }
    }
    found.sort();
    if let Some(unknown) = names.iter().find(|name| !found.iter().any(|(known, _)| known == *name))
    {
        bail!("there is no document `specs/{unknown}.yaml`");
    }
    Ok(found)
}

/// One document; whether all went well, and the number of its operations.
fn one(
    root: &Path,
    name: &str,
    path: &Path,
    check: bool,
    width: usize,
) -> anyhow::Result<(bool, usize)> {
    let begun = Instant::now();
    let mut sources = Sources::open(path).with_context(|| path.display().to_string())?;
    let mut diagnostics = Diagnostics::new();
    let config = config(name);
    let plan = plan(&mut sources, &config, &mut diagnostics);
    let files = plan.as_ref().map(|plan| emit::emit(plan, &config));
    let findings = diagnostics.render(&sources, false);
    if !findings.is_empty() {
        say(findings.trim_end());
    }
    let (Some(plan), Some(files)) = (plan, files) else {
        say(&format!("{name}: nothing was generated: {}", diagnostics.summary()));
        return Ok((false, 0));
    };
    let folder = root.join("generated").join(name);
    let report = if check { write::check(files, &folder) } else { write::write(files, &folder) };
    let report = report.with_context(|| folder.display().to_string())?;
    let operations = plan.api.operations.len();
    let verb = if check { "stale" } else { "written" };
    tell(&format!(
        "{name:width$}  {operations:>4} operations  {:>4} schemas  {:>4} {verb}  {:>4} unchanged  {:>4} removed  {:>5} ms",
        plan.api.types.len(),
        report.written.len(),
        report.unchanged,
        report.removed.len(),
        begun.elapsed().as_millis(),
    ));
    if check && !report.is_fresh() {
        for path in report.written.iter().chain(&report.removed) {
            say(&format!("stale: generated/{name}/{path}"));
        }
        say(&format!("run `cargo xtask codegen {name}` and commit what it writes"));
        return Ok((false, operations));
    }
    Ok((true, operations))
}

/// How the project's own packages are generated.
pub(crate) fn config(name: &str) -> Config {
    Config {
        source: format!("specs/{name}.yaml"),
        command: "cargo xtask codegen".to_owned(),
        settings: Settings {
            package: Package {
                name: Some(format!("{name}-api")),
                workspace: true,
                ..Package::default()
            },
            ..Settings::default()
        },
        ..Config::default()
    }
}
