//! Results for people: a line while it runs, and a table at the end.

use super::{Generated, Row};

/// What was generated, in a line.
pub(super) fn generated(name: &str, generated: &Generated) -> String {
    let missing = if generated.whole {
        String::new()
    } else {
        format!("; not generated: {} errors", generated.report.errors)
    };
    format!(
        "{name}: {} operations, {} types, {:.2} s{missing}",
        generated.report.operations, generated.report.types, generated.generation.seconds
    )
}

/// What was checked, in a line, if anything was.
pub(super) fn checked(row: &Row) -> Option<String> {
    let check = row.check.as_ref().map(|check| {
        format!(
            "checked in {:.1} s with {:.0} MiB: {} errors, {} warnings",
            check.taken.seconds, check.taken.mebibytes, check.errors, check.warnings
        )
    });
    let laws = row.laws.as_ref().map(|laws| {
        let hold = if laws.hold { "hold" } else { "do not hold" };
        format!("its laws {hold}, in {:.0} s", laws.taken.seconds)
    });
    let said: Vec<String> = check.into_iter().chain(laws).collect();
    (!said.is_empty()).then(|| format!("{}: {}", row.name, said.join("; ")))
}

/// All rows, aligned, with their sum.
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
        rows.iter().filter(|row| !row.well).map(|row| row.name.as_str()).collect();
    let sum = |of: fn(&Row) -> f64| rows.iter().map(of).sum::<f64>();
    let last = format!(
        "{} documents, {} operations; generated in {:.1} s, checked in {:.0} s; {}",
        rows.len(),
        rows.iter().map(|row| row.generated.report.operations).sum::<usize>(),
        sum(|row| row.generated.generation.seconds),
        sum(|row| row.check.as_ref().map_or(0.0, |check| check.taken.seconds)),
        if failed.is_empty() {
            "all well".to_owned()
        } else {
            format!("failed: {}", failed.join(", "))
        },
    );
    text + &last
}

fn cells_of(row: &Row) -> Vec<String> {
    let report = &row.generated.report;
    let skipped = |kind: &str| report.skipped.iter().filter(|skipped| skipped.kind == kind).count();
    let taken = row.check.as_ref().map(|check| check.taken);
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
        row.generated.lines.to_string(),
        format!("{:.2}", row.generated.generation.seconds),
        format!("{:.0}", row.generated.generation.mebibytes),
        checked(row.check.as_ref().map(|check| check.errors.to_string())),
        checked(row.check.as_ref().map(|check| check.warnings.to_string())),
        checked(taken.map(|taken| format!("{:.1}", taken.seconds))),
        checked(taken.map(|taken| format!("{:.0}", taken.mebibytes))),
    ]
}
