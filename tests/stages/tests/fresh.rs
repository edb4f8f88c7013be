//! The packages in `generated/` are up to date with the documents of `specs/`.

use std::collections::BTreeMap;
use std::fs;
use std::sync::LazyLock;

use counterpart_generator::diag::Diagnostics;
use counterpart_generator::generate;
use counterpart_generator::source::Sources;
use counterpart_stages::case::files;
use counterpart_stages::document::{Spec, config, root, spec, specs};

/// Files by their path.
type Package = BTreeMap<String, String>;

/// The package of every document, by name. Generated once for all tests.
static PACKAGES: LazyLock<BTreeMap<String, Package>> =
    LazyLock::new(|| specs().iter().map(|spec| (spec.name.clone(), generated(spec))).collect());

/// Generates the package of a document.
fn generated(spec: &Spec) -> Package {
    let mut sources = Sources::from_text(&format!("specs/{}.yaml", spec.name), &spec.text);
    let mut diagnostics = Diagnostics::new();
    let files = generate(&mut sources, &config(&spec.name), &mut diagnostics);
    let files = files.unwrap_or_else(|| panic!("{}", diagnostics.render(&sources, false)));
    files.iter().map(|(path, text)| (path.to_owned(), text.to_owned())).collect()
}

#[test]
fn generated_packages_are_fresh() {
    let mut stale = Vec::new();
    for (name, package) in PACKAGES.iter() {
        let folder = root().join("generated").join(name);
        for (path, text) in package {
            if fs::read_to_string(folder.join(path)).ok().as_deref() != Some(text) {
                stale.push(format!("generated/{name}/{path}"));
            }
        }
    }
    assert!(stale.is_empty(), "{stale:#?}\nrun `cargo xtask codegen`");
}

#[test]
fn no_other_file_is_in_them() {
    for (name, package) in PACKAGES.iter() {
        let folder = root().join("generated").join(name);
        for path in files(&folder.join("src")) {
            let path = path.strip_prefix(&folder).unwrap_or(&path).display().to_string();
            assert!(package.contains_key(&path), "generated/{name}/{path} is no longer generated");
        }
    }
}

#[test]
fn a_second_generation_is_identical() {
    for name in ["arcanna", "arcee"] {
        assert_eq!(PACKAGES.get(name), Some(&generated(&spec(name))), "{name}");
    }
}
