//! The programs of this workspace that the tools need, built: what runs is what stands in the sources.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::{Context as _, bail};
use serde_json::Value as Json;

use crate::root;

/// The programs.
#[derive(Debug)]
pub(super) struct Programs {
    /// The reference server.
    pub(super) server: PathBuf,
    /// What calls servers by generated code.
    pub(super) caller: PathBuf,
}

impl Programs {
    /// Builds them, with the features that the tests have: after these, there is nothing left to build.
    pub(super) fn build() -> anyhow::Result<Self> {
        let output = Command::new("cargo")
            .args(["build", "--quiet", "--workspace", "--bins"])
            .arg("--message-format=json-render-diagnostics")
            .current_dir(root())
            .stderr(Stdio::inherit())
            .output()
            .context("cargo")?;
        if !output.status.success() {
            bail!("`cargo build --workspace --bins`: {}", output.status);
        }
        let text = String::from_utf8_lossy(&output.stdout);
        let messages = text.lines().filter_map(|line| serde_json::from_str::<Json>(line).ok());
        let built: Vec<(String, PathBuf)> = messages
            .filter_map(|message| {
                let (name, path) = (&message["target"]["name"], &message["executable"]);
                Some((name.as_str()?.to_owned(), path.as_str()?.into()))
            })
            .collect();
        let program = |name: &str| {
            let found = built.iter().find(|(built, _)| built == name);
            found.map(|(_, path)| path.clone()).with_context(|| format!("cargo built no `{name}`"))
        };
        Ok(Self { server: program("counterpart-runtime")?, caller: program("caller")? })
    }
}
