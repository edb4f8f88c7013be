//! What an operation wants as proof of who calls: in words for readers, and for the form, where to put the key.

use serde::Serialize;
use serde_json::Value;

use crate::document::{Operation, text};

/// Where a key goes in a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct CredentialView {
    /// `header` or `query`.
    pub(crate) place: &'static str,
    /// The name of the header or the query parameter.
    pub(crate) name: String,
    /// What stands before the key: `Bearer `.
    pub(crate) before: &'static str,
}

/// The first credential that a page can send.
pub(super) fn usable(operation: &Operation<'_>) -> Option<CredentialView> {
    operation.security().into_iter().flatten().find_map(|(_, scheme)| place(scheme))
}

/// The alternatives in words.
pub(super) fn in_words(operation: &Operation<'_>) -> String {
    let alternatives = operation.security().into_iter().map(|schemes| {
        let schemes: Vec<String> =
            schemes.into_iter().map(|(name, scheme)| words(name, scheme)).collect();
        if schemes.is_empty() { "no key".to_owned() } else { schemes.join(" and ") }
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
        "apiKey" => format!("key in the {} {}", text(scheme, "in"), text(scheme, "name")),
        "http" => format!("{} credentials in the header Authorization", text(scheme, "scheme")),
        "oauth2" | "openIdConnect" => "access token in the header Authorization".to_owned(),
        _ => name.to_owned(),
    }
}
