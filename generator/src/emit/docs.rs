//! Documentation of generated items: the descriptions from the OpenAPI document, followed by limits and defaults.

mod facts;
mod markdown;

use proc_macro2::TokenStream;
use quote::quote;

use crate::api::Docs;

pub(super) use facts::{default, facts, wire_name, wire_value};
pub(super) use markdown::escaped;

/// Returns the documentation of an item: its description from the document, then one paragraph for each of `more`.
/// Returns no attributes if there is neither.
pub(super) fn docs(docs: &Docs, more: &[String]) -> TokenStream {
    let mut paragraphs = described(docs);
    for line in more {
        if !paragraphs.is_empty() {
            paragraphs.push(String::new());
        }
        for line in line.lines() {
            // A code span must stay on one line.
            if line.starts_with('`') {
                paragraphs.push(line.to_owned());
            } else {
                markdown::wrap(line, 0, &mut paragraphs);
            }
        }
    }
    from_lines(&paragraphs)
}

/// Like [`docs`], but uses `otherwise` if the document does not describe the item.
pub(super) fn docs_or(described_by: &Docs, otherwise: &str, more: &[String]) -> TokenStream {
    if described(described_by).is_empty() {
        let lines: Vec<String> =
            std::iter::once(otherwise.to_owned()).chain(more.to_owned()).collect();
        return docs(&Docs::default(), &lines);
    }
    docs(described_by, more)
}

/// Returns the summary and the description of an item, as lines.
fn described(docs: &Docs) -> Vec<String> {
    let text = |text: &Option<String>| {
        text.as_deref().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
    };
    match (text(&docs.summary), text(&docs.description)) {
        (Some(summary), Some(description)) if !description.starts_with(&summary) => {
            let mut lines = escaped(&sentence(&summary));
            lines.push(String::new());
            lines.extend(escaped(&description));
            lines
        }
        (_, Some(description)) => escaped(&description),
        (Some(summary), None) => escaped(&sentence(&summary)),
        (None, None) => Vec::new(),
    }
}

/// Returns the first sentence of the description of an item.
pub(super) fn brief(docs: &Docs) -> Option<String> {
    let lines = described(docs);
    let paragraph: Vec<&str> =
        lines.iter().map(|line| line.trim()).take_while(|line| !line.is_empty()).collect();
    let text = paragraph.join(" ");
    // Lists, tables and headings are not sentences.
    if text.is_empty() || text.starts_with(['#', '|', '-', '*', '>', '`']) {
        return None;
    }
    let end = text.find(". ").map_or(text.len(), |end| end + 1);
    text.get(..end).map(str::to_owned)
}

/// Returns a text as a Markdown code span. An empty text has none, so it is named.
pub(super) fn code(text: &str) -> String {
    if text.is_empty() {
        return "an empty string".to_owned();
    }
    let text = text.replace(['\r', '\n'], " ");
    if text.contains('`') { format!("`` {text} ``") } else { format!("`{text}`") }
}

/// Adds a full stop to a text that does not end with punctuation.
fn sentence(text: &str) -> String {
    if text.ends_with(['.', '!', '?', ':']) { text.to_owned() } else { format!("{text}.") }
}

/// Returns one `doc` attribute for each line.
pub(super) fn from_lines(lines: &[String]) -> TokenStream {
    let attributes = lines.iter().map(|line| {
        let line = spaced(line);
        quote!(#[doc = #line])
    });
    quote!(#(#attributes)*)
}

/// Returns documentation that consists of one line.
pub(super) fn line(text: impl Into<String>) -> TokenStream {
    from_lines(&[text.into()])
}

/// Returns inner documentation, for the module of a file.
pub(super) fn inner(lines: &[String]) -> TokenStream {
    let attributes = lines.iter().map(|line| {
        let line = spaced(line);
        quote!(#![doc = #line])
    });
    quote!(#(#attributes)*)
}

/// Returns a line with a leading space and without control characters, as the text of a `doc` attribute. Names in the
/// document may contain any character.
fn spaced(line: &str) -> String {
    if line.is_empty() { String::new() } else { [" ", &*markdown::printable(line)].concat() }
}
