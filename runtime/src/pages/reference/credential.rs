//! The credentials of an operation: a description for readers, and the place of the key for the form.

use serde::Serialize;
use serde_json::Value;

use crate::document::{Operation, text};

/// Where a key is sent in a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct CredentialView {
    /// `header` or `query`.
    pub(crate) place: &'static str,
    /// The name of the header or query parameter.
    pub(crate) name: String,
    /// The prefix of the key, such as `Bearer `.
    pub(crate) before: &'static str,
}

/// Returns the first credential that a page can send.
pub(super) fn usable(operation: &Operation<'_>) -> Option<CredentialView> {
    operation.security().into_iter().flatten().find_map(|(_, scheme)| place(scheme))
}

/// Describes the alternative security requirements.
pub(super) fn in_words(operation: &Operation<'_>) -> String {
    let alternatives = operation.security().into_iter().map(|schemes| {
        let schemes: Vec<String> =
            schemes.into_iter().map(|(name, scheme)| words(name, scheme)).collect();
        if schemes.is_empty() { "no credentials".to_owned() } else { schemes.join(" and ") }
    });
    alternatives.collect::<Vec<_>>().join(", or ")
}

fn place(scheme: &Value) -> Option<CredentialView> {
    let header =
        |before| CredentialView { place: "header", name: "Authorization".to_owned(), before };
    match (text(scheme, "type"), text(scheme, "in"), text(scheme, "scheme").to_lowercase().as_str())
    {
        ("apiKey", "header", _) => Some(CredentialView {
            place: "header",
            name: text(scheme, "name").to_owned(),
            before: "",
        }),
        ("apiKey", "query", _) => Some(CredentialView {
            place: "query",
            name: text(scheme, "name").to_owned(),
            before: "",
        }),
        ("http", _, "basic") => Some(header("Basic ")),
        ("http", _, "bearer") | ("oauth2" | "openIdConnect", ..) => Some(header("Bearer ")),
        _ => None,
    }
}

fn words(name: &str, scheme: &Value) -> String {
    match text(scheme, "type") {
        "apiKey" => format!("an API key ({} {})", text(scheme, "name"), text(scheme, "in")),
        "http" => match text(scheme, "scheme").to_lowercase().as_str() {
            "bearer" => "a bearer token (Authorization header)".to_owned(),
            "basic" => "a user name and password (Authorization header)".to_owned(),
            scheme => format!("{scheme} credentials (Authorization header)"),
        },
        "oauth2" | "openIdConnect" => "an access token (Authorization header)".to_owned(),
        _ => name.to_owned(),
    }
}
