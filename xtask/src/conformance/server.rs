//! The reference server, started with one API and an empty store, and credentials for it.

use std::fs::File;
use std::process::{Command, Stdio};
use std::time::Duration;

use anyhow::{Context as _, bail};

use super::folder;
use super::programs::Programs;
use crate::process::{self, Process};

/// The API key that it accepts.
pub(super) const KEY: &str = "conformance-key";

/// The invite that makes the first user of the API agents an operator, who may call every operation.
const INVITE: &str = "conformance-invite";

/// The time limit for the server to start, and for a user to sign up.
const READY: Duration = Duration::from_mins(1);

/// A server that is stopped when this value is dropped.
#[derive(Debug)]
pub(super) struct Running {
    _process: Process,
    name: String,
    base: String,
}

impl Running {
    /// Starts the server of an API on a free port, with the initial data only.
    pub(super) fn start(programs: &Programs, name: &str) -> anyhow::Result<Self> {
        let log = folder()?.join(format!("server-{name}.log"));
        let mut process = Process::start(
            Command::new(&programs.server)
                .args(["serve", name, "--memory", "--key", KEY, "--listen", "127.0.0.1:0"])
                // The tools exceed the rate limits.
                .env("RATE_LIMITS", "off")
                .env("STRIPE_WEBHOOK_SECRET", "whsec_conformance")
                .env("AGENTS_VAULT_KEY", "vault-conformance")
                .env("AGENTS_OPERATOR_INVITE", INVITE)
                // This stream never ends, and a tool that reads whole responses would wait for its end.
                .env("AGENTS_BILLING_STREAM", "off")
                .env("RUST_LOG", "error")
                .stdout(Stdio::piped())
                .stderr(File::create(&log).with_context(|| log.display().to_string())?),
        )?;
        let lines = process.lines_until(READY, |line| line.contains("Ctrl-C"))?;
        let base = lines.iter().find_map(|line| {
            let mut words = line.split_whitespace();
            (words.next()? == name).then(|| words.next().map(str::to_owned))?
        });
        let base = base.with_context(|| format!("the server does not serve {name}"))?;
        Ok(Self { _process: process, name: name.to_owned(), base })
    }

    /// The base URL of the API.
    pub(super) fn base(&self) -> &str {
        &self.base
    }

    /// Returns a header with a credential. For an API with user accounts, a new user signs up.
    pub(super) fn credential(&self, programs: &Programs, person: usize) -> anyhow::Result<String> {
        Ok(match self.name.as_str() {
            "arcee" => format!("X-Token: {KEY}"),
            "arcanna" => format!("x-arcanna-api-key: {KEY}"),
            "agents" => format!("Authorization: Bearer {}", self.token(programs, person)?),
            _ => format!("Authorization: Bearer {KEY}"),
        })
    }

    /// Signs up a user and returns the access token.
    fn token(&self, programs: &Programs, person: usize) -> anyhow::Result<String> {
        let output = folder()?.join("token");
        let mut caller = Command::new(&programs.caller);
        caller.args(["register", &self.base, &format!("person{person}@example.com")]);
        if person == 0 {
            caller.arg(INVITE);
        }
        caller.stdout(File::create(&output).with_context(|| output.display().to_string())?);
        let status = process::run(&mut caller, READY)?;
        if !status.success() {
            bail!("sign-up failed: {status}");
        }
        Ok(std::fs::read_to_string(&output)?.trim().to_owned())
    }
}
