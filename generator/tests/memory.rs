//! Documents in memory: what is generated from them, and how findings show them.

#![cfg(feature = "openapiv3")]

use std::fs;
use std::path::Path;

use counterpart_generator::{Builder, Files, Generated};
use openapiv3::OpenAPI;
use serde_json::{Value as Json, json};

fn petstore() -> Json {
    json!({
        "openapi": "3.0.3",
        "info": {"title": "Petstore", "version": "1.0.0"},
        "servers": [{"url": "https://pets.example.org/v1"}],
        "tags": [{"name": "pets", "description": "All about pets."}],
        "paths": {
            "/pets": {
                "get": {
                    "operationId": "listPets",
                    "tags": ["pets"],
                    "parameters": [
                        {"name": "limit", "in": "query", "schema": {"type": "integer", "format": "int32", "maximum": 100}},
                        {"name": "tags", "in": "query", "style": "form", "explode": false,
                         "schema": {"type": "array", "items": {"type": "string"}}},
                    ],
                    "responses": {
                        "200": {
                            "description": "A page of pets.",
                            "headers": {"X-Next": {"schema": {"type": "string"}}},
                            "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Pets"}}},
                        },
                        "default": {"$ref": "#/components/responses/Problem"},
                    },
                },
                "post": {
                    "operationId": "createPet",
                    "tags": ["pets"],
                    "requestBody": {"required": true, "content": {"application/json": {
                        "schema": {"$ref": "#/components/schemas/Pet"},
                    }}},
                    "responses": {"201": {"description": "Created."}},
                    "security": [{"key": []}],
                },
            },
        },
        "components": {
            "schemas": {
                "Pet": {
                    "type": "object",
                    "required": ["id", "name"],
                    "properties": {
                        "id": {"type": "integer", "format": "int64"},
                        "name": {"type": "string", "minLength": 1},
                        "kind": {"type": "string", "enum": ["cat", "dog"], "nullable": true},
                        "weight": {"type": "number", "minimum": 0.5},
                    },
                },
                "Pets": {"type": "array", "items": {"$ref": "#/components/schemas/Pet"}},
            },
            "responses": {"Problem": {
                "description": "A problem.",
                "content": {"application/json": {"schema": {
                    "type": "object", "properties": {"message": {"type": "string"}},
                }}},
            }},
            "securitySchemes": {"key": {"type": "apiKey", "in": "header", "name": "X-Key"}},
        },
    })
}

fn generated(builder: &Builder) -> Generated {
    builder.generate().expect("it can be read")
}

/// The files, with the same source in each header.
fn files(builder: &Builder) -> Files {
    let mut made = generated(builder);
    "the document".clone_into(&mut made.config.source);
    made.files().unwrap_or_else(|error| panic!("{error}"))
}

fn assert_same(one: &Files, other: &Files) {
    assert!(one.iter().eq(other.iter()), "the files differ");
}

/// An empty folder, which is removed at the end.
struct Folder(std::path::PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("memory-{name}"));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).expect("a folder");
        Self(path)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn a_value_is_the_same_document_as_a_file() {
    let folder = Folder::new("same");
    let path = folder.0.join("petstore.json");
    fs::write(&path, petstore().to_string()).expect("a file");
    let of_value = files(&Builder::from_value(petstore()));
    assert_same(&of_value, &files(&Builder::new(path)));
    assert_same(&of_value, &files(&Builder::from_text("petstore.yaml", &petstore().to_string())));
}

#[test]
fn a_typed_document_is_generated_without_findings() {
    let document: OpenAPI = serde_json::from_value(petstore()).expect("it is OpenAPI 3.0");
    let builder = Builder::from_openapiv3(&document).expect("it can be written");
    let made = generated(&builder);
    assert_eq!(made.diagnostics.render(&made.sources, false), "");
    assert_same(&files(&builder), &files(&Builder::from_value(petstore())));
}

#[test]
fn findings_show_the_value_as_json() {
    let mut document = petstore();
    document["components"]["schemas"]["Pet"]["properties"]["name"]["maxLenght"] = json!(3);
    let text = serde_json::to_string_pretty(&document).expect("it is JSON");
    let line = text.lines().position(|line| line.contains("maxLenght")).expect("a line") + 1;
    let made = generated(&Builder::from_value(document.clone()));
    let said = made.diagnostics.render(&made.sources, false);
    assert!(said.contains(&format!("--> openapi.json:{line}:13")), "{said}");
    assert!(said.contains("\"maxLenght\": 3"), "{said}");
    let made = generated(&Builder::from_value(document).named("pets.json"));
    let said = made.diagnostics.render(&made.sources, false);
    assert!(said.contains(&format!("--> pets.json:{line}:13")), "{said}");
}

#[test]
fn references_to_files_need_a_folder() {
    let folder = Folder::new("references");
    fs::write(folder.0.join("pet.yaml"), petstore()["components"]["schemas"]["Pet"].to_string())
        .expect("a file");
    let mut document = petstore();
    document["components"]["schemas"]["Pet"] = json!({"$ref": "pet.yaml"});
    let builder = Builder::from_value(document);
    let made = generated(&builder);
    let said = made.diagnostics.render(&made.sources, false);
    assert!(said.contains("the document is in memory") && said.contains("Builder::root"), "{said}");
    let whole = files(&Builder::from_value(petstore()));
    assert_same(&files(&builder.root(Some(folder.0.clone()))), &whole);
}

#[test]
fn a_value_that_is_no_document_is_a_finding() {
    let mut deep = json!({});
    for _ in 0..130 {
        deep = json!([deep]);
    }
    for (value, code) in [
        (json!(null), "E0106"),
        (json!([]), "E0108"),
        (json!({"openapi": "3.1.0", "x-deep": deep}), "E0104"),
    ] {
        let made = generated(&Builder::from_value(value));
        let said = made.diagnostics.render(&made.sources, false);
        assert!(made.plan.is_none() && said.contains("openapi.json"), "{said}");
        assert!(said.starts_with(&format!("error[{code}]")), "{said}");
    }
}
