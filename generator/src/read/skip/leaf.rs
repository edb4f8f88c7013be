//! Leaves: parts that are removed alone, since what contains them does not need them. A header of a response, the body
//! of an error and a parameter without a usable name are leaves, as are links, examples and prose.

use super::Uses;
use crate::read::component::is_token;
use crate::resolve::dialect::{Form, Kind};
use crate::tree::Node;
use crate::tree::pointer::{fragment, lookup, push, segments};

/// Keywords with prose, which nothing depends on.
const PROSE: [&str; 3] = ["summary", "description", "title"];

/// The number of references that are followed. Longer chains are cycles, which have been reported.
const MOST_HOPS: usize = 64;

/// Whether nothing depends on objects of this kind, so that they are removed alone.
pub(super) fn is_independent(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Info
            | Kind::Contact
            | Kind::License
            | Kind::Server
            | Kind::ServerVariable
            | Kind::ExternalDocs
            | Kind::Example
            | Kind::Link
            | Kind::Callback
            | Kind::Tag
            | Kind::Xml
    )
}

/// Returns the outermost leaf that contains the place at `pointer`.
pub(super) fn leaf(tree: &Node, uses: &Uses, pointer: &str) -> Option<String> {
    let mut form = Form::One(Kind::OpenApi);
    let mut here = String::new();
    let is_component = pointer.starts_with("/components/");
    for (depth, segment) in segments(pointer).enumerate() {
        let next = match form {
            Form::One(kind) => kind.form(&segment),
            Form::Many(kind) | Form::Map(kind) => Some(Form::One(kind)),
            _ => None,
        }?;
        let outer = here.len();
        push(&mut here, &segment);
        // Everything that refers to a component needs it.
        let is_named = is_component && depth == 2;
        let is_leaf = match next {
            Form::One(kind) if is_independent(kind) => true,
            Form::Text => PROSE.contains(&segment.as_ref()),
            Form::One(Kind::Header) => !is_named,
            Form::One(Kind::Parameter) => !is_named && is_unsendable(tree, &here),
            Form::One(Kind::Response) => !is_named && is_error(tree, &here),
            Form::One(Kind::MediaType) => {
                let response = here.get(..outer).and_then(|at| at.strip_suffix("/content"));
                response.is_some_and(|response| is_response_of_errors(tree, uses, response, 0))
            }
            _ => false,
        };
        // The body of an error is a smaller leaf than its response.
        let is_whole = pointer.get(here.len()..).is_none_or(|rest| !rest.starts_with("/content/"));
        if is_leaf && (is_whole || next != Form::One(Kind::Response)) {
            return Some(here);
        }
        form = next;
    }
    None
}

/// Whether a parameter has no name that can be sent.
fn is_unsendable(tree: &Node, pointer: &str) -> bool {
    let mut parameter = lookup(tree, pointer);
    for _ in 0..MOST_HOPS {
        let Some(target) = parameter.and_then(|node| node.get("$ref")) else { break };
        parameter = target.as_str().and_then(fragment).and_then(|at| lookup(tree, &at));
    }
    let Some(parameter) = parameter.and_then(Node::as_object) else { return false };
    let text = |keyword| parameter.get(keyword).and_then(Node::as_str).unwrap_or_default();
    match text("in") {
        "header" | "cookie" => !is_token(text("name")),
        _ => text("name").is_empty(),
    }
}

/// Whether a response of an operation is an error. `default` is one beside a success.
fn is_error(tree: &Node, pointer: &str) -> bool {
    let Some((responses, _)) = pointer.rsplit_once('/') else { return false };
    let status = segments(pointer).last().unwrap_or_default();
    match status.as_ref() {
        "default" => {
            let others = lookup(tree, responses).and_then(Node::as_object);
            let mut others = others.into_iter().flat_map(|others| others.keys());
            others.any(|status| status.starts_with(['1', '2', '3']))
        }
        status => status.starts_with(['4', '5']),
    }
}

/// Whether a response is only used for errors.
fn is_response_of_errors(tree: &Node, uses: &Uses, response: &str, depth: usize) -> bool {
    let path: Vec<_> = segments(response).collect();
    let path: Vec<&str> = path.iter().map(AsRef::as_ref).collect();
    match path.as_slice() {
        ["components", "responses", _] => {
            let mut places = uses.0.get(response).into_iter().flatten();
            depth < MOST_HOPS && places.all(|at| is_response_of_errors(tree, uses, at, depth + 1))
        }
        [.., "responses", _] => is_error(tree, response),
        _ => false,
    }
}
