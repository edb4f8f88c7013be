//! Findings as SARIF 2.1.0 (OASIS), which code scanning services and editors read.

use std::collections::BTreeSet;

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use serde_json::{Map, Value as Json, json};

use crate::diag::located::{Located, Spot};
use crate::diag::{Code, Diagnostics, codes};
use crate::source::Sources;

/// What is escaped in the path of a URI reference: everything but `pchar` and the slash (RFC 3986, section 3.3). A colon
/// is escaped too, since it may not be in the first segment of a relative reference.
const ESCAPED: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b':')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// Returns the findings as a SARIF log with one run. Its rules are the codes that are found.
pub fn sarif(diagnostics: &Diagnostics, sources: &Sources) -> Json {
    let found: BTreeSet<&str> = diagnostics.iter().map(|found| found.code.id).collect();
    let rules: Vec<&Code> = codes::all().filter(|code| found.contains(code.id)).collect();
    let located = diagnostics.located(sources);
    let results: Vec<Json> = located.iter().map(|found| result(found, &rules)).collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "Counterpart",
                "version": env!("CARGO_PKG_VERSION"),
                "informationUri": env!("CARGO_PKG_REPOSITORY"),
                "rules": rules.iter().map(|code| rule(code)).collect::<Vec<_>>(),
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

fn rule(code: &Code) -> Json {
    json!({
        "id": code.id,
        "shortDescription": {"text": code.title},
        "fullDescription": {"text": code.why},
        "help": {"text": code.help},
        "defaultConfiguration": {"level": code.severity.name()},
    })
}

fn result(found: &Located<'_>, rules: &[&Code]) -> Json {
    let diagnostic = found.diagnostic;
    let index = rules.iter().position(|code| code.id == diagnostic.code.id);
    let mut json = Map::new();
    json.insert("ruleId".to_owned(), json!(diagnostic.code.id));
    json.insert("ruleIndex".to_owned(), json!(index));
    json.insert("level".to_owned(), json!(diagnostic.severity().name()));
    let text = format!("{}; {}", diagnostic.message, diagnostic.advice());
    json.insert("message".to_owned(), json!({"text": text}));
    json.insert("locations".to_owned(), json!([location(&found.spot, None)]));
    json.insert("occurrenceCount".to_owned(), json!(1 + found.repeated.len()));
    let others = found.repeated.iter().map(|spot| location(spot, Some("the same here")));
    let related = found.related.iter().map(|(spot, label)| location(spot, Some(label)));
    let related: Vec<Json> = related.chain(others).collect();
    if !related.is_empty() {
        json.insert("relatedLocations".to_owned(), Json::Array(related));
    }
    Json::Object(json)
}

fn location(spot: &Spot<'_>, message: Option<&str>) -> Json {
    let mut physical = Map::new();
    physical.insert("artifactLocation".to_owned(), json!({"uri": uri(spot.file)}));
    if let Some(region) = spot.region {
        let region = json!({
            "startLine": region.line,
            "startColumn": region.column,
            "endLine": region.end_line,
            "endColumn": region.end_column,
        });
        physical.insert("region".to_owned(), region);
    }
    let mut json = Map::new();
    json.insert("physicalLocation".to_owned(), Json::Object(physical));
    if let Some(pointer) = &spot.pointer {
        let logical = json!([{"fullyQualifiedName": pointer, "kind": "member"}]);
        json.insert("logicalLocations".to_owned(), logical);
    }
    if let Some(message) = message {
        json.insert("message".to_owned(), json!({"text": message}));
    }
    Json::Object(json)
}

/// Returns the URI of a file: as it is if it is an address, else a relative reference or an absolute path.
fn uri(file: &str) -> String {
    if file.contains("://") {
        return file.to_owned();
    }
    let path = file.replace('\\', "/");
    let escaped = utf8_percent_encode(&path, ESCAPED).to_string();
    match escaped.strip_prefix('/') {
        Some(_) => format!("file://{escaped}"),
        None => escaped,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tree::At;

    #[test]
    fn a_result_has_its_rule_and_its_place() {
        let sources = Sources::from_text("specs/my pets.yaml", "a:\n  b: 1\n");
        let mut diagnostics = Diagnostics::new();
        let root = At::root();
        diagnostics.report(&codes::WRONG_TYPE, &root.key("a").key("b"), "`b` is wrong");
        let log = sarif(&diagnostics, &sources);
        let result = &log["runs"][0]["results"][0];
        assert_eq!(result["ruleId"], "E0302");
        assert_eq!(result["ruleIndex"], 0);
        assert_eq!(result["level"], "error");
        let location = &result["locations"][0];
        let physical = &location["physicalLocation"];
        assert_eq!(physical["artifactLocation"]["uri"], "specs/my%20pets.yaml");
        assert_eq!(physical["region"]["startColumn"], 6);
        assert_eq!(location["logicalLocations"][0]["fullyQualifiedName"], "/a/b");
        assert_eq!(log["runs"][0]["tool"]["driver"]["rules"][0]["id"], "E0302");
    }
}
