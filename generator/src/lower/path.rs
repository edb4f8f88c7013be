//! Translates paths: as they are sent, with the parameters that they name.

use super::Lower;
use crate::api::{Docs, Kind, Operation, Parameter, ParameterShape, StringFormat, Type};
use crate::diag::{codes, text};
use crate::read::path::variable;
use crate::tree::pointer::At;

/// Returns a path as it is sent: without a fragment and without a list of query parameters as in RFC 6570. A fixed
/// query is part of it.
pub(super) fn sent(path: &str) -> String {
    let path = path.split('#').next().unwrap_or_default();
    // The leading slash may be missing.
    let slash = if path.starts_with('/') { "" } else { "/" };
    let named = |name: &str| {
        let listed = name.starts_with(['?', '&']);
        if listed { String::new() } else { format!("{{{name}}}") }
    };
    format!("{slash}{}", with_names(path, named))
}

/// Returns a path with each name and its braces replaced.
fn with_names(path: &str, replace: impl Fn(&str) -> String) -> String {
    let mut found = String::new();
    let mut rest = path;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, next) = after.split_once('}').unwrap_or((after, ""));
        found.push_str(before);
        found.push_str(&replace(name));
        rest = next;
    }
    found.push_str(rest);
    found
}

/// Matches the path parameters with the names in the path. An undeclared name becomes a string parameter. If the path
/// names a parameter by an expression, the name of the parameter is used, which the style `matrix` sends. Returns the
/// path with these names.
pub(super) fn fit_path(path: &str, parameters: &mut Vec<Parameter>) -> String {
    let is_declared =
        |name: &str| parameters.iter().any(|it| it.location == "path" && it.name == name);
    let path = with_names(path, |name| {
        let expanded = !is_declared(name) && is_declared(variable(name));
        format!("{{{}}}", if expanded { variable(name) } else { name })
    });
    let names: Vec<&str> =
        path.split('{').skip(1).filter_map(|part| Some(part.split_once('}')?.0)).collect();
    parameters.retain(|it| it.location != "path" || names.contains(&it.name.as_str()));
    for name in names {
        if !parameters.iter().any(|it| it.location == "path" && it.name == name) {
            parameters.push(Parameter {
                name: name.to_owned(),
                location: "path".to_owned(),
                required: true,
                style: "simple".to_owned(),
                explode: false,
                reserved: false,
                shape: ParameterShape::Value,
                empty_is_absent: false,
                docs: Docs::default(),
                default: None,
                example: None,
                deprecated: false,
                encodings: Vec::new(),
                ty: Type::new(Kind::String(StringFormat::Plain)),
            });
        }
    }
    path
}

impl Lower<'_, '_> {
    /// Reports a path parameter whose end cannot be found.
    pub(super) fn check_path(&mut self, operation: &Operation, at: &At<'_>) {
        let Some((name, next)) = operation.ambiguous_parameter() else { return };
        let (name, next) = (text::quote(name), text::quote(next));
        let message = format!(
            "ambiguous path: a server cannot tell where parameter {name} ends and {next} starts, and answers 501"
        );
        let found = self.diagnostics.report(&codes::AMBIGUOUS_PARAMETERS, at, message);
        found.on_key().help(
            "add text between the two, as in `/{a}-{b}`, or use the style `label` or `matrix` for the second one",
        );
    }
}
