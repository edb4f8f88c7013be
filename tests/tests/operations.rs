//! The documents and the generated packages have every operation of `operations.tsv`. The two APIs that are implemented here
//! also have a route and a method for each.

use std::collections::BTreeSet;

use counterpart_stages::document::{plan_of, spec};
use counterpart_tests::exchange::raw;
use counterpart_tests::mocked::checks_of;
use counterpart_tests::script::Script;
use counterpart_tests::subject::{Arcanna, Arcee, Subject};
use counterpart_wire::{Bytes, http};

/// Returns method and path of the rows of `operations.tsv` for one API.
fn expected(name: &str) -> BTreeSet<(String, String)> {
    let rows = include_str!("operations.tsv").lines().filter(|line| !line.starts_with('#'));
    let rows = rows.filter_map(|line| {
        let cells: Vec<&str> = line.split('\t').collect();
        match cells.as_slice() {
            [api, method, path] if *api == name => Some(((*method).to_owned(), (*path).to_owned())),
            _ => None,
        }
    });
    rows.collect()
}

async fn complete<S: Subject>(number: usize) {
    let expected = expected(S::NAME);
    assert_eq!(expected.len(), number, "{}", S::NAME);
    let plan = plan_of(S::NAME, &spec(S::NAME).text);
    let documented = plan.api.operations.iter();
    let documented: BTreeSet<(String, String)> =
        documented.map(|operation| (operation.method.clone(), operation.path.clone())).collect();
    assert_eq!(documented, expected, "the document of {}", S::NAME);
    let called: BTreeSet<(String, String)> = S::exchanges()
        .iter()
        .map(|exchange| (exchange.spec.method.to_string(), exchange.spec.path.to_owned()))
        .collect();
    assert_eq!(called, expected, "the client of {}", S::NAME);
    let router = S::router(&Script::default());
    for (method, path) in &expected {
        let filled: Vec<&str> =
            path.split('/').map(|part| if part.starts_with('{') { "7" } else { part }).collect();
        let request = http::Request::builder().method(method.as_str()).uri(filled.join("/"));
        let request = request.body(Bytes::new()).unwrap_or_else(|error| panic!("{path}: {error}"));
        let answer = raw(&router, request).await;
        // An existing route first requires the key.
        assert_eq!(answer.status, 401, "{method} {path}");
    }
}

#[tokio::test]
async fn arcee_is_complete() {
    complete::<Arcee>(16).await;
}

#[tokio::test]
async fn arcanna_is_complete() {
    complete::<Arcanna>(11).await;
}

#[test]
fn every_row_is_documented_and_generated() {
    let mut sum = 0;
    for (name, number) in
        [("arcee", 16), ("arcanna", 11), ("inference", 78), ("archetype", 44), ("agents", 87)]
    {
        let expected = expected(name);
        assert_eq!(expected.len(), number, "{name}");
        let plan = plan_of(name, &spec(name).text);
        let documented: BTreeSet<(String, String)> = plan
            .api
            .operations
            .iter()
            .map(|operation| (operation.method.clone(), operation.path.clone()))
            .collect();
        assert_eq!(documented, expected, "the document of {name}");
        let generated: BTreeSet<(String, String)> = checks_of(name)
            .iter()
            .map(|check| (check.spec.method.to_string(), check.spec.path.to_owned()))
            .collect();
        assert_eq!(generated, expected, "the package of {name}");
        sum += number;
    }
    assert_eq!(sum, 236);
}
