//! Values and the violations in them: a table beside a document of schemas. Each row is sent as a request to the operation of
//! its schema.
//!
//! ```text
//! Pair    [1, "a"]    ok
//! Pair    ["a"]       /0 /1
//! Pet     {"kind": "later"}    answer /kind
//! ```
//!
//! A value with the verdict `answer` is refused in a request, and kept in a response. With `dropped`, a request is accepted
//! and a part of the value is ignored.

use std::path::Path;

use counterpart_wire::Bytes;
use counterpart_wire::http::header::CONTENT_TYPE;
use counterpart_wire::http::{HeaderMap, HeaderValue, Request, StatusCode};
use counterpart_wire::roundtrip::OperationCheck;

use crate::roundtrip::{runtime, wait};

/// A row of a table.
#[derive(Debug, Clone)]
pub struct Row {
    /// File and line of the row.
    pub place: String,
    /// The name of the schema.
    pub schema: String,
    /// The JSON text of the value.
    pub value: String,
    /// `ok`, `dropped`, or the JSON pointer of each violation, with `.` for the whole value; after `answer` if a response may have
    /// the value.
    pub verdict: String,
}

/// Reads the table beside a document: schema, value and verdict, separated by tabs.
///
/// # Panics
///
/// Panics if there is no table, or if a row does not have three columns.
pub fn rows(document: &str) -> Vec<Row> {
    let path = Path::new(document).with_extension("tsv");
    let text = std::fs::read_to_string(&path)
        .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let lines =
        (1..).zip(text.lines()).filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
    let row = |(number, line): (usize, &str)| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let cells: Vec<&str> = line.split('\t').collect();
        let [schema, value, verdict] = cells[..] else {
            panic!("{name}:{number}: expected three columns")
        };
        Row {
            place: format!("{name}:{number}"),
            schema: schema.to_owned(),
            value: value.to_owned(),
            verdict: verdict.to_owned(),
        }
    };
    lines.map(row).collect()
}

/// Sends the value of a row to the operation of its schema, and compares the violations.
///
/// # Errors
///
/// Returns a description of the difference if the violations are not those of the row.
pub fn check(row: &Row, roundtrip: &[OperationCheck]) -> Result<(), String> {
    let Row { place, schema, value, verdict } = row;
    let check = roundtrip.iter().find(|check| check.spec.id == schema);
    let check = check.ok_or_else(|| format!("{place}: there is no schema {schema}"))?;
    let request = Request::post(format!("/{schema}"))
        .header("content-type", "application/json")
        .body(Bytes::from(value.clone()))
        .map_err(|error| error.to_string())?;
    let outcome = wait(&runtime(), (check.request)(request));
    let found = match &outcome {
        Ok(()) => "ok".to_owned(),
        Err(text) if text.contains("\nwas written as\n") => "dropped".to_owned(),
        Err(text) => places(text),
    };
    let (is_answer, expected) = match verdict.strip_prefix("answer ") {
        Some(rest) => (true, rest),
        None => (false, verdict.as_str()),
    };
    if is_answer {
        let headers =
            HeaderMap::from_iter([(CONTENT_TYPE, HeaderValue::from_static("application/json"))]);
        let read = (check.response)(StatusCode::OK, headers, Bytes::from(value.clone()));
        wait(&runtime(), read).map_err(|text| format!("{place}: {schema} {value}\n  {text}"))?;
    }
    if found == expected {
        return Ok(());
    }
    let text = outcome.err().unwrap_or_default();
    Err(format!("{place}: {schema} {value}\n  expected {verdict}\n  found    {found}\n  {text}"))
}

/// The JSON pointers of the violations in an error message.
fn places(text: &str) -> String {
    let places = text.split("; body").map(|finding| {
        let place = finding.trim_start_matches("body").split(": ").next().unwrap_or_default();
        if place.is_empty() { "." } else { place }
    });
    let mut places: Vec<&str> = places.collect();
    places.dedup();
    places.join(" ")
}
