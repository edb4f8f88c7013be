//! Printing: findings and failures to standard error, results to standard output.
//!
//! A closed pipe is not an error: text that cannot be printed is dropped.

use std::io::{self, IsTerminal as _, Write as _};

use counterpart_generator::diag::{Diagnostics, codes};
use counterpart_generator::pass::Plan;
use counterpart_generator::report;
use counterpart_generator::source::Sources;

use crate::args::{Findings, ReportFormat};

/// Prints a line to standard error.
pub(crate) fn say(line: &str) {
    let _ = writeln!(io::stderr(), "{line}");
}

/// Prints text to standard output.
pub(crate) fn print(text: &str) {
    let _ = io::stdout().write_all(text.as_bytes());
}

/// Prints findings for people, in colour on a terminal.
pub(crate) fn print_findings(diagnostics: &Diagnostics, sources: &Sources, verbose: bool) {
    let colour = io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    let text = if verbose {
        diagnostics.render(sources, colour)
    } else {
        diagnostics.render_without_notes(sources, colour)
    };
    if !text.is_empty() {
        say(text.trim_end());
    }
}

/// Prints findings in a format: for people to standard error, for programs to standard output.
pub(crate) fn print_report(
    findings: &Findings,
    plan: Option<&Plan>,
    diagnostics: &Diagnostics,
    sources: &Sources,
) {
    match findings.format {
        ReportFormat::Human => print_findings(diagnostics, sources, findings.verbose),
        ReportFormat::Json => {
            let report = report::report(plan, diagnostics, sources);
            print(&format!("{report:#}\n"));
        }
        ReportFormat::Github => {
            print(&report::github(diagnostics, sources, findings.verbose));
        }
        ReportFormat::Sarif => print(&format!("{:#}\n", report::sarif(diagnostics, sources))),
    }
}

/// Prints the result of a command: to standard output, unless the findings are there.
pub(crate) fn print_result(findings: &Findings, text: &str) {
    match findings.format {
        ReportFormat::Human => print(&format!("{text}\n")),
        _ => say(text),
    }
}

/// Lists the operations that are left out because of errors, in one text for [`print_result`].
pub(crate) fn left_out(diagnostics: &Diagnostics) -> String {
    let names = diagnostics.left_out();
    if names.is_empty() {
        return String::new();
    }
    format!("\nleft out because of errors:\n  {}", names.join("\n  "))
}

/// Returns a number with its noun, in the plural where it belongs.
pub(crate) fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

/// Counts what is generated and what is not, in one line.
pub(crate) fn counts(plan: &Plan, diagnostics: &Diagnostics) -> String {
    let skipped = match diagnostics.count(&codes::SKIPPED_OPERATION) {
        0 => String::new(),
        skipped => format!(" ({skipped} skipped)"),
    };
    let unsupported = diagnostics.iter().filter(|found| found.code.is_unsupported()).count();
    let unsupported = match unsupported {
        0 => String::new(),
        count => format!(" ({count} about unsupported features)"),
    };
    format!(
        "{}{skipped}, {}; {}{unsupported}",
        counted(plan.api.operations.len(), "operation"),
        counted(plan.api.types.len(), "type"),
        diagnostics.summary(),
    )
}
