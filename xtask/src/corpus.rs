//! Generates every document of a directory, then compiles each generated package with `cargo check`, client and server
//! together. Documents are generated one after the other, so that nothing else counts in the measured time.
//!
//! Prints a line for each step of a document and a table of results, and writes the same results as JSON.

mod check;
pub(crate) mod directory;
mod find;
mod generate;
pub(crate) mod measure;
mod queue;
mod roundtrip;
mod table;

use std::path::{Path, PathBuf};

use anyhow::Context as _;
use clap::Args;
use serde::Serialize;

use crate::output::{eprint_line, print_line};
use check::Checked;
use directory::{Directory, Package};
use find::Document;
use generate::Generation;
use queue::Queue;
use roundtrip::RoundTrip;

/// The options of `cargo xtask corpus`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  cargo xtask corpus ~/documents                     every document: generate and compile it
  cargo xtask corpus ~/documents --only github       only documents with `github` in their name
  cargo xtask corpus petstore.yaml --roundtrip            one document, with round-trip properties
  cargo xtask corpus ~/invalid --faulty --no-check   errors of invalid documents are reported

The generated packages, logs and results are in `corpus` below the target directory.")]
#[allow(clippy::struct_excessive_bools)] // each is a flag of the command
pub(crate) struct CorpusOptions {
    /// The directory of the documents, or a single document. Files that do not begin like an OpenAPI document are skipped
    directory: PathBuf,
    /// Use only documents with this text in their name. Can be given several times
    #[arg(long, value_name = "NAME")]
    only: Vec<String>,
    /// Use only documents smaller than this
    #[arg(long, value_name = "KIB")]
    below: Option<u64>,
    /// Generate without compiling
    #[arg(long)]
    no_check: bool,
    /// Test the round-trip properties: encode and decode samples of every type and operation
    #[arg(long)]
    roundtrip: bool,
    /// Expect invalid documents: one that generates nothing passes if its errors are reported
    #[arg(long)]
    faulty: bool,
    /// The number of documents to compile at the same time
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    jobs: usize,
    /// Keep the generated packages. Without this, only those of failed documents are kept
    #[arg(long)]
    keep: bool,
    /// The file for the results [default: DIRECTORY.json in `corpus` below the target directory]
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
}

impl CorpusOptions {
    /// The default name of the file for the results.
    fn results_file(&self) -> PathBuf {
        let name = self.directory.file_name().unwrap_or("corpus".as_ref());
        PathBuf::from(name).with_added_extension("json")
    }

    fn selects(&self, document: &Document) -> bool {
        let is_named = self.only.is_empty()
            || self.only.iter().any(|part| document.name.contains(part.as_str()));
        is_named && self.below.is_none_or(|limit| document.bytes < limit * 1024)
    }
}

/// The results for a document.
#[derive(Debug, Serialize)]
pub(crate) struct Row {
    /// The path below the directory, with dashes for slashes.
    name: String,
    /// The OpenAPI version that the document states.
    version: String,
    #[serde(flatten)]
    generation: Generation,
    /// What the compiler reports. `None` if nothing was compiled.
    check: Option<Checked>,
    /// The results of the round-trip properties. `None` if they were not tested.
    roundtrip: Option<RoundTrip>,
    /// Whether everything passed.
    passed: bool,
}

/// A document whose package has been generated.
pub(crate) struct Generated {
    document: Document,
    package: Package,
    generation: Generation,
}

/// Runs the corpus. Returns `false` if a document failed.
pub(crate) fn run(options: &CorpusOptions) -> anyhow::Result<bool> {
    let mut documents = find::documents(&options.directory)?;
    documents.retain(|document| options.selects(document));
    anyhow::ensure!(!documents.is_empty(), "{}: no document", options.directory.display());
    let directory = Directory::create()?;
    let generated = generate(documents, &directory)?;
    let queue = Queue::new(generated);
    let rows = std::thread::scope(|scope| {
        let work = |worker: usize| {
            let (directory, queue) = (&directory, &queue);
            move || -> anyhow::Result<Vec<Row>> {
                let target = directory.target(worker);
                if !options.no_check {
                    directory.build_dependencies(worker, &target)?;
                }
                let mut rows = Vec::new();
                while let Some((number, generated)) = queue.next(worker) {
                    let path = generated.document.path.display().to_string();
                    let row = check(generated, directory, options, &target).context(path)?;
                    if let Some(line) = table::checked(&row) {
                        eprint_line(&format!("[{number}/{}] {line}", queue.len()));
                    }
                    rows.push(row);
                }
                Ok(rows)
            }
        };
        let workers: Vec<_> =
            (0..options.jobs.max(1)).map(|worker| scope.spawn(work(worker))).collect();
        let mut rows = Vec::new();
        for worker in workers {
            rows.extend(worker.join().map_err(|_| anyhow::anyhow!("a worker panicked"))??);
        }
        anyhow::Ok(rows)
    });
    let mut rows = rows?;
    rows.sort_by(|one, other| one.name.cmp(&other.name));
    print_line(&table::table(&rows));
    let results = options.json.clone();
    write_json(&results.unwrap_or_else(|| directory.path().join(options.results_file())), &rows)?;
    Ok(rows.iter().all(|row| row.passed))
}

fn generate(documents: Vec<Document>, directory: &Directory) -> anyhow::Result<Vec<Generated>> {
    let count = documents.len();
    let mut all = Vec::with_capacity(count);
    for (number, document) in (1..).zip(documents) {
        let package = directory.package(&document.name)?;
        let generation = generate::run(&document, directory, &package)
            .with_context(|| document.path.display().to_string())?;
        let line = table::generated(&document.name, &generation);
        eprint_line(&format!("[{number}/{count}] {line}"));
        all.push(Generated { document, package, generation });
    }
    Ok(all)
}

fn check(
    generated: Generated,
    directory: &Directory,
    options: &CorpusOptions,
    target: &str,
) -> anyhow::Result<Row> {
    let Generated { document, package, generation } = generated;
    let is_checked = generation.complete && !options.no_check;
    let check = is_checked.then(|| check::run(directory, &package, target)).transpose()?;
    let is_clean = check.as_ref().is_none_or(|check| check.errors == 0 && check.warnings == 0);
    let has_roundtrip = generation.complete && is_clean && options.roundtrip;
    let roundtrip = has_roundtrip
        .then(|| roundtrip::run(&document, directory, &package, target))
        .transpose()?;
    let is_rejected =
        options.faulty && generation.usage.code == Some(1) && generation.report.errors > 0;
    let passed = (generation.complete || is_rejected)
        && generation.refused_rightly
        && is_clean
        && roundtrip.as_ref().is_none_or(|roundtrip| roundtrip.hold);
    if check.is_some() || roundtrip.is_some() {
        package.clean(target, options.keep || !passed)?;
    }
    let Document { name, version, .. } = document;
    Ok(Row { name, version, generation, check, roundtrip, passed })
}

fn write_json(path: &Path, rows: &[Row]) -> anyhow::Result<()> {
    let text = serde_json::to_string_pretty(rows)?;
    std::fs::write(path, text).with_context(|| path.display().to_string())
}
