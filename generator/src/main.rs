//! The `counterpart` command: reads a document and settings, generates or checks, says what was found.

mod args;

use std::io::{self, IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use args::{Args, Command, Deny, From};
use clap::Parser as _;
use counterpart_generator::builder::denied;
use counterpart_generator::config;
use counterpart_generator::diag::{Diagnostics, codes};
use counterpart_generator::emit::{emit, emit_changed};
use counterpart_generator::pass::Plan;
use counterpart_generator::write::{self, Report};
use counterpart_generator::{BuildError, Builder, Generated, init, report};

/// A generation makes and drops millions of small values, on every thread at once.
#[cfg(feature = "mimalloc")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// The document has errors or what is denied, or a folder is not fresh.
const FOUND: u8 = 1;
/// The command was used wrongly, or a file cannot be read or written.
const FAILED: u8 = 2;

fn main() -> ExitCode {
    let done = match Args::parse().command {
        Command::Init { document, config, force } => run_init(&document, &config, force),
        Command::Generate {
            from,
            out,
            name,
            wire_path,
            wire_git,
            wire_rev,
            report,
            check,
            reprint,
            deny,
        } => builder(&from, &deny).and_then(|builder| {
            let builder = builder.settings(|settings| {
                let package = &mut settings.package;
                package.name = name.or_else(|| package.name.take());
                if wire_path.is_some() || wire_git.is_some() {
                    package.wire_path = wire_path;
                    package.wire_git = wire_git;
                    package.wire_rev = wire_rev;
                }
            });
            let builder = match out {
                Some(out) => builder.output(out),
                None => builder,
            };
            run_generate(&builder, report.as_deref(), check, reprint)
        }),
        Command::Check { from, deny } => {
            builder(&from, &deny).and_then(|builder| run_check(&builder))
        }
    };
    ExitCode::from(done.unwrap_or_else(|failure| {
        say(&failure.text);
        failure.code
    }))
}

/// Why nothing was done.
struct Failure {
    code: u8,
    text: String,
}

impl Failure {
    fn new(text: impl Into<String>) -> Self {
        Self { code: FAILED, text: text.into() }
    }
}

impl std::convert::From<BuildError> for Failure {
    fn from(error: BuildError) -> Self {
        Self { code: if error.is_finding() { FOUND } else { FAILED }, text: error.to_string() }
    }
}

/// What is to be done, by the settings and the flags.
fn builder(from: &From, deny: &[Deny]) -> Result<Builder, Failure> {
    let builder = match (&from.document, settings(from)?) {
        (Some(document), Some(builder)) => builder.document(document),
        (Some(document), None) => Builder::new(document),
        (None, Some(builder)) => builder,
        (None, None) => {
            let text = "no document is given, and there is no counterpart.toml here or above: \
                        name a document, or write one with `counterpart init DOCUMENT`";
            return Err(Failure::new(text));
        }
    };
    Ok(builder.root(from.root.clone()).settings(|settings| {
        settings.references.outside |= from.allow_outside;
        settings.references.http |= from.allow_http;
        from.filters.apply(settings);
        if !deny.is_empty() {
            settings.deny = deny.iter().map(|kind| kind.setting()).collect();
        }
    }))
}

/// The settings that are meant: those that are named, or those that are found and are not for another document.
fn settings(from: &From) -> Result<Option<Builder>, Failure> {
    if let Some(path) = &from.config {
        return Ok(Some(Builder::from_file(path)?));
    }
    if from.no_config {
        return Ok(None);
    }
    let folder = match &from.document {
        Some(document) => document.parent().map(Path::to_owned).unwrap_or_default(),
        None => PathBuf::new(),
    };
    let Some(path) = config::find(&folder) else { return Ok(None) };
    let builder = Builder::from_file(path)?;
    let whole = |path: &Path| path.canonicalize().ok();
    Ok(match (&from.document, builder.document_path()) {
        (Some(wanted), Some(own)) if whole(wanted) != whole(own) => None,
        _ => Some(builder),
    })
}

fn run_init(document: &Path, config: &Path, force: bool) -> Result<u8, Failure> {
    let schema = config.with_file_name("counterpart.schema.json");
    if config.exists() && !force {
        let text = format!(
            "{}: is there already: `--force` writes over it, `--config FILE` writes another one",
            config.display()
        );
        return Err(Failure::new(text));
    }
    let made = Builder::new(document).generate()?;
    let text = init::init(document, config, made.plan.as_ref());
    let failed = |path: &Path, error: io::Error| {
        Failure::new(format!("{}: cannot be written: {error}", path.display()))
    };
    std::fs::write(config, text).map_err(|error| failed(config, error))?;
    std::fs::write(&schema, config::schema()).map_err(|error| failed(&schema, error))?;
    let found = made.diagnostics.summary();
    print(&format!(
        "{}: written, for {} operations; {found}\nnext: read it, then run `counterpart generate`\n",
        config.display(),
        made.plan.map_or(0, |plan| plan.api.operations.len()),
    ));
    Ok(0)
}

fn run_generate(
    builder: &Builder,
    report: Option<&Path>,
    check: bool,
    reprint: bool,
) -> Result<u8, Failure> {
    let Some(out) = builder.output_path() else {
        let text =
            "no folder is given: name it with `--out DIR`, or set `output` in counterpart.toml";
        return Err(Failure::new(text));
    };
    let Generated { plan, diagnostics, sources, config } = builder.generate()?;
    // A check compares with what a first generation would write.
    let files = plan.as_ref().map(|plan| {
        if check || reprint {
            emit(plan, &config)
        } else {
            emit_changed(plan, &config, &write::printed(out))
        }
    });
    print_findings(&diagnostics, &diagnostics.render(&sources, is_coloured()));
    let spec = sources.name(sources.root());
    if let Some(path) = report {
        let text = report::report(plan.as_ref(), &diagnostics, &sources).to_string();
        std::fs::write(path, text).map_err(|error| {
            Failure::new(format!("{}: cannot be written: {error}", path.display()))
        })?;
    }
    let (Some(plan), Some(files)) = (plan, files) else {
        say(&format!("{spec}: nothing was generated: {}", diagnostics.summary()));
        return Ok(FOUND);
    };
    if let Some(kind) = denied(&diagnostics, builder.denied()) {
        let summary = diagnostics.summary();
        say(&format!("{spec}: nothing was written: {kind} are denied: {summary}"));
        return Ok(FOUND);
    }
    let done = if check { write::check(files, out) } else { write::write(files, out) };
    match done {
        Ok(report) => Ok(conclude(&report, out, check, &counts(&plan, &diagnostics))),
        Err(error) => Err(Failure::new(format!("{}: cannot be written: {error}", out.display()))),
    }
}

fn conclude(report: &Report, out: &Path, check: bool, counts: &str) -> u8 {
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
        report.written.len() + report.unchanged,
        report.written.len(),
        report.unchanged,
        report.removed.len(),
    ));
    0
}

