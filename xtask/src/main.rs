//! The development commands of this repository: `cargo xtask --help` lists them.
//!
//! This package does not depend on the generator, so that a change of the generator does not rebuild it.

#[cfg(unix)]
mod attack;
mod bless;
mod ci;
mod codegen;
mod conformance;
mod corpus;
mod docs;
mod fuzz;
mod output;
mod package;
mod process;
mod stage;
mod test;
mod tidy;
mod workspace;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use output::eprint_line;
use stage::Stage;

/// Development commands of the Counterpart repository
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", arg_required_else_help = true)]
#[command(after_help = "\
Examples:
  cargo xtask test emit         test one stage of the generator, in seconds
  cargo xtask bless emit        accept its current output as the expected output
  cargo xtask codegen           regenerate the packages of generated/
  cargo xtask ci                run everything that must pass before a change lands

All commands put their files into Cargo's target directory, also if CARGO_TARGET_DIR or
build.target-dir moves it. Exit codes: 0 passed, 1 failed, 2 the command could not run.")]
struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Run the tests that guard one stage, or several
    #[command(arg_required_else_help = true)]
    #[command(after_help = "\
Examples:
  cargo xtask test emit         unit tests and golden files of the emitters
  cargo xtask test lower pass   two stages")]
    Test {
        /// The stages to test
        #[arg(required = true, value_name = "STAGE")]
        stages: Vec<Stage>,
    },
    /// Accept the current output of the golden tests as the expected output
    ///
    /// Golden files are in tests/cases/ and docs/. The command lists the files that changed. Review each change before you
    /// commit it.
    #[command(after_help = "\
Examples:
  cargo xtask bless             all golden files
  cargo xtask bless emit        only those of the emitters")]
    Bless {
        /// Only these stages [default: all]
        #[arg(value_name = "STAGE", hide_possible_values = true)]
        stages: Vec<Stage>,
    },
    /// Generate the packages of generated/ from the documents of specs/
    #[command(after_help = "\
Examples:
  cargo xtask codegen           all packages
  cargo xtask codegen arcee     specs/arcee.yaml to generated/arcee
  cargo xtask codegen --check   is generated/ up to date?")]
    Codegen {
        /// Only these documents, by name without extension [default: all]
        names: Vec<String>,
        /// Write nothing. List what is out of date, and exit with 1 if there is anything
        #[arg(long)]
        check: bool,
    },
    /// Check the rules of the repository: order of the stages, module docs, length of files
    Tidy,
    /// Generate, compile and measure every document of a directory
    Corpus(corpus::CorpusOptions),
    /// Run a program and write its resource usage to a file. `corpus` uses it
    #[command(hide = true)]
    Measured {
        /// The file to write
        report: PathBuf,
        /// The program and its arguments
        #[arg(last = true)]
        command: Vec<String>,
    },
    /// Test the served APIs and the generated clients with Schemathesis, Prism and client packages of vendors
    Conformance(conformance::ConformanceOptions),
    /// Attack the reference server, and compare what each attack cost or broke with a bound
    #[cfg(unix)]
    Attack(attack::AttackOptions),
    /// Test the generator and generated packages with random changes of documents and messages, and the JSON reader with changed texts
    #[command(after_help = "\
Examples:
  cargo xtask fuzz                          five minutes for documents, five for messages, a million JSON texts
  cargo xtask fuzz --minutes 0 --texts 10000000
                                            the JSON reader only: ten million texts
  cargo xtask fuzz --minutes 1 --seed 4711  repeat a failure: its message names the seed")]
    Fuzz {
        /// The time for each of the tests with documents and messages
        #[arg(long, default_value_t = 5)]
        minutes: u64,
        /// The number of changed JSON texts, each read by wire and by `serde_json`
        #[arg(long, default_value_t = 1_000_000)]
        texts: u64,
        /// The first seed. Each change has its own, counted up from here
        #[arg(long, default_value_t = 1)]
        seed: u64,
    },
    /// Write the generated parts of the guide in docs/, check its links, and build it in `book` below the target directory
    Docs {
        /// Write nothing: exit with 1 if a generated part is not up to date
        #[arg(long)]
        check: bool,
    },
    /// Build every published package from its archive, and use two archives in a project outside the repository
    Package,
    /// Run everything that must pass before a change lands
    Ci,
}

fn main() -> ExitCode {
    let outcome = match Args::parse().command {
        Command::Test { stages } => test::run(&stages),
        Command::Bless { stages } => bless::run(&stages),
        Command::Codegen { names, check } => codegen::run(&names, check),
        Command::Tidy => tidy::run(),
        Command::Corpus(options) => corpus::run(&options),
        Command::Measured { report, command } => corpus::measure::run(&report, &command),
        Command::Conformance(options) => conformance::run(&options),
        #[cfg(unix)]
        Command::Attack(options) => attack::run(&options),
        Command::Fuzz { minutes, texts, seed } => fuzz::run(minutes, texts, seed),
        Command::Docs { check } => docs::run(check),
        Command::Package => package::run(),
        Command::Ci => ci::run(),
    };
    match outcome {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(error) => {
            eprint_line(&format!("error: {error:#}"));
            ExitCode::from(2)
        }
    }
}
