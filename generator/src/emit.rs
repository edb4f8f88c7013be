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

use proc_macro2::TokenStream;

use crate::config::Config;
use crate::diag::{Diagnostics, codes};
use crate::files::Files;
use crate::load::pointer::Origin;
use crate::pass::Plan;

/// A Rust file before it is text.
struct RustFile {
    path: String,
    tokens: TokenStream,
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
    for (path, printed) in print_all(sources, config) {
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

/// Prints every file, on as many threads as the machine has processors.
fn print_all(sources: Vec<RustFile>, config: &Config) -> BTreeMap<String, Result<String, String>> {
    // Token streams cannot cross threads, their text can.
    let texts: Vec<(String, String)> =
        sources.into_iter().map(|file| (file.path, file.tokens.to_string())).collect();
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let share = texts.len().div_ceil(threads).max(1);
    std::thread::scope(|scope| {
        let workers: Vec<_> = texts
            .chunks(share)
            .map(|chunk| {
                scope.spawn(move || {
                    let print =
                        |(path, text): &(String, String)| (path.clone(), rust::print(text, config));
                    chunk.iter().map(print).collect::<Vec<_>>()
                })
            })
            .collect();
        workers.into_iter().flat_map(|worker| worker.join().unwrap_or_default()).collect()
    })
}
