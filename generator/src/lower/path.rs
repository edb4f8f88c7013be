//! Paths as they are sent, and the parameters that they name.

use super::Lower;
use crate::api::{Docs, Kind, Operation, Parameter, ParameterShape, StringFormat, Type};
use crate::diag::{codes, text};
use crate::read::path::variable;
use crate::tree::pointer::At;

/// A path as it is sent: a fragment is not, nor is the list of the query's parameters in the manner of RFC 6570.
/// A fixed query is part of it.
pub(super) fn sent(path: &str) -> String {
    let path = path.split('#').next().unwrap_or_default();
    // A path without one is meant to begin with it.
    let slash = if path.starts_with('/') { "" } else { "/" };
    let named = |name: &str| {
        let listed = name.starts_with(['?', '&']);
        if listed { String::new() } else { format!("{{{name}}}") }
    };
    format!("{slash}{}", with_names(path, named))
}

/// A path with each name between braces replaced, braces and all.
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

/// Makes path parameters those that the path names: what it names and nobody declares is text. Where it names one by an
/// expression, the name of the parameter counts, which a `matrix` sends. Gives the path by these names.
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
    /// Names what stands side by side in a path and cannot be told apart.
    pub(super) fn untold(&mut self, operation: &Operation, at: &At<'_>) {
        let Some((name, next)) = operation.untold() else { return };
        let (name, next) = (text::quote(name), text::quote(next));
        let message = format!(
            "nothing tells where the path parameter {name} ends and {next} begins: a client sends them, and a server \
             answers 501"
        );
        let found = self.diagnostics.report(&codes::AMBIGUOUS_PARAMETERS, at, message);
        found.on_key();
    }
}
