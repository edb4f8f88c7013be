//! Generates a Rust server trait and a matching Rust client from one OpenAPI document.
//!
//! Start with [`Builder`], in a program or a build script. The `counterpart` command does the same.
//!
//! The input is [`load::source::Sources`]; the output is [`Files`] and [`diag::Diagnostics`]. The stages run in one
//! direction. Each is a module with one public function of its name:
//!
//! `Sources ─load─▶ Node ─resolve─▶ Node ─select─▶ Node ─read─▶ Document ─lower─▶ Api ─pass─▶ Plan ─emit─▶ Files ─write─▶ disk`

// Whatever a document holds, the generator must not panic on it.
#![cfg_attr(not(test), warn(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing))]

pub mod api;
pub mod builder;
pub mod bundle;
pub mod config;
pub mod diag;
pub mod emit;
pub mod files;
pub mod init;
pub mod load;
pub mod lower;
pub mod pass;
mod paths;
pub mod read;
pub mod report;
pub mod resolve;
pub mod select;
pub mod write;

pub use builder::{BuildError, Builder, Bundle, Generated};
pub use config::Config;
pub use files::{Files, Fingerprint};

use diag::Diagnostics;
use load::source::Sources;
use read::Document;

/// Generates the files of a package. Parts of the document with an error are left out, and named in the diagnostics.
/// Returns `None` when the text is not an OpenAPI document.
pub fn generate(
    sources: &mut Sources,
    config: &Config,
    diagnostics: &mut Diagnostics,
) -> Option<Files> {
    let plan = plan(sources, config, diagnostics)?;
    Some(emit::emit(&plan, config))
}

/// Runs all stages but the last one. Returns what would be generated.
pub fn plan(
    sources: &mut Sources,
    config: &Config,
    diagnostics: &mut Diagnostics,
) -> Option<pass::Plan> {
    if !config.check(diagnostics) {
        return None;
    }
    let document = document(sources, config, diagnostics)?;
    let is_refused =
        |diagnostics: &Diagnostics| diagnostics.iter().any(|found| found.code.is_of_settings());
    // What a setting does not find in the wrong part of a document says nothing.
    if is_refused(diagnostics) {
        return None;
    }
    // Faults of the document have cost what needs them; what is left must have none.
    let (faults, _) = diagnostics.counts();
    let api = lower::lower(&document, config, diagnostics);
    let plan = pass::run(api, config, diagnostics);
    (diagnostics.counts().0 == faults && !is_refused(diagnostics)).then_some(plan)
}

/// Runs the stages that know the text of OpenAPI. Returns the checked document, reduced to the operations that the
/// user asks for.
pub fn document(
    sources: &mut Sources,
    config: &Config,
    diagnostics: &mut Diagnostics,
) -> Option<Document> {
    let tree = load::load(sources, diagnostics)?;
    let mut tree = resolve::resolve(tree, sources, diagnostics)?;
    select::select(&mut tree, config, diagnostics);
    read::read(tree, diagnostics)
}
