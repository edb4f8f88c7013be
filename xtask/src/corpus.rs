//! Every document of a folder is generated, one after the other, so that nothing else counts as what that takes; then
//! what came of each is checked by `cargo check`, both ends together. Out come a line for each step of a document, a
//! table of what it took, and the same as JSON.

mod check;
mod find;
mod generate;
mod laws;
pub(crate) mod measure;
mod queue;
mod room;
mod table;

use std::path::{Path, PathBuf};

use anyhow::Context as _;
use clap::Args;
use serde::Serialize;

use crate::{say, tell};
use check::Checked;
use find::Found;
use generate::Generated;
use laws::Laws;
use queue::Queue;
use room::{Package, Room};

/// What is asked for.
#[derive(Debug, Args)]
#[allow(clippy::struct_excessive_bools)] // each is a flag of the command
pub(crate) struct Wish {
    /// The folder of the documents; each file that begins like an OpenAPI document is one
    pub(crate) folder: PathBuf,
    /// Only documents with this in their name; may be given several times
    #[arg(long, value_name = "NAME")]
    pub(crate) only: Vec<String>,
    /// Only documents of less than so many KiB
    #[arg(long, value_name = "KIB")]
    pub(crate) below: Option<u64>,
    /// Do not compile what was generated
    #[arg(long)]
    pub(crate) no_check: bool,
    /// Run the laws of what was generated: samples of all types and operations, there and back
    #[arg(long)]
    pub(crate) laws: bool,
    /// The documents are wrong: one of which nothing comes is well when its faults are named
    #[arg(long)]
    pub(crate) faulty: bool,
    /// So many documents at the same time, a large one beside small ones
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    pub(crate) jobs: usize,
    /// Leave what was generated in target/corpus; otherwise only of documents that failed
    #[arg(long)]
    pub(crate) keep: bool,
    /// Write the results to this file [default: target/corpus/FOLDER.json]
    #[arg(long, value_name = "FILE")]
    pub(crate) json: Option<PathBuf>,
}

impl Wish {
    /// The file of the results: like the folder.
    fn file(&self) -> PathBuf {
        let name = self.folder.file_name().unwrap_or("corpus".as_ref());
        PathBuf::from(name).with_added_extension("json")
    }

    fn chooses(&self, found: &Found) -> bool {
        let named =
            self.only.is_empty() || self.only.iter().any(|part| found.name.contains(part.as_str()));
        named && self.below.is_none_or(|most| found.bytes < most * 1024)
    }
}

/// What came of a document.
#[derive(Debug, Serialize)]
pub(crate) struct Row {
    /// Its name: its path below the folder.
    name: String,
    /// Its version, as it says itself.
    version: String,
    #[serde(flatten)]
    generated: Generated,
    /// What the compiler says; nothing when there was nothing to compile, or no wish.
    check: Option<Checked>,
    /// Whether its laws hold; nothing when there was no wish.
    laws: Option<Laws>,
    /// Whether all went well.
    well: bool,
}

/// A document that has been generated.
pub(crate) struct Made {
    document: Found,
    package: Package,
    generated: Generated,
}

/// Runs the corpus; `false` when a document failed.
pub(crate) fn run(wish: &Wish) -> anyhow::Result<bool> {
    let mut found = find::documents(&wish.folder)?;
    found.retain(|found| wish.chooses(found));
    anyhow::ensure!(!found.is_empty(), "{}: no document", wish.folder.display());
    let room = Room::open()?;
    let made = generated(found, &room)?;
    let queue = Queue::new(made);
    let rows = std::thread::scope(|scope| {
        let work = |worker: usize| {
            let (room, queue) = (&room, &queue);
            move || -> anyhow::Result<Vec<Row>> {
                let target = room.target(worker);
                if !wish.no_check {
                    room.build_dependencies(worker, &target)?;
                }
                let mut rows = Vec::new();
                while let Some((number, made)) = queue.next(worker) {
                    let path = made.document.path.display().to_string();
                    let row = checked(made, room, wish, &target).context(path)?;
                    if let Some(line) = table::checked(&row) {
                        say(&format!("[{number}/{}] {line}", queue.len()));
                    }
                    rows.push(row);
                }
                Ok(rows)
            }
        };
        let workers: Vec<_> =
            (0..wish.jobs.max(1)).map(|worker| scope.spawn(work(worker))).collect();
        let mut rows = Vec::new();
        for worker in workers {
            rows.extend(worker.join().map_err(|_| anyhow::anyhow!("a worker was lost"))??);
        }
        anyhow::Ok(rows)
    });
    let mut rows = rows?;
    rows.sort_by(|one, other| one.name.cmp(&other.name));
    tell(&table::table(&rows));
    let json = wish.json.clone().unwrap_or_else(|| room.folder().join(wish.file()));
    write_json(&json, &rows)?;
    Ok(rows.iter().all(|row| row.well))
}

fn generated(found: Vec<Found>, room: &Room) -> anyhow::Result<Vec<Made>> {
    let len = found.len();
    let mut made = Vec::with_capacity(len);
    for (number, document) in (1..).zip(found) {
        let package = room.package(&document.name)?;
        let generated = generate::run(&document, room, &package)
            .with_context(|| document.path.display().to_string())?;
        say(&format!("[{number}/{len}] {}", table::generated(&document.name, &generated)));
        made.push(Made { document, package, generated });
    }
    Ok(made)
}

fn checked(made: Made, room: &Room, wish: &Wish, target: &str) -> anyhow::Result<Row> {
    let Made { document, package, generated } = made;
    let compile = generated.whole && !wish.no_check;
    let check = compile.then(|| check::run(room, &package, target)).transpose()?;
    let clean = check.as_ref().is_none_or(|check| check.errors == 0 && check.warnings == 0);
    let lawful = generated.whole && clean && wish.laws;
    let laws = lawful.then(|| laws::run(&document, room, &package, target)).transpose()?;
    let named = wish.faulty && generated.generation.code == Some(1) && generated.report.errors > 0;
    let well = (generated.whole || named) && clean && laws.as_ref().is_none_or(|laws| laws.hold);
    if check.is_some() || laws.is_some() {
        package.clean(target, wish.keep || !well)?;
    }
    let Found { name, version, .. } = document;
    Ok(Row { name, version, generated, check, laws, well })
}

fn write_json(path: &Path, rows: &[Row]) -> anyhow::Result<()> {
    let text = serde_json::to_string_pretty(rows)?;
    std::fs::write(path, text).with_context(|| path.display().to_string())
}
