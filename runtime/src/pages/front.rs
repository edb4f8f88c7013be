//! The front page: the APIs and how to get started.

use serde::Serialize;

use super::markdown;
use crate::api::Mounted;
use crate::document::text;

/// The contents of the front page.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct FrontView {
    apis: Vec<CardView>,
    operations: usize,
    key_hint: String,
    first_call: Option<String>,
}

/// An API on the front page.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct CardView {
    name: String,
    title: String,
    version: String,
    openapi: String,
    lead: String,
    base: String,
    operations: usize,
    tags: Vec<String>,
}

impl FrontView {
    /// Creates the front page for these APIs.
    pub(crate) fn new(apis: &[Mounted], key_hint: &str) -> Self {
        let cards: Vec<CardView> = apis.iter().map(CardView::new).collect();
        Self {
            operations: cards.iter().map(|card| card.operations).sum(),
            key_hint: key_hint.to_owned(),
            first_call: apis.iter().find_map(first_call),
            apis: cards,
        }
    }

    /// Returns the APIs, for the links at the top of every page.
    pub(crate) fn apis(&self) -> &[CardView] {
        &self.apis
    }
}

impl CardView {
    fn new(api: &Mounted) -> Self {
        let document = &api.document;
        let summary = document.text("/info/summary");
        Self {
            name: api.name.to_owned(),
            title: document.text("/info/title").to_owned(),
            version: document.text("/info/version").to_owned(),
            openapi: document.text("/openapi").to_owned(),
            lead: match summary {
                "" => markdown::first_paragraph(document.text("/info/description")),
                summary => summary.to_owned(),
            },
            base: api.base.clone(),
            operations: document.operations().len(),
            tags: document.tags().into_iter().map(str::to_owned).collect(),
        }
    }
}

/// Returns a first request: a GET operation without required parameters, and the header for the key.
fn first_call(api: &Mounted) -> Option<String> {
    let operations = api.document.operations();
    let simple = operations.iter().find(|operation| {
        let needs = |parameter: &&serde_json::Value| crate::document::flag(parameter, "required");
        operation.method() == "GET" && !operation.parameters().iter().any(needs)
    })?;
    let keys = simple.security().into_iter().flatten();
    let headers = keys.map(|(_, scheme)| match (text(scheme, "type"), text(scheme, "in")) {
        ("apiKey", "header") => format!("-H '{}: KEY' ", text(scheme, "name")),
        _ => "-H 'Authorization: Bearer KEY' ".to_owned(),
    });
    let header = headers.into_iter().next().unwrap_or_default();
    Some(format!("curl {header}ORIGIN{}{}", api.base, simple.path()))
}
