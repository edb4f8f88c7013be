//! The programs of this workspace that conformance tests run.

use std::collections::BTreeMap;
use std::path::PathBuf;

use anyhow::Context as _;

use crate::workspace;

/// The programs.
#[derive(Debug)]
pub(super) struct Programs {
    /// The reference server.
    pub(super) server: PathBuf,
    /// The program that calls servers with generated clients.
    pub(super) caller: PathBuf,
}

impl Programs {
    /// Builds the programs. The arguments are those of the workspace's tests: after a test run, nothing is compiled again.
    pub(super) fn build() -> anyhow::Result<Self> {
        let built = workspace::build(&["--workspace", "--bins"])?;
        Ok(Self {
            server: program(&built, "counterpart-runtime")?,
            caller: program(&built, "caller")?,
        })
    }
}

fn program(built: &BTreeMap<String, PathBuf>, name: &str) -> anyhow::Result<PathBuf> {
    built.get(name).cloned().with_context(|| format!("cargo built no `{name}`"))
}
