//! Documentation of generated items: what the document says, what its limits are, and nothing that repeats a name.

mod facts;
mod markdown;

use proc_macro2::TokenStream;
use quote::quote;

use crate::api::Docs;

pub(super) use facts::{default, facts, wire_name, wire_value};
pub(super) use markdown::escaped;

/// Returns the documentation of an item: what the document says, then a paragraph for each of `more`. An item of which
/// nothing is known has none.
pub(super) fn docs(docs: &Docs, more: &[String]) -> TokenStream {
    let mut paragraphs = described(docs);
    for line in more {
        if !paragraphs.is_empty() {
            paragraphs.push(String::new());
        }
        for line in line.lines() {
            // A span of code stays on one line.
            if line.starts_with('`') {
                paragraphs.push(line.to_owned());
            } else {
                markdown::wrap(line, 0, &mut paragraphs);
            }
        }
    }
    from_lines(&paragraphs)
}

/// Returns the documentation of an item, or `otherwise` where the document says nothing of it.
pub(super) fn docs_or(found: &Docs, otherwise: &str, more: &[String]) -> TokenStream {
    if described(found).is_empty() {
        let lines: Vec<String> =
            std::iter::once(otherwise.to_owned()).chain(more.to_owned()).collect();
        return docs(&Docs::default(), &lines);
    }
    docs(found, more)
}

/// Returns the lines that the document has for an item: its summary, then its description.
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

/// Returns the first sentence or line that the document has for an item.
pub(super) fn brief(docs: &Docs) -> Option<String> {
    let lines = described(docs);
    let paragraph: Vec<&str> =
        lines.iter().map(|line| line.trim()).take_while(|line| !line.is_empty()).collect();
    let text = paragraph.join(" ");
    // A list, a table or a heading is no sentence.
    if text.is_empty() || text.starts_with(['#', '|', '-', '*', '>', '`']) {
        return None;
    }
    let end = text.find(". ").map_or(text.len(), |end| end + 1);
    text.get(..end).map(str::to_owned)
}

/// Returns a text of the document as code in Markdown.
pub(super) fn code(text: &str) -> String {
    let text = text.replace(['\r', '\n'], " ");
    if text.contains('`') { format!("`` {text} ``") } else { format!("`{text}`") }
}

/// A title without a final stop gets one, so that it reads like the other documentation.
fn sentence(text: &str) -> String {
    if text.ends_with(['.', '!', '?', ':']) { text.to_owned() } else { format!("{text}.") }
}

/// Returns one attribute a line.
pub(super) fn from_lines(lines: &[String]) -> TokenStream {
    let attributes = lines.iter().map(|line| {
        let line = spaced(line);
        quote!(#[doc = #line])
    });
    quote!(#(#attributes)*)
}

/// Returns the documentation of an item of which the generator knows one sentence.
pub(super) fn line(text: impl Into<String>) -> TokenStream {
    from_lines(&[text.into()])
}

/// Returns lines for the documentation of a whole file.
pub(super) fn inner(lines: &[String]) -> TokenStream {
    let attributes = lines.iter().map(|line| {
        let line = spaced(line);
        quote!(#![doc = #line])
    });
    quote!(#(#attributes)*)
}

/// Returns a line as an attribute has it: with a space in front, and without control characters. A name of the
/// document may hold anything.
fn spaced(line: &str) -> String {
    if line.is_empty() { String::new() } else { [" ", &*markdown::printable(line)].concat() }
}
