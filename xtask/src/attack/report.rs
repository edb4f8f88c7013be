//! The results of a run: rows of figures, each with its bound and its verdict; as a table and as JSON.

use std::fmt;
use std::path::Path;

use anyhow::Context as _;
use serde::Serialize;

use crate::output::eprint_line;

/// Whether a bound held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Verdict {
    /// The figure is within the bound.
    Held,
    /// It is not.
    Break,
    /// This machine does not allow the attack.
    Skipped,
}

impl Verdict {
    pub(super) fn of(held: bool) -> Self {
        if held { Self::Held } else { Self::Break }
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(match self {
            Self::Held => "held",
            Self::Break => "BREAK",
            Self::Skipped => "skipped",
        })
    }
}

/// One figure of an attack.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Row {
    /// What was sent.
    sent: String,
    /// What was measured.
    figure: String,
    /// What it may be.
    bound: String,
    verdict: Verdict,
}

impl Row {
    pub(super) fn new(
        sent: impl Into<String>,
        figure: impl Into<String>,
        bound: impl Into<String>,
        verdict: Verdict,
    ) -> Self {
        Self { sent: sent.into(), figure: figure.into(), bound: bound.into(), verdict }
    }

    /// A number that may not exceed a bound.
    pub(super) fn most<T: PartialOrd + fmt::Display>(
        sent: impl Into<String>,
        (figure, bound): (T, T),
        unit: &str,
    ) -> Self {
        let verdict = Verdict::of(figure <= bound);
        Self::new(sent, format!("{figure} {unit}"), format!("at most {bound} {unit}"), verdict)
    }

    /// The attack itself ended with an error: nobody knows whether the bound holds.
    pub(super) fn failed(error: &anyhow::Error) -> Self {
        Self::new("", format!("{error:#}"), "the attack runs to its end", Verdict::Break)
    }
}

/// The rows of all attacks.
#[derive(Debug, Default, Serialize)]
pub(super) struct Report {
    attacks: Vec<Results>,
}

#[derive(Debug, Serialize)]
struct Results {
    name: String,
    seconds: u64,
    rows: Vec<Row>,
}

impl Report {
    /// Adds the rows of an attack, and prints them as progress.
    pub(super) fn add(&mut self, name: &str, seconds: u64, rows: Vec<Row>) {
        for row in &rows {
            eprint_line(&format!(
                "{:<7} {}: {} ({})",
                row.verdict, row.sent, row.figure, row.bound
            ));
        }
        eprint_line(&format!("{name}: {seconds} s"));
        self.attacks.push(Results { name: name.to_owned(), seconds, rows });
    }

    /// Whether no bound was broken.
    pub(super) fn held(&self) -> bool {
        let mut rows = self.attacks.iter().flat_map(|attack| &attack.rows);
        rows.all(|row| row.verdict != Verdict::Break)
    }

    /// The table, aligned.
    pub(super) fn table(&self) -> String {
        let head = ["attack", "sent", "figure", "bound", "verdict"].map(str::to_owned);
        let mut cells = vec![head];
        for attack in &self.attacks {
            for row in &attack.rows {
                let Row { sent, figure, bound, verdict } = row.clone();
                cells.push([attack.name.clone(), sent, figure, bound, verdict.to_string()]);
            }
        }
        let mut widths = [0; 5];
        for row in &cells {
            for (width, cell) in widths.iter_mut().zip(row) {
                *width = cell.chars().count().max(*width);
            }
        }
        let line = |row: &[String; 5]| {
            let padded = row.iter().zip(widths).map(|(cell, width)| format!("{cell:<width$}"));
            padded.collect::<Vec<_>>().join("  ").trim_end().to_owned()
        };
        cells.iter().map(line).collect::<Vec<_>>().join("\n")
    }

    /// Writes the results as JSON.
    pub(super) fn write(&self, file: &Path) -> anyhow::Result<()> {
        let text = serde_json::to_string_pretty(self)?;
        std::fs::write(file, text).with_context(|| file.display().to_string())
    }
}
