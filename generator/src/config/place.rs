//! Resolves the names of schemas in settings.

use crate::tree::pointer::{escape, fragment};

/// Returns the pointer of a schema from its name, or from a pointer, which may be one into a Swagger 2.0 document.
pub(crate) fn place(name: &str) -> String {
    let pointer = if name.starts_with('#') { fragment(name) } else { None };
    let pointer = pointer.or_else(|| name.starts_with('/').then(|| name.to_owned()));
    match pointer {
        Some(pointer) => match pointer.strip_prefix("/definitions/") {
            Some(rest) => format!("/components/schemas/{rest}"),
            None => pointer,
        },
        None => format!("/components/schemas/{}", escape(name)),
    }
}
