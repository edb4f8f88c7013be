//! Custom types: the Rust types that the settings name for schemas and formats.

use std::collections::BTreeMap;

use super::node;
use crate::api::{CustomType, JsonKind, Kind, Type};
use crate::config::{Config, RustPath, below, place};
use crate::diag::{Diagnostics, codes, near, text};
use crate::tree::Node;
use crate::tree::pointer::lookup;

/// The custom types of the settings.
pub(super) struct CustomTypes<'d> {
    /// The schemas with a custom type, with the path of the type.
    schemas: Vec<(&'d Node, Vec<String>)>,
    /// The names of schemas in the settings that do not exist.
    missing: Vec<String>,
    /// The formats with a custom type, with the path of the type and whether a schema uses it.
    formats: BTreeMap<String, (Vec<String>, bool)>,
    names: Vec<&'d str>,
}

impl<'d> CustomTypes<'d> {
    /// Finds the schemas that the settings name.
    pub(super) fn new(root: &'d Node, config: &Config) -> Self {
        let parse = |path: &String| RustPath::parse(path).map(|path| path.0);
        let mut custom = CustomTypes {
            schemas: Vec::new(),
            missing: Vec::new(),
            formats: BTreeMap::new(),
            names: Vec::new(),
        };
        for (name, path) in &config.settings.types {
            match (lookup(root, &place(name)), parse(path)) {
                (Some(node), Some(path)) => custom.schemas.push((node, path)),
                _ => custom.missing.push(name.clone()),
            }
        }
        let formats = config.settings.formats.iter();
        custom.formats = formats
            .filter_map(|(name, path)| Some((name.clone(), (parse(path)?, false))))
            .collect();
        if !custom.missing.is_empty() {
            let schemas = lookup(root, "/components/schemas").and_then(Node::as_object);
            custom.names = schemas.into_iter().flatten().map(|(name, _)| name.as_str()).collect();
        }
        custom
    }

    /// Whether a schema has a custom type.
    pub(super) fn has(&self, node: &Node) -> bool {
        self.schemas.iter().any(|(known, _)| std::ptr::eq(*known, node))
    }

    /// Returns the custom type of a schema.
    pub(super) fn schema(&self, node: &Node) -> Option<Type> {
        let (_, path) = self.schemas.iter().find(|(known, _)| std::ptr::eq(*known, node))?;
        let types: Vec<&str> =
            node::types(node).into_iter().filter(|name| *name != "null").collect();
        let json = match types.as_slice() {
            [only] => json(only),
            [] if node.get("properties").is_some() => Some(JsonKind::Object),
            _ => None,
        };
        Some(Type::new(Kind::Custom(Box::new(CustomType { path: path.clone(), json }))))
    }

    /// Returns the custom type of a format, and marks it as used.
    pub(super) fn format(&mut self, format: &str, name: &str) -> Option<Type> {
        let (path, used) = self.formats.get_mut(format)?;
        *used = true;
        Some(Type::new(Kind::Custom(Box::new(CustomType { path: path.clone(), json: json(name) }))))
    }

    /// Whether a format has a custom type.
    pub(super) fn has_format(&self, format: &str) -> bool {
        self.formats.contains_key(format)
    }

    /// Reports schemas and formats that the document does not have.
    pub(super) fn report(&self, config: &Config, diagnostics: &mut Diagnostics) {
        for name in &self.missing {
            let message = format!("unknown schema {}", text::quote(name));
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
