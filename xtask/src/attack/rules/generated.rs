//! Generates a server from the hostile document, builds it and runs it. Its methods only read the header `Accept`: all work is that of
//! reading and checking.

use std::fmt::Write as _;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use anyhow::{Context as _, ensure};

use super::inputs::PATTERNS;
use crate::attack::Plan;
use crate::corpus::directory::{wire, write};
use crate::output::eprint_line;
use crate::process::Process;
use crate::workspace::{self, root};

/// The document, without the operations for patterns.
const DOCUMENT: &str = include_str!("hostile.yaml");
/// The time limit for a start.
const READY: Duration = Duration::from_secs(20);

/// The running server.
#[derive(Debug)]
pub(super) struct Generated {
    program: PathBuf,
    process: Process,
    pub(super) address: SocketAddr,
    /// The operations that were generated.
    operations: Vec<String>,
    /// The summary of the generator's findings.
    pub(super) findings: String,
}

impl Generated {
    /// Generates, builds and starts the server.
    pub(super) fn build(plan: &Plan) -> anyhow::Result<Self> {
        let folder = plan.folder.join("rules");
        std::fs::create_dir_all(folder.join("server/src"))?;
        let document = folder.join("hostile.yaml");
        write(&document, &document_text())?;
        let built = workspace::build(&["--package", "counterpart-generator", "--bins"])?;
        let counterpart = built.get("counterpart").context("cargo built no `counterpart`")?;
        let output = Command::new(counterpart)
            .args(["generate", "hostile.yaml", "--name", "hostile-api", "--out", "package"])
            .arg("--keep-going")
            .current_dir(&folder)
            .output()?;
        let findings = String::from_utf8_lossy(&output.stderr).into_owned();
        let last = findings.lines().rev().find(|line| !line.trim().is_empty());
        let findings = last.unwrap_or_default().to_owned();
        ensure!(folder.join("package/src").is_dir(), "counterpart generate: {findings}");

        let source = sources(&folder.join("package/src"))?;
        let all = (0..PATTERNS.len()).map(|at| format!("text{at}"));
        let all = all.chain(super::others());
        let operations: Vec<String> =
            all.filter(|name| source.contains(&format!("fn {}(", method(name)))).collect();
        let manifest = format!(
            "[workspace]\nresolver = \"3\"\nmembers = [\"package\", \"server\"]\n\n\
             [patch.crates-io]\ncounterpart-wire = {{ path = {:?} }}\n",
            wire(),
        );
        write(&folder.join("Cargo.toml"), &manifest)?;
        std::fs::copy(root().join("Cargo.lock"), folder.join("Cargo.lock"))?;
        let manifest = format!(
            "[package]\nname = \"hostile-server\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[dependencies]\n\
             hostile-api = {{ path = \"../package\", default-features = false, features = [\"server\"] }}\n\
             counterpart-wire = {{ path = {:?}, default-features = false, features = [\"server\"] }}\n\
             tokio = {{ version = \"1\", default-features = false, features = [\"macros\", \"net\", \"rt-multi-thread\"] }}\n",
            wire()
        );
        write(&folder.join("server/Cargo.toml"), &manifest)?;
        write(&folder.join("server/src/main.rs"), &main_text(&operations))?;
        eprint_line("building the generated server");
        let target = folder.join("target");
        let status = Command::new(workspace::program())
            .args(["build", "--quiet", "--release", "--package", "hostile-server", "--target-dir"])
            .arg(&target)
            .current_dir(&folder)
            .env("CARGO_INCREMENTAL", "0")
            .status()?;
        ensure!(status.success(), "the generated server does not build: {status}");
        let program = target.join("release/hostile-server");
        let (process, address) = start(&program)?;
        Ok(Self { program, process, address, operations, findings })
    }

    /// The id of its process.
    pub(super) fn id(&self) -> u32 {
        self.process.id()
    }

    /// Whether the generator made this operation.
    pub(super) fn serves(&self, operation: &str) -> bool {
        self.operations.iter().any(|name| name == operation)
    }

    /// Starts a new process.
    pub(super) fn restart(&mut self) -> anyhow::Result<()> {
        self.process.kill();
        (self.process, self.address) = start(&self.program)?;
        Ok(())
    }
}

fn start(program: &Path) -> anyhow::Result<(Process, SocketAddr)> {
    let mut process = Process::start(Command::new(program).stdout(Stdio::piped()))?;
    let lines = process.lines_until(READY, |line| line.parse::<SocketAddr>().is_ok())?;
    let address = lines.last().context("no address")?.parse()?;
    Ok((process, address))
}

/// The document with an operation for each pattern.
fn document_text() -> String {
    let (head, components) = DOCUMENT.split_once("components:").unwrap_or((DOCUMENT, ""));
    let mut text = head.to_owned();
    for (at, pattern) in (0..).zip(PATTERNS) {
        let schema = format!("{{type: string, pattern: '{pattern}'}}");
        // Writing to a string cannot fail.
        let _ = write!(
            text,
            "  /text{at}:\n    post:\n      operationId: text{at}\n      tags: [hostile]\n      summary: A pattern.\n      requestBody:\n        required: true\n        content:\n          application/json:\n            schema:\n              type: object\n              properties:\n                text: {schema}\n                texts: {{type: array, items: {schema}}}\n      responses: {{'204': {{description: Done.}}}}\n"
        );
    }
    text + "components:" + components
}

fn main_text(operations: &[String]) -> String {
    let mut methods = String::new();
    for name in operations {
        let method = method(name);
        let mut of = String::new();
        for word in method.split('_') {
            let mut letters = word.chars();
            of.extend(letters.next().map(|first| first.to_ascii_uppercase()));
            of.push_str(letters.as_str());
        }
        let _ = writeln!(
            methods,
            "    async fn {method}(&self, call: Call<operations::{of}, ()>) -> Outcome<operations::{of}> {{\n        let _ = call.context.accept().best(&[\"text/html\", \"text/x9\"]);\n        Ok(())\n    }}"
        );
    }
    format!(
        "//! Serves the hostile document; `cargo xtask attack rules` wrote this file.\n\n\
         use hostile_api::operations;\nuse hostile_api::wire::server::axum;\nuse hostile_api::wire::{{Call, Outcome}};\n\n\
         struct Service;\n\nimpl operations::HostileApi for Service {{\n    type Principal = ();\n\n{methods}}}\n\n\
         #[tokio::main]\nasync fn main() -> std::io::Result<()> {{\n    \
         let listener = tokio::net::TcpListener::bind(\"127.0.0.1:0\").await?;\n    \
         println!(\"{{}}\", listener.local_addr()?);\n    \
         axum::serve(listener, hostile_api::server::router(Service, ())).await\n}}\n"
    )
}

/// The name of the method for an operation.
fn method(operation: &str) -> String {
    if operation.starts_with("text") { operation.to_owned() } else { format!("check_{operation}") }
}

/// All Rust sources of a folder as one text.
fn sources(folder: &Path) -> anyhow::Result<String> {
    let mut text = String::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            text.push_str(&sources(&path)?);
        } else {
            text.push_str(&std::fs::read_to_string(&path)?);
        }
    }
    Ok(text)
}
