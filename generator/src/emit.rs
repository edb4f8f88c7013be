//! Emitters: turn a [`Plan`] into the files of a package. Rust files are built with `quote` and printed by `print`; the
//! other files are rendered from templates. Nothing is written to disk.

mod client;
mod docs;
mod embed;
mod example;
mod headers;
mod manifest;
mod operations;
mod pages;
mod print;
mod problems;
mod roundtrip;
mod security;
mod server;
mod servers;
mod tokens;
mod types;
mod xml;

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use proc_macro2::TokenStream;

use crate::config::Config;
use crate::files::{Files, Fingerprint, Printed};
use crate::pass::Plan;

/// The code of a Rust file, in parts that consist of whole items. Each part is parsed and printed on its own, which limits
/// the memory that a long file needs. The first part contains the imports of the file.
type Code = Vec<TokenStream>;

/// A Rust file that is not built yet. The thread that prints it calls `build`.
struct RustFile<'p> {
    path: String,
    build: Box<dyn Fn() -> Code + Send + Sync + 'p>,
}

impl<'p> RustFile<'p> {
    fn new(path: impl Into<String>, build: impl Fn() -> Code + Send + Sync + 'p) -> RustFile<'p> {
        RustFile { path: path.into(), build: Box::new(build) }
    }
}

/// Looks up the text that an earlier run printed from code with this fingerprint.
pub type Find<'p> = dyn Fn(&str, Fingerprint) -> Option<Printed> + Sync + 'p;

/// Returns every file of the package.
pub fn emit(plan: &Plan, config: &Config) -> Files {
    emit_changed(plan, config, &|_, _| None)
}

/// Returns every file of the package, like [`emit`], but prints only files that `find` does not return. Parsing and
/// printing code takes longer than building it.
pub fn emit_changed(plan: &Plan, config: &Config, find: &Find<'_>) -> Files {
    let mut sources = vec![security::emit(plan), problems::emit(plan), roundtrip::emit(plan)];
    sources.extend(types::emit(plan));
    sources.extend(headers::emit(plan));
    sources.extend(xml::emit(plan));
    sources.extend(operations::emit(plan));
    if plan.choices.ends.client() {
        sources.extend(client::emit(plan));
        sources.extend(servers::emit(plan));
    }
    if plan.choices.ends.server() {
        sources.extend(server::emit(plan));
    }
    let mut files = print_all(&sources, plan, config, find);
    for (path, text) in pages::emit(plan, config) {
        if !plan.choices.embedded {
            files.insert(path, text);
        } else if let Some(inside) = embed::path(&path) {
            files.insert(inside, embed::text(&path, &text));
        }
    }
    files
}

/// Stack size of a printing thread, in bytes.
const STACK: usize = 32 << 20;

/// Builds and prints every file, with one thread for each processor.
fn print_all(sources: &[RustFile<'_>], plan: &Plan, config: &Config, find: &Find<'_>) -> Files {
    let header = print::header(config);
    let layout = format!("{} {}\n{header}", env!("CARGO_PKG_VERSION"), print::LAYOUT);
    let print = |file: &RustFile<'_>| {
        let embedded = plan.choices.embedded.then(|| embed::path(&file.path)).flatten();
        let path = embedded.unwrap_or(&file.path).to_owned();
        let code = (file.build)();
        let fingerprint = Fingerprint::of(&layout, &code);
        let printed = find(&path, fingerprint).unwrap_or_else(|| {
            let text = print::file(code, &header);
            let text = if plan.choices.embedded { embed::text(&file.path, &text) } else { text };
            Printed::new(text, fingerprint)
        });
        (path, printed)
    };
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let next = AtomicUsize::new(0);
    thread::scope(|scope| {
        let work = || {
            let mut done = Vec::new();
            // File sizes differ a lot, so each thread takes the next file as soon as it is free.
            while let Some(file) = sources.get(next.fetch_add(1, Ordering::Relaxed)) {
                done.push(print(file));
            }
            done
        };
        // Deeply nested types are parsed and printed recursively.
        let spawn = |_| thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work).ok();
        let workers: Vec<_> = (0..threads).filter_map(spawn).collect();
        // If no thread can be created, this thread prints all files.
        let here = if workers.is_empty() { work() } else { Vec::new() };
        let join = |worker: thread::ScopedJoinHandle<'_, _>| match worker.join() {
            Ok(done) => done,
            Err(panic) => std::panic::resume_unwind(panic),
        };
        let mut files = Files::default();
        for (path, printed) in workers.into_iter().flat_map(join).chain(here) {
            files.insert_printed(path, printed);
        }
        files
    })
}
