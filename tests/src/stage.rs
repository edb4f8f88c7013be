//! What each stage makes of a case.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use counterpart_generator::api::print;
use counterpart_generator::diag::Diagnostics;
use counterpart_generator::source::Sources;
use counterpart_generator::{Config, Files, document, emit, load, lower, pass, plan, resolve};
use serde_json::Value as Json;

use crate::case::{Case, Outputs, parts};
use crate::{excerpt, tables};

/// `load`: the tree of a text, and what was found wrong with it.
pub fn load(case: &Case) -> Outputs {
    let (sources, mut diagnostics) = begin(case);
    let tree = load::load(&sources, &mut diagnostics);
    outputs("tree.json", tree.as_ref().map(json), &diagnostics, &sources)
}

/// `resolve`: the tree in the form of 3.1.
pub fn resolve(case: &Case) -> Outputs {
    let (mut sources, mut diagnostics) = begin(case);
    let tree = load::load(&sources, &mut diagnostics);
    let tree = tree.and_then(|tree| resolve::resolve(tree, &mut sources, &mut diagnostics));
    outputs("tree.json", tree.as_ref().map(json), &diagnostics, &sources)
}

/// `lower`: what is to be generated.
pub fn lower(case: &Case) -> Outputs {
    let (mut sources, mut diagnostics) = begin(case);
    let document = document(&mut sources, &config(case), &mut diagnostics);
    let api = document.map(|document| lower::lower(&document, &config(case), &mut diagnostics));
    outputs("api", api.as_ref().map(print), &diagnostics, &sources)
}

/// `pass`: what everything is called, and the tables.
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

/// `emit`: what is generated. The folder of the case says which files are shown.
pub fn emit(case: &Case) -> Outputs {
    let (mut sources, mut diagnostics) = begin(case);
    let plan = plan(&mut sources, &config(case), &mut diagnostics);
    let files = plan.map(|plan| emit::emit(&plan, &config(case)));
    let excerpt = files.as_ref().map(|files: &Files| excerpt::of(&case.name, files));
    let extension = if case.name.starts_with("pages") { "txt" } else { "rs" };
    outputs(extension, excerpt, &diagnostics, &sources)
}

/// `wrong`: a document with a mistake is generated as far as it goes; the report is the golden.
///
/// # Panics
///
/// When nothing is found wrong.
pub fn wrong(case: &Case) -> Outputs {
    let (mut sources, mut diagnostics) = begin(case);
    let plan = plan(&mut sources, &config(case), &mut diagnostics);
    if let Some(plan) = &plan {
        let _ = emit::emit(plan, &config(case));
    }
    let report = report(&diagnostics, &sources);
    assert!(!report.is_empty(), "{}: nothing was found", case.name);
    assert!(plan.is_some() || diagnostics.has_errors(), "{}: nobody says why", case.name);
    vec![("stderr", report)]
}

/// `settings`: a `counterpart.toml` with a mistake; the report is the golden.
///
/// # Panics
///
/// When nothing is found wrong.
pub fn settings(case: &Case) -> Outputs {
    let (_, report) = configured(&case.name, &case.text, &pets(case));
    assert!(!report.is_empty(), "{}: nothing was found", case.name);
    vec![("stderr", report)]
}

/// What is generated of a document by settings, and what was found.
pub fn configured(name: &str, settings: &str, document: &str) -> (Option<Files>, String) {
    let mut diagnostics = Diagnostics::new();
    let alone = Sources::from_text(name, settings);
    let Some(mut config) = Config::read(alone.root(), &alone, &mut diagnostics) else {
        return (None, report(&diagnostics, &alone));
    };
    let mut sources = Sources::from_text("pets.yaml", document);
    config.in_file(sources.add(name, settings));
    let plan = plan(&mut sources, &config, &mut diagnostics);
    (plan.map(|plan| emit::emit(&plan, &config)), report(&diagnostics, &sources))
}

/// The document that settings are tried with.
fn pets(case: &Case) -> String {
    parts(case).into_iter().map(|(_, text)| text).next().unwrap_or_default()
}

/// The findings in the project's own documents: document, code, number.
///
/// # Panics
///
/// When one of them is an error.
pub fn findings() -> String {
    let mut rows =
        String::from("# What is found in the documents of `specs/`: document, code, number\n");
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

/// How cases are generated.
pub fn config(case: &Case) -> Config {
    Config { source: case.name.clone(), ..Config::default() }
}

fn begin(case: &Case) -> (Sources, Diagnostics) {
    let sources = Sources::from_text(&case.name, &case.text);
    let add = |sources: Sources, (name, text): (String, String)| sources.with_text(&name, &text);
    (parts(case).into_iter().fold(sources, add), Diagnostics::new())
}

/// The result, if there is one, and the findings. A stage that gives nothing must say why.
fn outputs(
    extension: &'static str,
    result: Option<String>,
    diagnostics: &Diagnostics,
    sources: &Sources,
) -> Outputs {
    let report = report(diagnostics, sources);
    assert!(
        result.is_some() || diagnostics.has_errors(),
        "nothing came of it, and nobody says why"
    );
    vec![(extension, result.unwrap_or_default()), ("stderr", report)]
}

fn report(diagnostics: &Diagnostics, sources: &Sources) -> String {
    diagnostics.render(sources, false)
}

fn json(tree: &Json) -> String {
    format!("{tree:#}\n")
}
