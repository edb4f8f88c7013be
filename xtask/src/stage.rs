//! The parts of the workspace that can be tested alone, each with the tests that guard it. This table is what
//! `cargo xtask test` and `cargo xtask bless` know.

use clap::ValueEnum;

/// A part of the workspace.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Stage {
    /// Generator: files and URLs are read, and their texts become trees
    Load,
    /// Generator: references are checked, older versions of OpenAPI are raised
    Resolve,
    /// Generator: operations are filtered
    Select,
    /// Generator: the tree is checked against the dialect
    Read,
    /// Generator: the document becomes an `Api`
    Lower,
    /// Generator: the data structures of an `Api`
    Api,
    /// Generator: names, boxes, usage
    Pass,
    /// Generator: the plan becomes Rust
    Emit,
    /// Generator: files are written, compared and removed, and printed again only after a change
    Write,
    /// Generator: diagnostics, their codes and the text of the report
    Diag,
    /// Generator: `counterpart.toml`
    Config,
    /// Generator: the `counterpart` command
    Cli,
    /// Generator: `Builder`, as a build script uses it
    Builder,
    /// The pages of `docs/` that are compared with the generator
    Docs,
    /// Hostile documents and random changes of documents
    Hostile,
    /// The generated code of the golden tests, compiled and called
    Emitted,
    /// The packages of `generated/`: up to date, compiled and called
    Generated,
    /// Wire: everything
    Wire,
    /// Wire: scalars, formats, patterns, limits and codecs
    Values,
    /// Wire: client and server
    #[value(aliases = ["client", "server"])]
    Ends,
    /// The reference server
    Runtime,
}

/// The tests of a stage.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Tests {
    /// Filters for the unit tests of the generator and for the golden tests: a test runs if its path contains one of them.
    pub(crate) units: &'static [&'static str],
    /// Filters for the golden tests alone.
    pub(crate) goldens: &'static [&'static str],
    /// Integration tests of the generator and of `tests/stages`, by name.
    pub(crate) targets: &'static [&'static str],
    /// Tests of other packages: the arguments of `cargo test`.
    pub(crate) others: &'static [&'static [&'static str]],
}

const NONE: Tests = Tests { units: &[], goldens: &[], targets: &[], others: &[] };

impl Stage {
    /// The name on the command line.
    pub(crate) fn name(self) -> String {
        self.to_possible_value().map_or_else(String::new, |value| value.get_name().to_owned())
    }

    /// The tests that guard the stage.
    pub(crate) fn tests(self) -> Tests {
        match self {
            Self::Load => Tests {
                units: &["load::", "source::", "tree::"],
                goldens: &["goldens::load::"],
                targets: &["reach", "oracle"],
                ..NONE
            },
            Self::Resolve => golden(&["resolve::"], &["goldens::resolve::"]),
            Self::Select => Tests { units: &["select::", "settings::"], ..NONE },
            Self::Read => golden(&["read::", "goldens::diag::"], &["goldens::diag::"]),
            Self::Lower => golden(
                &["lower::", "goldens_of_formats"],
                &["goldens::lower::", "goldens_of_formats"],
            ),
            Self::Api => Tests {
                units: &["api::", "goldens::lower::", "goldens_of_formats"],
                goldens: &["goldens::lower::"],
                targets: &["formats"],
                ..NONE
            },
            Self::Pass => Tests {
                units: &["pass::"],
                goldens: &["goldens::pass::"],
                targets: &["names"],
                ..NONE
            },
            Self::Emit => golden(&["emit::"], &["goldens::emit::"]),
            Self::Write => Tests { targets: &["write", "printed"], ..NONE },
            Self::Diag => golden(&["diag::"], &["goldens::diag::"]),
            Self::Config => {
                golden(&["config::", "settings::"], &["goldens::config::", "settings::the_schema"])
            }
            Self::Cli => other(&[&["--package", "counterpart-generator", "--test", "command"]]),
            Self::Builder => other(&[&["--package", "counterpart-module"]]),
            Self::Docs => Tests {
                targets: &["formats", "keywords"],
                others: &[&["--package", "counterpart-generator", "--test", "guide"]],
                ..NONE
            },
            Self::Hostile => Tests { targets: &["hostile"], ..NONE },
            Self::Emitted => other(&[&[
                "--package",
                "counterpart-tests",
                "--no-default-features",
                "--test",
                "emitted",
            ]]),
            Self::Generated => Tests {
                targets: &["fresh"],
                others: &[&["--package", "counterpart-tests"]],
                ..NONE
            },
            Self::Wire => other(&[&["--package", "counterpart-wire", "--features", "roundtrip"]]),
            Self::Values => {
                other(&[&["--package", "counterpart-wire", "--features", "roundtrip", "values::"]])
            }
            Self::Ends => {
                other(&[&["--package", "counterpart-wire", "--features", "roundtrip", "ends::"]])
            }
            Self::Runtime => other(&[&["--package", "counterpart-runtime"]]),
        }
    }
}

const fn golden(units: &'static [&'static str], goldens: &'static [&'static str]) -> Tests {
    Tests { units, goldens, ..NONE }
}

const fn other(others: &'static [&'static [&'static str]]) -> Tests {
    Tests { others, ..NONE }
}
