//! Hostile documents: for any input the generator ends within its limits, with files or with diagnostics.
//!
//! `cargo xtask fuzz --minutes 10` tests many more random changes.

use std::fmt::Write as _;
use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::time::{Duration, Instant};

use counterpart_generator::diag::Diagnostics;
use counterpart_generator::source::Sources;
use counterpart_generator::tree::MAX_DEPTH;
use counterpart_generator::{Config, generate};
use counterpart_stages::case::cases;
use counterpart_stages::mutate::Mutator;
use serde_json::Value as Json;

/// Generates a document and renders its diagnostics. Returns the number of files.
fn run(name: &str, text: &[u8]) -> usize {
    let text = String::from_utf8_lossy(text);
    let mut sources = Sources::from_text(name, &text);
    let mut diagnostics = Diagnostics::new();
    let files = generate(&mut sources, &Config::default(), &mut diagnostics);
    let report = diagnostics.render(&sources, false);
    assert!(files.is_some() || !report.is_empty(), "no files and no diagnostic");
    files.map_or(0, |files| files.len())
}

/// A document with these schemas and one operation, which uses the schema `S0`.
fn document(schemas: &str) -> String {
    format!(
        "{{\"openapi\":\"3.1.0\",\"info\":{{\"title\":\"T\",\"version\":\"1\"}},\"paths\":{{\"/a\":{{\"get\":{{\"responses\":\
         {{\"200\":{{\"description\":\"d\",\"content\":{{\"application/json\":{{\"schema\":{{\"$ref\":\"#/components/schemas/S0\"}}\
         }}}}}}}}}}}}}},\"components\":{{\"schemas\":{{{schemas}}}}}}}"
    )
}

/// A chain of schemas. `schema` gets the number of the next one.
fn chain(length: usize, schema: impl Fn(usize) -> String) -> String {
    let mut schemas = String::new();
    for index in 0..length {
        let comma = if index == 0 { "" } else { "," };
        write!(schemas, "{comma}\"S{index}\":{}", schema(index + 1)).expect("a String takes it");
    }
    write!(schemas, ",\"S{length}\":{{\"type\":\"string\"}}").expect("a String takes it");
    document(&schemas)
}

#[test]
fn chains_are_followed_without_a_stack() {
    let long = 1_000;
    run(
        "refs.json",
        chain(long, |next| format!("{{\"$ref\":\"#/components/schemas/S{next}\"}}")).as_bytes(),
    );
    run(
        "all_of.json",
        chain(long, |next| {
            format!("{{\"allOf\":[{{\"$ref\":\"#/components/schemas/S{next}\"}}]}}")
        })
        .as_bytes(),
    );
    run("one_of.json", chain(long, |next| format!("{{\"oneOf\":[{{\"$ref\":\"#/components/schemas/S{next}\"}},{{\"type\":\"integer\"}}]}}")).as_bytes());
    run("fields.json", chain(long, |next| format!("{{\"type\":\"object\",\"properties\":{{\"x\":{{\"$ref\":\"#/components/schemas/S{next}\"}}}}}}")).as_bytes());
    run("below.json", chain(long, |next| format!("{{\"type\":\"object\",\"properties\":{{\"x\":{{\"$ref\":\"#/components/schemas/S{next}/properties/x\"}}}}}}")).as_bytes());
}

#[test]
fn doubling_ends() {
    let double = |next| {
        format!(
            "{{\"allOf\":[{{\"$ref\":\"#/components/schemas/S{next}\"}},{{\"$ref\":\"#/components/schemas/S{next}\"}}],\"properties\":{{\"p{next}\":{{}}}}}}"
        )
    };
    run("all_of.json", chain(40, double).as_bytes());
    let nested = |next| {
        format!(
            "{{\"properties\":{{\"a\":{{\"allOf\":[{{\"$ref\":\"#/components/schemas/S{next}\"}},{{\"properties\":{{\"x\":{{}}}}}}]}},\"b\":{{\"allOf\":[{{\"$ref\":\"#/components/schemas/S{next}\"}},{{\"properties\":{{\"y\":{{}}}}}}]}}}}}}"
        )
    };
    run("nested.json", chain(12, nested).as_bytes());
}

#[test]
fn what_is_wide_or_deep_ends() {
    let values: Vec<String> = (0..2_000).map(|value| format!("\"v{value}\"")).collect();
    let wide = format!("\"S0\":{{\"type\":\"string\",\"enum\":[{}]}}", values.join(","));
    assert!(run("enum.json", document(&wide).as_bytes()) > 0);
    let deep = 50_000;
    run("deep.json", format!("{}{}", "{\"a\":".repeat(deep), "}".repeat(deep)).as_bytes());
    run("deep.yaml", "- ".repeat(deep).as_bytes());
    run("flow.yaml", "[".repeat(deep).as_bytes());
    let pattern = format!("\"S0\":{{\"type\":\"string\",\"pattern\":\"{}\"}}", "(".repeat(5_000));
    run("pattern.json", document(&pattern).as_bytes());
}

