//! Other programs, each with a time after which it is ended: what hangs is a failure, and nothing waits for it.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail};

/// A program that runs until it is dropped.
#[derive(Debug)]
pub(super) struct Process {
    name: String,
    child: Child,
}

impl Process {
    pub(super) fn start(command: &mut Command) -> anyhow::Result<Self> {
        let name = command.get_program().to_string_lossy().into_owned();
        let child = command.stdin(Stdio::null()).spawn().with_context(|| format!("`{name}`"))?;
        Ok(Self { name, child })
    }

    /// What it writes, line by line, up to the line that is waited for. All that follows is thrown away, so that it never
    /// waits for a reader.
    pub(super) fn lines_until(
        &mut self,
        limit: Duration,
        last: impl Fn(&str) -> bool,
    ) -> anyhow::Result<Vec<String>> {
        let output = self.child.stdout.take().context("its output is read once")?;
        let (sender, receiver) = channel();
        std::thread::spawn(move || {
            for line in BufReader::new(output).lines().map_while(Result::ok) {
                // Nobody listens any more once the last line has come.
                let _ = sender.send(line);
            }
        });
        let end = Instant::now() + limit;
        let mut lines = Vec::new();
        loop {
            match receiver.recv_timeout(end.saturating_duration_since(Instant::now())) {
                Ok(line) => {
                    let is_last = last(&line);
                    lines.push(line);
                    if is_last {
                        return Ok(lines);
                    }
                }
                Err(RecvTimeoutError::Timeout) => bail!("`{}` is not ready in time", self.name),
                Err(RecvTimeoutError::Disconnected) => {
                    bail!("`{}` ended before it was ready: {}", self.name, lines.join("\n"))
                }
            }
        }
    }

    fn end(mut self, limit: Duration) -> anyhow::Result<ExitStatus> {
        let end = Instant::now() + limit;
        while Instant::now() < end {
            if let Some(status) = self.child.try_wait().with_context(|| self.name.clone())? {
                return Ok(status);
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        bail!("`{}` was ended after {} s", self.name, limit.as_secs())
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // It may have ended by itself; then there is nothing to end.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Runs a program to its end.
pub(super) fn run(command: &mut Command, limit: Duration) -> anyhow::Result<ExitStatus> {
    Process::start(command)?.end(limit)
}
