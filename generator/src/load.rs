//! Stage 1: parses documents. In goes the text of a document, JSON or YAML; out comes its tree, with all
//! syntax errors reported. The tree has no positions: later stages refer to places by JSON pointers, which
//! [`crate::source::locate`] finds in the text.

use std::sync::atomic::Ordering::Relaxed;

use crate::diag::{Diagnostics, Place, codes};
use crate::source::{FileId, Sources, Unreadable};
use crate::tree::{At, Node};

mod duplicate;
mod json;
mod value;
mod yaml;

/// Parses the root document.
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
            let message = format!("expected an object, found {found}");
            diagnostics.report(&codes::NOT_AN_OBJECT, &At::root(), message);
            None
        }
    }
}

/// Parses any of the documents.
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
        if value::is_too_deep(value) {
            let message = format!(
                "objects and arrays are nested more than {} levels deep",
                crate::tree::MAX_DEPTH
            );
            diagnostics.add(&codes::TOO_DEEP, Place::File(file), message);
            return None;
        }
        return Some(value.clone());
    }
    let seen = value::Seen::default();
    let text = sources.text(file);
    let tree = if is_json(sources.name(file), text) {
        json::read(file, text, &seen, diagnostics)
    } else {
        yaml::read(file, text, &seen, diagnostics)
    }?;
    if seen.duplicates.load(Relaxed) {
        duplicate::report(file, text, diagnostics);
    }
    if seen.null_keys.load(Relaxed) {
        duplicate::report_null_keys(file, text, diagnostics);
    }
    Some(tree)
}

/// Whether a text is parsed as JSON. JSON is also YAML, but the JSON parser is faster and has better messages.
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
    let (message, help) = match unreadable {
        Unreadable::Wide => ("file is encoded as UTF-16 or UTF-32".to_owned(), None),
        Unreadable::Binary(offset) => (
            format!("file is not UTF-8 text: invalid byte at offset {offset}"),
            Some("save the document as UTF-8; decompress it first if it is compressed"),
        ),
    };
    let found = diagnostics.add(&codes::NOT_TEXT, Place::File(file), message);
    if let Some(help) = help {
        found.help(help);
    }
}
