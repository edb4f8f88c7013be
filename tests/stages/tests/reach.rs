//! Which files references can read: those in the directory of the document and below, and others only if that is allowed.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use counterpart_generator::diag::{Diagnostics, codes};
use counterpart_generator::source::Sources;
use counterpart_generator::{Config, plan};

/// A temporary directory, removed at the end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let path = std::env::temp_dir().join(format!("counterpart-{}-{name}", std::process::id()));
        fs::create_dir_all(path.join("spec")).expect("a temporary folder");
        Folder(path)
    }

    fn write(&self, name: &str, text: &str) -> PathBuf {
        let path = self.0.join(name);
        fs::write(&path, text).expect("a temporary file");
        path
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn document(reference: &str) -> String {
    format!(
        "openapi: 3.1.0\ninfo: {{ title: T, version: '1' }}\npaths:\n  /a:\n    get:\n      responses:\n        '200':\n          \
         description: d\n          content:\n            application/json: {{ schema: {{ $ref: '{reference}' }} }}\n"
    )
}

/// Returns the number of generated operations, and the number of refused references.
fn generated(path: &Path, change: impl FnOnce(&mut Sources)) -> (usize, usize) {
    let mut sources = Sources::open(path).expect("the document is there");
    change(&mut sources);
    let mut diagnostics = Diagnostics::new();
    let plan = plan(&mut sources, &Config::default(), &mut diagnostics);
    let operations = plan.map_or(0, |plan| plan.api.operations.len());
    (operations, diagnostics.count(&codes::EXTERNAL_REFERENCE))
}

#[test]
fn files_outside_the_directory_are_read_only_if_allowed() {
    let folder = Folder::new("outside");
    let secret = folder.write("secret.yaml", "type: string\n");
    let inside = folder.write("spec/pet.yaml", "type: string\n");
    assert!(inside.exists());
    let absolute = secret.display().to_string();
    for reference in ["../secret.yaml", "pet.yaml/../../secret.yaml", &absolute] {
        let root = folder.write("spec/api.yaml", &document(reference));
        assert_eq!(generated(&root, |_| {}), (0, 1), "{reference}");
        let outside = generated(&root, |sources| sources.access_mut().allow_outside());
        assert_eq!(outside, (1, 0), "{reference}");
        let wider = generated(&root, |sources| sources.access_mut().set_root(folder.0.clone()));
        assert_eq!(wider, (1, 0), "{reference}");
    }
    let root = folder.write("spec/api.yaml", &document("./sub/../pet.yaml"));
    assert_eq!(generated(&root, |_| {}), (1, 0));
}

#[cfg(unix)]
#[test]
fn symbolic_links_do_not_lead_outside() {
    let folder = Folder::new("links");
    let secret = folder.write("secret.yaml", "type: string\n");
    std::os::unix::fs::symlink(&secret, folder.0.join("spec/pet.yaml")).expect("a link");
    let root = folder.write("spec/api.yaml", &document("pet.yaml"));
    assert_eq!(generated(&root, |_| {}), (0, 1));
    assert_eq!(generated(&root, |sources| sources.access_mut().allow_outside()), (1, 0));
}

#[test]
fn the_web_is_read_by_the_given_function() {
    let folder = Folder::new("web");
    let root = folder.write("spec/api.yaml", &document("https://example.com/models/a.yaml"));
    assert_eq!(generated(&root, |_| {}), (0, 1));
    let fetch = |address: &str| match address {
        "https://example.com/models/a.yaml" => Ok(b"$ref: ../b.yaml#/B".to_vec()),
        "https://example.com/b.yaml" => Ok(b"B: { type: string }".to_vec()),
        other => Err(format!("{other} was asked for")),
    };
    let read = generated(&root, |sources| sources.access_mut().allow_web(Arc::new(fetch)));
    assert_eq!(read, (1, 0));
}

#[test]
fn a_directory_is_not_read_as_a_file() {
    let folder = Folder::new("folder");
    fs::create_dir_all(folder.0.join("spec/pets.yaml")).expect("a folder");
    let root = folder.write("spec/api.yaml", &document("pets.yaml"));
    assert_eq!(generated(&root, |_| {}), (0, 1));
}
