//! Attacks the reference server as a stranger would: starts it on loopback with an empty data folder, runs each attack as a
//! program, and compares what it cost or broke with a bound.
//!
//! Prints a line for each finding and a table of results. An attack only sees what a caller sees, and what the system says
//! of the process: its memory, its processor time and its descriptors.

mod account;
mod bodies;
mod call;
mod document;
mod doubled;
mod folder;
mod forms;
mod full_disk;
mod guesses;
mod ids;
mod kills;
mod logins;
mod payload;
mod probe;
mod refusals;
mod report;
mod rules;
mod server;
mod soak;
mod streams;
mod tenants;
mod throughput;
mod unfinished;
mod usage;
mod writer;

use std::path::PathBuf;
use std::time::Instant;

use anyhow::Context as _;
use clap::{Args, ValueEnum};
use tokio::signal::unix::{SignalKind, signal};

use crate::output::{eprint_line, print_line};
use crate::workspace::{self, root};
use report::{Report, Row};

/// The options of `cargo xtask attack`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cargo xtask attack                        every attack on a release build
  cargo xtask attack --quick                the short form of `cargo xtask ci`, on a debug build
  cargo xtask attack doubled tenants        two attacks
  cargo xtask attack throughput --baseline target/before/counterpart-runtime
                                            compare with another build, in the same run

The data folders and the logs of the server are in `attack` below the target directory. The attack
`full-disk` mounts a small file system, which needs root; without it, the attack is skipped.")]
pub(crate) struct AttackOptions {
    /// Only these attacks [default: all]
    #[arg(value_name = "NAME", hide_possible_values = true)]
    names: Vec<Attack>,
    /// List the attacks and exit
    #[arg(long)]
    list: bool,
    /// Run the short form: fewer requests, a debug build, and bounds that hold for it
    #[arg(long)]
    quick: bool,
    /// Attack this program instead of building one
    #[arg(long, value_name = "BINARY")]
    server: Option<PathBuf>,
    /// Measure the throughput of this program too, and print the ratio
    #[arg(long, value_name = "BINARY")]
    baseline: Option<PathBuf>,
    /// Also write the results to a file, as JSON
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
}

impl AttackOptions {
    /// The short form, all attacks that belong to it.
    pub(crate) fn quick() -> Self {
        Self {
            names: Vec::new(),
            list: false,
            quick: true,
            server: None,
            baseline: None,
            json: None,
        }
    }

    fn attacks(&self) -> Vec<Attack> {
        let selected = |attack: &Attack| match self.names.as_slice() {
            [] => !self.quick || attack.is_quick(),
            names => names.contains(attack),
        };
        Attack::value_variants().iter().copied().filter(selected).collect()
    }
}

/// An attack.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Attack {
    /// The data folder exists and others may read it: is what the server writes there private?
    Folder,
    /// Another tenant's ids in every operation of agents that takes one
    Tenants,
    /// Refused requests over kept-alive connections: the next request must not be lost
    Refusals,
    /// Every text, list and object of every JSON body, twice as long: the work must not grow faster
    Doubled,
    /// Large bodies of what the document does not describe: the memory for one message
    Bodies,
    /// One long write beside many short ones
    Writer,
    /// Forms of many small parts, half sent and held
    Forms,
    /// Streams that nobody reads
    Streams,
    /// Wrong passwords for one account, at once and one after the other
    Guesses,
    /// Thousands of logins without an account, at once
    Logins,
    /// Connections that never finish: half heads, silence, slow bodies
    Unfinished,
    /// The server is killed during writes, again and again
    Kills,
    /// The disk is full, and then has space again
    FullDisk,
    /// A generated server with rules, patterns and parameters that are expensive to check
    Rules,
    /// Reads and writes of 64 connections for minutes
    Soak,
    /// Reads and writes a second at 1, 16, 64 and 256 connections
    Throughput,
}

impl Attack {
    fn name(self) -> String {
        self.to_possible_value().map_or_else(String::new, |value| value.get_name().to_owned())
    }

