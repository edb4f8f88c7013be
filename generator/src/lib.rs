//! Turns one OpenAPI document into a Rust server trait and a Rust client that fit each other.
//!
//! In come [`source::Sources`], out come [`Files`] and [`diag::Diagnostics`]. The stages run in one
//! direction; each is a module with one public function of its name:
//!
//! `Sources ─load─▶ Node ─resolve─▶ Node ─select─▶ Node ─read─▶ Document ─lower─▶ Api ─pass─▶ Plan ─emit─▶ Files ─write─▶ disk`

// Whatever a document holds, the generator must not panic on it.
#![cfg_attr(not(test), warn(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing))]

pub mod api;
pub mod builder;
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
pub mod source;
pub mod tree;
pub mod write;

pub use builder::{BuildError, Builder, Generated};
pub use config::Config;
pub use files::{Files, Fingerprint};

use diag::Diagnostics;
use read::Document;
use source::Sources;

/// Generates the package of a document. What has a fault is left out and named among the diagnostics; nothing comes
/// of a text that is no OpenAPI document at all.
pub fn generate(
    sources: &mut Sources,
    config: &Config,
    diagnostics: &mut Diagnostics,
) -> Option<Files> {
    let plan = plan(sources, config, diagnostics)?;
    Some(emit::emit(&plan, config))
}

/// All stages but the last: what would be generated.
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

/// The stages that know OpenAPI's text: what the author wrote and the user asks for, checked.
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
