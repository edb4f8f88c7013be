//! Which version of the specification a document is written in.

use crate::diag::{Diagnostics, codes, near::nearest, text};
use crate::load::{At, Node};

/// A version that the generator reads.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Version {
    /// 2.0, which is called Swagger.
    V2_0,
    /// 3.0: its own dialect of schemas.
    V3_0,
    /// 3.1: JSON Schema 2020-12.
    V3_1,
    /// 3.2: adds streams and more.
    V3_2,
}

/// Reads the version; a finding says what is supported.
pub(super) fn version(tree: &mut Node, diagnostics: &mut Diagnostics) -> Option<Version> {
    quote(tree, diagnostics);
    let root = At::root();
    if let Some(swagger) = tree.get("swagger") {
        // Many forget the quotes, and 2.0 is a number then.
        if swagger.as_str().is_some_and(|it| it == "2" || it.starts_with("2.0"))
            || swagger.as_f64().is_some_and(|it| (2.0..2.1).contains(&it))
        {
            return Some(Version::V2_0);
        }
        let message = format!("Swagger {} is not supported", text::value(swagger));
        diagnostics.report(&codes::UNSUPPORTED_VERSION, &root.key("swagger"), message);
        return None;
    }
    let at = root.key("openapi");
    match tree.get("openapi") {
        Some(Node::String(written)) => {
            let version = parse(written);
            if version.is_none() {
                let message = format!("OpenAPI {} is not supported", text::quote(written));
                diagnostics.report(&codes::UNSUPPORTED_VERSION, &at, message);
            }
            version
        }
        Some(other) => {
            let message = format!("the version must be text, not {}", text::value(other));
            diagnostics.report(&codes::UNSUPPORTED_VERSION, &at, message).advice(
                "write all three parts, such as `openapi: 3.1.0`, or put it between quotes",
            );
            None
        }
        None => {
            let mut keys = tree.as_object().into_iter().flat_map(|root| root.keys());
            let meant = keys.find(|key| nearest(key, ["openapi", "swagger"]).is_some());
            let message = "the document does not say which version of OpenAPI it is written in";
            match meant {
                None => diagnostics.report(&codes::NO_VERSION, &root, message),
                Some(key) => diagnostics
                    .report(&codes::NO_VERSION, &root.key(key), message)
                    .on_key()
                    .advice("did you mean `openapi`?"),
            };
            None
        }
    }
}

/// Many forget the quotes, and `3.0` is a number then.
fn quote(tree: &mut Node, diagnostics: &mut Diagnostics) {
    let (mut written, mut message) = match tree.get("openapi") {
        Some(Node::Number(number)) => {
            (number.to_string(), format!("the version must be text, not the number `{number}`"))
        }
        Some(Node::String(text)) if text == "3" => (text.clone(), String::new()),
        _ => return,
    };
    if written == "3" {
        "3.0".clone_into(&mut written);
        "the version `3` is taken for 3.0".clone_into(&mut message);
    }
    if parse(&written).is_some() {
        diagnostics.report(&codes::BARE_VERSION, &At::root().key("openapi"), message);
        if let Some(version) = tree.get_mut("openapi") {
            *version = Node::String(written);
        }
    }
}

/// The version of a resolved document.
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
    fn versions_are_told_by_their_first_two_parts() {
        assert_eq!(parse("3.0.4"), Some(Version::V3_0));
        assert_eq!(parse("3.1"), Some(Version::V3_1));
        assert_eq!(parse("3.2.0"), Some(Version::V3_2));
        assert_eq!(parse("3.10.0"), None);
        assert_eq!(parse("3"), None);
        assert_eq!(parse("4.0.0"), None);
    }
}
