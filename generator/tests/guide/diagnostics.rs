//! `docs/src/diagnostics.md`: the texts of the catalogue, and an example of each code from the golden tests.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use counterpart_generator::diag::{Code, Group, Severity, codes};

const INTRODUCTION: &str = "\
# Diagnostics

Every finding has a code, a place and advice. A code never changes its meaning.

| code | level | meaning |
|---|---|---|
| `E` | error | the part is wrong, and operations that need it cannot be generated |
| `W` | warning | something is doubtful or not supported, and everything is generated |
| `N` | note | something is valid and has no effect; shown with `--verbose`, counted otherwise |

Findings with the same cause are one finding: it shows the first place, names the next ones and counts the rest.

**Errors.** `counterpart generate` writes nothing from a document with errors, and ends with exit code 1. `--keep-going`, or
`keep-going = true` in `counterpart.toml`, generates it without the operations that need a faulty part. They are listed, and the exit
code is 0.

**Levels.** `--allow`, `--warn` and `--deny`, or the lists of these names in `counterpart.toml`, set the level of findings. Each
takes codes and groups:

| level | meaning |
|---|---|
| `allow` | neither shown nor counted; for an error, the operations that need the faulty part are left out |
| `warn` | a warning; for an error, the operations that need the faulty part are left out |
| `deny` | an error that refuses the document, also with `--keep-going` |

A code counts more than a group, and a narrow group more than `errors`, `warnings` and `notes`. Where two lists name the same, `deny`
counts more than `warn`, and `warn` more than `allow`. A flag replaces the list of its name. If nothing at all can be generated, an
error stays an error.

```toml
allow = [\"documentation\"]
deny = [\"unsupported\", \"W0401\"]
```

";

const AFTER_GROUPS: &str = "
**Formats.** `--format` of `generate` and `check` chooses how findings are shown. `human` is text on standard error. The others go to
standard output:

| format | for |
|---|---|
| `json` | programs: one object with the counts, and each finding with its file, line, column and JSON pointer |
| `github` | GitHub Actions, which shows each finding beside its line |
| `sarif` | code scanning services and editors: SARIF 2.1.0 |

Lines and columns are counted from one, columns in characters. Pointers are those of the file as it was written, also in Swagger 2.0
and in other files of the document.

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
    page.push_str("| group | findings | codes |\n|---|---|---|\n");
    for group in Group::ALL {
        let codes: Vec<String> = codes::all()
            .filter(|code| group.holds(code))
            .map(|code| format!("`{}`", code.id))
            .collect();
        let codes = match group {
            Group::Errors => "`E…`".to_owned(),
            Group::Warnings => "`W…`".to_owned(),
            Group::Notes => "`N…`".to_owned(),
            _ => codes.join(", "),
        };
        // Writing to a `String` cannot fail.
        let _ = writeln!(page, "| `{}` | {} | {codes} |", group.name(), group.about());
    }
    page.push_str(AFTER_GROUPS);
    for (digits, title) in GROUPS {
        let of_group = |code: &&Code| code.id.get(1..3) == Some(digits);
        let mut codes: Vec<&Code> = codes::all().filter(of_group).collect();
        codes.sort_by_key(|code| (code.severity, code.id));
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
        Severity::Note => "Note",
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
