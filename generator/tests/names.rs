//! Names stay as they are when a document grows: of those that become the same one in Rust the first keeps it.

use counterpart_generator::diag::Diagnostics;
use counterpart_generator::pass::Names;
use counterpart_generator::source::Sources;
use counterpart_generator::{Config, plan};
use serde_json::{Map, Value as Json, json};

/// The names of a document with so many schemas, fields, values, operations and parameters that look alike.
fn names(count: usize) -> (Names, usize) {
    let alike = ["pet home", "petHome", "PetHome", "pet_home", "PET HOME", "pet-home"];
    let alike = &alike[..count];
    let map = |value: &dyn Fn(&str) -> Json| -> Map<String, Json> {
        alike.iter().map(|name| ((*name).to_owned(), value(name))).collect()
    };
    let parameters: Vec<Json> = alike
        .iter()
        .map(|name| json!({"name": name, "in": "query", "schema": {"type": "string"}}))
        .collect();
    let paths: Map<String, Json> = alike
        .iter()
        .zip(0..)
        .map(|(name, at)| {
            let operation = json!({
                "operationId": name, "parameters": parameters, "tags": [name],
                "responses": {"200": {"description": "A.", "content": {"application/json": {
                    "schema": {"$ref": "#/components/schemas/pet%20home"},
                }}}},
            });
            (format!("/{at}"), json!({ "get": operation }))
        })
        .collect();
    let document = json!({
        "openapi": "3.1.0",
        "info": {"title": "Names", "version": "1.0.0"},
        "tags": alike.iter().map(|name| json!({"name": name})).collect::<Vec<_>>(),
        "paths": paths,
        "components": {"schemas": map(&|name| json!({
            "type": "object",
            "description": name,
            "properties": map(&|_| json!({"type": "string", "enum": alike})),
        }))},
    });
    let mut sources = Sources::from_text("api.json", &document.to_string());
    let mut diagnostics = Diagnostics::new();
    let plan = plan(&mut sources, &Config::default(), &mut diagnostics);
    let plan = plan.unwrap_or_else(|| panic!("{}", diagnostics.render(&sources, false)));
    (plan.names, diagnostics.iter().filter(|found| found.code.id == "W0401").count())
}

#[test]
fn a_document_that_grows_keeps_its_names() {
    let (before, none) = names(1);
    assert_eq!(none, 0);
    assert_eq!((before.types[0].as_str(), before.tags[0].as_str()), ("PetHome", "pet_home"));
    let mut before = before;
    for count in 2..=6 {
        let (after, said) = names(count);
        let own = count - 1;
        assert_eq!(after.types[..own], before.types[..own]);
        assert_eq!(after.tags[..own], before.tags[..own]);
        assert_eq!(after.traits[..own], before.traits[..own]);
        assert_eq!(after.members[0][..own], before.members[0][..own]);
        for (after, before) in after.operations.iter().zip(&before.operations) {
            assert_eq!(after.method, before.method);
            assert_eq!(after.fields[..own], before.fields);
        }
        // Types, tags and operations, their fields and parameters, and the values of the one enum.
        assert_eq!(said, 3 * own + 2 * count * own + own, "{count}");
        before = after;
    }
}
