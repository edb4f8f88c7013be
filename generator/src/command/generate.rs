//! `counterpart generate`: writes the generated package, or with `--check` compares it with what is on the disk.

use std::path::Path;

use counterpart_generator::emit::{emit, emit_changed};
use counterpart_generator::write::{self, Report};
use counterpart_generator::{Builder, Generated, report};

use super::output::{counted, counts, left_out, print_report, print_result, say};
use super::{FOUND, Failure, builder};
use crate::args::{Findings, GenerateArgs};

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
        findings,
    } = args;
    let builder = builder(&from, Some(&filters), &findings.levels)?.settings(|settings| {
        settings.keep_going |= findings.keep_going;
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
    generate(&builder, report.as_deref(), check, reprint, &findings)
}

fn generate(
    builder: &Builder,
    report: Option<&Path>,
    check: bool,
    reprint: bool,
    findings: &Findings,
) -> Result<u8, Failure> {
    let Some(out) = builder.output_path() else {
        let text =
            "no output folder given\nhelp: pass `--out DIR`, or set `output` in counterpart.toml";
        return Err(Failure::new(text));
    };
    let made = builder.generate()?;
    let refusal = made.refusal();
    let Generated { plan, diagnostics, sources, config } = made;
    // A check compares with what a first generation would write.
    let files = plan.as_ref().filter(|_| refusal.is_none()).map(|plan| {
        if check || reprint {
            emit(plan, &config)
        } else {
            emit_changed(plan, &config, &write::printed(out))
        }
    });
    print_report(findings, plan.as_ref(), &diagnostics, &sources);
    let spec = sources.name(sources.root());
    if let Some(path) = report {
        let text = report::report(plan.as_ref(), &diagnostics, &sources).to_string();
        std::fs::write(path, text).map_err(|error| Failure::unwritable(path, error))?;
    }
    let (Some(plan), Some(files)) = (plan, files) else {
        say(&format!("{spec}: nothing was written: {}", diagnostics.summary()));
        if let Some(refusal) = refusal {
            say(&refusal.help());
        }
        return Ok(FOUND);
    };
    let done = if check { write::check(files, out) } else { write::write(files, out) };
    let done = done.map_err(|error| Failure::unwritable(out, error))?;
    if check && !done.is_fresh() {
        outdated(&done, out);
        return Ok(FOUND);
    }
    let text = format!(
        "{}; {}{}",
        result(&done, out, check),
        counts(&plan, &diagnostics),
        left_out(&diagnostics)
    );
    print_result(findings, &text);
    Ok(0)
}

fn outdated(report: &Report, out: &Path) {
    for path in &report.written {
        say(&format!("not up to date: {}", out.join(path).display()));
    }
    for path in &report.removed {
        say(&format!("no longer generated: {}", out.join(path).display()));
    }
    say(
        "help: run `counterpart generate` without `--check`, with `--reprint` if it changes nothing",
    );
}

fn result(report: &Report, out: &Path, check: bool) -> String {
    format!(
        "{}: {}: {}, {} written, {} unchanged, {} removed",
        out.display(),
        if check { "up to date" } else { "generated" },
        counted(report.written.len() + report.unchanged, "file"),
        report.written.len(),
        report.unchanged,
        report.removed.len(),
    )
}
