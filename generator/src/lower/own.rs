//! Types of the user's own, in place of those that schemas and formats would become.

use std::collections::BTreeMap;

use super::node;
use crate::api::{JsonKind, Kind, Own, Type};
use crate::config::{Config, RustPath, below, place};
use crate::diag::{Diagnostics, codes, near, text};
use crate::tree::Node;
use crate::tree::pointer::lookup;

/// The types that the settings name.
pub(super) struct Owns<'d> {
    /// The schemas of the tree that stand for one, with the path of the type.
    schemas: Vec<(&'d Node, Vec<String>)>,
    /// Where the settings name a schema that is not there, and how.
    missing: Vec<String>,
    /// Formats, each with the path of its type and whether a schema has it.
    formats: BTreeMap<String, (Vec<String>, bool)>,
    names: Vec<&'d str>,
}

impl<'d> Owns<'d> {
    /// Finds the schemas.
    pub(super) fn new(root: &'d Node, config: &Config) -> Self {
        let parse = |path: &String| RustPath::parse(path).map(|path| path.0);
        let mut owns = Owns {
            schemas: Vec::new(),
            missing: Vec::new(),
            formats: BTreeMap::new(),
            names: Vec::new(),
        };
        for (name, path) in &config.settings.types {
            match (lookup(root, &place(name)), parse(path)) {
                (Some(node), Some(path)) => owns.schemas.push((node, path)),
                _ => owns.missing.push(name.clone()),
            }
        }
        let formats = config.settings.formats.iter();
        owns.formats = formats
            .filter_map(|(name, path)| Some((name.clone(), (parse(path)?, false))))
            .collect();
        if !owns.missing.is_empty() {
            let schemas = lookup(root, "/components/schemas").and_then(Node::as_object);
            owns.names = schemas.into_iter().flatten().map(|(name, _)| name.as_str()).collect();
        }
        owns
    }

    /// Whether a schema stands for a type of the user's own.
    pub(super) fn has(&self, node: &Node) -> bool {
        self.schemas.iter().any(|(known, _)| std::ptr::eq(*known, node))
    }

    /// The type that a schema stands for.
    pub(super) fn schema(&self, node: &Node) -> Option<Type> {
        let (_, path) = self.schemas.iter().find(|(known, _)| std::ptr::eq(*known, node))?;
        let types: Vec<&str> =
            node::types(node).into_iter().filter(|name| *name != "null").collect();
        let json = match types.as_slice() {
            [only] => json(only),
            [] if node.get("properties").is_some() => Some(JsonKind::Object),
            _ => None,
        };
        Some(Type::new(Kind::Own(Box::new(Own { path: path.clone(), json }))))
    }

    /// The type that a format of scalars stands for.
    pub(super) fn format(&mut self, format: &str, name: &str) -> Option<Type> {
        let (path, used) = self.formats.get_mut(format)?;
        *used = true;
        Some(Type::new(Kind::Own(Box::new(Own { path: path.clone(), json: json(name) }))))
    }

    /// Whether the user has a type for a format.
    pub(super) fn has_format(&self, format: &str) -> bool {
        self.formats.contains_key(format)
    }

    /// Names what the document does not have.
    pub(super) fn report(&self, config: &Config, diagnostics: &mut Diagnostics) {
        for name in &self.missing {
            let message = format!("no schema is called {}", text::quote(name));
            let found =
                config.report_key(diagnostics, &codes::NO_MATCH, &below("/types", name), message);
            if let Some(near) = near::nearest(name, self.names.iter().copied()) {
                found.help(format!("did you mean {}?", text::quote(near)));
            }
        }
        for name in self.formats.iter().filter(|(_, (_, used))| !used).map(|(name, _)| name) {
            let message = format!("no schema has the format {}", text::quote(name));
            let pointer = below("/formats", name);
            config.report_key(diagnostics, &codes::USELESS_SETTING, &pointer, message);
        }
    }
}

fn json(name: &str) -> Option<JsonKind> {
    Some(match name {
        "string" => JsonKind::String,
        "integer" => JsonKind::Integer,
        "number" => JsonKind::Number,
        "boolean" => JsonKind::Bool,
        "array" => JsonKind::List,
        "object" => JsonKind::Object,
        _ => return None,
    })
}