    /// Whether it belongs to the short form.
    fn is_quick(self) -> bool {
        !matches!(self, Self::Rules | Self::Soak | Self::Throughput)
    }

    async fn run(self, plan: &Plan) -> anyhow::Result<Vec<Row>> {
        match self {
            Self::Folder => folder::run(plan).await,
            Self::Tenants => tenants::run(plan).await,
            Self::Refusals => refusals::run(plan).await,
            Self::Doubled => doubled::run(plan).await,
            Self::Bodies => bodies::run(plan).await,
            Self::Writer => writer::run(plan).await,
            Self::Forms => forms::run(plan).await,
            Self::Streams => streams::run(plan).await,
            Self::Guesses => guesses::run(plan).await,
            Self::Logins => logins::run(plan).await,
            Self::Unfinished => unfinished::run(plan).await,
            Self::Kills => kills::run(plan).await,
            Self::FullDisk => full_disk::run(plan).await,
            Self::Rules => rules::run(plan).await,
            Self::Soak => soak::run(plan).await,
            Self::Throughput => throughput::run(plan).await,
        }
    }
}

/// What all attacks of a run share.
#[derive(Debug)]
struct Plan {
    /// The server that is attacked.
    program: PathBuf,
    /// Another build of it, to compare the throughput with.
    baseline: Option<PathBuf>,
    /// Whether the short form runs.
    quick: bool,
    /// The folder for logs and data.
    folder: PathBuf,
}

impl Plan {
    /// The first number, or the second one in the short form.
    fn scale<T>(&self, whole: T, quick: T) -> T {
        if self.quick { quick } else { whole }
    }
}

/// Runs the attacks. Returns `false` if one of them broke a bound.
pub(crate) fn run(options: &AttackOptions) -> anyhow::Result<bool> {
    if options.list {
        for attack in Attack::value_variants() {
            let help = attack.to_possible_value().and_then(|value| value.get_help().cloned());
            let quick = if attack.is_quick() { "quick" } else { "     " };
            let help = help.map(|help| help.to_string()).unwrap_or_default();
            print_line(&format!("{:<11} {quick}  {help}", attack.name()));
        }
        return Ok(true);
    }
    usage::allow_descriptors()?;
    let folder = workspace::target()?.join("attack");
    std::fs::create_dir_all(&folder).with_context(|| folder.display().to_string())?;
    let program = match &options.server {
        Some(program) => std::path::absolute(program)?,
        None => build(options.quick)?,
    };
    let baseline = options.baseline.as_deref().map(std::path::absolute).transpose()?;
    let plan = Plan { program, baseline, quick: options.quick, folder };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let mut report = Report::default();
    for attack in options.attacks() {
        eprint_line(&format!("── {}", attack.name()));
        let begun = Instant::now();
        let rows = runtime.block_on(async {
            tokio::select! {
                rows = attack.run(&plan) => Some(rows),
                () = interrupted() => None,
            }
        });
        // Leaving the function ends the servers and unmounts what is mounted.
        let rows = rows.context("interrupted")?;
        let rows = rows.unwrap_or_else(|error| vec![Row::failed(&error)]);
        let seconds = begun.elapsed().as_secs();
        report.add(&attack.name(), seconds, rows);
    }
    print_line(&report.table());
    if let Some(file) = &options.json {
        report.write(file)?;
    }
    Ok(report.held())
}

/// Completes at Ctrl-C and at the termination signal.
async fn interrupted() {
    let Ok(mut terminate) = signal(SignalKind::terminate()) else {
        return std::future::pending().await;
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        _ = terminate.recv() => {}
    }
}

/// Builds the server. The short form uses the debug build that the tests have made.
fn build(quick: bool) -> anyhow::Result<PathBuf> {
    let arguments: &[&str] = if quick {
        &["--workspace", "--bins"]
    } else {
        &["--release", "--package", "counterpart-runtime", "--bins"]
    };
    eprint_line(&format!("building the server in {}", root().display()));
    let built = workspace::build(arguments)?;
    built.get("counterpart-runtime").cloned().context("cargo built no `counterpart-runtime`")
}
