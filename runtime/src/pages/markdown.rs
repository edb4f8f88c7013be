//! Converts the Markdown of descriptions to HTML: paragraphs, lists, code, tables and emphasis. HTML markup is shown as
//! text, and links can only lead to the web or within the page, so that a document cannot inject content into a page.

use pulldown_cmark::{CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};

/// Headings in descriptions are placed below the page's own headings.
const HEADING: HeadingLevel = HeadingLevel::H4;

/// Converts Markdown to HTML.
pub(crate) fn html(markdown: &str) -> String {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    let mut page = String::new();
    html::push_html(&mut page, Parser::new_ext(markdown, options).map(tame));
    page
}

/// Returns the first paragraph as plain text.
pub(crate) fn first_paragraph(markdown: &str) -> String {
    let mut paragraph = String::new();
    for event in Parser::new(markdown) {
        match event {
            Event::Text(text) | Event::Code(text) => paragraph.push_str(&text),
            Event::SoftBreak | Event::HardBreak => paragraph.push(' '),
            Event::End(TagEnd::Paragraph) => break,
            _ => {}
        }
    }
    paragraph
}

/// Removes what a description is not allowed to contain.
fn tame(event: Event<'_>) -> Event<'_> {
    match event {
        Event::Html(text) | Event::InlineHtml(text) => Event::Text(text),
        Event::Start(Tag::Heading { .. }) => Event::Start(Tag::Heading {
            level: HEADING,
            id: None,
            classes: Vec::new(),
            attrs: Vec::new(),
        }),
        Event::End(TagEnd::Heading(_)) => Event::End(TagEnd::Heading(HEADING)),
        Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
            Event::Start(Tag::Link { link_type, dest_url: safe(dest_url), title, id })
        }
        // Pages load nothing from other servers, so only the alternative text of an image is kept.
        Event::Start(Tag::Image { .. }) => Event::Start(Tag::Emphasis),
        Event::End(TagEnd::Image) => Event::End(TagEnd::Emphasis),
        event => event,
    }
}

/// Keeps URLs of the web and of this page, and removes all others.
fn safe(address: CowStr<'_>) -> CowStr<'_> {
    let starts = ["https://", "http://", "mailto:", "#", "/"];
    if starts.iter().any(|start| address.starts_with(start)) { address } else { "".into() }
}

#[cfg(test)]
mod tests {
    use super::{first_paragraph, html};

    #[test]
    fn a_table_is_a_table() {
        let page = html("| code | meaning |\n|---|---|\n| `A` | one |\n");
        assert!(page.contains("<th>code</th>"), "{page}");
        assert!(page.contains("<td><code>A</code></td><td>one</td>"), "{page}");
    }

    #[test]
    fn markup_and_scripts_in_a_document_are_escaped() {
        let page =
            html("<script>x()</script> a <b>c</b>\n\n[d](javascript:e) ![f](http://g/h.png)");
        assert!(!page.contains("<script") && !page.contains("<b>"), "{page}");
        assert!(!page.contains("javascript:") && !page.contains("<img"), "{page}");
    }

    #[test]
    fn the_first_paragraph_is_plain() {
        assert_eq!(first_paragraph("Ask *models*\nby `key`.\n\nMore."), "Ask models by key.");
    }
}
