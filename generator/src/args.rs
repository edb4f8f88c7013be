//! The command line of `counterpart`.

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};

/// One OpenAPI document in; a Rust server trait and a Rust client that fit each other out.
#[derive(Debug, Parser)]
#[command(name = "counterpart", version, arg_required_else_help = true)]
#[command(after_help = "\
Examples:
  counterpart check petstore.yaml
  counterpart generate petstore.yaml --out crates/petstore-api --name petstore-api

A fault of the document costs the operations that need the faulty part: `generate` names and skips
them, and generates the rest.

Exit codes: 0 all well, 1 the document has errors (check), has what --deny names, is no OpenAPI
document, or the folder is not fresh (generate --check), 2 wrong use of the command or a file that
cannot be read or written.")]
pub(crate) struct Args {
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Generate a package from a document
    ///
    /// Only files that changed are written, files that an earlier run made and that no longer belong are removed,
    /// and files of your own are left alone.
    Generate {
        /// The OpenAPI document, YAML or JSON
        spec: PathBuf,
        /// The folder of the package
        #[arg(long, short, value_name = "DIR")]
        out: PathBuf,
        /// The name of the package [default: made of the document's title]
        #[arg(long, value_name = "NAME")]
        name: Option<String>,
        /// Take the `counterpart-wire` crate from this path, relative to the package, not from a registry
        #[arg(long, value_name = "PATH")]
        wire_path: Option<String>,
        /// Write what was found and generated to this file, as JSON
        #[arg(long, value_name = "FILE")]
        report: Option<PathBuf>,
        #[command(flatten)]
        reach: Reach,
        /// Write nothing: say what would change, and exit with 1 if anything would
        #[arg(long)]
        check: bool,
        /// Write nothing and exit with 1 when there are findings of this kind
        #[arg(long, value_name = "KIND")]
        deny: Vec<Deny>,
    },
    /// Check a document: every finding with its place and advice
    Check {
        /// The OpenAPI document, YAML or JSON
        spec: PathBuf,
        #[command(flatten)]
        reach: Reach,
        /// Exit with 1 when there are findings of this kind; errors are always among them
        #[arg(long, value_name = "KIND")]
        deny: Vec<Deny>,
    },
}

/// What the references of a document may lead to.
#[derive(Debug, clap::Args)]
pub(crate) struct Reach {
    /// Let references lead to the files of this folder and below [default: the folder of the document]
    #[arg(long, value_name = "DIR")]
    pub(crate) root: Option<PathBuf>,
    /// Let references lead to any file
    #[arg(long)]
    pub(crate) allow_outside: bool,
}

/// Findings that are refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Deny {
    /// What the document says wrong, and what costs operations
    Errors,
    /// Whatever is found
    Warnings,
    /// What the document says rightly and the generator does not honour
    Unsupported,
}
