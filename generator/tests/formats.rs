//! `docs/src/formats.md` held to what happens: each of its rows has a small document, whose type and checks are looked at.

use counterpart_generator::api::TextFormat;
use counterpart_generator::diag::Diagnostics;
use counterpart_generator::source::Sources;
use counterpart_generator::{Config, generate};
use serde_json::json;

/// The generated type of a body with one property, and the codes of what was found.
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

#[test]
fn every_row_of_the_page_is_true() {
    let page = include_str!("../../docs/src/formats.md");
    let mut wrong = Vec::new();
    let mut named = Vec::new();
    let kinds = ["| `string` |", "| `integer` |", "| `number` |"];
    let rows = page.lines().filter(|line| kinds.iter().any(|kind| line.contains(kind)));
    for line in rows {
        let cells: Vec<&str> = line.split('|').map(|cell| cell.trim().trim_matches('`')).collect();
        let [_, format, kind, rust, state, by, ..] = cells[..] else { panic!("{line}") };
        named.push(format);
        let (text, codes) = generated(kind, format, &Config::default());
        let found = field(&text);
        if found != rust {
            wrong.push(format!("`{format}` is {found}"));
        }
        let is_checked = text.contains("checks.");
        let is_wide =
            ["String", "wire::Secret", "i64", "f64"].contains(&found) && format != "int64";
        let found = match (is_checked, is_wide) {
            (true, _) => "checked",
            (false, true) => "not checked",
            (false, false) => "by its type",
        };
        if found != state {
            wrong.push(format!("`{format}` of `{kind}` is {found}"));
        }
        if codes.iter().any(|code| !by.contains(code)) {
            wrong.push(format!("`{format}` has {codes:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    for format in TextFormat::ALL {
        assert!(named.contains(&format.name), "`{}` is not on the page", format.name);
    }
}

#[test]
fn a_type_of_ones_own_lifts_the_check() {
    let mut config = Config::default();
    config.settings.formats.insert("duration".to_owned(), "std::string::String".to_owned());
    let (text, _) = generated("string", "duration", &config);
    assert_eq!(field(&text), "::std::string::String");
    assert!(!text.contains("checks."), "{text}");
}
