//! Child processes with a time limit: a process that hangs is killed, and counts as a failure.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail};

/// A process that is killed when this value is dropped.
#[derive(Debug)]
pub(crate) struct Process {
    name: String,
    child: Child,
}

impl Process {
    pub(crate) fn start(command: &mut Command) -> anyhow::Result<Self> {
        let name = command.get_program().to_string_lossy().into_owned();
        let child = command.stdin(Stdio::null()).spawn().with_context(|| format!("`{name}`"))?;
        Ok(Self { name, child })
    }

    /// The id of the process.
    pub(crate) fn id(&self) -> u32 {
        self.child.id()
    }

    /// Kills the process and waits for its end.
    pub(crate) fn kill(&mut self) {
        // Fails if the process has exited already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }

    /// Reads standard output up to the line that `last` accepts, and returns the lines. Later output is read and dropped, so that
    /// the process never blocks on a full pipe.
    pub(crate) fn lines_until(
        &mut self,
        limit: Duration,
        last: impl Fn(&str) -> bool,
    ) -> anyhow::Result<Vec<String>> {
        let output =
            self.child.stdout.take().context("the output of a process can be read once")?;
        let (sender, receiver) = channel();
        std::thread::spawn(move || {
            for line in BufReader::new(output).lines().map_while(Result::ok) {
                // After the last line the receiver is gone.
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
                Err(RecvTimeoutError::Timeout) => bail!("`{}` was not ready in time", self.name),
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
        bail!("`{}` was killed after {} s", self.name, limit.as_secs())
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.kill();
    }
}

/// Runs a command to its end.
pub(crate) fn run(command: &mut Command, limit: Duration) -> anyhow::Result<ExitStatus> {
    Process::start(command)?.end(limit)
}
