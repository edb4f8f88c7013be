//! The command line of `counterpart`.

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};
use counterpart_generator::config::{self, Ends, Selection, Settings};

/// One OpenAPI document in; a Rust server trait and a Rust client that fit each other out.
#[derive(Debug, Parser)]
#[command(name = "counterpart", version, arg_required_else_help = true)]
#[command(after_help = "\
Examples:
  counterpart check petstore.yaml              every finding, with place and advice
  counterpart init petstore.yaml               write a counterpart.toml that explains itself
  counterpart generate                         generate by that counterpart.toml
  counterpart generate petstore.yaml --out crates/petstore-api --name petstore-api
  counterpart generate --check                 in CI: is what was generated up to date?

Settings are read from the counterpart.toml beside the document or above it, or from the file that
--config names. Flags count more than the file: --include-… flags stand in place of its [include],
--exclude-… flags add to its [exclude].

A fault of the document costs the operations that need the faulty part: `generate` names and skips
them, and generates the rest.

Exit codes: 0 all well, 1 the document has errors (check), has what is denied, is no OpenAPI
document, a setting cannot be followed, or the folder is not fresh (generate --check), 2 wrong use
of the command or a file that cannot be read or written.")]
pub(crate) struct Args {
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Write a counterpart.toml for a document, with every setting explained
    ///
    /// What has a sensible value for the document stands in it, everything else is a comment to take away. Beside it goes
    /// counterpart.schema.json, by which editors complete and check the settings.
    #[command(after_help = "\
Examples:
  counterpart init petstore.yaml
  counterpart init specs/github.json --config github.toml")]
    Init {
        /// The OpenAPI document, YAML or JSON
        document: PathBuf,
        /// The file to write
        #[arg(long, value_name = "FILE", default_value = "counterpart.toml")]
        config: PathBuf,
        /// Write also where there is such a file
        #[arg(long)]
        force: bool,
    },
    /// Generate a package from a document
    ///
    /// Only files that changed are written, files that an earlier run made and that no longer belong are removed,
    /// and files of your own are left alone.
    #[command(after_help = "\
Examples:
  counterpart generate
  counterpart generate --config github.toml --check
  counterpart generate petstore.yaml --out crates/petstore-api --deny unsupported
  counterpart generate github.json --out github-issues --include-tag issues --client-only")]
    Generate {
        #[command(flatten)]
        from: From,
        /// The folder of the package
        #[arg(long, short, value_name = "DIR")]
        out: Option<PathBuf>,
        /// The name of the package [default: made of the document's title]
        #[arg(long, value_name = "NAME")]
        name: Option<String>,
        /// Take the `counterpart-wire` crate from this path, relative to the package, not from a registry
        #[arg(long, value_name = "PATH")]
        wire_path: Option<String>,
        /// Take the `counterpart-wire` crate from the Git repository at this URL
        #[arg(long, value_name = "URL", conflicts_with = "wire_path")]
        wire_git: Option<String>,
        /// Take this commit or tag of the repository [default: the newest commit]
        #[arg(long, value_name = "REV", requires = "wire_git")]
        wire_rev: Option<String>,
        /// Write what was found and generated to this file, as JSON
        #[arg(long, value_name = "FILE")]
        report: Option<PathBuf>,
        /// Write nothing: say what would change, and exit with 1 if anything would
        #[arg(long)]
        check: bool,
        /// Print all files again, also those whose code did not change
        #[arg(long, conflicts_with = "check")]
        reprint: bool,
        /// Write nothing and exit with 1 when there are findings of this kind
        #[arg(long, value_name = "KIND")]
        deny: Vec<Deny>,
    },
    /// Check a document, and the settings for it: every finding with its place and advice
    #[command(after_help = "\
Examples:
  counterpart check
  counterpart check petstore.yaml --deny warnings")]
    Check {
        #[command(flatten)]
        from: From,
        /// Exit with 1 when there are findings of this kind; errors are always among them
        #[arg(long, value_name = "KIND")]
        deny: Vec<Deny>,
    },
}

/// What is read, and how far.
#[derive(Debug, clap::Args)]
pub(crate) struct From {
    /// The OpenAPI document, YAML or JSON [default: that of the settings]
    pub(crate) document: Option<PathBuf>,
    /// The settings [default: the counterpart.toml beside the document or above it]
    #[arg(long, value_name = "FILE", conflicts_with = "no_config")]
    pub(crate) config: Option<PathBuf>,
    /// Read no counterpart.toml
    #[arg(long)]
    pub(crate) no_config: bool,
    /// Let references lead to the files of this folder and below [default: the folder of the document]
    #[arg(long, value_name = "DIR")]
    pub(crate) root: Option<PathBuf>,
    /// Let references lead to any file
    #[arg(long)]
    pub(crate) allow_outside: bool,
    /// Let references lead to the web, within half a minute and 64 MiB each, and never on to another host
    #[arg(long)]
    pub(crate) allow_http: bool,
    #[command(flatten)]
    pub(crate) filters: Filters,
}

/// Which operations, and which ends. In each text `*` stands for anything, in a path for anything between two slashes.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "What is generated")]
#[allow(clippy::struct_field_names)] // the fields are the flags
pub(crate) struct Filters {
    /// Only operations of this tag, and of others that are included; `default` is that of those without any
    #[arg(long, value_name = "TAG")]
    include_tag: Vec<String>,
    /// Only this operation, and others that are included: an id such as `listPets`, or a call such as `GET /pets/*`
    #[arg(long, value_name = "OPERATION")]
    include_operation: Vec<String>,
    /// Only operations of this path, and others that are included: `/pets/{id}`, `/pets/**`
    #[arg(long, value_name = "PATH")]
    include_path: Vec<String>,
    /// No operation of this tag, even when it is included
    #[arg(long, value_name = "TAG")]
    exclude_tag: Vec<String>,
    /// Not this operation, even when it is included
    #[arg(long, value_name = "OPERATION")]
    exclude_operation: Vec<String>,
    /// No operation of this path, even when it is included
    #[arg(long, value_name = "PATH")]
    exclude_path: Vec<String>,
    /// Generate no server
    #[arg(long, conflicts_with = "server_only")]
    client_only: bool,
    /// Generate no client
    #[arg(long)]
    server_only: bool,
}

impl Filters {
    /// Lets the flags count more than the settings.
    pub(crate) fn apply(&self, settings: &mut Settings) {
        let include = Selection {
            tags: self.include_tag.clone(),
            operations: self.include_operation.clone(),
            paths: self.include_path.clone(),
        };
        if !include.is_empty() {
            settings.include = include;
        }
        settings.exclude.tags.extend_from_slice(&self.exclude_tag);
        settings.exclude.operations.extend_from_slice(&self.exclude_operation);
        settings.exclude.paths.extend_from_slice(&self.exclude_path);
        if self.client_only {
            settings.ends = Ends::Client;
        } else if self.server_only {
            settings.ends = Ends::Server;
        }
    }
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

impl Deny {
    /// The same, as a setting.
    pub(crate) fn setting(self) -> config::Deny {
        match self {
            Self::Errors => config::Deny::Errors,
            Self::Warnings => config::Deny::Warnings,
            Self::Unsupported => config::Deny::Unsupported,
        }
    }
}
