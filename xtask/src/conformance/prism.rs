//! Prism: a mock of a document, called by its generated package for every operation and every documented answer. A request
//! that Prism calls invalid fails, and so does an answer that the package cannot read.

use std::io::{BufRead as _, BufReader};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use anyhow::{Context as _, bail};
use serde_json::Value as Json;

use super::server::build;
use super::{Failure, Found, target};
use crate::root;

/// A mock that runs until it is dropped.
struct Mock(Child);

impl Drop for Mock {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Calls the mock of a document.
pub(super) fn run(program: &Path, name: &str) -> anyhow::Result<Found> {
    build(&["--package", "counterpart-tests", "--bin", "caller"])?;
    let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
    let mut child = Command::new(program)
        .args(["mock", "--errors", "--host", "127.0.0.1", "--port", &port.to_string()])
        .arg(root().join(format!("specs/{name}.yaml")))
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .with_context(|| program.display().to_string())?;
    let output = child.stdout.take().context("the mock's output")?;
    let mock = Mock(child);
    let mut lines = BufReader::new(output).lines();
    if !lines.by_ref().any(|line| line.is_ok_and(|line| line.contains("listening"))) {
        bail!("prism ended before it listened");
    }
    // What it logs is read, so that it never waits for a reader.
    let reader = std::thread::spawn(move || lines.count());
    let base = format!("http://127.0.0.1:{port}");
    let output = Command::new(target().join("debug/caller")).args(["mocked", name, &base]).output();
    let output = output.context("caller")?;
    drop(mock);
    let _ = reader.join();
    if !output.status.success() {
        bail!("caller: {}", String::from_utf8_lossy(&output.stderr));
    }
    let report: Json = serde_json::from_slice(&output.stdout).context("the caller's report")?;
    let text = |failure: &Json, key: &str| failure[key].as_str().unwrap_or("?").to_owned();
    let failures = report["failures"].as_array().into_iter().flatten().map(|failure| Failure {
        operation: text(failure, "operation"),
        code: text(failure, "code"),
        why: text(failure, "why"),
    });
    Ok(Found { cases: report["cases"].as_u64().unwrap_or_default(), failures: failures.collect() })
}
