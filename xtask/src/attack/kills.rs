//! The server is killed without a warning while callers write, and started again on the same data. What was acknowledged must
//! be there, and a file that nothing refers to must not stay.

use std::fs;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use anyhow::Context as _;
use serde_json::json;
use tokio::task::JoinSet;
use tokio::time::sleep;

use super::Plan;
use super::call::{Connection, Request};
use super::report::{Row, Verdict};
use super::server::Server;

/// How many callers of each kind write at the same time.
const CALLERS: usize = 3;
/// The size of a file. The server stores it in several steps.
const FILE: usize = 150_000;
/// How long removing leftover files may take after a start.
const SWEEP: Duration = Duration::from_secs(10);

/// What was acknowledged.
#[derive(Debug, Default)]
struct Acknowledged {
    /// Ids of data models.
    models: Vec<String>,
    /// Names of files.
    files: Vec<String>,
}

/// Runs the attack.
pub(super) async fn run(plan: &Plan) -> anyhow::Result<Vec<Row>> {
    let mut server = Server::unlimited(plan, "kills")?;
    let kills = plan.scale(20, 5);
    let acknowledged = Arc::new(Mutex::new(Acknowledged::default()));
    for kill in 0..kills {
        let mut writers = JoinSet::new();
        for caller in 0..CALLERS {
            writers.spawn(write_models(models(&server), server.address, Arc::clone(&acknowledged)));
            let name = format!("k{kill}-{caller}");
            let upload = server.request("archetype", "POST", "/files");
            writers.spawn(write_files(name, upload, server.address, Arc::clone(&acknowledged)));
        }
        // Each kill comes at another moment of a write.
        sleep(Duration::from_millis(300 + 37 * kill % 400)).await;
        server.kill_and_restart()?;
        writers.shutdown().await;
    }
    let Acknowledged { models, files } =
        std::mem::take(&mut *acknowledged.lock().unwrap_or_else(PoisonError::into_inner));
    let mut lost = 0;
    let mut connection = server.connect().await?;
    for id in &models {
        let request = server.request("inference", "GET", &format!("/data-models/{id}"));
        lost += usize::from(!connection.send(&request).await?.is_success());
    }
    for name in &files {
        let request = server.request("archetype", "GET", &format!("/files/download/{name}"));
        let answer = connection.send(&request).await?;
        lost += usize::from(!answer.is_success() || answer.body.len() != FILE);
    }
    let all = models.len() + files.len();
    let listed = listed(&server).await?;
    let mut stored = count(&server.data().join("files"))?;
    for _ in 0..SWEEP.as_secs() {
        if stored <= listed {
            break;
        }
        sleep(Duration::from_secs(1)).await;
        stored = count(&server.data().join("files"))?;
    }
    Ok(vec![
        Row::new(
            format!("{kills} kills during {all} acknowledged writes ({} files)", files.len()),
            format!("{lost} lost"),
            "0 lost",
            Verdict::of(lost == 0 && all > 0),
        ),
        Row::new(
            "files in the data folder after the last start",
            format!("{stored} stored, {listed} listed"),
            "as many as are listed",
            Verdict::of(stored == listed),
        ),
    ])
}

fn models(server: &Server) -> Request {
    let body = json!({ "name": "model", "description": "a".repeat(2_000) });
    server.request("inference", "POST", "/data-models").json(&body)
}

async fn write_models(
    request: Request,
    address: SocketAddr,
    acknowledged: Arc<Mutex<Acknowledged>>,
) -> anyhow::Result<()> {
    let mut connection = Connection::open(address, Ipv4Addr::LOCALHOST).await?;
    loop {
        let answer = connection.send(&request).await?;
        if let (true, Some(id)) = (answer.is_success(), answer.json()["id"].as_str()) {
            acknowledged.lock().unwrap_or_else(PoisonError::into_inner).models.push(id.to_owned());
        }
    }
}

async fn write_files(
    name: String,
    upload: Request,
    address: SocketAddr,
    acknowledged: Arc<Mutex<Acknowledged>>,
) -> anyhow::Result<()> {
    let mut connection = Connection::open(address, Ipv4Addr::LOCALHOST).await?;
    let content = "x".repeat(FILE);
    for number in 0.. {
        let name = format!("{name}-{number}.txt");
        let request = upload.clone().file("file", &name, "text/plain", &content);
        if connection.send(&request).await?.is_success() {
            acknowledged.lock().unwrap_or_else(PoisonError::into_inner).files.push(name);
        }
    }
    Ok(())
}

/// The number of files that the API lists.
async fn listed(server: &Server) -> anyhow::Result<usize> {
    let mut connection = server.connect().await?;
    let (mut number, mut after) = (0, String::new());
    loop {
        let path = format!("/files/metadata?limit=1000{after}");
        let request = server.request("archetype", "GET", &path);
        let page = connection.send(&request).await?.expect("list of files")?.json();
        number += page["data"].as_array().context("no page")?.len();
        match page["next_cursor"].as_str() {
            Some(cursor) if page["has_more"] == true => after = format!("&after={cursor}"),
            _ => return Ok(number),
        }
    }
}

/// The number of files in a folder and below.
fn count(folder: &Path) -> anyhow::Result<usize> {
    let mut number = 0;
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let path = entry?.path();
        number += if path.is_dir() { count(&path)? } else { 1 };
    }
    Ok(number)
}
