//! Calls a mock server of a document with the generated client: every operation, once for each documented response. Takes
//! the URL of the mock, and returns the calls that the mock or the client rejected.

use counterpart_generator::api::Content;
use counterpart_wire::client::{Builder, CallOptions, Client};
use counterpart_wire::roundtrip::OperationCheck;
use counterpart_wire::{Credential, HeaderName, HeaderValue, OperationSpec, SchemeKind};
use serde_json::{Value as Json, json};

use crate::example;
use crate::sample::statuses;

/// Returns the round-trip checks of the operations of a document's package.
///
/// # Panics
///
/// Panics if there is no package for the document.
pub fn checks_of(name: &str) -> Vec<OperationCheck> {
    match name {
        "agents" => agents_api::roundtrip::operations(),
        "arcanna" => arcanna_api::roundtrip::operations(),
        "arcee" => arcee_api::roundtrip::operations(),
        "archetype" => archetype_api::roundtrip::operations(),
        "inference" => inference_api::roundtrip::operations(),
        _ => panic!("there is no package for {name}"),
    }
}

/// The results of the calls.
#[derive(Debug, Default)]
pub struct Report {
    /// The number of operations.
    pub operations: usize,
    /// The number of calls.
    pub cases: usize,
    /// The failures: method and path of the operation, the requested status, and the reason.
    pub failures: Vec<(String, u16, String)>,
}

impl Report {
    /// Converts the report to JSON.
    pub fn to_json(&self) -> Json {
        let failures = self.failures.iter().map(|(operation, status, why)| {
            json!({"operation": operation, "code": status.to_string(), "why": why})
        });
        let failures: Vec<Json> = failures.collect();
        json!({"operations": self.operations, "cases": self.cases, "failures": failures})
    }
}

/// Calls every operation of the document `name` at the mock, for each documented response.
///
/// # Panics
///
/// If the document cannot be read.
pub async fn run(name: &str, base: &str) -> Report {
    let path = format!("{}/../specs/{name}.yaml", env!("CARGO_MANIFEST_DIR"));
    let made = counterpart_generator::Builder::new(path)
        .generate()
        .unwrap_or_else(|error| panic!("{error}"));
    let plan = made.plan.unwrap_or_else(|| panic!("specs/{name}.yaml has errors"));
    let roundtrip = checks_of(name);
    let mut report = Report { operations: plan.api.operations.len(), ..Report::default() };
    for operation in &plan.api.operations {
        let shown = format!("{} {}", operation.method, operation.path);
        let Some(check) = roundtrip.iter().find(|check| check.spec.id == operation.id) else {
            report.failures.push((shown, 0, "has no generated code".to_owned()));
            continue;
        };
        let caller = client(check.spec, base);
        let expected = statuses(operation).into_iter().flat_map(|(status, response)| {
            let empty = response.contents.is_empty().then_some((status, None));
            empty.into_iter().chain(response.contents.iter().map(move |one| (status, Some(one))))
        });
        for (status, content) in expected {
            report.cases += 1;
            let request = example::request(&plan.api, operation);
            let options = options(status, content);
            match (check.call)(caller.clone(), request, options).await {
                Ok(answered) if answered.as_u16() == status => {}
                Ok(other) => {
                    let why = format!("the response has the status {other}");
                    report.failures.push((shown.clone(), status, why));
                }
                Err(why) => report.failures.push((shown.clone(), status, why)),
            }
        }
    }
    report
}

/// The headers that select one of the documented responses of the mock, by status and media type.
fn options(status: u16, content: Option<&Content>) -> CallOptions {
    let mut options = CallOptions::default();
    let accepted = content.map(|content| ("accept", content.media.clone()));
    for (name, value) in [("prefer", format!("code={status}"))].into_iter().chain(accepted) {
        if let Ok(value) = HeaderValue::from_str(&value) {
            options.headers.insert(HeaderName::from_static(name), value);
        }
    }
    options
}

/// A client with a credential for each security scheme of an operation.
fn client(spec: &OperationSpec, base: &str) -> Client {
    let mut builder = Builder::new(Some(base));
    for (scheme, _) in spec.security.iter().flat_map(|requirement| requirement.iter()) {
        let credential = match scheme.kind {
            SchemeKind::ApiKey { .. } => Credential::ApiKey("key".into()),
            SchemeKind::Basic => {
                Credential::Basic { user: "user".to_owned(), password: "password".into() }
            }
            _ => Credential::Bearer("token".into()),
        };
        builder = builder.credential(scheme, credential);
    }
    builder.build().unwrap_or_else(|error| panic!("{base}: {error}"))
}
