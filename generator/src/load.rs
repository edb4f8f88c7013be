//! Stage one: the text of the root document becomes a tree. Only this stage knows file formats;
//! a JSON pointer is all that the later ones keep of a place, and `locate` finds it in the text.

use std::sync::atomic::Ordering::Relaxed;

use crate::diag::{Diagnostics, Place, codes};

pub mod access;
pub mod locate;
pub mod node;
pub(crate) mod place;
pub mod pointer;
pub mod source;
#[cfg(feature = "http")]
pub mod web;

mod duplicate;
mod json;
mod yaml;

pub use access::{Access, Fetch};
pub use node::{Node, Object};
pub use pointer::{At, Origin};
pub use source::{FileId, Sources};
#[cfg(feature = "http")]
pub use web::Web;

use source::Unreadable;

/// Reads the root document.
pub fn load(sources: &Sources, diagnostics: &mut Diagnostics) -> Option<Node> {
    let file = sources.root();
    match parse(file, sources, diagnostics)? {
        Node::Null => {
            diagnostics.add(&codes::EMPTY, Place::File(file), "the document is empty");
            None
        }
        tree @ Node::Object(_) => Some(tree),
        other => {
            let found = crate::diag::text::value(&other);
            let message = format!("the document is {found}, not an object");
            diagnostics.report(&codes::NOT_AN_OBJECT, &At::root(), message);
            None
        }
    }
}

/// Reads any of the documents.
pub(crate) fn parse(
    file: FileId,
    sources: &Sources,
    diagnostics: &mut Diagnostics,
) -> Option<Node> {
    if let Some(unreadable) = sources.unreadable(file) {
        refuse(file, unreadable, diagnostics);
        return None;
    }
    if let Some(value) = sources.value(file) {
        if node::is_too_deep(value) {
            let message =
                format!("objects and arrays are nested more than {} levels deep", node::DEEPEST);
            diagnostics.add(&codes::TOO_DEEP, Place::File(file), message);
            return None;
        }
        return Some(value.clone());
    }
    let seen = node::Seen::default();
    let text = sources.text(file);
    let tree = if is_json(sources.name(file), text) {
        json::read(file, text, &seen, diagnostics)
    } else {
        yaml::read(file, text, &seen, diagnostics)
    }?;
    if seen.duplicates.load(Relaxed) {
        duplicate::report(file, text, diagnostics);
    }
    Some(tree)
}

/// Whether a text is read as JSON: JSON is YAML too, but is read faster and told better as itself.
pub(crate) fn is_json(name: &str, text: &str) -> bool {
    let extension = name.rsplit_once('.').map(|(_, extension)| extension);
    match extension {
        Some(extension) if extension.eq_ignore_ascii_case("json") => !text.trim().is_empty(),
        Some(extension)
            if ["yaml", "yml"].iter().any(|yaml| extension.eq_ignore_ascii_case(yaml)) =>
        {
            false
        }
        _ => text.trim_start().starts_with('{'),
    }
}

fn refuse(file: FileId, unreadable: Unreadable, diagnostics: &mut Diagnostics) {
    let (message, advice) = match unreadable {
        Unreadable::Wide => ("the document is in UTF-16 or UTF-32".to_owned(), None),
        Unreadable::Binary(offset) => (
            format!("the document is not text: the first strange byte stands after {offset} bytes"),
            Some("save the document as UTF-8, and unpack it if it is compressed"),
        ),
    };
    let found = diagnostics.add(&codes::NOT_TEXT, Place::File(file), message);
    if let Some(advice) = advice {
        found.advice(advice);
    }
}
