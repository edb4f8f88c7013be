//! How settings name parts of a document.

use crate::tree::pointer::{escape, fragment};

/// The place of a schema that a user names: by its own name, or by a pointer, also in the words of Swagger 2.0.
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
