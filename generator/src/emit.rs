//! A [`Plan`] becomes files: Rust by `quote` and `prettyplease`, the rest by templates. Nothing touches the disk.

mod client;
mod docs;
mod example;
mod laws;
mod operations;
mod pages;
mod problems;
mod rust;
mod security;
mod server;
mod tokens;
mod types;

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};

use proc_macro2::TokenStream;

use crate::config::Config;
use crate::diag::{Diagnostics, codes};
use crate::files::Files;
use crate::load::pointer::Origin;
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

/// Every file of the package. Nothing comes of it when a file is no Rust, which is an error of the generator.
pub fn emit(plan: &Plan, config: &Config, diagnostics: &mut Diagnostics) -> Option<Files> {
    let mut sources = vec![security::emit(plan), problems::emit(plan), laws::emit(plan)];
    sources.extend(types::emit(plan));
    sources.extend(operations::emit(plan));
    sources.push(client::emit(plan));
    sources.push(server::emit(plan));
    let mut files = Files::default();
    for (path, text) in pages::emit(plan, config) {
        files.insert(path, text);
    }
    let mut whole = true;
    for (path, printed) in print_all(&sources, config) {
        match printed {
            Ok(text) => files.insert(path, text),
            Err(error) => {
                whole = false;
                let root = Origin { pointer: String::new() };
                let what = format!("`{path}` came out as no Rust: {error}");
                diagnostics.report_at(&codes::BROKEN_OUTPUT, &root, what);
            }
        }
    }
    whole.then_some(files)
}

/// Builds and prints every file, on as many threads as the machine has processors.
fn print_all(
    sources: &[RustFile<'_>],
    config: &Config,
) -> BTreeMap<String, Result<String, String>> {
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
