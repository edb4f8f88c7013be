//! Generates a Rust server trait and a matching Rust client from one OpenAPI document.
//!
//! Start with [`Builder`], in a program or a build script. The `counterpart` command does the same.
//!
//! The input is [`source::Sources`]; the output is [`Files`] and [`diag::Diagnostics`]. The stages run in one
//! direction. Each is a module with one public function of its name:
//!
//! `Sources ─load─▶ Node ─resolve─▶ Node ─select─▶ Node ─read─▶ Document ─lower─▶ Api ─pass─▶ Plan ─emit─▶ Files ─write─▶ disk`

// No document may make the generator panic.
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
pub mod source;
pub mod tree;
mod utf8;
pub mod write;

pub use builder::{BuildError, Builder, Bundle, Generated};
pub use config::Config;
pub use files::{Files, Fingerprint};

use diag::Diagnostics;
use read::Document;
use source::Sources;

/// Generates the package of a document.
///
/// Parts with errors are left out and reported among the diagnostics; [`Diagnostics::refusal`] says whether the rest may
/// be written all the same. Returns `None` if the text is not an OpenAPI document, or if the settings cannot be applied.
pub fn generate(
    sources: &mut Sources,
    config: &Config,
    diagnostics: &mut Diagnostics,
) -> Option<Files> {
    let plan = plan(sources, config, diagnostics)?;
    Some(emit::emit(&plan, config))
}

/// Runs all stages but the last, and returns what would be generated. The diagnostics are joined by their cause, and have
/// the levels of the settings.
pub fn plan(
    sources: &mut Sources,
    config: &Config,
    diagnostics: &mut Diagnostics,
) -> Option<pass::Plan> {
    let plan = stages(sources, config, diagnostics);
    diagnostics.conclude(&config.settings.levels(), plan.is_some());
    plan
}

fn stages(
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
    // Settings that do not match because of errors in the document are not worth more diagnostics.
    if is_refused(diagnostics) {
        return None;
    }
    // Parts with errors have been removed, so later stages must not report any.
    let (faults, _) = diagnostics.counts();
    let api = lower::lower(&document, config, diagnostics);
    let plan = pass::run(api, config, diagnostics);
    (diagnostics.counts().0 == faults && !is_refused(diagnostics)).then_some(plan)
}

/// Runs the stages that read the document, and returns the selected part of it, checked.
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
