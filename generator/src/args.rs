//! The command line of `counterpart`.

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};
use counterpart_generator::bundle::{Format, Target};
use counterpart_generator::config::{Ends, Selection, Settings};
use counterpart_generator::diag::Selector;

/// Generates a Rust server trait and a matching Rust client from one OpenAPI document.
#[derive(Debug, Parser)]
#[command(name = "counterpart", version, arg_required_else_help = true)]
#[command(after_help = "\
Examples:
  counterpart check petstore.yaml              print every finding, with its place and advice
  counterpart init petstore.yaml               write a counterpart.toml that explains each setting
  counterpart generate                         generate by the settings in counterpart.toml
  counterpart generate petstore.yaml --out crates/petstore-api --name petstore-api
  counterpart generate --check                 in CI: check that the generated files are up to date
  counterpart bundle api/petstore.yaml         print a document in several files as one document

Settings are read from the counterpart.toml next to the document or above it, or from the file that
--config names. Flags override the file: --include-* flags replace its [include] table, and
--exclude-* flags add to its [exclude] table.

A document with errors generates nothing. With --keep-going, only the operations that need a faulty part
are left out, and `generate` lists them.

Exit codes:
  0  success
  1  the document has errors (generate, check: without --keep-going), a setting does not fit it, or there
     are denied findings; generate --check: the files are not up to date
  2  a wrong command line, or a file that cannot be read or written")]
pub(crate) struct Args {
    /// The subcommand.
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// The subcommands.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Init(InitArgs),
    Generate(GenerateArgs),
    Check(CheckArgs),
    Bundle(BundleArgs),
}

/// Write a counterpart.toml for a document, with every setting explained
///
/// Settings that have a sensible value for the document are set. All other settings are comments with an example.
/// Next to the file, counterpart.schema.json is written: editors use it to complete and check the settings.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  counterpart init petstore.yaml
  counterpart init specs/github.json --config github.toml")]
pub(crate) struct InitArgs {
    /// The OpenAPI document, in YAML or JSON
    pub(crate) document: PathBuf,
    /// The file to write
    #[arg(long, value_name = "FILE", default_value = "counterpart.toml")]
    pub(crate) config: PathBuf,
    /// Overwrite the file if it exists
    #[arg(long)]
    pub(crate) force: bool,
}

/// Generate a package from a document
///
/// Only changed files are written. Files of an earlier run that are no longer generated are removed. Files that you
/// added stay.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  counterpart generate
  counterpart generate --config github.toml --check
  counterpart generate --keep-going                    leave out the operations that need a faulty part
  counterpart generate petstore.yaml --out crates/petstore-api --deny unsupported --allow W0303
  counterpart generate github.json --out github-issues --include-tag issues --client-only")]
pub(crate) struct GenerateArgs {
    #[command(flatten)]
    pub(crate) from: From,
    /// The folder of the package
    #[arg(long, short, value_name = "DIR")]
    pub(crate) out: Option<PathBuf>,
    /// The name of the package [default: derived from the title of the document]
    #[arg(long, value_name = "NAME")]
    pub(crate) name: Option<String>,
    /// Use the `counterpart-wire` crate at this path, relative to the package, instead of a registry
    #[arg(long, value_name = "PATH")]
    pub(crate) wire_path: Option<String>,
    /// Use the `counterpart-wire` crate in the Git repository at this URL
    #[arg(long, value_name = "URL", conflicts_with = "wire_path")]
    pub(crate) wire_git: Option<String>,
    /// Use this commit or tag of the Git repository [default: the newest commit]
    #[arg(long, value_name = "REV", requires = "wire_git")]
    pub(crate) wire_rev: Option<String>,
    /// Write a report of the findings and the generated parts to this file, as JSON, whatever the format
    #[arg(long, value_name = "FILE")]
    pub(crate) report: Option<PathBuf>,
    /// Write nothing; print what would change, and exit with 1 if anything would
    #[arg(long)]
    pub(crate) check: bool,
    /// Print all files again, including those whose code did not change
    #[arg(long, conflicts_with = "check")]
    pub(crate) reprint: bool,
    #[command(flatten)]
    pub(crate) findings: Findings,
    #[command(flatten)]
    pub(crate) filters: Filters,
}

/// Check a document and its settings: print every finding with its place and advice. Exit with 1 if there are errors
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  counterpart check
  counterpart check petstore.yaml --deny warnings")]
pub(crate) struct CheckArgs {
    #[command(flatten)]
    pub(crate) from: From,
    #[command(flatten)]
    pub(crate) findings: Findings,
    #[command(flatten)]
    pub(crate) filters: Filters,
}

/// Write a document and everything its references lead to as one self-contained document
///
/// References to other files, to anchors and to addresses become references to components of the written document. The
/// whole document is written: the filters of the settings do not apply. Only comments are lost.
///
/// A reference that cannot be resolved is printed as an error and stays as it is. The rest is written, and the exit code
/// is 1. With `--deny errors`, nothing is written in that case.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  counterpart bundle api/petstore.yaml -o petstore.yaml
  counterpart bundle api/petstore.yaml --to json | jq .paths
  counterpart bundle swagger.json --as 3.1 -o openapi.yaml")]
