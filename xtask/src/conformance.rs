//! Tools that others wrote, run on what is here: Schemathesis calls the served APIs as their documents say they can be
//! called, so do the client packages of vendors, and Prism, as a mock of each document, is called by the generated clients.
//! In come the documents, out come counts of cases and what failed, less what `xtask/conformance/exceptions.tsv` explains.

mod exceptions;
mod packages;
mod prism;
mod process;
mod programs;
mod report;
mod schemathesis;
mod server;
mod tools;

use std::path::PathBuf;
use std::time::Instant;

use anyhow::{Context as _, bail};
use clap::{Args, ValueEnum};

use crate::{root, say, tell};
use exceptions::Exceptions;
use programs::Programs;

/// What is to be run.
#[derive(Debug, Args)]
pub(crate) struct Wish {
    /// Only these APIs [default: all]
    names: Vec<String>,
    /// Only this tool; may be given several times [default: all]
    #[arg(long = "tool", value_enum)]
    tools: Vec<Tool>,
    /// How many random cases Schemathesis makes for each operation, beside those that it derives from the document
    #[arg(long, default_value_t = CASES)]
    cases: u32,
    /// Where the random cases begin
    #[arg(long, default_value_t = SEED)]
    seed: u32,
}

const CASES: u32 = 10;
const SEED: u32 = 1;

impl Wish {
    /// All APIs by all tools, with the usual cases.
    pub(crate) fn all() -> Self {
        Self { names: Vec::new(), tools: Vec::new(), cases: CASES, seed: SEED }
    }

    fn tools(&self) -> impl Iterator<Item = Tool> {
        let wanted = |tool: &Tool| self.tools.is_empty() || self.tools.contains(tool);
        Tool::ALL.into_iter().filter(wanted)
    }
}

/// A tool.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Tool {
    /// Calls a server as its document says it can be called.
    Schemathesis,
    /// Mocks a server by its document.
    Prism,
    /// Client packages that vendors published.
    Packages,
}

impl Tool {
    const ALL: [Self; 3] = [Self::Prism, Self::Packages, Self::Schemathesis];

    fn name(self) -> &'static str {
        match self {
            Self::Schemathesis => "schemathesis",
            Self::Prism => "prism",
            Self::Packages => "packages",
        }
    }
}

/// What a tool found in one API.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// How many operations it knows; packages have names of their own for what they do.
    operations: Option<u64>,
    /// How many of them answered a call with success, where the tool calls what is served.
    reached: Option<u64>,
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

/// Installs the tools where they are not there: what a run needs of the network.
pub(crate) fn prepare(wish: &Wish) -> anyhow::Result<()> {
    wish.tools().try_for_each(|tool| tools::prepare(tool).map(drop))
}

/// Runs the tools.
pub(crate) fn run(wish: &Wish) -> anyhow::Result<bool> {
    let names = names(wish)?;
    let programs = Programs::build()?;
    let mut exceptions = Exceptions::read()?;
    let mut rows = Vec::new();
    let mut well = true;
    for tool in wish.tools() {
        let program = tools::prepare(tool)?;
        for name in &names {
            let begun = Instant::now();
            let found = match tool {
                Tool::Schemathesis => schemathesis::run(&program, &programs, name, wish)?,
                Tool::Prism => prism::run(&program, &programs, name)?,
                Tool::Packages => match packages::run(&program, &programs, name)? {
                    Some(found) => found,
                    None => continue,
                },
            };
            let left = exceptions.without(tool, name, &found.failures);
            for failure in &left {
                let Failure { operation, code, why } = failure;
                say(&format!("{}\t{name}\t{operation}\t{code}\t{why}", tool.name()));
            }
            well &= left.is_empty();
            let excepted = found.failures.len() - left.len();
            let shown = |number: Option<u64>| number.map_or("-".to_owned(), |it| it.to_string());
            let (operations, reached) = (shown(found.operations), shown(found.reached));
            rows.push(format!(
                "{:<13} {name:<10} {operations:>3} operations {reached:>3} reached {:>5} cases {excepted:>3} excepted {:>3} failed {:>5} s",
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
