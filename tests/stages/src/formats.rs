//! The table of formats as generated code shows it: for each `type` and `format`, in each version of OpenAPI, the Rust type
//! of a field and the checks of its values. The golden file is `tests/cases/formats.tsv`.

use std::fmt::Write as _;

use counterpart_generator::api::Format;
use counterpart_generator::diag::Diagnostics;
use counterpart_generator::source::Sources;
use counterpart_generator::{Config, generate};
use serde_json::{Value as Json, json};

const VERSIONS: [&str; 3] = ["2.0", "3.0.3", "3.1.0"];

/// Returns the text of the golden file.
pub fn table() -> String {
    let mut table = String::from(
        "# The Rust type of each format, and its checks: schema, Swagger 2.0, OpenAPI 3.0, OpenAPI 3.1, checks in 3.1\n",
    );
    for schema in schemas() {
        let fields = VERSIONS.map(|version| field(version, &schema));
        let [(v2, _), (v3_0, _), (v3_1, checks)] = &fields;
        // Writing to a `String` cannot fail.
        let _ = writeln!(table, "{schema}\t{v2}\t{v3_0}\t{v3_1}\t{checks}");
    }
    table
}

/// Every format, the types without a format, and the keywords of 3.1 for bytes.
fn schemas() -> Vec<Json> {
    let mut schemas = vec![
        json!({"type": "boolean"}),
        json!({"type": "string"}),
        json!({"type": "string", "format": "unknown"}),
        json!({"type": "string", "contentEncoding": "base64"}),
        json!({"type": "string", "contentMediaType": "image/png"}),
        json!({"type": "integer"}),
        json!({"type": "number"}),
    ];
    let of = |format: &Format| json!({"type": format.json, "format": format.name});
    schemas.extend(Format::ALL.iter().map(of));
    schemas
}

/// The Rust type of an optional field of this schema, and the checks of its values.
fn field(version: &str, schema: &Json) -> (String, String) {
    let document = document(version, schema).to_string();
    let mut sources = Sources::from_text("api.json", &document);
    let mut diagnostics = Diagnostics::new();
    let files = generate(&mut sources, &Config::default(), &mut diagnostics);
    let files = files.unwrap_or_else(|| panic!("{}", diagnostics.render(&sources, false)));
    let file = files.iter().find(|(path, _)| path.ends_with("types/thing.rs"));
    let (_, text) = file.expect("the type is generated");
    let field = text.split("pub value: ").nth(1).and_then(|rest| rest.split(",\n").next());
    let ty = field.expect("the type has the field").trim_start_matches("Option<");
    (ty.trim_end_matches('>').to_owned(), checks(text))
}

/// The calls that check a value, without the one that names its place.
fn checks(text: &str) -> String {
    let chains = text.split(".field(\"value\")").skip(1).filter_map(|rest| rest.split(';').next());
    let calls: Vec<String> = chains
        .map(|chain| chain.lines().map(str::trim).collect::<String>())
        .map(|chain| chain.trim_start_matches('.').replace(").", ") "))
        .collect();
    if calls.is_empty() { "-".to_owned() } else { calls.join(" ").replace("value, ", "") }
}

/// A document with one schema, which has one property.
fn document(version: &str, schema: &Json) -> Json {
    let thing = json!({"Thing": {"type": "object", "properties": {"value": schema}}});
    let info = json!({"title": "Formats", "version": "1.0.0"});
    let responses = json!({"204": {"description": "Made."}});
    if version == "2.0" {
        let body = json!({
            "in": "body", "name": "body", "required": true,
            "schema": {"$ref": "#/definitions/Thing"},
        });
        return json!({
            "swagger": version, "info": info, "consumes": ["application/json"],
            "paths": {"/things": {"post": {
                "operationId": "make", "parameters": [body], "responses": responses,
            }}},
            "definitions": thing,
        });
    }
    let body = json!({"required": true, "content": {"application/json": {
        "schema": {"$ref": "#/components/schemas/Thing"},
    }}});
    json!({
        "openapi": version, "info": info,
        "paths": {"/things": {"post": {
            "operationId": "make", "requestBody": body, "responses": responses,
        }}},
        "components": {"schemas": thing},
    })
}
