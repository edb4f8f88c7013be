//! `cargo xtask codegen`: generates the packages of `generated/`, one for each document of `specs/`, and prints a line about
//! each.

use std::process::ExitCode;
use std::time::Instant;

use anyhow::{Context as _, ensure};
use counterpart_generator::diag::Diagnostics;
use counterpart_generator::source::Sources;
use counterpart_generator::{emit, plan, write};
use counterpart_stages::document::{Spec, config, root, specs};

/// The flag that compares instead of writing.
const CHECK: &str = "--check";

fn main() -> ExitCode {
    let mut names: Vec<String> = std::env::args().skip(1).collect();
    let is_check = names.iter().any(|name| name == CHECK);
    names.retain(|name| name != CHECK);
    match run(&names, is_check) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(error) => {
            eprint_line(&format!("error: {error:#}"));
            ExitCode::from(2)
        }
    }
}

/// Generates the packages, or compares them. Returns `false` if a document has errors or a file is out of date.
fn run(names: &[String], is_check: bool) -> anyhow::Result<bool> {
    let specs = select(specs(), names)?;
    let width = specs.iter().map(|spec| spec.name.len()).max().unwrap_or_default();
    let mut is_good = true;
    let mut operations = 0;
    for spec in &specs {
        match generate(spec, is_check, width)? {
            Some(count) => operations += count,
            None => is_good = false,
        }
    }
    if specs.len() > 1 {
        print_line(&format!("{:width$}  {operations:>4} operations", "all"));
    }
    Ok(is_good)
}

/// The documents with these names, or all if there is no name.
fn select(specs: Vec<Spec>, names: &[String]) -> anyhow::Result<Vec<Spec>> {
    let known: Vec<&str> = specs.iter().map(|spec| spec.name.as_str()).collect();
    for name in names {
        ensure!(
            known.contains(&name.as_str()),
            "there is no document `specs/{name}.yaml`; the documents are {}",
            known.join(", ")
        );
    }
    let is_selected = |spec: &Spec| names.is_empty() || names.contains(&spec.name);
    Ok(specs.into_iter().filter(is_selected).collect())
}

/// Generates one package, or compares it. Returns the number of its operations, or `None` if it failed.
fn generate(spec: &Spec, is_check: bool, width: usize) -> anyhow::Result<Option<usize>> {
    let begun = Instant::now();
    let name = &spec.name;
    let mut sources = Sources::open(&spec.path).with_context(|| spec.path.display().to_string())?;
    let mut diagnostics = Diagnostics::new();
    let config = config(name);
    let plan = plan(&mut sources, &config, &mut diagnostics);
    let files = plan.as_ref().map(|plan| emit::emit(plan, &config));
    let report = diagnostics.render(&sources, false);
    if !report.is_empty() {
        eprint_line(report.trim_end());
    }
    let (Some(plan), Some(files)) = (plan, files) else {
        eprint_line(&format!("{name}: nothing was generated: {}", diagnostics.summary()));
        return Ok(None);
    };
    let folder = root().join("generated").join(name);
    let written =
        if is_check { write::check(files, &folder) } else { write::write(files, &folder) };
    let written = written.with_context(|| folder.display().to_string())?;
    let operations = plan.api.operations.len();
    print_line(&format!(
        "{name:width$}  {operations:>4} operations  {:>4} schemas  {:>4} {}  {:>4} unchanged  {:>4} removed  {:>5} ms",
        plan.api.types.len(),
        written.written.len(),
        if is_check { "out of date" } else { "written" },
        written.unchanged,
        written.removed.len(),
        begun.elapsed().as_millis(),
    ));
    if is_check && !written.is_fresh() {
        for path in written.written.iter().chain(&written.removed) {
            eprint_line(&format!("out of date: generated/{name}/{path}"));
        }
        eprint_line(&format!("run `cargo xtask codegen {name}` and commit the result"));
        return Ok(None);
    }
    Ok(Some(operations))
}

#[allow(clippy::print_stdout)] // the result of the command
fn print_line(line: &str) {
    println!("{line}");
}

#[allow(clippy::print_stderr)] // errors and diagnostics
fn eprint_line(line: &str) {
    eprintln!("{line}");
}
