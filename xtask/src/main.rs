//! The chores that a developer of Counterpart repeats: `cargo xtask --help` lists them.

mod bless;
mod ci;
mod codegen;
mod conformance;
mod corpus;
mod fuzz;
mod package;
mod tidy;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// The chores that a developer of Counterpart repeats.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", arg_required_else_help = true)]
struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Generate the packages of `generated/` from the documents of `specs/`
    Codegen {
        /// Only these, by the name of their document [default: all]
        names: Vec<String>,
        /// Write nothing: say what is stale, and exit with 1 if anything is
        #[arg(long)]
        check: bool,
    },
    /// Make today's output of the golden tests the expected one
    Bless,
    /// Check the rules of the house: the order of the stages, module docs, the length of files
    Tidy,
    /// Generate every document of a folder, compile what came of it, and say what it took
    Corpus(corpus::Wish),
    /// Run a program and write down what it took: `corpus` calls it
    #[command(hide = true)]
    Measured {
        /// The file to write
        report: PathBuf,
        /// The program with its arguments
        #[arg(last = true)]
        command: Vec<String>,
    },
    /// Try the served APIs and the generated clients with tools that others wrote: Schemathesis and Prism
    Conformance(conformance::Wish),
    /// Change documents and messages at random places: all of it must end in files, values or findings
    Fuzz {
        /// For so long each
        #[arg(long, default_value_t = 5)]
        minutes: u64,
        /// From this number on; a finding names its own
        #[arg(long, default_value_t = 1)]
        seed: u64,
    },
    /// Package what is published, build each package from its archive, and use two in a project outside the repository
    Package,
    /// Do all that continuous integration does
    Ci,
}

fn main() -> ExitCode {
    let done = match Args::parse().command {
        Command::Codegen { names, check } => codegen::run(&names, check),
        Command::Bless => bless::run(),
        Command::Tidy => tidy::run(),
        Command::Corpus(wish) => corpus::run(&wish),
        Command::Measured { report, command } => corpus::measure::stand_between(&report, &command),
        Command::Conformance(wish) => conformance::run(&wish),
        Command::Fuzz { minutes, seed } => fuzz::run(minutes, seed),
        Command::Package => package::run(),
        Command::Ci => ci::run(),
    };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(error) => {
            say(&format!("error: {error:#}"));
            ExitCode::from(2)
        }
    }
}

/// The folder of the workspace.
fn root() -> PathBuf {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    package.parent().unwrap_or(package).to_owned()
}

/// A line to a person.
#[allow(clippy::print_stderr)] // the one place that talks
fn say(line: &str) {
    eprintln!("{line}");
}

/// A line of a chore's result.
#[allow(clippy::print_stdout)] // the one place that tells
fn tell(line: &str) {
    println!("{line}");
}
