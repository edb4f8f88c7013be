//! The attacked server: a process with a data folder of its own, which can be killed and started again on the same data.

use std::collections::BTreeMap;
use std::fs::File;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use anyhow::Context as _;
use tempfile::TempDir;

use super::Plan;
use super::call::{Answer, Connection, Request};
use crate::process::Process;

/// The API key that it accepts.
const KEY: &str = "attack-key-0123456789";
/// The secret of signatures on Stripe's events.
const STRIPE: &str = "whsec_attack";
/// The time limit for a start.
const READY: Duration = Duration::from_mins(1);

/// How a server is started.
#[derive(Debug, Clone)]
pub(super) struct Setup {
    program: PathBuf,
    data: PathBuf,
    log: PathBuf,
    /// Whether its rate limits are on, as they are by default.
    rate_limits: bool,
}

/// A running server. It is killed when this value is dropped.
#[derive(Debug)]
pub(super) struct Server {
    setup: Setup,
    process: Process,
    /// Where it listens.
    pub(super) address: SocketAddr,
    bases: BTreeMap<String, String>,
    /// The invite with which the first person becomes operator.
    pub(super) invite: Option<String>,
    /// The folder around the data. It is removed with this value.
    folder: Option<TempDir>,
}

impl Server {
    /// Starts a server with an empty data folder and default rate limits.
    pub(super) fn start(plan: &Plan, name: &str) -> anyhow::Result<Self> {
        Self::with(plan, &plan.program, name, true)
    }

    /// Starts a server with an empty data folder that lets a caller do as much as it wants.
    pub(super) fn unlimited(plan: &Plan, name: &str) -> anyhow::Result<Self> {
        Self::with(plan, &plan.program, name, false)
    }

    /// Starts this program with an empty data folder.
    pub(super) fn with(
        plan: &Plan,
        program: &Path,
        name: &str,
        rate_limits: bool,
    ) -> anyhow::Result<Self> {
        let folder = tempfile::Builder::new().prefix(name).tempdir_in(&plan.folder)?;
        let mut server = Self::open(plan, program, name, &folder.path().join("data"), rate_limits)?;
        server.folder = Some(folder);
        Ok(server)
    }

    /// Starts a program on a data folder.
    pub(super) fn open(
        plan: &Plan,
        program: &Path,
        name: &str,
        data: &Path,
        rate_limits: bool,
    ) -> anyhow::Result<Self> {
        let log = plan.folder.join(format!("{name}.log"));
        let setup = Setup { program: program.to_owned(), data: data.to_owned(), log, rate_limits };
        let Started { process, address, bases, invite } = start(&setup)?;
        Ok(Self { setup, process, address, bases, invite, folder: None })
    }

    /// Kills the server without a warning and starts it again on the same data.
    pub(super) fn kill_and_restart(&mut self) -> anyhow::Result<()> {
        self.process.kill();
        let started = start(&self.setup)?;
        (self.process, self.address, self.bases) =
            (started.process, started.address, started.bases);
        Ok(())
    }

    /// The id of its process.
    pub(super) fn id(&self) -> u32 {
        self.process.id()
    }

    /// Its data folder.
    pub(super) fn data(&self) -> &Path {
        &self.setup.data
    }

    /// The path of an operation, as it is served.
    pub(super) fn path(&self, api: &str, path: &str) -> String {
        format!("{}{path}", self.bases.get(api).map_or("", String::as_str))
    }

    /// A request to an API, with the key if the API takes one.
    pub(super) fn request(&self, api: &str, method: &str, path: &str) -> Request {
        let request = Request::new(method, self.path(api, path));
        match api {
            "arcee" => request.header("x-token", KEY),
            "arcanna" => request.header("x-arcanna-api-key", KEY),
            "inference" | "archetype" => request.header("authorization", format!("Bearer {KEY}")),
            _ => request,
        }
    }

    /// Opens a connection from the usual address.
    pub(super) async fn connect(&self) -> anyhow::Result<Connection> {
        Connection::open(self.address, Ipv4Addr::LOCALHOST).await
    }

    /// Sends a request over a connection of its own.
    pub(super) async fn send(&self, request: &Request) -> anyhow::Result<Answer> {
        self.connect().await?.send(request).await
    }
}

/// An address of this machine, a different one for each number: callers from many places.
pub(super) fn place(number: usize) -> Ipv4Addr {
    let [high, low, ..] = u16::try_from(number % 60_000).unwrap_or_default().to_be_bytes();
    Ipv4Addr::new(127, 1, high, low.saturating_add(1))
}

/// A process, and what it said of itself.
struct Started {
    process: Process,
    address: SocketAddr,
    bases: BTreeMap<String, String>,
    invite: Option<String>,
}

fn start(setup: &Setup) -> anyhow::Result<Started> {
    let log = File::options().create(true).append(true).open(&setup.log);
    let mut command = Command::new(&setup.program);
    command
        .args(["serve", "--key", KEY, "--listen", "127.0.0.1:0", "--data"])
        .arg(&setup.data)
        .env("STRIPE_WEBHOOK_SECRET", STRIPE)
        .env("AGENTS_VAULT_KEY", "vault-attack")
        .env("RUST_LOG", "warn")
        .stdout(Stdio::piped())
        .stderr(log.with_context(|| setup.log.display().to_string())?);
    if !setup.rate_limits {
        command.env("RATE_LIMITS", "off");
    }
    let mut process = Process::start(&mut command)?;
    let lines = process.lines_until(READY, |line| line.contains("Ctrl-C"))?;
    let mut bases = BTreeMap::new();
    let (mut address, mut invite) = (None, None);
    for line in &lines {
        if let Some(text) = line.trim().strip_prefix("invite ") {
            invite = Some(text.trim().to_owned());
        }
        if let Some((name, rest)) = line.trim().split_once("  http://") {
            let url = rest.split_whitespace().next().unwrap_or_default();
            let (host, _) = url.split_once('/').unwrap_or((url, ""));
            address = host.parse().ok().or(address);
            bases.insert(name.trim().to_owned(), url.trim_start_matches(host).to_owned());
        }
    }
    let address = address.context("the server does not say where it listens")?;
    Ok(Started { process, address, bases, invite })
}
