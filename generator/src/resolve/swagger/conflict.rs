//! Reports operations of Swagger 2.0 with two bodies: two parameters with `in: body`, or one beside form fields. A request
//! has one body, so it is not clear which one is meant.

use super::{Listed, below, list};
use crate::diag::{Diagnostics, codes, text};
use crate::resolve::dialect::{Form, Kind};
use crate::tree::pointer::{fragment, lookup};
use crate::tree::{Node, Object, Origin};

/// The number of references that are followed.
const MOST_HOPS: usize = 8;

/// Checks each operation. `tree` is the document as it was written; the places are those of the upgraded one.
pub(crate) fn check(tree: &Node, diagnostics: &mut Diagnostics) {
    let paths = tree.get("paths").and_then(Node::as_object).into_iter().flatten();
    for (path, item) in paths.filter(|(path, _)| !path.starts_with("x-")) {
        let Some(item) = item.as_object() else { continue };
        let at = below("/paths", path);
        let shared = list(item.get("parameters"), "");
        for (method, operation) in item {
            let is_operation = Kind::PathItemV2.form(method) == Some(Form::One(Kind::OperationV2));
            if let Some(operation) = operation.as_object().filter(|_| is_operation) {
                check_operation(tree, operation, &shared, &below(&at, method), diagnostics);
            }
        }
    }
}

fn check_operation(
    tree: &Node,
    operation: &Object,
    shared: &[Listed<'_>],
    at: &str,
    diagnostics: &mut Diagnostics,
) {
    let own = list(operation.get("parameters"), "");
    let mut bodies: Vec<&str> = Vec::new();
    let mut field: Option<&str> = None;
    let mut known: Vec<(&str, &str)> = Vec::new();
    for parameter in own.iter().chain(shared) {
        let Some(parameter) = follow(tree, parameter.node) else { continue };
        let text = |keyword| parameter.get(keyword).and_then(Node::as_str).unwrap_or_default();
        let key = (text("name"), text("in"));
        // A parameter of an operation replaces that of its path with the same name.
        if known.contains(&key) {
            continue;
        }
        known.push(key);
        match key {
            (name, "body") => bodies.push(name),
            (name, "formData") => field = field.or(Some(name)),
            _ => {}
        }
    }
    let message = match (bodies.as_slice(), field) {
        ([first, second, ..], _) => {
            let (first, second) = (text::quote(first), text::quote(second));
            format!("operation has two bodies: {first} and {second}")
        }
        ([body], Some(field)) => {
            let (body, field) = (text::quote(body), text::quote(field));
            format!("operation has the body {body} beside the form field {field}")
        }
        _ => return,
    };
    let origin = Origin { pointer: format!("{at}/requestBody") };
    diagnostics.report_at(&codes::SEVERAL_BODIES, &origin, message);
}

fn follow<'t>(tree: &'t Node, node: &'t Node) -> Option<&'t Object> {
    let mut object = node.as_object()?;
    for _ in 0..MOST_HOPS {
        let Some(reference) = object.get("$ref") else { return Some(object) };
        object = lookup(tree, &fragment(reference.as_str()?)?)?.as_object()?;
    }
    None
}
