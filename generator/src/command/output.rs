//! Printing: findings and failures to standard error, results to standard output.
//!
//! A closed pipe is not an error: text that cannot be printed is dropped.

use std::io::{self, IsTerminal as _, Write as _};

use counterpart_generator::diag::{Diagnostics, codes};
use counterpart_generator::pass::Plan;
use counterpart_generator::source::Sources;

/// Prints a line to standard error.
pub(crate) fn say(line: &str) {
    let _ = writeln!(io::stderr(), "{line}");
}

/// Prints text to standard output.
pub(crate) fn print(text: &str) {
    let _ = io::stdout().write_all(text.as_bytes());
}

/// Prints all findings, in colour on a terminal.
pub(crate) fn print_findings(diagnostics: &Diagnostics, sources: &Sources) {
    let colour = io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none();
    if diagnostics.iter().next().is_some() {
        say(diagnostics.render(sources, colour).trim_end());
    }
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
