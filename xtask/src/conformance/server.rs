//! The reference server, started for the tools with one API and an empty store, and the credentials that it accepts.

use std::fs::File;
use std::process::{Command, Stdio};
use std::time::Duration;

use anyhow::{Context as _, bail};

use super::folder;
use super::process::{self, Process};
use super::programs::Programs;

/// The key that it accepts.
pub(super) const KEY: &str = "conformance-key";

/// The time for the server to be ready, and for a person to sign up.
const READY: Duration = Duration::from_mins(1);

/// A server that runs until it is dropped.
#[derive(Debug)]
pub(super) struct Running {
    _process: Process,
    name: String,
    base: String,
}

impl Running {
    /// Starts it, on a port that is free, with nothing in it but what a fresh server has.
    pub(super) fn start(programs: &Programs, name: &str) -> anyhow::Result<Self> {
        let log = folder().join(format!("server-{name}.log"));
        let mut process = Process::start(
            Command::new(&programs.server)
                .args(["serve", name, "--memory", "--key", KEY, "--listen", "127.0.0.1:0"])
                // A tool calls more often than anybody may.
                .env("RATE_LIMITS", "off")
                .env("STRIPE_WEBHOOK_SECRET", "whsec_conformance")
                .env("AGENTS_VAULT_KEY", "vault-conformance")
                // This stream has no end, and a tool that reads an answer whole would wait for it.
                .env("AGENTS_BILLING_STREAM", "off")
                .env("RUST_LOG", "error")
                .stdout(Stdio::piped())
                .stderr(File::create(&log).with_context(|| log.display().to_string())?),
        )?;
        let lines = process.lines_until(READY, |line| line.starts_with("Ctrl-C"))?;
        let base = lines.iter().find_map(|line| {
            let mut words = line.split_whitespace();
            (words.next()? == name).then(|| words.next().map(str::to_owned))?
        });
        let base = base.with_context(|| format!("the server does not serve {name}"))?;
        Ok(Self { _process: process, name: name.to_owned(), base })
    }

    /// Where the API is served.
    pub(super) fn base(&self) -> &str {
        &self.base
    }

    /// A header that proves a caller, who is new to an API of people.
    pub(super) fn credential(&self, programs: &Programs, person: usize) -> anyhow::Result<String> {
        Ok(match self.name.as_str() {
            "arcee" => format!("X-Token: {KEY}"),
            "arcanna" => format!("x-arcanna-api-key: {KEY}"),
            "agents" => format!("Authorization: Bearer {}", self.token(programs, person)?),
            _ => format!("Authorization: Bearer {KEY}"),
        })
    }

    /// An access token of somebody who signs up.
    fn token(&self, programs: &Programs, person: usize) -> anyhow::Result<String> {
        let told = folder().join("token");
        let mut caller = Command::new(&programs.caller);
        caller.args(["register", &self.base, &format!("person{person}@example.com")]);
        caller.stdout(File::create(&told).with_context(|| told.display().to_string())?);
        let status = process::run(&mut caller, READY)?;
        if !status.success() {
            bail!("nobody can sign up: {status}");
        }
        Ok(std::fs::read_to_string(&told)?.trim().to_owned())
    }
}
