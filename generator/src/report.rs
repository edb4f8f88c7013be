//! The report of a generation for other programs: as JSON, as SARIF, and as annotations of GitHub Actions. In go
//! diagnostics and the plan; out comes text or JSON.

use serde_json::{Map, Value as Json, json};

use crate::diag::located::{Located, Region, Spot};
use crate::diag::{Diagnostics, Severity, codes};
use crate::pass::Plan;
use crate::source::Sources;

mod github;
mod sarif;

pub use github::github;
pub use sarif::sarif;

/// Returns the report of a generation as JSON: counts, findings and skipped parts. `plan` is `None` when nothing could be
/// generated.
///
/// Each finding has its file, line and column, and the JSON pointer in this file as it was written. Lines and columns
/// are counted from one; `endColumn` is behind the last character.
pub fn report(plan: Option<&Plan>, diagnostics: &Diagnostics, sources: &Sources) -> Json {
    let located = diagnostics.located(sources);
    json!({
        "operations": plan.map_or(0, |plan| plan.api.operations.len()),
        "types": plan.map_or(0, |plan| plan.api.types.len()),
        "errors": diagnostics.count_of(Severity::Error),
        "warnings": diagnostics.count_of(Severity::Warning),
        "notes": diagnostics.count_of(Severity::Note),
        "skipped": located.iter().filter_map(skipped).collect::<Vec<_>>(),
        "findings": located.iter().map(finding).collect::<Vec<_>>(),
    })
}

fn finding(found: &Located<'_>) -> Json {
    let diagnostic = found.diagnostic;
    let mut json = Map::new();
    json.insert("code".to_owned(), json!(diagnostic.code.id));
    json.insert("severity".to_owned(), json!(diagnostic.severity().name()));
    json.insert("message".to_owned(), json!(diagnostic.message));
    json.insert("help".to_owned(), json!(diagnostic.advice()));
    json.extend(place(&found.spot));
    json.insert("count".to_owned(), json!(1 + found.repeated.len()));
    if !found.repeated.is_empty() {
        let places = found.repeated.iter().map(|spot| Json::Object(place(spot)));
        json.insert("repeated".to_owned(), places.collect());
    }
    if !found.related.is_empty() {
        let places = found.related.iter().map(|(spot, label)| {
            let mut json = place(spot);
            json.insert("message".to_owned(), json!(label));
            Json::Object(json)
        });
        json.insert("related".to_owned(), places.collect());
    }
    Json::Object(json)
}

fn place(spot: &Spot<'_>) -> Map<String, Json> {
    let mut json = Map::new();
    json.insert("file".to_owned(), json!(spot.file));
    if let Some(Region { line, column, end_line, end_column }) = spot.region {
        let numbers =
            [("line", line), ("column", column), ("endLine", end_line), ("endColumn", end_column)];
        json.extend(numbers.map(|(name, number)| (name.to_owned(), json!(number))));
    }
    if let Some(pointer) = &spot.pointer {
        json.insert("pointer".to_owned(), json!(pointer));
    }
    json
}

/// The part that a finding reports as skipped.
fn skipped(found: &Located<'_>) -> Option<Json> {
    let pointer = found.spot.pointer.as_deref().filter(|_| found.diagnostic.is_consequence())?;
    let is_schema = ["/components/schemas/", "/definitions/"].into_iter();
    let kind = if found.diagnostic.code.id == codes::SKIPPED_OPERATION.id {
        "operation"
    } else if is_schema.into_iter().any(|start| pointer.starts_with(start)) {
        "schema"
    } else {
        "part"
    };
    Some(json!({
        "kind": kind,
        "file": found.spot.file,
        "pointer": pointer,
        "reason": found.diagnostic.message,
    }))
}
