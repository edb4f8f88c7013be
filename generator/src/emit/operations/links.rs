//! Documents links: which method to call after a response, and with which parameters.

use super::super::docs;
use super::super::tokens::status_words;
use crate::api::{Link, Operation, Response, Status};
use crate::pass::Plan;

/// Returns a paragraph for each link.
pub(super) fn lines(plan: &Plan, operation: &Operation) -> Vec<String> {
    let responses = operation.outputs.iter().chain(&operation.errors);
    let links =
        responses.flat_map(|response| response.links.iter().map(move |link| (response, link)));
    links.map(|(response, link)| line(plan, response, link)).collect()
}

fn line(plan: &Plan, response: &Response, link: &Link) -> String {
    let quoted = |value: &str| format!("`{}`", value.replace('`', "'"));
    let target = link.target.as_ref().and_then(|target| {
        let known = |(operation, _): &(&Operation, _)| operation.origin.pointer == *target;
        plan.api.operations.iter().zip(&plan.names.operations).find(known)
    });
    let called = target.map_or(link.named.as_str(), |(_, names)| names.method.as_str());
    let response_words = match response.status {
        Status::Default => "any other response".to_owned(),
        status => format!("the response {}", status_words(status)),
    };
    let mut text =
        format!("Link {} of {response_words}: call {}", quoted(&link.name), quoted(called));
    let body = link.body.iter().map(|body| format!("the body {}", quoted(body)));
    let parameters: Vec<String> = link
        .parameters
        .iter()
        .map(|(name, value)| format!("{} = {}", quoted(name), quoted(value)))
        .chain(body)
        .collect();
    for (index, parameter) in parameters.iter().enumerate() {
        text.push_str(if index == 0 { " with " } else { " and " });
        text.push_str(parameter);
    }
    if let Some(server) = &link.server {
        text.push_str(" at ");
        text.push_str(&quoted(server));
    }
    let more = link.docs.description.as_deref().map(docs::escaped).unwrap_or_default();
    if more.is_empty() { format!("{text}.") } else { format!("{text}: {}", more.join(" ").trim()) }
}
