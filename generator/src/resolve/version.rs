//! Detects the version of the specification that a document is written in.

use crate::diag::{Diagnostics, codes, near::nearest, text};
use crate::tree::{At, Node};

/// A supported version of the specification.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Version {
    /// Swagger 2.0.
    V2_0,
    /// OpenAPI 3.0, with its own dialect of JSON Schema.
    V3_0,
    /// OpenAPI 3.1, with JSON Schema 2020-12.
    V3_1,
    /// OpenAPI 3.2, which adds streams and more.
    V3_2,
}

/// Reads the version, and reports a missing or unsupported one.
pub(super) fn version(tree: &mut Node, diagnostics: &mut Diagnostics) -> Option<Version> {
    quote(tree, diagnostics);
    let root = At::root();
    if let Some(swagger) = tree.get("swagger") {
        // Without quotes, YAML reads 2.0 as a number.
        if swagger.as_str().is_some_and(|it| it == "2" || it.starts_with("2.0"))
            || swagger.as_f64().is_some_and(|it| (2.0..2.1).contains(&it))
        {
            return Some(Version::V2_0);
        }
        let message = format!("unsupported Swagger version: {}", text::value(swagger));
        diagnostics.report(&codes::UNSUPPORTED_VERSION, &root.key("swagger"), message);
        return None;
    }
    let at = root.key("openapi");
    match tree.get("openapi") {
        Some(Node::String(written)) => {
            let version = parse(written);
            if version.is_none() {
                let message = format!("unsupported OpenAPI version {}", text::quote(written));
                diagnostics.report(&codes::UNSUPPORTED_VERSION, &at, message);
            }
            version
        }
        Some(other) => {
            let message = format!("OpenAPI version must be a string, found {}", text::value(other));
            diagnostics
                .report(&codes::UNSUPPORTED_VERSION, &at, message)
                .help("write all three parts, such as `openapi: 3.1.0`, or put it between quotes");
            None
        }
        None => {
            let mut keys = tree.as_object().into_iter().flat_map(|root| root.keys());
            let meant = keys.find(|key| nearest(key, ["openapi", "swagger"]).is_some());
            let message = "missing OpenAPI version";
            match meant {
                None => diagnostics.report(&codes::NO_VERSION, &root, message),
                Some(key) => diagnostics
                    .report(&codes::NO_VERSION, &root.key(key), message)
                    .on_key()
                    .help("did you mean `openapi`?"),
            };
            None
        }
    }
}

/// Reads a version without quotes, which YAML reads as a number.
fn quote(tree: &mut Node, diagnostics: &mut Diagnostics) {
    let (mut written, mut message) = match tree.get("openapi") {
        Some(Node::Number(number)) => (
            number.to_string(),
            format!("OpenAPI version must be a string, found number `{number}`"),
        ),
        Some(Node::String(text)) if text == "3" => (text.clone(), String::new()),
        _ => return,
    };
    if written == "3" {
        "3.0".clone_into(&mut written);
        "incomplete OpenAPI version `3`, read as 3.0".clone_into(&mut message);
    }
    if parse(&written).is_some() {
        diagnostics.report(&codes::BARE_VERSION, &At::root().key("openapi"), message);
        if let Some(version) = tree.get_mut("openapi") {
            *version = Node::String(written);
        }
    }
}

/// Returns the version of a resolved document.
pub fn of(tree: &Node) -> Option<Version> {
    parse(tree.get("openapi")?.as_str()?)
}

fn parse(written: &str) -> Option<Version> {
    let known = [("3.0", Version::V3_0), ("3.1", Version::V3_1), ("3.2", Version::V3_2)];
    known.into_iter().find_map(|(start, version)| {
        let rest = written.strip_prefix(start)?;
        (rest.is_empty() || rest.starts_with(['.', '-'])).then_some(version)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_two_parts_name_the_version() {
        assert_eq!(parse("3.0.4"), Some(Version::V3_0));
        assert_eq!(parse("3.1"), Some(Version::V3_1));
        assert_eq!(parse("3.2.0"), Some(Version::V3_2));
        assert_eq!(parse("3.10.0"), None);
        assert_eq!(parse("3"), None);
        assert_eq!(parse("4.0.0"), None);
    }
}
