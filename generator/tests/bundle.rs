//! A bundle is the same document in one piece: generating from it gives the same files, and nothing of it is lost.

mod folder;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use counterpart_generator::Builder;
use counterpart_generator::bundle::{Format, Target};
use counterpart_generator::diag::Diagnostics;
use counterpart_generator::load;
use counterpart_generator::source::Sources;
use folder::{DOCUMENT, Folder};
use serde_json::Value as Json;

const FORMATS: [(Format, &str); 2] = [(Format::Yaml, "api.yaml"), (Format::Json, "api.json")];

/// The generated files, with the same source in each header.
fn generated(builder: &Builder) -> BTreeMap<String, String> {
    let made = builder.generate().expect("it can be read");
    let mut config = made.config.clone();
    "the document".clone_into(&mut config.source);
    let plan = made.plan.as_ref();
    let plan = plan.unwrap_or_else(|| panic!("{}", made.diagnostics.render(&made.sources, false)));
    let files = counterpart_generator::emit::emit(plan, &config);
    files.iter().map(|(path, text)| (path.to_owned(), text.to_owned())).collect()
}

fn bundled(builder: &Builder, target: Target, format: Format) -> String {
    let bundle = builder.bundle(target).expect("it can be read");
    let found = bundle.diagnostics.render(&bundle.sources, false);
    assert!(!bundle.diagnostics.has_errors(), "{found}");
    bundle.text(format).expect("it can be written")
}

fn tree(name: &str, text: &str) -> Json {
    let sources = Sources::from_text(name, text);
    let mut diagnostics = Diagnostics::new();
    let tree = load::load(&sources, &mut diagnostics);
    tree.unwrap_or_else(|| panic!("{}", diagnostics.render(&sources, false)))
}

/// Every reference of a tree, also in examples and extensions.
fn references(node: &Json, found: &mut Vec<String>) {
    match node {
        Json::Object(members) => {
            found.extend(members.get("$ref").and_then(Json::as_str).map(str::to_owned));
            members.values().for_each(|value| references(value, found));
        }
        Json::Array(items) => items.iter().for_each(|item| references(item, found)),
        _ => {}
    }
}

#[test]
fn generating_from_a_bundle_gives_the_same_files() {
    for fixture in ["split", "names", "swagger"] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bundle").join(fixture);
        let original = Builder::new(path.join("api.yaml"));
        let expected = generated(&original);
        for target in [Target::Unchanged, Target::V3_1] {
            let mut trees = Vec::new();
            for (format, name) in FORMATS {
                let text = bundled(&original, target, format);
                let again = Builder::from_text(name, &text);
                assert_eq!(bundled(&again, Target::Unchanged, format), text);
                let files = generated(&again);
                assert_eq!(files.keys().collect::<Vec<_>>(), expected.keys().collect::<Vec<_>>());
                for (path, text) in &files {
                    assert!(*text == expected[path], "{fixture} {target:?} {name}: {path}");
                }
                trees.push(tree(name, &text));
            }
            assert_eq!(trees[0], trees[1]);
            let mut found = Vec::new();
            references(&trees[0], &mut found);
            assert!(found.iter().all(|reference| reference.starts_with("#/")), "{found:?}");
        }
    }
}

#[test]
fn nothing_of_a_document_in_one_file_is_lost() {
    let specs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs");
    for name in ["agents", "arcanna", "arcee", "archetype", "inference"] {
        let path = specs.join(name).with_extension("yaml");
        let written = tree(name, &fs::read_to_string(&path).expect("a document"));
        for (format, name) in FORMATS {
            let text = bundled(&Builder::new(&path), Target::Unchanged, format);
            let read = tree(name, &text);
            assert_eq!(read, written);
            // Objects are equal in any order of their keys.
            assert_eq!(read.to_string(), written.to_string());
        }
    }
}

