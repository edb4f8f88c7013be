//! The output of each stage for a case.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use counterpart_generator::api::print;
use counterpart_generator::diag::Diagnostics;
use counterpart_generator::source::Sources;
use counterpart_generator::{Config, Files, document, emit, load, lower, pass, plan, resolve};
use serde_json::Value as Json;

use crate::case::{Case, Outputs, parts};
use crate::{excerpt, tables};

/// `load`: the tree of a document.
pub fn load(case: &Case) -> Outputs {
    let (sources, mut diagnostics) = begin(case);
    let tree = load::load(&sources, &mut diagnostics);
    outputs("tree.json", tree.as_ref().map(json), &diagnostics, &sources)
}

/// `resolve`: the tree as OpenAPI 3.1.
pub fn resolve(case: &Case) -> Outputs {
    let (mut sources, mut diagnostics) = begin(case);
    let tree = load::load(&sources, &mut diagnostics);
    let tree = tree.and_then(|tree| resolve::resolve(tree, &mut sources, &mut diagnostics));
    outputs("tree.json", tree.as_ref().map(json), &diagnostics, &sources)
}

/// `lower`: the API.
pub fn lower(case: &Case) -> Outputs {
    let (mut sources, mut diagnostics) = begin(case);
    let document = document(&mut sources, &config(case), &mut diagnostics);
    let api = document.map(|document| lower::lower(&document, &config(case), &mut diagnostics));
    outputs("api", api.as_ref().map(print), &diagnostics, &sources)
}

/// `pass`: the names and the other tables of the plan.
pub fn pass(case: &Case) -> Outputs {
    let (mut sources, mut diagnostics) = begin(case);
    let api = document(&mut sources, &config(case), &mut diagnostics)
        .map(|document| lower::lower(&document, &config(case), &mut diagnostics));
    let tables = api.map(|api| {
        let before = print(&api);
        let plan = pass::run(api, &config(case), &mut diagnostics);
        tables::print(&before, &plan)
    });
    outputs("names", tables, &diagnostics, &sources)
}

/// `emit`: generated files. The directory of the case decides which ones.
pub fn emit(case: &Case) -> Outputs {
    let (mut sources, mut diagnostics) = begin(case);
    let plan = plan(&mut sources, &config(case), &mut diagnostics);
    let files = plan.map(|plan| emit::emit(&plan, &config(case)));
    let excerpt = files.as_ref().map(|files: &Files| excerpt::of(&case.name, files));
    let extension = if case.name.starts_with("pages") { "txt" } else { "rs" };
    outputs(extension, excerpt, &diagnostics, &sources)
}

/// `wrong`: the diagnostics about a document with a mistake.
///
/// # Panics
///
/// Panics if there is no diagnostic.
pub fn wrong(case: &Case) -> Outputs {
    let (mut sources, mut diagnostics) = begin(case);
    let plan = plan(&mut sources, &config(case), &mut diagnostics);
    if let Some(plan) = &plan {
        let _ = emit::emit(plan, &config(case));
    }
    let report = report(&diagnostics, &sources);
    assert!(!report.is_empty(), "{}: no diagnostic", case.name);
    assert!(plan.is_some() || diagnostics.has_errors(), "{}: no plan and no error", case.name);
    vec![("stderr", report)]
}

/// `settings`: the diagnostics about a `counterpart.toml` with a mistake.
///
/// # Panics
///
/// Panics if there is no diagnostic.
pub fn settings(case: &Case) -> Outputs {
    let (_, report) = configured(&case.name, &case.text, &pets(case));
    assert!(!report.is_empty(), "{}: no diagnostic", case.name);
    vec![("stderr", report)]
}

/// Generates a document with settings. Returns the files and the diagnostics.
pub fn configured(name: &str, settings: &str, document: &str) -> (Option<Files>, String) {
    let mut diagnostics = Diagnostics::new();
    let only = Sources::from_text(name, settings);
    let Some(mut config) = Config::read(only.root(), &only, &mut diagnostics) else {
        return (None, report(&diagnostics, &only));
    };
    let mut sources = Sources::from_text("pets.yaml", document);
    config.in_file(sources.add(name, settings));
    let plan = plan(&mut sources, &config, &mut diagnostics);
    (plan.map(|plan| emit::emit(&plan, &config)), report(&diagnostics, &sources))
}

/// The document for the cases of settings.
fn pets(case: &Case) -> String {
    parts(case).into_iter().map(|(_, text)| text).next().unwrap_or_default()
}

/// Counts the diagnostics about the documents of `specs/`: a line with document, code and number for each.
///
/// # Panics
///
/// Panics if a document has an error.
pub fn findings() -> String {
    let mut rows =
        String::from("# Diagnostics about the documents of `specs/`: document, code, number\n");
    for spec in crate::document::specs() {
        let mut sources = Sources::from_text(&spec.name, &spec.text);
        let mut diagnostics = Diagnostics::new();
        let plan = plan(&mut sources, &crate::document::config(&spec.name), &mut diagnostics);
        let is_whole = plan.is_some() && !diagnostics.has_errors();
        assert!(is_whole, "{}", diagnostics.render(&sources, false));
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for found in diagnostics.iter() {
            *counts.entry(found.code.id).or_default() += 1;
        }
        for (code, count) in counts {
            // Writing to a `String` cannot fail.
            let _ = writeln!(rows, "{}\t{code}\t{count}", spec.name);
        }
    }
    rows
}

/// The settings for a case.
pub fn config(case: &Case) -> Config {
    Config { source: case.name.clone(), ..Config::default() }
}

fn begin(case: &Case) -> (Sources, Diagnostics) {
    let sources = Sources::from_text(&case.name, &case.text);
    let add = |sources: Sources, (name, text): (String, String)| sources.with_text(&name, &text);
    (parts(case).into_iter().fold(sources, add), Diagnostics::new())
}

/// Returns the result, if there is one, and the diagnostics. A stage without a result must report an error.
fn outputs(
    extension: &'static str,
    result: Option<String>,
    diagnostics: &Diagnostics,
    sources: &Sources,
) -> Outputs {
    let report = report(diagnostics, sources);
    assert!(result.is_some() || diagnostics.has_errors(), "no result and no error");
    vec![(extension, result.unwrap_or_default()), ("stderr", report)]
}

fn report(diagnostics: &Diagnostics, sources: &Sources) -> String {
    diagnostics.render(sources, false)
}

fn json(tree: &Json) -> String {
    format!("{tree:#}\n")
}
