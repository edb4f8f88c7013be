//! The reference server, built and started for the tools, and the credentials that it accepts.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};

use anyhow::{Context as _, bail};

use super::target;
use crate::root;

const KEY: &str = "conformance-key";

/// A server that runs until it is dropped.
#[derive(Debug)]
pub(super) struct Running {
    child: Child,
    bases: BTreeMap<String, String>,
}

impl Running {
    /// Builds and starts it, on a port that is free, with nothing in it but what a fresh server has.
    pub(super) fn start() -> anyhow::Result<Self> {
        build(&["--package", "counterpart-runtime"])?;
        let mut child = Command::new(target().join("debug/counterpart-runtime"))
            .args(["serve", "--memory", "--key", KEY, "--listen", "127.0.0.1:0"])
            .env("RATE_LIMITS", "off")
            .env("STRIPE_WEBHOOK_SECRET", "whsec_conformance")
            .env("RUST_LOG", "error")
            .stdout(Stdio::piped())
            .spawn()
            .context("counterpart-runtime")?;
        let mut bases = BTreeMap::new();
        let output = child.stdout.take().context("the server's output")?;
        for line in BufReader::new(output).lines() {
            let line = line?;
            let words: Vec<&str> = line.split_whitespace().collect();
            match words.as_slice() {
                [name, url, ..] if url.starts_with("http://") => {
                    bases.insert((*name).to_owned(), (*url).to_owned());
                }
                ["Ctrl-C", ..] => return Ok(Self { child, bases }),
                _ => {}
            }
        }
        bail!("the server ended before it listened")
    }

    /// Where an API is served.
    pub(super) fn base(&self, name: &str) -> anyhow::Result<&str> {
        self.bases.get(name).map(String::as_str).with_context(|| format!("{name} is not served"))
    }

    /// A header that proves a caller of an API.
    pub(super) fn credential(&self, name: &str) -> anyhow::Result<String> {
        Ok(match name {
            "arcee" => format!("X-Token: {KEY}"),
            "arcanna" => format!("x-arcanna-api-key: {KEY}"),
            "agents" => format!("Authorization: Bearer {}", self.token(name)?),
            _ => format!("Authorization: Bearer {KEY}"),
        })
    }

    /// An access token of a person who signs up, or logs in where they did before.
    fn token(&self, name: &str) -> anyhow::Result<String> {
        build(&["--package", "counterpart-tests", "--bin", "caller"])?;
        let output = Command::new(target().join("debug/caller"))
            .args(["register", self.base(name)?])
            .output()
            .context("caller")?;
        if !output.status.success() {
            bail!("no access token: {}", String::from_utf8_lossy(&output.stderr));
        }
        Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended by itself; then there is nothing to end.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Builds a part of the workspace.
pub(super) fn build(what: &[&str]) -> anyhow::Result<()> {
    let mut command = Command::new("cargo");
    command.args(["build", "--quiet"]).args(what).current_dir(root());
    let status = command.status().context("cargo build")?;
    if !status.success() {
        bail!("`cargo build {}`: {status}", what.join(" "));
    }
    Ok(())
}
