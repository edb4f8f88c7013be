//! The `counterpart` command: reads a document, generates or checks, says what was found.

mod args;

use std::io::{self, IsTerminal as _, Write as _};
use std::path::Path;
use std::process::ExitCode;

use args::{Args, Command, Deny, Reach};
use clap::Parser as _;
use counterpart_generator::config::{Config, Wire};
use counterpart_generator::diag::{Diagnostics, codes};
use counterpart_generator::emit::emit;
use counterpart_generator::load::source::Sources;
use counterpart_generator::pass::Plan;
use counterpart_generator::write::{self, Report};
use counterpart_generator::{Files, plan, report};

/// A generation makes and drops millions of small values, on every thread at once.
#[cfg(feature = "mimalloc")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The document has errors or what is denied, or a folder is not fresh.
const FOUND: u8 = 1;
/// The command was used wrongly, or a file cannot be read or written.
const FAILED: u8 = 2;

fn main() -> ExitCode {
    let code = match Args::parse().command {
        Command::Generate { spec, out, name, wire_path, report, reach, check, deny } => {
            let config = Config {
                package: name,
                wire: wire_path.map_or_else(|| Config::default().wire, Wire::Path),
                source: spec.file_name().unwrap_or_default().to_string_lossy().into_owned(),
                ..Config::default()
            };
            run_generate(open(&spec, &reach), &spec, &out, &config, report.as_deref(), check, &deny)
        }
        Command::Check { spec, reach, deny } => run_check(open(&spec, &reach), &spec, &deny),
    };
    ExitCode::from(code)
}

fn run_generate(
    sources: Option<Sources>,
    spec: &Path,
    out: &Path,
    config: &Config,
    report: Option<&Path>,
    check: bool,
    deny: &[Deny],
) -> u8 {
    let Some(mut sources) = sources else { return FAILED };
    let mut diagnostics = Diagnostics::new();
    let plan = plan(&mut sources, config, &mut diagnostics);
    let files = plan.as_ref().map(|plan| emit(plan, config));
    print_findings(&diagnostics, &sources);
    if let Some(path) = report {
        let text = report::report(plan.as_ref(), &diagnostics, &sources).to_string();
        if let Err(error) = std::fs::write(path, text) {
            say(&format!("{}: cannot be written: {error}", path.display()));
            return FAILED;
        }
    }
    let (Some(plan), Some(files)) = (plan, files) else {
        say(&format!("{}: nothing was generated: {}", spec.display(), diagnostics.summary()));
        return FOUND;
    };
    if let Some(kind) = denied(&diagnostics, deny) {
        let summary = diagnostics.summary();
        say(&format!("{}: nothing was written: {kind} are denied: {summary}", spec.display()));
        return FOUND;
    }
    let done = if check { write::check(&files, out) } else { write::write(&files, out) };
    match done {
        Ok(report) => conclude(&report, &files, out, check, &counts(&plan, &diagnostics)),
        Err(error) => {
            say(&format!("{}: cannot be written: {error}", out.display()));
            FAILED
        }
    }
}

fn conclude(report: &Report, files: &Files, out: &Path, check: bool, counts: &str) -> u8 {
    if check && !report.is_fresh() {
        for path in &report.written {
            say(&format!("not fresh: {}", out.join(path).display()));
        }
        for path in &report.removed {
            say(&format!("no longer generated: {}", out.join(path).display()));
        }
        return FOUND;
    }
    let verb = if check { "fresh" } else { "generated" };
    print(&format!(
        "{}: {verb}: {} files, {} written, {} unchanged, {} removed; {counts}\n",
        out.display(),
        files.len() + 1,
        report.written.len(),
        report.unchanged,
        report.removed.len(),
    ));
    0
}

fn run_check(sources: Option<Sources>, spec: &Path, deny: &[Deny]) -> u8 {
    let Some(mut sources) = sources else { return FAILED };
    let mut diagnostics = Diagnostics::new();
    let plan = plan(&mut sources, &Config::default(), &mut diagnostics);
    print_findings(&diagnostics, &sources);
    let Some(plan) = plan else {
        say(&format!("{}: {}", spec.display(), diagnostics.summary()));
        return FOUND;
    };
    print(&format!("{}: {}\n", spec.display(), counts(&plan, &diagnostics)));
    let refused = diagnostics.has_errors() || denied(&diagnostics, deny).is_some();
    if refused { FOUND } else { 0 }
}

/// What is generated and what is not, in a line.
fn counts(plan: &Plan, diagnostics: &Diagnostics) -> String {
    let skipped = match diagnostics.count(&codes::SKIPPED_OPERATION) {
        0 => String::new(),
        skipped => format!(" ({skipped} skipped)"),
    };
    let unsupported = match unsupported(diagnostics) {
        0 => String::new(),
        count => format!(" ({count} of what is not supported)"),
    };
    format!(
        "{} operations{skipped}, {} types; {}{unsupported}",
        plan.api.operations.len(),
        plan.api.types.len(),
        diagnostics.summary(),
    )
}

/// The findings that are refused, if there are any.
fn denied(diagnostics: &Diagnostics, deny: &[Deny]) -> Option<&'static str> {
    let (errors, warnings) = diagnostics.counts();
    deny.iter().find_map(|kind| match kind {
        Deny::Errors => (errors > 0).then_some("errors"),
        Deny::Warnings => (errors + warnings > 0).then_some("warnings"),
        Deny::Unsupported => {
            (unsupported(diagnostics) > 0).then_some("keywords that are not supported")
        }
    })
}

fn unsupported(diagnostics: &Diagnostics) -> usize {
    diagnostics.iter().filter(|found| found.code.is_unsupported()).count()
}

fn open(spec: &Path, reach: &Reach) -> Option<Sources> {
    let mut sources = Sources::open(spec)
        .map_err(|error| say(&format!("{}: cannot be read: {error}", spec.display())))
        .ok()?;
    let access = sources.access_mut();
    if let Some(root) = &reach.root {
        access.set_root(root.clone());
    }
    if reach.allow_outside {
        access.allow_outside();
    }
    Some(sources)
}

/// Findings go to standard error, coloured when a person reads it.
fn print_findings(diagnostics: &Diagnostics, sources: &Sources) {
    let colour = io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    let text = diagnostics.render(sources, colour);
    if !text.is_empty() {
        say(text.trim_end());
    }
}

// A closed pipe is no failure of ours: what cannot be said is left unsaid.

fn say(line: &str) {
    let _ = writeln!(io::stderr(), "{line}");
}

fn print(text: &str) {
    let _ = io::stdout().write_all(text.as_bytes());
}
