//! Output for people: results go to standard output, progress and errors to standard error.

/// Prints a line of a command's result.
#[allow(clippy::print_stdout)] // the only place that writes to standard output
pub(crate) fn print_line(line: &str) {
    println!("{line}");
}

/// Prints a line of progress, or an error.
#[allow(clippy::print_stderr)] // the only place that writes to standard error
pub(crate) fn eprint_line(line: &str) {
    eprintln!("{line}");
}
