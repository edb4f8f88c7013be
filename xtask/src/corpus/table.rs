//! Results as text: a line for each step while a corpus runs, and a table at the end.

use super::{Generation, Row};

/// The line about a generation.
pub(super) fn generated(name: &str, generation: &Generation) -> String {
    let missing = if generation.complete {
        String::new()
    } else {
        format!("; not generated: {} errors", generation.report.errors)
    };
    format!(
        "{name}: {} operations, {} types, {:.2} s{missing}",
        generation.report.operations, generation.report.types, generation.usage.seconds
    )
}

/// The line about the check and the round-trip properties, if there were any.
pub(super) fn checked(row: &Row) -> Option<String> {
    let check = row.check.as_ref().map(|check| {
        format!(
            "checked in {:.1} s with {:.0} MiB: {} errors, {} warnings",
            check.usage.seconds, check.usage.mebibytes, check.errors, check.warnings
        )
    });
    let roundtrip = row.roundtrip.as_ref().map(|roundtrip| {
        let outcome = if roundtrip.hold { "passed" } else { "failed" };
        format!("round-trip properties {outcome} in {:.0} s", roundtrip.usage.seconds)
    });
    let parts: Vec<String> = check.into_iter().chain(roundtrip).collect();
    (!parts.is_empty()).then(|| format!("{}: {}", row.name, parts.join("; ")))
}

/// The table of all rows, with a summary line.
pub(super) fn table(rows: &[Row]) -> String {
    const HEAD: [&str; 15] = [
        "document",
        "version",
        "operations",
        "skipped",
        "types",
        "skipped",
        "errors",
        "warnings",
        "lines",
        "gen s",
        "MiB",
        "rustc err",
        "rustc warn",
        "check s",
        "MiB",
    ];
    let mut cells: Vec<Vec<String>> = vec![HEAD.iter().map(|head| (*head).to_owned()).collect()];
    cells.extend(rows.iter().map(cells_of));
    let widths: Vec<usize> = (0..HEAD.len())
        .map(|column| {
            let width = |row: &Vec<String>| row.get(column).map_or(0, |cell| cell.chars().count());
            cells.iter().map(width).max().unwrap_or_default()
        })
        .collect();
    let mut text = String::new();
    for row in &cells {
        let padded = row.iter().zip(&widths).enumerate().map(|(column, (cell, width))| {
            if column < 2 { format!("{cell:width$}") } else { format!("{cell:>width$}") }
        });
        text += padded.collect::<Vec<_>>().join("  ").trim_end();
        text.push('\n');
    }
    let failed: Vec<&str> =
        rows.iter().filter(|row| !row.passed).map(|row| row.name.as_str()).collect();
    let sum = |of: fn(&Row) -> f64| rows.iter().map(of).sum::<f64>();
    let last = format!(
        "{} documents, {} operations; generated in {:.1} s, checked in {:.0} s; {}",
        rows.len(),
        rows.iter().map(|row| row.generation.report.operations).sum::<usize>(),
        sum(|row| row.generation.usage.seconds),
        sum(|row| row.check.as_ref().map_or(0.0, |check| check.usage.seconds)),
        if failed.is_empty() {
            "all passed".to_owned()
        } else {
            format!("failed: {}", failed.join(", "))
        },
    );
    text + &last
}

fn cells_of(row: &Row) -> Vec<String> {
    let report = &row.generation.report;
    let skipped = |kind: &str| report.skipped.iter().filter(|skipped| skipped.kind == kind).count();
    let usage = row.check.as_ref().map(|check| check.usage);
    let checked = |cell: Option<String>| cell.unwrap_or_else(|| "-".to_owned());
    vec![
        row.name.clone(),
        row.version.clone(),
        report.operations.to_string(),
        skipped("operation").to_string(),
        report.types.to_string(),
        skipped("schema").to_string(),
        report.errors.to_string(),
        report.warnings.to_string(),
        row.generation.lines.to_string(),
        format!("{:.2}", row.generation.usage.seconds),
        format!("{:.0}", row.generation.usage.mebibytes),
        checked(row.check.as_ref().map(|check| check.errors.to_string())),
        checked(row.check.as_ref().map(|check| check.warnings.to_string())),
        checked(usage.map(|usage| format!("{:.1}", usage.seconds))),
        checked(usage.map(|usage| format!("{:.0}", usage.mebibytes))),
    ]
}
