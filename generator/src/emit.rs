//! A [`Plan`] becomes files: Rust built by `quote` and printed by `print`, the rest by templates. Nothing touches the
//! disk.

mod client;
mod docs;
mod embed;
mod example;
mod headers;
mod laws;
mod manifest;
mod operations;
mod pages;
mod print;
mod problems;
mod security;
mod server;
mod servers;
mod tokens;
mod types;

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use proc_macro2::TokenStream;

use crate::config::Config;
use crate::files::{Files, Fingerprint, Printed};
use crate::pass::Plan;

/// The code of a Rust file in parts of whole items: each is parsed and printed on its own, which bounds the memory that a
/// long file takes. The first part has the imports of the file.
type Code = Vec<TokenStream>;

/// A Rust file that is still to be built: each is, on the thread that prints it.
struct RustFile<'p> {
    path: String,
    build: Box<dyn Fn() -> Code + Send + Sync + 'p>,
}

impl<'p> RustFile<'p> {
    fn new(path: impl Into<String>, build: impl Fn() -> Code + Send + Sync + 'p) -> RustFile<'p> {
        RustFile { path: path.into(), build: Box::new(build) }
    }
}

/// Finds the text of a file that was printed from code with this fingerprint before.
pub type Find<'p> = dyn Fn(&str, Fingerprint) -> Option<Printed> + Sync + 'p;

/// Returns every file of the package.
pub fn emit(plan: &Plan, config: &Config) -> Files {
    emit_changed(plan, config, &|_, _| None)
}

/// Returns every file of the package, like [`emit`], and prints only those that `find` does not find: to parse and
/// print code takes longer than to build it.
pub fn emit_changed(plan: &Plan, config: &Config, find: &Find<'_>) -> Files {
    let mut sources = vec![security::emit(plan), problems::emit(plan), laws::emit(plan)];
    sources.extend(types::emit(plan));
    sources.extend(headers::emit(plan));
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

/// The stack of a thread that prints, in bytes.
const STACK: usize = 32 << 20;

/// Builds and prints every file, on as many threads as the machine has processors.
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
            // Files differ in size by far: each thread takes the next one when it is done with its last.
            while let Some(file) = sources.get(next.fetch_add(1, Ordering::Relaxed)) {
                done.push(print(file));
            }
            done
        };
        // The types of a deep document are parsed and printed by recursion.
        let spawn = |_| thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work).ok();
        let workers: Vec<_> = (0..threads).filter_map(spawn).collect();
        // A machine that gives no thread at all prints here.
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
