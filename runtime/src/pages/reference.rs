//! The reference page of an API: the view of its document for the template, computed once at startup.

mod body;
mod credential;
mod curl;
mod parameter;

use serde::Serialize;

use super::example::Direction;
use super::markdown;
use crate::api::Mounted;
use crate::document::{Document, Operation, flag, text};
pub(crate) use body::BodyView;
pub(crate) use credential::CredentialView;
pub(crate) use parameter::ParameterView;

/// The view of an API.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct ReferenceView {
    name: String,
    title: String,
    version: String,
    openapi: String,
    description_html: String,
    base: String,
    count: usize,
    /// The credential for the input field at the top of the page: the first one that any operation requires.
    credential: Option<CredentialView>,
    tags: Vec<TagView>,
}

/// A group of operations.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct TagView {
    anchor: String,
    name: String,
    description_html: String,
    operations: Vec<OperationView>,
}

/// The view of an operation.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct OperationView {
    anchor: String,
    method: String,
    path: String,
    summary: String,
    description_html: String,
    deprecated: bool,
    /// A description of the required credentials; empty if none are required.
    security: String,
    credential: Option<CredentialView>,
    parameters: Vec<ParameterView>,
    body: Option<BodyView>,
    responses: Vec<ResponseView>,
    /// The curl command after the URL of the server.
    curl: String,
}

/// The view of a response.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct ResponseView {
    status: String,
    /// The status class: `2` for 200.
    class: String,
    description_html: String,
    headers: Vec<ParameterView>,
    body: Option<BodyView>,
}

impl ReferenceView {
    /// Creates the reference page of an API.
    pub(crate) fn new(api: &Mounted) -> Self {
        let document = &api.document;
        let operations = document.operations();
        let tag = |name: &str| TagView {
            anchor: format!("tag-{}", slug(name)),
            name: name.to_owned(),
            description_html: markdown::html(document.tag_description(name)),
            operations: operations
                .iter()
                .filter(|operation| operation.tag() == name)
                .map(|operation| OperationView::new(document, operation))
                .collect(),
        };
        let tags: Vec<TagView> =
            document.tags().into_iter().map(tag).filter(|tag| !tag.operations.is_empty()).collect();
        let credential = tags
            .iter()
            .flat_map(|tag| &tag.operations)
            .find_map(|operation| operation.credential.clone());
        Self {
            name: api.name.to_owned(),
            title: document.text("/info/title").to_owned(),
            version: document.text("/info/version").to_owned(),
            openapi: document.text("/openapi").to_owned(),
            description_html: markdown::html(document.text("/info/description")),
            base: api.base.clone(),
            count: operations.len(),
            credential,
            tags,
        }
    }
}

impl OperationView {
    fn new(document: &Document, operation: &Operation<'_>) -> Self {
        let node = operation.node();
        let parameters: Vec<ParameterView> = operation
            .parameters()
            .into_iter()
            .map(|parameter| ParameterView::new(document, parameter))
            .collect();
        let body = operation.body().map(|body| BodyView::new(document, body, Direction::Request));
        let credential = credential::usable(operation);
        Self {
            anchor: slug(&operation.id()),
            method: operation.method(),
            path: operation.path().to_owned(),
            summary: match text(node, "summary") {
                "" => operation.id(),
                summary => summary.to_owned(),
            },
            description_html: markdown::html(text(node, "description")),
            deprecated: flag(node, "deprecated"),
            security: credential::in_words(operation),
            curl: curl::after_origin(operation, &parameters, body.as_ref(), credential.as_ref()),
            credential,
            parameters,
            body,
            responses: operation
                .responses()
                .into_iter()
                .map(|(status, response)| response_view(document, status, response))
                .collect(),
        }
    }
}

fn response_view(document: &Document, status: &str, response: &serde_json::Value) -> ResponseView {
    let headers =
        response.get("headers").and_then(serde_json::Value::as_object).into_iter().flatten();
    let body = BodyView::new(document, response, Direction::Response);
    ResponseView {
        status: status.to_owned(),
        class: status.chars().take(1).collect(),
        description_html: markdown::html(text(response, "description")),
        headers: headers
            .map(|(name, header)| ParameterView::of_header(document, name, document.follow(header)))
            .collect(),
        body: body.has_media().then_some(body),
    }
}

/// Turns a name into a URL fragment.
fn slug(name: &str) -> String {
    let plain: String =
        name.chars().map(|sign| if sign.is_alphanumeric() { sign } else { '-' }).collect();
    plain.trim_matches('-').to_owned()
}