fn run_check(builder: &Builder) -> Result<u8, Failure> {
    let Generated { plan, diagnostics, sources, .. } = builder.generate()?;
    print_findings(&diagnostics, &diagnostics.render(&sources, is_coloured()));
    let spec = sources.name(sources.root());
    let Some(plan) = plan else {
        say(&format!("{spec}: {}", diagnostics.summary()));
        return Ok(FOUND);
    };
    print(&format!("{spec}: {}\n", counts(&plan, &diagnostics)));
    let refused = diagnostics.has_errors() || denied(&diagnostics, builder.denied()).is_some();
    Ok(if refused { FOUND } else { 0 })
}

/// What is generated and what is not, in a line.
fn counts(plan: &Plan, diagnostics: &Diagnostics) -> String {
    let skipped = match diagnostics.count(&codes::SKIPPED_OPERATION) {
        0 => String::new(),
        skipped => format!(" ({skipped} skipped)"),
    };
    let unsupported = diagnostics.iter().filter(|found| found.code.is_unsupported()).count();
    let unsupported = match unsupported {
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

/// Findings are coloured when a person reads them.
fn is_coloured() -> bool {
    io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none()
}

/// Findings go to standard error.
fn print_findings(diagnostics: &Diagnostics, text: &str) {
    if diagnostics.iter().next().is_some() {
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
