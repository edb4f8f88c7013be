//! `docs/src/formats.md`: its table is the table of formats in the generator, and each row is compared with generated code.

use std::fmt::Write as _;
use std::path::Path;

use counterpart_generator::api::{Format, Kind, StringFormat};
use counterpart_generator::diag::Diagnostics;
use counterpart_generator::source::Sources;
use counterpart_generator::{Config, generate};
use expect_test::ExpectFile;
use serde_json::json;

const HEAD: &str = "| `format` | `type` | Rust | requests | by |\n|---|---|---|---|---|\n";

/// The generated type of a body with one property, and the codes of the diagnostics.
fn generated(kind: &str, format: &str, config: &Config) -> (String, Vec<&'static str>) {
    let document = json!({
        "openapi": "3.1.0",
        "info": {"title": "Formats", "version": "1.0.0"},
        "paths": {"/things": {"post": {
            "operationId": "make",
            "requestBody": {"required": true, "content": {"application/json": {
                "schema": {"$ref": "#/components/schemas/Thing"},
            }}},
            "responses": {"204": {"description": "Made."}},
        }}},
        "components": {"schemas": {"Thing": {
            "type": "object",
            "properties": {"value": {"type": kind, "format": format}},
        }}},
    });
    let mut sources = Sources::from_text("api.json", &document.to_string());
    let mut diagnostics = Diagnostics::new();
    let files = generate(&mut sources, config, &mut diagnostics);
    let files = files.unwrap_or_else(|| panic!("{}", diagnostics.render(&sources, false)));
    let text = files.iter().find(|(path, _)| path.ends_with("types/thing.rs"));
    let text = text.map(|(_, text)| text.to_owned()).expect("a type");
    (text, diagnostics.iter().map(|found| found.code.id).collect())
}

fn field(text: &str) -> &str {
    let (_, rest) = text.split_once("pub value: Option<").expect("a field");
    rest.split_once(">,").expect("its end").0
}

/// The table, made of the formats in the generator.
fn table() -> String {
    let mut table = HEAD.to_owned();
    for format in Format::ALL {
        let rust = match format.kind {
            Kind::String(format) => format.rust(),
            Kind::Int(format) => format.rust(),
            Kind::Float(format) => format.rust(),
            _ => "",
        };
        let requests = match format.kind {
            _ if format.is_checked() => "checked",
            Kind::String(StringFormat::Plain | StringFormat::Binary | StringFormat::Secret)
            | Kind::Float(_) => "not checked",
            _ => "by its type",
        };
        let Format { name, json, note, .. } = format;
        // Writing to a `String` cannot fail.
        let _ = writeln!(table, "| `{name}` | `{json}` | `{rust}` | {requests} | {note} |");
    }
    table.replace("|  |", "| |")
}

#[test]
fn the_table_of_the_page_is_that_of_the_generator() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/src/formats.md");
    let page = std::fs::read_to_string(&path).expect("the page");
    let (before, rest) = page.split_once(HEAD).expect("the page has the table");
    let (_, after) = rest.split_once("\n\n").expect("text follows the table");
    let expected = ExpectFile { path, position: file!() };
    expected.assert_eq(&format!("{before}{}\n{after}", table()));
}

#[test]
fn every_row_is_true() {
    let mut wrong = Vec::new();
    for row in table().lines().skip(2) {
        let cells: Vec<&str> = row.split('|').map(|cell| cell.trim().trim_matches('`')).collect();
        let [_, format, json, rust, requests, note, ..] = cells[..] else { panic!("{row}") };
        let (text, codes) = generated(json, format, &Config::default());
        let found = field(&text);
        if found != rust {
            wrong.push(format!("`{format}` of `{json}` is {found}"));
        }
        let is_wide = ["String", "wire::Secret", "f64"].contains(&found);
        let found = match (text.contains(".field(\"value\")"), is_wide) {
            (true, _) => "checked",
            (false, true) => "not checked",
            (false, false) => "by its type",
        };
        if found != requests {
            wrong.push(format!("`{format}` of `{json}` is {found}"));
        }
        if codes.iter().any(|code| !note.contains(code)) {
            wrong.push(format!("`{format}` of `{json}` has {codes:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_type_of_the_user_replaces_the_check() {
    let mut config = Config::default();
    config.settings.formats.insert("duration".to_owned(), "std::string::String".to_owned());
    let (text, _) = generated("string", "duration", &config);
    assert_eq!(field(&text), "::std::string::String");
    assert!(!text.contains(".field("), "{text}");
}
