//! Translates responses: the documented outcomes of an operation, successes and errors separately.

use super::{Lower, joined, node, problem};
use crate::api::{Codec, Payload, Response, Status};
use crate::diag::codes;
use crate::tree::Node;
use crate::tree::pointer::At;

impl<'d> Lower<'d, '_> {
    /// Returns the successes and the errors, each by status. `default` is an error, unless it is the only response.
    pub(super) fn responses(
        &mut self,
        node: &'d Node,
        at: &At<'_>,
        operation: &str,
        method: &str,
    ) -> (Vec<Response>, Vec<Response>) {
        let Some(found) = node::object(node, "responses") else {
            return (Vec::new(), Vec::new());
        };
        let place = at.key("responses");
        let from = at.pointer();
        let mut all: Vec<Response> = Vec::new();
        for (key, response) in found {
            let Some(status) = status(key) else { continue };
            let bare = is_bare(method, status);
            let lowered = self.at_target(response, &place.key(key), |lower, response, at| {
                if bare {
                    lower.check_unsent_body(response, at);
                }
                let headers = lower.headers(response, at, &joined(&[operation, key]));
                let links = lower.links(response, at, &from);
                let name = joined(&[operation, key, "response"]);
                let response = lower.response(response, at, status, bare, &name);
                Response { headers, links, ..response }
            });
            all.push(lowered);
        }
        all.sort_by_key(|response| response.status);
        let only_default = !all.iter().any(|response| response.status.is_success())
            && !all.iter().any(|response| matches!(response.status, Status::Code(_)));
        let is_output = |response: &Response| {
            let redirect =
                matches!(response.status, Status::Code(100..=399) | Status::Range(1..=3));
            redirect || (only_default && response.status == Status::Default)
        };
        let (outputs, errors): (Vec<_>, Vec<_>) = all.into_iter().partition(is_output);
        self.name_headers(&outputs, operation);
        (outputs, errors)
    }

    fn response(
        &mut self,
        node: &'d Node,
        at: &At<'_>,
        status: Status,
        bare: bool,
        name: &str,
    ) -> Response {
        let contents = if bare { Vec::new() } else { self.contents(node, at, name) };
        let json = contents.iter().find(|content| content.codec == Codec::Json);
        let rule = json
            .and_then(|content| match &content.payload {
                Payload::Typed(ty) => problem::rule(&self.api, ty),
                _ => None,
            })
            .filter(|_| !status.is_success());
        let codes = node::texts(node, "x-error-codes").map(str::to_owned).collect();
        let (docs, links) = (node::docs(node), Vec::new());
        Response { status, docs, contents, headers: None, problem: rule, codes, links }
    }
}

impl Lower<'_, '_> {
    fn check_unsent_body(&mut self, response: &Node, at: &At<'_>) {
        let at = at.key("content");
        let described = response.get("content").and_then(Node::as_object);
        if described.is_some_and(|found| !found.is_empty()) && self.reported.insert(at.pointer()) {
            let what = "HTTP does not send a body with this response";
            let help = "remove `content`, which is ignored";
            self.diagnostics.report(&codes::BODY_WITHOUT_MEANING, &at, what).on_key().help(help);
        }
    }
}

/// Whether a response never has a body (RFC 9110, sections 6.4.1 and 9.3.2).
fn is_bare(method: &str, status: Status) -> bool {
    method == "head"
        || matches!(status, Status::Code(100..=199 | 204 | 205 | 304) | Status::Range(1))
}

/// Parses a key of `responses`.
fn status(key: &str) -> Option<Status> {
    if key == "default" {
        return Some(Status::Default);
    }
    if let Some(digit) = key.strip_suffix("XX").or_else(|| key.strip_suffix("xx")) {
        return digit.parse().ok().filter(|digit| (1..=5).contains(digit)).map(Status::Range);
    }
    key.parse().ok().filter(|code| (100..=599).contains(code)).map(Status::Code)
}
