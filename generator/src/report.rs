//! The report of a generation for other programs: counts, findings and skipped parts, as JSON.

use serde_json::{Value as Json, json};

use crate::diag::{Diagnostic, Diagnostics, Place, Severity, codes};
use crate::pass::Plan;
use crate::source::Sources;

/// Returns the report of a generation. `plan` is `None` when the document could not be read.
pub fn report(plan: Option<&Plan>, diagnostics: &Diagnostics, sources: &Sources) -> Json {
    let (errors, warnings) = diagnostics.counts();
    let findings: Vec<Json> = diagnostics
        .iter()
        .map(|found| {
            let severity = match found.severity() {
                Severity::Error => "error",
                Severity::Warning => "warning",
            };
            let place = match &found.place {
                Place::Pointer { pointer, .. } => pointer.clone(),
                Place::Offset { file, range } => {
                    format!("{}:{}", sources.name(*file), range.start)
                }
                Place::File(file) => sources.name(*file).to_owned(),
            };
            json!({
                "code": found.code.id,
                "severity": severity,
                "pointer": place,
                "message": found.message,
            })
        })
        .collect();
    let skipped: Vec<Json> = diagnostics.iter().filter_map(skipped).collect();
    json!({
        "operations": plan.map_or(0, |plan| plan.api.operations.len()),
        "types": plan.map_or(0, |plan| plan.api.types.len()),
        "errors": errors,
        "warnings": warnings,
        "skipped": skipped,
        "findings": findings,
    })
}

/// The part that a finding reports as skipped.
fn skipped(found: &Diagnostic) -> Option<Json> {
    let Place::Pointer { pointer, .. } = &found.place else { return None };
    let kind = match found.code.id {
        id if id == codes::SKIPPED_OPERATION.id => "operation",
        id if id != codes::SKIPPED_PART.id => return None,
        _ if pointer.starts_with("/components/schemas/") => "schema",
        _ => "part",
    };
    Some(json!({ "kind": kind, "pointer": pointer, "reason": found.message }))
}
