//! Cycles of references: each is named, however many there are.

use std::fmt::Write as _;

use counterpart_generator::diag::Diagnostics;
use counterpart_generator::source::Sources;
use counterpart_generator::{Config, plan};

/// Returns a document with an operation for each of `count` schemas, which `schema` writes by their number.
fn document(count: usize, schema: impl Fn(usize) -> String) -> String {
    let mut paths = String::new();
    let mut schemas = String::new();
    for number in 0..count {
        let _ = writeln!(
            paths,
            "  /p{number}: {{get: {{responses: {{'200': {{description: ok, content: {{application/json: \
             {{schema: {{$ref: '#/components/schemas/S{number}'}}}}}}}}}}}}}}"
        );
        let _ = writeln!(schemas, "    S{number}: {}", schema(number));
    }
    format!(
        "openapi: 3.1.0\ninfo: {{title: t, version: '1'}}\npaths:\n{paths}components:\n  schemas:\n{schemas}"
    )
}

/// The numbers of findings with a code, and the number of operations that are left.
fn findings(text: &str, code: &str) -> (usize, usize) {
    let mut sources = Sources::from_text("api.yaml", text);
    let mut diagnostics = Diagnostics::new();
    let plan = plan(&mut sources, &Config::default(), &mut diagnostics);
    let found = diagnostics.iter().filter(|found| found.code.id == code).count();
    (found, plan.map_or(0, |plan| plan.api.operations.len()))
}

#[test]
fn each_of_many_cycles_is_named() {
    let own = |number| format!("{{allOf: [{{$ref: '#/components/schemas/S{number}'}}]}}");
    assert_eq!(findings(&document(200, own), "E0204"), (200, 0));
    let pairs = |number| format!("{{$ref: '#/components/schemas/S{}'}}", number ^ 1);
    assert_eq!(findings(&document(200, pairs), "E0204"), (100, 0));
}

#[test]
fn the_cycles_through_one_schema_are_one_finding() {
    let hub = |number| match number {
        0 => {
            let branches =
                (1..60).map(|other| format!("{{$ref: '#/components/schemas/S{other}'}}"));
            format!("{{anyOf: [{}]}}", branches.collect::<Vec<_>>().join(", "))
        }
        _ => "{anyOf: [{$ref: '#/components/schemas/S0'}]}".to_owned(),
    };
    assert_eq!(findings(&document(60, hub), "E0204"), (1, 0));
}

#[test]
fn a_schema_may_contain_itself_in_a_property_or_an_item() {
    let list = |number| {
        format!(
            "{{type: object, properties: {{a: {{type: array, items: {{$ref: '#/components/schemas/S{number}'}}}}}}}}"
        )
    };
    assert_eq!(findings(&document(60, list), "E0204"), (0, 60));
}
