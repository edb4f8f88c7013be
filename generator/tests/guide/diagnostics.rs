//! `docs/src/diagnostics.md`: the texts of the catalogue, and an example of each code from the golden tests.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use counterpart_generator::diag::{Code, Severity, codes};

const INTRODUCTION: &str = "\
# Diagnostics

Every finding has a code, a place and advice. A code never changes its meaning. `E` marks an error: the part is wrong, and the
operations that need it are skipped. `W` marks a warning: something is doubtful or not supported, and the rest is generated.
`--deny errors`, `--deny warnings` and `--deny unsupported` refuse a document with such findings.

This page is generated from the catalogue in `generator/src/diag/codes/` by `cargo xtask docs`. The examples are reports of the
golden tests.
";

/// The first two digits of a code, and what they stand for.
const GROUPS: &[(&str, &str)] = &[
    ("01", "Reading files"),
    ("02", "Versions and references"),
    ("03", "The document"),
    ("04", "Names"),
    ("05", "Settings"),
    ("09", "Not supported"),
];

/// Where examples are looked for, the best place first.
const AREAS: &[&str] = &["wrong", "settings", "load", "resolve", "lower", "pass", "emit", "values"];

#[test]
fn the_page_is_that_of_the_catalogue() {
    let page = page(&examples(&crate::root().join("tests/cases")));
    crate::page("diagnostics.md").assert_eq(&page);
}

#[test]
fn every_code_is_on_the_page() {
    let page = page(&BTreeMap::new());
    for code in codes::all() {
        assert!(page.contains(&format!("### {}\n", code.id)), "{} is not on the page", code.id);
    }
}

fn page(examples: &BTreeMap<String, String>) -> String {
    let mut page = INTRODUCTION.to_owned();
    for (digits, title) in GROUPS {
        let of_group = |code: &&Code| code.id.get(1..3) == Some(digits);
        let mut codes: Vec<&Code> = codes::all().filter(of_group).collect();
        codes.sort_by_key(|code| code.id);
        // Writing to a `String` cannot fail.
        let _ = write!(page, "\n## {title}\n");
        for code in codes {
            entry(&mut page, code, examples.get(code.id));
        }
    }
    page
}

fn entry(page: &mut String, code: &Code, example: Option<&String>) {
    let severity = match code.severity {
        Severity::Error => "Error",
        Severity::Warning => "Warning",
    };
    let _ = write!(page, "\n### {}\n\n**{severity}: {}.** {}\n", code.id, code.title, code.why);
    let _ = write!(page, "\n**Help:** {}.\n", code.help);
    if let Some(example) = example {
        let _ = write!(page, "\n```text\n{example}\n```\n");
    }
}

/// The shortest report of each code, from the first area that has one.
fn examples(cases: &Path) -> BTreeMap<String, String> {
    let mut found: BTreeMap<String, String> = BTreeMap::new();
    for area in AREAS {
        let mut of_area: BTreeMap<String, String> = BTreeMap::new();
        for path in reports(&cases.join(area)) {
            let text = std::fs::read_to_string(&path).expect("a report");
            for report in text.split("\n\n").map(str::trim_end) {
                let Some(code) = report.split(['[', ']']).nth(1) else { continue };
                let known = of_area.get(code);
                if known.is_none_or(|known| report.len() < known.len()) {
                    of_area.insert(code.to_owned(), report.to_owned());
                }
            }
        }
        for (code, report) in of_area {
            found.entry(code).or_insert(report);
        }
    }
    found
}

/// The golden reports below a folder, by path.
fn reports(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(folder) = waiting.pop() {
        for entry in std::fs::read_dir(&folder).expect("a folder of cases") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                waiting.push(path);
            } else if path.extension().is_some_and(|extension| extension == "stderr") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}
