//! Rules that the compiler does not check: the order of the generator's stages and of `wire`'s floors, module docs, the
//! length of files.

mod floors;

use std::path::{Path, PathBuf};

use anyhow::Context as _;

use crate::output::{eprint_line, print_line};
use crate::workspace::root;

/// The stages of the generator, in order. A stage may use the stages before it, and whatever is no stage.
const STAGES: &[&str] = &[
    "tree", "source", "diag", "config", "load", "resolve", "select", "read", "api", "lower",
    "pass", "emit", "write",
];

/// Earlier stages that `emit` must not use: it works from the plan alone.
const HIDDEN_FROM_EMIT: &[&str] = &["read", "resolve", "select", "lower"];

/// Longer files, in lines, get a warning; it is not an error.
const LONG: usize = 400;

/// Checks all source files. Returns `false` when a rule is broken.
pub(crate) fn run() -> anyhow::Result<bool> {
    let root = root();
    let mut broken = 0;
    let mut files = 0;
    let mut imports = floors::Imports::new();
    for folder in ["generator", "wire", "runtime", "tests", "xtask"] {
        for path in sources(&root.join(folder))? {
            let text =
                std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
            let name = path.strip_prefix(&root).unwrap_or(&path).to_owned();
            files += 1;
            for problem in problems(&name, &text, &mut imports) {
                eprint_line(&format!("{}: {problem}", name.display()));
                broken += 1;
            }
            let lines = text.lines().count();
            if lines > LONG {
                eprint_line(&format!("warning: {} has {lines} lines", name.display()));
            }
        }
    }
    for cycle in floors::cycles(&imports) {
        eprint_line(&cycle);
        broken += 1;
    }
    print_line(&format!("tidy: {files} files, {broken} rules broken"));
    Ok(broken == 0)
}

fn problems(name: &Path, text: &str, imports: &mut floors::Imports) -> Vec<String> {
    let mut found = floors::check(name, text, imports);
    // The root of a crate may have its README as docs.
    if !text.starts_with("//!") && !text.starts_with("#![doc = include_str!") {
        found.push(
            "missing module docs: start the file with `//!` and say what goes in and what comes out".to_owned(),
        );
    }
    let below = name.strip_prefix("generator/src").ok().and_then(|below| below.iter().next());
    let stage = below.map(|first| first.to_string_lossy().trim_end_matches(".rs").to_owned());
    let Some(own) = stage.and_then(|stage| STAGES.iter().position(|known| **known == stage)) else {
        return found;
    };
    for (at, stage) in STAGES.iter().enumerate() {
        let hidden =
            at > own || (STAGES.get(own) == Some(&"emit") && HIDDEN_FROM_EMIT.contains(stage));
        if hidden && uses(text, stage) {
            found.push(format!("uses `crate::{stage}`, a stage it must not use"));
        }
    }
    found
}

fn uses(text: &str, stage: &str) -> bool {
    let path = format!("crate::{stage}");
    text.match_indices(&path).any(|(at, _)| {
        let next = text.get(at + path.len()..).and_then(|rest| rest.chars().next());
        !next.is_some_and(|c| c.is_alphanumeric() || c == '_')
    })
}

/// Returns the Rust files below a folder, without test data.
fn sources(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(folder) = waiting.pop() {
        let entries = std::fs::read_dir(&folder).with_context(|| folder.display().to_string())?;
        for entry in entries {
            let path = entry?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if path.is_dir() && name != "target" && name != "cases" {
                waiting.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}
