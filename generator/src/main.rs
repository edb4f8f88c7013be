//! The `counterpart` command: parses the command line, runs the subcommand, and turns its result into an exit code.

mod args;
mod command;

use std::process::ExitCode;

use args::{Args, Command};
use clap::Parser as _;
use command::{bundle, check, generate, init, output::say};

/// A generation makes and drops millions of small values, on every thread at once.
#[cfg(feature = "mimalloc")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let done = match Args::parse().command {
        Command::Init(args) => init::run(&args),
        Command::Generate(args) => generate::run(args),
        Command::Check(args) => check::run(&args),
        Command::Bundle(args) => bundle::run(&args),
    };
    ExitCode::from(done.unwrap_or_else(|failure| {
        say(&failure.text);
        failure.code
    }))
}
