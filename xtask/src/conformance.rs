//! Tests the served APIs and the generated clients with the tools of others. Schemathesis and the client packages of vendors
//! call the reference server; the generated clients call Prism, a mock server for OpenAPI documents.
//!
//! Prints the number of cases and the failures of each tool and document. Failures that `xtask/conformance/exceptions.tsv`
//! explains do not count.

mod exceptions;
mod http_specs;
mod json_schema;
mod packages;
mod prism;
mod programs;
mod report;
mod schemathesis;
mod server;
mod tools;

use std::path::PathBuf;
use std::time::Instant;

use anyhow::{Context as _, bail};
use clap::{Args, Subcommand, ValueEnum};

use crate::output::{eprint_line, print_line};
use crate::workspace::{self, root};
use exceptions::Exceptions;
use json_schema::JsonSchemaOptions;
use programs::Programs;

/// The options of `cargo xtask conformance`.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
#[command(after_help = "\
Examples:
  cargo xtask conformance                       every API with every tool, and json-schema
  cargo xtask conformance arcee --tool prism    one API with one tool
  cargo xtask conformance --cases 100 --seed 7  more random cases, other ones
  cargo xtask conformance json-schema           the JSON Schema Test Suite
  cargo xtask conformance http-specs            the scenarios of TypeSpec's http-specs

The tools are installed from PyPI and npm, which needs Python, Node.js and the network once. The
tools, their reports and their logs are in `conformance` below the target directory.")]
pub(crate) struct ConformanceOptions {
    /// Only these APIs, by the name of their document in specs/ [default: all]
    names: Vec<String>,
    /// Use only this tool. Can be given several times [default: all]
    #[arg(long = "tool", value_enum, value_name = "TOOL")]
    tools: Vec<Tool>,
    /// The number of random cases that Schemathesis makes for each operation, beside those that it derives from the document
    #[arg(long, default_value_t = CASES, value_name = "NUMBER")]
    cases: u32,
    /// The seed of the random cases
    #[arg(long, default_value_t = SEED, value_name = "NUMBER")]
    seed: u32,
    #[command(subcommand)]
    suite: Option<Suite>,
}

/// A suite that generated code is held to.
#[derive(Debug, Subcommand)]
enum Suite {
    /// Send every instance of the JSON Schema Test Suite to a generated server, and compare the verdicts
    JsonSchema(JsonSchemaOptions),
    /// Send every request of TypeSpec's http-specs through generated clients and servers to the suite's own mock server
    HttpSpecs,
}

const CASES: u32 = 10;
const SEED: u32 = 1;

impl ConformanceOptions {
    /// All APIs, all tools and the default number of cases.
    pub(crate) fn all() -> Self {
        Self { names: Vec::new(), tools: Vec::new(), cases: CASES, seed: SEED, suite: None }
    }

    fn tools(&self) -> impl Iterator<Item = Tool> {
        let is_selected = |tool: &Tool| self.tools.is_empty() || self.tools.contains(tool);
        Tool::ALL.into_iter().filter(is_selected)
    }
}

/// A tool.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Tool {
    /// Calls the server with cases made from the document
    Schemathesis,
    /// Mocks a server from the document; the generated client calls it
    Prism,
    /// Client packages of vendors; they call the server
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

/// The results of a tool for one API.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// The number of operations that it knows. `None` for client packages, which name their steps differently.
    operations: Option<u64>,
    /// The number of operations that answered with success, if the tool calls the server.
    reached: Option<u64>,
    /// The number of cases.
    cases: u64,
    /// The failures.
    failures: Vec<Failure>,
}

/// A failure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Failure {
    /// Method and path of the operation.
    operation: String,
    /// The tool's code for it.
    code: String,
    /// The tool's message.
    why: String,
}

/// The directory for the tools and their reports.
fn folder() -> anyhow::Result<PathBuf> {
    Ok(workspace::target()?.join("conformance"))
}

/// Installs missing tools. Only this needs the network.
pub(crate) fn prepare(options: &ConformanceOptions) -> anyhow::Result<()> {
    options.tools().try_for_each(|tool| tools::prepare(tool).map(drop))
}

/// Runs the tools. Returns `false` if there is a failure.
pub(crate) fn run(options: &ConformanceOptions) -> anyhow::Result<bool> {
    match &options.suite {
        Some(Suite::JsonSchema(options)) => return json_schema::run(options),
        Some(Suite::HttpSpecs) => return http_specs::run(),
        None => {}
    }
    let names = names(options)?;
    let programs = Programs::build()?;
    let mut exceptions = Exceptions::read()?;
    let mut rows = Vec::new();
    let mut passed = true;
    for tool in options.tools() {
        let program = tools::prepare(tool)?;
        for name in &names {
            let begun = Instant::now();
            let found = match tool {
                Tool::Schemathesis => schemathesis::run(&program, &programs, name, options)?,
                Tool::Prism => prism::run(&program, &programs, name)?,
                Tool::Packages => match packages::run(&program, &programs, name)? {
                    Some(found) => found,
                    None => continue,
                },
            };
            let left = exceptions.without(tool.name(), name, &found.failures);
            for failure in &left {
                let Failure { operation, code, why } = failure;
                eprint_line(&format!("{}\t{name}\t{operation}\t{code}\t{why}", tool.name()));
            }
            passed &= left.is_empty();
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
            eprint_line(rows.last().map_or("", String::as_str));
        }
        passed &= exceptions.all_used(tool.name(), &names);
    }
    for row in &rows {
        print_line(row);
    }
    if options.names.is_empty() && options.tools.is_empty() {
        passed &= json_schema::run(&JsonSchemaOptions::default())?;
    }
    Ok(passed)
}

/// The names of the selected documents.
fn names(options: &ConformanceOptions) -> anyhow::Result<Vec<String>> {
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
    if let Some(unknown) = options.names.iter().find(|name| !all.contains(name)) {
        bail!("there is no document `specs/{unknown}.yaml`; the documents are {}", all.join(", "));
    }
    all.retain(|name| options.names.is_empty() || options.names.contains(name));
    Ok(all)
}