pub(crate) struct BundleArgs {
    #[command(flatten)]
    pub(crate) from: From,
    /// The format [default: that of FILE by its extension, else that of the document]
    #[arg(long, value_name = "FORMAT")]
    pub(crate) to: Option<BundleFormat>,
    /// Convert a document in Swagger 2.0 or OpenAPI 3.0 to this version [default: keep the version]
    #[arg(long = "as", value_name = "VERSION")]
    version: Option<BundleVersion>,
    /// The file to write [default: standard output]
    #[arg(long, short, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) levels: Levels,
}

impl BundleArgs {
    /// The version that the bundle is written in.
    pub(crate) fn target(&self) -> Target {
        match self.version {
            Some(BundleVersion::V3_1) => Target::V3_1,
            None => Target::Unchanged,
        }
    }
}

/// The format of a bundle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum BundleFormat {
    /// YAML
    Yaml,
    /// JSON
    Json,
}

impl std::convert::From<BundleFormat> for Format {
    fn from(format: BundleFormat) -> Self {
        match format {
            BundleFormat::Yaml => Self::Yaml,
            BundleFormat::Json => Self::Json,
        }
    }
}

/// The version of a bundle.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum BundleVersion {
    /// OpenAPI 3.1
    #[value(name = "3.1")]
    V3_1,
}

/// The document, its settings, and which references are allowed.
#[derive(Debug, clap::Args)]
pub(crate) struct From {
    /// The OpenAPI document, in YAML or JSON [default: `document` in the settings]
    pub(crate) document: Option<PathBuf>,
    /// The settings [default: the counterpart.toml next to the document or above it]
    #[arg(long, value_name = "FILE", conflicts_with = "no_config")]
    pub(crate) config: Option<PathBuf>,
    /// Do not read a counterpart.toml
    #[arg(long)]
    pub(crate) no_config: bool,
    /// Allow references to files in this folder and below [default: the folder of the document]
    #[arg(long, value_name = "DIR")]
    pub(crate) root: Option<PathBuf>,
    /// Allow references to any file
    #[arg(long)]
    pub(crate) allow_outside: bool,
    /// Allow references to the web: up to 30 seconds and 64 MiB each, without redirects to other hosts
    #[arg(long)]
    pub(crate) allow_http: bool,
}

/// Which operations, and which ends. In a pattern, `*` matches any text; in a path, any text between two slashes.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Filters")]
#[allow(clippy::struct_field_names)] // the fields are the flags
pub(crate) struct Filters {
    /// Include only operations with this tag (`default` matches operations without tags); can be repeated and combined
    #[arg(long, value_name = "TAG")]
    include_tag: Vec<String>,
    /// Include only this operation: an id such as `listPets`, or a method and a path such as `GET /pets/*`
    #[arg(long, value_name = "OPERATION")]
    include_operation: Vec<String>,
    /// Include only operations on this path: `/pets/{id}`, or a pattern such as `/pets/**`
    #[arg(long, value_name = "PATH")]
    include_path: Vec<String>,
    /// Exclude operations with this tag, even if they are included
    #[arg(long, value_name = "TAG")]
    exclude_tag: Vec<String>,
    /// Exclude this operation, even if it is included
    #[arg(long, value_name = "OPERATION")]
    exclude_operation: Vec<String>,
    /// Exclude operations on this path, even if they are included
    #[arg(long, value_name = "PATH")]
    exclude_path: Vec<String>,
    /// Generate only the client
    #[arg(long, conflicts_with = "server_only")]
    client_only: bool,
    /// Generate only the server
    #[arg(long)]
    server_only: bool,
}

impl Filters {
    /// Applies the flags on top of the settings.
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

/// How findings are shown, and what they are worth.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Findings")]
pub(crate) struct Findings {
    /// Generate a document that has errors, without the operations that need a faulty part
    #[arg(long)]
    pub(crate) keep_going: bool,
    /// The format of the findings
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub(crate) format: ReportFormat,
    /// Show notes too: what is valid and has no effect
    #[arg(long, short)]
    pub(crate) verbose: bool,
    #[command(flatten)]
    pub(crate) levels: Levels,
}

/// The levels of findings.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Findings")]
pub(crate) struct Levels {
    /// Do not show these findings: a code such as W0301, or a group such as `documentation`; can be repeated
    #[arg(long, value_name = "FINDINGS")]
    allow: Vec<Selector>,
    /// Show these findings as warnings; can be repeated
    #[arg(long, value_name = "FINDINGS")]
    warn: Vec<Selector>,
    /// Exit with 1 and write nothing if there are such findings: a code, or a group such as `errors`, `warnings` or
    /// `unsupported`; can be repeated
    #[arg(long, value_name = "FINDINGS")]
    deny: Vec<Selector>,
}

impl Levels {
    /// Applies the flags on top of the settings. A flag replaces the list of its name, and counts more than the same name
    /// in the other lists.
    pub(crate) fn apply(&self, settings: &mut Settings) {
        let flags = [&self.allow, &self.warn, &self.deny];
        for list in [&mut settings.allow, &mut settings.warn, &mut settings.deny] {
            list.retain(|name| !flags.into_iter().flatten().any(|flag| flag == name));
        }
        for (list, flags) in
            [&mut settings.allow, &mut settings.warn, &mut settings.deny].into_iter().zip(flags)
        {
            if !flags.is_empty() {
                list.clone_from(flags);
            }
        }
    }
}

/// The format of findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReportFormat {
    /// Text with the lines they are about, on standard error
    Human,
    /// One JSON object with all findings and what is generated, on standard output
    Json,
    /// Annotations of GitHub Actions, on standard output
    Github,
    /// SARIF 2.1.0, on standard output
    Sarif,
}