#[test]
fn a_bundle_keeps_to_what_its_version_has() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bundle");
    let of = |fixture: &str, target| {
        let text =
            bundled(&Builder::new(path.join(fixture).join("api.yaml")), target, Format::Json);
        tree("api.json", &text)
    };
    let split = of("split", Target::Unchanged);
    assert_eq!(split["openapi"], "3.0.3");
    // Components of 3.0 have no path items, and what stands beside the reference is kept.
    assert!(split["components"].get("pathItems").is_none());
    let one = &split["paths"]["/dogs/{id}"];
    assert_eq!(
        (&one["summary"], &one["get"]["operationId"]),
        (&"One dog".into(), &"getDog".into())
    );
    assert_eq!(one["parameters"][0]["$ref"], "#/components/parameters/Id");
    // References in extensions and examples are followed too.
    let list = &split["paths"]["/dogs"]["get"];
    assert_eq!(list["x-samples"][0]["source"], "curl -s \\\n  https://example.org/dogs\n");
    assert_eq!(list["x-samples"][1]["source"], "client.list_dogs()");
    let none = &list["responses"]["404"]["content"]["application/json"];
    assert_eq!(none["example"]["status"], 404);
    assert_eq!(of("split", Target::V3_1)["openapi"], "3.1.2");
    let names = of("names", Target::Unchanged);
    assert_eq!(names["openapi"], "3.1.0");
    assert!(names["components"]["pathItems"].get("nodes").is_some());
    assert!(names["components"]["schemas"]["Node"].get("$id").is_none());
    assert_eq!(of("swagger", Target::Unchanged)["swagger"], "2.0");
    let raised = of("swagger", Target::V3_1);
    assert_eq!(raised["openapi"], "3.1.2");
    let flow = &raised["components"]["securitySchemes"]["token"]["flows"]["clientCredentials"];
    assert_eq!(flow["scopes"], serde_json::json!({}));
}

#[test]
fn the_command_writes_a_bundle() {
    let folder = Folder::new("bundle");
    folder.write(
        "pet.yaml",
        "type: object\nproperties: {born: {type: string, example: '2020-01-01'}}\n",
    );
    folder.write("api.yaml", &DOCUMENT.replace("#/components/schemas/Pet", "pet.yaml"));
    let (code, said) = folder.run(&["bundle", "api.yaml"]);
    assert_eq!((code, said.starts_with("openapi: 3.1.0\n")), (Some(0), true), "{said}");
    assert!(said.contains("$ref: '#/components/schemas/pet'"), "{said}");
    assert!(said.contains("example: '2020-01-01'"), "{said}");
    let (code, said) = folder.run(&["bundle", "api.yaml", "-o", "out.json"]);
    let expected = "out.json: bundled from 2 files; no findings\n";
    assert_eq!((code, said.as_str()), (Some(0), expected));
    assert!(folder.read("out.json").starts_with("{\n  \"openapi\": \"3.1.0\""));
    let (code, said) = folder.run(&["bundle", "api.yaml", "--to", "json"]);
    assert_eq!((code, said), (Some(0), folder.read("out.json")));
    let (code, said) = folder.run(&["bundle", "out.json"]);
    assert_eq!((code, said), (Some(0), folder.read("out.json")));
    let (code, said) = folder.run(&["bundle", "out.json", "--to", "yaml", "-o", "out.json"]);
    assert_eq!((code, said.contains("one of the files")), (Some(2), true), "{said}");
    // Settings name the document and what it may read; their filters do not apply.
    folder.write("counterpart.toml", "document = 'api.yaml'\n[include]\ntags = ['pets']\n");
    let (code, said) = folder.run(&["bundle"]);
    assert_eq!((code, said.contains("operationId: health")), (Some(0), true), "{said}");
}

#[test]
fn what_cannot_be_bundled_is_said() {
    let folder = Folder::new("unbundled");
    folder.write("api.yaml", &DOCUMENT.replace("#/components/schemas/Pet", "nowhere.yaml#/Pet"));
    let (code, said) = folder.run(&["bundle", "api.yaml", "-o", "out.yaml"]);
    let is_said = said.contains("E0205") && said.contains("out.yaml: bundled");
    assert_eq!((code, is_said, folder.has("out.yaml")), (Some(1), true, true), "{said}");
    assert!(folder.read("out.yaml").contains("nowhere.yaml#/Pet"));
    let (code, said) = folder.run(&["bundle", "api.yaml", "-o", "none.yaml", "--deny", "errors"]);
    assert_eq!((code, folder.has("none.yaml")), (Some(1), false), "{said}");
    folder.write("other.yaml", "title: no document\n");
    let (code, said) = folder.run(&["bundle", "other.yaml", "-o", "none.yaml"]);
    assert_eq!((code, folder.has("none.yaml")), (Some(1), false), "{said}");
    folder.write("new.yaml", &DOCUMENT.replace("3.1.0", "3.2.0"));
    let (code, said) = folder.run(&["bundle", "new.yaml", "--as", "3.1"]);
    assert_eq!((code, said.contains("cannot be converted to 3.1")), (Some(1), true), "{said}");
    let (code, said) = folder.run(&["bundle", "api.yaml", "-o", "no/such/folder.yaml"]);
    assert_eq!(
        (code, said.contains("cannot write no/such/folder.yaml")),
        (Some(2), true),
        "{said}"
    );
    assert!(!folder.has("no"));
}