/// Ways to nest a schema: the text before and after the inner schema, and the number of levels that it adds.
const NESTS: &[(&str, &str, usize)] = &[
    (r#"{"type":"object","properties":{"x":"#, "}}", 2),
    (
        r#"{"type":"object","required":["x"],"additionalProperties":false,"properties":{"x":"#,
        "}}",
        2,
    ),
    (r#"{"type":"object","additionalProperties":"#, "}", 1),
    (r#"{"type":"object","patternProperties":{"^x":"#, "}}", 2),
    (r#"{"type":"array","items":"#, "}", 1),
    (r#"{"type":"array","prefixItems":["#, "]}", 2),
    (r#"{"properties":{"a":{}},"allOf":[{"properties":{"b":{}}},"#, "]}", 2),
    (r#"{"oneOf":[{"type":"integer"},"#, "]}", 2),
    (r#"{"anyOf":[{"type":"object","required":["a"],"properties":{"a":{}}},"#, "]}", 2),
    (r#"{"type":"object","properties":{"a":{}},"oneOf":["#, r#",{"required":["a"]}]}"#, 2),
    (r#"{"not":"#, "}", 1),
    (r#"{"if":{"required":["a"]},"then":"#, "}", 1),
    (r#"{"default":"#, "}", 1),
    (r#"{"$defs":{"a":"#, "}}", 2),
];

#[test]
fn the_deepest_documents_have_room_on_the_stack_of_any_thread() {
    for (before, behind, levels) in NESTS {
        // Around the schema are the document, its components, their schemas; inside it is one more.
        let times = (MAX_DEPTH - 5) / levels;
        let schema = |times: usize| {
            let (before, behind) = (before.repeat(times), behind.repeat(times));
            document(&format!("\"S0\":{before}{{\"type\":\"string\"}}{behind}"))
        };
        let (deepest, deeper) = (schema(times), schema(times + 2));
        let small = std::thread::Builder::new().stack_size(2 * 1024 * 1024);
        let work =
            move || (run("deep.json", deepest.as_bytes()), run("deeper.json", deeper.as_bytes()));
        let (files, none) = small.spawn(work).expect("a thread").join().expect("no panic");
        assert!(files > 0 && none == 0, "{before}");
    }
}

#[test]
fn an_all_of_that_leads_back_by_its_properties_ends() {
    let schema = "\"S0\":{\"type\":\"object\",\"properties\":{\"n\":{\"type\":\"array\",\"items\":{\"allOf\":[{\"properties\":\
                  {\"i\":{}}},{\"$ref\":\"#/components/schemas/S0\"}]}}}}";
    assert!(run("cycle.json", document(schema).as_bytes()) > 0);
}

/// Every case: its name, its text and, if it can be parsed, its tree.
fn seeds() -> Vec<(String, String, Option<Json>)> {
    let areas = ["load", "resolve", "lower", "pass", "emit", "wrong"];
    let cases = areas.iter().flat_map(|area| cases(area));
    let seeds = cases.filter(|case| case.text.len() < 20_000).map(|case| {
        let tree = serde_yaml::from_str(&case.text).ok();
        (case.name, case.text, tree)
    });
    seeds.collect()
}

#[test]
fn no_change_of_a_document_is_too_much() {
    let minutes = std::env::var("COUNTERPART_FUZZ_MINUTES").ok().and_then(|it| it.parse().ok());
    let time = minutes.map(|minutes: u64| Duration::from_secs(60 * minutes));
    let first = std::env::var("COUNTERPART_FUZZ_SEED").ok().and_then(|it| it.parse().ok());
    let seeds = seeds();
    let begun = Instant::now();
    // A stack overflow ends the process without a message: the document that caused it is in this file.
    let last = Path::new(env!("CARGO_TARGET_TMPDIR")).join("fuzz-last");
    let mut seed: u64 = first.unwrap_or(1);
    let mut tried = 0;
    while time.map_or(tried < 150, |time| begun.elapsed() < time) {
        let (name, text, tree) = &seeds[usize::try_from(seed * 31).unwrap_or(0) % seeds.len()];
        let mut mutator = Mutator::new(seed);
        let (name, made) = match tree {
            Some(tree) if !seed.is_multiple_of(3) => ("tree.json", mutator.tree(tree).into_bytes()),
            _ => (name.as_str(), mutator.bytes(text)),
        };
        if time.is_some() {
            let _ = fs::write(&last, &made);
        }
        let outcome = catch_unwind(AssertUnwindSafe(|| run(name, &made)));
        assert!(
            outcome.is_ok(),
            "seed {seed}, made of {name}:\n{}",
            String::from_utf8_lossy(&made)
        );
        seed += 1;
        tried += 1;
    }
}
