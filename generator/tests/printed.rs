//! A file whose code did not change is taken from the disk and not printed again, and only then.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use counterpart_generator::emit::{emit, emit_changed};
use counterpart_generator::{Builder, Generated, write};

const DOCUMENT: &str = "openapi: 3.1.0
info: {title: Pets, version: '1'}
paths:
  /pets:
    get:
      operationId: listPets
      responses: {'200': {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}}
components:
  schemas:
    Owner: {type: object, properties: {name: {type: string}}}
    Pet: {type: object, required: [name], properties: {name: {type: string}, owner: {$ref: '#/components/schemas/Owner'}}}
";

/// A package in a folder of its own, which is removed at the end.
struct Package(PathBuf);

impl Package {
    fn new(name: &str) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("printed-{name}"));
        let _ = fs::remove_dir_all(&path);
        let package = Self(path);
        package.generate(DOCUMENT);
        package
    }

    fn path(&self, path: &str) -> PathBuf {
        self.0.join(path)
    }

    /// Generates into the folder. Returns the files that were printed.
    fn generate(&self, document: &str) -> BTreeSet<String> {
        let made = generated(document);
        let plan = made.plan.as_ref().expect("a plan");
        let known = write::printed(&self.0);
        let printed = Mutex::new(BTreeSet::new());
        let files = emit_changed(plan, &made.config, &|path, code| {
            let text = known(path, code);
            if text.is_none() {
                printed.lock().expect("no thread panics").insert(path.to_owned());
            }
            text
        });
        // However a file came about, it is what a first generation writes.
        assert_eq!(files, emit(plan, &made.config));
        write::write(files, &self.0).expect("a written package");
        printed.into_inner().expect("no thread panics")
    }
}

impl Drop for Package {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn generated(document: &str) -> Generated {
    Builder::from_text("pets.yaml", document).generate().expect("a document")
}

fn set(paths: &[&str]) -> BTreeSet<String> {
    paths.iter().map(|path| (*path).to_owned()).collect()
}

#[test]
fn nothing_is_printed_when_nothing_changed() {
    let package = Package::new("same");
    assert_eq!(package.generate(DOCUMENT), set(&[]));
}

#[test]
fn a_changed_schema_prints_its_own_file() {
    let package = Package::new("changed");
    let changed =
        DOCUMENT.replace("Owner: {type: object", "Owner: {description: Who., type: object");
    assert_eq!(package.generate(&changed), set(&["src/types/owner.rs"]));
    assert_eq!(package.generate(&changed), set(&[]));
}

#[test]
fn an_edited_file_is_printed_again() {
    let package = Package::new("edited");
    let path = package.path("src/types/pet.rs");
    let text = fs::read_to_string(&path).expect("a file");
    fs::write(&path, text.replace("pub name", "pub nome")).expect("a file");
    assert_eq!(package.generate(DOCUMENT), set(&["src/types/pet.rs"]));
    assert_eq!(fs::read_to_string(&path).expect("a file"), text);
    fs::remove_file(&path).expect("a file");
    assert_eq!(package.generate(DOCUMENT), set(&["src/types/pet.rs"]));
}

#[test]
fn a_list_that_says_nothing_or_lies_is_not_believed() {
    let package = Package::new("list");
    let list = package.path(".generated");
    let text = fs::read_to_string(&list).expect("a list");
    let all: BTreeSet<String> =
        text.lines().filter_map(|line| Some(line.split_once(' ')?.0.to_owned())).collect();
    assert!(all.contains("src/types/pet.rs"), "{text}");
    // Each file with the seal of another one.
    let (paths, mut seals): (Vec<&str>, Vec<&str>) =
        text.lines().filter_map(|line| line.split_once(' ')).unzip();
    seals.rotate_left(1);
    let lines: Vec<String> =
        paths.iter().zip(seals).map(|(path, seal)| [path, seal].join(" ")).collect();
    for list_of in [lines.join("\n"), "../pet.rs 00\n\u{0}\n".to_owned(), String::new()] {
        fs::write(&list, list_of).expect("a list");
        assert_eq!(package.generate(DOCUMENT), all);
        assert_eq!(fs::read_to_string(&list).expect("a list"), text);
    }
    fs::write(&list, [0xFF, 0xFE]).expect("a list");
    let made = generated(DOCUMENT);
    let files = made.files().expect("files");
    let error = write::write(files, &package.0).expect_err("a list that is no text");
    assert_eq!(error.kind(), std::io::ErrorKind::InvalidData);
}

#[test]
fn another_header_is_another_text() {
    let package = Package::new("header");
    let made = Builder::from_text("pets.yaml", DOCUMENT)
        .configure(|config| config.command = "make api".to_owned())
        .generate()
        .expect("a document");
    let plan = made.plan.as_ref().expect("a plan");
    let files = emit_changed(plan, &made.config, &write::printed(&package.0));
    assert!(
        files
            .iter()
            .filter(|(path, _)| path.starts_with("src/types/"))
            .all(|(_, text)| text.contains("make api"))
    );
}
