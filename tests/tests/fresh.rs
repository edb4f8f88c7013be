//! The checked-in packages are what is generated of the documents today.

use std::collections::BTreeMap;
use std::fs;

use counterpart_generator::diag::Diagnostics;
use counterpart_generator::generate;
use counterpart_generator::load::source::Sources;
use counterpart_tests::case::files;
use counterpart_tests::document::{Spec, config, root, specs};

/// The package of a document, by path.
fn generated(spec: &Spec) -> BTreeMap<String, String> {
    let mut sources = Sources::from_text(&format!("specs/{}.yaml", spec.name), &spec.text);
    let mut diagnostics = Diagnostics::new();
    let files = generate(&mut sources, &config(&spec.name), &mut diagnostics);
    let files = files.unwrap_or_else(|| panic!("{}", diagnostics.render(&sources, false)));
    files.iter().map(|(path, text)| (path.to_owned(), text.to_owned())).collect()
}

#[test]
fn generated_packages_are_fresh() {
    let mut stale = Vec::new();
    for spec in specs() {
        let folder = root().join("generated").join(&spec.name);
        for (path, text) in generated(&spec) {
            if fs::read_to_string(folder.join(&path)).ok().as_deref() != Some(&text) {
                stale.push(format!("generated/{}/{path}", spec.name));
            }
        }
    }
    assert!(stale.is_empty(), "{stale:#?}\nrun `cargo xtask codegen`");
}

#[test]
fn nothing_else_is_in_them() {
    for spec in specs() {
        let folder = root().join("generated").join(&spec.name);
        let generated = generated(&spec);
        for path in files(&folder.join("src")) {
            let path = path.strip_prefix(&folder).unwrap_or(&path).display().to_string();
            assert!(
                generated.contains_key(&path),
                "generated/{}/{path} is of another day",
                spec.name
            );
        }
    }
}

#[test]
fn twice_is_the_same() {
    for spec in specs() {
        assert_eq!(generated(&spec), generated(&spec));
    }
}
