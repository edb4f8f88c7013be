//! A small file system as data folder, filled until a write fails, and then freed again. Readiness must selector the truth all the
//! time, and writes must succeed again without a restart.

use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use serde_json::json;
use tokio::time::sleep;

use super::Plan;
use super::account::{self, Account, PASSWORD};
use super::report::{Row, Verdict};
use super::server::Server;
use crate::output::eprint_line;

/// The size of the file system.
const DISK: &str = "16m";
/// The size of a write, in bytes. A server may refuse larger ones before the disk is full.
const WRITE: usize = 8_000;
/// How long the server may take to write again after the disk is free.
const PATIENCE: Duration = Duration::from_secs(20);

/// A mounted file system in memory. It is unmounted when this value is dropped.
#[derive(Debug)]
struct Mounted(PathBuf);

impl Mounted {
    /// Mounts a file system. `None` if this process may not.
    fn mount(path: &Path) -> anyhow::Result<Option<Self>> {
        fs::create_dir_all(path)?;
        let size = format!("size={DISK},mode=0700");
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", &size, "counterpart-attack"])
            .arg(path)
            .output();
        let is_mounted = mounted.is_ok_and(|output| output.status.success());
        Ok(is_mounted.then(|| Self(path.to_owned())))
    }
}

impl Drop for Mounted {
    fn drop(&mut self) {
        // The server in it was killed before; a lazy unmount also works while it ends.
        let ended = Command::new("umount").arg("--lazy").arg(&self.0).status();
        if !ended.is_ok_and(|status| status.success()) {
            eprint_line(&format!("cannot unmount {}", self.0.display()));
        }
    }
}

/// Runs the attack.
pub(super) async fn run(plan: &Plan) -> anyhow::Result<Vec<Row>> {
    let path = plan.folder.join(format!("disk-{}", std::process::id()));
    let Some(mounted) = Mounted::mount(&path)? else {
        let why = "a file system cannot be mounted here; root can";
        return Ok(vec![Row::new("a full disk", why, "", Verdict::Skipped)]);
    };
    let server = Server::open(plan, &plan.program, "full-disk", &path.join("data"), false)?;
    let rows = attack(&server, &path).await;
    drop(server);
    drop(mounted);
    let _ = fs::remove_dir(&path);
    rows
}

async fn attack(server: &Server, disk: &Path) -> anyhow::Result<Vec<Row>> {
    let person = Account::register(server, 1).await?;
    anyhow::ensure!(write(server).await? == 201, "the first write does not succeed");
    let filler = disk.join("filler");
    fill(&filler)?;

    // Space within the database is used first.
    let mut failed = None;
    let mut written = 0;
    for _ in 0..500 {
        match write(server).await? {
            201 => written += 1,
            status => {
                failed = Some(status);
                break;
            }
        }
    }
    let status = failed.map_or("none".to_owned(), |status| status.to_string());
    let ready_full = ready(server).await?;
    let full = Row::new(
        format!("a write on a full disk, after {written} that found space"),
        format!("answered {status}"),
        "500, 503 or 507",
        Verdict::of(matches!(failed, Some(500 | 503 | 507))),
    );
    let told = Row::new(
        "/agents/health/ready while writes fail",
        ready_full.to_string(),
        "not 200",
        Verdict::of(ready_full != 200),
    );

    fs::remove_file(&filler)?;
    let begun = Instant::now();
    let mut status = write(server).await?;
    while status != 201 && begun.elapsed() < PATIENCE {
        sleep(Duration::from_secs(1)).await;
        status = write(server).await?;
    }
    let seconds = begun.elapsed().as_secs();
    // Readiness may remember a failure for a moment.
    let begun = Instant::now();
    let mut ready_free = ready(server).await?;
    while ready_free != 200 && begun.elapsed() < PATIENCE / 2 {
        sleep(Duration::from_millis(200)).await;
        ready_free = ready(server).await?;
    }
    let waited = begun.elapsed().as_secs_f64();
    let login = server.send(&account::login(server, &person.email, PASSWORD)).await?.status;
    Ok(vec![
        full,
        told,
        Row::new(
            "a write after the disk is free again",
            format!("{status} after {seconds} s"),
            format!("201 within {} s", PATIENCE.as_secs()),
            Verdict::of(status == 201),
        ),
        Row::new(
            "/agents/health/ready after that",
            format!("{ready_free} after {waited:.1} s"),
            format!("200 within {} s if a write succeeds, else not", PATIENCE.as_secs() / 2),
            Verdict::of((ready_free == 200) == (status == 201)),
        ),
        Row::new("a login after that", login.to_string(), "200", Verdict::of(login == 200)),
    ])
}

/// Writes something small, and returns the status.
async fn write(server: &Server) -> anyhow::Result<u16> {
    let body = json!({ "name": "model", "description": "a".repeat(WRITE) });
    let request = server.request("inference", "POST", "/data-models").json(&body);
    Ok(server.send(&request).await?.status)
}

async fn ready(server: &Server) -> anyhow::Result<u16> {
    let request = server.request("agents", "GET", "/health/ready");
    Ok(server.send(&request).await?.status)
}

/// Writes a file until there is no space.
fn fill(path: &Path) -> anyhow::Result<()> {
    let mut file = File::create(path)?;
    for size in [65_536, 4_096, 512] {
        let part = vec![1; size];
        while file.write_all(&part).is_ok() {}
    }
    Ok(())
}
