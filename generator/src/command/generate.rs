//! `counterpart generate`: writes the generated package, or with `--check` compares it with what is on the disk.

use std::path::Path;

use counterpart_generator::builder::denied;
use counterpart_generator::emit::{emit, emit_changed};
use counterpart_generator::write::{self, Report};
use counterpart_generator::{Builder, Generated, report};

use super::output::{counted, counts, print, print_findings, say};
use super::{FOUND, Failure, builder};
use crate::args::GenerateArgs;

pub(crate) fn run(args: GenerateArgs) -> Result<u8, Failure> {
    let GenerateArgs {
        from,
        filters,
        out,
        name,
        wire_path,
        wire_git,
        wire_rev,
        report,
        check,
        reprint,
        denied,
    } = args;
    let builder = builder(&from, Some(&filters), &denied.deny)?.settings(|settings| {
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
    generate(&builder, report.as_deref(), check, reprint)
}

fn generate(
    builder: &Builder,
    report: Option<&Path>,
    check: bool,
    reprint: bool,
) -> Result<u8, Failure> {
    let Some(out) = builder.output_path() else {
        let text =
            "no output folder given\nhelp: pass `--out DIR`, or set `output` in counterpart.toml";
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
    print_findings(&diagnostics, &sources);
    let spec = sources.name(sources.root());
    if let Some(path) = report {
        let text = report::report(plan.as_ref(), &diagnostics, &sources).to_string();
        std::fs::write(path, text).map_err(|error| Failure::unwritable(path, error))?;
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
    let done = done.map_err(|error| Failure::unwritable(out, error))?;
    Ok(conclude(&done, out, check, &counts(&plan, &diagnostics)))
}

fn conclude(report: &Report, out: &Path, check: bool, counts: &str) -> u8 {
    if check && !report.is_fresh() {
        for path in &report.written {
            say(&format!("not up to date: {}", out.join(path).display()));
        }
        for path in &report.removed {
            say(&format!("no longer generated: {}", out.join(path).display()));
        }
        say(
            "help: run `counterpart generate` without `--check`, with `--reprint` if it changes nothing",
        );
        return FOUND;
    }
    let verb = if check { "up to date" } else { "generated" };
    print(&format!(
        "{}: {verb}: {}, {} written, {} unchanged, {} removed; {counts}\n",
        out.display(),
        counted(report.written.len() + report.unchanged, "file"),
        report.written.len(),
        report.unchanged,
        report.removed.len(),
    ));
    0
}
