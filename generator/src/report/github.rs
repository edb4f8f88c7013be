//! Findings as workflow commands of GitHub Actions, which shows them beside the lines of a pull request.

use std::fmt::Write as _;

use crate::diag::{Diagnostics, Severity};
use crate::source::Sources;

/// Returns one workflow command for each finding, as `::error file=a.yaml,line=1,col=2,title=E0203::message`. Notes are
/// left out unless `verbose` is set.
pub fn github(diagnostics: &Diagnostics, sources: &Sources, verbose: bool) -> String {
    let mut text = String::new();
    for found in diagnostics.located(sources) {
        let command = match found.diagnostic.severity() {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note if verbose => "notice",
            Severity::Note => continue,
        };
        let mut properties = format!("file={}", property(found.spot.file));
        if let Some(region) = found.spot.region {
            // Writing to a `String` cannot fail.
            let _ = write!(properties, ",line={},col={}", region.line, region.column);
            let _ = write!(properties, ",endLine={}", region.end_line);
            if region.line == region.end_line {
                let _ = write!(properties, ",endColumn={}", region.end_column);
            }
        }
        let _ = write!(properties, ",title={}", found.diagnostic.code.id);
        let others = match found.repeated.len() {
            0 => String::new(),
            count => format!(" ({} places)", count + 1),
        };
        let message =
            format!("{}{others}\nhelp: {}", found.diagnostic.message, found.diagnostic.advice());
        let _ = writeln!(text, "::{command} {properties}::{}", data(&message));
    }
    text
}

/// Escapes the message of a command.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Escapes the value of a property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::codes;
    use crate::tree::At;

    #[test]
    fn a_finding_is_a_workflow_command() {
        let sources = Sources::from_text("a,b.yaml", "a:\n  b: 100%\n");
        let mut diagnostics = Diagnostics::new();
        let root = At::root();
        let b = root.key("a");
        diagnostics.report(&codes::WRONG_TYPE, &b.key("b"), "`b` is 100%\nwrong");
        assert_eq!(
            github(&diagnostics, &sources, false),
            "::error file=a%2Cb.yaml,line=2,col=6,endLine=2,endColumn=10,title=E0302::\
             `b` is 100%25%0Awrong%0Ahelp: write a value of the expected type\n"
        );
    }
}
