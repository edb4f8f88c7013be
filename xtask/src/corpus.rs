//! Every document of a folder is generated, and what came of it is checked by `cargo check`, both ends together.
//! Out come a line a document, a table of what it took, and the same as JSON.

mod check;
mod find;
mod generate;
pub(crate) mod measure;
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
use room::Room;

/// What is asked for.
#[derive(Debug, Args)]
pub(crate) struct Wish {
    /// The folder of the documents; each file that begins like an OpenAPI document is one
    folder: PathBuf,
    /// Only documents with this in their name; may be given several times
    #[arg(long, value_name = "NAME")]
    only: Vec<String>,
    /// Do not compile what was generated
    #[arg(long)]
    no_check: bool,
    /// Write the results to this file [default: target/corpus/corpus.json]
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
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
    /// Whether all went well.
    well: bool,
}

/// Runs the corpus; `false` when a document failed.
pub(crate) fn run(wish: &Wish) -> anyhow::Result<bool> {
    let found = find::documents(&wish.folder)?;
    let chosen = |found: &&Found| {
        wish.only.is_empty() || wish.only.iter().any(|part| found.name.contains(part.as_str()))
    };
    let found: Vec<&Found> = found.iter().filter(chosen).collect();
    let room = Room::open()?;
    if !wish.no_check {
        room.build_dependencies()?;
    }
    let mut rows = Vec::new();
    for (index, document) in found.iter().enumerate() {
        let row = one(document, &room, wish)?;
        say(&format!("[{}/{}] {}", index + 1, found.len(), table::line(&row)));
        rows.push(row);
    }
    tell(&table::table(&rows));
    let json = wish.json.clone().unwrap_or_else(|| room.folder().join("corpus.json"));
    write_json(&json, &rows)?;
    Ok(rows.iter().all(|row| row.well))
}

fn one(document: &Found, room: &Room, wish: &Wish) -> anyhow::Result<Row> {
    let package = room.package(&document.name)?;
    let generated = generate::run(document, &package)?;
    let wanted = generated.whole && !wish.no_check;
    let check = wanted.then(|| check::run(room, &package)).transpose()?;
    let clean = check.as_ref().is_none_or(|check| check.errors == 0 && check.warnings == 0);
    Ok(Row {
        name: document.name.clone(),
        version: document.version.clone(),
        well: generated.whole && clean,
        generated,
        check,
    })
}

fn write_json(path: &Path, rows: &[Row]) -> anyhow::Result<()> {
    let text = serde_json::to_string_pretty(rows)?;
    std::fs::write(path, text).with_context(|| path.display().to_string())
}
