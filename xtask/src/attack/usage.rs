//! What the system says of a running process: its memory, its processor time and its descriptors.

use std::time::Duration;

use anyhow::Context as _;
use nix::sys::resource::{Resource, getrlimit, setrlimit};
use nix::time::ClockId;
use nix::unistd::Pid;

/// Raises this process's limit of open files as far as it may: an attack holds thousands of connections.
pub(super) fn allow_descriptors() -> anyhow::Result<()> {
    let (_, hard) = getrlimit(Resource::RLIMIT_NOFILE)?;
    setrlimit(Resource::RLIMIT_NOFILE, hard.min(65_536), hard).context("cannot open more files")
}

/// The memory that a process has in RAM now, in MB.
pub(super) fn memory(process: u32) -> anyhow::Result<u64> {
    status(process, "VmRSS:").map(|kib| kib / 1024)
}

/// The most memory that a process ever had in RAM, in MB.
pub(super) fn peak_memory(process: u32) -> anyhow::Result<u64> {
    status(process, "VmHWM:").map(|kib| kib / 1024)
}

/// The number of threads.
pub(super) fn threads(process: u32) -> anyhow::Result<u64> {
    status(process, "Threads:")
}

fn status(process: u32, name: &str) -> anyhow::Result<u64> {
    let path = format!("/proc/{process}/status");
    let text = std::fs::read_to_string(&path).context(path)?;
    let line = text
        .lines()
        .find_map(|line| line.strip_prefix(name))
        .with_context(|| format!("no {name}"))?;
    Ok(line.trim().trim_end_matches(" kB").parse()?)
}

/// The processor time of all threads of a process so far. It is the time of `/proc/PID/stat`, in nanoseconds instead of
/// hundredths of a second.
pub(super) fn cpu(process: u32) -> anyhow::Result<Duration> {
    let clock = ClockId::pid_cpu_clock_id(Pid::from_raw(i32::try_from(process)?))?;
    Ok(clock.now()?.into())
}

/// The number of open descriptors of a process.
pub(super) fn descriptors(process: u32) -> anyhow::Result<usize> {
    let path = format!("/proc/{process}/fd");
    Ok(std::fs::read_dir(&path).context(path)?.count())
}
