//! What a program takes: seconds of processor time and memory, of itself and all that it starts.
//!
//! The system adds up what finished children took, so each program is run by a process of its own, which has no
//! other child: this same command, called again, as a copy that stays when the command is built anew.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::Context as _;
use nix::sys::resource::{UsageWho, getrusage};
use serde::{Deserialize, Serialize};

/// What a program took.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
pub(crate) struct Taken {
    /// Seconds of processor time, its own and the system's, on all threads.
    pub(crate) seconds: f64,
    /// The most memory that one process of it held, in MiB.
    pub(crate) mebibytes: f64,
    /// Whether it ended well.
    pub(crate) success: bool,
    /// What it answered with; nothing when it was stopped.
    pub(crate) code: Option<i32>,
}

impl Taken {
    /// This and what came after it.
    pub(crate) fn and(self, next: Self) -> Self {
        Self {
            seconds: self.seconds + next.seconds,
            mebibytes: self.mebibytes.max(next.mebibytes),
            ..next
        }
    }
}

/// Runs `command` with its output in two files, and says what it took; `between` is the copy of this command.
pub(crate) fn measured(
    between: &Path,
    command: &[String],
    folder: &Path,
    out: &Path,
    err: &Path,
) -> anyhow::Result<Taken> {
    let report = out.with_extension("taken");
    let status = Command::new(between)
        .arg("measured")
        .arg(&report)
        .arg("--")
        .args(command)
        .current_dir(folder)
        // The crate is measured as somebody compiles it who never did before.
        .env("CARGO_INCREMENTAL", "0")
        .stdin(Stdio::null())
        .stdout(File::create(out)?)
        .stderr(File::create(err)?)
        .status()?;
    anyhow::ensure!(status.success(), "`{}` could not be started", command.join(" "));
    let text = std::fs::read_to_string(&report).with_context(|| report.display().to_string())?;
    Ok(serde_json::from_str(&text)?)
}

/// The process in between: runs the program, writes what it took.
pub(crate) fn stand_between(report: &PathBuf, command: &[String]) -> anyhow::Result<bool> {
    let (program, arguments) = command.split_first().context("a program to run")?;
    let status = Command::new(program).args(arguments).status()?;
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN)?;
    #[allow(clippy::cast_precision_loss)] // for people
    let seconds =
        |time: nix::sys::time::TimeVal| time.tv_sec() as f64 + time.tv_usec() as f64 / 1e6;
    #[allow(clippy::cast_precision_loss)]
    let mebibytes = usage.max_rss() as f64 / 1024.0;
    let taken = Taken {
        seconds: seconds(usage.user_time()) + seconds(usage.system_time()),
        mebibytes,
        success: status.success(),
        code: status.code(),
    };
    std::fs::write(report, serde_json::to_string(&taken)?)?;
    Ok(true)
}
