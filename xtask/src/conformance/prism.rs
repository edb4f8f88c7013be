//! Prism, a mock server: the generated client of a document calls it for every operation and every documented response. A
//! request that Prism rejects is a failure, and so is a response that the client cannot read.

use std::fs::File;
use std::net::TcpListener;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use anyhow::{Context as _, bail};

use super::programs::Programs;
use super::{Found, folder, report};
use crate::process::{self, Process};
use crate::workspace::root;

/// The time limit for the mock to start.
const READY: Duration = Duration::from_mins(2);
/// The time limit for all calls of a document.
const CALLS: Duration = Duration::from_mins(10);

/// Starts the mock of a document and calls it.
pub(super) fn run(prism: &Path, programs: &Programs, name: &str) -> anyhow::Result<Found> {
    let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
    let mut mock = Process::start(
        Command::new(prism)
            .args(["mock", "--errors", "--host", "127.0.0.1", "--port", &port.to_string()])
            .arg(root().join(format!("specs/{name}.yaml")))
            .stdout(Stdio::piped())
            .stderr(Stdio::null()),
    )?;
    mock.lines_until(READY, |line| line.contains("listening"))?;
    let report = folder()?.join(format!("prism-{name}.json"));
    let mut caller = Command::new(&programs.caller);
    caller.args(["mocked", name, &format!("http://127.0.0.1:{port}")]);
    caller.stdout(File::create(&report).with_context(|| report.display().to_string())?);
    let status = process::run(&mut caller, CALLS)?;
    if !status.success() {
        bail!("caller: {status}");
    }
    report::read(&report)
}
