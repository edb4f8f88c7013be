//! A [`Plan`] becomes files: Rust by `quote`, laid out by `rust`; the rest by templates. Nothing touches the disk.

mod client;
mod docs;
mod embed;
mod example;
mod headers;
mod held;
mod laws;
mod manifest;
mod operations;
mod pages;
mod problems;
mod rust;
mod security;
mod server;
mod servers;
mod tokens;
mod types;

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};

use held::TokenStream;

use crate::config::Config;
use crate::files::Files;
use crate::pass::Plan;

/// A Rust file that is still to be built: each is, on the thread that prints it.
struct RustFile<'p> {
    path: String,
    build: Box<dyn Fn() -> TokenStream + Send + Sync + 'p>,
}

impl<'p> RustFile<'p> {
    fn new(
        path: impl Into<String>,
        build: impl Fn() -> TokenStream + Send + Sync + 'p,
    ) -> RustFile<'p> {
        RustFile { path: path.into(), build: Box::new(build) }
    }
}

/// Every file of the package.
pub fn emit(plan: &Plan, config: &Config) -> Files {
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
    let mut files = Files::default();
    for (path, text) in pages::emit(plan, config).into_iter().chain(print_all(&sources, config)) {
        files.insert(path, text);
    }
    if plan.choices.embedded { embed::embed(&files) } else { files }
}

/// Builds and prints every file, on as many threads as the machine has processors.
fn print_all(sources: &[RustFile<'_>], config: &Config) -> BTreeMap<String, String> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let next = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        let work = || {
            let mut printed = Vec::new();
            // Files differ in size by far: each thread takes the next one when it is done with its last.
            while let Some(file) = sources.get(next.fetch_add(1, Ordering::Relaxed)) {
                printed.push((file.path.clone(), rust::print((file.build)(), config)));
            }
            printed
        };
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        workers.into_iter().flat_map(|worker| worker.join().unwrap_or_default()).collect()
    })
}
