//! Tools that others wrote, run on what is here: Schemathesis calls the served APIs as their documents say they can be
//! called, and Prism, as a mock of each document, is called by the generated clients. In come the documents, out come
//! counts of cases and what failed, less what `xtask/conformance/exceptions.tsv` explains.

mod exceptions;
mod prism;
mod schemathesis;
mod server;
mod tools;

use std::path::PathBuf;
use std::time::Instant;

use anyhow::{Context as _, bail};
use clap::{Args, ValueEnum};

use crate::{root, say, tell};
use exceptions::Exceptions;

/// What is to be run.
#[derive(Debug, Args)]
pub(crate) struct Wish {
    /// Only these APIs [default: all]
    names: Vec<String>,
    /// Only this tool
    #[arg(long, value_enum)]
    tool: Option<Tool>,
    /// How many random cases Schemathesis makes for each operation, beside those that it derives from the document
    #[arg(long, default_value_t = 10)]
    cases: u32,
    /// Where the random cases begin
    #[arg(long, default_value_t = 1)]
    seed: u32,
}

/// A tool.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Tool {
    /// Calls a server as its document says it can be called.
    Schemathesis,
    /// Mocks a server by its document.
    Prism,
}

impl Tool {
    fn name(self) -> &'static str {
        match self {
            Self::Schemathesis => "schemathesis",
            Self::Prism => "prism",
        }
    }
}

/// What a tool found in one API.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// How many cases it tried.
    cases: u64,
    /// What failed.
    failures: Vec<Failure>,
}

/// Something that failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Failure {
    /// The operation, by method and path.
    operation: String,
    /// What the tool calls it.
    code: String,
    /// What it says of it.
    why: String,
}

/// The folder for the tools and their reports.
fn folder() -> PathBuf {
    target().join("conformance")
}

fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

/// Runs the tools.
pub(crate) fn run(wish: &Wish) -> anyhow::Result<bool> {
    let names = names(wish)?;
    let mut exceptions = Exceptions::read()?;
    let mut rows = Vec::new();
    let mut well = true;
    for tool in [Tool::Prism, Tool::Schemathesis] {
        if wish.tool.is_some_and(|only| only != tool) {
            continue;
        }
        let program = tools::prepare(tool)?;
        let running = (tool == Tool::Schemathesis).then(server::Running::start).transpose()?;
        for name in &names {
            let begun = Instant::now();
            let found = match &running {
                Some(server) => schemathesis::run(&program, server, name, wish.cases, wish.seed)?,
                None => prism::run(&program, name)?,
            };
            let left = exceptions.without(tool, name, &found.failures);
            for failure in &left {
                let Failure { operation, code, why } = failure;
                say(&format!("{}\t{name}\t{operation}\t{code}\t{why}", tool.name()));
            }
            well &= left.is_empty();
            let excepted = found.failures.len() - left.len();
            rows.push(format!(
                "{:<13} {name:<10} {:>6} cases {excepted:>4} excepted {:>4} failed {:>6} s",
                tool.name(),
                found.cases,
                left.len(),
                begun.elapsed().as_secs(),
            ));
            say(rows.last().map_or("", String::as_str));
        }
        for unneeded in exceptions.unused(tool, &names) {
            say(&format!("this exception is no longer needed, remove it: {unneeded}"));
            well = false;
        }
    }
    for row in &rows {
        tell(row);
    }
    Ok(well)
}

/// The names of the documents that are asked for.
fn names(wish: &Wish) -> anyhow::Result<Vec<String>> {
    let folder = root().join("specs");
    let mut all = Vec::new();
    for entry in std::fs::read_dir(&folder).context("specs/")? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "yaml")
            && let Some(name) = path.file_stem().and_then(|name| name.to_str())
        {
            all.push(name.to_owned());
        }
    }
    all.sort();
    if let Some(unknown) = wish.names.iter().find(|name| !all.contains(name)) {
        bail!("there is no specs/{unknown}.yaml; there are {}", all.join(", "));
    }
    all.retain(|name| wish.names.is_empty() || wish.names.contains(name));
    Ok(all)
}
