//! Comparison with other parsers: `serde_yaml` reads the same trees, `openapiv3` the same operations.

use std::path::Path;

use counterpart_generator::diag::Diagnostics;
use counterpart_generator::load;
use counterpart_generator::source::Sources;
use counterpart_stages::case::cases;
use counterpart_stages::document::{plan_of, specs};
use serde_json::{Number, Value as Json};

/// Every YAML document: those of `specs/` and the cases.
fn documents() -> Vec<(String, String)> {
    let specs = specs().into_iter().map(|spec| (format!("{}.yaml", spec.name), spec.text));
    let areas = ["load", "resolve", "lower", "pass", "emit"].iter().flat_map(|area| {
        cases(area).into_iter().map(move |case| (format!("{area}/{}", case.name), case.text))
    });
    let is_yaml = |name: &str| Path::new(name).extension().is_some_and(|kind| kind == "yaml");
    specs.chain(areas.filter(|(name, _)| is_yaml(name))).collect()
}

/// Converts a tree of `serde_yaml` to JSON. `None` if JSON cannot express it.
fn json(tree: &serde_yaml::Value) -> Option<Json> {
    Some(match tree {
        serde_yaml::Value::Null => Json::Null,
        serde_yaml::Value::Bool(value) => Json::Bool(*value),
        serde_yaml::Value::Number(number) => {
            Json::Number(match (number.as_u64(), number.as_i64()) {
                (Some(number), _) => number.into(),
                (_, Some(number)) => number.into(),
                _ => Number::from_f64(number.as_f64()?)?,
            })
        }
        serde_yaml::Value::String(text) => Json::String(text.clone()),
        serde_yaml::Value::Sequence(items) => items.iter().map(json).collect::<Option<_>>()?,
        serde_yaml::Value::Mapping(fields) => {
            let fields = fields.iter().map(|(key, value)| Some((key_of(key)?, json(value)?)));
            fields.collect::<Option<_>>()?
        }
        serde_yaml::Value::Tagged(tagged) => json(&tagged.value)?,
    })
}

/// A key as text: in many documents, status codes are numbers, and `null` is a name.
fn key_of(key: &serde_yaml::Value) -> Option<String> {
    Some(match key {
        serde_yaml::Value::String(text) => text.clone(),
        serde_yaml::Value::Number(number) => number.to_string(),
        serde_yaml::Value::Bool(value) => value.to_string(),
        serde_yaml::Value::Null => "null".to_owned(),
        _ => return None,
    })
}

#[test]
fn trees_are_those_of_another_parser() {
    let mut compared = 0;
    for (name, text) in documents() {
        let sources = Sources::from_text(&name, &text);
        let ours = load::load(&sources, &mut Diagnostics::new());
        let theirs = serde_yaml::from_str::<serde_yaml::Value>(&text);
        let theirs = theirs.ok().and_then(|mut tree| {
            // Here merge keys are applied on load, there on request.
            tree.apply_merge().ok()?;
            json(&tree)
        });
        // Documents that are refused here are in `tests/cases/load`, with the reason.
        if let Some(ours) = ours {
            compared += 1;
            assert_eq!(Some(ours), theirs, "{name}");
        }
    }
    assert!(compared > 50, "only {compared} trees were compared");
}

#[test]
fn operations_are_those_of_another_parser() {
    let mut compared = 0;
    for (name, text) in documents() {
        // `openapiv3` reads one file only.
        let elsewhere =
            |rest: &str| !rest.trim_start_matches([':', ' ', '\'', '"']).starts_with('#');
        let in_files = text.split("$ref").skip(1).any(elsewhere);
        if !text.starts_with("openapi: 3.0") || in_files {
            continue;
        }
        let theirs: openapiv3::OpenAPI =
            serde_yaml::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
        let plan = plan_of(&name, &text);
        // `openapiv3` does not follow references of path items.
        let of_paths = plan.api.operations.iter().filter(|it| !it.is_incoming);
        let follows =
            |path: &str| theirs.paths.paths.get(path).is_some_and(|item| item.as_item().is_some());
        let here = of_paths.filter(|it| follows(&it.path));
        let mut ours: Vec<(&str, &str)> =
            here.map(|operation| (operation.path.as_str(), operation.method.as_str())).collect();
        ours.sort_unstable();
        let methods: Vec<(String, String)> = theirs
            .operations()
            .map(|(path, method, _)| (path.to_owned(), method.to_uppercase()))
            .collect();
        let mut theirs: Vec<(&str, &str)> =
            methods.iter().map(|(path, method)| (path.as_str(), method.as_str())).collect();
        theirs.sort_unstable();
        assert_eq!(ours, theirs, "{name}");
        compared += 1;
    }
    assert!(compared >= 5, "only {compared} documents were compared");
}
