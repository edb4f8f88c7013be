//! Measures a program: processor time and memory, of the program and all processes that it starts.
//!
//! The system reports the resource usage of all finished children as one sum. So each program is started by a process
//! that has no other child: a copy of this command, called as `xtask measured`.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::Context as _;
use nix::sys::resource::{UsageWho, getrusage};
use serde::{Deserialize, Serialize};

use super::directory::Directory;

/// The resources that a program used, and its exit status.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
pub(crate) struct Usage {
    /// Seconds of processor time, user and system, of all threads.
    pub(crate) seconds: f64,
    /// The peak memory of its largest process, in MiB.
    pub(crate) mebibytes: f64,
    /// Whether it succeeded.
    pub(crate) success: bool,
    /// Its exit code. `None` if a signal ended it.
    pub(crate) code: Option<i32>,
}

impl Usage {
    /// The usage of this program and the next one together.
    pub(crate) fn and(self, next: Self) -> Self {
        Self {
            seconds: self.seconds + next.seconds,
            mebibytes: self.mebibytes.max(next.mebibytes),
            ..next
        }
    }
}

/// Runs a command in the directory `at`, with its output in the files `out` and `err`.
pub(crate) fn measure(
    directory: &Directory,
    command: &[String],
    at: &Path,
    out: &Path,
    err: &Path,
) -> anyhow::Result<Usage> {
    let report = out.with_extension("usage");
    let status = Command::new(directory.measuring_command())
        .arg("measured")
        .arg(&report)
        .arg("--")
        .args(command)
        .current_dir(at)
        // A first build is measured.
        .env("CARGO_INCREMENTAL", "0")
        .stdin(Stdio::null())
        .stdout(File::create(out)?)
        .stderr(File::create(err)?)
        .status()?;
    anyhow::ensure!(status.success(), "`{}` could not be started", command.join(" "));
    let text = std::fs::read_to_string(&report).with_context(|| report.display().to_string())?;
    Ok(serde_json::from_str(&text)?)
}

/// `xtask measured`: runs a command, and writes its usage to the file `report`.
pub(crate) fn run(report: &PathBuf, command: &[String]) -> anyhow::Result<bool> {
    let (program, arguments) = command.split_first().context("a program to run")?;
    let status = Command::new(program).args(arguments).status()?;
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN)?;
    #[allow(clippy::cast_precision_loss)] // printed with two decimals
    let seconds =
        |time: nix::sys::time::TimeVal| time.tv_sec() as f64 + time.tv_usec() as f64 / 1e6;
    #[allow(clippy::cast_precision_loss)]
    let mebibytes = usage.max_rss() as f64 / 1024.0;
    let usage = Usage {
        seconds: seconds(usage.user_time()) + seconds(usage.system_time()),
        mebibytes,
        success: status.success(),
        code: status.code(),
    };
    std::fs::write(report, serde_json::to_string(&usage)?)?;
    Ok(true)
}
