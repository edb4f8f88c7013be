//! The project's own documents, `specs/`, and how their packages are generated.

use std::fs;
use std::path::{Path, PathBuf};

use counterpart_generator::config::{Config, Package, Settings};
use counterpart_generator::diag::Diagnostics;
use counterpart_generator::pass::Plan;
use counterpart_generator::plan;
use counterpart_generator::source::Sources;

/// The folder of the workspace.
pub fn root() -> PathBuf {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    package.parent().unwrap_or(package).to_owned()
}

/// A document of `specs/`.
#[derive(Debug, Clone)]
pub struct Spec {
    /// Its name, which is that of its package's folder too.
    pub name: String,
    /// Its text.
    pub text: String,
}

/// Every document of `specs/`, by name.
///
/// # Panics
///
/// When there is none, or one cannot be read.
pub fn specs() -> Vec<Spec> {
    let mut found = Vec::new();
    for path in crate::case::files(&root().join("specs")) {
        let name = path.file_stem().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
        if path.extension().is_some_and(|extension| extension == "yaml") {
            let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{name}: {error}"));
            found.push(Spec { name, text });
        }
    }
    assert!(!found.is_empty(), "there is no document in specs/");
    found
}

/// One document of `specs/`.
///
/// # Panics
///
/// When there is none of that name.
pub fn spec(name: &str) -> Spec {
    let found = specs().into_iter().find(|spec| spec.name == name);
    found.unwrap_or_else(|| panic!("there is no specs/{name}.yaml"))
}

/// As `config` of `xtask/src/codegen.rs`: were the two to differ, `fresh` would find everything stale.
pub fn config(name: &str) -> Config {
    Config {
        source: format!("specs/{name}.yaml"),
        command: "cargo xtask codegen".to_owned(),
        settings: Settings {
            package: Package {
                name: Some(format!("{name}-api")),
                workspace: true,
                ..Package::default()
            },
            ..Settings::default()
        },
        ..Config::default()
    }
}

/// What would be generated of a text without errors.
///
/// # Panics
///
/// When it has errors.
pub fn plan_of(name: &str, text: &str) -> Plan {
    let mut sources = Sources::from_text(name, text);
    let mut diagnostics = Diagnostics::new();
    // A case goes by its path, which is no name for a package.
    let stem = Path::new(name).file_stem().and_then(|stem| stem.to_str()).unwrap_or("case");
    let plan = plan(&mut sources, &config(stem), &mut diagnostics);
    plan.unwrap_or_else(|| panic!("{}", diagnostics.render(&sources, false)))
}
