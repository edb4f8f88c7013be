//! The documents of `specs/`, and how their packages in `generated/` are generated.

use std::fs;
use std::path::{Path, PathBuf};

use counterpart_generator::config::{Config, Package, Settings};
use counterpart_generator::diag::Diagnostics;
use counterpart_generator::pass::Plan;
use counterpart_generator::plan;
use counterpart_generator::source::Sources;

/// Returns the root directory of the workspace.
pub fn root() -> PathBuf {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    package.ancestors().nth(2).unwrap_or(package).to_owned()
}

/// A document of `specs/`.
#[derive(Debug, Clone)]
pub struct Spec {
    /// Its name without an extension. Its package in `generated/` has the same name.
    pub name: String,
    /// Its path.
    pub path: PathBuf,
    /// Its text.
    pub text: String,
}

/// Returns every document of `specs/`, in the order of their names.
///
/// # Panics
///
/// Panics if there is no document, or if one cannot be read.
pub fn specs() -> Vec<Spec> {
    let mut found = Vec::new();
    let entries = fs::read_dir(root().join("specs")).expect("specs/");
    for path in entries.flatten().map(|entry| entry.path()) {
        let name = path.file_stem().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
        let is_yaml = path.extension().is_some_and(|extension| extension == "yaml");
        // A hidden file configures another tool.
        if is_yaml && !name.starts_with('.') {
            let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{name}: {error}"));
            found.push(Spec { name, path, text });
        }
    }
    assert!(!found.is_empty(), "there is no document in specs/");
    found.sort_by(|one, other| one.name.cmp(&other.name));
    found
}

/// Returns one document of `specs/`.
///
/// # Panics
///
/// Panics if there is no document of this name.
pub fn spec(name: &str) -> Spec {
    let found = specs().into_iter().find(|spec| spec.name == name);
    found.unwrap_or_else(|| panic!("there is no specs/{name}.yaml"))
}

/// Returns the settings by which the package of a document is generated.
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

/// Returns the plan of a document without errors.
///
/// # Panics
///
/// Panics if the document has errors.
pub fn plan_of(name: &str, text: &str) -> Plan {
    let mut sources = Sources::from_text(name, text);
    let mut diagnostics = Diagnostics::new();
    // The name of a case is a path, which is not the name of a package.
    let stem = Path::new(name).file_stem().and_then(|stem| stem.to_str()).unwrap_or("case");
    let plan = plan(&mut sources, &config(stem), &mut diagnostics);
    plan.unwrap_or_else(|| panic!("{}", diagnostics.render(&sources, false)))
}
