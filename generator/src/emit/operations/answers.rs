//! Documents the responses and errors of a method, with links to their types, which the alias `Outcome` does not show.

use super::super::docs;
use super::super::tokens::status_words;
use super::outcome::{Arm, arms_of};
use crate::api::{Kind, Operation, Payload, StringFormat, Type, TypeId};
use crate::pass::{OperationNames, Plan};

/// Paths for links in documentation, relative to the documented item.
#[derive(Clone, Copy)]
pub(in super::super) struct Links<'p> {
    /// The path to the root of the package.
    pub(in super::super) root: &'p str,
    /// The path to the types of the operation; ends with `::`.
    pub(in super::super) operations: &'p str,
}

/// Returns a paragraph about the successful response, and a section about the documented errors.
pub(in super::super) fn lines(
    plan: &Plan,
    operation: &Operation,
    names: &OperationNames,
    links: Links<'_>,
) -> Vec<String> {
    let mut paragraphs = vec![success(plan, operation, names, links)];
    let errors = arms_of(&operation.errors, &names.errors);
    if !errors.is_empty() {
        let errors: Vec<String> =
            errors.iter().map(|arm| error(arm, &names.error, links)).collect();
        paragraphs.push("# Errors".to_owned());
        paragraphs.push(errors.join("\n"));
    }
    paragraphs
}

fn success(plan: &Plan, operation: &Operation, names: &OperationNames, links: Links<'_>) -> String {
    if operation.has_several_outputs() {
        let name = &names.outcome;
        return format!("Returns {}.", link(links.operations, name));
    }
    let arms = arms_of(&operation.outputs, &names.outputs);
    let Some(arm) = arms.first() else { return "Returns no content.".to_owned() };
    let body = match arm.content.map(|content| &content.payload) {
        None => "no content".to_owned(),
        Some(Payload::Typed(ty)) => value(plan, ty, links),
        Some(Payload::Bytes) => "bytes, as a [`wire::Body`]".to_owned(),
        Some(Payload::Text) => "text".to_owned(),
        Some(Payload::Events(events)) => {
            format!("a stream of events, each {}", value(plan, &events.data, links))
        }
    };
    let set = arm.response.headers.and_then(|index| plan.names.headers.get(index));
    let headers = set.map(|names| {
        let path = format!("headers::{}", names.name);
        format!(" with {}", link(links.root, &path))
    });
    let about = about(arm).map(|text| format!(" {text}"));
    format!("Returns {body}{}.{}", headers.unwrap_or_default(), about.unwrap_or_default())
}

fn error(arm: &Arm<'_>, name: &str, links: Links<'_>) -> String {
    let status = status_words(arm.response.status);
    let variant = &arm.variant;
    let path = format!("{name}::{variant}");
    let link = link(links.operations, &path);
    match about(arm) {
        Some(text) => format!("- {status}, {link}: {text}"),
        None => format!("- {status}, {link}."),
    }
}

/// Returns a Markdown link to the item at a path.
fn link(root: &str, path: &str) -> String {
    if root.is_empty() { format!("[`{path}`]") } else { format!("[`{path}`]({root}{path})") }
}

/// Returns the description of a response, unless it is so short that it only repeats the status.
fn about(arm: &Arm<'_>) -> Option<String> {
    docs::brief(&arm.response.docs).filter(|text| text.split_whitespace().count() > 2)
}

/// Describes a value, with a link to its type.
fn value(plan: &Plan, ty: &Type, links: Links<'_>) -> String {
    let words = match &ty.kind {
        Kind::List(item) => format!("a list of {}", values(plan, item, links)),
        Kind::Map(item) => format!("a map of {}", values(plan, item, links)),
        Kind::Any => "any JSON value".to_owned(),
        Kind::Null => "null".to_owned(),
        Kind::Named(id) | Kind::Boxed(id) => named(plan, *id, links),
        Kind::Custom(own) => docs::code(&own.path.join("::")),
        Kind::Int(_) => "an integer".to_owned(),
        kind => format!("a {}", scalar(kind)),
    };
    if ty.nullable && ty.kind != Kind::Any { format!("{words} or null") } else { words }
}

/// Describes several values, in the plural.
fn values(plan: &Plan, ty: &Type, links: Links<'_>) -> String {
    match &ty.kind {
        Kind::List(item) => format!("lists of {}", values(plan, item, links)),
        Kind::Map(item) => format!("maps of {}", values(plan, item, links)),
        Kind::Any => "any JSON values".to_owned(),
        Kind::Null => "nulls".to_owned(),
        Kind::Named(id) | Kind::Boxed(id) => named(plan, *id, links),
        Kind::Custom(own) => docs::code(&own.path.join("::")),
        Kind::String(StringFormat::Plain | StringFormat::Binary)
        | Kind::Bool
        | Kind::Int(_)
        | Kind::Float(_) => format!("{}s", scalar(&ty.kind)),
        Kind::String(_) => scalar(&ty.kind),
    }
}

fn scalar(kind: &Kind) -> String {
    match kind {
        Kind::Bool => "boolean".to_owned(),
        Kind::Int(_) => "integer".to_owned(),
        Kind::Float(_) => "number".to_owned(),
        Kind::String(format) if format.rust() != "String" => format!("[`{}`]", format.rust()),
        _ => "string".to_owned(),
    }
}

fn named(plan: &Plan, id: TypeId, links: Links<'_>) -> String {
    link(links.root, &format!("types::{}", plan.names.ty(id)))
}
